"""The toolbar: panels, history, undo, the tags with their keys, spotlight, text size, search, theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from quandian.core.model import Tag
from quandian.ui import paint
from quandian.ui.actions import Actions
from quandian.ui.briefing.bar import BriefingBar
from quandian.ui.qt import POINTING_HAND
from quandian.ui.theme import theme
from quandian.ui.widgets import ActionButton, IconButton, Line, TagButton

TAGS_SHOWN = 4  # tags with a button of their own; the others are behind 标签


class _SearchField(QWidget):
    """Looks like a field, opens the palette."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(248, 28)
        self.setCursor(POINTING_HAND)
        self.setToolTip(self.tr("搜索报告、命令 (Ctrl+K)"))
        self.setAccessibleName(self.tr("搜索报告、命令"))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.rounded(painter, rect, 6, "surface", "text3" if self.underMouse() else "line2")
        painter.drawPixmap(9, 6, theme().pixmap("search", 16, "text3"))
        paint.text(painter, QRectF(32, 0, 150, 28), self.tr("搜索报告、命令"), 13, "text3")
        paint.key_cap(painter, self.width() - 54, 5, "Ctrl K")
        painter.end()


class ProjectButton(QToolButton):
    """The project's name with a menu of the recent ones."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMaximumWidth(220)

    def sizeHint(self) -> QSize:
        return QSize(min(220, round(paint.width(self.text(), 13, True)) + 32), 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            paint.rounded(painter, rect, 6, "hover")
        paint.text(painter, rect.adjusted(6, 0, -24, 0), self.text(), 13, "text", bold=True)
        painter.drawPixmap(self.width() - 20, 7, theme().pixmap("chevron-down", 14))
        if self.hasFocus():
            paint.focus_ring(painter, rect)
        painter.end()


class ViewsButton(ActionButton):
    """存为视图; without its action it works as long as there are views to show. Signal: wanted, in that case."""

    wanted = Signal()
    _offers = False

    def __init__(self, actions: Actions, parent: QWidget, *, text: str) -> None:
        super().__init__(actions["ledger.save_view"], "bookmark", parent, text=text)
        self.clicked.connect(self._on_clicked)

    def set_offers(self, offers: bool) -> None:
        """Say whether there are views to choose from."""
        self._offers = offers
        self._follow()

    @Slot()
    def _follow(self) -> None:
        super()._follow()
        self.setEnabled(self._action.isEnabled() or self._offers)

    @Slot()
    def _on_clicked(self) -> None:
        if not self._action.isEnabled():
            self.wanted.emit()


class ToolBar(QWidget):
    """44 px. Signals: tag_chosen(TagId), search_wanted, text_menu_wanted."""

    tag_chosen = Signal(object)
    search_wanted = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(44)
        self._actions = actions
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(4)
        self.project = ProjectButton(self)
        self._wide: list[QWidget] = [self.project]
        row.addWidget(ActionButton(actions["view.left"], "panel-left", self))
        row.addWidget(self.project)
        self._of_reading: list[QWidget] = []
        for names in (("view.back", "view.forward"), ("edit.undo", "edit.redo")):
            line = Line(vertical=True, length=20, ink="line2", parent=self)
            row.addWidget(line)
            made = [ActionButton(actions[name], actions.spec(name).icon, self) for name in names]
            for item in made:
                row.addWidget(item)
            if "view.back" in names:
                self._of_reading += [line, *made]
        row.addWidget(Line(vertical=True, length=20, ink="line2", parent=self))
        self._tags = QHBoxLayout()
        self._tags.setSpacing(8)
        row.addSpacing(4)
        row.addLayout(self._tags)
        self._add_marks(row)
        self.text = IconButton("a-large-small", self.tr("文字大小与行距"), self)
        self.text.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.text.setMenu(self._text_menu())
        row.addWidget(self.text)
        row.addStretch(1)
        self._field = _SearchField(self)
        self._field.clicked.connect(self.search_wanted)
        self._search = ActionButton(actions["view.palette"], "search", self)
        row.addWidget(self._field)
        row.addWidget(self._search)
        self._theme = IconButton("sun-medium", self.tr("主题"), self)
        self._theme.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._theme)
        menu.addActions([actions[f"view.theme_{name}"] for name in ("light", "dark", "sepia", "system")])
        self._theme.setMenu(menu)
        row.addWidget(self._theme)
        row.addWidget(ActionButton(actions["view.right"], "panel-right", self))
        theme().changed.connect(self._on_theme)
        self._page = "reading"
        self._buttons: list[TagButton] = []
        self._shown: list[Tag] = []
        self.set_compact(False)
        self._on_theme()

    def _add_marks(self, row: QHBoxLayout) -> None:
        """Add what follows the tags: on the reading page how marks show, on the review page the analysis."""
        actions = self._actions
        self._suggestions = ActionButton(actions["view.suggestions"], "sparkles", self, text=self.tr("建议"))
        self._spotlight = ActionButton(actions["view.spotlight"], "focus", self, text=self.tr("聚光"))
        self._analyse = ActionButton(actions["review.analyse"], "refresh-cw", self, text=self.tr("重新分析"))
        line = Line(vertical=True, length=20, ink="line2", parent=self)
        choose = ActionButton(actions["tag.choose"], "tags", self)
        for made in (choose, line, self._suggestions, self._spotlight):
            row.addWidget(made)
            self._of_reading.append(made)
        row.addWidget(self._analyse)
        self._analyse.hide()
        self._of_ledger = [
            ActionButton(actions["ledger.export"], "file-output", self, text=self.tr("导出 Excel")),
            ActionButton(actions["ledger.copy"], "copy", self, text=self.tr("复制")),
            ActionButton(actions["ledger.to_briefing"], "list-plus", self, text=self.tr("加入简报")),
        ]
        self.views = ViewsButton(actions, self, text=self.tr("存为视图"))
        self._of_ledger.append(self.views)
        for made in self._of_ledger:
            row.addWidget(made)
            made.hide()
        self._merge = ActionButton(actions["merge.show_page"], "git-merge", self, text=self.tr("合并预览"))
        row.addWidget(self._merge)
        self._merge.hide()
        self.briefing = BriefingBar(actions, self)
        row.addWidget(self.briefing)
        self.briefing.hide()

    def set_page(self, key: str) -> None:
        """Show what belongs to the page in front."""
        self._page = key
        for made in (*self._of_reading, *self._buttons):
            made.setVisible(key == "reading")
        self._analyse.setVisible(key == "review")
        for own in self._of_ledger:
            own.setVisible(key == "ledger")
        self.briefing.setVisible(key == "briefing")
        self.text.setVisible(key not in ("ledger", "briefing", "merge"))

    def show_merge(self, shown: bool) -> None:
        """Offer the way to the preview of a merge while there is one."""
        self._merge.setVisible(shown)

    def _text_menu(self) -> QMenu:
        menu = QMenu(self)
        names = ("larger", "smaller", "reset_size", "wider_lines", "narrower_lines", "serif")
        menu.addActions([self._actions[f"view.{name}"] for name in names])
        return menu

    @Slot()
    def _on_theme(self) -> None:
        self._theme.set_icon({"light": "sun-medium", "dark": "moon"}.get(theme().name, "coffee"))
        self.set_tags(self._shown)

    def set_tags(self, tags: list[Tag]) -> None:
        """Show the first tags of the codebook as buttons."""
        self._shown = tags
        for button in self._buttons:
            self._tags.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for tag in tags[:TAGS_SHOWN]:
            button = TagButton(tag.id, theme().tag_look(tag), self)
            button.chosen.connect(self.tag_chosen)
            button.setVisible(self._page == "reading")
            self._tags.addWidget(button)
            self._buttons.append(button)

    def set_tags_enabled(self, enabled: bool) -> None:
        """Grey the tag buttons where no report is shown."""
        for button in self._buttons:
            button.setEnabled(enabled)

    def set_compact(self, compact: bool) -> None:
        """Drop the words a narrow window has no room for."""
        for widget in self._wide:
            widget.setVisible(not compact)
        self._field.setVisible(not compact)
        self._search.setVisible(compact)
        self._spotlight.set_compact(compact)
        self._suggestions.set_compact(compact)
        self.briefing.set_compact(compact)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("window"))
        paint.hairline(painter, 0, self.height() - 1, self.width())
        painter.end()
