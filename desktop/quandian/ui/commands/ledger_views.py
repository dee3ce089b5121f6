"""存为视图: the menus of the saved views of the ledger, and what is done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from quandian.core.model import Changes
from quandian.tasks.ledger_views import (
    SavedView,
    add_view,
    remove_view,
    rename_view,
    replace_view,
    saved_view,
    saved_views,
    touches_views,
    view_named,
)

if TYPE_CHECKING:
    from quandian.ui.commands.ledger import LedgerCommands
    from quandian.ui.ledger.view_name import NamePopup
    from quandian.ui.main_window import MainWindow

_NAME = 34  # characters of a name in a menu


class LedgerViews(QObject):
    """Serves the button of the toolbar, the submenu of 台账 and the palette; follows what other windows save."""

    def __init__(self, window: MainWindow, ledger: LedgerCommands) -> None:
        super().__init__(window)
        self._window, self._ledger, self._session = window, ledger, window.session
        self._chosen = ""  # the view that was chosen or saved last
        self._named = ""  # the view that the popup gives a name to; empty: a new one
        self._open: QMenu | None = None
        self._submenu = window.actions_table.menus["views"]
        self._submenu.aboutToShow.connect(self._fill_submenu)
        window.toolbar.views.wanted.connect(self.press)
        self._session.opened.connect(self._on_opened)
        self._session.closed.connect(self._on_opened)
        self._session.changed.connect(self._on_changes)
        self._follow()

    # --- what is there

    def every(self) -> list[SavedView]:
        """Return the saved views of the open project."""
        return saved_views(self._session.project) if self._session.is_open else []

    def current(self, every: list[SavedView] | None = None) -> SavedView | None:
        """Return the view that was chosen last, as long as it is there; else the one that is shown."""
        found = self.every() if every is None else every
        chosen = next((one for one in found if one.id == self._chosen), None)
        return chosen or next((one for one in found if self._is_shown(one)), None)

    def _is_shown(self, one: SavedView) -> bool:
        from quandian.ui.ledger.views import is_shown

        return self._ledger.is_made and is_shown(self._ledger.page, self._session, one.view)

    def _is_as_saved(self, one: SavedView) -> bool:
        from quandian.ui.ledger.views import is_as_saved

        return is_as_saved(self._ledger.page, self._session, one.view)

    @Slot()
    def _on_opened(self) -> None:
        self._chosen = ""
        self._follow()

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        if touches_views(changes):
            self._follow()

    def _follow(self) -> None:
        """Let button and menus be as the views are now."""
        self._window.toolbar.views.set_offers(bool(self.every()))
        self._fill_submenu()
        if self._open is not None:
            self._fill(self._open)

    # --- menus

    @Slot()
    def press(self) -> None:
        """Ask for a name where no view is saved, else show the menu."""
        self._ledger.come_to_front()
        if not self.every():
            self.ask_new()
            return
        menu = QMenu(self._window)
        menu.aboutToHide.connect(self._on_hidden)
        self._open = menu
        self._fill(menu)
        button = self._button()
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
        menu.setActiveAction(next((one for one in menu.actions() if one.isChecked()), menu.actions()[0]))

    @Slot()
    def _on_hidden(self) -> None:
        if self._open is not None:
            self._open.deleteLater()
            self._open = None

    def _button(self) -> QWidget:
        return self._window.toolbar.views

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        every = self.every()
        self._add_views(menu, every)
        if every:
            menu.addSeparator()
        writes, current = self._session.can_write, self.current(every)
        self._add(menu, self.tr("存为新视图…"), self.ask_new, enabled=writes)
        if current is not None and not self._is_as_saved(current):
            self._add(menu, self.tr("更新“{0}”").format(_short(current.name)), self._on_update, enabled=writes)
        if current is None:
            for text in (self.tr("改名…"), self.tr("删除")):
                self._add(menu, text, self.ask_new, enabled=False)
            return
        name = _short(current.name)
        self._add(menu, self.tr("改名“{0}”…").format(name), self._on_rename, enabled=writes)
        self._add(menu, self.tr("删除“{0}”").format(name), self._on_remove, enabled=writes)

    @Slot()
    def _fill_submenu(self) -> None:
        menu = self._submenu
        menu.clear()
        every = self.every()
        self._add_views(menu, every)
        if not every:
            menu.addAction(self.tr("还没有存下的视图")).setEnabled(False)

    def _add_views(self, menu: QMenu, every: list[SavedView]) -> None:
        shown = next((one.id for one in every if one.id == self._chosen and self._is_shown(one)), "")
        shown = shown or next((one.id for one in every if self._is_shown(one)), "")
        for one in every:
            action = self._add(menu, _short(one.name), self._on_view)
            action.setObjectName(one.id)
            action.setCheckable(True)
            action.setChecked(one.id == shown)

    def _add(self, menu: QMenu, text: str, slot: object, *, enabled: bool = True) -> QAction:
        action = menu.addAction(text.replace("&", "&&"))
        action.setEnabled(enabled)
        action.triggered.connect(slot)
        return action

    @Slot()
    def _on_view(self) -> None:
        self.show(self.sender().objectName())

    # --- doing

    @Slot(object)
    def show(self, view_id: object) -> None:
        """Show a saved view on the ledger page, which comes to the front."""
        from quandian.ui.ledger.views import show_view

        with self._session.telling():
            found = saved_view(self._session.project, str(view_id))
            self._ledger.come_to_front()
            self._chosen = found.id
            show_view(self._ledger.page, self._session, found.view)

    @Slot()
    def ask_new(self) -> None:
        """Ask for the name of a new view of what is shown."""
        from quandian.ui.ledger.view_name import suggested_name
        from quandian.ui.ledger.views import view_of

        page = self._ledger.page
        control = page.controller
        taken = {one.name for one in self.every()}
        name = suggested_name(view_of(page), control.columns, control.by_id, page.model.reports, taken)
        self._named = ""
        self._ask(self.tr("存为视图"), name, replacing=True)

    @Slot()
    def _on_rename(self) -> None:
        current = self.current()
        if current is not None:
            self._named = current.id
            self._ask(self.tr("改视图的名字"), current.name, replacing=False)

    def _ask(self, title: str, name: str, *, replacing: bool) -> None:
        from quandian.ui.ledger.view_name import NamePopup

        popup: NamePopup = NamePopup(title, name, self._is_taken, self._window, replacing=replacing)
        popup.named.connect(self._on_named)
        popup.show_below(self._button())

    def _is_taken(self, name: str) -> bool:
        if not self._session.is_open:
            return False
        found = view_named(self._session.project, name)
        return found is not None and found.id != self._named

    @Slot(str)
    def _on_named(self, name: str) -> None:
        from dataclasses import replace

        from quandian.ui.ledger.views import view_of

        with self._session.telling():
            project = self._session.project
            if self._named:
                made = rename_view(project, self._named, name)
                self._session.say(self.tr("视图已改名为“{0}”").format(made.name), offers_undo=True)
                return
            view, same = replace(view_of(self._ledger.page), name=name), view_named(project, name)
            if same is not None:
                self._update(same)
                return
            made = add_view(project, view)
            self._chosen = made.id
            self._session.say(self.tr("已存为视图“{0}”").format(made.name), offers_undo=True)

    @Slot()
    def _on_update(self) -> None:
        current = self.current()
        if current is not None:
            with self._session.telling():
                self._update(current)

    def _update(self, one: SavedView) -> None:
        from quandian.ui.ledger.views import view_of

        replace_view(self._session.project, one.id, view_of(self._ledger.page))
        self._chosen = one.id
        self._session.say(self.tr("已更新视图“{0}”").format(one.name), offers_undo=True)

    @Slot()
    def _on_remove(self) -> None:
        current = self.current()
        if current is not None:
            with self._session.telling():
                remove_view(self._session.project, current.id)
                self._session.say(self.tr("已删除视图“{0}”").format(current.name), offers_undo=True)


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"
