"""A window over the composer that shows what Word gets from a template: its first page, filled."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from quandian.tasks.template_look import TemplateLook
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.dialogs.templates import sketched

_HEIGHT = 620  # of the page, as far as the window has room


class TemplateLookDialog(Dialog):
    """Shows the first page of a filled template and says who drew it."""

    def __init__(self, look: TemplateLook, name: str, parent: QWidget) -> None:
        super().__init__(parent, QSize(620, 800))
        self.set_title(self.tr("模板填好的样子"), name)
        picture, words = QPixmap(), self.tr("第一页，由 LibreOffice 绘制；其余各页见导出的 Word 文件。")
        if look.picture is not None:
            picture.loadFromData(look.picture)
        if picture.isNull():
            picture = sketched(look.lines)
            words = self.tr("没有可用的 LibreOffice，这是按文字画的草图；字体和版式以 Word 打开为准。")
        ratio = self.devicePixelRatioF()
        height = min(_HEIGHT, max(parent.height() - 220, 240))
        shown = picture.scaledToHeight(round(height * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.page = QLabel()
        self.page.setPixmap(shown)
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setStyleSheet("background: white; border: 1px solid #b8b3a8;")  # paper is white in every theme
        self.page.setFixedSize(round(shown.width() / ratio) + 2, round(shown.height() / ratio) + 2)
        self.page.setAccessibleName(" ".join(cell for line in look.lines for cell in line.cells if cell))
        self.words = InkLabel(words, 12, "text2", wrap=True)
        self.body.addWidget(self.page, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.words)
        self.add_footer(self.tr("关闭"), cancel=None)
