"""Windows that tell how a server counts."""

import pytest

from contract_tests.target.windows import telling_windows

MOST = 100


def test_windows_divide_the_total_and_do_not() -> None:
    assert telling_windows(12, MOST) == [
        (2, 10),
        (5, 10),
        (2, 11),
        (1, 12),
        (2, 7),
        (12, 0),
        (13, 0),
        (100, 1),
    ]


@pytest.mark.parametrize("total", [0, 1, 2, 3, 4, 7, 99, 100, 101, 5000])
def test_each_window_keeps_to_what_is_documented(total: int) -> None:
    found = telling_windows(total, MOST)
    assert found
    assert len(found) == len(set(found)) <= 8
    assert all(1 <= limit <= MOST and offset >= 0 for limit, offset in found)


@pytest.mark.parametrize("total", [4, 6, 9, 99, 100])
def test_one_window_ends_with_the_total_and_one_is_cut_by_it(total: int) -> None:
    pages = [(limit, offset) for limit, offset in telling_windows(total, MOST) if limit < total and offset % limit == 0]
    assert any(offset + limit == total for limit, offset in pages)
    assert any(offset + limit > total > offset for limit, offset in pages)
