"""For each drift by its name, a demonstration, which says whether the fault shows."""

from collections.abc import Callable

from ..api import Api
from ..drifts import DRIFTS
from . import changes, creations, deletions, limits

MODULES = (changes, deletions, creations, limits)


def demonstration(name: str) -> Callable[[Api], bool]:
    """Return the function that has the name of the drift, with underscores."""
    (found,) = (vars(one)[name] for one in MODULES if name in vars(one))
    shows: Callable[[Api], bool] = found
    return shows


DEMONSTRATIONS = {name: demonstration(name.replace("-", "_")) for name in DRIFTS}
