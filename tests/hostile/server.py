"""A hostile server: a correct workspace whose answers a seed spoils.

    python -m tests.hostile.server --seed 7   # prints {"port": ..., "elsewhere": ..., "plan": ...}, serves
    python -m tests.hostile.server --kind bomb --at listApps --port 8080
    python -m tests.hostile.server --list                # all kinds

It ends when its standard input ends or its lifetime is over, and then prints what it counted.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import random
import sys
from collections import Counter

import tests.hostile.faults.everything  # noqa: F401
from tests.hostile.canaries import Canaries, Secret
from tests.hostile.faults.catalogue import CATALOGUE, Assignment, Exchange, Plan, make_plan, plan_for
from tests.hostile.tally import Tally, keep
from tests.hostile.wire import HEAD_LIMIT_BYTES, Connection, Request, send
from tests.hostile.workspace import OPERATIONS, Reply, Workspace

LIFETIME_SECONDS = 180
ELSEWHERE_HOST = "127.0.0.2"
CHANGING_METHODS = {"PUT", "PATCH", "DELETE"}


class HostileServer:
    """The workspace, the plan that spoils its answers, and the counts."""

    def __init__(self, plan: Plan, canaries: Canaries, elsewhere: str) -> None:
        self.plan = plan
        self.canaries = canaries
        self.elsewhere = elsewhere
        self.tally = Tally()
        self.workspace = Workspace(plan.seed, canaries)
        self.workspace.elsewhere = elsewhere
        self.shown: list[Secret] = []
        self.repetition: list[tuple[str, bytes]] = []
        self.answered: Counter[tuple[int, str]] = Counter()
        for assignment in plan.assignments:
            if assignment.fault.prepare is not None:
                assignment.fault.prepare(self.workspace)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection's requests until either side ends it."""
        connection = Connection(reader, writer)
        # A cancelled connection belongs to a server that is ending.
        gone = (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError)
        with contextlib.suppress(*gone):
            await self._converse(connection)
        writer.close()

    async def _converse(self, connection: Connection) -> None:
        keep_alive = True
        while keep_alive:
            try:
                request = await connection.request()
            except ValueError:
                self.tally.requests += 1
                self.tally.unreadable += 1
                return
            if request is None:
                return
            answer = self.reply(request).answer
            await send(connection, answer, bodiless=request.method == "HEAD")
            keep_alive = answer.keep_alive and (request.header("Connection") or "").lower() != "close"

    def reply(self, request: Request) -> Reply:
        """The spoilt answer to a request, counted."""
        self._count(request)
        reply = self.workspace.reply(request)
        succeeds = 200 <= reply.answer.status < 300
        self.tally.created += reply.acted
        self.tally.created_unseen += reply.acted and not succeeds
        self._count_repetition(request, reply)
        if reply.operation not in OPERATIONS:
            return reply
        wrong = self._spoil(reply, request, succeeds)
        self.tally.successes[reply.operation] += succeeds
        self.tally.wrong[reply.operation] += succeeds and wrong
        return reply

    def _count(self, request: Request) -> None:
        self.tally.requests += 1
        if not request.path.startswith("/connect/v1/apps"):
            keep(self.tally.strays, f"{request.method} {request.target}")
        if request.method in CHANGING_METHODS:
            keep(self.tally.changes, f"{request.method} {request.target}")

    def _count_repetition(self, request: Request, reply: Reply) -> None:
        """How often in a row one creation without a key comes and is acted on."""
        creation = (request.target, request.body)
        if not reply.acted or request.header("Idempotency-Key") is not None:
            self.repetition = []
        elif creation in self.repetition:
            self.repetition.append(creation)
        else:
            self.repetition = [creation]
        self.tally.longest_repetition = max(self.tally.longest_repetition, len(self.repetition))

    def _spoil(self, reply: Reply, request: Request, succeeds: bool) -> bool:
        """Apply the faults whose turn it is; returns whether one of them made the answer wrong."""
        outcomes = [
            self._apply(index, assignment, reply, request)
            for index, assignment in enumerate(self.plan.assignments)
            if self._due(index, assignment, reply.operation, succeeds)
        ]
        if reply.operation == "listApps" and succeeds and not outcomes:
            self.shown = self.canaries.documented
        return any(outcomes)

    def _due(self, index: int, assignment: Assignment, operation: str, succeeds: bool) -> bool:
        if operation not in assignment.operations:
            return False
        if assignment.answers == ("refusals" if succeeds else "successes"):
            return False
        self.answered[index, operation] += 1
        return assignment.rhythm.beats(self.answered[index, operation])

    def _apply(self, index: int, assignment: Assignment, reply: Reply, request: Request) -> bool:
        fault = assignment.fault
        moment = "" if assignment.steady else str(self.answered[index, reply.operation])
        exchange = Exchange(
            operation=reply.operation,
            request=request,
            answer=reply.answer,
            random=random.Random(f"{self.plan.seed} {fault.kind} {reply.operation} {moment}"),
            canaries=self.canaries,
            workspace=self.workspace,
            elsewhere=self.elsewhere,
            secrets=[self.canaries.key, *self.shown],
        )
        self.tally.applied[fault.kind] += 1
        try:
            return fault.apply(exchange)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # Two faults can meet in an answer that the second cannot change any more: it stays as the first left it.
            keep(self.tally.failures, f"{fault.kind}: {error!r}")
            return False

    async def serve_elsewhere(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """The other host, where nobody should come."""
        self.tally.elsewhere += 1
        with contextlib.suppress(Exception):
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), timeout=2)
            self.tally.elsewhere_with_key += self.canaries.key.part.encode() in head
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}")
            await writer.drain()
        writer.close()


async def run(plan: Plan, port: int, lifetime: float) -> None:
    """Serve until standard input ends or the lifetime is over; print the ports first and the tally last."""
    box: list[HostileServer] = []
    other = await asyncio.start_server(lambda reader, writer: box[0].serve_elsewhere(reader, writer), ELSEWHERE_HOST, 0)
    elsewhere = "{}:{}".format(*other.sockets[0].getsockname()[:2])
    box.append(HostileServer(plan, Canaries(plan.seed), elsewhere))
    main = await asyncio.start_server(box[0].serve, "127.0.0.1", port, limit=HEAD_LIMIT_BYTES, backlog=100)
    opening = {"port": main.sockets[0].getsockname()[1], "elsewhere": elsewhere, "plan": plan.words}
    print(json.dumps(opening), flush=True)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(_end_of_input(), lifetime)
    # Whoever started the server may have gone before it.
    with contextlib.suppress(BrokenPipeError):
        os.write(sys.stdout.fileno(), f"{box[0].tally.dumps()}\n".encode())


async def _end_of_input() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faultless", action="store_true", help="answer correctly")
    parser.add_argument("--kind", choices=sorted(CATALOGUE), metavar="KIND", help="this fault in place of the seed's")
    parser.add_argument("--at", nargs="+", choices=OPERATIONS, default=OPERATIONS, help="the operations of --kind")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--lifetime", type=float, default=LIFETIME_SECONDS, metavar="SECONDS")
    parser.add_argument("--list", action="store_true", help="print all kinds")
    options = parser.parse_args()
    if options.list:
        print("\n".join(f"{fault.theme:9} {kind:28} {fault.words}" for kind, fault in sorted(CATALOGUE.items())))
        return
    plan = Plan(options.seed, ()) if options.faultless else make_plan(options.seed)
    if options.kind:
        plan = plan_for(options.kind, tuple(options.at), seed=options.seed)
    asyncio.run(run(plan, options.port, options.lifetime))


if __name__ == "__main__":
    main()
