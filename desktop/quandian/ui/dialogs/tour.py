"""五分钟入门: one page of text that leads through the main job, with the keys printed as they stand on the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog, scroll_of
from quandian.ui.qt import QT_TRANSLATE_NOOP
from quandian.ui.theme import theme

# Heading, words, keys shown beside it, tags shown beside it.
STEPS: tuple[tuple[str, str, tuple[str, ...], bool], ...] = (
    (
        QT_TRANSLATE_NOOP("TourDialog", "一、放进报告"),
        QT_TRANSLATE_NOOP(
            "TourDialog",
            "新建一个项目，把 Word 或纯文本报告拖进窗口。圈点把按栏断开的行重新连成段落，文字一字不改；"
            "标题、单位、日期自动认出，可以在“报告信息”里更正。",
        ),
        ("Ctrl+N", "Ctrl+Shift+I"),
        False,
    ),
    (
        QT_TRANSLATE_NOOP("TourDialog", "二、一键标注"),
        QT_TRANSLATE_NOOP(
            "TourDialog",
            "选中一段话按 1、2、3，就标成目标、成效、指标；不选也可以，光标所在的分句会被标上。"
            "标注可以重叠、可以嵌套：一个指标常常就在一条成效里面。",
        ),
        ("1", "2", "3"),
        True,
    ),
    (
        QT_TRANSLATE_NOOP("TourDialog", "三、改得顺手"),
        QT_TRANSLATE_NOOP(
            "TourDialog",
            "J、K 走到下一个、上一个标注；方括号移动边界；Del 删除；按错了就撤销，每一步都能撤销，关掉程序再打开也能。"
            "指标的数值、单位、比较词会自动填好，在右边的面板里核对。",
        ),
        ("J", "K", "[", "]", "Del", "Ctrl+Z"),
        False,
    ),
    (
        QT_TRANSLATE_NOOP("TourDialog", "四、找得到"),
        QT_TRANSLATE_NOOP(
            "TourDialog",
            "Ctrl+K 打开搜索：键入几个字，命令、标注、正文、报告、标签一起找。> 只找命令，# 只找标签，@ 只找报告。",
        ),
        ("Ctrl+K", ">", "#", "@"),
        False,
    ),
    (
        QT_TRANSLATE_NOOP("TourDialog", "五、写成简报"),
        QT_TRANSLATE_NOOP(
            "TourDialog",
            "导出简报得到一份 Word 文件：每份报告的目标、成效，指标列成表，"
            "每一条都注明出处和段落，点一下能回到原文附录。",
        ),
        ("Ctrl+E",),
        False,
    ),
    (
        QT_TRANSLATE_NOOP("TourDialog", "放心用"),
        QT_TRANSLATE_NOOP(
            "TourDialog",
            "没有“保存”按钮：每一步做完就已经写进项目文件，每天自动备份一次。"
            "全部内容都在本机，不联网。忘了按键就按 F1。",
        ),
        ("F1",),
        False,
    ),
)
_LINE = 22
_KEYS_WIDTH = 168


class _Page(QWidget):
    """The steps, drawn as one column of text with keys at its right."""

    def __init__(self) -> None:
        super().__init__()
        words = (QCoreApplication.translate("TourDialog", text) for step in STEPS for text in step[:2])
        self.setAccessibleName("\n".join(words))
        theme().changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(round(self._draw(None)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter | None) -> float:
        """Draw, or only measure; return the height."""
        y, room = 0.0, self.width() - _KEYS_WIDTH - 24
        for number, (heading, words, keys, tags) in enumerate(STEPS):
            lines = self._wrapped(QCoreApplication.translate("TourDialog", words), room)
            height = max(30 + _LINE * len(lines), 92 if tags else 0) + 20
            if painter is not None:
                title = QCoreApplication.translate("TourDialog", heading)
                paint.text(painter, QRectF(0, y, room, 26), title, 14, bold=True)
                for n, line in enumerate(lines):
                    paint.text(painter, QRectF(0, y + 30 + n * _LINE, room + 16, _LINE), line, 13, "text2")
                self._draw_keys(painter, y + 5, keys, tags)
                if number < len(STEPS) - 1:
                    paint.hairline(painter, 0, y + height - 8, self.width())
            y += height
        return y

    def _draw_keys(self, painter: QPainter, y: float, keys: tuple[str, ...], tags: bool) -> None:
        left = x = float(self.width() - _KEYS_WIDTH)
        if tags:
            for tag in BUILT_IN_TAGS:
                look = theme().tag_look(tag)
                width = paint.tag_chip(painter, left, y, look)
                paint.key_cap(painter, left + width + 8, y + 2, tag.shortcut)
                y += 28
            return
        for key in keys:
            width = max(18.0, round(paint.width(key, 11)) + 10)
            if x + width > self.width() and x > left:
                x, y = left, y + 24
            paint.key_cap(painter, x, y, key)
            x += width + 6

    def _wrapped(self, words: str, room: float) -> list[str]:
        metrics = QFontMetricsF(theme().ui_font(13))
        lines, line = [], ""
        for piece in _pieces(words):
            if line and metrics.horizontalAdvance((line + piece).rstrip()) > room and piece not in "，。；：、）”":
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        return [*lines, line.rstrip()]


def _pieces(words: str) -> list[str]:
    """Return where a line may break: between Chinese characters, else only after blanks."""
    pieces: list[str] = []
    for char in words:
        glue = bool(pieces) and char.isascii() and char != " " and pieces[-1][-1].isascii() and pieces[-1][-1] != " "
        if glue:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


class TourDialog(Dialog):
    """The introduction; it needs no project."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(760, 720))
        self.set_title(self.tr("五分钟入门"))
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 12, 0)
        self.page = _Page()
        inside.addWidget(self.page)
        inside.addStretch(1)
        self.body.addWidget(scroll_of(holder))
        self.add_footer(self.tr("开始使用"), cancel=None)
        if self.primary is not None:
            self.primary.setFocus()
