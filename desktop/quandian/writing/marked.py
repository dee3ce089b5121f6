"""The original text of a report as a Word document: each annotation highlighted and told in a Word comment.

Words see the text as it is, letter by letter and paragraph by paragraph. Overlapping annotations share their words: the
shortest gives the colour, every one has its comment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quandian.core.errors import UserError
from quandian.core.model import Passage, Role
from quandian.core.progress import Progress, silent
from quandian.writing import gongwen
from quandian.writing.gongwen import Fonts
from quandian.writing.markup import NAMESPACES, PROLOG, attribute, paragraph, run, run_format
from quandian.writing.package import write_atomically
from quandian.writing.word_parts import Parts, core_properties

HIGHLIGHTS = ("cyan", "green", "yellow", "magenta", "lightGray")
"""The highlights of Word that leave black type readable; the first three are goal, achievement, metric."""


@dataclass(frozen=True, slots=True)
class Remark:
    """An annotation as the document shows it: ``text`` has one line per fact, ``date`` is UTC ISO 8601."""

    start: int
    end: int
    highlight: str
    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A report's text with what is said of it. ``author`` and ``date`` (ISO) are for the file's properties."""

    title: str
    text: str
    passages: Sequence[Passage]
    remarks: Sequence[Remark]
    author: str = ""
    date: str = ""
    language: str = "zh"


def write_marked(marked: Marked, target: Path, *, fonts: Fonts | None = None, progress: Progress | None = None) -> None:
    """Write the document. Raises UserError ``writing.*`` and Cancelled; neither leaves a file behind."""
    if target.suffix.lower() != ".docx":
        raise UserError("writing.suffix", name=target.name)
    write_atomically(marked_bytes(marked, fonts=fonts, progress=progress), target)


def marked_bytes(marked: Marked, *, fonts: Fonts | None = None, progress: Progress | None = None) -> bytes:
    """Return the document; equal values give equal bytes. Raises Cancelled."""
    fonts = fonts or Fonts()
    parts = Parts(marked.title, fonts)
    section = parts.section()
    body = _Text(marked, fonts, progress or silent()).paragraphs()
    if marked.remarks:
        parts.add("comments", "comments.xml", _comments(marked.remarks, fonts))
    parts.add("settings", "settings.xml", gongwen.settings_xml())
    document = f"{PROLOG}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"
    return parts.package(document, core_properties(marked.title, marked.author, marked.date, marked.language))


def _comments(remarks: Sequence[Remark], fonts: Fonts) -> str:
    form = run_format(fonts.page, '<w:sz w:val="21"/><w:szCs w:val="21"/>')
    out = []
    for n, remark in enumerate(remarks):
        lines = "".join(
            paragraph("QdComment", run(line, form)) for line in remark.text.split("\n") if line.strip()
        ) or paragraph("QdComment", "")
        date = f' w:date="{attribute(remark.date)}"' if remark.date else ""
        initials = attribute(remark.author[:2])
        author = f'w:author="{attribute(remark.author)}"{date} w:initials="{initials}"'
        out.append(f'<w:comment w:id="{n}" {author}>{lines}</w:comment>')
    return f"{PROLOG}<w:comments {NAMESPACES}>{''.join(out)}</w:comments>"


@dataclass(slots=True)
class _Line:
    """A paragraph of the document and where remarks begin and end in it."""

    start: int
    end: int
    role: Role
    level: int
    starts: dict[int, list[int]]
    ends: dict[int, list[int]]


class _Text:
    """Cuts the text at paragraphs and at every edge of a remark."""

    def __init__(self, marked: Marked, fonts: Fonts, progress: Progress) -> None:
        self._marked = marked
        self._progress = progress
        self._fonts = fonts
        self._open: list[int] = []
        self._lines = _lines(marked)
        self._lead()

    def _lead(self) -> None:
        """Note in which paragraph each remark begins and ends: blanks between paragraphs are in none."""
        starts = [line.start for line in self._lines]
        for n, remark in enumerate(self._marked.remarks):
            first = max(bisect_right(starts, remark.start) - 1, 0)
            if remark.start >= self._lines[first].end and first + 1 < len(self._lines):
                first += 1
            last = max(bisect_left(starts, remark.end) - 1, first)
            begin = min(max(remark.start, self._lines[first].start), self._lines[first].end)
            end = min(max(remark.end, self._lines[last].start), self._lines[last].end)
            self._lines[first].starts[begin].append(n)
            self._lines[last].ends[max(end, begin) if first == last else end].append(n)

    def paragraphs(self) -> str:
        """Return the paragraphs. Raises Cancelled."""
        out = []
        for done, line in enumerate(self._lines, start=1):
            self._progress.step(done, len(self._lines))
            style, font = "Normal", self._fonts.body
            if line.role is Role.HEADING:
                level = min(max(line.level, 1), 4)
                style = f"Heading{level}"
                font = (self._fonts.heading, self._fonts.subheading, font, font)[level - 1]
            elif line.role in (Role.FURNITURE, Role.CAPTION):
                style, font = "QdDetail", self._fonts.subheading
            wrapped = "\n" in self._marked.text[line.start : line.end]
            # A justified line before a break would be stretched to the full width.
            out.append(paragraph(style, self._inner(line, font), '<w:jc w:val="left"/>' if wrapped else ""))
        return "".join(out)

    def _inner(self, line: _Line, font: str) -> str:
        out, at = [], line.start
        for edge in sorted({*line.starts, *line.ends, line.end}):
            out.append(run(self._marked.text[at:edge], self._form(font)))
            at = edge
            # Those that end here first, so that neighbours do not overlap; one without a letter begins before it ends.
            begun = line.starts.get(edge, [])
            out += [self._close(n) for n in line.ends.get(edge, []) if n in self._open]
            for n in begun:
                self._open.append(n)
                out.append(f'<w:commentRangeStart w:id="{n}"/>')
                if n in line.ends.get(edge, []):
                    out.append(self._close(n))
        return "".join(out)

    def _close(self, n: int) -> str:
        self._open.remove(n)
        return f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'

    def _form(self, font: str) -> str:
        if not self._open:
            return run_format(font)
        remarks = self._marked.remarks
        inner = min(self._open, key=lambda n: (remarks[n].end - remarks[n].start, n))
        return run_format(font, f'<w:highlight w:val="{remarks[inner].highlight}"/>')


def _lines(marked: Marked) -> list[_Line]:
    """Return the paragraphs: the passages of one number together, for a heading that runs into its text is one line."""
    out: list[_Line] = []
    number = None
    for passage in marked.passages:
        if out and passage.paragraph == number:
            out[-1].end = passage.end
            out[-1].role, out[-1].level = Role.BODY, 0
        else:
            out.append(
                _Line(passage.start, passage.end, passage.role, passage.level, defaultdict(list), defaultdict(list))
            )
        number = passage.paragraph
    return out or [_Line(0, len(marked.text), Role.BODY, 0, defaultdict(list), defaultdict(list))]
