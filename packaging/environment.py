"""The virtual environments: made from the lock files, stamped, and left alone while lock files and place are the same.

Two of them: ``program`` (the checkout installed editable, plus the tools when tests are to run) and ``wheel`` (only
the runtime lock, for trying a built wheel as a user would).
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import system_libs
from saying import SetupError, pick, say

PACKAGING = Path(__file__).resolve().parent
ROOT = PACKAGING.parent
BUILD_LOCK, RUNTIME_LOCK, DEV_LOCK = "requirements-build.lock", "requirements.lock", "requirements-dev.lock"
VENV_PACKAGE = f"python3.{sys.version_info.minor}-venv"  # Debian and Ubuntu ship ensurepip apart from Python
SHIPPED = ("desktop", "resources", "data", "packaging/licences", "pyproject.toml", "README.md", "LICENSE")


def base() -> Path:
    """Where environments and build products go: the checkout, or the user's cache where that is read-only."""
    if _writable(ROOT):
        return ROOT
    cache = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "quandian" / f"checkout-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"


def _writable(folder: Path) -> bool:
    """Whether a file can be made in ``folder``: tried, because Windows and read-only mounts do not tell."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def system_packages() -> list[str]:
    """Return the Debian packages that making the environments takes and that are missing: the module ``ensurepip``."""
    made = (base() / ".venv" / "pyvenv.cfg").exists()
    return [] if made or _can_make_environments() or _can_lend_pip() else [VENV_PACKAGE]


def program_python(*, with_tools: bool) -> Path:
    """Return the Python that runs the program from this checkout; set it up first if needed."""
    folder = base() / ".venv"
    locks = (BUILD_LOCK, DEV_LOCK if with_tools else RUNTIME_LOCK)
    python = ensure(folder, locks)
    editable = base() == ROOT
    key = _hash_files([ROOT / "pyproject.toml"]) if editable else _hash_files(_shipped_files())
    if _stamp(folder).get("program") != f"{ROOT}:{key}":
        source = ROOT if editable else copy_source(base() / "source")
        pip(
            python, "--no-deps", "--no-build-isolation", "--force-reinstall", *(["-e"] if editable else []), str(source)
        )
        _write_stamp(folder, program=f"{ROOT}:{key}")
    return python


def wheel_python() -> Path:
    """Return the Python of the clean environment, which holds the runtime lock and nothing else."""
    return ensure(base() / ".build" / "wheel-env", (BUILD_LOCK, RUNTIME_LOCK))


def ensure(folder: Path, locks: Sequence[str]) -> Path:
    """Make or bring up to date the environment in ``folder``; no pip call at all when its stamp says it is right."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    with _locked(folder.with_name(folder.name + ".lock")):
        if _stamp(folder).get("place") != str(folder) or not _works(python):
            _create(folder)
        for lock in locks:
            digest = _hash_files([PACKAGING / lock])
            # The tools' lock contains the runtime lock, so it stands for both.
            held = _stamp(folder).get("locks", {})
            if held.get(lock) == digest or (lock == RUNTIME_LOCK and DEV_LOCK in held and held.get("under") == digest):
                continue
            say(
                f"正在安装依赖（{lock}，第一次可能要几分钟）……",
                f"Installing dependencies ({lock}; may take minutes the first time) ...",
            )
            # jieba comes as source only: it is built with the setuptools of the lock, not with one fetched for it.
            pip(python, "--use-pep517", "--no-build-isolation", "-r", str(PACKAGING / lock))
            under = {"under": _hash_files([PACKAGING / RUNTIME_LOCK])} if lock == DEV_LOCK else {}
            _write_stamp(folder, locks={**held, **under, lock: digest})
    return python


def pip(python: Path, *arguments: str) -> None:
    """Run ``pip install`` for an environment, with whatever index the user has configured."""
    command = [str(python), "-m", "pip", "install"]
    if importlib.util.find_spec("pip") is not None and not _has_pip(python):
        command = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    command += ["--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    environment = {
        k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET"}
    }
    # Captured: building jieba and ourselves prints pages of advice to packagers, which only matter when it fails.
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        sys.stderr.buffer.write(done.stdout)
        raise SetupError(
            pick(
                "pip 没有装成（原因见上）。第一次运行需要能访问 pip 配置的软件源，装好之后不再需要网络。\n  ",
                "pip failed (see above). The first run needs the package index pip is set up for; later runs need no "
                "network.\n  ",
            )
            + " ".join(command)
        )


def copy_source(target: Path) -> Path:
    """Copy what a wheel is built from, so that building leaves nothing in the checkout; return ``target``."""
    shutil.rmtree(target, ignore_errors=True)
    for name in SHIPPED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif source.exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    return target


def _create(folder: Path) -> None:
    say(f"正在建立虚拟环境 {folder}", f"Making the virtual environment {folder}")
    if folder.exists():
        if not (folder / "pyvenv.cfg").exists() and any(folder.iterdir()):
            raise SetupError(
                pick(
                    f"{folder} 已经存在，但不是虚拟环境。请把它移开，再运行一次。",
                    f"{folder} exists but is no virtual environment. Move it away and run this again.",
                )
            )
        shutil.rmtree(folder)
    command = [sys.executable, "-m", "venv", str(folder)]
    if not _can_make_environments():
        if _can_lend_pip():
            command.insert(3, "--without-pip")  # the pip outside installs into it
        else:
            system_libs.install([VENV_PACKAGE])
    if subprocess.call(command, stdout=2) != 0:
        raise SetupError(
            pick("虚拟环境没有建成（原因见上）。", "The virtual environment could not be made (see above).")
        )
    _write_stamp(folder, place=str(folder))


def _can_make_environments() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _can_lend_pip() -> bool:
    """Whether this Python has no ensurepip but a pip, which can install into an environment from outside."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "pip"))


def _has_pip(python: Path) -> bool:
    return subprocess.call([str(python), "-I", "-c", "import pip"], stderr=subprocess.DEVNULL) == 0


def _works(python: Path) -> bool:
    """Whether the environment's Python still starts and is new enough (a system upgrade can take it away)."""
    probe = (
        "import os, sys, sysconfig; "
        "sys.exit(sys.version_info < (3, 11) or not os.path.isdir(sysconfig.get_path('purelib')))"
    )
    try:
        return subprocess.call([str(python), "-I", "-c", probe], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def _stamp(folder: Path) -> dict:
    try:
        return json.loads((folder / "quandian-setup.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _write_stamp(folder: Path, **facts: object) -> None:
    (folder / "quandian-setup.json").write_text(json.dumps({**_stamp(folder), **facts}, indent=1), "utf-8")


def _hash_files(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _shipped_files() -> list[Path]:
    found: list[Path] = []
    for name in SHIPPED:
        path = ROOT / name
        found += (
            sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
            if path.is_dir()
            else [path]
        )
    return [path for path in found if path.exists()]


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Let one set-up at a time work on an environment: two commands started together must not mix their pips."""
    with path.open("a") as handle:
        if os.name == "nt":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):  # raised after ten seconds of waiting; pip takes longer
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
