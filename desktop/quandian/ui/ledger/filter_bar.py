"""The bar above the ledger: what is shown, filters as chips, text, grouping, the three views."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QToolButton, QWidget

from quandian.ui import paint
from quandian.ui.panels.parts import FilterField
from quandian.ui.qt import ANTIALIASING, FIXED
from quandian.ui.theme import theme
from quandian.ui.widgets import ElidingLabel, Ground, HoverButton, button

CHIP_MAX = 168
_ICON, _SHORT = 50, 104  # pixels of a chip of its icon alone, and of one that says little
VIEWS = ("details", "matrix", "both")


class Chip(HoverButton):
    """A filter: icon, name, what is chosen, and an arrow; bold where it filters."""

    def __init__(self, key: str, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._icon, self._name, self._value, self._on = key, icon, name, "", False
        self._compact, self._most = False, CHIP_MAX
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(28)
        self.show_value("", active=False)
        theme().changed.connect(self.update)

    def show_value(self, value: str, *, active: bool) -> None:
        """Say what is chosen."""
        self._value, self._on = value, active
        text = self.tr("{0}：{1}").format(self._name, value) if value else self._name
        self.setAccessibleName(text)
        self.setToolTip(text)
        if self._compact:
            text = value if value and (active or self.key == "tag") else self._name
        self.setText(text)
        self.setFixedWidth(self.sizeHint().width())
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Say the name, or what it filters by, not both."""
        self.set_room(compact=compact, most=CHIP_MAX)

    def set_room(self, *, compact: bool, most: int) -> None:
        """Say the name, or what it filters by, not both; take at most so many pixels, _ICON for the icon alone."""
        if (compact, most) != (self._compact, self._most):
            self._compact, self._most = compact, most
            self.show_value(self._value, active=self._on)

    @property
    def active(self) -> bool:
        """Whether it filters."""
        return self._on

    @property
    def said(self) -> str:
        """What it filters by."""
        return self._value

    def sizeHint(self) -> QSize:
        wide = 32 + round(paint.width(self.text(), 13)) + 28
        return QSize(min(self._most, wide), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        fill = "selected" if self._on else "hover" if self.underMouse() else "surface"
        paint.rounded(painter, rect, 6, fill, "line2")
        painter.drawPixmap(9, 6, theme().pixmap(self._icon, 16, "text2"))
        if self._most > _ICON:
            paint.text(painter, QRectF(30, 0, rect.width() - 54, 27), self.text(), 13, "text")
        painter.drawPixmap(self.width() - 22, 7, theme().pixmap("chevron-down", 14, "text2"))
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()


class _Segment(QAbstractButton):
    def __init__(self, icon: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._compact = icon, False
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        self._compact = compact
        wide = 36 if compact else 38 + round(paint.width(self.text(), 13, True)) + 12
        self.setFixedSize(wide, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        rect = QRectF(self.rect())
        on = self.isChecked()
        if on:
            paint.rounded(painter, rect.adjusted(1, 1, -1, -1), 5, "surface", "line2")
        ink = "text" if on else "text2"
        painter.drawPixmap(10, 5, theme().pixmap(self._icon, 16, ink))
        if not self._compact:
            paint.text(painter, QRectF(32, 0, rect.width() - 34, 25), self.text(), 13, ink, bold=on)
        if self.hasFocus():
            paint.focus_ring(painter, rect, 6)
        painter.end()


class ViewSwitch(QWidget):
    """The three views. Signal: chosen(details, matrix or both)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _Segment] = {}
        names = (self.tr("明细"), self.tr("矩阵"), self.tr("明细与图"))
        for key, icon, text in zip(VIEWS, ("table-2", "grid-3x3", "columns-2"), names, strict=True):
            made = _Segment(icon, text, self)
            made.setObjectName(key)
            self._buttons[key] = made
            self._group.addButton(made)
            row.addWidget(made)
        self.setSizePolicy(FIXED, FIXED)
        self.setAccessibleName(self.tr("视图"))
        self._group.buttonClicked.connect(self._on_clicked)
        theme().changed.connect(self.update)

    @Slot(QAbstractButton)
    def _on_clicked(self, made: QAbstractButton) -> None:
        self.chosen.emit(made.objectName())

    def set_view(self, key: str) -> None:
        """Mark a view as chosen."""
        self._buttons[key].setChecked(True)

    def set_compact(self, compact: bool) -> None:
        """Show icons only."""
        for made in self._buttons.values():
            made.set_compact(compact)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        paint.rounded(painter, QRectF(self.rect()), 6, "sunken", "line")
        painter.end()


class FilterBar(Ground):
    """44 px. Signals: chip_pressed(key), text_changed(text), clear_wanted, view_chosen(key), table_wanted."""

    chip_pressed = Signal(str)
    text_changed = Signal(str)
    clear_wanted = Signal()
    view_chosen = Signal(str)
    table_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", parent)
        self.setFixedHeight(44)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 1)
        self._row.setSpacing(8)
        self.title = ElidingLabel(self.tr("台账"), 15, bold=True, parent=self)
        self.title.setSizePolicy(FIXED, FIXED)
        self.title.setFixedWidth(round(paint.width(self.title.text, 15, True)) + 2)
        self.count = ElidingLabel("", 12, "text2", parent=self)
        self.count.setSizePolicy(FIXED, FIXED)
        self._row.addWidget(self.title)
        self._row.addWidget(self.count)
        self._row.addSpacing(4)
        self._chips: dict[str, Chip] = {}
        self._compact = self._narrow = False
        self._place = self._row.count()
        self.more = _More("list-filter", self.tr("按其他列筛选"), self)
        self.more.setObjectName("more")
        self.more.clicked.connect(self._on_more)
        self._row.addWidget(self.more)
        self.clear = button(self.tr("清除"), "ghost")
        self.clear.clicked.connect(self.clear_wanted)
        self._row.addWidget(self.clear)
        self._row.addStretch(1)
        self.field = FilterField("search", self.tr("筛选文字"), self.tr("筛选台账"), self)
        self.field.setFixedWidth(156)
        self._row.addWidget(self.field)
        self.views = ViewSwitch(self)
        self.views.chosen.connect(self.view_chosen)
        self._row.addWidget(self.views)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(120)
        self._typing.timeout.connect(self._tell)
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(self.table_wanted)

    @Slot(str)
    def _on_text(self, _text: str) -> None:
        self._typing.start()

    @Slot()
    def _tell(self) -> None:
        self.text_changed.emit(self.field.text())

    @Slot()
    def _on_more(self) -> None:
        self.chip_pressed.emit("more")

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.chip_pressed.emit(chip.key)

    def set_chips(self, chips: list[tuple[str, str, str]]) -> None:
        """Have these chips: key, icon, name. Those that are there stay."""
        wanted = [key for key, _, _ in chips]
        for key in [k for k in self._chips if k not in wanted]:
            gone = self._chips.pop(key)
            self._row.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (key, icon, name) in enumerate(chips):
            chip = self._chips.get(key)
            if chip is None:
                chip = self._chips[key] = Chip(key, icon, name, self)
                chip.set_compact(self._compact)
                chip.clicked.connect(self._on_chip)
            self._row.removeWidget(chip)
            self._row.insertWidget(self._place + place, chip)
            chip.show()

    def chip(self, key: str) -> QWidget:
        """Return a chip, for what opens under it."""
        found = self._chips.get(key)
        return found if found is not None and not found.isHidden() else self.more

    def show_value(self, key: str, value: str, *, active: bool) -> None:
        """Say what a chip filters by."""
        if key in self._chips:
            self._chips[key].show_value(value, active=active)

    def set_count(self, text: str) -> None:
        """Say how many rows there are."""
        self.count.set_text(text)
        self.count.setFixedWidth(round(paint.width(text, 12)) + 4)

    def set_compact(self, compact: bool) -> None:
        """Drop words where the window is narrow."""
        self._narrow = compact
        self.fit()

    def fit(self) -> None:
        """Drop words until all has room: first those of the views, then those of the chips and the count.

        Then chips that do not filter keep their icon alone, those that do say less, and at last some are only in the
        menu of all columns, which says so.
        """
        for level in range(2 if self._narrow else 0, 5):
            self._compact = level >= 2
            self.views.set_compact(level > 0)
            for chip in self._chips.values():
                quiet = level >= 3 and not chip.active and chip.key != "tag"
                most = _ICON if quiet else _SHORT if level >= 4 else CHIP_MAX
                chip.set_room(compact=self._compact, most=most)
                chip.show()
            self.count.setVisible(not self._compact)
            self.field.setFixedWidth(156 if not level else 140 if level < 3 else 120)
            if self._fits():
                break
        away = []
        for key in reversed([k for k in self._chips if k not in ("tag", "group")]):
            if self._fits():
                break
            self._chips[key].hide()
            away.append(self._chips[key])
        self.more.show_away([chip.accessibleName() for chip in reversed(away) if chip.active])

    def _fits(self) -> bool:
        self._row.invalidate()
        return self._row.sizeHint().width() <= self.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint.hairline(painter, 0, self.height() - 1, self.width())
        painter.end()


class _More(QToolButton):
    """Filters by columns that have no chip."""

    def __init__(self, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._name, self._marked = icon, name, False
        self.setIconSize(QSize(16, 16))
        self.setFixedWidth(32)
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setProperty("ring", "yes")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self._draw)
        self._draw()

    def show_away(self, filters: list[str]) -> None:
        """Say which filters have no room for a chip of their own."""
        text = "\n".join([self._name, *filters])
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._marked = bool(filters)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._marked:
            painter = QPainter(self)
            painter.setRenderHint(ANTIALIASING)
            paint.rounded(painter, QRectF(self.width() - 11, 4, 7, 7), 3.5, "ink")
            painter.end()

    @Slot()
    def _draw(self) -> None:
        self.setIcon(theme().icon(self._icon, 16))


class Footer(Ground):
    """32 px under the table: what is chosen and shown, then sums and means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setFixedHeight(32)
        self._left, self._right, self._all = "", "", ""

    def show_texts(self, left: str, right: str, every: str = "") -> None:
        """Say what is shown at the left, totals at the right; ``every`` unit in the tooltip."""
        self._left, self._right, self._all = left, right, every
        self.setAccessibleName(f"{left} {right}".strip())
        self.setToolTip(every)
        self.update()

    @property
    def texts(self) -> tuple[str, str]:
        """What is said at the left and at the right."""
        return self._left, self._right

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint.hairline(painter, 0, 0, self.width())
        wide = paint.text(painter, QRectF(16, 0, self.width() - 32, 32), self._left, 12, "text2")
        room = self.width() - 32 - wide - 24
        if room > 80:
            need = min(room, paint.width(self._right, 12) + 2)
            paint.text(painter, QRectF(self.width() - 16 - need, 0, need, 32), self._right, 12, "text")
        painter.end()
