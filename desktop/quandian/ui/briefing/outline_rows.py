"""The rows of the outline and of the sources below it, and how they are painted (design guide, screen 06)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPointF, QRectF
from PySide6.QtGui import QPainter

from quandian.core.codebook import METRIC
from quandian.core.model import Annotation, AnnotationId, Tag, TagId
from quandian.ui import paint
from quandian.ui.briefing.tree import APPENDIX, CHART, SECTION, TITLE, Node
from quandian.ui.dialogs.marks import check_mark
from quandian.ui.panels.row_view import Index, RowDelegate
from quandian.ui.panels.words import value_text
from quandian.ui.qt import ACCESSIBLE_TEXT, ALIGN_RIGHT, DISPLAY, TOOL_TIP
from quandian.ui.theme import tag_name, theme

ROW = 31
SOURCE_ROW = 29
_ICONS = {TITLE: "file-text", CHART: "chart-line", APPENDIX: "table-2"}


class OutlineRows(QAbstractTableModel):
    """The rows of the outline: those below a closed row do not show, and those not taken in only if wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.nodes: list[Node] = []
        self.shown: list[Node] = []
        self.closed: set[str] = set()
        self.with_hidden = True
        self._parents: set[str] = set()

    def show_nodes(self, nodes: list[Node]) -> None:
        """Show other rows; where only their words differ, the rows stay."""
        before = [node.key for node in self.shown]
        parents = {node.parent for node in nodes if node.parent}
        shut: set[str] = set()
        out: list[Node] = []
        for node in nodes:
            if node.parent and (node.parent in shut or node.parent in self.closed):
                shut.add(node.key)
            elif node.shown or self.with_hidden:
                out.append(node)
        same = [node.key for node in out] == before
        if not same:
            self.beginResetModel()
        self.nodes, self.shown, self._parents = nodes, out, parents
        if not same:
            self.endResetModel()
        elif out:
            self.dataChanged.emit(self.index(0, 0), self.index(len(out) - 1, 0))

    def has_below(self, node: Node) -> bool:
        """Whether a row has rows below it."""
        return node.key in self._parents

    def node(self, row: int) -> Node | None:
        """Return the row at a place."""
        return self.shown[row] if 0 <= row < len(self.shown) else None

    def row_of(self, key: str) -> int:
        """Return where a row shows; -1 if it does not."""
        return next((n for n, node in enumerate(self.shown) if node.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def words(self, node: Node) -> str:
        """Return what a row says."""
        named = {
            TITLE: self.tr("标题 {0}"),
            CHART: self.tr("图 {0}"),
            APPENDIX: self.tr("附录 {0}"),
        }
        if node.kind in named:
            return named[node.kind].format(node.title or self.untitled(node)).strip()
        return node.number + node.title

    def untitled(self, node: Node) -> str:
        """Return the words of a row without a title of its own."""
        return {CHART: self.tr("数量统计"), APPENDIX: self.tr("来源")}.get(node.kind, "")

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        node = self.node(index.row())
        if node is None:
            return None
        if role == ACCESSIBLE_TEXT:
            state = "" if node.shown else self.tr("未收入")
            count = self.tr("{0} 条", "", node.count).format(node.count) if node.count else ""
            return "，".join(part for part in (self.words(node), count, state) if part)
        return self.words(node) if role in (DISPLAY, TOOL_TIP) else None


class OutlineDelegate(RowDelegate):
    """Paints a row of the outline."""

    gap = 1

    def __init__(self, rows: OutlineRows, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        node = self._rows.node(index.row())
        if node is None:
            return
        top, middle = rect.y(), rect.y() + (rect.height() - self.gap) / 2
        ink = "text" if node.shown else "text3"
        right = rect.right() - 16
        if not node.shown:
            painter.drawPixmap(QPointF(right - 15, middle - 8), theme().pixmap("eye-off", 16, "text3"))
            right -= 24
        elif node.count:
            spot = QRectF(right - 44, top, 44, rect.height() - self.gap)
            used = paint.text(painter, spot, str(node.count), 12, "text2", align=ALIGN_RIGHT)
            right -= used + 8
        if node.by_hand and node.shown:
            painter.drawPixmap(QPointF(right - 14, middle - 7), theme().pixmap("pencil-line", 14, "text3"))
            right -= 20
        left = self._lead(painter, rect.x(), middle, node, selected)
        bold = node.level == 1 or selected
        line = QRectF(left, top, right - left, rect.height() - self.gap)
        if node.kind == SECTION:
            paint.text(painter, line, f"{node.number} {node.title}".strip(), 13, ink, bold=bold)
        else:
            word = self._rows.words(node)
            title = node.title or self._rows.untitled(node)
            head = word.removesuffix(title).strip()
            used = paint.text(painter, line, head, 13, ink, bold=True)
            paint.text(painter, line.adjusted(used + 6, 0, 0, 0), title, 13, ink)

    def _lead(self, painter: QPainter, x: float, middle: float, node: Node, selected: bool) -> float:
        """Draw what stands before the words, and return where they begin."""
        if node.kind != SECTION:
            painter.drawPixmap(QPointF(x + 15, middle - 8), theme().pixmap(_ICONS[node.kind], 16, "text2"))
            return x + 38
        step = 20.0 * (min(node.level, 4) - 1)
        if self._rows.has_below(node):
            icon = "chevron-right" if node.key in self._rows.closed else "chevron-down"
            painter.drawPixmap(QPointF(x + 15 + step, middle - 8), theme().pixmap(icon, 16, "text2"))
        elif selected:
            painter.drawPixmap(QPointF(x + 15 + step, middle - 8), theme().pixmap("grip-vertical", 16, "text2"))
        elif node.level > 1:
            painter.fillRect(QRectF(x + 19 + step, round(middle), 9, 1), theme().color("text3"))
        return x + 38 + step


class SourceRows(QAbstractTableModel):
    """The annotations of a section; what a row shows is read when it is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: tuple[AnnotationId, ...] = ()
        self.left_out: frozenset[AnnotationId] = frozenset()
        self.fetch: Callable[[Sequence[AnnotationId]], list[Annotation]] | None = None
        self.place: Callable[[Annotation], str] | None = None
        self.tag_of: Callable[[TagId], Tag | None] | None = None
        self._known: dict[AnnotationId, Annotation] = {}

    def show_ids(self, ids: tuple[AnnotationId, ...], left_out: frozenset[AnnotationId], *, fresh: bool) -> None:
        """Show other annotations; ``fresh`` when what is known of them may be old."""
        if fresh:
            self._known.clear()
        if ids != self.ids:
            self.beginResetModel()
            self.ids, self.left_out = ids, left_out
            self.endResetModel()
        else:
            self.left_out = left_out
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, 0))

    def annotation(self, row: int) -> Annotation | None:
        """Return the annotation of a row, read now if need be."""
        if not 0 <= row < len(self.ids) or self.fetch is None:
            return None
        one = self.ids[row]
        if one not in self._known:
            start = row // 32 * 32
            self._known.update({found.id: found for found in self.fetch(self.ids[start : start + 32])})
        return self._known.get(one)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def words(self, annotation: Annotation) -> str:
        """Return what a row says: a figure with its name, else the words."""
        if annotation.tag_id == METRIC and annotation.fields.get("indicator"):
            return f"{annotation.fields['indicator']} {value_text(annotation.fields)}".strip()
        return " ".join(annotation.quote.split())

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401
        annotation = self.annotation(index.row())
        if annotation is None:
            return None
        if role == ACCESSIBLE_TEXT:
            tag = self.tag_of(annotation.tag_id) if self.tag_of else None
            state = self.tr("未收入") if annotation.id in self.left_out else self.tr("已收入")
            place = self.place(annotation) if self.place else ""
            return "，".join((tag_name(tag) if tag else "", self.words(annotation), place, state))
        return self.words(annotation) if role in (DISPLAY, TOOL_TIP) else None


class SourceDelegate(RowDelegate):
    """Paints a row of the sources: box, tag, words, paragraph."""

    gap = 1

    def __init__(self, rows: SourceRows, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        annotation = self._rows.annotation(index.row())
        if annotation is None:
            return
        on = annotation.id not in self._rows.left_out
        middle = rect.y() + (rect.height() - self.gap) / 2
        check_mark(painter, rect.x() + 16, middle - 8, on)
        tag = self._rows.tag_of(annotation.tag_id) if self._rows.tag_of else None
        if tag is not None:
            paint.tag_mark(painter, rect.x() + 40, middle - 9, theme().tag_look(tag))
        place = self._rows.place(annotation) if self._rows.place else ""
        wide = paint.width(place, 12) + 2
        right = rect.right() - 16
        spot = QRectF(right - wide, rect.y(), wide, rect.height() - self.gap)
        paint.text(painter, spot, place, 12, "text2", align=ALIGN_RIGHT)
        room = QRectF(rect.x() + 64, rect.y(), right - wide - 8 - rect.x() - 64, rect.height() - self.gap)
        paint.text(painter, room, self._rows.words(annotation), 13, "text" if on else "text3", bold=selected)
