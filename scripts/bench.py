"""Measure the client, the mock and the comparison of specs, and print each measure with its bound.

A measure is taken in parts; it fails where nine of ten are beyond the bound, so that a busy machine does not decide.
Then what a contract of 4, of 15 and of all operations costs, in a table: nothing may grow faster than their number, and
the import not at all. With `--rate 10`, only how long a run takes that sends so many requests a second.
Exit code 0 when no measure fails, 1 when one does, 2 when one cannot be taken.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import time
from collections.abc import Awaitable, Callable, Sequence
from math import inf
from statistics import median

from scripts._command import Parser, command, positive_number, run

import httpx
from hopae_connect import AsyncHopaeConnect, HopaeConnect
from hopae_connect.models import AppPage

from contract_tests.mock import load_spec
from scripts.changes.compare import compare
from scripts.spec.checks import read_openapi
from tests.bench.growth import costs, growing, import_seconds, limited_run, table
from tests.bench.large_spec import change_of_many, large_spec
from tests.bench.measures import Measure, ratio
from tests.bench.servers import Wires, mock_server, prism_server

CALLS, DECODINGS, ROUNDS = 600, 60, 60
OPERATIONS = 1000
# What a run may take where it sends ten requests a second.
RUN_SECONDS = 300.0
LOOK = "HopaeConnect('sk_workspace_test_1').apps"


@command()
def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each measure, with its bound. Return 0 when all are kept, else 1."""
    parser = Parser(__doc__)
    parser.add_argument("--rate", type=positive_number, help="measure a run with so many requests a second, and end")
    if rate := parser.parse_args(argv).rate:
        return 0 if _limited(rate) else 1
    with mock_server() as (base_url, key):
        asynchronous = asyncio.run(_async_calls(base_url, key))
        kept = [
            _kept("apps.list(limit=1), sync: call / raw httpx", _calls(base_url, key), at_most=1.15),
            _kept("apps.list(limit=1), asyncio: call / raw httpx", asynchronous, at_most=1.15),
            _kept("page of 100 apps: decode / json.loads", _decoding(), at_most=3.0),
            _kept("import of the client over httpx, in ms", _import_ms("pass"), at_most=15.0),
            _kept("the same, and a first look at its apps, in ms", _import_ms(LOOK), at_most=30.0),
        ]
        kept.append(_kept("two specs of 1,000 operations: read and compared, in s", _comparison(), at_most=10.0))
        if shutil.which("npx"):
            measured = _mock_and_prism(base_url, key)
            kept.append(_kept("list-apps: requests per second, mock / Prism", measured, at_least=5.0))
        else:
            print("left out: the mock beside Prism, since there is no npx")
    kept.append(_growth())
    return 0 if all(kept) else 1


def _limited(rate: float) -> bool:
    """Print how long a run takes that sends no more than so many requests a second; tell whether it is short enough."""
    seconds, requests = limited_run(rate)
    kept = seconds <= RUN_SECONDS
    bound = f"at most {RUN_SECONDS:g}, {'kept' if kept else 'broken'}"
    print(f"a run with {rate:g} requests a second: {seconds:.0f} s ({bound}), {requests:,} requests")
    return kept


def _growth() -> bool:
    """Print what a contract costs by its number of operations; tell whether nothing grows faster than that."""
    found = list(costs())
    fast = growing(found)
    print("", *table(found), f"grows too fast: {', '.join(fast) or 'nothing'}", sep="\n")
    return not fast


def _kept(name: str, measure: Measure, at_most: float = inf, at_least: float = 0.0) -> bool:
    verdict = measure.verdict(at_most, at_least)
    bound = f"at least {at_least:g}" if at_least else f"at most {at_most:g}"
    print(f"{name:54} {measure.value:7.2f}  ({bound}, {verdict})  {measure.detail}")
    return verdict != "broken"


def _calls(base_url: str, key: str) -> Measure:
    with (
        httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {key}"}) as raw,
        HopaeConnect(key, base_url=base_url) as connect,
    ):
        return _compare(
            lambda: connect.apps.list(limit=1),
            lambda: raw.get("/apps", params={"limit": 1}).json(),
            CALLS,
        )


async def _async_calls(base_url: str, key: str) -> Measure:
    async with (
        httpx.AsyncClient(base_url=base_url, headers={"Authorization": f"Bearer {key}"}) as raw,
        AsyncHopaeConnect(key, base_url=base_url) as connect,
    ):

        async def call() -> object:
            return await connect.apps.list(limit=1)

        async def raw_call() -> object:
            return (await raw.get("/apps", params={"limit": 1})).json()

        return ratio([(await _async_seconds(call), await _async_seconds(raw_call)) for _ in range(CALLS)])


def _decoding() -> Measure:
    app = load_spec()["components"]["examples"]["AppPage"]["value"]["data"][0]
    apps = [{**app, "clientId": f"App{number:05}"} for number in range(100)]
    page = json.dumps({"data": apps, "total": 100, "limit": 100, "offset": 0}, separators=(",", ":")).encode()
    return _compare(lambda: AppPage.from_dict(json.loads(page)), lambda: json.loads(page), DECODINGS)


def _import_ms(then: str) -> Measure:
    milliseconds = [seconds * 1000 for seconds in import_seconds(then)]
    return Measure(median(milliseconds), milliseconds)


def _comparison() -> Measure:
    old, new = large_spec(OPERATIONS), large_spec(OPERATIONS, change_of_many)
    began = time.process_time()
    found = compare(read_openapi(old), read_openapi(new))
    seconds = time.process_time() - began
    return Measure(seconds, [seconds], f"{len(old) / 1e6:.1f} MB each, {len(found)} changes")


def _mock_and_prism(base_url: str, key: str) -> Measure:
    with (
        prism_server() as prism_url,
        Wires(f"{base_url}/apps?limit=1", key) as ours,
        Wires(f"{prism_url}/apps?limit=1", key) as theirs,
    ):
        return _compare(theirs.get, ours.get, ROUNDS)


def _compare(one: Callable[[], object], other: Callable[[], object], rounds: int) -> Measure:
    """Run both by turns, so that whatever else the machine does meets both."""
    return ratio([(_seconds(one), _seconds(other)) for _ in range(rounds)])


def _seconds(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


async def _async_seconds(action: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await action()
    return time.perf_counter() - began


if __name__ == "__main__":
    run(main)
