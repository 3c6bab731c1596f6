import pytest

from tests.bench.servers import Wires, mock_server


def test_wires_read_whole_answers_again_and_again() -> None:
    """Every connection carries one request after the other."""
    with mock_server() as (base_url, key), Wires(f"{base_url}/apps?limit=1", key) as wires:
        for _ in range(3):
            wires.get()


def test_wires_measure_no_refusals() -> None:
    """A refused request is no measure."""
    with (
        mock_server() as (base_url, _),
        Wires(f"{base_url}/apps?limit=1", "no key") as wires,
        pytest.raises(AssertionError, match=" 401 "),
    ):
        wires.get()
