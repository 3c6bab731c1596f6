"""What a contract costs by its number of operations: which part of it is measured, and what grows too fast."""

import json

from scripts.spec.checks import read_openapi
from scripts.spec.reading import load_spec
from tests.bench.growth import Cost, growing, pruned, table
from tests.partial_contract import FIRST_OPERATIONS, partial_document

FEW = Cost(4, 5.0, 3.0, 400, 10, 0, 2.0, 11.0, 240.0)
MANY = Cost(8, 19.0, 5.0, 700, 10, 50, 4.0, 11.0, 300.0)


def test_a_part_of_the_contract_has_no_more_components_than_it_needs() -> None:
    """The client would have a model for each."""
    document = pruned(partial_document(load_spec().root, FIRST_OPERATIONS))
    schemas = document["components"]["schemas"]
    assert {"App", "ProductionTestCreate", "ErrorResponse"} <= schemas.keys()
    assert schemas.keys().isdisjoint({"CustomDomain", "WorkflowUpdate"})
    assert set(read_openapi(json.dumps(document).encode()).operations) == set(FIRST_OPERATIONS)


def test_what_grows_as_the_operations_do_is_not_named() -> None:
    assert growing([FEW, MANY]) == growing([FEW, MANY._replace(requests=800)]) == []


def test_what_grows_faster_is_named() -> None:
    assert growing([FEW, MANY._replace(requests=801, kilobytes=500.0)]) == ["requests", "client, kB"]


def test_an_import_that_grows_is_named_and_a_busy_machine_is_not() -> None:
    assert growing([FEW, MANY._replace(import_ms=13.0)]) == []
    assert growing([FEW, MANY._replace(import_ms=14.0)]) == ["import, ms"]


def test_what_the_first_operations_do_not_make_is_held_against_the_next() -> None:
    most = Cost(16, 19.0, 9.0, 700, 10, 101, 4.0, 11.0, 300.0)
    assert growing([FEW, MANY, most]) == ["made and deleted"]


def test_each_contract_is_a_line_of_the_table() -> None:
    lines = list(table([FEW, MANY]))
    assert [line.split()[0] for line in lines] == ["operations", "4", "8"]
    assert len({len(line) for line in lines}) == 1
