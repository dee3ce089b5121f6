"""Words with exact offsets, loaded lazily, safe without a cache folder and from several threads."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quandian.core.text import Span
from quandian.language import segment


def run(code: str, **env: str) -> str:
    import os

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, **env},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_importing_the_room_loads_neither_jieba_nor_the_lexicon() -> None:
    code = (
        "import sys, quandian.language, quandian.language.segment, quandian.language.quantities\n"
        "print([m for m in ('jieba', 'docx', 'PySide6', 'sqlite3', 'lxml') if m in sys.modules])"
    )
    assert run(code) == "[]"


def test_words_of_a_sentence() -> None:
    text = "推进国有企业混改上市，GDP增长8.5%"
    assert [text[a:b] for a, b in segment.words(text)][:2] == ["推进", "国有企业"]


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from(list("推进国有企业改革 \t\r\n　A1b.\U00020bb7\U0001f600，。")), st.characters()
        )
    )
)
@settings(deadline=None)
def test_words_cover_all_but_blanks_in_order(text: str) -> None:
    spans = segment.words(text)
    covered = set()
    end = 0
    for a, b in spans:
        assert end <= a < b <= len(text)
        covered.update(range(a, b))
        end = b
    assert all(i in covered or text[i].isspace() for i in range(len(text)))


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("坚持推进国有企业混改上市。", 5, "国有企业"),
        ("\U00020bb7\U0001f600国有企业发展", 3, "国有企业"),
        ("全年 GDP 增长", 4, "GDP"),
        ("改革，开放", 2, "，"),
        ("改革", 99, "改革"),
        ("改革", -3, "改革"),
    ],
)
def test_word_at_a_position(text: str, position: int, word: str) -> None:
    span = segment.word_at(text, position)
    assert text[span.start : span.end] == word
    assert segment.word_at("", 0) == Span(0, 0)


def test_a_long_text_without_punctuation_costs_no_more() -> None:
    text = "国有企业改革" * 200_000
    span = segment.word_at(text, 600_001)
    assert span.start <= 600_001 < span.end


def test_threads_share_one_dictionary() -> None:
    code = (
        "from concurrent.futures import ThreadPoolExecutor as P\n"
        "from quandian.language import segment as s\n"
        "assert not s.is_warm()\n"
        "with P(8) as p: r = list(p.map(s.words, ['国有企业改革'] * 8))\n"
        "print(s.is_warm(), len({str(x) for x in r}))"
    )
    assert run(code) == "True 1"
    with ThreadPoolExecutor(4) as pool:
        assert len({str(r) for r in pool.map(segment.words, ["推进国有企业改革"] * 40)}) == 1


def test_a_cache_that_cannot_be_written_or_read_is_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    code = (
        "import pathlib, sys\nfrom quandian.language import segment as s\n"
        "s.warm_up(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else {!r}))\nprint(len(s.words('国有企业改革')))"
    )
    assert run(code.format(str(blocked / "cache"))) == "2"
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "jieba.cache").write_bytes(b"no marshal")
    assert run(code.format(str(broken))) == "2"


def test_the_cache_lies_in_the_users_own_folder(tmp_path: Path) -> None:
    code = "from quandian.language import segment as s\ns.warm_up()\nprint('ok')"
    own, shared = tmp_path / "own", tmp_path / "shared"
    shared.mkdir()
    run(code, XDG_CACHE_HOME=str(own), TMPDIR=str(shared))
    assert list(shared.iterdir()) == []
    if sys.platform.startswith("linux"):
        assert (own / "quandian" / "jieba.cache").is_file()
