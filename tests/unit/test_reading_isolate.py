"""Word files are read in a child process: it is used again, it may die, and it can be cancelled."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from quandian.core.errors import Cancelled, UserError
from quandian.core.progress import Progress
from quandian.reading import isolate, read_report

ENDLESS = [sys.executable, "-c", "import time; time.sleep(600)"]
DIES = [sys.executable, "-c", "import sys; sys.stdin.buffer.readline()"]
TALKS_NONSENSE = [sys.executable, "-c", "import sys; sys.stdin.buffer.readline(); print('[1, 2]'); sys.stdin.read()"]


@pytest.fixture(scope="module")
def docx() -> bytes:
    document = Document()
    document.add_heading("2024年工作总结", 1)
    document.add_paragraph("全年完成投资118.6亿元，增长11.2%。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def reader() -> Iterator[isolate.Reader]:
    reader = isolate.Reader()
    yield reader
    reader.close()


def test_the_child_reads_as_this_process_would_and_is_used_again(docx: bytes, tmp_path: Path) -> None:
    path = tmp_path / "总结.docx"
    path.write_bytes(docx)
    try:
        first = isolate.read_isolated(path, progress=Progress())
        child = isolate._reader.pid
        second = isolate.read_isolated(path)
        assert first == second == read_report(path)
        assert child is not None
        assert isolate._reader.pid == child
    finally:
        isolate.close()


def test_text_files_need_no_child(tmp_path: Path) -> None:
    path = tmp_path / "总结.txt"
    path.write_text("全年完成投资118.6亿元。", encoding="gb18030")
    isolate.close()
    assert isolate.read_isolated(path, encoding="gb18030").encoding == "gb18030"
    assert isolate._reader.pid is None


def test_what_is_wrong_with_a_file_is_told_as_in_this_process(reader: isolate.Reader, docx: bytes) -> None:
    with pytest.raises(UserError) as caught:
        reader.read("坏.docx", docx[: len(docx) // 2])
    assert (caught.value.code, caught.value.facts) == ("import.damaged", {"name": "坏.docx"})
    assert reader.read("好.docx", docx).title == "2024年工作总结"


@pytest.mark.skipif(sys.platform == "win32", reason="ends a process by signal")
def test_a_child_that_died_meanwhile_is_replaced(reader: isolate.Reader, docx: bytes) -> None:
    reader.read("a.docx", docx)
    child = reader.pid
    assert child is not None
    os.kill(child, signal.SIGKILL)
    time.sleep(0.1)
    assert reader.read("a.docx", docx).text
    assert reader.pid != child


@pytest.mark.parametrize("command", [DIES, TALKS_NONSENSE])
def test_a_child_that_dies_or_talks_nonsense_fails_only_this_file(command: list[str], docx: bytes) -> None:
    reader = isolate.Reader(command=command)
    with pytest.raises(UserError) as caught:
        reader.read("a.docx", docx)
    assert caught.value.code == "import.reader_died"
    reader.close()
    assert reader.pid is None


def test_a_child_that_cannot_be_started_is_told_and_logged(docx: bytes, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UserError) as caught:
        isolate.Reader(command=["/nowhere/python"]).read("a.docx", docx)
    assert caught.value.code == "import.reader_died"
    assert "cannot start" in caplog.text


def test_a_file_that_takes_too_long_is_given_up(docx: bytes) -> None:
    reader = isolate.Reader(seconds=0.3, command=ENDLESS)
    with pytest.raises(UserError) as caught:
        reader.read("a.docx", docx)
    assert caught.value.code == "import.too_slow"
    assert reader.pid is None


def test_cancelling_ends_the_child_at_once(docx: bytes) -> None:
    reader, progress = isolate.Reader(command=ENDLESS), Progress()
    threading.Timer(0.2, progress.cancel).start()
    started = time.monotonic()
    with pytest.raises(Cancelled):
        reader.read("a.docx", docx, progress)
    assert time.monotonic() - started < 5
    assert reader.pid is None


def test_several_threads_take_turns(reader: isolate.Reader, docx: bytes) -> None:
    texts: list[str] = []
    threads = [threading.Thread(target=lambda: texts.append(reader.read("a.docx", docx).text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 4
    assert len(set(texts)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")
def test_memory_is_limited(docx: bytes) -> None:
    code = (
        "import sys, quandian.reading.worker as w; w.MEMORY_BYTES = 400 * 2**20;"
        "w.read_bytes = lambda name, data: bytearray(600 * 2**20); w.main()"
    )
    reader = isolate.Reader(command=[sys.executable, "-c", code])
    with pytest.raises(UserError) as caught:
        reader.read("a.docx", docx)
    assert caught.value.code == "import.too_hungry"
    assert "400" in str(caught.value)
    reader.close()
