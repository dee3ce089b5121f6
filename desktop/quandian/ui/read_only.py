"""A project open only to be read: a bar that says whose it is, and every action that writes disabled with the reason.

Verbs refuse by themselves ("project.still"); this is so that nobody has to run into that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from quandian.ui import paint
from quandian.ui.actions import tip
from quandian.ui.dialogs.base import InkLabel
from quandian.ui.theme import theme
from quandian.ui.widgets import ElidingLabel, button

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow

WRITES = frozenset(
    {
        *(f"project.{verb}" for verb in ("import_files", "import_looked_at", "import_clipboard", "report_properties")),
        *(f"project.{verb}" for verb in ("toggle_done", "delete_report", "backup")),
        *(f"tag.{verb}" for verb in ("choose", "codebook", "repeat", "note", "relate", "delete", "brief")),
        *(f"review.{verb}" for verb in ("adjust", "analyse")),
        *(f"ledger.{verb}" for verb in ("edit", "merge", "to_briefing", "chart_to_briefing", "save_view")),
        *(f"briefing.{verb}" for verb in ("new", "duplicate", "rename", "remove", "toggle", "up", "down", "heading")),
        *(f"briefing.{verb}" for verb in ("before", "after", "restore", "own", "chart", "take_out", "from_ledger")),
        "merge.resolve_conflicts",
        "folder.open",
        "folder.synchronise",
        "edit.undo",
        "edit.redo",
    }
)
"""Actions that write, besides those that begin so:"""
WRITING = (
    *("tag.apply_", "tag.status_", "tag.start_", "tag.end_"),
    *("review.accept", "review.reject", "review.change_", "review.start_", "review.end_"),
)


class ReadOnlyBar(QWidget):
    """44 px under the toolbar. Signals: merge_wanted, copy_wanted."""

    merge_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(44)
        row = QHBoxLayout(self)
        row.setContentsMargins(44, 0, 12, 1)
        row.setSpacing(8)
        self.words = ElidingLabel("", 13, bold=True, parent=self)
        self.more = InkLabel(self.tr("可以阅读、查找、导出，不能改动"), 12, "text2", parent=self)
        self.copy = button(self.tr("另存为我的项目…"))
        self.copy.clicked.connect(self.copy_wanted)
        self.merge = button(self.tr("合并到我的项目…"))
        self.merge.clicked.connect(self.merge_wanted)
        row.addWidget(self.words, 1)
        row.addWidget(self.more)
        row.addSpacing(8)
        row.addWidget(self.copy)
        row.addWidget(self.merge)
        self.hide()

    def show_origin(self, origin: str) -> None:
        """Say whose project this is."""
        self.words.set_text(self.tr("只读：来自 {0}").format(origin))
        self.setAccessibleName(self.words.accessibleName())
        self.show()

    def set_compact(self, compact: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self.more.setVisible(not compact)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("info_soft"))
        painter.drawPixmap(16, 13, theme().pixmap("lock", 18, "info"))
        paint.hairline(painter, 0, self.height() - 1, self.width(), ink=theme().color("line2"))
        painter.end()


class ReadOnly(QObject):
    """Keeps bar, actions and fields of a window as the open project wants them."""

    def __init__(self, window: MainWindow, bar: ReadOnlyBar) -> None:
        super().__init__(window)
        self._window, self.bar = window, bar
        self._tips: dict[str, str] = {}
        window.session.opened.connect(self._on_opened)
        window.session.closed.connect(self._on_closed)
        window.session.annotation_changed.connect(self._on_annotation)

    @property
    def on(self) -> bool:
        """Whether the open project can only be read."""
        session = self._window.session
        return session.is_open and session.project.read_only

    @property
    def reason(self) -> str:
        """Why actions that write are disabled."""
        return self.tr("这个项目是只读打开的。合并到自己的项目，或另存为自己的项目，就能改动")

    def refresh(self) -> None:
        """Disable what writes, after the window has enabled what there is something for; say why."""
        table = self._window.actions_table
        if not self.on:
            for key, words in self._tips.items():
                table[key].setToolTip(words)
            self._tips.clear()
            return
        for spec, action in table.all():
            if writes(spec.id):
                self._tips.setdefault(spec.id, action.toolTip() or tip(action))
                action.setEnabled(False)
                action.setToolTip(self.reason)
        self._window.toolbar.set_tags_enabled(False)
        self._window.status.set_still()

    @Slot()
    def _on_opened(self) -> None:
        if self.on:
            project = self._window.session.project
            self.bar.show_origin(project.origin or project.path.name)
        else:
            self.bar.hide()
        self._lock()

    @Slot()
    def _on_closed(self) -> None:
        self.bar.hide()

    @Slot(object)
    def _on_annotation(self, _annotation_id: object) -> None:
        self._lock()

    def _lock(self) -> None:
        """Let the fields of the inspector be read and copied from, not changed."""
        inspector = self._window.reading.inspector
        if self.on or inspector.property("locked"):
            inspector.setProperty("locked", self.on)
            inspector.show_now()
            lock(inspector, self.on, self.reason)


def writes(action_id: str) -> bool:
    """Whether an action changes the project."""
    return action_id in WRITES or action_id.startswith(WRITING)


def lock(panel: QWidget, locked: bool, reason: str) -> None:
    """Lock the fields and buttons of a panel, or unlock them; text can still be selected."""
    for line in panel.findChildren(QLineEdit):
        line.setReadOnly(locked)
    for text in panel.findChildren(QPlainTextEdit):
        text.setReadOnly(locked)
    for part in [*panel.findChildren(QAbstractButton), *panel.findChildren(QComboBox)]:
        if part.property("kept") is None and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
            part.setEnabled(not locked)
            if locked:
                part.setToolTip(reason)
