"""The question which words shall stand: those written by hand, or those generated since."""

from __future__ import annotations

from difflib import SequenceMatcher

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from quandian.core.briefing_stale import Stale, pieces
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.theme import theme
from quandian.ui.widgets import button


class StaleDialog(Dialog):
    """Shows both, what differs on a ground of its own. Signals: taken(key) for the new words, kept(key) for one's own.

    ``before`` are the words that were generated when those by hand were written; empty where nobody kept them.
    """

    taken = Signal(str)
    kept = Signal(str)

    def __init__(self, place: Stale, before: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(680, 480))
        self._key = place.key
        self.set_title(
            self.tr("手写的文字与新生成的"), self.tr("数字已变：{0}").format(place.change) if place.change else ""
        )
        self.mine = self._shown(
            self.tr("我写的"), place.written, before or place.generated, [old for old, _ in place.figures]
        )
        self.new = self._shown(
            self.tr("现在生成的"), place.generated, before or place.written, [new for _, new in place.figures]
        )
        self.add_footer(
            self.tr("用新的文字"), cancel=self.tr("以后再说"), note=self.tr("保留的文字不再提示，除非又有变化")
        )
        self.keep = button(self.tr("保留我的"))
        self.keep.setMinimumWidth(88)
        self.keep.clicked.connect(self._on_keep)
        self.footer.insertWidget(self.footer.count() - 1, self.keep)
        self.mine.setFocus()

    def _shown(self, title: str, text: str, other: str, figures: list[str]) -> QPlainTextEdit:
        self.body.addWidget(InkLabel(title, 13, bold=True))
        made = QPlainTextEdit(text)
        made.setReadOnly(True)
        made.setTabChangesFocus(True)
        made.setAccessibleName(title)
        form = QTextCharFormat()
        form.setBackground(theme().color("warn_soft"))
        marks = []
        for start, end in _places(text, other, {figure for figure in figures if figure}):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(made.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, form  # type: ignore[attr-defined]
            marks.append(mark)
        made.setExtraSelections(marks)
        self.body.addWidget(made, 1)
        return made

    @Slot()
    def _on_keep(self) -> None:
        self.kept.emit(self._key)
        self.accept()

    def commit(self) -> bool:
        self.taken.emit(self._key)
        return True


def _places(text: str, other: str, figures: set[str]) -> list[tuple[int, int]]:
    """Return what of a text to mark, in Qt's positions: the figures that changed, else all that differs."""
    parts, places, at = pieces(text), [], 0
    for part in parts:
        wide = len(part.encode("utf-16-le")) // 2
        places.append((at, at + wide))
        at += wide
    if figures:
        return [place for part, place in zip(parts, places, strict=True) if part in figures]
    matcher = SequenceMatcher(None, pieces(other), parts, autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] in ("insert", "replace") and step[3] < step[4]]
    return [(places[step[3]][0], places[step[4] - 1][1]) for step in steps]
