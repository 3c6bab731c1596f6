"""The line that sends a request again: a shell reads it, and a replay gets the body back from it."""

import json
import subprocess
from dataclasses import replace

import pytest

from contract_tests.judging.curl_line import body_in, curl, long_run
from contract_tests.judging.redact import Redactor, basic_credentials
from contract_tests.judging.shapes import Shapes
from tests.judging.exchanges import KEY, SPEC, exchange

# Says each word that the shell makes of the line.
SHELL = 'curl() { printf "%s\\0" "$@"; }\n'


def words_of(line: str) -> list[str]:
    """What a shell makes of a line, without the name of the command."""
    done = subprocess.run(["sh", "-c", SHELL + line], capture_output=True, check=True)
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize(
    "title",
    ["plain", "k" * 300, f'it\'s {"x" * 100} & "y" {"0" * 41}', "'" * 50, "-" * 60, "$(printf %050d 0 | tr 0 k)"],
)
def test_shell_sends_what_was_sent(title: str) -> None:
    """A shell makes the same header and body of the line, however long a run of one character is in them."""
    sent = exchange("createApp", 201, {}, sent={"name": title}, request_headers={"Idempotency-Key": "k" * 255})
    words = words_of(curl(sent, Redactor(Shapes(SPEC), KEY)))
    assert json.loads(words[words.index("--data-binary") + 1]) == {"name": title}
    assert f"idempotency-key: {'k' * 255}" in words


def test_header_without_a_value_is_sent_all_the_same() -> None:
    """curl leaves out a header that ends in a colon, so its line is another one."""
    empty = replace(exchange("listApps", 200, {}, request_headers={"Authorization": ""}), authentic=False)
    assert "-H 'authorization;'" in curl(empty, Redactor(Shapes(SPEC), KEY))


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        (f"Bearer {KEY}", "Bearer $CONNECT_API_KEY"),
        (f"Bearer {KEY}0", "Bearer ${CONNECT_API_KEY}0"),
        (f"Bearer {KEY[:-1]}", "Bearer ${CONNECT_API_KEY%?}"),
        (f"Bearer {KEY[:-1]}0", "Bearer ${CONNECT_API_KEY%?}0"),
        (basic_credentials(KEY), 'Basic $(printf %s: "$CONNECT_API_KEY" | base64 | tr -d "\\n")'),
        (f"Token {KEY}", "Token ${CONNECT_API_KEY}"),
        (KEY, "${CONNECT_API_KEY}"),
        (f"Bearer `{KEY}", "Bearer `[redacted]"),
    ],
)
def test_credentials_are_written_by_the_variable(sent: str, written: str) -> None:
    """The line holds no key, and a shell that has it sends what was sent, wrong credentials too."""
    wrong = exchange("listApps", 200, {}, request_headers={"Authorization": sent})
    line = curl(replace(wrong, authentic=sent == f"Bearer {KEY}"), Redactor(Shapes(SPEC), KEY))
    assert f"authorization: {written}" in line
    assert KEY[:-1] not in line
    if "redacted" not in written:
        assert f"authorization: {sent}" in words_of(f"CONNECT_API_KEY={KEY}\n{line}")


def test_long_run_is_written_short() -> None:
    """A text of a thousand equal characters does not fill the page."""
    line = curl(exchange("createApp", 201, {}, sent={"name": "x" * 1000}), Redactor(Shapes(SPEC), KEY))
    assert "$(printf %01000d 0 | tr 0 x)" in line
    assert len(line) < 300


@pytest.mark.parametrize("title", ["plain", "k" * 300, f"it's {'x' * 100} {'x' * 50}"])
def test_body_comes_back(title: str) -> None:
    """The body that is read from the line is the one that was sent."""
    sent = exchange("createApp", 201, {}, sent={"name": title})
    assert body_in(curl(sent, Redactor(Shapes(SPEC), KEY))) == sent.request_body.decode()


def test_line_without_a_body_has_none() -> None:
    """A request without a body comes back without one."""
    assert body_in(curl(replace(exchange("listApps", 200, {}), request_body=b""), Redactor(Shapes(SPEC), KEY))) == ""


@pytest.mark.parametrize("line", ["curl 'half", "curl --data-binary"])
def test_other_lines_are_refused(line: str) -> None:
    """What is no such line is an error, not an empty body."""
    with pytest.raises(ValueError, match=r"quotation|body"):
        body_in(line)


def test_a_line_with_a_long_key_is_explained() -> None:
    """A reader may take the length of the key for what is wrong."""
    sent = [exchange("createApp", 201, {}, request_headers={"Idempotency-Key": "k" * count}) for count in (20, 255)]
    lines = [curl(one, Redactor(Shapes(SPEC), KEY)) for one in sent]
    assert [bool(long_run(one)) for one in lines] == [False, True]
