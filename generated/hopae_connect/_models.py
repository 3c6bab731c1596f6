"""What all models share."""

from __future__ import annotations

from typing import Any, ClassVar

from ._json import to_json
from ._unset import UNSET

HIDDEN = "<hidden>"


class Model:
    """An object of the API as a class.

    Equality and repr are written here once, since attrs would compile them for every model at import.
    """

    __slots__ = ()

    fields_by_name: ClassVar[dict[str, str]] = {}
    secret_fields: ClassVar[frozenset[str]] = frozenset()
    additional_properties: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Return the model as JSON, with the unknown fields that it came with.

        Raises:
            ValueError: A datetime has no time zone.
        """
        known = ((name, getattr(self, field)) for name, field in self.fields_by_name.items())
        written = {name: to_json(value) for name, value in known if value is not UNSET}
        written.update(to_json(self.additional_properties))
        return written

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        fields = [*self.fields_by_name.values(), "additional_properties"]
        return all(getattr(self, field) == getattr(other, field) for field in fields)

    def __repr__(self) -> str:
        values = ((field, getattr(self, field)) for field in self.fields_by_name.values())
        shown = [
            f"{field}={HIDDEN if field in self.secret_fields and value is not None else repr(value)}"
            for field, value in values
            if value is not UNSET
        ]
        # Nobody knows whether an unknown field is a secret.
        shown += [f"{name}=..." for name in self.additional_properties]
        return f"{type(self).__name__}({', '.join(shown)})"


class SecretMap(dict[str, Any]):
    """A map whose values are not shown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({HIDDEN})"
