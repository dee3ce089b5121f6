"""The characters behind the glyphs of a PDF that Qt has written, so that its text can be searched and copied.

Qt asks the font backwards which character a glyph stands for and takes the lowest: of 工 and the radical ⼯, which
fonts draw with one glyph, the radical. Characters beyond U+FFFF and glyphs that only a feature of the font leads to
get none. Here the glyphs of the pages are laid beside the words that were drawn, run by run, and each font is told
(ISO 32000-1, 9.10.3) what its glyphs stood for.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from typing import NamedTuple

_CONTENTS = re.compile(rb"/Type /Page\s[^>]*?/Contents (\d+) 0 R")
_STREAM = re.compile(rb"(\d+) 0 obj\s*<<\s*/Length (?:(\d+) 0 R|(\d+))\s*(/Filter /FlateDecode\s*)?>>\s*stream\r?\n")
_LENGTH = re.compile(rb"(\d+) 0 obj\s*(\d+)\s*endobj")
_FONT = re.compile(rb"(\d+) 0 obj\s*<< /Type /Font\s+/Subtype /Type0\s[^>]*?/ToUnicode (\d+) 0 R")
_TEXT = re.compile(rb"\nBT\n/F(\d+) .*?\n(-?[\d.]+) (-?[\d.]+) Td (.*?)\nET", re.DOTALL)
_SPAN = re.compile(rb"/Span .*?BDC.*?EMC", re.DOTALL)  # a bold that is made by drawing twice
_GLYPH = re.compile(rb"<([0-9A-Fa-f]{4})> Tj")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> (?:\[([^\]]*)\]|<([0-9A-Fa-f]+)>)")
_AHEAD = 4  # runs that may have left no glyph: of characters that are not seen
_NEAR = 0.6  # of the unit the pages are drawn in: Qt writes places rounded
_SIMPLE = str.maketrans(  # EquivalentUnifiedIdeograph of Unicode, where NFKC says nothing
    "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
    "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
)
_BLOCK = 100  # entries of a block, at most (Adobe Technical Note 5411, 1.4)


class Drawn(NamedTuple):
    """A run of words as it was drawn, from a point on its base line."""

    x: float
    y: float
    text: str


def letters_of(pdf: bytes, drawn: Sequence[Sequence[Drawn]]) -> dict[int, bytes]:
    """Return the streams that say what the glyphs of each font stand for, by number of object.

    ``drawn`` has the runs of every page in the order of drawing; of pages without runs nothing is learned. Empty where
    the file is not as Qt writes it.
    """
    streams = _Streams(pdf)
    fonts = {int(font): int(letters) for font, letters in _FONT.findall(pdf)}
    known: dict[int, dict[int, str]] = {font: {} for font in fonts}
    for number, runs in zip(_CONTENTS.findall(pdf), drawn, strict=False):
        if runs:
            _learn(streams.of(int(number)), runs, known)
    out = {}
    for font, letters in fonts.items():
        meant = {code: unified(text) for code, text in _entries(streams.of(letters)).items()}
        if meant:  # else a newer Qt writes it in another way, and what it says is better than less
            out[letters] = _stream({**meant, **known[font]})
    return out


def unified(text: str) -> str:
    """Return the ideographs that radicals of the KangXi and supplementary blocks stand for; other text as it is."""
    return "".join(unicodedata.normalize("NFKC", one.translate(_SIMPLE)) if _is_radical(one) else one for one in text)


def _is_radical(text: str) -> bool:
    return "\u2e80" <= text[:1] <= "\u2fd5"


class _Streams:
    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._at = {int(found[1]): found for found in _STREAM.finditer(pdf)}
        self._lengths = {int(number): int(length) for number, length in _LENGTH.findall(pdf)}

    def of(self, number: int) -> bytes:
        found = self._at.get(number)
        if found is None:
            return b""
        length = int(found[3]) if found[3] else self._lengths.get(int(found[2]), 0)
        body = self._pdf[found.end() : found.end() + length]
        try:
            return zlib.decompress(body) if found[4] else body
        except zlib.error:
            return b""


def _learn(page: bytes, runs: Sequence[Drawn], known: dict[int, dict[int, str]]) -> None:
    """Lay the glyphs of a page beside its words: a run begins where its first glyph stands."""
    at, taken = -1, list[tuple[int, int]]()
    for font, x, y, rest in _TEXT.findall(page):
        nearby = range(at + 1, min(at + 1 + _AHEAD, len(runs)))
        begun = next((n for n in nearby if _stands(runs[n], float(x), -float(y))), None)
        if begun is not None:
            if at >= 0:
                _take(runs[at].text, taken, known)
            at, taken = begun, []
        if b"BDC" in rest:
            rest = _SPAN.sub(b"", rest)
        taken += [(int(font), int(code, 16)) for code in _GLYPH.findall(rest)]
    if at >= 0:
        _take(runs[at].text, taken, known)


def _stands(run: Drawn, x: float, y: float) -> bool:
    return abs(run.x - x) < _NEAR and abs(run.y - y) < _NEAR


def _take(text: str, glyphs: list[tuple[int, int]], known: dict[int, dict[int, str]]) -> None:
    if len(text) != len(glyphs):  # a sign of two characters: nobody can say which is whose
        return
    for (font, code), one in zip(glyphs, text, strict=True):
        letters = known.get(font)
        if letters is not None and code and (code not in letters or _is_radical(letters[code])):
            letters[code] = one


def _entries(stream: bytes) -> dict[int, str]:
    out: dict[int, str] = {}
    for first, last, several, one in _RANGE.findall(stream.partition(b"beginbfrange")[2]):
        start = int(first, 16)
        values = re.findall(rb"<([0-9A-Fa-f]+)>", several) if several else [one] * (int(last, 16) - start + 1)
        for n, value in enumerate(values):
            text = bytes.fromhex(value.decode("ascii")).decode("utf-16-be", "replace")
            if not several and len(text) == 1:
                text = chr(ord(text) + n)
            if text.strip("\0"):
                out[start + n] = text
    return out


def _stream(letters: dict[int, str]) -> bytes:
    rows = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(letters.items())]
    out = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for n in range(0, len(rows), _BLOCK):
        block = rows[n : n + _BLOCK]
        out += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    out += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    body = zlib.compress("\n".join(out).encode("ascii"))
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(body) + body + b"\nendstream"
