"""Projects and reports: new, open, sample, import, export, backup, restore, check."""

from __future__ import annotations

# Dialogs are imported where they are opened: the window must be there in 0.8 s (issue 2, "Figures").
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from quandian.core.errors import UserError
from quandian.core.model import ReportId
from quandian.core.progress import silent
from quandian.reading import SUPPORTED_SUFFIXES
from quandian.store.project import Project
from quandian.tasks import identity, trust
from quandian.tasks.backups import backups_of
from quandian.tasks.opening import create_project, open_project, project_path_for
from quandian.tasks.packages import Shared
from quandian.tasks.places import PROJECT_SUFFIX, SHARE_SUFFIX, documents_dir, free_path
from quandian.ui.dialogs.import_flow import ImportFlow
from quandian.ui.files import choose_open, choose_save
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.session import Session
from quandian.ui.settings import Recent, Settings

_SUFFIX = PROJECT_SUFFIX.lstrip(".")
_LOST = ("project.missing", "project.foreign", "project.unsound")  # foreign where the first bytes of the file are gone


class ProjectCommands(QObject):
    """Serves the actions ``project.*``.

    Signals: restore_offered(path of a project that a backup may bring back), package_chosen(path of a package, or of
    a project, that is to be read), looking_through(job, name of a file that is looked through before it is opened).
    """

    restore_offered = Signal(object)
    package_chosen = Signal(object)
    looking_through = Signal(object, str)

    def __init__(self, window: QWidget, session: Session, jobs: JobRunner, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._session, self._jobs, self._settings = window, session, jobs, settings
        self.flow = ImportFlow(window, session, jobs, settings)
        self._waiting: list[Path] = []  # files to import into the project that is being named
        self._asks = False  # whether to show them before they are imported
        self._filter = self.tr("圈点项目 (*.quandian)")
        self._opening: Job | None = None  # looks through the file that was asked for last
        self._then: Callable[[], None] | None = None

    # --- projects

    def new(self) -> None:
        """Ask for a name and make an empty project."""
        suggestion = free_path(documents_dir() / self.tr("新项目.quandian"))
        choose_save(
            self._window,
            self.tr("新建项目"),
            self._filter,
            self._create,
            suggestion=suggestion,
            suffix=_SUFFIX,
        )

    def _create(self, paths: list[Path]) -> None:
        files, self._waiting = self._waiting, []
        if files:  # files of which none can be read leave no project behind
            self.flow.start(files, make=partial(self._make, paths[0]), ask=self._asks)
        else:
            self._make(paths[0])

    def _make(self, path: Path) -> None:
        with self._session.telling():
            if path.exists():  # the file dialog has asked; the old project is kept as a backup beside it
                path.replace(free_path(path.with_name(f"{path.stem}-{self.tr('旧')}{path.suffix}")))
            self._take(create_project(path))

    def create_for(self, files: list[Path], path: Path) -> None:
        """Make a project at ``path`` and import files into it, without asking; when one of them has been read."""
        self._waiting = files
        self._asks = False
        self._create([path])

    def path_for(self, files: list[Path]) -> Path:
        """Return where a new project of these files would lie."""
        return project_path_for(files)

    def open(self) -> None:
        """Ask for a project file and open it."""
        folder = self._settings.last_folder or str(documents_dir())
        filters = self.tr("圈点项目和共享包 (*.quandian *.qdshare)")
        choose_open(self._window, self.tr("打开项目"), filters, self._open_first, folder=folder)

    def _open_first(self, paths: list[Path]) -> None:
        self._settings.last_folder = str(paths[0].parent)
        self.open_path(paths[0])

    def open_read_only(self) -> None:
        """Ask for a project or a package and open it only to read it."""
        folder = self._settings.last_folder or str(documents_dir())
        filters = self.tr("圈点项目和共享包 (*.quandian *.qdshare)")
        choose_open(self._window, self.tr("以只读方式打开"), filters, self._read_first, folder=folder)

    def _read_first(self, paths: list[Path]) -> None:
        self._settings.last_folder = str(paths[0].parent)
        self.package_chosen.emit(paths[0])

    @Slot(object)
    def open_path(self, path: Path | str, then: Callable[[], None] | None = None) -> None:
        """Open a project, and then do ``then``; a failure is told and leaves the one before open.

        A large file that is not known here is looked through in the background first.
        """
        path = Path(path)
        if path.suffix.lower() == SHARE_SUFFIX:
            self.package_chosen.emit(path)
            return
        self._then, self._opening = then, None
        own = self._session.path if self._session.can_write else None
        here = own is not None and own.resolve() == path.resolve()
        if here or not path.is_file() or trust.is_known(path) or trust.is_small(path):
            self._open_path(path, looked_at=here)
            return
        job = self._opening = self._jobs.start(self.tr("检查“{0}”").format(path.name), trust.look_job(path))
        job.setProperty("path", str(path))
        self.looking_through.emit(job, path.name)
        job.failed.connect(self._on_refused)
        job.succeeded.connect(self._on_sound)

    @Slot(object)
    def _on_sound(self, _result: object) -> None:
        job = self.sender()
        if job is self._opening and job is not None:
            self._opening = None
            self._open_path(Path(str(job.property("path"))), looked_at=True)

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        job = self.sender()
        if job is not None:
            self._offer_backup(error, Path(str(job.property("path"))))

    def _open_path(self, path: Path, *, looked_at: bool) -> None:
        with self._session.telling():
            try:
                opened = open_project(path, looked_at=looked_at)
            except UserError as error:
                if not self._may_come_back(error, path):
                    raise
                self._session.failed.emit(str(error))
                self._offer_backup(error, path)
                return
            self._take(opened)
            then, self._then = self._then, None
            if then is not None:
                then()

    def _may_come_back(self, error: UserError, path: Path) -> bool:
        return error.code == "project.damaged" or (error.code in _LOST and bool(backups_of(path)))

    def _offer_backup(self, error: UserError, path: Path) -> None:
        if self._may_come_back(error, path):
            self.restore_offered.emit(path)

    def _take(self, project: Project) -> None:
        self._session.take(project)

    def sample(self) -> None:
        """Open the sample project in the documents folder; made there the first time."""
        from quandian.tasks.sample import build_sample, sample_path

        with self._session.telling():
            path = sample_path()
            if path.exists():
                self.open_path(path)
            else:
                self._take(build_sample(path, identity.author(), identity.device(), silent()))

    def close(self) -> None:
        """Close the project and go to the start page."""
        self._session.close()

    def remember(self) -> None:
        """Put the open project at the top of the recent ones, with what the start page shows of it."""
        project = self._session.project
        reports = project.reports()
        years = sorted({report.year for report in reports if report.year})
        counts: dict[str, int] = {}
        for by_tag in project.counts().values():
            for tag_id, n in by_tag.items():
                counts[tag_id] = counts.get(tag_id, 0) + n
        span = "" if not years else years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        name = project.name or project.path.stem
        self._settings.remember_project(Recent(str(project.path), name, now, len(reports), span, counts))

    @Slot(str)
    def relocate(self, path: str) -> None:
        """Ask where a moved project lies now."""
        self._settings.forget_project(path)
        self.open()

    def show_folder(self) -> None:
        """Show the folder of the project in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._session.project.path.parent)))

    # --- reports

    def import_files(self) -> None:
        """Ask for files and import them; without a project one is made first."""
        kinds = " ".join(f"*{suffix}" for suffix in SUPPORTED_SUFFIXES)
        filters = self.tr("报告 ({0});;所有文件 (*)").format(kinds)
        folder = self._settings.last_folder or str(documents_dir())
        choose_open(self._window, self.tr("导入报告"), filters, self.import_paths, folder=folder, many=True)

    def import_looked_at(self) -> None:
        """Ask for files and show them with their first lines and encodings before they are imported."""
        kinds = " ".join(f"*{suffix}" for suffix in SUPPORTED_SUFFIXES)
        filters = self.tr("所有文件 (*);;报告 ({0})").format(kinds)
        folder = self._settings.last_folder or str(documents_dir())
        choose_open(self._window, self.tr("导入报告并选择编码"), filters, self._look_at, folder=folder, many=True)

    def _look_at(self, paths: list[Path]) -> None:
        self.import_paths(paths, ask=True)

    def import_paths(self, paths: list[Path], *, ask: bool = False) -> None:
        """Import files and folders, ``ask`` showing them first; a project file among them is opened instead."""
        projects = [path for path in paths if path.suffix.lower() in (PROJECT_SUFFIX, SHARE_SUFFIX)]
        if projects:
            self.open_path(projects[0])
            return
        if not paths:
            return
        self._settings.last_folder = str(paths[0].parent)
        if self._session.is_open:
            self.flow.start(paths, ask=ask)
        else:
            self._waiting, self._asks = paths, ask
            suggestion = project_path_for(paths)
            choose_save(
                self._window,
                self.tr("为这些报告新建项目"),
                self._filter,
                self._create,
                suggestion=suggestion,
                suffix=_SUFFIX,
            )

    def import_clipboard(self) -> None:
        """Import the text on the clipboard as a report."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._session.say(self.tr("剪贴板里没有文字"))
            return
        if not self._session.is_open:
            path = free_path(documents_dir() / f"{self.tr('新项目')}{PROJECT_SUFFIX}")
            self.create_for([], path)
        if self._session.is_open:
            self.flow.start_text(self.tr("剪贴板文字.txt"), text)

    def report_properties(self) -> None:
        """Show what is known of the report and let it be edited."""
        if self._session.report_id is not None:
            self.properties_of(self._session.report_id)

    @Slot(object)
    def properties_of(self, report_id: ReportId) -> None:
        """Show the properties of one report."""
        from quandian.ui.dialogs.report_properties import ReportPropertiesDialog

        ReportPropertiesDialog(self._session, report_id, self._window).open()

    def toggle_done(self) -> None:
        """Mark the report as finished, or as not."""
        if self._session.report_id is not None:
            self.toggle_done_of(self._session.report_id)

    @Slot(object)
    def toggle_done_of(self, report_id: ReportId) -> None:
        """Mark one report as finished, or as not."""
        with self._session.telling():
            done = self._session.project.report(report_id).progress == "done"
            self._session.project.edit_report(report_id, progress="doing" if done else "done")

    def delete_report(self) -> None:
        """Remove the report shown from the project."""
        if self._session.report_id is not None:
            self.delete_reports([self._session.report_id])

    @Slot(object)
    def delete_reports(self, report_ids: list[ReportId]) -> None:
        """Remove reports with their annotations in one step; undo brings all back."""
        with self._session.telling():
            with self._session.project.operation(f"delete_reports|{len(report_ids)}"):
                for report_id in report_ids:
                    self._session.project.delete_report(report_id)
            count = len(report_ids)
            self._session.say(self.tr("已删除 {0} 份报告及其标注", "", count).format(count), offers_undo=True)

    # --- out of the project, and its safety

    def export(self) -> None:
        """Write a Word briefing of what is tagged."""
        from quandian.ui.dialogs.export import ExportDialog

        ExportDialog(self._session, self._jobs, self._settings, self._window).open()

    def share(self) -> None:
        """Write a package of the project for a colleague."""
        from quandian.ui.dialogs.share import ShareDialog

        dialog = ShareDialog(self._session, self._jobs, self._settings, self._window)
        dialog.shared.connect(self._on_shared)
        dialog.open()

    @Slot(object)
    def _on_shared(self, made: Shared) -> None:
        self._session.say(self.tr("已写出共享包“{0}”").format(made.path.name))

    def backup(self) -> None:
        """Make a backup now."""
        with self._session.telling():
            made = self._session.project.backup()
            self._session.say(self.tr("已备份到 {0}").format(made.name))

    @Slot()
    def restore(self) -> None:
        """Choose a backup and restore it."""
        self.restore_at(None)

    @Slot(object)
    def restore_at(self, path: Path | None) -> None:
        """Choose a backup of the project at ``path``, or of any known one, and restore it."""
        from quandian.ui.dialogs.backups import BackupsDialog

        dialog = BackupsDialog(self._session if self._session.is_open else None, self._settings, self._window, path)
        dialog.restored.connect(self.open_path)
        dialog.open()

    def check(self) -> None:
        """Check the project and say what was found."""
        with self._session.telling():
            problems = self._session.project.check()
            if problems:
                raise UserError(problems[0].code, **problems[0].facts)
            self._session.say(self.tr("项目完好：文字、标注与历史一致"))
