"""The menus of the inspector: other tags, and what else can be done with the annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from quandian.core.model import Annotation, TagId
from quandian.ui.session import Session
from quandian.ui.theme import tag_name

if TYPE_CHECKING:
    from quandian.ui.panels.inspector import InspectorPanel


class InspectorMenus(QObject):
    """Makes and opens them; one menu lives at a time."""

    def __init__(self, session: Session, panel: InspectorPanel) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel
        self._menu: QMenu | None = None
        self._annotation: Annotation | None = None

    def _new(self) -> QMenu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = QMenu(self._panel)
        return self._menu

    def open_tags(self, below: QWidget, current: TagId) -> None:
        """Offer the other tags below a widget."""
        menu = self._new()
        for tag in self._session.tags:
            action = menu.addAction(f"{tag_name(tag)}\t{tag.shortcut}" if tag.shortcut else tag_name(tag))
            action.setData(tag.id)
            action.setCheckable(True)
            action.setChecked(tag.id == current)
            action.triggered.connect(self._on_tag)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def open_more(self, below: QWidget, annotation: Annotation) -> None:
        """Offer everything else below a widget."""
        self._annotation = annotation
        menu = self._new()
        menu.addAction(self.tr("看原文")).triggered.connect(self._panel.back_to_text)
        menu.addAction(self.tr("复制原文")).triggered.connect(self._on_copy)
        menu.addAction(self.tr("建立关联…")).triggered.connect(self._on_relate)
        menu.addSeparator()
        menu.addAction(self.tr("删除标注")).triggered.connect(self._panel.delete)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    @Slot()
    def _on_tag(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._panel.retag(TagId(str(action.data())))

    @Slot()
    def _on_copy(self) -> None:
        if self._annotation is not None:
            QGuiApplication.clipboard().setText(self._annotation.quote)

    @Slot()
    def _on_relate(self) -> None:
        if self._annotation is not None:
            self._panel.relate_wanted.emit(self._annotation.id)
