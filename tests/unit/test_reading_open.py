"""Files that cannot be read say so in one sentence; files that can give a draft."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from quandian.core import sentences
from quandian.core.errors import UserError
from quandian.reading import open as reading_open
from quandian.reading import read_bytes, read_report

PROSE = "2023年，开发区完成固定资产投资118.6亿元，增长11.2%。\n"


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return buffer.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

FAILURES = [
    (b"", "import.empty"),
    (b"\xef\xbb\xbf \r\n\t\n", "import.empty"),
    (bytes(range(256)) * 40, "import.binary"),
    (os.urandom(3000), "import.binary"),
    (b"\0" * 500, "import.empty"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40, "import.unknown_kind"),
    (b"MZ\x90\0\3\0\0\0" + b"\0" * 200, "import.unknown_kind"),
    (b"SQLite format 3\0" + b"\0" * 200, "import.unknown_kind"),
    (archive(a_dot_txt=b"text"), "import.unknown_kind"),
    (archive(xl__workbook_dot_xml=b"<a/>"), "import.unknown_kind"),
    (OLE + "WordDocument".encode("utf-16-le"), "import.not_yet"),
    (OLE + "Workbook".encode("utf-16-le"), "import.unknown_kind"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "import.encrypted"),
    (rb"{\rtf1\ansi text}", "import.not_yet"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "import.not_yet_page"),
    (b"<!DOCTYPE html>\n<html><body>text</body></html>", "import.not_yet_page"),
    (b"\xef\xbb\xbf\n<HTML lang='zh'>text", "import.not_yet_page"),
    (archive(OFD_dot_xml=b"<a/>", Doc_0__Document_dot_xml=b"<a/>"), "import.not_yet_page"),
    (archive(mimetype=b"application/epub+zip"), "import.not_yet_page"),
    (archive(word__document_dot_xml=b"<not closed"), "import.damaged"),
    (archive(word__document_dot_xml=b"<a/>"), "import.damaged"),
    (archive(word__document_dot_xml=b"<a/>" * 50)[:60], "import.damaged"),
]


@pytest.mark.parametrize(("data", "code"), FAILURES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_read_says_what_it_is_and_what_to_do(data: bytes, code: str, language: str) -> None:
    with pytest.raises(UserError) as caught:
        read_bytes("总结.txt", data)
    assert caught.value.code == code
    before = sentences.language()
    sentences.set_language(language)
    try:
        said = str(caught.value)
    finally:
        sentences.set_language(before)
    assert "总结.txt" in said
    assert "{" not in said
    assert said.endswith("。" if language == "zh" else ".")
    assert all(word not in said for word in ("失败", "非法", "致命", "！"))


FOREIGN = [
    ("x.html", b"<p>abc</p>", "import.not_yet_page"),
    ("x.txt", "<p>全年完成</p>".encode(), "import.not_yet_page"),
    ("x.xml", b'<?xml version="1.0"?><a>b</a>', "import.not_yet_page"),
    ("x.htm", b"abc", "import.not_yet_page"),
    ("x.wps", b"abc", "import.misnamed"),
    ("报告.doc", PROSE.encode(), "import.misnamed"),
    ("报告.pdf", PROSE.encode("gb18030"), "import.misnamed"),
    ("报告.doc", OLE, "import.not_yet"),
    ("报告.docx", b"PK\x03\x04" + b"x" * 300, "import.damaged"),
    ("a.xlsx", b"PK\x03\x04", "import.unknown_kind"),
    ("nul.txt", PROSE.encode() * 20 + b"\0\0" + PROSE.encode(), "import.binary"),
]


@pytest.mark.parametrize(("name", "data", "code"), FOREIGN)
def test_other_kinds_are_not_taken_for_text(name: str, data: bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_bytes(name, data)
    assert caught.value.code == code


def test_text_that_only_looks_a_little_like_markup_is_read() -> None:
    for text in ("<通知>各单位：</通知>", "a < b，全年完成", "<br> 不闭合的标记，全年完成"):
        assert read_bytes("a.txt", text.encode()).text == text
    assert read_bytes("a.txt", PROSE.encode("utf-16-le")).text == PROSE.strip()  # every second byte may be NUL
    chosen = read_bytes("nul.txt", PROSE.encode() * 20 + b"\0", encoding="utf-8")  # who names an encoding wants it
    assert chosen.notices == ("notice.undecodable",)


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(tmp_path / "p")
    with pytest.raises(UserError) as caught:
        read_report(tmp_path / "p")
    assert caught.value.code == "import.no_file"


def test_the_content_goes_before_the_name() -> None:
    assert read_bytes("报告.dat", PROSE.encode()).text == PROSE.strip()
    with pytest.raises(UserError) as caught:
        read_bytes("报告.txt", OLE + "WordDocument".encode("utf-16-le"))
    assert ".docx" in str(caught.value)


def test_files_that_are_not_there_or_are_no_files(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "没有.txt", "import.missing"), (tmp_path, "import.folder")):
        with pytest.raises(UserError) as caught:
            read_report(path)
        assert caught.value.code == code
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_report(tmp_path / "a.txt" / "b.txt")
    assert caught.value.code == "import.missing"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that exists and refuses to be read")
def test_a_file_that_refuses_to_be_read_is_told() -> None:
    with pytest.raises(UserError) as caught:
        read_report(Path("/proc/self/mem"))
    assert caught.value.code == "import.unreadable"


def test_too_large_names_size_and_limit(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(reading_open.MAX_BYTES + 1)
    with pytest.raises(UserError) as caught:
        read_report(path)
    assert caught.value.code == "import.too_large"
    assert str(reading_open.MAX_BYTES // 2**20) in str(caught.value)


def test_a_large_text_is_refused_at_the_limit_for_text() -> None:
    data = PROSE.encode() * (reading_open.MAX_TEXT_BYTES // len(PROSE.encode()) + 1)
    with pytest.raises(UserError) as caught:
        read_bytes("大.txt", data)
    assert caught.value.code == "import.too_large"


def test_the_draft_keeps_the_source_and_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "云浦区发改局2024年工作总结.txt"
    path.write_bytes(PROSE.encode("gb18030"))
    draft = read_report(path)
    assert draft.source == path.read_bytes()
    assert (draft.source_name, draft.media_type, draft.encoding) == (path.name, "text/plain", "gb18030")
    assert draft.title == path.stem
    assert draft.issuer == "云浦区发改局"
    assert draft.period == "2024"


def test_importing_the_room_loads_no_xml_library() -> None:
    code = "import sys, quandian.reading, quandian.reading.isolate; print('lxml' in sys.modules, 'docx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
