import pytest

from contract_tests.mutants.catalogue import catalogue
from contract_tests.mutants.mutant import Mutant
from scripts.spec.reading import load_spec
from scripts.spec.spec import Spec


@pytest.fixture(scope="session")
def spec() -> Spec:
    return load_spec()


@pytest.fixture(scope="session")
def every(spec: Spec) -> list[Mutant]:
    """All mutants and harmless variants."""
    return catalogue(spec)
