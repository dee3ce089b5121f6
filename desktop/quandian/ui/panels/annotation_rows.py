"""The rows of the list of annotations: marks in the order of the text under the headings they stand in.

Only marks (five plain values each) are held; what a row shows beyond them is read in chunks when it is painted.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from quandian.core.model import Annotation, AnnotationId, Mark, Passage, Role, Tag, TagId
from quandian.ui.panels import words
from quandian.ui.panels.row_view import CHOOSABLE, Index, RowModel
from quandian.ui.qt import ACCESSIBLE_TEXT, DISPLAY, TOOL_TIP

CHUNK = 64  # rows read at once: about two screens
KEPT = 4096  # details held before they are dropped and read again
LOOK_BACK = 64  # rows searched for the passage that holds a metric


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the report as the head of the marks below it; without ``ordinal`` two may share their words."""

    start: int
    text: str


Entry = Section | Mark
Fetch = Callable[[Sequence[AnnotationId]], list[Annotation]]


def sections_of(text: str, passages: Iterable[Passage]) -> list[Section]:
    """Return the headings of a report in order."""
    return [Section(p.start, words.one_line(text[p.start : p.end])) for p in passages if p.role is Role.HEADING]


def _key(entry: Entry) -> tuple[int, int]:
    """Order by place; the longer first; a heading before what starts with it."""
    if isinstance(entry, Section):
        return entry.start, -1 << 40
    return entry.start, -entry.end


def _start(passage: Passage) -> int:
    return passage.start


class AnnotationRows(RowModel):
    """Sections and marks as rows of one column."""

    def __init__(self, fetch: Fetch, tag_of: words.TagOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Entry] = []
        self.chosen: AnnotationId | None = None
        self.passages: Sequence[Passage] = ()
        self.tag_of = tag_of
        self._fetch = fetch
        self._sections: list[Section] = []
        self._starts: list[int] = []
        self._marks: dict[AnnotationId, Mark] = {}
        self._details: dict[AnnotationId, Annotation] = {}

    # --- what shows

    def set_marks(self, marks: Sequence[Mark], sections: list[Section]) -> None:
        """Show other marks, sorted by place."""
        self.beginResetModel()
        self._sections, self._starts = sections, [section.start for section in sections]
        self._marks = {mark.id: mark for mark in marks}
        self._details.clear()
        self.rows = self._laid_out(marks)
        self.endResetModel()

    def _laid_out(self, marks: Sequence[Mark]) -> list[Entry]:
        if not self._sections:
            return list(marks)
        rows: list[Entry] = []
        done = 0
        borders = [*self._starts, 1 << 60]
        starts = [mark.start for mark in marks]
        for i, border in enumerate(borders):
            upto = bisect_left(starts, border, lo=done)
            if upto > done:
                if i:
                    rows.append(self._sections[i - 1])
                rows.extend(marks[done:upto])
            done = upto
        return rows

    def __len__(self) -> int:
        return len(self._marks)

    def has(self, annotation_id: AnnotationId) -> bool:
        """Whether a mark of this id shows."""
        return annotation_id in self._marks

    def mark_at(self, row: int) -> Mark | None:
        """Return the mark of a row; None for a section."""
        entry = self.rows[row] if 0 <= row < len(self.rows) else None
        return entry if isinstance(entry, Mark) else None

    def row_of(self, annotation_id: AnnotationId | None) -> int:
        """Return the row of a mark, -1 where it does not show."""
        mark = self._marks.get(annotation_id) if annotation_id is not None else None
        if mark is None:
            return -1
        row = bisect_left(self.rows, _key(mark), key=_key)
        while row < len(self.rows) and _key(self.rows[row]) == _key(mark):
            entry = self.rows[row]
            if isinstance(entry, Mark) and entry.id == annotation_id:
                return row
            row += 1
        return -1

    def row_near(self, position: int) -> int:
        """Return the row of the last mark that starts at or before ``position``, else the first mark's row."""
        row = bisect_right(self.rows, (position, 0), key=_key) - 1
        while row >= 0 and not isinstance(self.rows[row], Mark):
            row -= 1
        return row if row >= 0 else next((i for i, e in enumerate(self.rows[:2]) if isinstance(e, Mark)), -1)

    # --- one mark comes, goes, changes

    def add(self, mark: Mark) -> None:
        """Put a mark in its place, with its section's head if that does not show yet."""
        if mark.id in self._marks:
            self.replace(mark)
            return
        self._marks[mark.id] = mark
        at = bisect_right(self._starts, mark.start) - 1
        if at >= 0:
            section = self._sections[at]
            row = bisect_left(self.rows, _key(section), key=_key)
            if row == len(self.rows) or self.rows[row] is not section:
                self._insert(row, section)
        self._insert(bisect_right(self.rows, _key(mark), key=_key), mark)

    def _insert(self, row: int, entry: Entry) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self.rows.insert(row, entry)
        self.endInsertRows()

    def remove(self, annotation_id: AnnotationId) -> None:
        """Take a mark out, with its section's head if nothing else stands below it."""
        row = self.row_of(annotation_id)
        if row < 0:
            return
        last = row + 1 >= len(self.rows) or isinstance(self.rows[row + 1], Section)
        first = row - 1 if row and last and isinstance(self.rows[row - 1], Section) else row
        self.beginRemoveRows(QModelIndex(), first, row)
        del self.rows[first : row + 1]
        del self._marks[annotation_id]
        self._details.pop(annotation_id, None)
        self.endRemoveRows()

    def replace(self, mark: Mark) -> None:
        """Show a mark's new state; it moves where its place changed."""
        old = self._marks.get(mark.id)
        if old is None:
            self.add(mark)
            return
        self._details.pop(mark.id, None)
        row = self.row_of(mark.id)
        if _key(old) != _key(mark):
            self.remove(mark.id)
            self.add(mark)
            return
        self._marks[mark.id] = mark
        self.rows[row] = mark
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)

    def forget(self) -> None:
        """Drop what was read of the rows (after many changes, or when the codebook changed)."""
        self._details.clear()

    # --- details

    def detail(self, row: int) -> Annotation | None:
        """Return the annotation of a row; its neighbours are read with it."""
        mark = self.mark_at(row)
        if mark is None:
            return None
        found = self._details.get(mark.id)
        if found is None:
            if len(self._details) > KEPT:
                self._details.clear()
            near = self.rows[max(0, row - CHUNK // 2) : row + CHUNK]
            ids = [e.id for e in near if isinstance(e, Mark) and e.id not in self._details]
            for annotation in self._fetch(ids):
                self._details[annotation.id] = annotation
            found = self._details.get(mark.id)
        return found

    def indent(self, row: int) -> int:
        """Return 1 for a metric inside a passage that shows above it, else 0."""
        mark = self.mark_at(row)
        tag = self.tag_of(mark.tag_id) if mark else None
        if mark is None or not words.has_value(tag):
            return 0
        for above in range(row - 1, max(-1, row - LOOK_BACK), -1):
            other = self.rows[above]
            if isinstance(other, Section):
                return 0
            if other.end >= mark.end and not words.has_value(self.tag_of(other.tag_id)):
                return 1
        return 0

    def texts(self, row: int) -> tuple[str, str]:
        """Return what stands left and right in a row: the quote and nothing, or an indicator and its value."""
        entry = self.rows[row]
        if isinstance(entry, Section):
            return entry.text, ""
        annotation = self.detail(row)
        if annotation is None:
            return "", ""
        if words.has_value(self.tag_of(annotation.tag_id)):
            value = words.value_text(annotation.fields)
            return str(annotation.fields.get("indicator") or "") or words.one_line(annotation.quote), value
        return words.one_line(annotation.quote[:200]), ""

    # --- Qt

    def row_count(self) -> int:
        return len(self.rows)

    def flags_of(self, row: int) -> Qt.ItemFlag:
        section = isinstance(self.rows[row], Section)
        return Qt.ItemFlag.NoItemFlags if section else CHOOSABLE  # the arrow keys pass over it

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        if role == DISPLAY:
            return "  ".join(part for part in self.texts(index.row()) if part)
        if role == TOOL_TIP:
            annotation = self.detail(index.row())
            return self._tip(annotation) if annotation else None
        if role == ACCESSIBLE_TEXT:
            annotation = self.detail(index.row())
            if annotation is None:
                return self.texts(index.row())[0]
            at = bisect_right(self.passages, annotation.start, key=_start) - 1
            paragraph = self.passages[at].paragraph if at >= 0 else 0
            return words.spoken_row(annotation, self.tag_of(annotation.tag_id), paragraph)
        return None

    def _tip(self, annotation: Annotation) -> str:
        quote = annotation.quote if len(annotation.quote) <= 300 else annotation.quote[:300] + "…"
        return f"{quote}\n\n{annotation.note[:300]}" if annotation.note else quote


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks sorted by place."""
    return sorted(marks, key=_key)


def shown_marks(marks: Sequence[Mark], hidden: set[TagId], only: set[AnnotationId] | None) -> Sequence[Mark]:
    """Return the marks whose tag is not hidden and, where ``only`` is given, whose id is in it."""
    if hidden:
        marks = [mark for mark in marks if mark.tag_id not in hidden]
    if only is not None:
        marks = [mark for mark in marks if mark.id in only]
    return marks


def tags_shown(used: set[TagId], tags: Sequence[Tag]) -> list[Tag]:
    """Return the built-in tags and those in use, in the codebook's order."""
    return [tag for tag in tags if tag.built_in or tag.id in used]
