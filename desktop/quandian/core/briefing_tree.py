"""What a briefing is made of: sections, quoted items, tables, citations. Knows nothing of Word.

A writer renders the tree as it stands: every text, number and label is in it, so writers need no words of their own.
Bookmarks are names that a writer may use as anchors: letters, digits and ``_``, at most 40 characters, unique.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quandian.core.model import AnnotationId, ReportId, TagId


@dataclass(frozen=True, slots=True)
class Ref:
    """Words that lead to a bookmark of the same briefing; ``target`` is empty where there is nothing to go to.

    ``link`` opens Quandian at a passage; writers take it where the form asks for links.
    """

    text: str
    target: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an item stands: report and paragraphs (from 1; 0 when unknown).

    ``paragraph_words`` is 第4段 and ``text`` the whole as printed, brackets included. ``bookmark`` names the item in
    the briefing and depends on the annotation alone, so it survives a new edition; ``source`` names the appendix entry.
    ``note`` is the same as a footnote says it.
    """

    report_id: ReportId
    report_title: str
    short: str
    issuer: str
    paragraph: int
    paragraph_to: int
    paragraph_words: str
    annotation_id: AnnotationId
    bookmark: str
    source: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """One labelled fact below an item: a field, a note, a verdict."""

    label: str
    value: str
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of the briefing's own. ``key`` stays the same when the briefing is made again.

    ``by_hand`` when a person wrote them: such words are kept when the briefing is made again. ``generated`` are the
    words that would stand in their place.
    """

    key: str
    text: str
    by_hand: bool = False
    generated: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, letter by letter, under a number such as ``1.``, with their citation and ``stop`` after it.

    ``opened`` and ``closed`` are quotation marks around words that begin with a number of their own; ``end`` is the
    stop behind the last detail.
    """

    number: str
    text: str
    tag_id: TagId
    citation: Citation
    stop: str = ""
    details: tuple[Detail, ...] = ()
    opened: str = ""
    closed: str = ""
    end: str = ""


class CellKind(StrEnum):
    """What a column holds; a writer aligns by it."""

    TEXT = "text"
    WORD = "word"
    NUMBER = "number"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, what it holds and its share of the width, in mm where the text block is 156 mm wide."""

    title: str
    kind: CellKind
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: plain text, or references joined by the writer with ``separator``."""

    text: str = ""
    refs: tuple[Ref, ...] = ()
    separator: str = "、"

    @property
    def plain(self) -> str:
        """The text as it is read, references included."""
        return self.separator.join(ref.text for ref in self.refs) if self.refs else self.text


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; ``bookmark`` is empty when nothing leads to it."""

    cells: tuple[Cell, ...]
    bookmark: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption (``表1``, then words) and notes below it."""

    label: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()


class ChartForm(StrEnum):
    """How a chart shows its figures: standing bars, lines, or lying bars, which have room for long names."""

    BAR = "bar"
    LINE = "line"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Line:
    """One series of a chart: a value per category, None where nothing is known. ``shown`` are the values in words.

    ``aim`` where the figures are targets: drawn hollow or dashed. ``tone`` is the grey, -1 for that of its place.
    """

    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...] = ()
    aim: bool = False
    tone: int = -1


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its caption (``图1``, then words), all values in one ``unit``; ``stacked`` bars add up."""

    label: str
    caption: str
    form: ChartForm
    unit: str
    categories: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    stacked: bool = False


Block = Paragraph | Quote | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it: ``number`` as printed, ``level`` from 1, ``key`` alike in every edition.

    A heading that is itself a tagged item of the report has its ``citation`` and is not said again below.
    """

    key: str
    level: int
    number: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    citation: Citation | None = None

    def walk(self) -> Iterator[Section]:
        """Yield this section and those below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Source:
    """A report in the appendix: one paragraph about it and a table of its cited passages, without columns if short.

    ``cited`` is how many passages of it the briefing cites.
    """

    report_id: ReportId
    bookmark: str
    number: str
    title: str
    about: str
    entries: Table
    cited: int = 0


class Cite(StrEnum):
    """How a citation is printed: in brackets behind the words, or as a footnote."""

    BRACKETS = "brackets"
    FOOTNOTES = "footnotes"


@dataclass(frozen=True, slots=True)
class Masthead:
    """版头, the red head of an official document (GB/T 9704-2012, 7.2): who issues it, its number, who signs it."""

    issuer: str
    number: str = ""
    signer: str = ""
    serial: str = ""
    secrecy: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记, the foot of an official document (GB/T 9704-2012, 7.4): who gets copies, who printed it and when."""

    copies: str = ""
    printer: str = ""
    printed_on: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a briefing has besides its sections. ``contents`` is the heading of the table of contents, empty for none.

    ``to`` is the addressee with its colon, ``signature`` and ``signed_on`` stand below the text; ``links`` lets
    citations open Quandian at the passage instead of leading to the appendix. ``running`` puts the title at the head of
    every page but the first.
    """

    cite: Cite = Cite.BRACKETS
    contents: str = ""
    links: bool = False
    masthead: Masthead | None = None
    imprint: Imprint | None = None
    to: str = ""
    signature: str = ""
    signed_on: str = ""
    running: bool = False


_PAGE = 22  # lines of a page (GB/T 9704-2012, 5.2.3)


def _lines_at_least(block: Block) -> int:
    """Return the lines of a page that a block fills in any case, were it set as closely as can be."""
    if isinstance(block, Table):
        return len(block.rows) // 2
    if isinstance(block, Chart):
        return 6
    return 1 if isinstance(block, Paragraph) else 0


@dataclass(frozen=True, slots=True)
class Briefing:
    """A whole briefing. ``date`` is ISO, ``subtitle`` as printed below the title; ``counts`` are the items per tag."""

    title: str
    date: str
    subtitle: str
    author: str
    language: str
    sections: tuple[Section, ...]
    appendix_label: str = ""
    appendix_title: str = ""
    sources: tuple[Source, ...] = ()
    counts: Mapping[TagId, int] = field(default_factory=dict)
    form: Form = field(default_factory=Form)

    @property
    def imprint_apart(self) -> bool:
        """Whether 版记 has a page of its own, because footnotes may stand at the foot of the last page of text."""
        if self.form.cite is not Cite.FOOTNOTES or self.sources:
            return False
        after = 0
        for section in reversed(list(self.walk())):
            for block in reversed(section.blocks):
                if isinstance(block, Quote):
                    return after < _PAGE
                after += _lines_at_least(block)
            if section.citation is not None:
                return after < _PAGE
            after += 1
        return False

    def walk(self) -> Iterator[Section]:
        """Yield every section in reading order."""
        for section in self.sections:
            yield from section.walk()

    def quotes(self) -> Iterator[Quote]:
        """Yield every quoted item in reading order."""
        for section in self.walk():
            for block in section.blocks:
                if isinstance(block, Quote):
                    yield block

    def charts(self) -> Iterator[Chart]:
        """Yield every chart in reading order."""
        for section in self.walk():
            for block in section.blocks:
                if isinstance(block, Chart):
                    yield block

    def tables(self) -> Iterator[Table]:
        """Yield every table in reading order, those of the appendix last."""
        for section in self.walk():
            for block in section.blocks:
                if isinstance(block, Table):
                    yield block
        for source in self.sources:
            if source.entries.columns:
                yield source.entries
