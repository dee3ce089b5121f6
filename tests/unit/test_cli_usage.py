"""The command line as such: help and errors in two languages, exit codes, encodings."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quandian import cli
from quandian.core import sentences


@pytest.fixture(autouse=True)
def _language_again():
    yield
    sentences.set_language("zh")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--help"], "用法"),
        (["--lang", "en", "--help"], "Usage"),
        (["--lang=en", "--help"], "Commands"),
        (["annotate", "--help"], "标签"),
        (["--lang", "en", "annotate", "--help"], "The tag"),
        (["annotate", "--help", "--lang", "en"], "The tag"),
        (["annotate", "--help"], "[必填]"),
        (["annotate", "--help"], "[选项]"),
    ],
)
def test_help_speaks_the_language_asked_for(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 0
    assert word in capsys.readouterr().out


@pytest.mark.parametrize(
    ("locale", "word"),
    [
        ("zh_CN.UTF-8", "用法"),
        ("C.UTF-8", "用法"),
        ("POSIX", "用法"),
        ("en_GB.UTF-8", "Usage"),
        ("de_DE.UTF-8", "Usage"),
    ],
)
def test_the_locale_chooses_the_language(
    locale: str, word: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert cli.main(["--help"]) == 0
    assert word in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["bogus"],
        ["new"],
        ["new", "--bogus", "x"],
        ["--lang", "fr"],
        ["annotate", "x.quandian", "1", "--tag", "目标"],
        ["screenshot", "x.quandian", "--out", "y.png", "--size", "0x5"],
        ["screenshot", "x.quandian", "--out", "y.png", "--size", "10x10"],
        ["screenshot", "x.quandian", "--out", "y.png", "--size", "abc"],
        ["screenshot", "x.quandian", "--out"],
        ["annotate", "x", "y", "--tag", "z", "--start", "abc"],
        ["undo", "x", "y"],
        ["screenshot", "x", "--out", "y", "--page", "?"],
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_command_line_is_2(
    arguments: list[str], language: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUANDIAN_LANG", language)
    assert cli.main(arguments) == 2
    said = capsys.readouterr()
    assert "--help" in said.err
    assert said.out == ""
    if language == "zh":  # no English sentence but the words of the command line itself
        words = re.findall(r"[A-Za-z][a-z]+(?: [a-z]+)+", said.err.splitlines()[0])
        assert words == []
    if "--size" in arguments:
        assert "--size" in said.err


def test_the_user_s_input_is_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reports", str(tmp_path / "没有.quandian")]) == 1
    said = capsys.readouterr()
    assert "没有.quandian" in said.err
    assert "Traceback" not in said.err


def test_our_bug_is_70_and_leaves_a_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def broken(path: Path) -> None:
        raise RuntimeError("our bug")

    monkeypatch.setattr(cli, "_opened", broken)
    assert cli.main(["reports", str(tmp_path / "x.quandian")]) == 70
    said = capsys.readouterr().err
    (log,) = home.rglob("quandian-crash.log")
    assert str(log) in said
    assert "Traceback" not in said
    assert "RuntimeError: our bug" in log.read_text("utf-8")


def test_interrupting_is_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_opened", interrupted)
    assert cli.main(["reports", str(tmp_path / "x.quandian")]) == 130
    assert capsys.readouterr().err.strip() == "已中断。"


def test_without_a_display_a_window_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert cli.main([]) == 1
    assert cli.main([str(tmp_path / "x.quandian")]) == 1
    assert "--headless" in capsys.readouterr().err


def test_a_project_and_reports_are_not_opened_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["open", "甲.quandian", "乙.txt"]) == 1
    assert ".quandian" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "utf-8"])
def test_pipes_carry_utf8_whatever_the_locale(encoding: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "quandian", "--help"],
        capture_output=True,
        env=environment,
        cwd=tmp_path,
        check=True,
    )
    assert "圈点" in done.stdout.decode("utf-8")


def test_a_reader_that_has_had_enough_is_no_failure(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "quandian", "--help"], stdout=writing, stderr=subprocess.PIPE, cwd=tmp_path
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
