"""What API functions raise; `_exceptions` draws the hierarchy."""

from ._exceptions import *
