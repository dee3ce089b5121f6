"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "desktop" / "quandian"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MOST_LINES_OF_A_FILE = 500
MOST_LINES_OF_A_FUNCTION = 60
SQL = re.compile(
    r"\bSELECT\b.+\bFROM\b|\bUPDATE \w+ SET\b"
    r"|\b(?i:insert into|delete from|pragma \w+|create (table|view|trigger|index))\b",
    re.DOTALL,
)


def sources(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


OURS = sources(PACKAGE)
TREES = {path: ast.parse(path.read_text("utf-8")) for path in OURS}


def where(path: Path, node: ast.AST | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', '')}"


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(TREES[path]) if isinstance(node, ast.Call))


def run_python(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": ""}
    return subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, encoding="utf-8", env=environment, cwd=ROOT
    )


def test_files_are_short() -> None:
    everything = sources(PACKAGE, ROOT / "tests", ROOT / "packaging", ROOT / "resources", ROOT / "data")
    lengths = {where(path): len(path.read_text("utf-8").splitlines()) for path in everything}
    assert {name: n for name, n in lengths.items() if n > MOST_LINES_OF_A_FILE} == {}


def test_functions_are_short() -> None:
    long = {
        f"{where(path, node)} {node.name}": node.end_lineno - node.lineno + 1
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_sql_lives_in_the_store_only() -> None:
    found = []
    for path, tree in TREES.items():
        if PACKAGE / "store" in path.parents:
            continue
        documentation = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        found += [
            where(path, node)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
            and SQL.search(node.value)
        ]
    assert found == []


def test_no_lambda_is_connected_to_a_signal() -> None:
    """A lambda that holds ``self`` on a child's signal is never freed, and fires on deleted widgets."""
    found = [
        where(path, call)
        for path in OURS
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "connect"
        and any(isinstance(argument, ast.Lambda) for argument in call.args)
    ]
    assert found == []


def test_rooms_import_in_one_direction() -> None:
    done = run_python("from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])")
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_window_needs_qt() -> None:
    rooms = ["core", "store", "reading", "language", "writing", "tasks"]
    names = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for room in rooms
        for path in sources(PACKAGE / room)
    ]
    done = run_python(
        "import importlib, sys, warnings; warnings.simplefilter('ignore'); "
        "sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        f"for name in {names!r}: importlib.import_module(name)"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["import", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    done = run_python(
        f"import sys; from quandian.cli import main; assert main({arguments!r}) == 0\n"
        "heavy = {'PySide6', 'docx', 'jieba', 'lxml', 'sqlite_utils', 'sqlite3', 'pysqlite3'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    assert done.returncode == 0, done.stderr


def registered() -> dict[str, tuple[str, str]]:
    """Return all sentences of all rooms."""
    import quandian.app
    import quandian.language
    import quandian.reading
    import quandian.store
    import quandian.tasks
    import quandian.writing  # noqa: F401
    from quandian.core import sentences

    return dict(sentences._sentences)


def test_every_error_has_its_sentence() -> None:
    known = registered()
    missing = [
        f"{where(path, call)} {call.args[0].value}"
        for path in OURS
        for call in calls(path)
        if isinstance(call.func, ast.Name)
        and call.func.id in {"UserError", "sentence", "Problem"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in known
    ]
    assert missing == []


def test_both_languages_say_the_same_facts() -> None:
    blanks = re.compile(r"\{(\w+)[^}]*\}")
    different = {
        code: pair
        for code, pair in registered().items()
        if not all(pair) or set(blanks.findall(pair[0])) != set(blanks.findall(pair[1]))
    }
    assert different == {}


def test_every_package_ships() -> None:
    names = {".".join(path.parent.relative_to(PACKAGE.parent).parts) for path in OURS if path.name == "__init__.py"}
    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    assert names == listed - {"quandian.resources", "quandian.data"}


def locked(name: str) -> dict[str, list[Requirement]]:
    """Return the pins of a lock file by package; a package may be pinned by platform."""
    pins: dict[str, list[Requirement]] = {}
    for line in (ROOT / "packaging" / name).read_text("utf-8").splitlines():
        if re.match(r"[a-z0-9]", line):
            pin = Requirement(line.removesuffix("\\").strip())
            pins.setdefault(pin.name.replace("_", "-").lower(), []).append(pin)
    return pins


@pytest.mark.parametrize(("lock", "extra"), [("requirements.lock", ""), ("requirements-dev.lock", "dev")])
def test_lock_files_hold_what_is_asked_for(lock: str, extra: str) -> None:
    pins = locked(lock)
    wanted = PROJECT["project"]["dependencies"] + (PROJECT["project"]["optional-dependencies"][extra] if extra else [])
    environment = {**default_environment(), "extra": ""}
    for requirement in map(Requirement, wanted):
        found = pins.get(requirement.name.lower(), [])
        assert found, f"{requirement.name} is not in {lock}: run packaging/lock"
        if requirement.marker is None or requirement.marker.evaluate(environment):
            (here,) = [pin for pin in found if pin.marker is None or pin.marker.evaluate(environment)]
            (version,) = [spec.version for spec in here.specifier]
            assert requirement.specifier.contains(version), f"{requirement} and {lock} disagree: run packaging/lock"


def test_licences_are_told() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text("utf-8")[:200]
    told = (ROOT / "packaging" / "licences" / "THIRD-PARTY.md").read_text("utf-8").lower()
    assert [name for name in locked("requirements.lock") if name not in told] == []
    for text in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        assert "GENERAL PUBLIC LICENSE" in (ROOT / "packaging" / "licences" / text).read_text("utf-8")
    assert "Lucide" in (ROOT / "packaging" / "licences" / "lucide.txt").read_text("utf-8")


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_pages_point_at_what_is_there(page: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text("utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no executable bit")
@pytest.mark.parametrize(
    "command",
    ["packaging/run", "packaging/test", "packaging/bench", "packaging/translations", "packaging/lock", ".ci/run"],
)
def test_commands_can_be_run(command: str) -> None:
    assert os.access(ROOT / command, os.X_OK)
