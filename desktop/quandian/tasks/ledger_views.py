"""The views of the ledger saved in a project: list, save, replace, rename, remove. Each is one step for undo.

A view is a setting of the project, ``ledger.view.ID``, as JSON; like a briefing it is logged, undone, merged and
shared with all other rows, and a program that does not know views keeps them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from quandian.core.errors import UserError
from quandian.core.ids import new_id
from quandian.core.ledger_view import LedgerView, clean_name, fitting, view_from_json, view_to_json
from quandian.core.model import Changes
from quandian.core.sentences import sentence
from quandian.store import Project

PREFIX = "ledger.view."


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of a project. ``id`` is ordered by the time it was made."""

    id: str
    view: LedgerView

    @property
    def name(self) -> str:
        """What it is called; never empty."""
        return self.view.name or sentence("ledger.view_unnamed")


def saved_views(project: Project) -> list[SavedView]:
    """Return the saved views as they were saved, oldest first."""
    return [
        SavedView(key.removeprefix(PREFIX), view_from_json(value)) for key, value in project.settings(PREFIX).items()
    ]


def saved_view(project: Project, view_id: str) -> SavedView:
    """Return one view. Raises UserError ``ledger.view_unknown``."""
    value = project.setting(PREFIX + view_id)
    if value is None:
        raise UserError("ledger.view_unknown", name=view_id)
    return SavedView(view_id, view_from_json(value))


def find_view(project: Project, given: str) -> SavedView:
    """Return the view of this name, or whose id begins so.

    Raises UserError ``ledger.view_unknown`` and ``ledger.view_ambiguous``.
    """
    every = saved_views(project)
    matches = [one for one in every if given in (one.name, one.id)] or [
        one for one in every if given and one.id.startswith(given)
    ]
    if not matches:
        raise UserError("ledger.view_unknown", name=given)
    if len(matches) > 1:
        raise UserError("ledger.view_ambiguous", name=given, count=len(matches))
    return matches[0]


def view_named(project: Project, name: str) -> SavedView | None:
    """Return the view of this name, if there is one; blanks around it do not count."""
    wanted = clean_name(name)
    return next((one for one in saved_views(project) if wanted and one.name == wanted), None)


def shown_view(project: Project, view: LedgerView) -> LedgerView:
    """Return a view without tags, columns and reports that this project does not have."""
    reports = () if view.query.report_ids is None else {report.id for report in project.reports()}
    return fitting(view, project.tags(), reports)


def add_view(project: Project, view: LedgerView) -> SavedView:
    """Save a new view and return it. Raises UserError ``ledger.view_no_name``."""
    return _put(project, SavedView(new_id(), _named(view, view.name)), "view_add")


def replace_view(project: Project, view_id: str, view: LedgerView) -> SavedView:
    """Keep under a view's name what is shown now; nothing is written when nothing changes.

    Raises UserError ``ledger.view_unknown``.
    """
    found = saved_view(project, view_id)
    made = SavedView(view_id, _named(view, found.name))
    return made if made == found else _put(project, made, "view_replace")


def rename_view(project: Project, view_id: str, name: str) -> SavedView:
    """Call a view something else; nothing is written when it is called so already.

    Raises UserError ``ledger.view_unknown``, ``ledger.view_no_name``, and ``ledger.view_taken`` where another view is.
    """
    found = saved_view(project, view_id)
    made = SavedView(view_id, _named(found.view, name))
    if any(one.name == made.name and one.id != view_id for one in saved_views(project)):
        raise UserError("ledger.view_taken", name=made.name)
    return made if made == found else _put(project, made, "view_rename")


def remove_view(project: Project, view_id: str) -> None:
    """Remove a view; undo brings it back. Raises UserError ``ledger.view_unknown``."""
    found = saved_view(project, view_id)
    with project.operation(f"view_remove|{found.name}"):
        project.set_setting(PREFIX + view_id, None)


def touches_views(changes: Changes) -> bool:
    """Whether a change is one of saved views."""
    return any(row.entity == "setting" and row.entity_id.startswith(PREFIX) for row in changes.rows)


def _named(view: LedgerView, name: str) -> LedgerView:
    clean = clean_name(name)
    if not clean:
        raise UserError("ledger.view_no_name")
    return replace(view, name=clean)


def _put(project: Project, saved: SavedView, label: str) -> SavedView:
    with project.operation(f"{label}|{saved.name}"):
        project.set_setting(PREFIX + saved.id, view_to_json(saved.view))
    return saved
