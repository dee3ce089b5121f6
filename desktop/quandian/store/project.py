"""The facade of the store: one open project, with every question and every verb.

One thread uses it (the window's, or the command line). Every verb is one atomic, named, undoable operation that is on
disk when the verb returns; listeners are told after the commit.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, ClassVar

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.errors import UserError
from quandian.core.ids import new_id
from quandian.core.merge import ALIAS_TAG, PROJECT_KEY
from quandian.core.model import Changes, Row, RowChange, TagId
from quandian.core.sentences import tag_title
from quandian.store import backup as backups
from quandian.store import entries, history, rows, schema, settling
from quandian.store.collecting import Collecting
from quandian.store.engine import told
from quandian.store.ledger import Ledger
from quandian.store.reads import Reads
from quandian.store.sharing import Sharing
from quandian.store.store import Store

if TYPE_CHECKING:
    from quandian.core.audit import AuditEntry, AuditFilter
    from quandian.core.merge import Choice, Choices, Conflict, MergeOutcome, MergePlan, TakenIn
    from quandian.core.progress import Progress
    from quandian.store import packing
    from quandian.store.exchange import LoggedOperation
    from quandian.store.merging import ContentSource
    from quandian.store.outside import Outside
    from quandian.store.still import Still


class Project(Collecting):
    """An open project file. Make one with :meth:`create` or :meth:`open`; close it, or use it in ``with``."""

    closed: ClassVar[Callable[[Path], None] | None] = None
    """Told of each file that was open to be worked in and still lies where it lay, when it is closed, on any thread."""

    def __init__(self, path: Path, store: Store, backup_dir: Path | None, daily: backups.DailyBackup | None) -> None:
        Reads.__init__(self)
        self.path = path
        self.origin = ""
        """Who made the package that this project came in, for the window; empty for one of the user's own."""
        self._copy: Still | None = None
        self._at_close: list[Callable[[], None]] = []
        self.undo_left = 0
        """How many rows the last undo or redo left alone because others had changed them since."""
        self.ledger = Ledger(store)
        """Every annotation as a row: orders, sums, matrices (``core.ledger`` says what they mean)."""
        self.sharing = Sharing(store)
        """What the project remembers of the shared folder it is attached to."""
        self._store = store
        store.keep(entries.keep)
        store.follow(settling.follow)
        self._backup_dir = backup_dir
        self._daily = daily
        self._last: Changes | None = None
        store.subscribe(self._remember)

    @classmethod
    def create(cls, path: Path, *, author: str, device: str, name: str = "", key: str = "") -> Project:
        """Make a project file with the built-in codebook and open it. The folder must exist.

        ``key`` is that of the project which this is to be a copy of, by the way of a shared folder. Raises
        UserError("project.exists"), "project.no_folder" and what the file system says.
        """
        path = Path(path)
        if path.exists():
            raise UserError("project.exists", path=str(path))
        if not path.parent.is_dir():
            raise UserError("project.no_folder", path=str(path.parent))
        part = path.with_name(f".{path.name}.{os.getpid()}.new")  # a crash half-way leaves no broken project behind
        try:
            with told(path):
                part.unlink(missing_ok=True)
            schema.create_file(part)
            store = Store(part, author=author, device=device)
            try:
                with store.operation("start", kind="start"):
                    store.insert_many("tag", [rows.tag_row(tag) for tag in BUILT_IN_TAGS])
                    store.insert("setting", {"id": "name", "value": rows.clean(name or path.stem)})
                    store.insert("setting", {"id": PROJECT_KEY, "value": key or new_id()})
            finally:
                store.close()
            with told(path):
                part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return cls(path, Store(path, author=author, device=device), None, None)

    @classmethod
    def open(
        cls, path: Path, *, author: str, device: str, backup_dir: Path | None = None, backup: bool = True
    ) -> Project:
        """Open a project file. An older one is copied to the backups and migrated.

        If it changed since the newest backup, and that is older than a day, another is taken in the background
        (``backup=False`` leaves that out). Raises UserError: project.missing, .foreign, .newer, .damaged, .busy, …
        """
        path = Path(path)
        schema.need_database(path)
        _need_write_access(path)
        version = schema.version_of(path)
        if schema.is_older(version):
            backups.take(path, None, backup_dir)
            schema.migrate(path)
        store = Store(path, author=author, device=device)
        return cls(path, store, backup_dir, backups.DailyBackup(path, backup_dir) if backup else None)

    @classmethod
    def open_still(
        cls,
        path: Path,
        *,
        author: str,
        device: str,
        copy: Still | None = None,
        origin: str = "",
        refusal: str = "project.still",
    ) -> Project:
        """Open a project only to read it; every verb refuses with ``refusal``. The file is never touched.

        It may be a stranger's, or lie where nothing can be written; an older one is brought up to date in a copy.
        ``copy`` is one made before, in a job, and then ``path`` only what the user knows it by. Raises UserError
        project.strange, .foreign, .newer, .damaged, …
        """
        from quandian.store.still import Still

        path = Path(path)
        if copy is None:
            copy = Still(path)
            copy.vet(path)
        try:
            store = Store(copy.path, author=author, device=device, still=refusal)
            project = cls(path, store, None, None)
        except BaseException:
            copy.drop()
            raise
        store.path = path  # what sentences name
        project.origin, project._copy = origin, copy
        return project

    def save_copy(self, target: Path) -> None:
        """Write the project as a file of its own that can be worked on. Raises UserError project.exists."""
        if target.exists():
            raise UserError("project.exists", path=str(target))
        backups.copy(self.file, target)

    @property
    def file(self) -> Path:
        """The database itself: at ``path``, or its copy where the project is only read."""
        return self._copy.path if self._copy is not None else self.path

    @property
    def read_only(self) -> bool:
        """Whether verbs refuse because the project was opened only to read it."""
        return bool(self._store.still)

    def __enter__(self) -> Project:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; again is fine."""
        if self._daily is not None:
            self._daily.wait()
            self._daily = None
        whole = self._store.close()
        if whole and Project.closed is not None:
            Project.closed(self.path)
        if self._copy is not None:
            self._copy.drop()
        while self._at_close:
            self._at_close.pop()()

    def at_close(self, what: Callable[[], None]) -> None:
        """Call ``what`` when the file is closed."""
        self._at_close.append(what)

    @property
    def name(self) -> str:
        """The project's name, as its setting "name" says."""
        return str(self.setting("name", self.path.stem))

    @property
    def key(self) -> str:
        """What names the project for good: copies of it have the same key, whatever they are called."""
        return str(self.setting(PROJECT_KEY, ""))

    @property
    def author(self) -> str:
        """Who works here now."""
        return self._store.author

    @property
    def device(self) -> str:
        """The device id that breaks ties between clocks."""
        return self._store.device

    @contextmanager
    def operation(self, label: str) -> Iterator[None]:
        """Make several verbs one atomic step with one entry in undo and history, named ``label``."""
        with self._store.operation(label):
            yield

    def undo(self) -> Changes:
        """Take back the newest step of this author and device. Raises UserError("undo.nothing").

        Where others changed its rows since, only what is still as the step left it is put back; ``undo_left`` says how
        many rows were left alone.
        """
        self._last = None
        self.undo_left = history.step_back(self._store)
        return self._told()

    def redo(self) -> Changes:
        """Bring again what was undone last. Raises UserError("redo.nothing")."""
        self._last = None
        self.undo_left = history.step_forward(self._store)
        return self._told()

    def _told(self) -> Changes:
        changes, self._last = self._last, None  # not kept: it may hold a hundred thousand rows
        if changes is None:
            raise RuntimeError("undo inside an operation or a listener")
        return changes

    def _remember(self, changes: Changes) -> None:
        if changes.kind in ("undo", "redo"):
            self._last = changes
        self._count(changes)

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call ``listener`` after each commit, own or seen by :meth:`poll`; returns what to call to stop that."""
        return self._store.subscribe(listener)

    @property
    def seen(self) -> int:
        """The newest operation that listeners know; for :meth:`read_outside`."""
        return self._store.seen

    def read_outside(self, after: int) -> Outside | None:
        """Return what operations newer than ``after`` changed, for :meth:`poll` of another connection; in a job."""
        from quandian.store import outside

        return outside.read(self._store, after)

    def poll(self, ready: Outside | None = None) -> Changes | None:
        """Return what other windows and processes committed since, after telling listeners; cheap where nothing is.

        ``ready`` spares reading it here: 50,000 rows take a second.
        """
        return self._store.poll(ready)

    def backup(self, target: Path | None = None) -> Path:
        """Copy the project to ``target``, else to its backups; returns where. Raises UserError."""
        return backups.take(self.path, target, self._backup_dir)

    def measure(self, choice: packing.PackChoice) -> packing.PackCounts:
        """Return how much of the project a package of this choice holds, and about how big it will be."""
        from quandian.store import packing

        return packing.measure(self._store.one, choice)

    def merge_plan(
        self, others: Sequence[Path], progress: Progress | None = None, *, shown_as: Sequence[Path] | None = None
    ) -> MergePlan:
        """Return what merging other project files would do; nothing is changed. Close the plan, or carry it out.

        ``shown_as`` are the paths the user knows them by (packages). They are not needed once the plan is made.
        Raises UserError project.* and merge.untrusted, merge.itself; Cancelled.
        """
        from quandian.store.planning import plan

        return plan(self._store, others, progress, shown_as=shown_as)

    def merge(self, plan: MergePlan, choices: Choices | None = None, progress: Progress | None = None) -> MergeOutcome:
        """Take a plan in as one step that can be undone, and close it; without ``choices`` as it proposes.

        Raises UserError merge.stale where the project changed since the plan was made; Cancelled. Then nothing changed.
        """
        from quandian.store.merging import merge

        outcome = merge(self._store, plan, choices, progress)
        plan.close()
        return outcome

    def take_in(
        self,
        operations: Iterable[LoggedOperation],
        contents: ContentSource,
        progress: Progress | None = None,
        *,
        same_project: bool = True,
    ) -> TakenIn:
        """Take operations of others in by themselves: no step to undo; conflicts wait in :meth:`disputed`.

        ``same_project`` says that theirs is a copy of this project: then its name comes, too. Raises UserError
        merge.untrusted, merge.no_text; Cancelled. Then nothing came.
        """
        from quandian.store.taking import take_in

        return take_in(self._store, operations, contents, same_project=same_project, progress=progress)

    def disputed(self) -> list[Conflict]:
        """Return the conflicts that came with :meth:`take_in` and wait, oldest first."""
        from quandian.store.taking import disputed

        return disputed(self._store)

    def settle(self, key: str, choice: Choice) -> None:
        """Settle a conflict that waits, as a change of this author that can be undone."""
        from quandian.store.taking import settle

        settle(self._store, key, choice)

    def audit(self, wanted: AuditFilter | None = None, *, changes: bool = False) -> list[AuditEntry]:
        """Return who did what, newest first; with the changed rows where asked for."""
        from quandian.core.audit import AuditFilter
        from quandian.store.audit import audit

        return audit(self._store, wanted or AuditFilter(), changes=changes)

    def restore_annotation(self, annotation_id: str, at: str) -> bool:
        """Bring an annotation back as it was at a time (UTC ISO 8601) or after an operation (id), as one step.

        Returns whether that changed anything. Raises UserError("history.nothing") where it was not there then.
        """
        from quandian.store.audit import restore_annotation

        return restore_annotation(self._store, annotation_id, at)

    def restore_codebook(self, at: str, *, remove_unused: bool = True) -> bool:
        """Bring the tags back as they were, as one step; tags made since stay where annotations have them."""
        from quandian.store.audit import restore_codebook

        return restore_codebook(self._store, at, remove_unused=remove_unused)

    def tags_since(self, at: str) -> dict[TagId, int]:
        """Return the tags that were not there at a time, or after an operation, with how many annotations have them."""
        from quandian.store.audit import tags_since

        return {TagId(key): uses for key, uses in tags_since(self._store, at).items()}

    def audit_changes(self, seq: int, *, after: int = 0, limit: int = 500) -> list[tuple[int, RowChange]]:
        """Return changes of one operation, each with its number in the log; ``after`` pages on."""
        from quandian.store.audit import changes_of_step

        return changes_of_step(self._store, seq, after=after, limit=limit)

    def known_rows(self, entity: str, ids: Sequence[str]) -> dict[str, Row]:
        """Return rows of a logged table by id, those that are gone as the log last had them."""
        from quandian.store.audit import known_rows

        return known_rows(self._store, entity, list(ids))

    def tried_restore(self, at: str, annotation_id: str = "") -> list[RowChange]:
        """Return what restoring an annotation, or the codebook, would change; nothing is changed. Raises as it does."""
        from quandian.store.audit import tried

        if annotation_id:
            return tried(self._store, partial(self.restore_annotation, annotation_id, at))
        return tried(self._store, partial(self.restore_codebook, at))

    def merge_tag(self, tag_id: TagId, into: TagId) -> None:
        """Let one tag stand for another: its annotations and children go over, now and in all merges to come.

        Raises UserError tag.unknown, tag.built_in; nothing where both are the same.
        """
        tag, target = self.tag(tag_id), self.tag(into)
        if tag.built_in:
            raise UserError("tag.built_in", name=tag_title(tag))
        if tag.id != target.id:
            with self._store.operation(f"merge_tag|{tag.name}"):
                self.set_setting(ALIAS_TAG + tag.id, target.id)

    @staticmethod
    def restore(backup: Path, target: Path) -> Path | None:
        """Put a backup in the place of a project, which nobody may have open; returns where what lay there is kept."""
        return backups.restore(Path(backup), Path(target))


def _need_write_access(path: Path) -> None:
    """Raise UserError("project.read_only") where the file or its folder (for the journal) cannot be written."""
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise UserError("project.read_only", path=str(path))
