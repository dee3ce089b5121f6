"""Merging in the window: which files, the preview, the merge and its undoing as jobs, conflicts of a shared folder."""

from __future__ import annotations

# The page is made when it is first shown: the window must be there in 0.8 s.
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from quandian.core.errors import UserError
from quandian.core.merge import Choice, Item, MergeOutcome, MergePlan, Subject, Unanchored
from quandian.core.model import AnnotationId, Changes, ReportId
from quandian.core.progress import Progress
from quandian.core.text import Span
from quandian.tasks.places import PROJECT_SUFFIX, SHARE_SUFFIX, documents_dir
from quandian.ui.files import choose_open
from quandian.ui.jobs import Job
from quandian.ui.merge.writer import MergeWriter

if TYPE_CHECKING:
    from quandian.ui.main_window import MainWindow
    from quandian.ui.merge.desk import MergeDesk
    from quandian.ui.pages.merge import MergePage

MERGE, READING = "merge", "reading"
_TAKEN = ("view.left", "view.right")
_REPLAN_MS = 400


class MergeCommands(QObject):
    """Serves the actions ``merge.*``, and those of the view that mean something else on the merge page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.writer = MergeWriter(window)
        self._page: MergePage | None = None
        self._desk: MergeDesk | None = None
        self._files: list[Path] = []
        self._passphrases, self._given = dict[Path, str](), dict[Path, str]()
        self._planning: Job | None = None
        self._stale = self._way_back = False
        self._came_from = READING
        self._again, self._count = QTimer(self), QTimer(self)
        for timer, slot in ((self._again, self._replan), (self._count, self._count_waiting)):
            timer.setSingleShot(True)
            timer.setInterval(_REPLAN_MS)
            timer.timeout.connect(slot)
        self._session.changed.connect(self._on_changes)
        self._session.opened.connect(self._on_opened)
        self._session.closing.connect(self.drop)
        window.status.disputes.clicked.connect(self.resolve_conflicts)
        window.toast.undo_wanted.connect(self.writer.undo)
        window.review.controller.many.use_undo(self.writer.take_back_last)
        self._tell()

    @property
    def page(self) -> MergePage:
        """The page, made on the first call."""
        if self._page is None:
            from quandian.ui.merge.desk import MergeDesk
            from quandian.ui.pages.merge import MergePage

            window = self._window
            self._desk = MergeDesk(self)
            page = self._page = MergePage(self._session, self._desk, window.actions_table)
            window.pages.addWidget(page)
            window.view.add_page(page)
            page.source_wanted.connect(self.show_source)
            page.cancelled.connect(self.cancel)
            page.apply_wanted.connect(self.apply)
            page.panels_changed.connect(window.refresh_panels)
            self._desk.changed.connect(window.refresh_actions_soon)
        return self._page

    @property
    def desk(self) -> MergeDesk:
        """What has been chosen."""
        _ = self.page
        assert self._desk is not None
        return self._desk

    @property
    def in_front(self) -> bool:
        """Whether the merge page is the page shown."""
        return self._page is not None and self._window.pages.currentWidget() is self._page

    @property
    def has_plan(self) -> bool:
        """Whether a preview is open, in front or behind another page."""
        return self._page is not None and (self._page.state != "empty" or self.in_front)

    @property
    def can_choose(self) -> bool:
        """Whether the keys of the page have something to act on."""
        return self.in_front and self.page.state == "choosing"

    @property
    def can_go_back(self) -> bool:
        """Whether the reading page was opened from the preview."""
        return self._way_back and self.has_plan and self._window.reviewing.page == READING

    def takes(self, action_id: str) -> bool:
        """Whether an action is the merge's now."""
        if action_id.startswith("merge.") or (action_id == "view.back" and self.can_go_back):
            return True
        return action_id in _TAKEN and self.in_front

    def run(self, verb: str) -> None:
        """Do what an action says."""
        if verb == "back":
            verb = "show_page"
        if verb in ("start", "resolve_conflicts", "show_page", "left", "right"):
            {"start": self.choose_files, "left": self._toggle_left, "right": self._nothing}.get(
                verb, getattr(self, verb, self._nothing)
            )()
        elif self.can_choose:
            self._choose(verb)

    def _choose(self, verb: str) -> None:
        page = self.page
        view = page.cards if page.on_cards else page.items
        if verb in ("previous", "next"):
            view.step(-1 if verb == "previous" else 1)
        elif verb == "toggle":
            view.toggle()
        elif verb == "source":
            self.show_source(page.current())
        elif verb == "apply":
            self.apply()
        elif verb.startswith("all_"):
            self.desk.choose_all(Choice(verb.removeprefix("all_")))
        elif page.on_cards:
            if verb == "undecided":
                page.cards.next_undecided()
            else:
                page.cards.choose(Choice(verb))
        page.cards.by_key()

    def _nothing(self) -> None:
        """Do nothing: there is no panel at that side."""

    def _toggle_left(self) -> None:
        self.page.set_left(not self.page.left_shown)

    # --- which files

    def choose_files(self) -> None:
        """Ask for projects and packages of colleagues."""
        folder = self._window.settings.last_folder or str(documents_dir())
        filters = self.tr("圈点项目和共享包 (*.quandian *.qdshare)")
        choose_open(self._window, self.tr("合并同事的项目"), filters, self.start, folder=folder, many=True)

    def start(self, files: Sequence[Path], passphrases: Mapping[Path, str] | None = None) -> None:
        """Preview merging files (``passphrases`` known already) into the open project; without one, ask which."""
        self._window.settings.last_folder = str(files[0].parent)
        self._files, self._given = [Path(path).absolute() for path in files], dict(passphrases or {})
        if self._session.can_write:
            self._start()
            return
        filters, folder = self.tr("圈点项目 (*.quandian)"), self._window.settings.last_folder
        choose_open(self._window, self.tr("合并到哪个项目"), filters, self._start_in, folder=folder)

    def _start_in(self, paths: list[Path]) -> None:
        self._window.project_commands.open_path(paths[0], partial(self._start_here, self._files))

    def _start_here(self, files: list[Path]) -> None:
        self._files = files
        if self._session.can_write:
            self._start()

    def _start(self) -> None:
        files = self._files
        self._drop_plan()
        self._files, self._passphrases, self._given = files, self._given, {}
        front = self._window.reviewing.page
        self._came_from = front if front != MERGE else self._came_from
        self._plan()

    def takes_drop(self, paths: Sequence[Path]) -> bool:
        """Ask what to do with projects dropped on a window with a project of one's own; whether that is so."""
        files = [path for path in paths if path.suffix.lower() in (PROJECT_SUFFIX, SHARE_SUFFIX)]
        if not files or not self._session.can_write:
            return False
        from quandian.ui.merge.dropped import DroppedDialog

        project = self._session.project
        dialog = DroppedDialog(files, project.name or project.path.stem, self._window)
        dialog.merge_wanted.connect(self.start)
        dialog.read_wanted.connect(self._window.sharing.open)
        dialog.open_wanted.connect(self._window.project_commands.open_path)
        dialog.open()
        return True

    # --- the preview

    def _plan(self, *, keep: bool = False) -> None:
        from quandian.tasks.merging import plan_merge

        if self._planning is not None:
            self._forget_job(self._planning)
        self._stale = False
        project, files, passphrases = self._session.project.path, list(self._files), dict(self._passphrases)

        def work(progress: Progress) -> MergePlan:
            return plan_merge(project, files, progress, passphrases=passphrases)

        window = self._window
        job = self._planning = window.jobs.start(self.tr("比对项目"), work)
        job.failed.disconnect(window.on_job_failed)
        job.failed.connect(self._on_plan_failed)
        job.succeeded.connect(partial(self._on_planned, keep))
        job.cancelled.connect(self.cancel)
        if not keep:
            names = self.tr("、").join(path.name for path in files[:3])
            self.page.show_planning(names)
            job.progressed.connect(self._on_plan_progress)
            window.reviewing.show_page(MERGE)
        self._tell()

    @Slot(object)
    def _on_plan_progress(self, step: tuple[int, int, str]) -> None:
        if self.page.state == "planning":
            self.page.planning.bar.set_share(step[0] / step[1] if step[1] else 0)

    def _on_planned(self, keep: bool, plan: MergePlan) -> None:
        self._planning = None
        if not self._session.is_open:
            plan.close()
            return
        old = self.desk.plan
        self.desk.load(plan, keep=keep)
        if old is not None:
            old.close()
        self.page.show_choices()
        if self.in_front and not keep:
            self.page.focus_list()
        self._tell()

    @Slot(object)
    def _on_plan_failed(self, error: UserError) -> None:
        self._planning = None
        if error.code in ("share.sealed", "share.wrong_passphrase"):
            self._ask_passphrase(Path(str(error.facts.get("path", ""))), wrong=error.code == "share.wrong_passphrase")
            return
        self.cancel()
        self._session.failed.emit(str(error))

    def _ask_passphrase(self, path: Path, *, wrong: bool) -> None:
        from quandian.ui.dialogs.passphrase import PassphraseDialog

        dialog = PassphraseDialog(path, self._window, wrong=wrong)
        dialog.given.connect(self._on_passphrase)
        dialog.rejected.connect(self.cancel)
        dialog.open()

    @Slot(object, str)
    def _on_passphrase(self, path: Path, passphrase: str) -> None:
        self._passphrases[path] = passphrase
        self._plan()

    @Slot(object)
    def _on_changes(self, changes: Changes) -> None:
        self._count.start()
        if self._page is None or changes.kind == "cache" or self.writer.busy:
            return
        if self.desk.plan is not None or self._planning is not None:
            self._stale = True
            if self.in_front:
                self._again.start()
        elif self.desk.waiting:
            self._again.start()

    @Slot()
    def _replan(self) -> None:
        """Make the plan anew, because the project changed; what was chosen stays chosen."""
        if self._page is None or not self._session.can_write or self.writer.busy:
            return
        if self.desk.waiting:
            self._load_waiting()
        elif self._stale and self._files:
            self._plan(keep=self.desk.plan is not None)

    def activate(self) -> None:
        """The page comes to the front."""
        self._way_back = False
        if self._stale:
            self._again.start()
        self.page.focus_list()

    def show_page(self) -> None:
        """Bring the preview to the front."""
        self._window.reviewing.show_page(MERGE)

    def leave(self, key: str) -> None:
        """Another page comes to the front."""
        if key not in (READING, MERGE):
            self._way_back = False

    @Slot()
    def cancel(self) -> None:
        """Put the preview away; nothing has changed."""
        front = self.in_front
        self._drop_plan()
        if front and self._session.is_open:
            self._window.reviewing.show_page(self._came_from)
        self._tell()

    @Slot()
    def drop(self) -> None:
        """Forget the preview, because the project closes."""
        self._drop_plan()
        self._tell()

    def _drop_plan(self) -> None:
        self._again.stop()
        if self._planning is not None:
            self._forget_job(self._planning)
            self._planning = None
        self._stale = self._way_back = False
        self._files, self._passphrases = [], {}
        if self._desk is not None and self._page is not None:
            plan = self._desk.plan
            self._desk.clear()
            self._page.state = "empty"
            if plan is not None:
                plan.close()

    def _forget_job(self, job: Job) -> None:
        """Cancel a comparison; what it still returns is put away."""
        for signal in (job.succeeded, job.failed, job.cancelled):
            signal.disconnect()
        job.succeeded.connect(_put_away)
        job.cancel()

    # --- the merge

    @Slot()
    def apply(self) -> None:
        """Do what the page's primary button says."""
        page = self.page
        if page.state == "done":
            self.cancel()
        elif page.state == "choosing" and page.footer.apply.isEnabled() and not self.writer.busy:
            if self.desk.waiting:
                self._settle()
            elif self._stale:
                self._session.failed.emit(self.tr("项目刚有改动，正在重新比对；选过的都还在。看过后再合并。"))
                self._again.start()
            else:
                self._merge()

    def _merge(self) -> None:
        from quandian.tasks.merging import apply_merge

        plan, choices, project = self.desk.plan, self.desk.choices(), self._session.project.path
        assert plan is not None

        def work(progress: Progress) -> MergeOutcome:
            return apply_merge(project, plan, choices, progress)

        line = self.tr("先备份，再一步并入；取消就什么都没有变。")
        job = self.writer.write(self.tr("合并"), line, work)
        job.succeeded.connect(self._on_merged)
        job.failed.disconnect(self._window.on_job_failed)
        job.failed.connect(self._on_merge_failed)

    @Slot(object)
    def _on_merged(self, outcome: MergeOutcome) -> None:
        window, came_from = self._window, self._came_from
        count = self.desk.to_take
        self._drop_plan()
        self.writer.poll()
        window.folder.sync.soon()
        words = self.tr("已并入 {0} 项，合并前已备份", "", count).format(count)
        if outcome.unanchored:
            words = self.tr("已并入 {0} 项，{1} 条没有放到原文上").format(count, len(outcome.unanchored))
            self.page.show_unanchored(outcome.unanchored)
        else:
            window.reviewing.show_page(came_from)
        self._session.say(words, offers_undo=True)
        self._tell()

    @Slot(object)
    def _on_merge_failed(self, error: UserError) -> None:
        if error.code == "merge.stale":
            self.writer.poll()
            self._stale = True
            self._session.failed.emit(self.tr("项目刚有改动，正在重新比对；选过的都还在。看过后再合并。"))
            self._again.start()
            return
        self._session.failed.emit(str(error))

    # --- conflicts that came by a shared folder

    @Slot()
    def resolve_conflicts(self) -> None:
        """Show the conflicts that wait, to be settled."""
        if not self._session.can_write:
            return
        front = self._window.reviewing.page
        self._drop_plan()
        self._came_from = front if front != MERGE else READING
        self._load_waiting()
        self._window.reviewing.show_page(MERGE)

    def _load_waiting(self) -> None:
        with self._session.telling():
            self.desk.load_waiting(self._session.project.disputed())
            self.page.show_choices()
        self._tell()

    def _settle(self) -> None:
        from quandian.tasks.merging import settle_waiting

        path, decided = self._session.project.path, self.desk.decisions()

        def work(progress: Progress) -> int:
            return settle_waiting(path, decided, progress)

        job = self.writer.write(self.tr("处理冲突"), self.tr("一步写入，可以撤销。"), work)
        job.succeeded.connect(self._on_settled)

    @Slot(object)
    def _on_settled(self, count: int) -> None:
        self.writer.poll()
        self._load_waiting()
        project = self._session.project
        self._window.folder.sync.note_settled(len(project.disputed()))
        changed = project.undo_state().undo == "settle"  # else the newer values stand, and there is nothing to undo
        self._session.say(self.tr("已处理 {0} 处冲突", "", count).format(count), offers_undo=changed)
        if not self.desk.cards:
            self.cancel()

    @Slot()
    def _on_opened(self) -> None:
        self._count.start()

    @Slot()
    def _count_waiting(self) -> None:
        count = 0
        if self._session.can_write and self._session.project.sharing.attachment() is None:  # else its sign says so
            with self._session.telling():
                count = len({conflict.row_key for conflict in self._session.project.disputed()})
        words = self.tr("{0} 处冲突待定", "", count).format(count) if count else ""
        self._window.status.disputes.set_words(words)

    # --- the passage

    @Slot(object)
    def show_source(self, what: object) -> None:
        """Show the words of a card or row in the reader; the way back is the button in the toolbar, or Alt+←."""
        about, entity, key = _subject_of(what)
        if about is None:
            return
        report_id = ReportId(about.report_id)
        project, window = self._session.project, self._window
        if report_id not in {report.id for report in project.reports()}:
            self._session.say(self.tr("这份报告还没有并入，合并后才能看原文"))
            return
        window.reviewing.show_page(READING)
        self._way_back = True
        annotation = AnnotationId(key)
        if entity == "annotation" and project.annotations_by_id([annotation]):
            window.view.show_annotation(annotation)
        elif about.end > about.start:
            window.view.show_span(report_id, Span(about.start, about.end))
        else:
            self._session.choose_report(report_id)
        window.refresh_actions_soon()

    # --- the window around it

    def _tell(self) -> None:
        """Show the way to the preview while there is one."""
        window = self._window
        window.toolbar.show_merge(self.has_plan)
        window.refresh_actions_soon()


@Slot(object)
def _put_away(plan: MergePlan) -> None:
    plan.close()


def _subject_of(what: object) -> tuple[Subject | None, str, str]:
    """Return what a card or row is about, its table and id."""
    from quandian.ui.merge.desk import Card

    if isinstance(what, Card):
        return what.first.about, what.first.entity, what.first.entity_id
    if isinstance(what, Item):
        return what.about, what.entity, what.entity_id
    if isinstance(what, Unanchored):
        return Subject(what.title, what.report_id), "", ""
    return None, "", ""
