"""Generates the client package from the spec: the same bytes wherever and whenever it runs."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import openapi_python_client
import yaml
from openapi_python_client.config import ClassOverride, Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from scripts.codegen.adapted import adapted
from scripts.codegen.contract import Contract
from scripts.codegen.project import FORMATTER, GENERATOR, GenerationError, Project
from scripts.codegen.resources import Resource
from scripts.spec.checks import check_contract, read_spec
from scripts.spec.spec import Spec

# Isolated and spelt out, because ruff's defaults change and the nearest configuration may be anyone's.
RUFF_LINT = ["check", "--fix-only", "--select", "F401,I,RUF100"]
RUFF_FORMAT = ["format", "--config", 'format.line-ending="lf"']
RUFF_OPTIONS = ["--isolated", "--no-cache", "--quiet", "--target-version", "py311", "--line-length", "120"]

PROVENANCE = '''"""What this package was generated from, and with what."""

SPEC_VERSION = {spec_version!r}
SPEC_SHA256 = "{spec_sha256}"
GENERATOR = "{generator}"
FORMATTER = "{formatter}"
INPUTS_SHA256 = "{inputs_sha256}"
'''


def generate(project: Project, package: Path, spec: Spec | None = None) -> Spec:
    """Write a fresh package into the folder `package`, which must not exist, and return the spec it was made from.

    Args:
        project: What is read.
        package: The folder.
        spec: Another spec than that of the project, as parsed.

    Raises:
        OSError: a file cannot be read or written.
        SpecError: the spec is invalid.
        GenerationError: the versions, the config or the templates are not right, or the generator would leave
            out a part of the spec.
    """
    provenance = {
        "generator": f"{GENERATOR} {project.pinned(GENERATOR)}",
        "formatter": f"{FORMATTER} {project.pinned(FORMATTER)}",
        "inputs_sha256": _sha256(project.inputs, project.codegen),
    }
    spec = check_contract(spec, project.spec.parent) if spec else read_spec(project.spec)
    provenance |= {"spec_version": spec.version, "spec_sha256": spec.sha256}
    _build(spec, _config(project, package), project.templates)
    for module in project.runtime:
        _add(package / module.name, module.read_text(encoding="utf-8"))
    _add(package / "py.typed", "")
    _add(package / "_provenance.py", PROVENANCE.format(**provenance))
    for command in (RUFF_LINT, RUFF_FORMAT):
        _ruff([*command, *RUFF_OPTIONS], package)
    return spec


def _config(project: Project, package: Path) -> Config:
    try:
        options = yaml.safe_load((project.codegen / "config.yaml").read_text(encoding="utf-8")) or {}
        _refuse_unknown(options, ConfigFile.model_fields)
        for override in options.get("class_overrides", {}).values():
            _refuse_unknown(override, ClassOverride.model_fields)
        file = ConfigFile(**(options | {"post_hooks": [], "package_version_override": project.version}))
    except (yaml.YAMLError, AttributeError, TypeError, ValueError) as error:
        raise GenerationError(f"config.yaml of the generator: {_one_line(error)}") from None
    return Config.from_sources(file, MetaType.NONE, project.spec, "utf-8", False, package)


def _refuse_unknown(options: dict[str, Any], known: Iterable[str]) -> None:
    if unknown := sorted(options.keys() - set(known)):
        raise GenerationError(f"config.yaml of the generator: there is no option {', '.join(unknown)}")


def _build(spec: Spec, config: Config, templates: Path) -> None:
    try:
        data = GeneratorData.from_dict(adapted(spec), config=config)
        if isinstance(data, GeneratorError):
            raise _refusal(spec, data)
        client = openapi_python_client.Project(openapi=data, config=config, custom_template_path=templates)
        client.env.globals["contract"] = contract = Contract(spec, data, config.field_prefix)
        with redirect_stdout(io.StringIO()):
            errors = client.build()
        if errors:
            raise _refusal(spec, errors[0])
        _require_operations(spec, client.package_dir)
        for template in templates.glob("_*.py.jinja"):
            _add(client.package_dir / template.stem, client.env.get_template(template.name).render())
        _add_resources(client, contract.resources)
    except GenerationError:
        raise
    except Exception as error:
        # The generator has no exception of its own: on a part that it does not know it fails with any.
        reason = f"{type(error).__name__}: {error}"
        raise GenerationError(f"{spec.name}: the generator fails with {_one_line(reason)}") from error


def _add_resources(client: openapi_python_client.Project, resources: list[Resource]) -> None:
    folder = client.package_dir / "resources"
    if not folder.exists():
        folder.mkdir()
        _add(
            folder / "__init__.py",
            '"""The resources of the API, one module each, and one for their raw responses."""\n',
        )
    for resource in resources:
        for template, suffix in (("resource.jinja", ""), ("resource_raw.jinja", "_raw")):
            text = client.env.get_template(template).render(resource=resource)
            _add(folder / f"{resource.module}{suffix}.py", text)
        _add_resources(client, resource.below)


def _refusal(spec: Spec, error: GeneratorError) -> GenerationError:
    return GenerationError(f"{spec.name}: {_one_line(error.header)} {_one_line(error.detail or '')}")


def _require_operations(spec: Spec, package: Path) -> None:
    """Refuse a package with fewer modules than the spec has operations: two of them share a name."""
    modules = [path for path in (package / "api").rglob("*.py") if path.name != "__init__.py"]
    if len(modules) != len(spec.operations):
        raise GenerationError(f"{spec.name}: {len(spec.operations)} operations gave {len(modules)} modules")


def _add(path: Path, text: str) -> None:
    if path.exists():
        raise GenerationError(f"{path.name} is both generated and among the runtime modules")
    path.write_text(text, encoding="utf-8", newline="\n")


def _ruff(command: list[str], package: Path) -> None:
    arguments = [sys.executable, "-m", "ruff", *command, package.name]
    # Ruff takes what it finds in the working directory for first-party modules when it sorts imports.
    done = subprocess.run(arguments, cwd=package.parent, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise GenerationError(f"ruff refuses the generated package: {_one_line(done.stderr or done.stdout)}")


def _sha256(paths: list[Path], base: Path) -> str:
    """Return the digest of files and of their names below `base`, line ends normalised."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.relative_to(base).as_posix()}\n".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
