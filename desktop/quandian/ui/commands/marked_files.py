"""The original texts of reports as Word documents, their annotations as highlights and comments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from quandian.core.model import ReportId
from quandian.tasks import places
from quandian.ui.files import choose_folder, choose_save
from quandian.ui.page_fonts import briefing_fonts

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow


class MarkedFiles(QObject):
    """Asks where to, writes in the background, says where it is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._wanted: tuple[ReportId, ...] = ()
        self._written: list[Path] = []
        window.reading.reports.marked_wanted.connect(self.ask)

    def takes(self, action_id: str) -> bool:
        """Whether an action is done here."""
        return action_id == "project.export_marked"

    def run(self, _verb: str) -> None:
        """Write the reports chosen in the list, or the one that is read."""
        chosen = self._window.reading.reports.selected_ids()
        one = self._session.report_id
        self.ask(chosen if len(chosen) > 1 else [one] if one is not None else [])

    @Slot(object)
    def ask(self, report_ids: Sequence[ReportId]) -> None:
        """Ask for a file for one report, for a folder for several."""
        if not report_ids:
            self._session.say(self.tr("先打开一份报告，再导出它的原文"))
            return
        self._wanted = tuple(report_ids)
        if len(report_ids) > 1:
            words = self.tr("把 {0} 份原文和批注存到", "", len(report_ids)).format(len(report_ids))
            choose_folder(self._window, words, self._to_folder, folder=str(self._folder()))
            return
        (suggestion,) = self._names(self._folder())
        filters = self.tr("Word 文档 (*.docx)")
        choose_save(
            self._window, self.tr("导出原文和批注"), filters, self._to_file, suggestion=suggestion, suffix="docx"
        )

    def _folder(self) -> Path:
        kept = self._window.settings.last_export_folder
        folder = Path(kept) if kept else self._session.project.path.parent
        return folder if folder.is_dir() else places.documents_dir()

    def _names(self, folder: Path) -> list[Path]:
        from quandian.tasks.marking_many import file_names

        titles = [self._session.project.report(report_id).title for report_id in self._wanted]
        return file_names(titles, folder, self.tr("{0}（批注）"))

    def _to_file(self, paths: list[Path]) -> None:
        self._start(paths[0].parent, paths[:1])

    def _to_folder(self, paths: list[Path]) -> None:
        with self._session.telling():
            self._start(paths[0], self._names(paths[0]))

    def _start(self, folder: Path, targets: list[Path]) -> None:
        from quandian.tasks.marking_many import marked_files_job

        self._window.settings.last_export_folder = str(folder)
        with self._session.telling():
            wanted = list(zip(self._wanted, targets, strict=True))
            work = marked_files_job(self._session.project, wanted, briefing_fonts().fonts)
            job = self._window.jobs.start(self.tr("导出原文和批注"), work)
            job.exports = True
            job.succeeded.connect(self._on_written)

    @Slot(object)
    def _on_written(self, written: list[Path]) -> None:
        self._written = written
        offers = [(self.tr("所在文件夹"), self._show_folder)]
        if len(written) == 1:
            words = self.tr("已导出“{0}”").format(written[0].name)
            offers.insert(0, (self.tr("打开"), self._open))
        else:
            count = self.tr("已导出 {0} 份原文和批注", "", len(written)).format(len(written))
            words = self.tr("{0}，存在 {1}").format(count, written[0].parent)
        self._window.toast.show_text(words, undo=False, offers=offers)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written[0])))

    @Slot()
    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written[0].parent)))
