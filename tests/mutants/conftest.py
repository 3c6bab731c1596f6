import pytest

from contract_tests.mutants.catalogue import catalogue
from contract_tests.mutants.mutant import Mutant
from contract_tests.spec import Spec, load_spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    return load_spec()


@pytest.fixture(scope="session")
def every(spec: Spec) -> list[Mutant]:
    """All mutants and harmless variants."""
    return list(catalogue(spec))
