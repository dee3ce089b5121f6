"""The backups of a project: when, how big; one is restored beside the project, or in its place after a question."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from quandian.core.errors import UserError
from quandian.store.project import Project
from quandian.tasks import places
from quandian.tasks.backups import backups_of
from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.dialogs.rows import RowState, RowsView
from quandian.ui.pages.recent_list import in_words
from quandian.ui.phrases import listed
from quandian.ui.qt import ALIGN_RIGHT
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.widgets import button


def size_words(size: int) -> str:
    """Return a size as people read it.

    >>> size_words(2_400_000), size_words(900)
    ('2.4 MB', '0.9 KB')
    """
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.1f} KB"


class _Backups(RowsView):
    """Backups with time and size."""

    row_height = 40
    inset = 0.0

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        return listed((in_words(row.taken.isoformat()), size_words(row.size)))

    def tip(self, row: Any) -> str:  # noqa: ANN401
        return str(row.path)

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        inner = self.ground(painter, rect, state).adjusted(12, 0, -12, 0)
        when = in_words(row.taken.isoformat())
        exact = f"{row.taken.astimezone():%Y-%m-%d %H:%M:%S}"
        paint.text(painter, inner, when, 13, bold=state.current)
        paint.text(painter, inner.adjusted(140, 0, 0, 0), exact, 12, "text2")
        paint.text(painter, inner, size_words(row.size), 12, "text2", align=ALIGN_RIGHT)


class BackupsDialog(Dialog):
    """Restores a backup, of the project at ``path`` if one is named. Signal: restored(path of the project to open)."""

    restored = Signal(object)

    def __init__(
        self, session: Session | None, settings: Settings, parent: QWidget | None = None, path: Path | None = None
    ) -> None:
        super().__init__(parent, QSize(600, 480))
        self.set_title(self.tr("恢复备份"))
        self._session = session
        self.project = QComboBox()
        self.project.setAccessibleName(self.tr("项目"))
        known = [one.path for one in settings.recent]
        if session is not None and session.path is not None:
            known = [str(session.path), *(path for path in known if path != str(session.path))]
        if path is not None:
            full = str(path.absolute())
            known = [full, *(one for one in known if one not in (full, str(path)))]
        for one in known:
            self.project.addItem(self.tr("{0}（{1}）").format(Path(one).stem, Path(one).parent), one)
        self.project.currentIndexChanged.connect(self._on_project)
        self.body.addWidget(self.project)
        self.list = _Backups()
        self.list.setAccessibleName(self.tr("备份"))
        self.list.picked.connect(self._on_picked)
        self.body.addWidget(self.list, 1)
        self.empty = InkLabel("", 13, "text2", wrap=True)
        self.body.addWidget(self.empty)
        self.in_place = QCheckBox(self.tr("恢复到原位置，替换现在的项目（现在的文件改名保留在旁边）"))
        self.in_place.toggled.connect(self._on_in_place)
        self.body.addWidget(self.in_place)
        self.add_footer(self.tr("恢复"))
        self._take = button(self.tr("立即备份"))
        self._take.clicked.connect(self._on_take)
        self._take.setVisible(session is not None)
        self.footer.insertWidget(1, self._take)
        self._on_project(0)
        self._on_in_place(False)
        self.in_place.setChecked(path is not None)  # the project that cannot be opened is the one to replace
        self.list.setFocus()

    @property
    def _path(self) -> Path | None:
        path = self.project.currentData()
        return Path(path) if path else None

    @Slot(int)
    def _on_project(self, _at: int) -> None:
        rows = backups_of(self._path) if self._path is not None else []
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.empty.setText(
            self.tr("这个项目还没有备份。打开有改动的项目时每天自动备份一次，也可以随时立即备份。")
            if self._path is not None
            else self.tr("还没有打开过项目，也就没有备份。")
        )
        if self.primary is not None:
            self.primary.setEnabled(bool(rows))

    @Slot(bool)
    def _on_in_place(self, on: bool) -> None:
        self.fail("")
        self.note.setText(
            self.tr("备份之后的改动不在备份里。") if on else self.tr("恢复成旁边的一个新文件，现在的项目不动。")
        )

    @Slot(object)
    def _on_picked(self, _row: object) -> None:
        self._on_primary()

    @Slot()
    def _on_take(self) -> None:
        if self._session is None:
            return
        try:
            self._session.project.backup()
        except UserError as error:
            self.fail(str(error))
        self._on_project(0)

    def commit(self) -> bool:
        row, path = self.list.row, self._path
        if row is None or path is None:
            return False
        if not self.in_place.isChecked():
            stamp = f"{row.taken.astimezone():%Y-%m-%d %H%M}"
            path = places.free_path(path.with_name(self.tr("{0}（{1} 的备份）").format(path.stem, stamp) + path.suffix))
            Project.restore(row.path, path)
        else:
            self._replace(row.path, path)
        self.restored.emit(path)
        return True

    def _replace(self, backup: Path, path: Path) -> None:
        """Restore in place: the project open here is closed first, since nobody may have it open."""
        if self._session is not None and self._session.path == path:
            self._session.project.backup()
            self._session.close()
        Project.restore(backup, path)
