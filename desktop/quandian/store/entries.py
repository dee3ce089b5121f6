"""The index behind the ledger: one entry an annotation, with its figure as whole numbers that SQL can add and sort.

Entries say nothing of their own: they are derived, not logged, and written in the same transaction as the annotations
they are made of. Whatever writes annotations (verbs, undo, merging) passes ``keep`` on its way to the commit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any

from quandian.core.ledger import Amount, amount_of, is_annual, quantity_of, year_of
from quandian.core.model import Row, RowChange
from quandian.store import rows

if TYPE_CHECKING:
    from sqlite_utils import Database

    from quandian.store.store import Store

TABLES = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, annotation_id TEXT NOT NULL UNIQUE, report_id TEXT NOT NULL, tag_id TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, paragraph INTEGER NOT NULL, status TEXT NOT NULL,
    author TEXT NOT NULL, indicator TEXT NOT NULL, period TEXT NOT NULL, year INTEGER NOT NULL,
    annual INTEGER NOT NULL, due TEXT NOT NULL, responsible TEXT NOT NULL, within TEXT NOT NULL,
    redefined INTEGER NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL, family TEXT NOT NULL,
    comparator TEXT NOT NULL, masked INTEGER NOT NULL, low INTEGER, high INTEGER, exponent INTEGER NOT NULL, base REAL
) STRICT;
CREATE INDEX entry_place ON entry (report_id, tag_id, start, "end");
CREATE INDEX entry_base ON entry (tag_id, family, base);
CREATE INDEX entry_sum ON entry (tag_id, unit, family, comparator, kind, exponent, low, high, masked);
CREATE INDEX entry_period ON entry (tag_id, period);
CREATE INDEX entry_indicator ON entry (tag_id, indicator, year);
CREATE TABLE entry_words (number INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT;
CREATE INDEX report_issuer ON report (issuer);
"""

COLUMNS = (
    'annotation_id, report_id, tag_id, start, "end", paragraph, status, author, indicator, period, year, annual, due,'
    " responsible, within, redefined, kind, unit, family, comparator, masked, low, high, exponent, base"
)
_HOLDERS = ("goal", "achievement")  # a figure inside one of them is a target or was reached
_RELEVANT = frozenset({"tag_id", "start", "end", "status", "author", "note", "report_id"})
_NONE = Amount("", "", "", False, None, None, 0, None, "")
_SLICE = 5000


@lru_cache(maxsize=4096)
def _amount(value: object, value_to: object, unit: object, comparator: object, masked: object, kind: object) -> Amount:
    fields = {"value": value, "value_to": value_to, "unit": unit, "comparator": comparator, "masked": masked}
    quantity = quantity_of(fields | {"kind": kind})
    return _NONE if quantity is None else amount_of(quantity)


def _figure(fields: Mapping[str, Any]) -> Amount:
    if "value" not in fields and "masked" not in fields:
        return _NONE
    get = fields.get
    key = (get("value"), get("value_to"), get("unit"), get("comparator"), get("masked"), get("kind"))
    try:
        return _amount(*key)
    except TypeError:  # a list or an object where a number should be: no figure
        return _NONE


def _text(value: object) -> str:
    return "" if value is None else str(value)


_years = lru_cache(maxsize=4096)(lambda text: (year_of(text), int(is_annual(text))))


def entry_of(row: Row, paragraph: int) -> tuple[Any, ...]:
    """Return the values of an annotation's entry in the order of ``COLUMNS``, ``within`` still empty."""
    fields = row["fields"]
    figure = _figure(fields)
    period, due = _text(fields.get("period")), _text(fields.get("deadline"))
    year, annual = _years(period or due)
    redefined = "口径" in row["quote"] or "口径" in row["note"] or "口径" in row["prefix"][-12:] + row["suffix"][:12]
    return (
        row["id"],
        row["report_id"],
        row["tag_id"],
        row["start"],
        row["end"],
        paragraph,
        row["status"],
        row["author"],
        _text(fields.get("indicator")).strip(),
        period,
        year,
        annual,
        due,
        _text(fields.get("responsible")).strip(),
        "",
        int(redefined),
        figure.kind,
        figure.unit,
        figure.family,
        figure.comparator,
        int(figure.masked),
        figure.low,
        figure.high,
        figure.exponent,
        figure.base,
    )


def words_of(row: Row) -> str:
    """Return what a search for text in the ledger looks at."""
    values = [v for v in row["fields"].values() if isinstance(v, str)]
    return "\x1f".join([row["quote"], row["note"], *values]).lower()


def keep(store: Store, net: Sequence[RowChange]) -> None:
    """Bring the entries up to date with the net changes of an operation, inside its transaction."""
    gone: list[str] = []
    new: list[Row] = []
    changed: list[str] = []
    linked: list[str] = []
    for change in net:
        if change.entity == "annotation":
            if change.after is None:
                gone.append(change.entity_id)
            elif change.before is None:
                new.append(change.after)
            elif any(key in _RELEVANT or key.startswith("fields.") for key in change.after):
                changed.append(change.entity_id)
        elif change.entity == "link":
            linked += [image["source_id"] for image in (change.before, change.after) if image and "source_id" in image]
    if not (gone or new or changed or linked):
        return
    new += store.get_many("annotation", changed).values() if changed else ()
    spans = _Spans()
    numbers = _delete(store, [*gone, *changed], spans)
    _insert(store, new, spans, numbers)
    if changed:  # what measures them may measure a goal now and an achievement before
        linked += [
            r[0]
            for r in store.all(
                "SELECT source_id FROM link WHERE target_id IN (SELECT value FROM json_each(?))",
                (rows.encode(changed),),
            )
        ]
    for key in linked:
        _touch(store, key, spans)
    spans.refresh(store)


def _delete(store: Store, ids: list[str], spans: _Spans) -> dict[str, int]:
    """Delete entries and return their numbers: an annotation that is only changed keeps its own."""
    if not ids:
        return {}
    found = store.all(
        'SELECT number, report_id, tag_id, start, "end", annotation_id FROM entry'
        " WHERE annotation_id IN (SELECT value FROM json_each(?))",
        (rows.encode(ids),),
    )
    for _, report, tag, start, end, _ in found:
        if tag in _HOLDERS:
            spans.add(report, start, end)
    numbers = [(r[0],) for r in found]
    store.write_unlogged("DELETE FROM entry WHERE number = ?", numbers, many=True)
    store.write_unlogged("DELETE FROM entry_words WHERE number = ?", numbers, many=True)
    return {r[5]: r[0] for r in found}


def _insert(store: Store, annotations: Sequence[Row], spans: _Spans, numbers: Mapping[str, int] | None = None) -> None:
    if not annotations:
        return
    paragraphs = _Paragraphs(store, many=len(annotations) > 20)
    last = store.one("SELECT coalesce(max(number), 0) FROM entry")
    kept = numbers or {}
    last_number = max([last[0] if last else 0, *kept.values()])
    made: list[tuple[Any, ...]] = []
    words: list[tuple[int, str]] = []
    for row in annotations:
        number = kept.get(row["id"], 0)
        if not number:
            number = last_number = last_number + 1
        made.append((number, *entry_of(row, paragraphs.at(row["report_id"], row["start"]))))
        words.append((number, words_of(row)))
        if row["tag_id"] in _HOLDERS or row["fields"]:
            spans.add(row["report_id"], row["start"], row["end"])
    marks = ", ".join("?" * 26)
    store.write_unlogged(f"INSERT INTO entry (number, {COLUMNS}) VALUES ({marks})", made, many=True)  # noqa: S608
    store.write_unlogged("INSERT INTO entry_words VALUES (?, ?)", words, many=True)


def _touch(store: Store, annotation_id: str, spans: _Spans) -> None:
    found = store.one('SELECT report_id, start, "end" FROM entry WHERE annotation_id = ?', (annotation_id,))
    if found is not None:
        spans.add(*found)


class _Paragraphs:
    """Says in which paragraph of a report a place lies, as the reader counts them."""

    def __init__(self, store: Store, *, many: bool) -> None:
        self._store, self._many = store, many
        self._starts: dict[str, tuple[list[int], list[int]]] = {}

    def at(self, report_id: str, start: int) -> int:
        if not self._many:
            found = self._store.one(
                "SELECT p.paragraph FROM report r JOIN passage p ON p.text_sha256 = r.text_sha256"
                " WHERE r.id = ? AND p.start <= ? ORDER BY p.ordinal DESC LIMIT 1",
                (report_id, start),
            )
            return int(found[0]) if found else 1
        if report_id not in self._starts:
            found_all = self._store.all(
                "SELECT p.start, p.paragraph FROM report r JOIN passage p ON p.text_sha256 = r.text_sha256"
                " WHERE r.id = ? ORDER BY p.ordinal",
                (report_id,),
            )
            self._starts[report_id] = ([r[0] for r in found_all], [r[1] for r in found_all])
        starts, numbers = self._starts[report_id]
        place = bisect_right(starts, start)
        return numbers[place - 1] if place else 1


class _Spans:
    """Where figures may stand in another goal or achievement than before: the touched spans of each report."""

    def __init__(self) -> None:
        self._spans: dict[str, list[tuple[int, int]]] = {}

    def add(self, report_id: str, start: int, end: int) -> None:
        self._spans.setdefault(report_id, []).append((start, end))

    def refresh(self, store: Store) -> None:
        """Say anew of each figure within the spans what it stands in: the shortest goal or achievement around it."""
        for report_id, touched in self._spans.items():
            spans = _joined(touched)
            low, high = spans[0][0], spans[-1][1]
            found_all = store.all(
                'SELECT number, start, "end", within FROM entry WHERE report_id = ? AND start >= ? AND "end" <= ?'
                " AND kind <> ''",
                (report_id, low, high),
            )
            starts = [start for start, _ in spans]
            figures = [f for f in found_all if f[2] <= spans[bisect_right(starts, f[1]) - 1][1]]
            if not figures:
                continue
            holders: list[tuple[int, int, str]] = []
            for tag in _HOLDERS:
                found = store.all(
                    'SELECT start, "end" FROM entry WHERE report_id = ? AND tag_id = ? AND start <= ? AND "end" >= ?',
                    (report_id, tag, high, low),
                )
                holders += [(start, end, tag) for start, end in found]
            updates = [
                (within, number)
                for (number, _, _, was), within in zip(figures, _innermost(figures, holders), strict=True)
                if within != was
            ]
            linked = _linked(store, [f[0] for f in figures])
            updates = [u for u in updates if u[1] not in linked]
            updates += [(tag, n) for n, tag in linked.items()]
            store.write_unlogged("UPDATE entry SET within = ? WHERE number = ?", updates, many=True)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that share a character as one.

    >>> _joined([(8, 9), (0, 3), (2, 5)])
    [(0, 5), (8, 9)]
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _innermost(figures: Sequence[tuple[Any, ...]], holders: list[tuple[int, int, str]]) -> Iterator[str]:
    """Yield for each figure the tag of the shortest holder that encloses it, else empty."""
    holders.sort(key=lambda h: (h[0], -h[1]))
    starts = [h[0] for h in holders]
    reach = list(accumulate((h[1] for h in holders), max))
    for _, start, end, _ in figures:
        place = bisect_right(starts, start) - 1
        best, size = "", 0
        while place >= 0 and reach[place] >= end:
            left, right, tag = holders[place]
            if right >= end and (not best or right - left < size):
                best, size = tag, right - left
            if best and start - left > size:  # whatever begins farther left is longer
                break
            place -= 1
        yield best


def _linked(store: Store, numbers: list[int]) -> dict[int, str]:
    """Return what figures measure by a relation of their own: that says more than where they stand."""
    if store.one("SELECT 1 FROM link WHERE kind = 'measures' LIMIT 1") is None:
        return {}
    found = store.all(  # CROSS JOIN: from the few figures to their links, not through all links
        "SELECT e.number, t.tag_id FROM json_each(?) j"
        " CROSS JOIN entry e ON e.number = j.value CROSS JOIN link l ON l.source_id = e.annotation_id"
        " CROSS JOIN annotation t ON t.id = l.target_id"
        " WHERE l.kind = 'measures' AND t.tag_id IN ('goal', 'achievement') AND e.kind <> '' ORDER BY l.id",
        (rows.encode(numbers),),
    )
    return {r[0]: r[1] for r in found}


# --- older files


class _Raw:
    """What ``keep`` needs of a store, on the connection of a migration."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return list(self._db.execute(sql, tuple(parameters)).fetchall())

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        found = self.all(sql, parameters)
        return found[0] if found else None

    def write_unlogged(self, sql: str, parameters: Iterable[Sequence[Any]], *, many: bool = False) -> int:
        assert many
        self._db.conn.executemany(sql, parameters)
        return 0


def fill(db: Database) -> None:
    """Make the entries of a file that has annotations and none of them."""
    raw: Any = _Raw(db)
    spans = _Spans()
    spec = rows.ENTITIES["annotation"]
    found = db.execute(f"SELECT {spec.quoted} FROM annotation ORDER BY report_id, start")  # noqa: S608 - constants
    while part := list(islice(found, _SLICE)):
        _insert(raw, [spec.decode(values) for values in part], spans)
    spans.refresh(raw)


def _agrees(row: Row, entry: Sequence[Any]) -> bool:
    if entry[0] is None or entry[-1] != words_of(row):
        return False
    wanted = list(entry_of(row, entry[5]))
    wanted[14] = entry[14]
    return tuple(wanted) == tuple(entry[:-1])


def wrong(store: Store) -> Iterator[str]:
    """Yield ids of annotations whose entry is not what it should be, for the check of a project."""
    spec = rows.ENTITIES["annotation"]
    count = 1 + len(COLUMNS.split(","))
    names = "e." + COLUMNS.replace(", ", ", e.")
    columns = ", ".join(f'a."{c}"' for c in spec.columns)
    sql = (
        f"SELECT {columns}, {names}, w.words FROM annotation a LEFT JOIN entry e ON e.annotation_id = a.id"  # noqa: S608
        " LEFT JOIN entry_words w ON w.number = e.number"
    )
    for values in store.execute(sql):
        entry = values[len(spec.columns) :]
        try:
            row = spec.decode(values[: len(spec.columns)])
            good = len(entry) == count and _agrees(row, entry)
        except (ValueError, TypeError, AttributeError):  # a row that no Quandian writes has no entry either
            good = False
        if not good:
            yield str(values[0])
    for (key,) in store.execute(
        "SELECT annotation_id FROM entry WHERE annotation_id NOT IN (SELECT id FROM annotation)"
    ):
        yield key
