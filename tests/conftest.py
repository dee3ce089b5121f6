"""What every test gets: a home of its own, no network, no unexpected warning in the log, no project left open."""

from __future__ import annotations

import logging
import os
import re
import socket
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Asia/Shanghai"  # the hour a test runs at must not decide what day it prints
if hasattr(time, "tzset"):
    time.tzset()
for _name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "QUANDIAN_LANG"):
    os.environ.pop(_name, None)
os.environ["LC_ALL"] = "C.UTF-8"

ROOT = Path(__file__).resolve().parent.parent

# Two shared cores make any deadline a coin toss; what has to be fast is measured in tests/bench.
hypothesis.settings.register_profile("quandian", deadline=None, print_blob=True)
hypothesis.settings.load_profile("quandian")


@pytest.fixture(scope="session")
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache folder for the whole run: the dictionary is compiled once, not once a test."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test a home of its own; nothing of the user's settings, backups or documents is read or written."""
    folder = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(shared_cache))
    monkeypatch.setenv("QUANDIAN_LANG", "")  # what a test sets it to ends with the test
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(folder / "文档"))
    identity = sys.modules.get("quandian.tasks.identity")
    if identity is not None:
        monkeypatch.setattr(identity, "_device", None)
    return folder


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection but one to this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test wanted the network: {address}")
        connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def unexpected(self) -> list[str]:
        texts = [f"{record.name}: {record.getMessage()}" for record in self.records]
        return [text for text in texts if not any(re.search(pattern, text) for pattern in self.expected)]


@pytest.fixture(autouse=True)
def _no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[_Warnings]:
    handler = _Warnings()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)
    left = handler.unexpected()
    if left and "caplog" not in request.fixturenames:  # a test with caplog looks at the log itself
        pytest.fail("unexpected log lines (expect them with the fixture expect_warning): " + "; ".join(left))


@pytest.fixture
def expect_warning(_no_unexpected_warning: _Warnings) -> Callable[[str], None]:
    """Call with a pattern of a log line that this test provokes."""
    return _no_unexpected_warning.expected.append


@pytest.fixture(autouse=True)
def _projects_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every project that a test leaves open, so that no file handle outlives it."""
    module = sys.modules.get("quandian.store.project")
    if module is None:
        yield
        return
    made: list[weakref.ref[object]] = []
    init = module.Project.__init__

    def remembered(self: object, *args: object, **kwargs: object) -> None:
        made.append(weakref.ref(self))
        init(self, *args, **kwargs)

    monkeypatch.setattr(module.Project, "__init__", remembered)
    yield
    for reference in made:
        project = reference()
        if project is not None:
            project.close()


@pytest.fixture(scope="session")
def real_reports() -> list[Path]:
    """The real reports that lie beside the checkout on some machines; other people's texts, so never in it."""
    found = sorted((ROOT.parent / "shared" / "reports").glob("*.txt"))
    if not found:
        pytest.skip("no real reports beside this checkout")
    return found
