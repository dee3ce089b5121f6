"""What the user sees of our own bugs: what happened in plain words, that nothing is lost, and what to do now."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from quandian.ui.crash import environment
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.widgets import button


class CrashDialog(Dialog):
    """Tells of a bug and offers to go on or to quit. ``details`` is a traceback; it holds no text of reports."""

    def __init__(self, details: str, log_path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(640, 440))
        self.set_title(self.tr("程序内部出错"))
        self.details = "\n".join((self.tr("圈点 {0}").format(version("quandian")), environment(), "", details.strip()))
        words = self.tr(
            "刚才的一步没有做成，这是圈点自己的错误，不是您的操作有误。"
            "之前的每一步都已经保存，不会丢失。可以继续使用；如果反复出现，请退出后重新打开。"
        )
        self.body.addWidget(InkLabel(words, 13, wrap=True))
        self.box = QPlainTextEdit(self.details)
        self.box.setProperty("kind", "field")
        self.box.setReadOnly(True)
        self.box.setTabChangesFocus(True)
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.box.setAccessibleName(self.tr("错误详情"))
        self.body.addWidget(self.box, 1)
        where = InkLabel(self.tr("日志：{0}").format(log_path), 12, "text2", wrap=True)
        where.setTextInteractionFlags(where.textInteractionFlags() | where.textInteractionFlags().TextSelectableByMouse)
        self.body.addWidget(where)
        self.add_footer(self.tr("继续使用"), cancel=None)
        self.copy_button = button(self.tr("复制详情"))
        self.copy_button.clicked.connect(self._on_copy)
        self.quit_button = button(self.tr("退出圈点"))
        self.quit_button.clicked.connect(self._on_quit)
        self.footer.insertWidget(1, self.copy_button)
        self.footer.insertWidget(2, self.quit_button)
        if self.primary is not None:
            self.primary.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self.copy_button.setText(self.tr("已复制"))

    @Slot()
    def _on_quit(self) -> None:
        self.reject()
        QApplication.closeAllWindows()
