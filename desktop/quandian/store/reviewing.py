"""Suggestions and what becomes of them: the cache, the queue of what waits, and the verbs accept and reject."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any

from quandian.core.errors import UserError
from quandian.core.ids import new_id, utc_now
from quandian.core.model import (
    Annotation,
    AnnotationId,
    Changes,
    Decision,
    LinkKind,
    Mark,
    Origin,
    ReportId,
    Row,
    RowChange,
    Suggestion,
    SuggestionId,
    TagId,
    Verdict,
    Waiting,
)
from quandian.store import history, rows
from quandian.store.longest import Longest
from quandian.store.rows import ENTITIES
from quandian.store.settled import Settled, suggestion_id
from quandian.store.tagging import Tagging, word_of
from quandian.store.values import LearnedModel, NewAnnotation, NewSuggestion, ReviewCount, Step

_COLUMNS = 's.id, s.report_id, s.tag_id, s.start, s."end", s.quote, s.fields, s.score, s.reason, s.family, s.engine'
_WAITING = 's.id, s.report_id, s.tag_id, s.start, s."end", s.quote, s.score, s.family'
_DECISION = ENTITIES["decision"].quoted
_MODEL = "project"
_STATISTICS = """
SELECT d.suggested_tag_id, CASE WHEN a.id IS NULL THEN 'rejected'
    WHEN (a.tag_id, a.start, a."end") = (d.suggested_tag_id, d.suggested_start, d.suggested_end) THEN 'accepted'
    ELSE 'corrected' END AS outcome, count(*)
FROM decision d LEFT JOIN annotation a ON a.id = d.annotation_id GROUP BY 1, 2
"""


class Reviewing(Tagging):
    """The cache of suggestions and the decisions on them; mixed into :class:`quandian.store.project.Project`."""

    # --- the cache: no operations, nothing to undo, never shared

    def replace_suggestions(
        self,
        report_id: ReportId,
        drafts: Sequence[NewSuggestion],
        engine: str,
        *,
        add: bool = False,
        more: bool = False,
    ) -> None:
        """Keep these suggestions of a report instead of those before. Not an operation: undo knows nothing of it.

        Very many can be kept part by part: all but the first with ``add``, all but the last with ``more``.
        Listeners get a ``Changes`` of kind "cache". Raises UserError report.unknown, annotation.outside/.empty.
        """
        text = self.text(report_id)
        made: dict[str, tuple[Any, ...]] = {}
        for draft in drafts:
            start, end = draft.start, draft.end
            _need_words(text, start, end)
            key = suggestion_id(report_id, draft.tag_id, start, end)
            score = min(1.0, max(0.0, draft.score)) if math.isfinite(draft.score) else 0.0
            fields = rows.encode(rows.clean_fields(draft.fields))
            family, reason = rows.clean(draft.family), rows.clean(draft.reason)
            made[key] = (key, report_id, draft.tag_id, start, end, text[start:end], fields, score, reason, family,
                         engine)  # fmt: skip
        store = self._store
        with store.unhurried(), store.operation("suggest"):
            if not add:
                store.write_unlogged("DELETE FROM suggestion WHERE report_id = ?", (report_id,))
            store.write_unlogged(
                "INSERT OR REPLACE INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", made.values(), many=True
            )
            store.write_unlogged(
                "INSERT OR REPLACE INTO suggested VALUES (?, ?, ?)", (report_id, "" if more else engine, utc_now())
            )  # which reports have been looked at, by what: one without a suggestion has been, too
        if not store.in_operation:
            place = _span_of(drafts) if add else None
            store.announce(Changes("", "suggest", "cache", (RowChange("suggestion", report_id, None, place),)))

    def suggested_by(self) -> dict[ReportId, str]:
        """Return for each report that was looked at the engine that did it last; the others are to be done."""
        found = self._store.all("SELECT g.report_id, g.engine FROM suggested g JOIN report r ON r.id = g.report_id")
        return {ReportId(report): engine for report, engine in found}

    def learned(self) -> LearnedModel | None:
        """Return the model learnt from this project's decisions, or ``None``.

        It is a cache like the suggestions: it follows from the decisions, which are logged and merged.
        """
        found = self._store.one("SELECT data, decisions, made_at FROM learned WHERE name = ?", (_MODEL,))
        return None if found is None else LearnedModel(*found)

    def learned_from(self) -> tuple[int, str] | None:
        """Return from how many decisions the model was learnt, and when (UTC ISO 8601), or ``None``."""
        found = self._store.one("SELECT decisions, made_at FROM learned WHERE name = ?", (_MODEL,))
        return None if found is None else (int(found[0]), str(found[1]))

    def keep_learned(self, data: str, decisions: int) -> None:
        """Keep the model learnt from this project's decisions. Not an operation."""
        with self._store.operation("learn"):
            self._store.write_unlogged(
                "INSERT OR REPLACE INTO learned VALUES (?, ?, ?, ?)", (_MODEL, data, decisions, utc_now())
            )

    # --- what waits

    def waiting(
        self, report_ids: Sequence[ReportId] | None = None, within: tuple[int, int] | None = None
    ) -> list[Waiting]:
        """Return the suggestions that are neither decided nor annotated already, in report order, then by place.

        ``within`` asks only for those that share a character with a span; with one report. 10,000 take 0.1 s, those of
        one report a few milliseconds.
        """
        where: list[str] = ["1"]
        parameters: dict[str, Any] = {}
        if report_ids is not None:
            where.append("r.id IN (SELECT value FROM json_each(:reports))")
            parameters["reports"] = rows.encode(list(report_ids))
        if within is not None:
            low = within[0] - max(self._longest.of("suggestion", key) for key in report_ids or ("",))
            where.append('s.start > :low AND s.start < :before AND s."end" > :after')
            parameters |= {"low": low, "after": within[0], "before": within[1]}
        found = self._store.all(
            f"SELECT {_WAITING} FROM report r CROSS JOIN suggestion s ON s.report_id = r.id"  # noqa: S608 - constants
            f' WHERE {" AND ".join(where)} ORDER BY r.position, r.id, s.start, s."end" DESC, s.tag_id, s.id',
            parameters,
        )
        if not found:
            return []
        if within is None:
            settled = self._settled(report_ids)
        else:
            reach = min(f[3] for f in found), max(f[4] for f in found)
            settled = self._settled_near(found[0][1], {f[2] for f in found}, reach)
        return [Waiting._make(f) for f in found if not settled.holds(f[1], f[2], f[3], f[4])]

    def _settled(self, report_ids: Sequence[str] | None) -> Settled:
        """Return what is settled in these reports, or in all."""
        inside = "" if report_ids is None else " WHERE report_id IN (SELECT value FROM json_each(?))"
        parameters = () if report_ids is None else (rows.encode(list(report_ids)),)
        return Settled(
            self._store.all(
                f"SELECT report_id, suggested_tag_id, suggested_start, suggested_end FROM decision{inside}",  # noqa: S608
                parameters,
            ),
            self._store.all(f'SELECT report_id, tag_id, start, "end" FROM annotation{inside}', parameters),  # noqa: S608
        )

    def _settled_near(self, report_id: str, tag_ids: Collection[str], reach: tuple[int, int]) -> Settled:
        """Return what is settled with these tags in a part of a report, from the rows around it alone."""
        tags = rows.encode(list(tag_ids))
        parameters = (report_id, tags, reach[0] - self._longest.of("decision", report_id), reach[1], reach[0])
        decided = self._store.all(
            "SELECT report_id, suggested_tag_id, suggested_start, suggested_end FROM decision WHERE report_id = ?"
            " AND suggested_tag_id IN (SELECT value FROM json_each(?))"
            " AND suggested_start > ? AND suggested_start < ? AND suggested_end > ?",
            parameters,
        )
        return Settled(decided, [(report_id, m.tag_id, m.start, m.end) for m in self.marks_near(report_id, *reach)])

    def suggestions(
        self,
        report_ids: Sequence[ReportId] | None = None,
        tag_ids: Sequence[TagId] | None = None,
        min_score: float = 0.0,
        order: str = "place",
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Suggestion]:
        """Return suggestions that wait for a decision, in order of "place", or "least_sure" first."""
        wanted = None if tag_ids is None else set(tag_ids)
        found = [w for w in self.waiting(report_ids) if w.score >= min_score and (wanted is None or w.tag_id in wanted)]
        if order == "least_sure":
            found.sort(key=_unsure)
        elif order != "place":
            raise ValueError(f"no such order: {order}")
        end = None if limit is None else offset + limit
        return self.suggestions_by_id([w.id for w in found[offset:end]])

    def suggestions_by_id(self, ids: Sequence[SuggestionId]) -> list[Suggestion]:
        """Return suggestions in the order of ``ids``, settled ones too; those that are not there are left out."""
        found = {
            r[0]: r
            for r in self._store.all(
                f"SELECT {_COLUMNS} FROM suggestion s WHERE s.id IN (SELECT value FROM json_each(?))",  # noqa: S608
                (rows.encode(list(ids)),),
            )
        }
        return [_suggestion_of(found[i]) for i in ids if i in found]

    def suggestion_counts(self) -> dict[ReportId, dict[TagId, int]]:
        """Return how many suggestions wait in each report for each tag; reports and tags without any are left out."""
        counts: dict[ReportId, dict[TagId, int]] = {}
        for item in self.waiting():
            by_tag = counts.setdefault(item.report_id, {})
            by_tag[item.tag_id] = by_tag.get(item.tag_id, 0) + 1
        return counts

    # --- decisions

    def accept(
        self,
        ids: Sequence[SuggestionId],
        tag_id: TagId | None = None,
        span: tuple[int, int] | None = None,
        fields: Mapping[str, Any] | None = None,
    ) -> list[Annotation]:
        """Make annotations of suggestions, all in one step, and return those of each, in order.

        ``tag_id`` and ``span`` (of a single one) correct what was suggested; ``fields`` then replace its own. What has
        been decided already is left out; raises UserError suggestion.settled where that is all,
        suggestion.unknown, tag.unknown, annotation.outside/.empty.
        """
        if span is not None and len(ids) != 1:
            raise ValueError("a range can be given for one suggestion only")
        now = utc_now()
        with self._store.operation("accept") as operation:
            found = self._undecided(ids)
            if not operation.changes and operation.label == "accept":
                operation.label = self._label(found, tag_id, "accept")
            pairs = [self._corrected(s, tag_id, span, fields) for s in found]
            for new_tag in {item.tag_id for _, item in pairs}:
                self.tag(new_tag)
            annotation_ids = self._take_in(pairs, now)
            self._store.insert_many(
                "decision",
                [self._decided(s, item, key, now) for (s, item), key in zip(pairs, annotation_ids, strict=True)],
            )
        return self.annotations_by_id(annotation_ids)

    def reject(self, ids: Sequence[SuggestionId]) -> None:
        """Decide that suggestions are wrong, all in one step. Raises UserError suggestion.settled, .unknown."""
        now = utc_now()
        with self._store.operation("reject") as operation:
            found = self._undecided(ids)
            if not operation.changes and operation.label == "reject":
                operation.label = self._label(found, None, "reject")
            self._store.insert_many(
                "decision", [self._decided(s, NewAnnotation(s.tag_id, s.start, s.end), None, now) for s in found]
            )

    @contextmanager
    def part_of(self, step: Step) -> Iterator[None]:
        """Make the verbs inside a part of a step: each part is an operation, all of them are undone as one.

        For what takes so long that the user should be answered between; see ``take_back``.
        """
        with self._store.operation(step.label) as operation:
            operation.step = step.id
            yield
        step.id = step.id or operation.id

    def take_back(self, step: Step) -> None:
        """Undo what was done of a step, whatever came since."""
        if step.id:
            history.take_back(self._store, step.id, step.label)

    def marks_near(self, report_id: str, start: int, end: int) -> list[Mark]:
        """Return the annotations of a report that share a character with ``[start, end)``, by place."""
        found = self._store.all(
            'SELECT start, "end", tag_id, id, author FROM annotation WHERE report_id = ?'
            ' AND start > ? AND start < ? AND "end" > ? ORDER BY start, "end" DESC, tag_id, id',
            (report_id, start - self._longest.of("annotation", report_id), end, start),
        )
        return list(map(Mark._make, found))

    @cached_property
    def _longest(self) -> Longest:
        return Longest(self._store)

    def _count(self, changes: Changes) -> None:
        super()._count(changes)
        self._longest.follow(changes)

    def link_many(self, pairs: Sequence[tuple[AnnotationId, AnnotationId]], kind: LinkKind) -> int:
        """Link many pairs (source, target) in one step, those linked so already left out; returns how many are new.

        Raises UserError annotation.unknown.
        """
        kind, now = LinkKind(kind), utc_now()
        if not pairs:
            return 0
        with self._store.operation(f"link|{kind.value}"):
            self._annotation_rows([key for pair in pairs for key in pair])
            there = {
                (source, target)
                for source, target in self._store.all(
                    "SELECT source_id, target_id FROM link WHERE kind = ?"
                    " AND source_id IN (SELECT value FROM json_each(?))",
                    (kind.value, rows.encode([source for source, _ in pairs])),
                )
            }
            new = [pair for pair in dict.fromkeys(pairs) if pair not in there and pair[0] != pair[1]]
            self._store.insert_many("link", [self._link(source, target, kind, now) for source, target in new])
        return len(new)

    def _link(self, source: AnnotationId, target: AnnotationId, kind: LinkKind, now: str) -> Row:
        return {
            "id": new_id(),
            "kind": kind.value,
            "source_id": source,
            "target_id": target,
            "verdict": "",
            "note": "",
            "author": self._store.author,
            "created_at": now,
        }

    def linked_from(self, ids: Sequence[AnnotationId], kind: LinkKind) -> set[AnnotationId]:
        """Return those of these annotations from which a link of this kind goes out."""
        found = self._store.all(
            "SELECT DISTINCT source_id FROM link WHERE kind = ? AND source_id IN (SELECT value FROM json_each(?))",
            (LinkKind(kind).value, rows.encode(list(ids))),
        )
        return {r[0] for r in found}

    def decisions(self, report_id: ReportId | None = None) -> list[Decision]:
        """Return what was decided, of one report or all, oldest first."""
        where = "" if report_id is None else " WHERE report_id = :report"
        parameters = {} if report_id is None else {"report": report_id}
        sql = f"SELECT {_DECISION} FROM decision{where} ORDER BY id"  # noqa: S608 - constants
        return [rows.decision_of(r) for r in self._store.all(sql, parameters)]

    def decision_count(self) -> int:
        """Return how many decisions there are."""
        found = self._store.one("SELECT count(*) FROM decision")
        return int(found[0]) if found else 0

    def outcomes(self, report_id: ReportId | None = None) -> list[Decision]:
        """Return the decisions as they stand today, oldest first.

        Whoever removes a mark that was accepted has taken the acceptance back: it counts as rejected. Where the mark
        got another tag or place since, it counts as corrected, to what it is now.
        """
        decided = self.decisions(report_id)
        keys = [d.annotation_id for d in decided if d.annotation_id]
        marks = {
            key: (tag, start, end)
            for key, tag, start, end in self._store.all(
                'SELECT id, tag_id, start, "end" FROM annotation WHERE id IN (SELECT value FROM json_each(?))',
                (rows.encode(keys),),
            )
        }
        return [_outcome(d, marks.get(d.annotation_id)) for d in decided]

    def review_statistics(self) -> dict[TagId, ReviewCount]:
        """Return for each suggested tag how often it was accepted, corrected, rejected, as ``outcomes`` says.

        10,000 decisions take 20 ms.
        """
        counts: dict[TagId, ReviewCount] = {}
        for tag, verdict, number in self._store.all(_STATISTICS):
            counts[tag] = counts.get(tag, ReviewCount())._replace(**{verdict: number})
        return counts

    def _undecided(self, ids: Sequence[SuggestionId]) -> list[Suggestion]:
        """Return the suggestions that have no decision yet."""
        wanted = list(dict.fromkeys(ids))
        found = self.suggestions_by_id(wanted)
        if len(found) < len(wanted):
            raise UserError("suggestion.unknown")
        reach = _reach(found)
        if reach is None:
            settled = self._settled(sorted({s.report_id for s in found}))
        else:
            settled = self._settled_near(found[0].report_id, {s.tag_id for s in found}, reach)
        left = [s for s in found if not settled.decided(s.report_id, s.tag_id, s.start, s.end)]
        if not left:
            raise UserError("suggestion.settled")
        return left

    def _label(self, found: Sequence[Suggestion], tag_id: TagId | None, verb: str) -> str:
        if len(found) > 1:
            return f"{verb}_many|{len(found)}"
        tag = self.tag(tag_id or found[0].tag_id)
        return f"{'correct' if tag.id != found[0].tag_id else verb}|{word_of(tag)}"

    def _corrected(
        self,
        suggestion: Suggestion,
        tag_id: TagId | None,
        span: tuple[int, int] | None,
        fields: Mapping[str, Any] | None,
    ) -> tuple[Suggestion, NewAnnotation]:
        tag, (start, end) = tag_id or suggestion.tag_id, span or (suggestion.start, suggestion.end)
        same = (tag, start, end) == (suggestion.tag_id, suggestion.start, suggestion.end)
        own = suggestion.fields if same else {}
        return suggestion, NewAnnotation(tag, start, end, own if fields is None else fields, "", Origin.ACCEPTED)

    def _take_in(self, pairs: Sequence[tuple[Suggestion, NewAnnotation]], now: str) -> list[AnnotationId]:
        """Make the annotations that this author does not have yet; returns one id for each pair."""
        ids: list[AnnotationId] = []
        new: list[Row] = []
        known: dict[tuple[Any, ...], AnnotationId] = {}
        for suggestion, item in pairs:
            row = self._new_row(suggestion.report_id, self.text(suggestion.report_id), item, now)
            key = (row["report_id"], row["start"], row["end"], row["tag_id"])
            if key not in known:
                twin = self._store.one(
                    'SELECT id FROM annotation WHERE report_id = ? AND start = ? AND "end" = ? AND tag_id = ?'
                    " AND author = ?",
                    (*key, row["author"]),
                )
                known[key] = twin[0] if twin is not None else row["id"]
                if twin is None:
                    new.append(row)
            ids.append(known[key])
        self._store.insert_many("annotation", new)
        return ids

    def _decided(
        self, suggestion: Suggestion, item: NewAnnotation, annotation_id: AnnotationId | None, now: str
    ) -> Row:
        same = (item.tag_id, item.start, item.end) == (suggestion.tag_id, suggestion.start, suggestion.end)
        taken = Verdict.ACCEPTED if same else Verdict.CORRECTED
        return {
            "id": new_id(),
            "report_id": suggestion.report_id,
            "tag_id": item.tag_id,
            "start": item.start,
            "end": item.end,
            "quote": self.text(suggestion.report_id)[item.start : item.end],
            "verdict": (Verdict.REJECTED if annotation_id is None else taken).value,
            "suggested_tag_id": suggestion.tag_id,
            "suggested_start": suggestion.start,
            "suggested_end": suggestion.end,
            "score": suggestion.score,
            "reason": suggestion.reason,
            "engine": suggestion.engine,
            "annotation_id": annotation_id or "",
            "author": self._store.author,
            "created_at": now,
        }

    def _forget_decisions(self, report_id: ReportId) -> None:
        """Delete the decisions on a report that is being taken out, inside its operation."""
        ids = self._store.all("SELECT id FROM decision WHERE report_id = ? ORDER BY id", (report_id,))
        if ids:
            self._store.delete_many("decision", list(self._store.get_many("decision", [r[0] for r in ids]).values()))


def _outcome(decision: Decision, mark: tuple[TagId, int, int] | None) -> Decision:
    if mark is None:
        return replace(decision, verdict=Verdict.REJECTED)
    suggested = decision.suggested_tag_id, decision.suggested_start, decision.suggested_end
    verdict = Verdict.ACCEPTED if mark == suggested else Verdict.CORRECTED
    return replace(decision, verdict=verdict, tag_id=mark[0], start=mark[1], end=mark[2])


def _need_words(text: str, start: int, end: int) -> None:
    if start < 0 or end > len(text):
        raise UserError("annotation.outside", start=start, end=end, length=len(text))
    if start >= end:
        raise UserError("annotation.empty")


def _suggestion_of(row: Sequence[Any]) -> Suggestion:
    return Suggestion(
        row[0], row[1], row[2], row[3], row[4], row[5], rows.decode(row[6]), row[7], row[8], row[9], row[10]
    )


def _span_of(drafts: Sequence[NewSuggestion]) -> Row | None:
    if not drafts:
        return None
    return {"start": min(d.start for d in drafts), "end": max(d.end for d in drafts)}


def _reach(found: Sequence[Suggestion]) -> tuple[int, int] | None:
    """Return the span that holds all suggestions, where they are of one report."""
    if len({s.report_id for s in found}) != 1:
        return None
    return min(s.start for s in found), max(s.end for s in found)


def _unsure(item: Waiting) -> float:
    return item.score
