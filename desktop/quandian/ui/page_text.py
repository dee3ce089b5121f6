"""Lines of Chinese text as an official document sets them: full-width cells, forbidden line ends, justified.

All lengths are tenths of a point. Widths of Chinese characters are the type size less the condensing, so that breaking
a line asks no font; Latin words are measured once each. Everything here may run in any thread after fonts are loaded.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from quandian.writing.gongwen import stand_ins

DRAWING = threading.RLock()
"""Held while fonts of pages measure or draw: a job lays out while the window paints, and both share them."""

# Chinese rules for line ends (CLREQ, "Prohibition rules for line start and line end").
_NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉”’…—,.;:?!)]}%％‰℃°·～~")
_NOT_LAST = frozenset("（《「『【〔〈“‘([{￥$＄")
_WIDE = frozenset("“”‘’—…·×÷±≤≥≈℃‰①②③④⑤⑥⑦⑧⑨⑩")
_ATOMS = re.compile(r"[!-~\u00a1-\u024f]+|\s+|.", re.DOTALL)
_NO_FEATURES = (QFont.Tag("liga"), QFont.Tag("clig"), QFont.Tag("locl"))
"""One glyph a character, and one of 2 beside N as beside 3: else the text of a PDF cannot be searched."""
_SPACE = 0.25  # of the type size: a blank between Latin words


@lru_cache(maxsize=64)
def family_of(name: str) -> str:
    """Return the font itself or the best one here that may stand in for it."""
    there = set(QFontDatabase.families())
    return next((one for one in (name, *stand_ins(name)) if one in there), name)


def is_there(name: str) -> bool:
    """Whether this computer has the font."""
    return name in set(QFontDatabase.families())


class Face:
    """A type size in a Chinese and a Latin font. ``condensed`` is how much closer characters are set."""

    def __init__(
        self, chinese: str, latin: str, size: int, *, bold: bool = False, condensed: float = 0.0, rise: float = 0.0
    ) -> None:
        self.size = size
        self.condensed = condensed
        self.rise = rise
        self.fonts = (_font(family_of(chinese), size, bold), _font(family_of(latin), size, bold))
        self._metrics = QFontMetricsF(self.fonts[1])
        self._widths: dict[str, float] = {}
        self._spaced: dict[tuple[bool, int], QFont] = {}

    def spaced(self, latin: bool, part: float) -> QFont:
        """Return the font with characters set to ``part`` of their width.

        Absolute letter spacing of Qt grows with the dots per inch of the device; percent do not.
        """
        percent = round(part * 1000)
        known = self._spaced.get((latin, percent))
        if known is None:
            known = QFont(self.fonts[latin])
            if percent != 1000:
                known.setLetterSpacing(QFont.SpacingType.PercentageSpacing, percent / 10)
            self._spaced[latin, percent] = known
        return known

    def width(self, atom: str, latin: bool) -> float:
        """Return the width of a Chinese character or a Latin word."""
        if not latin:
            return self.size - self.condensed
        known = self._widths.get(atom)
        if known is None:
            with DRAWING:
                known = self._metrics.horizontalAdvance(atom) - self.condensed * len(atom)
            self._widths[atom] = known
        return known


def _font(family: str, size: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies([family, "Noto Serif CJK SC", "Noto Sans CJK SC", "SimSun", "WenQuanYi Micro Hei"])
    font.setPixelSize(size)
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for feature in _NO_FEATURES:
        font.setFeature(feature, 0)
    return font


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one face; ``link`` is where a click on them leads, ``note`` the number of a footnote they refer to."""

    text: str
    face: Face
    link: str = ""
    note: int = 0


@dataclass(slots=True)
class Run:
    """Words of one line in one font of one ``size`` from ``x`` on."""

    x: float
    width: float
    text: str
    font: QFont
    size: int
    rise: float
    link: str = ""


@dataclass(slots=True)
class Line:
    """One line: its runs and the footnotes it refers to."""

    runs: list[Run] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Atom:
    text: str
    latin: bool
    width: float
    piece: Piece
    blank: bool = False


@lru_cache(maxsize=8192)
def _kind_of(text: str) -> str:
    """Return whether an atom is blank, Latin or Chinese."""
    if text.isspace():
        return "blank"
    if text in _WIDE:
        return "chinese"
    return "latin" if len(text) > 1 or unicodedata.east_asian_width(text) not in "WF" else "chinese"


def _atoms(pieces: Sequence[Piece]) -> list[_Atom]:
    out = []
    for piece in pieces:
        face = piece.face
        cell = face.size - face.condensed
        for text in _ATOMS.findall(piece.text):
            kind = _kind_of(text)
            if kind == "chinese":
                out.append(_Atom(text, False, cell, piece))
            elif kind == "latin":
                out.append(_Atom(text, True, face.width(text, latin=True), piece))
            else:
                width = face.size * text.count("\u3000") if "\u3000" in text else face.size * _SPACE
                out.append(_Atom("", False, width, piece, blank=True))
    return out


def break_lines(
    pieces: Sequence[Piece], width: float, *, indent: float = 0.0, align: str = "both", hang: float = 0.0
) -> list[Line]:
    """Return the lines of a paragraph. ``align`` is both, left, center or right; ``indent`` of the first line."""
    atoms = _atoms(pieces)
    lines: list[Line] = []
    at, start = 0, indent
    while at < len(atoms):
        end, used = _fill(atoms, at, width - start)
        last = end >= len(atoms)
        lines.append(_set(atoms[at:end], start, width, used, "left" if align == "both" and last else align))
        at, start = end, hang
        while at < len(atoms) and atoms[at].blank:
            at += 1
    return lines or [Line()]


def _fill(atoms: Sequence[_Atom], at: int, room: float) -> tuple[int, float]:
    """Return where the line from ``at`` ends and how wide it is."""
    used, end = 0.0, at
    while end < len(atoms):
        wide = atoms[end].width
        if used + wide > room + 0.5 and end > at:
            break
        if wide > room and atoms[end].latin and len(atoms[end].text) > 1:  # a word longer than the line is cut
            _split(atoms, end, room)
            wide = atoms[end].width
        used += wide
        end += 1
    if end < len(atoms):
        first = end
        while end - at > 1 and _bound(atoms[end - 1], atoms[end]):
            end -= 1
            if first - end > 6:  # a row of marks: no rule can be kept
                end = first
                break
        used -= sum(atom.width for atom in atoms[end:first])
    while end > at + 1 and atoms[end - 1].blank:
        end -= 1
        used -= atoms[end].width
    return end, used


def _bound(one: _Atom, other: _Atom) -> bool:
    """Whether no line may end between two atoms; the mark of a footnote goes with the word before it."""
    if other.piece.note and one.piece is not other.piece:
        return True
    return other.text[:1] in _NOT_FIRST or one.text[-1:] in _NOT_LAST


def _split(atoms: Sequence[_Atom], at: int, room: float) -> None:
    atom = atoms[at]
    per = atom.width / len(atom.text)
    keep = max(int(room / per), 1)
    rest = atom.text[keep:]
    atom.text = atom.text[:keep]
    atom.width = per * keep
    if rest and isinstance(atoms, list):
        atoms.insert(at + 1, _Atom(rest, True, per * len(rest), atom.piece))


def _set(atoms: Sequence[_Atom], start: float, width: float, used: float, align: str) -> Line:
    """Return a line with its atoms at their places; ``both`` spreads what is left between them."""
    free = width - start - used
    extra = 0.0
    x = start
    if align == "center":
        x += free / 2
    elif align == "right":
        x += free
    elif align == "both" and len(atoms) > 1:
        gaps = sum(1 if atom.latin else max(len(atom.text), 1) for atom in atoms) - 1
        extra = min(free / gaps, 40.0) if gaps > 0 else 0.0
    line = Line()
    run: Run | None = None
    owner: tuple[object, bool] | None = None
    for atom in atoms:
        if atom.piece.note and atom.piece.note not in line.notes:
            line.notes.append(atom.piece.note)
        if atom.blank:
            x += atom.width + extra
            run = None
            continue
        face = atom.piece.face
        if run is None or owner != (atom.piece, atom.latin) or (atom.latin and extra):
            natural = atom.width + face.condensed * len(atom.text)
            wide = atom.width + (0.0 if atom.latin else extra)
            font = face.spaced(atom.latin, wide / natural if natural else 1.0)
            run = Run(x, 0.0, "", font, face.size, face.rise, atom.piece.link)
            line.runs.append(run)
            owner = (atom.piece, atom.latin)
        run.text += atom.text
        run.width += atom.width + (0.0 if atom.latin else extra)
        x += atom.width + extra
    return line
