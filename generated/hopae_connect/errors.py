"""What API functions raise; `_exceptions` draws the hierarchy."""

from ._exceptions import *
from ._exceptions import __all__ as __all__
