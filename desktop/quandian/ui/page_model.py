"""What pages of a briefing are made of: strips, pages, faces. All lengths are tenths of a point."""

from __future__ import annotations

from dataclasses import dataclass, field

from quandian.core.briefing_tree import Chart
from quandian.core.model import AnnotationId
from quandian.ui.page_text import Face, Line
from quandian.writing.gongwen import Fonts

MM = 720 / 25.4
PAGE = (210 * MM, 297 * MM)
LEFT, TOP = 28 * MM, 37 * MM
WIDTH, HEIGHT = 156 * MM, 225 * MM
LINE = 289.5  # 28.95 pt: 22 lines a page
INDENT = 320.0  # two characters
CELL_LINE, CELL_PAD = 215.0, 35.0
NOTE_LINE = 160.0


@dataclass(slots=True)
class Strip:
    """What is never cut by a page: a line of text, a row of a table, a chart.

    ``what`` is text, row, head, chart, rule or space; ``cells`` are columns of a row: left edge, width, lines.
    """

    height: float
    what: str = "text"
    line: Line | None = None
    cells: tuple[tuple[float, float, list[Line]], ...] = ()
    chart: Chart | None = None
    color: str = ""
    keep_next: bool = False
    new_page: bool = False
    notes: tuple[int, ...] = ()
    annotation: AnnotationId | None = None
    key: str = ""
    bookmark: str = ""
    page_of: str = ""
    head: Strip | None = None


@dataclass(slots=True)
class Page:
    """One page: strips with the distance of their top from the text block's, footnotes from the foot up."""

    number: int
    strips: list[tuple[float, Strip]] = field(default_factory=list)
    notes: list[tuple[float, Strip]] = field(default_factory=list)


@dataclass(slots=True)
class Pages:
    """A laid-out briefing. ``page_of`` says on which page (from 1) a section key or bookmark stands.

    ``running`` is the title at the head of every page but the first, empty for none.
    """

    running: str
    pages: list[Page]
    page_of: dict[str, int]
    fonts: Fonts
    faces: Faces

    def strip_at(self, number: int, x: float, y: float) -> Strip | None:
        """Return what stands at a point of a page, in tenths of a point from its top left corner."""
        del x
        page = self.pages[number - 1]
        for top, strip in page.strips:
            if TOP + top <= y < TOP + top + strip.height and strip.what != "space":
                return strip
        return None


class Faces:
    """The faces of a briefing."""

    def __init__(self, fonts: Fonts) -> None:
        latin = fonts.latin
        self.body = Face(fonts.body, latin, 160, condensed=2.5)
        self.title = Face(fonts.title, latin, 220)
        self.subtitle = Face(fonts.subheading, latin, 160)
        self.headings = (
            Face(fonts.heading, latin, 160, condensed=2.5),
            Face(fonts.subheading, latin, 160, condensed=2.5),
            Face(fonts.body, latin, 160, bold=True, condensed=2.5),
            self.body,
        )
        self.detail = Face(fonts.subheading, latin, 140)
        self.cite = Face(fonts.subheading, latin, 120)
        self.raised = Face(fonts.body, latin, 100, rise=55.0)
        self.note = Face(fonts.body, latin, 105)
        self.table_head = Face(fonts.heading, latin, 120)
        self.table = Face(fonts.body, latin, 120)
        self.table_note = Face(fonts.subheading, latin, 105)
        self.page = Face(fonts.page, fonts.page, 140)
        self.header = Face(fonts.subheading, latin, 105)
        self.contents = tuple(Face(name, latin, 140) for name in (fonts.heading, fonts.subheading, fonts.body))
        self.imprint = Face(fonts.body, latin, 140)
        self.fonts = fonts
