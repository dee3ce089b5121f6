"""What the command palette finds: rows of five kinds, each with where the words searched for stand in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from PySide6.QtCore import QCoreApplication

from quandian.core.model import Annotation, Report, ReportId
from quandian.core.text import Span
from quandian.store.project import Project
from quandian.tasks.ledger_views import saved_views
from quandian.ui.actions import Actions, Needs, key_text, plain
from quandian.ui.panels.words import annotation_words
from quandian.ui.phrases import bracketed, tag_description
from quandian.ui.qt import QT_TRANSLATE_NOOP
from quandian.ui.session import Session
from quandian.ui.theme import TagLook, tag_name, theme

CONTEXT_BEFORE, CONTEXT_AFTER = 12, 60  # characters shown around a hit in a report
LINE = 30  # characters of a row that are seen for certain


class Kind(Enum):
    """A group of rows; the value is its title."""

    COMMAND = QT_TRANSLATE_NOOP("CommandPalette", "命令")
    VIEW = QT_TRANSLATE_NOOP("CommandPalette", "台账视图")
    ANNOTATION = QT_TRANSLATE_NOOP("CommandPalette", "标注")
    TEXT = QT_TRANSLATE_NOOP("CommandPalette", "正文")
    REPORT = QT_TRANSLATE_NOOP("CommandPalette", "报告")
    TAG = QT_TRANSLATE_NOOP("CommandPalette", "标签")

    @property
    def title(self) -> str:
        """The title in the language of the interface."""
        return translated(self.value)


def translated(words: str) -> str:
    """Return words of the palette in the language of the interface."""
    return QCoreApplication.translate("CommandPalette", words)


@dataclass
class PaletteRow:
    """One thing found. ``target`` is what its signal carries; ``finish`` fills the words of a row when it is shown."""

    kind: Kind
    words: str
    target: Any
    marks: list[tuple[int, int]] = field(default_factory=list)
    right: str = ""
    key: str = ""
    icon: str = ""
    look: TagLook | None = None
    why: str = ""
    finish: Callable[[PaletteRow], None] | None = None

    @property
    def enabled(self) -> bool:
        """Whether it can be chosen now."""
        return not self.why

    def complete(self) -> PaletteRow:
        """Fill in what is only looked up for rows that are seen."""
        if self.finish is not None:
            finish, self.finish = self.finish, None
            finish(self)
        return self


@dataclass(frozen=True)
class Heading:
    """The title of a group in the list."""

    kind: Kind
    more: int = 0


def marks_in(words: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the terms stand in the words, case ignored; empty when one of them is missing.

    >>> marks_in("固定资产投资", ["投资", "资产"])
    [(2, 4), (4, 6)]
    """
    folded = words.casefold()
    if len(folded) != len(words):
        folded = words.lower() if len(words.lower()) == len(words) else words
    found = []
    for term in terms:
        at = folded.find(term)
        if at < 0:
            return []
        found.append((at, at + len(term)))
    return sorted(found)


_WHY = {
    Needs.PROJECT: QT_TRANSLATE_NOOP("CommandPalette", "先打开项目"),
    Needs.REPORT: QT_TRANSLATE_NOOP("CommandPalette", "先打开报告"),
    Needs.ANNOTATION: QT_TRANSLATE_NOOP("CommandPalette", "先选中一个标注"),
    Needs.UNDO: QT_TRANSLATE_NOOP("CommandPalette", "没有可撤销的"),
    Needs.REDO: QT_TRANSLATE_NOOP("CommandPalette", "没有可重做的"),
    Needs.BACK: QT_TRANSLATE_NOOP("CommandPalette", "没有上一处"),
    Needs.FORWARD: QT_TRANSLATE_NOOP("CommandPalette", "没有下一处"),
}


def command_rows(actions: Actions, terms: Sequence[str], used: Sequence[str]) -> list[PaletteRow]:
    """Return the actions whose name holds the terms: those used last first, what cannot be done now last."""
    order = {action_id: n for n, action_id in enumerate(used)}
    rows: list[tuple[tuple[bool, int, int], PaletteRow]] = []
    for number, (spec, action) in enumerate(actions.all()):
        if spec.group == "apply" or spec.id == "view.palette":
            continue
        # Found by its own name only: 撤销“导入《…》” must not answer to the title of a report.
        words, name = plain(action.text()), plain(translated(spec.text))
        marks = marks_in(name, terms) if words.startswith(name.rstrip("…")) else marks_in(words, terms)
        if terms and not marks:
            continue
        why = (
            ""
            if action.isEnabled()
            else translated(_WHY.get(spec.needs, "")) or QCoreApplication.translate("CommandPalette", "现在不能用")
        )
        icon = spec.icon or "chevron-right"
        row = PaletteRow(Kind.COMMAND, words, spec.id, marks, key=key_text(action), icon=icon, why=why)
        rows.append(((bool(why), order.get(spec.id, len(order)), number), row))
    rows.sort(key=_rank)
    return [row for _, row in rows]


def _rank(pair: tuple[tuple[bool, int, int], PaletteRow]) -> tuple[bool, int, int]:
    return pair[0]


def tag_rows(session: Session, terms: Sequence[str], *, can_tag: bool) -> list[PaletteRow]:
    """Return the tags of the codebook whose name holds the terms."""
    rows = []
    for tag in session.tags:
        marks = marks_in(tag_name(tag), terms)
        if terms and not marks and not marks_in(f"{tag.name} {tag.name_en}", terms):
            continue
        why = "" if can_tag else QCoreApplication.translate("CommandPalette", "先打开报告")
        look = theme().tag_look(tag)
        right = tag_description(tag)
        rows.append(PaletteRow(Kind.TAG, look.name, tag.id, marks, right=right, key=tag.shortcut, look=look, why=why))
    return rows


def view_rows(project: Project, terms: Sequence[str]) -> list[PaletteRow]:
    """Return the saved views of the ledger whose name holds the terms."""
    rows = []
    for one in saved_views(project):
        marks = marks_in(one.name, terms)
        if marks or not terms:
            rows.append(PaletteRow(Kind.VIEW, one.name, one.id, marks, icon="bookmark"))
    return rows


def report_rows(project: Project, terms: Sequence[str]) -> list[PaletteRow]:
    """Return the reports whose title, issuer or year hold the terms."""
    rows = []
    for report in project.reports():
        if marks_in(f"{report.title} {report.issuer} {report.year} {report.kind}", terms) or not terms:
            right = " ".join(part for part in (report.issuer, report.issued_on or report.year) if part)
            marks = [m for term in terms for m in marks_in(report.title, [term])]
            rows.append(PaletteRow(Kind.REPORT, report.title, report.id, marks, right=right, icon="file-text"))
    return rows


def annotation_rows(
    session: Session, query: str, limit: int, paragraph_of: Callable[[Annotation], str]
) -> list[PaletteRow]:
    """Return the annotations whose quote, note or fields hold the query, those of the report shown first."""
    project = session.project
    found = project.annotations(text=query, limit=limit)
    if session.report_id is not None and len(found) >= limit:
        own = project.annotations(session.report_id, text=query, limit=limit)
        found = [*own, *(a for a in found if a.report_id != session.report_id)][:limit]
    else:
        found.sort(key=_NotIn(session.report_id))
    rows = []
    for annotation in found:
        tag = session.tag(annotation.tag_id)
        words = annotation_words(annotation)
        marks = marks_in(words, [query.casefold()])
        if not marks and annotation.note and query.casefold() in annotation.note.casefold():
            words = bracketed(words, " ".join(annotation.note.split()))
            marks = marks_in(words, [query.casefold()])
        words, marks = shortened(words, marks)
        look = theme().tag_look(tag) if tag is not None else None
        rows.append(
            PaletteRow(Kind.ANNOTATION, words, annotation.id, marks, look=look, finish=_Place(annotation, paragraph_of))
        )
    return rows


def shortened(words: str, marks: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Return long words cut at their start where the place searched for would not be seen; marks move along.

    >>> shortened("一二三四五六七八九十" * 4 + "投资", [(40, 42)])
    ('…九十一二三四五六七八九十投资', [(13, 15)])
    """
    if not marks or marks[0][1] <= LINE:
        return words, marks
    cut = marks[0][0] - CONTEXT_BEFORE
    return "…" + words[cut:], [(start - cut + 1, end - cut + 1) for start, end in marks]


class _NotIn:
    """Sorts annotations of one report before the others."""

    def __init__(self, report_id: ReportId | None) -> None:
        self._report_id = report_id

    def __call__(self, annotation: Annotation) -> bool:
        return annotation.report_id != self._report_id


class _Place:
    """Says where an annotation stands when its row is first seen."""

    def __init__(self, annotation: Annotation, paragraph_of: Callable[[Annotation], str]) -> None:
        self._annotation, self._paragraph_of = annotation, paragraph_of

    def __call__(self, row: PaletteRow) -> None:
        row.right = self._paragraph_of(self._annotation)


def hit_rows(project: Project, query: str, limit: int) -> list[PaletteRow]:
    """Return where the query stands in the reports' texts; the words around it are looked up for rows that are seen."""
    names = {report.id: report for report in project.reports()}
    return [
        PaletteRow(
            Kind.TEXT,
            "",
            (hit.report_id, Span(hit.start, hit.end)),
            right=_short(names[hit.report_id]),
            icon="quote",
            finish=_Excerpt(project),
        )
        for hit in project.search(query, limit)
        if hit.report_id in names
    ]


class _Excerpt:
    """Fills a hit's row with the words around it."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def __call__(self, row: PaletteRow) -> None:
        report_id, span = row.target
        row.words, row.marks = excerpt(self._project.text(report_id), span)


def excerpt(text: str, span: Span) -> tuple[str, list[tuple[int, int]]]:
    """Return the words around a hit on one line, and where the hit stands in them."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - CONTEXT_BEFORE)
    end = text.find("\n", span.end)
    end = min(len(text) if end < 0 else end, span.end + CONTEXT_AFTER)
    before = text[start : span.start].lstrip()
    lead = "…" if start > 0 and text[start - 1] != "\n" else ""
    words = lead + before + text[span.start : span.end] + text[span.end : end]
    at = len(lead) + len(before)
    return words.replace("\n", " "), [(at, at + len(span))]


def _short(report: Report) -> str:
    name = report.issuer or report.title
    return f"{name} {report.year}" if report.year and report.year not in name else name


def grouped(groups: Iterable[tuple[Kind, list[PaletteRow]]], each: int | None) -> Iterator[Heading | PaletteRow]:
    """Return the rows under headings, at most ``each`` of a kind (None: all)."""
    for kind, rows in groups:
        if rows:
            shown = rows if each is None else rows[:each]
            yield Heading(kind, len(rows) - len(shown))
            yield from shown
