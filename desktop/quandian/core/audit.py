"""Who did what when: the questions to the history of a project, and its answers."""

from __future__ import annotations

from dataclasses import dataclass

from quandian.core.model import RowChange


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What of the history is asked for; empty means all. Times are UTC ISO 8601 (or the beginning of one).

    ``since`` is included, ``until`` is not. ``entity`` is a table, ``entity_id`` a row of any table. ``codes`` are the
    first words of labels ("annotate", "merge"). ``tag`` and ``report`` are ids: what was done to them, and to
    annotations that have or had them. ``text`` is sought in what changed and in names of steps. ``before`` pages on:
    only operations older than the one of this ``order``.
    """

    author: str = ""
    since: str = ""
    until: str = ""
    entity: str = ""
    entity_id: str = ""
    codes: tuple[str, ...] = ()
    before: tuple[str, str] | None = None
    limit: int = 200
    tag: str = ""
    report: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One operation.

    ``scope`` is "own" (made in this file), "foreign" (came by a merge), "choice" (chosen in one), "local" or "sync" (a
    merge, or what came from a shared folder, as a step here). ``counts`` says whether its changes are in force: a merge
    that was undone is not, nor what it brought. ``rows`` is how many rows it changed. ``clock`` is what operations are
    in order by, whatever file they were made in.
    """

    operation_id: str
    seq: int
    at: str
    author: str
    device: str
    label: str
    kind: str
    scope: str
    counts: bool
    rows: int
    changes: tuple[RowChange, ...] = ()
    clock: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """What steps are sorted by; no two have the same."""
        return self.clock, self.operation_id

    @property
    def gathers(self) -> bool:
        """Whether this is a merge, or what came from a shared folder: what it brought has steps of its own, too."""
        return self.scope in ("local", "sync")
