"""Lines that the width of a newspaper column broke become paragraphs again; everything else stays as it is.

The one promise (property-tested): only blanks change. Without blanks, ``reflow(raw)`` equals ``normalise(raw)``
character by character, and ``reflow(reflow(raw)) == reflow(raw)``.

The result has one paragraph per line, without empty lines and without blanks at the ends of a line: the reader shows
indents and gaps itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from quandian.reading import patterns
from quandian.reading.passages import passages_of as passages_of

MIN_COLUMN = 9.0  # ems: no newspaper column is narrower
MAX_COLUMN = 75.0  # ems: no line broken by a width is wider
SQUEEZE = 3.0  # ems by which a full line may look narrower than its column (squeezed punctuation, half-width digits)
STRETCH = 0.8  # ems by which a full line may look wider than its column
WIDE = 0.04  # of the column's width that both grow by, for lines across the whole page
INDENT = 2.0  # ems of a first-line indent that the file may have lost
WINDOW = 8  # lines looked at on either side for others of the same column
SUPPORT = 3  # lines of the same width that make a column
NEIGHBOURS = (4, 2)  # other lines within one em that confirm the widest line of a column: better many, else two
MOSTLY = 0.7  # of all lines indented: then indents say nothing
LONG_LINE = 45.0  # ems: a line this long is prose, not a line of verse or a slogan

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INNER_PUNCTUATION = re.compile(r"[，。、；：,;“”《》（）](?!$)")
_PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("「", "」"))


def normalise(raw: str) -> str:
    r"""Return the text as it will be treated for ever: ``\n`` for every kind of line break, no byte-order mark.

    NUL and lone surrogates, which neither a database nor UTF-8 can hold, become U+FFFD one for one. Nothing else
    changes.
    """
    return _UNSTORABLE.sub("\ufffd", _BREAKS.sub("\n", raw.lstrip("\ufeff")))


@dataclass(frozen=True, slots=True)
class Line:
    """A non-empty line without blanks at its ends. ``gap`` is the number of empty lines before it."""

    text: str
    gap: int = 0
    indented: bool = False


def split_lines(text: str) -> list[Line]:
    """Return the non-empty lines of a normalised text."""
    lines: list[Line] = []
    gap = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if not stripped:
            gap += 1
            continue
        indented = raw[0] == "\u3000" or raw.startswith(("  ", "\t", "\u00a0\u00a0"))
        lines.append(Line(stripped, gap, indented))
        gap = 0
    return lines


def reflow(raw: str) -> str:
    """Return the paragraphs of a text file, one per line. Changes blanks only (see the module docstring)."""
    return "\n".join(line.text for line in reflow_lines(raw))


def reflow_lines(raw: str) -> list[Line]:
    """Return the paragraphs of a text file with the gap that stood before each.

    Joining is repeated until nothing joins any more, looking at the last rounds only at what the result itself still
    shows: that makes a second reflow find nothing to do.
    """
    lines = split_lines(normalise(raw))
    looks: dict[str, _Look] = {}
    joined = _join_once(lines, looks)
    while True:
        bare = [Line(line.text) for line in joined]
        again = _join_once(bare, looks)
        if len(again) == len(bare):
            return joined
        joined = _carry_gaps(joined, again)


def _carry_gaps(before: list[Line], after: list[Line]) -> list[Line]:
    """Return ``after`` with the gaps of the lines of ``before`` that its paragraphs begin with."""
    result: list[Line] = []
    position = 0
    for line in after:
        result.append(Line(line.text, before[position].gap, before[position].indented))
        if line.text == before[position].text:
            position += 1
            continue
        covered = 0
        while covered < len(_squeezed(line.text)):
            covered += len(_squeezed(before[position].text))
            position += 1
    return result


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _join_once(lines: list[Line], looks: dict[str, _Look]) -> list[Line]:
    page = _Page(lines, looks)
    result: list[Line] = []
    first = 0
    for i in range(len(lines)):
        if i + 1 < len(lines) and page.joins(i):
            continue
        result.append(_joined(lines[first : i + 1]))
        first = i + 1
    return result


def _joined(parts: list[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    text = [parts[0].text]
    for left, right in pairwise(parts):
        text += (_glue(left.text, right.text), right.text)
    return Line("".join(text), parts[0].gap, parts[0].indented)


def _glue(left: str, right: str) -> str:
    """Return what goes between two joined lines: a space between Latin words, nothing between Chinese characters."""
    a, b = left[-1], right[0]
    latin = a.isascii() and b.isascii() and b.isalpha() and (a.isalpha() or a in ",.;:!?)")
    return " " if latin else ""


@dataclass(frozen=True, slots=True)
class _Look:
    """What a line alone shows."""

    width: float
    closed: bool  # ends like a sentence, a clause of a list or a lead-in
    stopped: bool  # ends like a sentence
    item: bool  # begins something of its own
    furniture: bool
    prose: bool  # a sentence ends in it
    marks: tuple[int, ...]  # where it has punctuation, the end left out


def _look(text: str) -> _Look:
    size = patterns.width(text)
    marks = tuple(m.start() for m in _INNER_PUNCTUATION.finditer(text)) if size <= MAX_COLUMN else (1,)
    furniture = patterns.is_furniture(text)
    item = furniture or patterns.starts_item(text)
    stopped = patterns.full_stop(text)
    prose = stopped or patterns.stop_inside(text)
    return _Look(size, stopped or patterns.closed(text), stopped, item, furniture, prose, marks)


class _Page:
    """The lines of a text with what is known of each: width, how it ends, whether a column stands around it.

    ``looks`` is kept from round to round, since most lines stay as they are.
    """

    def __init__(self, lines: list[Line], looks: dict[str, _Look]) -> None:
        self.lines = lines
        self.looks = [looks.get(line.text) or looks.setdefault(line.text, _look(line.text)) for line in lines]
        self.widths = [look.width for look in self.looks]
        self.closed = [look.closed for look in self.looks]
        indented = sum(line.indented for line in lines)
        self.indents = 2 <= indented <= MOSTLY * len(lines)  # a few lines are: then an indent begins a paragraph
        self._columns: dict[int, float] = {}

    def joins(self, i: int) -> bool:
        """Whether line ``i + 1`` goes on where line ``i`` was broken off."""
        a, b = self.lines[i], self.lines[i + 1]
        if (b.indented and self.indents) or a.text[0] == "#":
            return False
        if self.looks[i].furniture or self.looks[i + 1].item:
            return False
        if self.looks[i].stopped:
            return self._closed_goes_on(i)
        return (not self.closed[i] and self._broken_inside(i)) or self._breaks_column(i)

    def _closed_goes_on(self, i: int) -> bool:
        """A sentence that ends just where a full line ends: the next full line, not indented, belongs to it."""
        if self.lines[i + 1].gap or self.lines[i + 1].indented or self.widths[i] > LONG_LINE:
            return False
        column = self._column(i)
        if not column or not column - _squeeze(column) <= self.widths[i] <= column + _stretch(column):
            return False
        return column - INDENT + STRETCH <= self.widths[i + 1] <= column + _stretch(column)

    def _broken_inside(self, i: int) -> bool:
        """A sentence that is plainly unfinished, whatever the widths say.

        It has a comma at the end, an open quotation mark, or earlier sentences in the same line that did end.
        """
        a, b = self.lines[i].text, self.lines[i + 1].text
        prose = _INNER_PUNCTUATION.search(b) is not None or self.closed[i + 1]
        if a[-1] in "，、,":
            return prose and (self.widths[i] > LONG_LINE or not self._verse(i))
        if prose and _left_open(a, b):
            return True
        return prose and patterns.stop_inside(a) and (a[-1].isalnum() or a[-1] in "”》）·")

    def _verse(self, i: int) -> bool:
        """Lines of verse: every line nearby ends with a mark of punctuation, so no column broke them."""
        near = range(max(0, i - WINDOW), min(len(self.lines), i + WINDOW + 1))
        ends = [self.lines[j].text[-1].isalnum() for j in near]
        return not any(ends) and self.widths[i] <= LONG_LINE

    def _breaks_column(self, i: int) -> bool:
        column = self._column(i)
        if not column or max(self.widths[i], self.widths[i + 1]) > column + _stretch(column):
            return False
        look = self.looks[i]
        if self._numbered(i) and not look.prose and self.widths[i] < column - INDENT - STRETCH:
            return False  # a numbered line that is not quite full is a heading, not the beginning of a paragraph
        first = i == 0 or self.closed[i - 1] or look.item
        least = column - _squeeze(column) - (INDENT if first else 0)
        return self.widths[i] >= least and (self._ends_as_prose(i, column) or self._ends_as_heading(i))

    def _numbered(self, i: int) -> bool:
        return self.looks[i].item and self.lines[i].text[0] not in patterns.BULLETS + "—─－–"

    def _ends_as_heading(self, i: int) -> bool:
        """Whether a numbered heading of two lines ends with the next one: a few words, then something else begins."""
        if not self._numbered(i) or i + 2 >= len(self.lines):
            return False
        rest, after = self.looks[i + 1], self.looks[i + 2]
        short = rest.width <= self.widths[i] / 2 and not rest.marks and not rest.closed
        return short and (after.item or after.width > rest.width)

    def _ends_as_prose(self, i: int, column: float) -> bool:
        """Whether the lines that would be joined reach the end of a sentence, as titles and captions do not."""
        for j in range(i, min(len(self.lines), i + 60)):
            if j > i and (self.looks[j].item or self.widths[j] > column + _stretch(column)):
                return False
            if self.looks[j].prose or (self.closed[j] and j > i):
                return True
            if j > i and self.widths[j] < column - _squeeze(column) - INDENT:
                return False
        return False

    def _column(self, i: int) -> float:
        """Return the width of the column that line ``i`` stands in, or 0 where the lines around are no column."""
        known = self._columns.get(i)
        if known is None:
            known = self._columns[i] = self._measure_column(i)
        return known

    def _measure_column(self, i: int) -> float:
        own = self.widths[i]
        if not MIN_COLUMN - INDENT <= own <= MAX_COLUMN:
            return 0.0
        low, high = max(0, i - WINDOW), min(len(self.lines), i + WINDOW + 1)
        squeeze = _squeeze(own)
        least, most = own - 2 * squeeze, own + INDENT + squeeze
        near = [(self.widths[j], self.looks[j]) for j in range(low, high) if self.widths[j] <= most]
        column = _widest([size for size, _ in near if size >= least])
        if column < MIN_COLUMN:
            return 0.0
        least, most = column - _squeeze(column), column + _stretch(column)
        full = [look for size, look in near if least <= size <= most]
        if len(full) < SUPPORT or (high - low) - len(near) > len(full):
            return 0.0
        open_ends = sum(not look.stopped for look in full)
        marks = sum(len(look.marks) for look in full)
        if open_ends * 2 < len(full) or marks * 2 < len(full):
            return 0.0
        # Verse without full stops: every line has its punctuation at the same places.
        return column if any(look.marks != full[0].marks for look in full) else 0.0


def _squeeze(column: float) -> float:
    return SQUEEZE + max(0.0, column - 20) * WIDE


def _stretch(column: float) -> float:
    return STRETCH + max(0.0, column - 20) * WIDE


def _widest(widths: list[float]) -> float:
    """Return the widest width that enough others come close to, or 0: a single wide title makes no column."""
    widths.sort(reverse=True)
    for others in NEIGHBOURS:
        for k in range(len(widths) - others):
            if widths[k] - widths[k + others] <= 0.2 + _stretch(widths[k]):
                return widths[k]
    return 0.0


def _left_open(a: str, b: str) -> bool:
    """Whether ``a`` opens a quotation or bracket that ``b`` closes."""
    for opening, closing in _PAIRS:
        if a.rfind(opening) > a.rfind(closing):
            end, start = b.find(closing), b.find(opening)
            if end >= 0 and (start < 0 or end < start):
                return True
    return False
