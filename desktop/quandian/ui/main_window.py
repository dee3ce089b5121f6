"""The window: menu bar, toolbar, rail, page, status bar. Wiring only; what actions do is in ``commands``."""

from __future__ import annotations

import base64
import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from quandian.core.model import Changes
from quandian.core.progress import Progress
from quandian.language import segment
from quandian.ui import settings as settings_store
from quandian.ui.actions import Actions, Needs, Scope
from quandian.ui.commands.briefing import BriefingCommands
from quandian.ui.commands.folder import FolderCommands
from quandian.ui.commands.history import HistoryCommands
from quandian.ui.commands.ledger import LedgerCommands
from quandian.ui.commands.marked_files import MarkedFiles
from quandian.ui.commands.merging import MergeCommands
from quandian.ui.commands.project import ProjectCommands
from quandian.ui.commands.review import ReviewCommands
from quandian.ui.commands.share import ShareCommands
from quandian.ui.commands.tagging import TaggingCommands
from quandian.ui.commands.view import ViewCommands
from quandian.ui.jobs import Job, JobRunner
from quandian.ui.navigation import Navigation
from quandian.ui.page_fonts import briefing_fonts
from quandian.ui.pages.reading import NARROW, ReadingPage
from quandian.ui.pages.review import ReviewPage
from quandian.ui.pages.start import StartPage
from quandian.ui.presenter import ReadingPresenter
from quandian.ui.rail import Rail
from quandian.ui.read_only import ReadOnly, ReadOnlyBar
from quandian.ui.recent_menu import RecentMenu
from quandian.ui.review.board import Board
from quandian.ui.review.filler import Filler
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.statusbar import StatusBar
from quandian.ui.theme import theme
from quandian.ui.toolbar import ToolBar
from quandian.ui.widgets import Banner, Toast

log = logging.getLogger(__name__)

_OF_READING = (
    "edit.find",
    "edit.find_next",
    "edit.find_previous",
    "edit.find_all",
    "view.suggestions",
    "view.spotlight",
)
DEFAULT_SIZE = QSize(1440, 900)
FRAME = QSize(4, 44)  # what a window manager puts round the first window; known for sure only after it is shown


class MainWindow(QMainWindow):
    """One window on one project."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.session = Session(self)
        self.jobs = JobRunner(self)
        self.actions_table = Actions(self)
        self._to_restore: Path | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._refresh_actions)
        self._build()
        self.project_commands = ProjectCommands(self, self.session, self.jobs, settings)
        self.tagging = TaggingCommands(self.session, self.reading, self)
        self.view = ViewCommands(self, self.session, self.reading, self.actions_table, settings)
        self.navigation = Navigation(self.session, self.reading.reader, self)
        self.presenter = ReadingPresenter(self)
        self.reviewing = ReviewCommands(self, self.board, self.filler)
        self.view.add_page(self.review)
        self.ledger_commands = LedgerCommands(self)
        self.briefing_commands = BriefingCommands(self)
        self.reading_only = ReadOnly(self, self.read_only_bar)
        self.sharing = ShareCommands(self)
        self.folder = FolderCommands(self)
        self.history = HistoryCommands(self)
        self.merging = MergeCommands(self)
        self.marked_files = MarkedFiles(self)
        self.start.merge_wanted.connect(self.merging.choose_files)
        self._connect()
        self._restore_geometry()
        self.view.apply_looks()
        self._on_closed()

    # --- building

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.setMinimumSize(800, 520)
        self.actions_table.fill(self.menuBar())
        self.recent_menu = RecentMenu(self.actions_table.menus["recent"], self.settings, self)
        self.toolbar = ToolBar(self.actions_table)
        self.rail = Rail(
            [
                ("reading", "book-open-text", self.tr("阅读")),
                ("review", "list-checks", self.tr("审核")),
                ("ledger", "table-2", self.tr("台账")),
                ("briefing", "file-text", self.tr("简报")),
            ]
        )
        self.rail.set_page("reading")
        self.reading = ReadingPage(self.session, self.actions_table, self.settings)
        self.board = Board(self.session)
        self.filler = Filler(self.session, self.jobs)
        self.review = ReviewPage(self.session, self.board, self.actions_table, self.settings)
        self.start = StartPage(self.settings)
        self.banner = Banner()
        self.read_only_bar = ReadOnlyBar()
        self.status = StatusBar(self.actions_table)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.reading)
        self.pages.addWidget(self.review)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.pages, 1)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self.read_only_bar)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self.toast = Toast(self.pages)
        self.toast.room = self._free_rect

    def _connect(self) -> None:
        self.actions_table.triggered.connect(self._on_action)
        self.session.opened.connect(self._on_opened)
        self.session.closing.connect(self._on_closing)
        self.session.closed.connect(self._on_closed)
        self.session.failed.connect(self.banner.show_text)
        self.project_commands.restore_offered.connect(self._on_restore_offered)
        self.banner.helped.connect(self._on_helped)
        self.session.said.connect(self._on_said)
        self.session.unwritable.connect(self.status.set_saved)
        self.session.report_changed.connect(self._refresh_actions)
        self.session.annotation_changed.connect(self._refresh_actions)
        self.session.changed.connect(self._on_changed)
        self.jobs.started.connect(self._on_job)
        self.navigation.changed.connect(self._refresh_actions)
        self.reading.panels_changed.connect(self._refresh_panels)
        self.reading.panels_changed.connect(self.toast.place)
        self.reading.import_wanted.connect(self.project_commands.import_files)
        self.reading.properties_wanted.connect(self.project_commands.report_properties)
        self.toolbar.tag_chosen.connect(self.tagging.tag_with)
        self.toolbar.search_wanted.connect(self.show_palette)
        self.rail.settings_wanted.connect(self.view.preferences)
        self.rail.help_wanted.connect(self.view.keys)
        self.recent_menu.chosen.connect(self.project_commands.open_path)
        self.toolbar.project.setMenu(self.recent_menu.menu)
        self._connect_start()

    def _connect_start(self) -> None:
        commands = self.project_commands
        self.start.new_wanted.connect(commands.new)
        self.start.open_wanted.connect(commands.open)
        self.start.sample_wanted.connect(commands.sample)
        self.start.recent_chosen.connect(commands.open_path)
        commands.looking_through.connect(self.start.show_opening)
        self.start.relocate_wanted.connect(commands.relocate)
        self.start.files_dropped.connect(commands.import_paths)
        self.start.forget_wanted.connect(self._on_forget)

    # --- actions

    @Slot(str)
    def _on_action(self, action_id: str) -> None:
        self.run(action_id)

    def run(self, action_id: str) -> None:
        """Do what an action of the table says."""
        room, _, verb = action_id.partition(".")
        self.banner.hide()
        for commands in (self.merging, self.briefing_commands, self.marked_files):
            if commands.takes(action_id):
                commands.run(verb)
                return
        self._run(action_id, room, verb)

    def _run(self, action_id: str, room: str, verb: str) -> None:
        if action_id in _OF_READING and not self.ledger_commands.takes(action_id):
            self.reviewing.show_reading()
        if room == "app":
            getattr(self, f"_app_{verb}")()
        elif action_id in ("view.palette", "view.back", "view.forward"):
            {"palette": self.show_palette, "back": self.navigation.back, "forward": self.navigation.forward}[verb]()
        elif action_id.startswith("tag.apply_"):
            self.tagging.apply(int(verb.removeprefix("apply_")))
        elif room == "edit" and verb in ("undo", "redo", "copy", "stop"):
            getattr(self, f"_edit_{verb}")()
        elif room == "review":
            self.reviewing.run(verb)
        elif room == "ledger" or self.ledger_commands.takes(action_id):
            self.ledger_commands.run(verb)
        elif action_id.startswith("view.page_"):
            self.reviewing.show_page(verb.removeprefix("page_"))
        elif action_id == "view.suggestions":
            self.reviewing.toggle_suggestions()
        elif room == "view" and verb in ("left", "right") and self.reviewing.page == "review":
            self._toggle_review_panel(verb)
        elif room in ("view", "help", "edit") or action_id.startswith(("tag.snap_", "tag.codebook")):
            getattr(self.view, verb)()
        else:
            rooms = {"project": self.project_commands, "folder": self.folder, "history": self.history}
            getattr(rooms.get(room, self.tagging), verb)()

    def _toggle_review_panel(self, side: str) -> None:
        if side == "left":
            self.review.set_left(not self.review.left_shown)
        else:
            self.review.set_right(not self.review.right_shown)

    def _app_quit(self) -> None:
        self.close()

    def _app_preferences(self) -> None:
        self.view.preferences()

    def _edit_undo(self) -> None:
        self.reading.inspector.commit_pending()
        self.merging.writer.undo()

    def _edit_redo(self) -> None:
        self.merging.writer.redo()

    def _edit_copy(self) -> None:
        text = self.presenter.quotation()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.session.say(self.tr("已复制，附有出处"))

    def _edit_stop(self) -> None:
        exports = self.jobs.stop_exports()
        if not self.status.work.stop() and not exports:
            self.session.say(self.tr("没有正在进行的工作"))

    @Slot()
    def run_copy(self) -> None:
        """Copy the selection with its source."""
        self._edit_copy()

    def show_text_menu(self, where: QPoint) -> None:
        """Show the menu of the text at a point of the screen."""
        menu = QMenu(self)
        table = self.actions_table
        menu.addActions([table[f"tag.apply_{n}"] for n in range(1, 10) if table[f"tag.apply_{n}"].isVisible()])
        menu.addAction(table["tag.choose"])
        menu.addSeparator()
        for name in ("edit.copy", "tag.note", "tag.relate", "tag.brief", "tag.delete"):
            menu.addAction(table[name])
        menu.addSeparator()
        menu.addAction(table["edit.find"])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    @Slot()
    def show_palette(self) -> None:
        """Show the command palette."""
        from quandian.ui.dialogs.palette import CommandPalette

        palette = CommandPalette(self, self.session, self.actions_table, self.settings)
        for chosen in (palette.annotation_chosen, palette.hit_chosen, palette.report_chosen):
            chosen.connect(self.reviewing.show_reading)
        palette.command_chosen.connect(self._on_action)
        palette.annotation_chosen.connect(self.presenter.open_annotation)
        palette.hit_chosen.connect(self.presenter.open_span)
        palette.report_chosen.connect(self.presenter.open_report)
        palette.tag_chosen.connect(self.tagging.tag_with)
        palette.view_chosen.connect(self.ledger_commands.views.show)
        palette.find_wanted.connect(self.view.find_words)
        self.presenter.hide_minibar()
        palette.open()

    # --- session

    @Slot()
    def _on_opened(self) -> None:
        self.banner.hide()
        self.project_commands.remember()
        self._show_project(True)
        project = self.session.project
        self.setWindowTitle(self.tr("{0} - 圈点").format(project.name or project.path.stem))
        self.toolbar.project.setText(project.name or project.path.stem)
        self.toolbar.project.updateGeometry()
        self.presenter.on_opened()
        self.reviewing.restore(self.settings.place(str(project.path)))
        self._refresh_actions()

    @Slot()
    def _on_closing(self) -> None:
        self.reading.inspector.commit_pending()
        self.presenter.remember_place()
        self.reviewing.remember(self.settings.place(str(self.session.path)))
        self.project_commands.remember()
        settings_store.save(self.settings)

    @Slot()
    def _on_closed(self) -> None:
        self.setWindowTitle(self.tr("圈点"))
        self._show_project(False)
        self.presenter.on_closed()
        self.start.refresh()
        self._refresh_actions()

    def _show_project(self, shown: bool) -> None:
        self.pages.setCurrentWidget(self.reading if shown else self.start)
        self.toolbar.setVisible(shown)
        self.rail.setVisible(shown)

    def refresh_actions(self) -> None:
        """Enable and name the actions by what is there now."""
        self._refresh_actions()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.kind == "cache":  # suggestions come by the hundred, and nothing of them can be undone
            self.refresh_actions_soon()
        else:
            self._refresh_actions()

    def refresh_actions_soon(self) -> None:
        """Do so when the hand rests."""
        self._later.start()

    @Slot()
    def _refresh_actions(self) -> None:
        session = self.session
        state = session.project.undo_state() if session.is_open else None
        self.actions_table.enable(
            {
                Needs.PROJECT: session.is_open,
                Needs.REPORT: session.report_id is not None,
                Needs.ANNOTATION: session.annotation_id is not None,
                Needs.UNDO: state is not None and state.undo is not None,
                Needs.REDO: state is not None and state.redo is not None,
                Needs.BACK: self.navigation.can_back or self.briefing_commands.can_go_back or self.merging.can_go_back,
                Needs.FORWARD: self.navigation.can_forward,
                Needs.SUGGESTION: session.is_open and self.reviewing.has_suggestion,
                Needs.BRIEFING: session.is_open and self.briefing_commands.has_briefing,
                Needs.PLAN: self.merging.has_plan,
                Needs.MERGE: self.merging.can_choose,
            }
        )
        if self.ledger_commands.in_front:
            self.actions_table["view.left"].setEnabled(False)  # there is no panel at the left
        if self.merging.in_front:
            self.actions_table["view.right"].setEnabled(False)
        if self.reviewing.page != "reading":  # the text they would tag is out of sight
            for spec, action in self.actions_table.all():
                if spec.scope is Scope.PANES and spec.id.startswith("tag."):
                    action.setEnabled(False)
        self.toolbar.set_tags_enabled(session.report_id is not None)
        self.reading_only.refresh()
        self.presenter.refresh_labels(state)

    def refresh_panels(self) -> None:
        """Check the actions of the side panels by what the page in front shows."""
        self._refresh_panels()

    @Slot()
    def _refresh_panels(self) -> None:
        front = self.pages.currentWidget()
        ledger = self.ledger_commands
        page = ledger.page if ledger.in_front else self.review if front is self.review else self.reading
        left, right = page.left_shown, page.right_shown
        if self.briefing_commands.in_front:
            left, right = self.briefing_commands.page.left_shown, self.briefing_commands.page.right_shown
        if self.merging.in_front:
            left, right = self.merging.page.left_shown, False
        self.actions_table.check("view.left", left)
        self.actions_table.check("view.right", right)

    @Slot(str, bool)
    def _on_said(self, sentence: str, offers_undo: bool) -> None:
        self.toast.show_text(sentence, undo=offers_undo)

    def _free_rect(self) -> QRect:
        """Return where a toast may stand: where the text of a page can be seen, anywhere on pages without one."""
        front = self.pages.currentWidget()
        return front.free_rect() if isinstance(front, ReadingPage | ReviewPage) else self.pages.rect()

    @Slot(object)
    def _on_restore_offered(self, path: Path) -> None:
        self._to_restore = path
        self.banner.offer(self.tr("从备份恢复…"))

    @Slot()
    def _on_helped(self) -> None:
        self.banner.hide()
        self.project_commands.restore_at(self._to_restore)

    @Slot(object)
    def _on_job(self, job: Job) -> None:
        self.status.work.follow(job)
        job.failed.connect(self.on_job_failed)
        job.cancelled.connect(self._on_job_cancelled)

    @Slot()
    def _on_job_cancelled(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job.exports:
            self.session.say(self.tr("已取消“{0}”，没有写出文件").format(job.title))

    @Slot(object)
    def on_job_failed(self, error: object) -> None:
        """Tell of a job that failed; whoever says it better disconnects this."""
        self.banner.show_text(str(error))

    @Slot(object)
    def _on_forget(self, path: object) -> None:
        self.settings.forget_project(str(path))
        settings_store.save(self.settings)
        self.start.refresh()

    @Slot()
    def warm_up(self) -> None:
        """Load the word dictionary in the background, so that the first word selection need not wait for it."""
        self.jobs.start(self.tr("载入词典"), _warm_up)

    # --- files dropped on the window

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        paths = _paths(event.mimeData())
        if not self.merging.takes_drop(paths):
            self.project_commands.import_paths(paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nobody else has taken stops an export."""
        if event.key() != Qt.Key.Key_Escape or not self.jobs.stop_exports():
            super().keyPressEvent(event)

    # --- size and place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.width() < NARROW
        self.toolbar.set_compact(compact)
        self.rail.set_compact(compact)
        self.status.set_compact(compact)
        self.read_only_bar.set_compact(compact)
        self.toast.place()

    def _restore_geometry(self) -> None:
        kept = QByteArray(base64.b64decode(self.settings.geometry)) if self.settings.geometry else QByteArray()
        if kept.isEmpty() or not self.restoreGeometry(kept):
            screen = QGuiApplication.primaryScreen()
            room = screen.availableGeometry().size() if screen is not None else DEFAULT_SIZE
            self.resize(DEFAULT_SIZE.boundedTo(room - FRAME))
        self.reading.set_left(self.settings.show_left)
        self.reading.set_right(self.settings.show_right)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        self.filler.stop()
        self.briefing_commands.shut_down()
        self.jobs.shutdown()
        self.session.close()
        settings_store.save(self.settings)
        super().closeEvent(event)


def _warm_up(_progress: Progress) -> None:
    segment.warm_up()


def _paths(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def make_window(settings: Settings) -> MainWindow:
    """Return a window with the look the settings ask for."""
    theme().serif = settings.serif
    theme().apply(settings.theme)
    briefing_fonts().take(settings)
    return MainWindow(settings)
