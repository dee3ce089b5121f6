"""A copy of a project that holds only what is to be shared, with nothing left of the rest.

The copy is filtered by deleting rows and then written anew with ``VACUUM INTO``, so that no free page and no rest of a
page holds what was left out. Ids and clocks of operations stay as they are: whoever takes a part in first and the whole
later has every change once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from quandian.core.model import BUILT_IN, Row
from quandian.core.progress import Progress
from quandian.store import backup, entries, rows, scopes, search
from quandian.store.engine import connect, sqlite3, told
from quandian.store.rows import ENTITIES

_OWN_SETTINGS = ("name", "project.key")  # what every package needs
_TAG_SETTINGS = "alias."  # one tag stands for another: part of the codebook
_SHARED = frozenset(
    {*ENTITIES, "content", "passage", "member", "suggestion", "suggested", "learned"}
    | {"operation", "change", "text_index", "entry", "entry_words", "derived"}
)
"""Tables a package may have rows of; every other one is this file's own business."""
_NOT_OURS = ("sqlite_", "_sqlite_", "text_index_")
ABSENT = "absent"
"""How a source file is packed that was left out of a package."""
_STEPS = 9
_NO_WORDS = "…"


@dataclass(frozen=True, slots=True)
class PackChoice:
    """What goes into a package. ``None`` means all; sets hold ids of reports and tags and names of authors."""

    report_ids: frozenset[str] | None = None
    tag_ids: frozenset[str] | None = None
    authors: frozenset[str] | None = None
    sources: bool = True
    history: bool = True
    suggestions: bool = False

    @property
    def whole(self) -> bool:
        """Whether no report, tag or author is left out."""
        return self.report_ids is None and self.tag_ids is None and self.authors is None


@dataclass(frozen=True, slots=True)
class PackCounts:
    """What a package holds. ``size`` in bytes is what the file will be about, before it is encrypted."""

    reports: int
    annotations: int
    links: int
    tags: int
    operations: int
    size: int = 0


def pack(source: Path, target: Path, choice: PackChoice, progress: Progress) -> PackCounts:
    """Write the chosen part of the project at ``source`` to a new file ``target``; returns what it holds.

    ``source`` may be open in a window. Raises UserError as the file system says, Cancelled; then nothing stays.
    """
    work = target.with_name(f"{target.name}.work")
    try:
        progress.step(0, _STEPS)
        backup.copy(source, work)
        with told(target), closing(connect(work)) as db:
            for pragma in ("foreign_keys=OFF", "secure_delete=ON", "synchronous=OFF", "temp_store=MEMORY"):
                db.execute(f"PRAGMA {pragma}")
            db.execute("BEGIN")
            for done, step in enumerate((_settle_log, _choose, _cut_log, _cut_rows, _cut_contents, _derive), 1):
                progress.step(done, _STEPS)
                step(db, choice)
            db.execute("COMMIT")
            progress.step(7, _STEPS)
            target.unlink(missing_ok=True)
            db.execute("VACUUM INTO ?", (str(target),))
            counts = _counted(db)
        progress.step(_STEPS, _STEPS)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            work.with_name(work.name + suffix).unlink(missing_ok=True)
    return counts


# --- what is in


def _in(column: str, chosen: frozenset[str] | None) -> tuple[str, list[str]]:
    """Return a condition that a column is among what was chosen, and its parameter."""
    if chosen is None:
        return "1", []
    return f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(sorted(chosen))]  # noqa: S608


def _choose(db: sqlite3.Connection, choice: PackChoice) -> None:
    """Fill the table ``kept`` with the rows of the package: those there now, with history those deleted since, too."""
    db.execute("CREATE TEMP TABLE kept (entity TEXT, id TEXT, PRIMARY KEY (entity, id)) WITHOUT ROWID")

    def keep(entity: str, condition: str, parameters: Iterable[str] = ()) -> None:
        db.execute(
            f"INSERT OR IGNORE INTO kept SELECT '{entity}', id FROM {entity} WHERE {condition}",  # noqa: S608 - constants
            list(parameters),
        )

    keep("report", *_in("id", choice.report_ids))
    if choice.tag_ids is None:
        keep("tag", "1")
    else:
        wanted = sorted(choice.tag_ids | set(BUILT_IN))
        keep(
            "tag",
            "id IN (WITH RECURSIVE up (id) AS (SELECT value FROM json_each(?) UNION"
            " SELECT t.parent FROM tag t JOIN up ON t.id = up.id WHERE t.parent IS NOT NULL) SELECT id FROM up)",
            [json.dumps(wanted)],
        )
    tag, tags = _in("tag_id", choice.tag_ids)
    author, authors = _in("author", choice.authors)
    report = "report_id IN (SELECT id FROM kept WHERE entity = 'report')"
    keep("annotation", f"{report} AND {tag} AND {author}", [*tags, *authors])
    keep("decision", f"{report} AND {tag} AND {author}", [*tags, *authors])
    ends = "IN (SELECT id FROM kept WHERE entity = 'annotation')"
    keep("link", f"source_id {ends} AND target_id {ends} AND {author}", authors)
    own = ", ".join(f"'{name}'" for name in _OWN_SETTINGS)
    keep(
        "setting", "1" if choice.whole else f"id IN ({own}) OR substr(id, 1, {len(_TAG_SETTINGS)}) = '{_TAG_SETTINGS}'"
    )
    if choice.history:
        _choose_gone(db, choice)


def _choose_gone(db: sqlite3.Connection, choice: PackChoice) -> None:
    """Keep what is deleted by now and belongs to the choice: its deletion must reach those who still have it."""
    gone: dict[str, dict[str, Row]] = {}
    for entity, key, before, after in db.execute(
        "SELECT c.entity, c.entity_id, c.before, c.after FROM change c LEFT JOIN kept k ON k.entity = c.entity"
        " AND k.id = c.entity_id WHERE k.id IS NULL AND (c.before IS NULL OR c.after IS NULL) ORDER BY c.seq"
    ):
        gone.setdefault(entity, {})[key] = rows.decode(before or after)
    living = {
        entity: {r[0] for r in db.execute(f"SELECT id FROM {entity}")}  # noqa: S608 - constants
        for entity in ENTITIES
    }
    kept = {
        entity: {r[0] for r in db.execute("SELECT id FROM kept WHERE entity = ?", (entity,))} for entity in ENTITIES
    }

    def fits(row: Row) -> bool:
        return (
            row["report_id"] in kept["report"]
            and (choice.tag_ids is None or row["tag_id"] in choice.tag_ids)
            and (choice.authors is None or row["author"] in choice.authors)
        )

    for entity in ("report", "tag", "annotation", "decision", "link", "setting"):
        for key, row in gone.get(entity, {}).items():
            if key in living[entity]:
                continue  # it is there, and was left out
            if entity == "report":
                take = choice.report_ids is None
            elif entity == "tag":
                take = choice.tag_ids is None
            elif entity == "setting":
                take = choice.whole
            elif entity == "link":
                take = {row["source_id"], row["target_id"]} <= kept["annotation"]
                take = take and (choice.authors is None or row["author"] in choice.authors)
            else:
                take = fits(row)
            if take:
                kept[entity].add(key)
                db.execute("INSERT INTO kept VALUES (?, ?)", (entity, key))


# --- the log


def _settle_log(db: sqlite3.Connection, choice: PackChoice) -> None:
    """Drop what never leaves a file: changes of merges that are undone at present, notes on what was left aside.

    What merges did to the rows stays where history does, because it leads from one state of a row to the next; readers
    of packages take in authored changes only (``store.scopes``).
    """
    ask: Any = SimpleNamespace(all=lambda sql: db.execute(sql).fetchall())
    if undone := scopes.undone_merges(ask):
        db.execute(f"DELETE FROM change AS c WHERE NOT {scopes.counting(undone)}")  # noqa: S608 - numbers
    db.execute("UPDATE change SET taken = NULL WHERE taken IS NOT NULL")
    if not choice.history:
        authored = ", ".join(f"'{scope}'" for scope in scopes.AUTHORED)
        other = f"SELECT seq FROM operation WHERE scope NOT IN ({authored})"  # noqa: S608 - constants
        db.execute(f"DELETE FROM change WHERE operation IN ({other})")  # noqa: S608 - constants
        db.execute(f"DELETE FROM operation WHERE scope NOT IN ({authored})")  # noqa: S608 - constants
        db.execute("UPDATE operation SET scope = 'own'")  # without what merges did, the log itself says the rows
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name not in _SHARED and not name.startswith(_NOT_OURS):
            db.execute(f'DELETE FROM "{name}"')  # noqa: S608 - a table of our schema


def _cut_log(db: sqlite3.Connection, choice: PackChoice) -> None:
    """Leave in the log what speaks of kept rows; without history only what their present state needs."""
    db.execute(
        "DELETE FROM change WHERE NOT EXISTS"
        " (SELECT 1 FROM kept k WHERE k.entity = change.entity AND k.id = change.entity_id)"
    )
    if not choice.history:
        _forget_earlier(db)
    db.execute("DELETE FROM operation WHERE kind <> 'start' AND seq NOT IN (SELECT operation FROM change)")
    if not choice.history:
        names = {r[0] for r in db.execute("SELECT name FROM tag")} | set(BUILT_IN)
        db.executemany(
            "UPDATE operation SET label = ? WHERE seq = ?",
            [
                (label, seq)
                for seq, label in db.execute("SELECT seq, label FROM operation").fetchall()
                for label in [plain_label(label, names)]
            ],
        )
    elif not choice.whole:  # names of what is not in the package stand in the names of steps
        present = _names_of(db)
        db.executemany(
            "UPDATE operation SET label = ? WHERE seq = ?",
            [
                (plain_label(label, present), seq)
                for seq, label in db.execute("SELECT seq, label FROM operation").fetchall()
            ],
        )


def _names_of(db: sqlite3.Connection) -> set[str]:
    """Return the titles and names that stand in the package anyway."""
    names: set[str] = set(BUILT_IN)
    for entity, key in (("tag", "name"), ("report", "title")):
        for before, after in db.execute("SELECT before, after FROM change WHERE entity = ?", (entity,)):
            for image in (before, after):
                value = rows.decode(image).get(key) if image else None
                if isinstance(value, str):
                    names.add(value)
    return names


_SAFE_CODES = frozenset(
    ("annotate_many", "delete_many", "import_many", "delete_reports", "status", "link", "setting", "accept_many")
)


def plain_label(label: str, known: set[str]) -> str:
    """Return an operation's label without words that may be of something that is not in the package.

    >>> plain_label("import|某报告", set()), plain_label("annotate|goal", {"goal"}), plain_label("delete_many|3", set())
    ('import|…', 'annotate|goal', 'delete_many|3')
    """
    code, bar, argument = label.partition("|")
    if not bar or argument in known or re.fullmatch(r"[0-9]{1,9}", argument):
        return label
    if code in _SAFE_CODES and re.fullmatch(r"[a-z_]{1,24}", argument):
        return label
    return f"{code}|{_NO_WORDS}"


def _forget_earlier(db: sqlite3.Connection) -> None:
    """Rewrite the changes of each row to its present values: what was there before is nowhere any more.

    An insert says the row as it is now, an update only those of its keys that nobody has set since, and these as they
    are now. Folded with others' changes by their clocks this comes to the same as the whole log does.
    """
    found = db.execute(
        "SELECT c.entity, c.entity_id, c.seq, c.before, c.after FROM change c JOIN operation o ON o.seq = c.operation"
        " ORDER BY c.entity, c.entity_id, o.clock, o.id"
    )
    new: list[tuple[str | None, str | None, int]] = []
    idle: list[tuple[int]] = []
    for (entity, key), group in groupby(found, itemgetter(0, 1)):
        changes = [(seq, before, after) for _, _, seq, before, after in group]
        if len(changes) == 1 and changes[0][1] is None:
            continue
        row = _present(db, entity, key)
        for seq, before, after in _as_present(row, changes):
            if before is None and after is None:
                idle.append((seq,))
            else:
                new.append((before, after, seq))
    db.executemany("UPDATE change SET before = ?, after = ? WHERE seq = ?", new)
    db.executemany("DELETE FROM change WHERE seq = ?", idle)


def _present(db: sqlite3.Connection, entity: str, key: str) -> Row:
    spec = ENTITIES[entity]
    found = db.execute(f"SELECT {spec.quoted} FROM {entity} WHERE id = ?", (key,)).fetchone()  # noqa: S608 - constants
    return spec.decode(found)


def _as_present(
    row: Row, changes: list[tuple[int, str | None, str | None]]
) -> Iterator[tuple[int, str | None, str | None]]:
    """Yield the changes of a row with its present values, newest first; nothing at all for what was overwritten."""
    whole = rows.encode(row)
    seen: set[str] = set()
    for seq, before, after in reversed(changes):
        if before is None:
            yield seq, None, whole
        elif after is None:
            yield seq, whole, None
        else:
            keys = [key for key in rows.decode(after) if key not in seen]
            seen.update(keys)
            image = rows.encode({key: rows.value_at(row, key) for key in keys}) if keys else None
            yield seq, image, image


# --- rows and contents


def _cut_rows(db: sqlite3.Connection, choice: PackChoice) -> None:
    for entity in ("link", "decision", "annotation", "report", "tag", "setting"):
        db.execute(
            f"DELETE FROM {entity} WHERE id NOT IN (SELECT id FROM kept WHERE entity = ?)",  # noqa: S608 - constants
            (entity,),
        )
    db.execute(
        "DELETE FROM derived WHERE NOT EXISTS"
        " (SELECT 1 FROM kept k WHERE k.entity = derived.entity AND k.id = derived.entity_id)"
    )
    signed = "SELECT author FROM annotation UNION SELECT author FROM link UNION SELECT author FROM decision"
    if choice.authors is None:
        signed += " UNION SELECT author FROM operation"
    db.execute(f"DELETE FROM member WHERE name NOT IN ({signed})")  # noqa: S608 - constants


def _cut_contents(db: sqlite3.Connection, choice: PackChoice) -> None:
    """Leave the texts of kept reports, of those that history can bring back, and their files if wanted."""
    texts: set[str] = set()
    files: set[str] = set()
    images = db.execute("SELECT after FROM change WHERE entity = 'report' AND before IS NULL")
    present = db.execute("SELECT text_sha256, source_sha256 FROM report")
    for text, file in [
        *((r["text_sha256"], r["source_sha256"]) for (i,) in images for r in [rows.decode(i)]),
        *present,
    ]:
        texts.add(text)
        files.add(file)
    db.execute(
        "DELETE FROM content WHERE form = 'text' AND sha256 NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(texts)),),
    )
    db.execute(
        "DELETE FROM passage WHERE text_sha256 NOT IN (SELECT value FROM json_each(?))", (json.dumps(sorted(texts)),)
    )
    db.execute(
        "DELETE FROM content WHERE form = 'file' AND sha256 NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(files)),),
    )
    if not choice.sources:  # said plainly, so that nobody takes a file left out for one that was lost
        db.execute("UPDATE content SET packing = ?, data = x'' WHERE form = 'file'", (ABSENT,))
    if not choice.suggestions:
        for table in ("suggestion", "suggested"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants
    for table in ("suggestion", "suggested"):
        db.execute(f"DELETE FROM {table} WHERE report_id NOT IN (SELECT id FROM report)")  # noqa: S608 - constants
    if choice.tag_ids is not None:
        db.execute("DELETE FROM suggestion WHERE tag_id NOT IN (SELECT value FROM json_each(?))",
                   (json.dumps(sorted(choice.tag_ids)),))  # fmt: skip
    if not (choice.whole and choice.suggestions):
        db.execute("DELETE FROM learned")


def _derive(db: sqlite3.Connection, choice: PackChoice) -> None:
    """Make anew what follows from what was cut: the words to search for, the entries of the ledger."""
    texts, indexed = db.execute(
        "SELECT (SELECT count(*) FROM content WHERE form = 'text'), (SELECT count(*) FROM text_index_docsize)"
    ).fetchone()
    if texts != indexed:  # a document cannot be taken out of the index without its words
        db.execute("DROP TABLE text_index")
        db.execute(search.TABLE)
        for number, text in db.execute("SELECT number, text FROM content WHERE form = 'text'"):
            db.execute("INSERT INTO text_index (rowid, text) VALUES (?, ?)", (number, search.tokens(text)))
    if not choice.whole:
        db.execute("DELETE FROM entry")
        db.execute("DELETE FROM entry_words")
        shim: Any = SimpleNamespace(execute=db.execute, conn=db)
        entries.fill(shim)


def _counted(db: sqlite3.Connection) -> PackCounts:
    found = db.execute(
        "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM annotation), (SELECT count(*) FROM link),"
        " (SELECT count(*) FROM tag), (SELECT count(*) FROM operation)"
    ).fetchone()
    return PackCounts(*found)


# --- how much it will be


def measure(ask: Any, choice: PackChoice) -> PackCounts:  # noqa: ANN401 - Store.one
    """Return how much a package of this choice will hold; ``ask(sql, parameters)`` returns one row of the project."""
    report, reports = _in("id", choice.report_ids)
    tag, tags = _in("tag_id", choice.tag_ids)
    author, authors = _in("author", choice.authors)
    inside = f"report_id IN (SELECT id FROM report WHERE {report})"  # noqa: S608 - built of constants
    where = f"{inside} AND {tag} AND {author}"
    given = [*reports, *tags, *authors]
    number, words = ask(
        "SELECT count(*), coalesce(sum(length(quote) + length(note) + length(fields)), 0)"  # noqa: S608
        f" FROM annotation WHERE {where}",
        given,
    )
    count, chars, files = ask(
        "SELECT count(*), coalesce(sum(length(c.text)), 0), coalesce(sum(length(f.data)), 0) FROM report r"  # noqa: S608
        " JOIN content c ON c.sha256 = r.text_sha256 AND c.form = 'text'"
        " LEFT JOIN content f ON f.sha256 = r.source_sha256 AND f.form = 'file'"
        f" WHERE {report.replace('id', 'r.id', 1)}",
        reports,
    )
    links, operations, total = ask(
        "SELECT (SELECT count(*) FROM link), (SELECT count(*) FROM operation), (SELECT count(*) FROM annotation)", []
    )
    if not choice.whole:
        chosen = f"SELECT id FROM annotation WHERE {where}"  # noqa: S608
        (links,) = ask(
            f"SELECT count(*) FROM link WHERE source_id IN ({chosen}) AND target_id IN ({chosen}) AND {author}",  # noqa: S608
            [*given, *given, *authors],
        )
    size = 9000 + chars * 2.6 + number * 450 + words * 0.9 + (files if choice.sources else 0)
    if choice.history and total:
        size += (max(operations, 0) * 90) * (number / total if not choice.whole else 1)
    tag_count = (
        len(choice.tag_ids | set(BUILT_IN)) if choice.tag_ids is not None else ask("SELECT count(*) FROM tag", [])[0]
    )
    return PackCounts(count, number, links, tag_count, operations, round(size))
