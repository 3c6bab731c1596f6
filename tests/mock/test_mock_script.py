import shlex
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "mock.py"


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_it_prints_how_to_call_it_serves_and_ends_quietly_on_an_interrupt() -> None:
    process = start("--port", "0", "--settle-seconds", "0.5")
    assert process.stdout is not None
    url, key, command = (process.stdout.readline().split(maxsplit=1)[1].strip() for _ in range(3))
    curl, option, header, called = shlex.split(command)
    assert (curl, option, header, called) == ("curl", "-H", f"Authorization: Bearer {key}", f"{url}/apps?limit=1")
    answer = httpx.get(called, headers=dict([header.split(": ")]), trust_env=False)
    assert (answer.status_code, len(answer.json()["data"])) == (200, 1)
    process.send_signal(signal.SIGINT)
    assert (*process.communicate(timeout=60), process.returncode) == ("", "", 0)


@pytest.mark.parametrize(
    "arguments", [["--port", "abc"], ["--port", "70000"], ["--settle-seconds", "-1"], ["--nonsense"]]
)
def test_a_bad_argument_is_one_line_and_exit_code_2(arguments: list[str]) -> None:
    process = start(*arguments)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors.count("\n")) == (2, "", 1)
    assert errors.startswith("error: ")


def test_a_port_in_use_is_one_line_and_exit_code_2(client: httpx.Client) -> None:
    process = start("--port", str(client.base_url.port))
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (2, "")
    assert errors == f"error: cannot serve on port {client.base_url.port}: Address already in use\n"
