from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.codegen.generate import generate
from scripts.codegen.project import Project
from scripts.regenerate import main
from tests.codegen.files import ROOT, contents, edit
from tests.partial_contract import FIRST_OPERATIONS

PACKAGE = "generated/hopae_connect"


@pytest.mark.slow
def test_committed_package_is_what_the_spec_gives() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "regenerate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, f"{PACKAGE} is in sync with the spec\n", "") == (done.returncode, done.stdout, done.stderr)


@pytest.mark.slow
def test_bytes_depend_neither_on_hash_seed_nor_on_ruff_configuration_nearby(
    small: Path, checkout: Path, tmp_path: Path
) -> None:
    hostile = "line-length = 40\nindent-width = 2\n[lint]\nselect = ['ALL']\n[format]\nquote-style = 'single'\n"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for folder in (tmp_path, checkout, temporary):
        (folder / "ruff.toml").write_text(hostile)
    for name in ("httpx", "attrs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    call = f"from pathlib import Path; from scripts.regenerate import main; main([], Path({str(checkout)!r}))"
    (checkout / PACKAGE / "client.py").unlink()
    environment = {**os.environ, "PYTHONHASHSEED": "1", "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-P", "-c", call], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert contents(small / PACKAGE) == contents(checkout / PACKAGE)


def test_windows_line_ends_in_the_inputs_change_nothing(small: Path, checkout: Path, tmp_path: Path) -> None:
    for path in [*Project(checkout).inputs, Project(checkout).spec]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    generate(Project(checkout), tmp_path / "fresh")
    assert contents(small / PACKAGE) == contents(tmp_path / "fresh")


@pytest.mark.slow
def test_check_names_a_hand_edit_and_shows_it(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(checkout / PACKAGE / "_client.py", "class AuthenticatedClient:", "class Customer:")
    before = contents(checkout / PACKAGE)
    assert main(["--check"], checkout) == 1
    output = capsys.readouterr().out
    assert "  changed: _client.py\n" in output
    assert "\n-class Customer:\n+class AuthenticatedClient:\n" in output
    assert contents(checkout / PACKAGE) == before


@pytest.mark.slow
def test_check_names_a_missing_and_an_extra_file(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / PACKAGE / "py.typed").unlink()
    (checkout / PACKAGE / "models" / "stale.py").touch()
    assert main(["--check"], checkout) == 1
    output = capsys.readouterr().out
    assert "  missing: py.typed\n" in output
    assert "  extra: models/stale.py\n" in output


@pytest.mark.slow
def test_check_ignores_compiled_modules(checkout: Path) -> None:
    compiled = checkout / PACKAGE / "__pycache__"
    compiled.mkdir()
    (compiled / "client.cpython-311.pyc").touch()
    assert main(["--check"], checkout) == 0


@pytest.mark.slow
def test_check_without_a_generated_folder_names_what_is_missing(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / "generated").rename(checkout / "elsewhere")
    assert main(["--check"], checkout) == 1
    assert "  missing: __init__.py\n" in capsys.readouterr().out


@pytest.mark.slow
def test_regeneration_replaces_the_whole_package(small: Path, checkout: Path) -> None:
    (checkout / PACKAGE / "models" / "stale.py").touch()
    (checkout / PACKAGE / "client.py").write_text("edited = True\n")
    assert main([], checkout) == 0
    assert contents(small / PACKAGE) == contents(checkout / PACKAGE)
    assert [path.name for path in (checkout / "generated").iterdir()] == ["hopae_connect"]


@pytest.mark.slow
def test_regeneration_makes_the_generated_folder_anew(small: Path, checkout: Path) -> None:
    (checkout / "generated").rename(checkout / "elsewhere")
    assert main([], checkout) == 0
    assert contents(small / PACKAGE) == contents(checkout / PACKAGE)


@pytest.mark.slow
def test_new_version_of_the_spec_is_in_the_provenance(small: Path, checkout: Path) -> None:
    edit(checkout / "openapi" / "connect.yaml", "version: 0.1.0", "version: 0.2.0")
    assert main([], checkout) == 0
    provenance = contents(checkout / PACKAGE)["_provenance.py"].decode()
    assert 'SPEC_VERSION = "0.2.0"\n' in provenance
    assert provenance != contents(small / PACKAGE)["_provenance.py"].decode()


@pytest.mark.slow
def test_template_overrides_are_used_and_counted_in_the_provenance(small: Path, checkout: Path) -> None:
    edit(checkout / "scripts/codegen/templates/package_init.py.jinja", "__version__ =", "__release__ =")
    assert main([], checkout) == 0
    files, committed = contents(checkout / PACKAGE), contents(small / PACKAGE)
    assert b'__release__ = "' in files["__init__.py"]
    assert {"__init__.py", "_provenance.py"} == {name for name in files if files[name] != committed[name]}


@pytest.mark.slow
def test_runtime_modules_are_shipped(checkout: Path) -> None:
    runtime = checkout / "scripts" / "codegen" / "runtime"
    runtime.mkdir(exist_ok=True)
    (runtime / "_answer.py").write_text("ANSWER = 42\n")
    assert main([], checkout) == 0
    assert contents(checkout / PACKAGE)["_answer.py"] == b"ANSWER = 42\n"


@pytest.mark.slow
def test_runtime_module_with_the_name_of_a_generated_one_is_refused(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runtime = checkout / "scripts" / "codegen" / "runtime"
    runtime.mkdir(exist_ok=True)
    (runtime / "client.py").touch()
    assert main([], checkout) == 2
    assert capsys.readouterr().err == "error: client.py is both generated and among the runtime modules\n"


BAD_SPECS = {
    "YAML error": ("openapi: 3.1.0", "openapi: 3.1.0: 1", "connect.yaml:1:15: not YAML"),
    "broken $ref": (
        "{$ref: '#/components/schemas/AppPage'}",
        "{$ref: '#/components/schemas/AppPages'}",
        "#/paths/~1apps/get/responses/200/content/application~1json/schema/$ref: #/components/schemas/AppPages leads",
    ),
    "header parameter that the generator skips": (
        "        type: string\n        maxLength: 255\n",
        "        type: string\n        format: binary\n",
        "WARNING parsing POST /apps",
    ),
    "unknown extension": ("x-paging: offset", "x-pagin: offset", "#/paths/~1apps/get/x-pagin: "),
    "unknown policy": ("x-paging: offset", "x-paging: cursor", "#/paths/~1apps/get/x-paging: "),
    "pointer to nothing": ("item: /request/id", "item: /request/ids", "/x-creates/item: /request/ids leads nowhere"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "message"), BAD_SPECS.values(), ids=BAD_SPECS.keys())
def test_bad_spec_is_one_line_and_leaves_the_package_alone(
    whole_checkout: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    edit(whole_checkout / "openapi" / "connect.yaml", old, new)
    (whole_checkout / PACKAGE / "client.py").write_text("edited = True\n")
    before = contents(whole_checkout / "generated")
    assert main([], whole_checkout) == 2
    output, error = capsys.readouterr()
    assert output == ""
    assert error.startswith("error: openapi/connect.yaml")
    assert message in error
    assert error.count("\n") == 1
    assert contents(whole_checkout / "generated") == before


@pytest.mark.slow
def test_operations_that_would_be_called_alike_are_refused(
    whole_checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        whole_checkout / "openapi" / "connect.yaml",
        "x-method: apps.workflows.get\n",
        "x-method: apps.workflows.delete\n",
    )
    assert main([], whole_checkout) == 2
    message = "error: apps.workflows has two things called delete; say another name with x-method\n"
    assert capsys.readouterr().err == message


def test_operations_whose_modules_would_have_one_name_are_refused(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = checkout / "openapi" / "connect.yaml"
    spec.write_text(spec.read_text().replace("createProductionTest", "list_production_tests"))
    assert main([], checkout) == 2
    count = len(FIRST_OPERATIONS)
    reported = f"error: openapi/connect.yaml: {count} operations gave {count - 1} modules\n"
    assert capsys.readouterr().err == reported


@pytest.mark.parametrize("name", ["openapi-python-client", "ruff"])
def test_another_version_than_the_pinned_one_is_refused(
    whole_checkout: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    edit(whole_checkout / "requirements" / "dev.txt", f"\n{name}==0.", f"\n{name}==99.")
    assert main([], whole_checkout) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"error: requirements/dev.txt pins {name}==99.")
    assert error.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("docstrings_on_atributes: true", "docstrings_on_atributes"),
        ("class_overrides: {App: {class: Application}}", "class"),
    ],
)
def test_misspelt_option_of_the_generator_is_refused(
    whole_checkout: Path, capsys: pytest.CaptureFixture[str], line: str, option: str
) -> None:
    with (whole_checkout / "scripts/codegen/config.yaml").open("a") as config:
        config.write(f"{line}\n")
    assert main([], whole_checkout) == 2
    assert capsys.readouterr().err == f"error: config.yaml of the generator: there is no option {option}\n"


def test_broken_template_is_one_line(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "scripts/codegen/templates/errors.py.jinja").write_text("{% if %}")
    assert main([], checkout) == 2
    error = capsys.readouterr().err
    assert "the generator fails with TemplateSyntaxError" in error
    assert error.count("\n") == 1


@pytest.mark.slow
def test_template_that_gives_no_python_is_one_line(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "scripts/codegen/templates/errors.py.jinja").write_text("class class:\n")
    assert main([], checkout) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ruff refuses the generated package")
    assert error.count("\n") == 1


def test_missing_spec_is_one_line(whole_checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (whole_checkout / "openapi" / "connect.yaml").unlink()
    assert main(["--check"], whole_checkout) == 2
    error = capsys.readouterr().err
    assert "connect.yaml" in error
    assert error.count("\n") == 1
