"""What this is, which version, and under which licences its parts come."""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from quandian.ui import paint
from quandian.ui.crash import environment
from quandian.ui.dialogs.base import Dialog, InkLabel, row_of
from quandian.ui.theme import theme


class _Brand(QWidget):
    def __init__(self, line: str) -> None:
        super().__init__()
        self._line = line
        self.setFixedHeight(60)
        self.setAccessibleName(line)
        theme().changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.logo(painter, QRectF(0, 3, 54, 54))
        paint.text(painter, QRectF(72, 4, self.width() - 72, 30), self.tr("圈点 Quandian"), 20, bold=True)
        paint.text(painter, QRectF(72, 34, self.width() - 72, 20), self._line, 12, "text2")
        painter.end()


def licence_names() -> list[str]:
    """Return the names of the licence texts that ship with the program, our own first."""
    names = [entry.name for entry in (files("quandian.resources") / "licences").iterdir()]
    return sorted((name for name in names if name.endswith(".txt")), key=_own_first)


def _own_first(name: str) -> tuple[bool, str]:
    return (not name.startswith("Quandian"), name.casefold())


def licence_text(name: str) -> str:
    """Return a licence text by its name in :func:`licence_names`."""
    return (files("quandian.resources") / "licences" / name).read_text("utf-8")


class AboutDialog(Dialog):
    """Version, purpose and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(680, 560))
        self.set_title(self.tr("关于圈点"))
        line = self.tr("版本 {0} · {1}").format(version("quandian"), environment())
        self.body.addWidget(_Brand(line))
        words = self.tr(
            "在工作报告上圈出目标、成效和指标，每一条都回得到原文，汇成简报。"
            "全部内容留在本机，不联网。圈点以 Apache-2.0 许可发布，下面是它和所用部件的许可全文。"
        )
        self.body.addWidget(InkLabel(words, 13, wrap=True))
        self.choice = QComboBox()
        self.choice.setMinimumWidth(320)
        self.choice.setAccessibleName(self.tr("许可"))
        for name in licence_names():
            self.choice.addItem(name.removesuffix(".txt"), name)
        self.choice.currentIndexChanged.connect(self._on_choice)
        self.body.addWidget(row_of(InkLabel(self.tr("许可"), 13, "text2"), self.choice, None))
        self.text = QPlainTextEdit()
        self.text.setProperty("kind", "field")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("许可全文"))
        self.text.setFont(theme().ui_font(12))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.body.addWidget(self.text, 1)
        self.add_footer(self.tr("关闭"), cancel=None)
        self._on_choice(0)
        if self.primary is not None:
            self.primary.setFocus()

    @Slot(int)
    def _on_choice(self, at: int) -> None:
        name = self.choice.itemData(at)
        self.text.setPlainText(licence_text(name) if name else "")
