"""The history of a project: filtered, paged, and an earlier state of a row or of the codebook brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quandian.core.audit import AuditEntry, AuditFilter
from quandian.core.errors import UserError
from quandian.core.ids import utc_now
from quandian.core.merge_fold import Folded, fold
from quandian.core.model import BUILT_IN, Row, RowChange
from quandian.store import rows
from quandian.store.rows import ENTITIES
from quandian.store.scopes import counting, undone_merges
from quandian.store.settling import Settling, changes_of
from quandian.store.store import Store

_STEPS = "(o.scope IN ('own', 'foreign', 'choice', 'sync') OR (o.scope = 'local' AND o.step = o.id))"


def audit(store: Store, wanted: AuditFilter, *, changes: bool = False) -> list[AuditEntry]:
    """Return operations, newest first by the clocks of all who wrote; with their ``changes`` where asked for.

    What came in by a merge stands where it was made, and in the step of the merge as what that did to the rows here.
    """
    where, parameters = _where(wanted)
    undone = undone_merges(store)
    taken_back = ", ".join(map(str, undone))
    found = store.all(
        "SELECT o.id, o.seq, o.created_at, o.author, o.device, o.label, o.kind, o.scope, o.clock,"  # noqa: S608
        f" (SELECT count(*) FROM change c WHERE c.operation = o.seq), o.seq NOT IN ({taken_back})"
        f" AND NOT EXISTS (SELECT 1 FROM change c WHERE c.operation = o.seq AND NOT {counting(undone)})"
        f" FROM operation o WHERE {where} ORDER BY o.clock DESC, o.id DESC LIMIT :limit",
        parameters,
    )
    entries = []
    for values in found:
        of = _changes(store, values[1], wanted) if changes and values[7] not in ("local", "sync") else ()
        key, seq, at, author, device, label, kind, scope, clock, number, counts = values
        entries.append(AuditEntry(key, seq, at, author, device, label, kind, scope, bool(counts), number, of, clock))
    return entries


def _where(wanted: AuditFilter) -> tuple[str, dict[str, Any]]:
    where = [_STEPS]
    parameters: dict[str, Any] = {"limit": wanted.limit}
    for column, test, value in (
        ("+o.author", "=", wanted.author),  # not by its index: the newest are found at once by walking back
        ("o.created_at", ">=", wanted.since),
        ("o.created_at", "<", wanted.until),
    ):
        if value:
            name = f"p{len(parameters)}"
            where.append(f"{column} {test} :{name}")
            parameters[name] = value
    if wanted.before is not None:
        where.append("(o.clock, o.id) < (:clock, :id)")
        parameters["clock"], parameters["id"] = wanted.before
    if wanted.codes:
        code = "substr(o.label, 1, instr(o.label || '|', '|') - 1)"
        where.append(f"{code} IN (SELECT value FROM json_each(:codes))")  # noqa: S608
        parameters["codes"] = rows.encode(list(wanted.codes))
    _where_about(wanted, where, parameters)
    if wanted.entity_id:
        tables = [wanted.entity] if wanted.entity in ENTITIES else list(ENTITIES)
        names = ", ".join(f"'{name}'" for name in tables)
        touching = f"SELECT operation FROM change WHERE entity IN ({names}) AND entity_id = :row"  # noqa: S608
        where.append("o.seq IN (" + touching + ")")
        where.append("o.scope NOT IN ('local', 'sync')")
        parameters["row"] = wanted.entity_id
    elif wanted.entity:
        where.append("EXISTS (SELECT 1 FROM change c WHERE c.operation = o.seq AND c.entity = :entity)")
        parameters["entity"] = wanted.entity
    return " AND ".join(where), parameters


def _where_about(wanted: AuditFilter, where: list[str], parameters: dict[str, Any]) -> None:
    """Add the conditions that look into what was changed: tag, report, words."""
    for name, column, value in (("tag", "tag_id", wanted.tag), ("report", "report_id", wanted.report)):
        if value:
            parameters[name], parameters[f"{name}_image"] = value, f'%"{column}":{rows.encode(value)}%'
            now = f"SELECT 1 FROM annotation a WHERE a.id = c.entity_id AND a.{column} = :{name}"  # noqa: S608 - constants
            where.append(
                "EXISTS (SELECT 1 FROM change c WHERE c.operation = o.seq"  # noqa: S608 - constants
                f" AND ((c.entity = '{name}' AND c.entity_id = :{name}) OR (c.entity = 'annotation'"
                f" AND (c.after LIKE :{name}_image OR c.before LIKE :{name}_image OR EXISTS ({now})))))"
            )
    if wanted.text:
        parameters["text"] = f"%{_for_like(wanted.text)}%"
        parameters["text_image"] = f"%{_for_like(rows.encode(wanted.text)[1:-1])}%"
        where.append(
            "(o.label LIKE :text ESCAPE '\\' OR EXISTS (SELECT 1 FROM change c WHERE c.operation = o.seq"
            " AND (c.after LIKE :text_image ESCAPE '\\' OR c.before LIKE :text_image ESCAPE '\\')))"
        )


def _for_like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def changes_of_step(store: Store, seq: int, *, after: int = 0, limit: int = 500) -> list[tuple[int, RowChange]]:
    """Return changes of an operation in their order, each with its number in the log; ``after`` pages on."""
    found = store.all(
        "SELECT seq, entity, entity_id, before, after FROM change WHERE operation = ? AND seq > ? ORDER BY seq LIMIT ?",
        (seq, after, limit),
    )
    return [(r[0], _change(*r[1:])) for r in found]


def known_rows(store: Store, entity: str, ids: list[str]) -> dict[str, Row]:
    """Return rows as they are, and those that are gone as the log last had them whole; by id."""
    found = store.get_many(entity, ids)
    gone = [key for key in ids if key not in found]
    if gone:
        logged = store.all(
            "SELECT entity_id, coalesce(after, before) FROM change WHERE entity = ?"
            " AND entity_id IN (SELECT value FROM json_each(?)) AND (before IS NULL OR after IS NULL) ORDER BY seq",
            (entity, rows.encode(gone)),
        )
        found |= {r[0]: rows.decode(r[1]) for r in logged}
    return found


class _EnoughError(Exception):
    """Ends a step that was only tried."""


def tried(store: Store, restore: Callable[[], object]) -> list[RowChange]:
    """Return what restoring would change; nothing stays changed. Raises as restoring does."""
    found: list[RowChange] = []
    try:
        with store.operation("preview") as operation:
            restore()
            found = rows.coalesced([*operation.changes, *operation.derived])
            raise _EnoughError
    except _EnoughError:
        return found


def _change(entity: str, key: str, before: str | None, after: str | None) -> RowChange:
    return RowChange(
        entity,
        key,
        None if before is None else rows.decode(before),
        None if after is None else rows.decode(after),
    )


def _changes(store: Store, seq: int, wanted: AuditFilter) -> tuple[RowChange, ...]:
    found = store.all(
        "SELECT entity, entity_id, before, after FROM change WHERE operation = :seq"
        " AND (:entity = '' OR entity = :entity) AND (:row = '' OR entity_id = :row) ORDER BY seq",
        {"seq": seq, "entity": wanted.entity, "row": wanted.entity_id},
    )
    return tuple(_change(*values) for values in found)


def state_at(store: Store, entity: str, entity_id: str, at: str) -> Folded:
    """Return what a row was at a time (UTC ISO 8601) or right after an operation (its id)."""
    changes = changes_of(store, entity, [entity_id], undone_merges(store)).get(entity_id, [])
    last = store.one("SELECT clock FROM operation WHERE id = ?", (at,))
    if last is not None:
        chosen = [change for change in changes if change.order <= (last[0], at)]
    else:
        chosen = [change for change in changes if change.at <= at]
    return fold(chosen, latest_insert_wins=entity == "setting")


def restore_annotation(store: Store, annotation_id: str, at: str) -> bool:
    """Bring an annotation back as it was; returns whether that changed anything.

    Raises UserError history.unknown, history.nothing.
    """
    if (
        store.one("SELECT 1 FROM change WHERE entity = 'annotation' AND entity_id = ? LIMIT 1", (annotation_id,))
        is None
    ):
        raise UserError("history.unknown", name=annotation_id)
    then = state_at(store, "annotation", annotation_id, at)
    if not then.shown:
        raise UserError("history.nothing", name=annotation_id)
    with store.operation(f"restore|{_moment(store, at)}") as operation:
        _put(store, "annotation", then.row)
        with operation.follows():  # its report or its tag may be gone: they come back with it
            store.execute("PRAGMA defer_foreign_keys=ON")
            Settling(store).run({"report": {then.row["report_id"]}, "tag": {then.row["tag_id"]}})
        return bool(operation.changes)


def _codebook_at(store: Store, at: str) -> dict[str, Folded]:
    """Return every tag that ever was as it was then. Raises UserError history.no_codebook."""
    ids = [r[0] for r in store.all("SELECT DISTINCT entity_id FROM change WHERE entity = 'tag'")]
    then = {key: state_at(store, "tag", key, at) for key in ids}
    if not any(state.shown for state in then.values()):
        raise UserError("history.no_codebook")
    return then


def tags_since(store: Store, at: str) -> dict[str, int]:
    """Return the tags that were not there then, by id with how many annotations have them; in the codebook's order."""
    then = _codebook_at(store, at)
    found = store.all(
        "SELECT t.id, (SELECT count(*) FROM annotation a WHERE a.tag_id = t.id) FROM tag t ORDER BY t.position, t.id"
    )
    return {key: uses for key, uses in found if key not in BUILT_IN and (key not in then or not then[key].shown)}


def restore_codebook(store: Store, at: str, *, remove_unused: bool = True) -> bool:
    """Bring the tags back as they were: changed ones change back, removed ones come back.

    Tags made since stay where annotations have them; others are removed unless that is not wanted. Returns whether
    that changed anything.
    """
    then = _codebook_at(store, at)
    since = tags_since(store, at)
    with store.operation(f"restore_codebook|{_moment(store, at)}") as operation:
        store.execute("PRAGMA defer_foreign_keys=ON")
        for state in then.values():
            if state.shown:
                _put(store, "tag", state.row)
        for key, uses in since.items():
            row = store.get("tag", key)
            if row is not None and not uses and remove_unused:
                for child, parent in store.all("SELECT id, parent FROM tag WHERE parent = ?", (key,)):
                    found = store.get("tag", child)
                    if found is not None and parent == key:
                        store.update("tag", found, {"parent": None})
                store.delete_many("tag", [row])
        return bool(operation.changes)


def _moment(store: Store, at: str) -> str:
    """Return a time, or that of an operation, as its step's name has it."""
    found = store.one("SELECT created_at FROM operation WHERE id = ?", (at,))
    return str(found[0] if found else at)[:16].replace("T", " ")


def _put(store: Store, entity: str, row: Row) -> None:
    present = store.get(entity, row["id"])
    if present is None:
        store.insert(entity, row)
    elif present != row:
        values = dict(row)
        if entity == "annotation":
            values["modified_at"] = utc_now() if _differs(present, row) else present["modified_at"]
        store.update(entity, present, values)


def _differs(one: Row, other: Row) -> bool:
    return any(one[key] != other[key] for key in one if key != "modified_at")
