"""The key sheet (F1), made from the table of actions and the keys of the reader; filter, copy, print."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from quandian.ui import paint
from quandian.ui.actions import MENUS, SUBMENUS, Actions, key_name, plain, translated
from quandian.ui.dialogs.base import Dialog, scroll_of
from quandian.ui.qt import QT_TRANSLATE_NOOP
from quandian.ui.theme import theme
from quandian.ui.widgets import button

ROW, HEAD, COLUMN = 28, 36, 300

# Keys that the reading pane serves itself: no action stands behind them.
READER_KEYS: tuple[tuple[str, str], ...] = (
    ("← →", QT_TRANSLATE_NOOP("KeySheet", "上一个 / 下一个分句")),
    ("Shift+← →", QT_TRANSLATE_NOOP("KeySheet", "按吸附单位扩展选区")),
    ("↑ ↓", QT_TRANSLATE_NOOP("KeySheet", "上一行 / 下一行")),
    ("Space", QT_TRANSLATE_NOOP("KeySheet", "下一页")),
    ("Shift+Space", QT_TRANSLATE_NOOP("KeySheet", "上一页（输入法未占用时）")),
    ("Esc", QT_TRANSLATE_NOOP("KeySheet", "放开选区，回到正文")),
    (QT_TRANSLATE_NOOP("KeySheet", "双击"), QT_TRANSLATE_NOOP("KeySheet", "选中一个词")),
    (QT_TRANSLATE_NOOP("KeySheet", "三击"), QT_TRANSLATE_NOOP("KeySheet", "选中一个分句")),
)

_DIGITS = {  # groups of actions with the keys 1 to 9: one line each
    "apply": QT_TRANSLATE_NOOP("KeySheet", "用对应的标签标注选区或当前分句"),
    "change": QT_TRANSLATE_NOOP("KeySheet", "接受建议并改为对应的标签"),
}


@dataclass(frozen=True)
class KeyRow:
    """One line of the sheet: a heading has no keys."""

    words: str
    keys: tuple[str, ...] = ()

    @property
    def heading(self) -> bool:
        """Whether this is the heading of a group."""
        return not self.keys


def rows_of(actions: Actions) -> list[list[KeyRow]]:
    """Return the groups of the sheet: one per menu with keys, then the reading pane's own."""
    groups: dict[str, list[KeyRow]] = {key: [KeyRow(plain(translated(title)))] for key, title in MENUS}
    digits = {group: [spec for spec, _ in actions.all() if spec.group == group] for group in _DIGITS}
    for spec, action in actions.all():
        if spec in digits.get(spec.group, [])[1:]:
            continue
        menu = SUBMENUS[spec.menu][0] if spec.menu in SUBMENUS else spec.menu
        # A keyboard has two Enter keys, and one name for both is enough.
        keys = tuple(dict.fromkeys(key_name(key) for key in action.shortcuts()))
        if spec.group in _DIGITS:
            keys = (f"{digits[spec.group][0].keys[0]} … {digits[spec.group][-1].keys[0]}",)
            words = QCoreApplication.translate("KeySheet", _DIGITS[spec.group])
        else:
            words = plain(translated(spec.text)).rstrip("…")
        if keys and menu in groups:
            groups[menu].append(KeyRow(words, keys[:2]))
    own = [KeyRow(QCoreApplication.translate("KeySheet", "正文"))]
    own += [
        KeyRow(QCoreApplication.translate("KeySheet", words), (QCoreApplication.translate("KeySheet", key),))
        for key, words in READER_KEYS
    ]
    return [rows for rows in (*groups.values(), own) if len(rows) > 1]


def _columns_for(heights: list[int], count: int) -> tuple[int, ...]:
    """Return for each group its column, so that the tallest column is as low as can be and columns fill in order."""
    best, found = sum(heights) + 1, (0,) * len(heights)
    for columns in product(range(count), repeat=len(heights)):
        tallest = max(
            (sum(h for h, c in zip(heights, columns, strict=True) if c == n) for n in range(count)), default=0
        )
        if tallest < best:
            best, found = tallest, columns
    return found


class _Sheet(QWidget):
    """The groups in as many columns as there is room for."""

    def __init__(self, groups: list[list[KeyRow]]) -> None:
        super().__init__()
        self._all = groups
        self._groups = groups
        self._placed: list[tuple[float, float, KeyRow]] = []
        theme().changed.connect(self.update)

    @property
    def shown(self) -> list[KeyRow]:
        """The lines shown, headings left out."""
        return [row for group in self._groups for row in group if not row.heading]

    def as_text(self) -> str:
        """Return the lines shown as text, words and keys apart by a tab."""
        groups = ("\n".join("\t".join((row.words, *row.keys)) for row in group) for group in self._groups)
        return "\n\n".join(groups)

    def set_filter(self, query: str) -> None:
        """Show only lines whose words or keys hold ``query``."""
        query = query.strip().casefold()
        kept = []
        for group in self._all:
            rows = [row for row in group[1:] if query in f"{row.words} {' '.join(row.keys)}".casefold()]
            if rows:
                kept.append([group[0], *rows])
        self._groups = kept
        self.lay_out(self.width())
        self.update()

    def lay_out(self, width: int) -> None:
        """Place the groups into columns and take the height they need."""
        count = max(1, min(3, (width + 32) // (COLUMN + 32)))
        column_width = (width - 32 * (count - 1)) / count
        heights = [HEAD + ROW * (len(group) - 1) + 16 for group in self._groups]
        self._column_width = column_width
        self._placed = []
        lows = [0.0] * count
        for group, column in zip(self._groups, _columns_for(heights, count), strict=True):
            for row in group:
                self._placed.append((column * (column_width + 32), lows[column], row))
                lows[column] += HEAD if row.heading else ROW
            lows[column] += 16
        self.setFixedHeight(max(80, round(max(lows))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out(event.size().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """Draw the sheet, on the screen or on paper."""
        if not self._placed:
            words = self.tr("没有这样的快捷键")
            paint.text(painter, QRectF(0, 20, self.width(), 24), words, 13, "text2")
        for x, y, row in self._placed:
            if row.heading:
                paint.text(painter, QRectF(x, y + 4, self._column_width, 24), row.words, 13, "text", bold=True)
                paint.hairline(painter, x, y + HEAD - 4, self._column_width)
                continue
            right = x + self._column_width
            for key in reversed(row.keys):
                right -= max(18.0, round(paint.width(key, 11)) + 10)
                paint.key_cap(painter, right, y + 5, key)
                right -= 6
            paint.text(painter, QRectF(x, y, right - x - 4, ROW), row.words, 13, "text2")


class KeySheet(Dialog):
    """All keys on one sheet."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(1040, 720))
        self.set_title(self.tr("快捷键"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("筛选名称或按键"))
        self.filter.setAccessibleName(self.tr("筛选快捷键"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(220)
        self.filter.textChanged.connect(self._on_filter)
        self.header.insertWidget(self.header.count() - 1, self.filter)
        self.sheet = _Sheet(rows_of(actions))
        self.copy_button = button(self.tr("复制全部"))
        self.copy_button.setToolTip(self.tr("复制为文字，可以贴到 Word 里打印"))
        self.copy_button.clicked.connect(self._on_copy)
        self.header.insertWidget(self.header.count() - 1, self.copy_button)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.addWidget(self.sheet)
        inside.addStretch(1)
        self.body.addWidget(scroll_of(holder))
        self.filter.setFocus()

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        self.sheet.set_filter(text)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.sheet.as_text())
        self.copy_button.setText(self.tr("已复制"))
