"""The Makefile hands values on as they are, and takes no name that it does not know."""

import pytest

from tests.commands.conftest import Checkout

# Each would leave a file named `ran` behind if make or the shell ran any of it.
HOSTILE = [
    "with a space",
    "; touch ran",
    "$(touch ran)",
    "$(shell touch ran)",
    "$$(touch ran)",
    "`touch ran`",
    "' ; touch ran ; '",
    '" ; touch ran ; "',
    "a\ntouch ran",
    "a & touch ran | # \\",
    "*",
    "$REPORTS ${HOME}",
]
# What each target makes of a value of each of its variables.
TAKEN = [
    ("contract", "REPORTS", "--report-dir={}"),
    ("contract", "TARGET", "--target={}"),
    ("clean-target", "TARGET", "--target={}"),
    ("drift-score", "REPORTS", "--json={}/drift-score.json"),
    ("nightly", "PAGES", "--pages={}"),
    ("nightly", "TARGET", "--target={}"),
    ("tracking-issue", "REPORTS", "--body={}/nightly.md"),
    ("replay", "FINDING", "{}"),
    ("replay", "REPORT", "--report={}"),
    ("replay", "REPORTS", "--report={}/drift.json"),
    ("adopt", "OVERLAY", "--overlay={}"),
    ("adopt", "REPORTS", "--overlay={}/overlay.yaml"),
    ("spec-change", "BASE", "{}"),
    ("release-check", "BASE", "{}"),
    ("docs-drift", "PAGES", "--pages={}"),
    ("docs-drift", "VENDOR_OPENAPI", "--vendor-openapi={}"),
    ("docs-drift", "REPORTS", "--report-dir={}/documentation"),
    ("docs-lock", "PAGES", "--pages={}"),
    ("mock", "PORT", "--port={}"),
]


@pytest.mark.parametrize(("target", "variable", "argument"), TAKEN)
def test_value_with_a_space_is_one_argument(checkout: Checkout, target: str, variable: str, argument: str) -> None:
    """A value reaches its command as one argument."""
    done = checkout.make(target, f"{variable}=with a space")
    assert (done.code, done.err) == (0, "")
    assert f"<{argument.format('with a space')}>\n" in done.out


@pytest.mark.parametrize("value", HOSTILE)
def test_value_is_data(checkout: Checkout, value: str) -> None:
    """Whatever a value holds, on the command line or in the environment, nothing of it is run."""
    for done in (checkout.make("contract", f"REPORTS={value}"), checkout.make("contract", REPORTS=value)):
        assert (done.code, done.err) == (0, "")
        assert f"<--report-dir={value}>\n" in done.out
    assert not (checkout.root / "ran").exists()


@pytest.mark.parametrize("value", [one for one in HOSTILE if one != "*"])
@pytest.mark.parametrize("variable", ["FINDINGS", "VENV", "PYTHON"])
def test_no_value_is_run(checkout: Checkout, variable: str, value: str) -> None:
    """That holds as well where a value is a list, a folder or a program."""
    checkout.make("adopt", f"{variable}={value}", *["PYTHON=false"] * (variable == "VENV"))
    assert not (checkout.root / "ran").exists()


def test_findings_are_words(checkout: Checkout) -> None:
    """FINDINGS is several arguments, which are neither options nor patterns."""
    done = checkout.make("adopt", "FINDINGS=abc --def *")
    assert done.out.endswith("<-->\n<abc>\n<--def>\n<*>\n")


def test_what_is_not_given_is_left_out(checkout: Checkout) -> None:
    """Without values a target has its defaults, and its command asks for what it needs."""
    assert checkout.make("contract").out == "<scripts/contract.py>\n<--target=mock>\n<--report-dir=reports>\n"
    assert checkout.make("nightly").out == "<scripts/nightly.py>\n<--target=sandbox>\n<--report-dir=reports>\n"
    assert checkout.make("replay").out == "<scripts/replay.py>\n<--report=reports/drift.json>\n<-->\n"


@pytest.mark.parametrize("name", ["TARGT", "target", "A", "REPORT_DIR"])
def test_misspelt_variable_is_refused(checkout: Checkout, name: str) -> None:
    """A variable that there is not is one line and exit code 2, and nothing is run."""
    done = checkout.make("contract", f"{name}=$(shell touch ran)")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert f"there is no variable {name}; there are PYTHON VENV TARGET " in done.err
    assert not (checkout.root / "ran").exists()


@pytest.mark.parametrize("arguments", [["SHELL=/bin/bash"], ["MAKEFLAGS=s"], ["-j2"], ["PYTHON=python3", "BASE=x"]])
def test_known_variable_is_taken(checkout: Checkout, arguments: list[str]) -> None:
    """What the Makefile or make itself knows is taken."""
    assert checkout.make("contract", *arguments).code == 0


def test_missing_base_is_one_line(checkout: Checkout) -> None:
    """The older version has to be named."""
    done = checkout.make("spec-change")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: name the older version: make spec-change BASE=")


def test_old_python_is_one_line(checkout: Checkout) -> None:
    """An interpreter that is too old is refused before anything is made."""
    done = checkout.make("contract", "VENV=new", "PYTHON=false")
    assert done.code == 2
    assert done.err.startswith("error: false is older than 3.11; name a newer one: make PYTHON=python3.12\n")
    assert not (checkout.root / "new").exists()


def test_help_names_every_target(checkout: Checkout) -> None:
    """`make` alone lists the targets, each with what it does."""
    done = checkout.make()
    targets = {line.split()[0] for line in done.out.splitlines()}
    text = (checkout.root / "Makefile").read_text(encoding="utf-8")
    phony = {line.split()[1] for line in text.splitlines() if line.startswith(".PHONY: ")}
    assert (done.code, done.err, phony - targets) == (0, "", {"environment"})
    assert all(len(line.split()) > 2 for line in done.out.splitlines())


def test_clean_keeps_the_history(checkout: Checkout) -> None:
    """The reports of a run go; the history, which alone knows since when something is there, stays."""
    reports = checkout.root / "reports"
    for name in ("drift.json", "history.jsonl", "contract/drift.html", "contract/history.jsonl", "documentation/x.md"):
        (reports / name).parent.mkdir(parents=True, exist_ok=True)
        (reports / name).write_text("x", encoding="utf-8")
    assert checkout.make("clean").code == 0
    left = {str(path.relative_to(reports)) for path in reports.rglob("*")}
    assert left == {"history.jsonl", "contract", "contract/history.jsonl"}
    assert checkout.make("clean").code == 0
