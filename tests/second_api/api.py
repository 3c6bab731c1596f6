"""A small client of the second API, which holds answers against spec.yaml with jsonschema."""

import re
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator

from scripts.spec.reading import load_spec

from .server import KEY

SPEC = load_spec(Path(__file__).parent / "spec.yaml").root
LOCATION = {"floor": 1, "room": "B07", "sign": {"text": "Poems", "colour": "green"}}
ROWS = [{"label": "R1", "capacity": 40, "genres": ["sonnets"]}, {"label": "R2", "capacity": 35}]
FULL = {"name": "Made by a test", "note": "A note", "labels": ["b", "a"], "location": LOCATION, "rows": ROWS}
BARE = {"name": "Made by a test", "location": {"floor": 2}}
BOOK = {"title": "Odes", "copies": 2, "authors": [{"name": "Ada Verse", "role": "writer"}]}


class Api:
    """A client of the library that holds answers against the contract if it is told to."""

    def __init__(self, url: str, strict: bool) -> None:
        self.client = httpx.Client(base_url=url, headers={"Authorization": f"Bearer {KEY}"}, trust_env=False)
        self.strict = strict
        self.seen: set[tuple[str, int]] = set()

    def send(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        answer = self.client.request(method, path, json=body, **options)
        if self.strict:
            self.hold(method, path.partition("?")[0], answer)
        return answer

    def hold(self, method: str, path: str, answer: httpx.Response) -> None:
        operation = operation_of(method, path)
        self.seen.add((operation["operationId"], answer.status_code))
        documented = resolved(operation["responses"][str(answer.status_code)])
        content = documented.get("content")
        if content is None:
            assert answer.content == b"", (path, answer.content)
            return
        problems = errors(content["application/json"]["schema"], answer.json())
        assert not problems, (method, path, answer.status_code, problems)
        if answer.is_error:
            assert answer.json()["problem"]["kind"] in documented["x-error-codes"]

    def make(self, body: Any = None, **options: Any) -> dict[str, Any]:
        answer = self.send("POST", "/shelves", body or FULL, **options)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def book(self, shelf: dict[str, Any], body: Any = None) -> dict[str, Any]:
        answer = self.send("POST", f"/shelves/{shelf['id']}/books", body or BOOK)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def read(self, shelf: dict[str, Any], below: str = "") -> Any:
        return self.send("GET", f"/shelves/{shelf['id']}{below}").json()

    def status(self, method: str, thing: str, body: Any = None) -> int:
        return self.send(method, thing, body).status_code

    def listed(self) -> list[dict[str, Any]]:
        return list(self.send("GET", "/shelves", params={"size": 50}).json()["shelves"])

    def change(self, shelf: dict[str, Any], body: Any, method: str = "PATCH") -> Any:
        return self.send(method, at(shelf), body).json()

    def entry(self, shelf: dict[str, Any]) -> dict[str, Any]:
        return next(item for item in self.listed() if item["id"] == shelf["id"])


def at(shelf: dict[str, Any], book: dict[str, Any] | None = None) -> str:
    return f"/shelves/{shelf['id']}" + (f"/books/{book['id']}" if book else "")


def operation_of(method: str, path: str) -> dict[str, Any]:
    for template, item in SPEC["paths"].items():
        if re.fullmatch(re.sub("{[^}]*}", "[^/]*", template), path):
            return dict(item[method.lower()])
    raise AssertionError(f"{method} {path} is not documented")


def resolved(value: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in value:
        return value
    target: Any = SPEC
    for part in value["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    return dict(target)


def closed(schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        name: {**schema, "additionalProperties": False} if "properties" in schema else schema
        for name, schema in schemas.items()
    }


CLOSED = {"schemas": closed(SPEC["components"]["schemas"])}


def errors(schema: dict[str, Any], value: Any) -> list[str]:
    formats = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator({"components": CLOSED, **schema}, format_checker=formats)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
