import asyncio
import hashlib
import hmac
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

from jsonschema import Draft202012Validator
from starlette.datastructures import Headers
from starlette.requests import Request

from ._answers import Answer, RefusalError, encode, encode_window
from ._handlers import Call
from ._idempotency import IdempotencyStore
from ._options import MockOptions
from ._spec import Body, Idempotency, Operation, Paging, Parameter
from ._workspace import Workspace

# Of as many digits as int() takes.
INTEGER = re.compile("-?[0-9]{1,4300}")
# What a value must have, where it must keep the other rules of its schema.
NAMED_RULES = frozenset({"type", "enum", "const", "pattern", "format"})


class HttpRules:
    """What every operation goes through: `await rules.answer(operation, request)`. Each method is one rule."""

    def __init__(self, workspace: Workspace, options: MockOptions) -> None:
        self.workspace = workspace
        self.options = options
        self.remembered = IdempotencyStore(options.max_idempotency_keys)
        self._key = options.key.encode()

    async def answer(self, operation: Operation, request: Request) -> Answer:
        """Answer a request for `operation`. Raise RefusalError when it is refused."""
        self.authenticate(operation, request.headers)
        parameters = self.parameters(operation, request)
        owned = self.owned(operation, parameters)
        call = Call(parameters, owned, await self.body(operation.body, request))
        if operation.idempotency and (key := parameters.get(operation.idempotency.header)) is not None:
            address = f"{operation.method} {request.scope['path']}"
            return await self.once(operation, operation.idempotency, key, address, call)
        return await self.perform(operation, call)

    def authenticate(self, operation: Operation, headers: Headers) -> None:
        """Refuse a request without the workspace's bearer key."""
        if operation.credentials is None:
            return
        scheme, _, key = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(key.encode(), self._key):
            raise RefusalError(*operation.credentials, "The workspace key is missing or wrong")

    def parameters(self, operation: Operation, request: Request) -> dict[str, Any]:
        """Read and validate the parameters; those that are not given have their default or are left out."""
        query = parse_qs(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        values = {}
        for parameter in operation.parameters:
            if given := self.given(parameter, request, query):
                values[parameter.name] = self.parameter(parameter, given)
            elif parameter.required:
                raise RefusalError.missing(parameter.name)
            elif "default" in parameter.schema:
                values[parameter.name] = parameter.schema["default"]
        return values

    def given(self, parameter: Parameter, request: Request, query: Mapping[str, list[str]]) -> list[str]:
        """The values that a request gives `parameter`."""
        if parameter.place == "path":
            return [request.path_params[parameter.name]]
        return query.get(parameter.name, []) if parameter.place == "query" else request.headers.getlist(parameter.name)

    def parameter(self, parameter: Parameter, given: list[str]) -> Any:
        """The value of `parameter`, which may be given once unless it is a list."""
        if parameter.schema.get("type") == "array":
            return _validated(parameter.validator, given, parameter.name)
        if len(given) > 1:
            raise RefusalError.invalid(parameter.name, given, "is given more than once")
        value: Any = given[0]
        if parameter.schema.get("type") == "integer" and INTEGER.fullmatch(value):
            value = int(value)
        return _validated(parameter.validator, value, parameter.name)

    def owned(self, operation: Operation, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """What the identifiers in the path stand for. Refuse an unknown one and one of another owner."""
        owned: dict[str, Any] = {}
        for parameter in operation.parameters:
            if parameter.owner is not None:
                found = parameter.owner.find(self.workspace, owned, parameters[parameter.name])
                if found is None:
                    raise RefusalError(*parameter.owner.refused, f"There is no such {parameter.name}")
                owned[parameter.name] = found
        return owned

    async def body(self, declared: Body | None, request: Request) -> Any:
        """Read and validate the JSON body; None where there is none."""
        if declared is None:
            return None
        raw = await request.body()
        if not raw and declared.required:
            raise RefusalError.missing("body")
        if not raw:
            return None
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type and media_type not in declared.media_types:
            raise RefusalError.invalid("Content-Type", media_type, "is not a media type of this operation")
        return _validated(declared.validator, _parsed(raw), "body")

    async def once(self, operation: Operation, policy: Idempotency, key: str, address: str, call: Call) -> Answer:
        """Perform a request the first time that its key comes, and repeat the first answer afterwards."""
        now = self.workspace.now()
        # Two requests are the same with the same method and path and an identical body, in whatever order.
        fingerprint = hashlib.sha256(f"{address}\n{json.dumps(call.body, sort_keys=True)}".encode()).digest()
        entry = self.remembered.get(key, now)
        if entry is not None:
            if entry.digest != fingerprint:
                raise RefusalError(*policy.conflict, "The key was used for another request")
            if entry.answer is None:
                raise RefusalError(*policy.in_progress, "The first request with the key is still running")
            return self.replay(policy, entry.answer)
        entry = self.remembered.begin(key, fingerprint, now, policy.lifetime_seconds)
        try:
            entry.answer = await self.perform(operation, call)
        except BaseException:
            self.remembered.forget(key)
            raise
        return entry.answer

    def replay(self, policy: Idempotency, answer: Answer) -> Answer:
        """The answer to the first request, marked as a replay."""
        return Answer(answer.status, answer.body, {**answer.headers, **policy.replayed})

    async def perform(self, operation: Operation, call: Call) -> Answer:
        """Let the handler answer."""
        if operation.is_slow and self.options.create_seconds:
            await asyncio.sleep(self.options.create_seconds)
        # While the body and the time passed, another request may have changed or deleted what was found.
        call = replace(call, owned=self.owned(operation, call.parameters))
        result = operation.handler(self.workspace, call)
        if not operation.answers:
            return Answer(operation.status, b"")
        if operation.paging:
            window = self.window(operation.paging, result, call.parameters)
            return Answer(operation.status, encode_window(window, operation.paging.items_field))
        headers = {}
        if location := operation.location:
            address = operation.path.format_map(call.parameters)
            headers[location.header] = f"{address}/{location.identifier(result)}"
        return Answer(operation.status, encode(result), headers)

    def window(self, paging: Paging, items: Sequence[Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The window of `items` that was asked for, with their total number."""
        limit, offset = parameters[paging.limit], parameters[paging.offset]
        return {
            paging.items_field: items[offset : offset + limit],
            paging.total_field: len(items),
            paging.limit_field: limit,
            paging.offset_field: offset,
        }


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise RefusalError.invalid("body", raw[:200].decode(errors="replace"), "is not JSON") from error


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _validated(validator: Draft202012Validator, value: Any, name: str) -> Any:
    """The value called `name`. Refuse one that breaks its schema, by the name of its field where one does."""
    error = next(validator.iter_errors(value), None)
    if error is None:
        return value
    rule, wanted = error.validator, error.validator_value
    if rule == "required":
        raise RefusalError.missing(next(field for field in wanted if field not in error.instance))
    why = f"must have the {rule} {wanted}" if rule in NAMED_RULES else f"breaks its {rule} of {wanted}"
    raise RefusalError.invalid(str(next(iter(error.absolute_path), name)), error.instance, why)
