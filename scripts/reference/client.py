"""The pages of the client's reference, which mkdocstrings fills from its docstrings, and that of the examples."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.reference.markdown import page

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "generated" / "hopae_connect"
EXAMPLES = ROOT / "examples"


def resources_page() -> str:
    """A section for each resource of the client, those below it after it."""
    modules = sorted(path.stem for path in (PACKAGE / "resources").glob("[a-z]*.py"))
    found = [name for name in modules if not name.endswith("_raw")]
    intro = [
        "The methods of `connect`, by resource. An asynchronous client has the same ones to be awaited; each takes the",
        "options of a call (`timeout=`, `max_retries=`, `extra_headers=`) besides. `with_raw_response` of a resource",
        "has the same methods, which return what came with the answer as well.",
        "",
    ]
    return page("Resources", intro, *(_resource(name) for name in found))


def models_page() -> str:
    """Every model of the client."""
    intro = ["What the client takes and answers, as attrs classes with `from_dict` and `to_dict`.", ""]
    return page("Models", intro, *(_documented(f"hopae_connect.models.{name}") for name in _exported("models")))


def exceptions_page() -> str:
    """Every exception of the client."""
    names = [name for name in _exported("") if name.endswith("Error")]
    return page("Exceptions", *(_documented(f"hopae_connect.{name}") for name in names))


def examples_page() -> str:
    """Every file of `examples/` as it stands there; the tests of the repository run each."""
    intro = ["Each runs as it stands, with `CONNECT_API_KEY` set; the tests of the repository run them.", ""]
    return page("Examples", intro, *(_example(path) for path in sorted(EXAMPLES.glob("*.py"))))


def _resource(module: str) -> Iterator[str]:
    """The methods of a resource, under the name by which it is reached; what only leads on is left out."""
    tree = ast.parse((PACKAGE / "resources" / f"{module}.py").read_text(encoding="utf-8"))
    resource = next(one for one in tree.body if isinstance(one, ast.ClassDef))
    methods = [one.name for one in resource.body if isinstance(one, ast.FunctionDef) and not one.decorator_list]
    path = re.search(r"`(.+)`", ast.get_docstring(resource) or "")
    yield from (
        f"## connect.{path[1] if path else module}",
        "",
        f"::: hopae_connect.resources.{module}.{resource.name}",
    )
    shown = "show_root_heading: false, show_root_toc_entry: false, heading_level: 3"
    yield from (f"    options: {{members: [{', '.join(methods)}], {shown}}}", "")


def _documented(name: str) -> Iterator[str]:
    yield from (f"::: {name}", "")


def _exported(module: str) -> list[str]:
    """The names in `__all__` of a module of the client."""
    tree = ast.parse((PACKAGE / module / "__init__.py").read_text(encoding="utf-8"))
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__":
            return sorted(ast.literal_eval(statement.value))
    raise LookupError(f"{module or 'the client'} has no __all__")


def _example(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    title = path.stem.replace("_", " ").capitalize()
    yield from (f"## {title}", "", f"`examples/{path.name}`", "", "```python", source.rstrip(), "```", "")
