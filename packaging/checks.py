"""All checks and tests, cheap ones first; stops at the first that fails and says which and how long each took."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import environment
import system_libs
from saying import SetupError, say

ROOT = environment.ROOT
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
HEADLESS_TESTS = ("tests/test_architecture.py", "tests/unit", "tests/property")
LINTED = ("desktop", "resources", "data", "tests", "packaging")


class CheckFailedError(Exception):
    """A check did not pass; its own output has said why."""


def main(arguments: Sequence[str]) -> int:
    """Run everything; with ``arguments`` only pytest, with them. Return 0, or 1 when something failed."""
    system_libs.ensure(environment.system_packages(), for_tests=True)
    python = environment.program_python(with_tools=True)
    if arguments:
        return subprocess.call(_pytest(python, "-m", "not journey", *arguments), cwd=ROOT, env=_offscreen())
    checks: list[tuple[str, Callable[[], None]]] = [
        ("ruff format --check", lambda: _run([str(python), "-P", "-m", "ruff", "format", "--check", *LINTED])),
        ("ruff check", lambda: _run([str(python), "-P", "-m", "ruff", "check", *LINTED])),
        ("mypy --strict", lambda: _run([str(python), "-P", "-m", "mypy", "--cache-dir", str(_cache("mypy"))])),
        ("lint-imports", lambda: _run([str(python), "-P", "-c", LINT_IMPORTS, "--no-cache"])),
        ("unit and property tests", lambda: _run(_pytest(python, *HEADLESS_TESTS), _offscreen())),
        ("window tests", lambda: _run(_pytest(python, "tests/gui"), _offscreen())),
        ("journeys", lambda: _journeys(python)),
        ("wheel", lambda: _wheel(python)),
    ]
    started = time.monotonic()
    for name, check in checks:
        say(f"== {name}", f"== {name}")
        before = time.monotonic()
        try:
            check()
        except CheckFailedError:
            say(f"== {name}：未通过（{_since(before)}）", f"== {name}: failed ({_since(before)})")
            return 1
        say(f"== {name}：通过（{_since(before)}）", f"== {name}: passed ({_since(before)})")
    say(f"== 全部通过（{_since(started)}）", f"== all passed ({_since(started)})")
    return 0


def bench(arguments: Sequence[str]) -> int:
    """Take the figures of tests/bench, offscreen; return 0 where all goals are met."""
    system_libs.ensure(environment.system_packages())
    python = environment.program_python(with_tools=True)
    return subprocess.call([str(python), "-P", "tests/bench/run.py", *arguments], cwd=ROOT, env=_offscreen())


def _since(start: float) -> str:
    return f"{time.monotonic() - start:.1f} s"


def _run(command: Sequence[str], env: dict[str, str] | None = None, cwd: Path = ROOT) -> None:
    code = subprocess.call(command, cwd=cwd, env=env or _clean(), stdin=subprocess.DEVNULL)
    if code < 0:  # a crash says nothing itself: one that comes after all tests passed would not be understood
        say(f"== 进程被信号 {-code} 终止。", f"== the process was ended by signal {-code}.")
    if code != 0:
        raise CheckFailedError


def _clean() -> dict[str, str]:
    """The environment variables for every check: nothing of the caller's Python set-up leaks in."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME", "PYTEST_ADDOPTS"}}
    return {**kept, "RUFF_CACHE_DIR": str(_cache("ruff")), "PYTHONDONTWRITEBYTECODE": ""}


def _offscreen() -> dict[str, str]:
    return {**_clean(), "QT_QPA_PLATFORM": "offscreen"}


def _cache(name: str) -> Path:
    folder = environment.base() / ".build" / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _pytest(python: Path, *arguments: str) -> list[str]:
    return [str(python), "-P", "-m", "pytest", *arguments]


def _journeys(python: Path) -> None:
    """Drive the real program in a real window; left out where there is no X server to start (Windows, macOS)."""
    if not list((ROOT / "tests" / "journeys").glob("test_*.py")):
        say("没有界面旅程测试。", "There are no journeys.")
        return
    if shutil.which("Xvfb") is None:
        say("没有 Xvfb，跳过界面旅程测试。", "No Xvfb here: journeys are left out.")
        return
    with _x_server() as display:
        _run(
            _pytest(python, "-m", "journey", "tests/journeys"),
            {**_clean(), "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        )


@contextmanager
def _x_server() -> Iterator[str]:
    """Start Xvfb on a free display and yield its name; it is stopped afterwards."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1680x1050x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise SetupError("Xvfb does not start; run it by hand to see why: Xvfb :99")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def _wheel(python: Path) -> None:
    """Build the wheel, install it alone beside the runtime lock, check the result and run its self-test elsewhere."""
    build = environment.base() / ".build"
    source = environment.copy_source(build / "source")
    target = build / "dist"
    shutil.rmtree(target, ignore_errors=True)
    _run([str(python), "-P", "-m", "build", "--wheel", "--no-isolation", "--outdir", str(target)], cwd=source)
    (wheel,) = target.glob("quandian-*.whl")
    clean = environment.wheel_python()
    environment.pip(clean, "--no-index", "--no-deps", "--force-reinstall", str(wheel))
    _run([str(clean), "-I", "-m", "pip", "check"])
    elsewhere = build / "elsewhere"
    shutil.rmtree(elsewhere, ignore_errors=True)
    elsewhere.mkdir()
    home = {"HOME": str(elsewhere), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "", "XDG_CACHE_HOME": ""}
    _run([str(clean), "-I", "-m", "quandian", "self-test"], {**_offscreen(), **home}, elsewhere)
    print(wheel, file=sys.stderr)
