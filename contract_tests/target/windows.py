"""Windows of a collection that tell how a server counts: those that divide the total, and those that do not."""

from __future__ import annotations

# How many items at most, and how many to pass over.
Window = tuple[int, int]


def telling_windows(total: int, most: int) -> list[Window]:
    """Windows in which a server that rounds, or is one off, shows other items or another number of them.

    Args:
        total: How many items the collection has.
        most: How many items a window may have at most.
    """
    dividing = next((size for size in range(2, total) if total % size == 0), 1)
    not_dividing = next((size for size in range(2, total) if total % size), 2)
    found = [
        # The last page, full and shorter.
        (dividing, total - dividing),
        (not_dividing, total - total % not_dividing),
        # Over the end, and at it.
        (2, total - 1),
        (1, total),
        # Where no page of that size begins.
        (2, total // 2 - (total // 2) % 2 + 1),
        (total, 0),
        (total + 1, 0),
        (most, 1),
    ]
    return [(limit, offset) for limit, offset in dict.fromkeys(found) if 1 <= limit <= most and offset >= 0]
