"""Answers that come at once are read one after the other."""

import time
from concurrent.futures import ThreadPoolExecutor

from contract_tests.judging.exchange import Exchange
from tests.mock_run import mock_run


def test_answers_of_several_threads_are_read_one_after_the_other() -> None:
    """What is read of one hangs on those before it."""
    reading, most = 0, 0

    def watch(exchange: Exchange) -> None:
        nonlocal reading, most
        reading += 1
        most = max(most, reading)
        time.sleep(0.01)
        reading -= 1

    with mock_run() as run, run.watching(watch), ThreadPoolExecutor(8) as pool:
        operation = run.spec.operations["getWorkspace"]
        answers = list(pool.map(lambda _: run.send(operation, {}), range(24)))
    assert ({one.status for one in answers}, most) == ({200}, 1)
