"""The types of the arguments of the client's methods: JSON does wherever a model or an enumeration would."""

from __future__ import annotations

from openapi_python_client.parser.properties import EnumProperty, ModelProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.union import UnionProperty


def argument_type(one: PropertyProtocol) -> str:
    """Return the type of what a caller may give for a property, left out apart."""
    if isinstance(one, UnionProperty):
        return " | ".join(dict.fromkeys(argument_type(inner) for inner in one.inner_properties))
    if isinstance(one, ListProperty):
        # A text is a sequence of texts as well, which is never meant.
        inner = argument_type(one.inner_property)
        return f"List[{inner}]" if inner == "str" else f"Sequence[{inner}]"
    if isinstance(one, ModelProperty):
        return f"{one.class_info.name} | Mapping[str, Any]"
    kind = one.get_type_string(no_optional=True).as_unembedded_code()
    if isinstance(one, EnumProperty) and one.value_type is str:
        return f"{kind} | Literal[{', '.join(repr(value) for value in one.values.values())}]"
    return kind


def imports_of(one: PropertyProtocol) -> set[str]:
    """Return the imports of that type, from within a folder of the package."""
    return one.get_imports(prefix="..") | one.get_lazy_imports(prefix="..")
