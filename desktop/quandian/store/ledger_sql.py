# ruff: noqa: S608 - all SQL here is built of the constants below; values are parameters
"""The SQL of the ledger: what each column is, and what a question finds."""

from __future__ import annotations

from typing import Any

from quandian.core.comparing import Aliases
from quandian.core.ledger import Condition, Query
from quandian.core.units import FAMILIES, factor_of, family_of
from quandian.store import rows
from quandian.store.store import Store

ALIASES = "ledger.aliases"
BREAKS = "ledger.breaks"

# What the reports say, once a query: their order by date, and the year they speak of.
REPORTS = """WITH r AS MATERIALIZED (
 SELECT id, title, issuer, place, position,
  substr(CASE WHEN period = '' THEN issued_on ELSE period END, 1, 4) AS spoken,
  CAST(substr(CASE WHEN period = '' THEN issued_on ELSE period END, 1, 4) AS INTEGER) AS ryear,
  row_number() OVER (ORDER BY substr(CASE WHEN period = '' THEN issued_on ELSE period END, 1, 4), issued_on,
   position, id) AS rank FROM report)"""
PART = "CASE WHEN e.annual THEN '' ELSE e.period END"  # of a year
YEAR = "CASE WHEN e.year THEN e.year ELSE r.ryear END"
NATURE = (
    "CASE WHEN e.kind = '' THEN '' WHEN e.within = 'goal' THEN 'target' WHEN e.within = 'achievement' THEN 'actual'"
    " WHEN r.ryear AND e.year > r.ryear THEN 'target' ELSE 'actual' END"
)
# Where NATURE is target, as a condition.
IS_TARGET = (
    "(e.kind <> '' AND (e.within = 'goal' OR (e.within <> 'achievement' AND r.ryear <> 0 AND e.year > r.ryear)))"
)
SUMS = (
    "e.family, e.unit, e.comparator, e.kind, e.exponent, sum(e.low), sum(e.high), count(*), sum(e.masked),"
    " count(e.low), sum(e.kind <> '' AND NOT e.masked AND e.low IS NULL)"
)
SQL_OF = {
    "tag": "e.tag_id",
    "issuer": "r.issuer",
    "report": "r.id",  # two reports may have one title: they are sorted by it, never told apart by it
    "place": "r.place",
    "year": YEAR,
    "status": "e.status",
    "author": "e.author",
    "paragraph": "e.paragraph",
    "unit": "e.unit",
    "nature": NATURE,
    "field.indicator": "e.indicator",
    "field.period": "e.period",
    "field.deadline": "e.due",
    "field.responsible": "e.responsible",
    "field.kind": "e.kind",
    "value": "e.base",
}
SORTED_BY = {"report": "r.title"}
WITH_FIGURE = "CASE WHEN e.kind <> '' THEN {} END"
WHOLE_TAG = "e.tag_id = :tag"
PLACE = "r.position, r.id, e.start, e.number"
JOINED = "entry e JOIN r ON r.id = e.report_id"


# A figure in its own unit without 万 and 亿, of the index that keeps the smallest unit of a family.
_FACTORS = {unit: float(f) for _, units in FAMILIES.values() for unit in units if (f := factor_of(unit)) != 1}
_WHEN = " ".join(f"WHEN '{unit}' THEN {factor!r}" for unit, factor in _FACTORS.items())
_IN_OWN_UNIT = f"e.base / CASE e.unit {_WHEN} ELSE 1.0 END"


class LedgerSql:
    """Turns questions into SQL, with what the project says of its indicators."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def aliases(self) -> Aliases:
        """Return the indicator names that were merged in this project."""
        found = self._store.one("SELECT value FROM setting WHERE id = ?", (ALIASES,))
        value = rows.decode(found[0]) if found else {}
        return Aliases(value if isinstance(value, dict) else {})

    def breaks(self) -> dict[str, list[tuple[str, int]]]:
        """Return before which years the user says a definition changed: indicator to (issuer, year)."""
        found = self._store.one("SELECT value FROM setting WHERE id = ?", (BREAKS,))
        value = rows.decode(found[0]) if found else {}
        return {k: [(str(i), int(y)) for i, y in v] for k, v in value.items()} if isinstance(value, dict) else {}

    # --- SQL

    def _expression(self, key: str, parameters: dict[str, Any]) -> str:
        """Return the SQL of a column."""
        if key in SQL_OF:
            return SQL_OF[key]
        if key.startswith("field."):
            name = f"f{len(parameters)}"
            parameters[name] = f'$."{key.removeprefix("field.")}"'
            return f"(SELECT x.fields ->> :{name} FROM annotation x WHERE x.id = e.annotation_id)"
        if key in ("quote", "note"):
            return f"(SELECT x.{key} FROM annotation x WHERE x.id = e.annotation_id)"
        raise KeyError(key)

    def _sized(self, key: str, parameters: dict[str, Any]) -> str:
        """Return the SQL of a column to be sorted or bounded: numbers of a tag's own fields as numbers."""
        expression = self._expression(key, parameters)
        return f"CAST(nullif({expression}, '') AS REAL)" if self._is_number(key) else expression

    def _is_number(self, key: str) -> bool:
        """Whether a column is a field of the type number, in any tag that has it."""
        name = key.removeprefix("field.")
        return (
            key != name
            and key not in SQL_OF
            and self._store.one(
                "SELECT 1 FROM tag, json_each(tag.fields) f"
                " WHERE f.value ->> '$.name' = ? AND f.value ->> '$.type' = 'number'",
                (name,),
            )
            is not None
        )

    def _source(self, query: Query) -> tuple[str, str, dict[str, Any]]:
        """Return FROM and WHERE of a query, and their parameters."""
        parameters: dict[str, Any] = {}
        where: list[str] = []
        if len(query.tag_ids) == 1:
            where.append(WHOLE_TAG)
            parameters["tag"] = query.tag_ids[0]
        else:
            where.append("e.tag_id IN (SELECT value FROM json_each(:tags))")
            parameters["tags"] = rows.encode(list(query.tag_ids))
        if query.report_ids is not None:
            where.append("e.report_id IN (SELECT value FROM json_each(:reports))")
            parameters["reports"] = rows.encode(list(query.report_ids))
        for number, condition in enumerate(query.conditions):
            where.append(self._condition(condition, f"c{number}", parameters))
        if query.text.strip():
            where.append("e.number IN (SELECT number FROM entry_words WHERE instr(words, :text))")
            parameters["text"] = rows.clean(query.text.strip().lower())
        return JOINED, " AND ".join(where), parameters

    def _condition(self, condition: Condition, name: str, parameters: dict[str, Any]) -> str:
        expression = self._expression(condition.key, parameters)
        if condition.key == "field.indicator" and condition.test == "in":
            aliases = self.aliases()
            values = [n for value in condition.values for n in aliases.names(value)]
            parameters[name] = rows.encode(list(dict.fromkeys(values)))
            return f"{expression} IN (SELECT value FROM json_each(:{name}))"
        if condition.key == "report":
            if condition.test == "in":  # by id or title: the command line knows titles
                parameters[name] = rows.encode(list(condition.values))
                among = f"IN (SELECT value FROM json_each(:{name}))"
                return f"(r.id {among} OR r.title {among})"
            expression = "r.title"
        if condition.test == "in":
            parameters[name] = rows.encode(list(condition.values))
            return f"CAST(coalesce({expression}, '') AS TEXT) IN (SELECT value FROM json_each(:{name}))"
        if condition.test == "has":
            parameters[name] = condition.values[0].lower()
            return f"instr(lower(coalesce({expression}, '')), :{name})"
        sign = {"from": ">=", "to": "<="}[condition.test]
        value = condition.values[0]
        if condition.key == "value":
            parameters[name] = float(value)
            if len(condition.values) == 1:
                return f"{_IN_OWN_UNIT} {sign} :{name}"
            unit = condition.values[1]
            parameters[name] *= float(factor_of(unit))
            parameters[f"{name}f"] = family_of(unit)
            return f"(e.family = :{name}f AND e.base {sign} :{name})"
        if condition.key in ("year", "paragraph") or self._is_number(condition.key):
            parameters[name] = float(value)
            return f"{self._sized(condition.key, parameters)} {sign} :{name}"
        parameters[name] = value
        if condition.test == "to":  # up to 2022 takes 2022-06-30 in
            return f"({expression} <> '' AND substr({expression}, 1, length(:{name})) <= :{name})"
        return f"{expression} >= :{name}"
