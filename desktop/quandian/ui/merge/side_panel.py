"""The left panel of the merge page: where it comes from, what comes in, what does not change, what a merge is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QVBoxLayout, QWidget

from quandian.core.merge import Source, Unchanged
from quandian.ui import paint
from quandian.ui.dialogs.base import InkLabel, scroll_of
from quandian.ui.merge.desk import Group, MergeDesk
from quandian.ui.merge.group_rows import GroupView
from quandian.ui.merge.words import day
from quandian.ui.panels.words import day_and_time
from quandian.ui.phrases import bracketed, listed
from quandian.ui.qt import ALIGN_RIGHT, EXPANDING, FIXED
from quandian.ui.theme import theme
from quandian.ui.widgets import Ground, Line

WIDTH, NARROW_WIDTH = 280, 256
_SOURCES_SHOWN = 4
_AROUND = 12 + 12 + 38 + 12  # px around the lines of a card


def _wrapped(note: str, room: float) -> list[str]:
    """Return a sentence as lines of the card, broken where a reader expects it: no sign begins a line."""
    layout = QTextLayout(note, theme().ui_font(12))
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        found.append(note[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return found


class SourceCard(QWidget):
    """One project that comes in."""

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        others = self.tr("等 {0} 人").format(len(source.authors)) if len(source.authors) > 1 else ""
        self.name = bracketed(source.name, source.last_author) if source.last_author else source.name
        changed = listed((source.last_author + others, day_and_time(source.last_change)))
        if source.last_met:
            met = self.tr("上次同步 {0}").format(day(source.last_met))
        elif source.same_project:
            met = self.tr("还没有同步过")
        else:
            met = self.tr("另建的项目，没有同步过")
        self.lines = [changed, met]
        if source.warnings:
            self.lines.append(self.tr("有 {0} 处不可信，已略去").format(len(source.warnings)))
        self._warned = bool(source.warnings)
        self._facts, self._notes = list(self.lines), source.notes
        self._fold(NARROW_WIDTH - _AROUND)
        self.setSizePolicy(EXPANDING, FIXED)
        self.setToolTip("\n".join([source.path, *source.warnings, *source.notes]))
        self.setAccessibleName(listed((self.name, *self.lines)))

    def _fold(self, room: float) -> None:
        self.lines = [*self._facts, *(line for note in self._notes for line in _wrapped(note, room))]
        self.setFixedHeight(34 + 18 * len(self.lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold(self.width() - 38 - 12)
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, 34 + 18 * len(self.lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.rounded(painter, QRectF(self.rect()), 8, "surface", "line2")
        painter.drawPixmap(QPointF(12, 11), theme().pixmap("file-up", 18, "text2"))
        room = self.width() - 38 - 12
        paint.text(painter, QRectF(38, 8, room, 22), self.name, 13, bold=True)
        for number, line in enumerate(self.lines):
            ink = "warn" if self._warned and number == 2 else "text2"
            paint.text(painter, QRectF(38, 29 + 18 * number, room, 18), line, 12, ink)
        painter.end()


class _Figures(QWidget):
    """What stays as it is: names at the left, numbers at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, int]] = []

    def show_figures(self, unchanged: Unchanged) -> None:
        """Show how much does not change."""
        self._rows = [
            (self.tr("两边相同的标注"), unchanged.same_annotations),
            (self.tr("你独有的标注"), unchanged.own_annotations),
            (self.tr("报告原文"), unchanged.report_texts),
        ]
        self.setFixedHeight(28 * len(self._rows))
        self.setAccessibleName(listed(f"{name} {count}" for name, count in self._rows))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, (name, count) in enumerate(self._rows):
            rect = QRectF(4, 28 * number, self.width() - 8, 28)
            paint.text(painter, rect, str(count), 13, "text2", align=ALIGN_RIGHT)
            room = rect.width() - paint.width(str(count)) - 8
            paint.text(painter, QRectF(rect.x(), rect.y(), room, 28), name, 13, "text2")
        painter.end()


class InfoCard(QWidget):
    """An info sign, a bold line and what it means."""

    def __init__(self, title: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(38, 9, 12, 11)
        column.setSpacing(2)
        column.addWidget(InkLabel(title, 13, bold=True))
        column.addWidget(InkLabel(line, 12, "text2", wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.rounded(painter, QRectF(self.rect()), 8, "info_soft")
        painter.drawPixmap(QPointF(12, 11), theme().pixmap("info", 16, "info"))
        painter.end()


class SidePanel(Ground):
    """Signals: group_chosen(Group), group_toggled(Group)."""

    group_chosen = Signal(object)
    group_toggled = Signal(object)
    edge = "right"

    def __init__(self, desk: MergeDesk, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._desk = desk
        self.groups = GroupView(desk)
        self.groups.chosen.connect(self.group_chosen)
        self.groups.toggled.connect(self.group_toggled)
        self.figures = _Figures()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 1, 16)
        column.setSpacing(0)
        self.title = InkLabel(self.tr("并入内容"), 15, bold=True)
        self.title.setContentsMargins(16, 12, 16, 10)
        column.addWidget(self.title)
        self._shown: list[QWidget] = []
        self._sources = QVBoxLayout()
        self._sources.setContentsMargins(12, 0, 12, 0)
        self._sources.setSpacing(8)
        column.addLayout(self._sources)
        column.addSpacing(16)
        column.addWidget(self.groups)
        column.addSpacing(8)
        column.addWidget(self._build_rest())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        scroll = scroll_of(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll)
        self.setFocusProxy(self.groups)
        desk.loaded.connect(self._on_loaded)

    def _build_rest(self) -> QWidget:
        rest = self._rest = QWidget()
        column = QVBoxLayout(rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line(parent=rest))
        heading = InkLabel(self.tr("不会改变"), 13, bold=True)
        heading.setContentsMargins(16, 12, 16, 4)
        column.addWidget(heading)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 0, 12, 0)
        holder.setSpacing(8)
        holder.addWidget(self.figures)
        self.info = InfoCard(self.tr("整次合并是一步操作"), self.tr("随时可撤销；落选的值留在历史里。合并前自动备份。"))
        holder.addWidget(self.info)
        column.addLayout(holder)
        return rest

    @Slot()
    def _on_loaded(self) -> None:
        for old in self._shown:
            self._sources.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        plan = self._desk.plan
        self._rest.setVisible(plan is not None)
        if plan is None:
            return
        for source in plan.sources[:_SOURCES_SHOWN]:
            self._show(SourceCard(source))
        more = len(plan.sources) - _SOURCES_SHOWN
        if more > 0:
            rest = InkLabel(self.tr("还有 {0} 个项目", "", more).format(more), 12, "text2")
            rest.setToolTip("\n".join(source.path for source in plan.sources[_SOURCES_SHOWN:]))
            self._show(rest)
        self.figures.show_figures(plan.unchanged)

    def _show(self, widget: QWidget) -> None:
        self._shown.append(widget)
        self._sources.addWidget(widget)

    def toggle(self, group: Group) -> None:
        """Take all of a group where some of it is left, else leave it."""
        self._desk.set_group(group, group.taken < group.total)
