# ruff: noqa: S608 - all SQL here is built of the constants above; values are parameters
"""What the ledger asks of a project: orders of rows, rows, totals, counts and facts, all from the index of entries.

An order is a list of numbers, so that a table of 100,000 rows costs one query; the rows themselves are read where they
are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from quandian.core.comparing import Aliases, Contradiction, Fact, RowKey, YearMatrix, contradictions, year_matrix
from quandian.core.contradicting import SEVERAL, Said, joined, within_reports
from quandian.core.ledger import (
    LedgerRow,
    Nature,
    Part,
    Query,
    Totals,
    amount_of,
    part_of,
    quantity_of,
    totals,
)
from quandian.core.ledger_words import names_apart
from quandian.core.model import AnnotationId, Changes
from quandian.core.quantity import QuantityError, number_of
from quandian.store import rows
from quandian.store.ledger_made import Fold, added, by_family, fact, folded, ranks, row_of, sound
from quandian.store.ledger_sql import (
    ALIASES,
    BREAKS,
    IS_TARGET,
    NATURE,
    PART,
    PLACE,
    REPORTS,
    SORTED_BY,
    SUMS,
    WHOLE_TAG,
    WITH_FIGURE,
    YEAR,
    LedgerSql,
)

__all__ = ["ALIASES", "BREAKS", "Choice", "Crossing", "Group", "Ledger", "MatrixRows", "touches"]

MatrixRows = tuple[list[tuple[RowKey, int]], list[int]]  # rows with the number of their years, and all years


class Choice(NamedTuple):
    """A value of a column and how many rows have it."""

    value: str
    rows: int


class Group(NamedTuple):
    """A group of rows: its value, and where in the order its rows begin and how many they are."""

    value: str
    first: int
    rows: int


class Crossing(NamedTuple):
    """Rows that share the values of two columns: how many, the number and figure of the newest, how they were checked.

    ``number`` is 0 where none of them is as wanted; ``base`` is in the smallest unit of ``family``, None without one.
    """

    rows: int
    number: int
    base: float | None
    family: str
    confirmed: int
    doubtful: int


class Ledger(LedgerSql):
    """The ledger of one project. Cheap to make; asks anew each time."""

    # --- rows

    def order(self, query: Query) -> list[int]:
        """Return the numbers of the rows that a query finds, in its order: groups first, then sort, then place.

        Rows without a value in the sorted column stand last, whichever the direction. Values are sorted within what can
        be compared: amounts of money, then people, whatever there is most of first.
        """
        source, where, parameters = self._source(query)
        if query.group:
            return [r[0] for r in self._sorted(query, source, where, parameters)]
        if query.sort == "value":
            way = "DESC" if query.descending else "ASC"
            alone = "r." not in where  # then the index alone has the answer, in order
            found = self._store.all(
                f"{'' if alone else REPORTS} SELECT e.number, CASE WHEN e.base IS NULL THEN NULL ELSE e.family END"
                f" FROM {'entry e' if alone else source} WHERE {where} ORDER BY e.family, e.base {way}, e.number",
                parameters,
            )
            return by_family(found)
        if query.sort:
            return [r[0] for r in self._sorted(query, source, where, parameters)]
        found = self._store.all(
            f"{REPORTS} SELECT e.number FROM {source} WHERE {where} ORDER BY {PLACE}",
            parameters,
        )
        return [r[0] for r in found]

    def _sorted(self, query: Query, source: str, where: str, parameters: dict[str, Any]) -> list[tuple[int, Any]]:
        """Return numbers with their group, in order. Text is sorted as Chinese offices expect: GB 18030, by sound."""
        group = self._expression(query.group, parameters) if query.group else "''"
        sort = "''"
        if query.sort and query.sort != "value":
            sort = SORTED_BY.get(query.sort) or self._sized(query.sort, parameters)
        base = "e.base IS NULL, e.family, e.base" if query.sort == "value" else "1"
        order = f" ORDER BY {base}, {PLACE}" if query.sort in ("", "value") else f" ORDER BY {PLACE}"
        if query.sort == "value" and query.descending:
            order = f" ORDER BY e.base IS NULL, e.family, e.base DESC, {PLACE}"
        found = self._store.all(
            f"{REPORTS} SELECT e.number, {group}, {sort} FROM {source} WHERE {where}{order}",
            parameters,
        )
        if query.sort and query.sort != "value":
            places = ranks({r[2] for r in found}, query.descending)
            found.sort(key=lambda r: places[r[2]])
        if query.group:
            fold = self._folding(query.group)
            values = {r[1] for r in found}
            stands = {value: "" if value is None else fold(value) if fold else value for value in values}
            names = self.report_names() if query.group == "report" else {}
            down = query.descending and query.sort == query.group
            places = ranks(set(stands.values()), down, names)
            found.sort(key=lambda r: places[stands[r[1]]])
            return [(r[0], stands[r[1]]) for r in found]
        return [(r[0], r[1]) for r in found]

    def _folding(self, key: str) -> Fold | None:
        """Return what folds values of a column into those that stand for them: merged names of indicators."""
        aliases = self.aliases() if key == "field.indicator" else None
        return (lambda value: aliases.name(value) if value else value) if aliases else None

    def grouped(self, query: Query) -> tuple[list[int], list[Group]]:
        """Return the order of a grouped query, and its groups in that order."""
        source, where, parameters = self._source(query)
        found = self._sorted(query, source, where, parameters)
        groups: list[Group] = []
        first = 0
        for place in range(1, len(found) + 1):
            if place == len(found) or found[place][1] != found[first][1]:
                value = found[first][1]
                groups.append(Group("" if value is None else str(value), first, place - first))
                first = place
        return [r[0] for r in found], groups

    def rows(self, numbers: Sequence[int]) -> list[LedgerRow]:
        """Return rows by number, in the order asked for; those that are gone are left out."""
        found = self._store.all(
            f'{REPORTS} SELECT e.number, a.id, a.report_id, a.tag_id, a.start, a."end", a.quote, a.fields, a.note,'
            f" a.status, a.author, r.title, r.issuer, r.place, r.spoken, e.paragraph, {YEAR}, {NATURE}"
            " FROM entry e JOIN annotation a ON a.id = e.annotation_id JOIN r ON r.id = e.report_id"
            " WHERE e.number IN (SELECT value FROM json_each(:numbers))",
            {"numbers": rows.encode(list(numbers))},
        )
        made = {r[0]: row_of(r) for r in found}
        return [made[n] for n in numbers if n in made]

    def numbers_of(self, ids: Iterable[AnnotationId]) -> dict[AnnotationId, int]:
        """Return the numbers of annotations that are there."""
        found = self._store.all(
            "SELECT annotation_id, number FROM entry WHERE annotation_id IN (SELECT value FROM json_each(?))",
            (rows.encode(list(ids)),),
        )
        return {AnnotationId(r[0]): r[1] for r in found}

    # --- sums

    def totals(self, query: Query) -> Totals:
        """Return counts, sums and means of what a query finds, where units agree; exact however many there are."""
        return self.totals_by(query, "").get("", Totals(0, 0))

    def totals_by(self, query: Query, key: str) -> dict[str, Totals]:
        """Return the totals for each value of a column; under the empty key those of all for an empty ``key``.

        The index alone adds up everything; of that the targets are taken, and what is left was reached.
        """
        source, where, parameters = self._source(query)
        group = self._expression(key, parameters) if key else "''"
        summed = f"{group}, {SUMS}"
        by = f"GROUP BY {'1, ' if key else ''}{{}}e.unit, e.family, e.comparator, e.kind, e.exponent"
        alone = "r." not in group and "r." not in where  # then the index alone has the answer
        found = self._store.all(
            f"{'' if alone else REPORTS} SELECT {summed} FROM {'entry e' if alone else source} WHERE {where}"
            f" {by.format('' if alone else '+')}",
            parameters,
        )
        # Of a whole tag the table is read through: the index would send SQLite to every row of it, in no order.
        through = "entry e NOT INDEXED CROSS JOIN r ON r.id = e.report_id"
        targets = self._store.all(
            f"{REPORTS} SELECT {summed} FROM {through if where == WHOLE_TAG else source}"
            f" WHERE {where} AND {IS_TARGET} {by.format('+')}",
            parameters,
        )
        parts, counts = added(found, targets)
        if any(r[11] for r in found):
            self._add_long(source, where, parameters, group, parts)
        fold = self._folding(key)
        if fold is not None:
            parts, counts = folded(parts, counts, fold)
        return {name: totals(parts.get(name, ()), *tally) for name, tally in counts.items()}

    def _add_long(
        self, source: str, where: str, parameters: dict[str, Any], group: str, parts: dict[str, list[Part]]
    ) -> None:
        """Add figures of more digits than SQL can add: they are few."""
        found = self._store.all(
            f"{REPORTS} SELECT {group}, a.fields, {IS_TARGET}"
            f" FROM {source} JOIN annotation a ON a.id = e.annotation_id"
            f" WHERE {where} AND e.low IS NULL AND e.base IS NOT NULL",
            parameters,
        )
        for value, fields, aimed in found:
            quantity = quantity_of(rows.decode(fields))
            nature = Nature.TARGET if aimed else Nature.ACTUAL
            part = None if quantity is None else part_of(amount_of(quantity, fitting=False), nature)
            if part is not None:
                parts.setdefault("" if value is None else str(value), []).append(part)

    def choices(self, query: Query, key: str, limit: int = 500) -> list[Choice]:
        """Return the values of a column among what a query finds, its own filter aside, the most frequent first."""
        source, where, parameters = self._source(query.without(key))
        expression = self._expression(key, parameters)
        fold = self._folding(key)
        found = self._store.all(
            f"{REPORTS} SELECT {expression}, count(*) FROM {source} WHERE {where} GROUP BY 1"
            " ORDER BY 2 DESC, 1 LIMIT :limit",
            parameters | {"limit": limit if fold is None else -1},
        )
        if fold is not None:
            counted: Counter[str | None] = Counter()
            for value, number in found:
                counted[fold(value)] += number
            found = counted.most_common(limit)
        return [Choice("" if r[0] is None else str(r[0]), r[1]) for r in found]

    def report_names(self) -> dict[str, str]:
        """Return what to call each report by id: its title, told apart from others of the same title."""
        found = self._store.all("SELECT id, title, issuer, period, source_name FROM report ORDER BY position, id")
        return names_apart(found)

    def counts(self, query: Query, key: str, other: str) -> list[tuple[str, str, int]]:
        """Return how many rows there are of each pair of values of two columns."""
        source, where, parameters = self._source(query)
        first, second = self._expression(key, parameters), self._expression(other, parameters)
        found = self._store.all(
            f"{REPORTS} SELECT {first}, {second}, count(*) FROM {source} WHERE {where} GROUP BY 1, 2",
            parameters,
        )
        return [("" if a is None else str(a), "" if b is None else str(b), n) for a, b, n in found]

    def crossings(
        self, query: Query, key: str, other: str, *, figures: bool = False
    ) -> dict[tuple[str, str], Crossing]:
        """Return the rows of each pair of values of two columns; the newest of them, or the newest with a figure."""
        source, where, parameters = self._source(query)
        first, second = self._expression(key, parameters), self._expression(other, parameters)
        newest = "r.rank * 1000000000 + e.start"
        # Bare columns beside max() are those of the row that is the greatest: SQLite's documented way.
        found = self._store.all(
            f"{REPORTS} SELECT {first}, {second}, count(*), e.number, e.base, e.family, sum(e.status = 'confirmed'),"
            f" sum(e.status = 'doubtful'), max({WITH_FIGURE.format(newest) if figures else newest})"
            f" FROM {source} WHERE {where} GROUP BY 1, 2",
            parameters,
        )
        return {
            ("" if r[0] is None else str(r[0]), "" if r[1] is None else str(r[1])): Crossing(
                r[2], r[3] if r[8] is not None else 0, r[4], r[5], r[6], r[7]
            )
            for r in found
        }

    def deadlines(self, query: Query, limit: int = 2000) -> list[tuple[int, str]]:
        """Return numbers and deadlines of the rows that have one, the earliest first."""
        source, where, parameters = self._source(query)
        return self._store.all(
            f"{REPORTS} SELECT e.number, e.due FROM {source} WHERE {where} AND e.due <> ''"
            " ORDER BY e.due, e.number LIMIT :limit",
            parameters | {"limit": limit},
        )

    # --- figures

    def facts(self, query: Query, *, every_report: bool = False, indicators: Sequence[str] | None = None) -> list[Fact]:
        """Return the newest figure of each indicator, issuer, period and nature among what a query finds.

        With ``every_report`` the newest of each report, for contradictions. ``indicators`` asks for these only.
        """
        source, where, parameters = self._source(query)
        if indicators is not None:
            where += " AND e.indicator IN (SELECT value FROM json_each(:indicators))"
            parameters["indicators"] = rows.encode(list(indicators))
        # A bare column beside max() has the value of the row that is the greatest: SQLite's documented way.
        found = self._store.all(
            f"{REPORTS} SELECT e.number, e.indicator, r.issuer, {YEAR} AS year,"
            f" {PART} AS part, e.annual, {NATURE} AS nature,"
            " max(r.rank * 1000000000 + e.start), e.unit, e.family, e.comparator, e.masked, e.low, e.high, e.exponent,"
            f" e.kind, count(*), e.status, e.report_id, e.redefined FROM {source}"
            f" WHERE {where} AND e.kind <> '' AND e.indicator <> ''"
            f" GROUP BY e.indicator, r.issuer, 4, part, nature, e.family{', r.id' if every_report else ''}",
            parameters,
        )
        return list(map(fact, found))

    def matrix_rows(self, query: Query) -> MatrixRows:
        """Return the rows that an indicator matrix of what a query finds has, and its years.

        Rows come with the number of their years (of merged indicators: at most that many), the fullest first.
        """
        source, where, parameters = self._source(query)
        where += " AND e.kind <> '' AND e.indicator <> ''"
        found = self._store.all(
            f"{REPORTS} SELECT e.indicator, r.issuer, e.family, {YEAR} FROM {source} WHERE {where} AND {YEAR}",
            parameters,
        )
        aliases = self.aliases()
        counts: dict[RowKey, int] = {}
        # Told apart here: SQLite would sort all of them by three texts, which takes twice as long.
        for (indicator, issuer, family), number in Counter(map(itemgetter(0, 1, 2), set(found))).items():
            key = RowKey(aliases.name(indicator) if aliases else indicator, issuer, family)
            counts[key] = counts.get(key, 0) + number
        order = sorted(counts, key=lambda key: (-counts[key], sound(key.indicator), sound(key.issuer), key.family))
        return [(key, counts[key]) for key in order], sorted({r[3] for r in found})

    def matrix(self, query: Query, indicators: Sequence[str]) -> YearMatrix:
        """Return the matrix of some indicators only: a table of thousands of rows asks for those in sight."""
        aliases = self.aliases()
        names = [name for indicator in indicators for name in aliases.names(indicator)]
        stated = self.facts(query, every_report=True, indicators=names)
        differing = {found.key for found in contradictions(stated, aliases)}
        return year_matrix(stated, aliases, differing, self.breaks())

    def contradictions(self, query: Query) -> list[Contradiction]:
        """Return what is stated differently among what a query finds, by different reports and within one."""
        aliases = self.aliases()
        return joined(self._across(query, aliases), self._within(query, aliases))

    def _within(self, query: Query, aliases: Aliases) -> list[Contradiction]:
        """Return what a report states differently in two places; texts are read only where figures differ."""
        source, where, parameters = self._source(query)
        where += " AND e.low IS NOT NULL AND e.indicator <> ''"
        found = self._store.all(
            f"{REPORTS} SELECT DISTINCT e.report_id || char(31) || e.indicator FROM {source} WHERE {where}"
            f" GROUP BY e.report_id, e.indicator, {YEAR}, {PART}, {NATURE}, e.family"
            f" HAVING min(e.base) < max(e.base) AND count(DISTINCT e.base) <= {SEVERAL}",
            parameters,
        )
        merged = {name for one in aliases.every() for name in aliases.names(one)}
        if not found and not merged:
            return []
        where += (
            " AND (e.report_id || char(31) || e.indicator IN (SELECT value FROM json_each(:pairs))"
            " OR e.indicator IN (SELECT value FROM json_each(:merged)))"
        )
        parameters |= {"pairs": rows.encode([r[0] for r in found]), "merged": rows.encode(sorted(merged))}
        stated = self._store.all(
            f"{REPORTS} SELECT e.number, e.indicator, r.issuer, {YEAR}, {PART}, e.annual, {NATURE},"
            " r.rank * 1000000000 + e.start, e.unit, e.family, e.comparator, e.masked, e.low, e.high, e.exponent,"
            f' e.kind, 1, e.status, e.report_id, e.redefined, e.start, e."end" FROM {source} WHERE {where}',
            parameters,
        )
        said = [Said(fact(r[:20]), r[20], r[21]) for r in stated]
        return within_reports(said, self._texts({one.fact.report for one in said}), aliases)

    def _texts(self, report_ids: Collection[str]) -> dict[str, str]:
        found = self._store.all(
            "SELECT r.id, c.text FROM report r JOIN content c ON c.sha256 = r.text_sha256 AND c.form = 'text'"
            " WHERE r.id IN (SELECT value FROM json_each(?))",
            (rows.encode(sorted(report_ids)),),
        )
        return {str(r[0]): str(r[1]) for r in found}

    def _across(self, query: Query, aliases: Aliases) -> list[Contradiction]:
        """Return what different reports state differently."""
        indicators: list[str] | None = None
        if not aliases:
            source, where, parameters = self._source(query)
            found = self._store.all(
                f"{REPORTS} SELECT DISTINCT indicator FROM (SELECT e.indicator, min(e.base) AS low,"
                f" max(e.base) AS high, min(e.report_id) AS one, max(e.report_id) AS other FROM {source}"
                f" WHERE {where} AND e.low IS NOT NULL AND e.indicator <> ''"
                f" GROUP BY e.indicator, r.issuer, {YEAR}, {PART}, {NATURE}, e.family)"
                " WHERE low < high AND one < other",
                parameters,
            )
            indicators = [r[0] for r in found]
        return contradictions(self.facts(query, every_report=True, indicators=indicators), aliases)

    def numbers(self, query: Query, field: str) -> list[Decimal]:
        """Return the numbers that rows have in a field of the type number."""
        return self.numbers_by(query, field, "").get("", [])

    def numbers_by(self, query: Query, field: str, key: str) -> dict[str, list[Decimal]]:
        """Return these numbers for each value of a column; under the empty key all of them for an empty ``key``."""
        source, where, parameters = self._source(query)
        group = self._expression(key, parameters) if key else "''"
        found = self._store.all(
            f"{REPORTS} SELECT {group}, a.fields ->> :field FROM {source} JOIN annotation a ON a.id = e.annotation_id"
            f" WHERE {where} AND a.fields ->> :field IS NOT NULL ORDER BY e.number",
            parameters | {"field": f'$."{field}"'},
        )
        made: dict[str, list[Decimal]] = {}
        fold = self._folding(key)
        for value, text in found:
            try:
                number = number_of(text)
            except QuantityError:
                number = None
            if number is not None:
                value = value if fold is None else fold(value)
                made.setdefault("" if value is None else str(value), []).append(number)
        return made


def touches(changes: Changes) -> bool:
    """Whether what the ledger shows may be another after these changes."""
    return changes.touches("annotation", "report", "tag", "link", "setting")
