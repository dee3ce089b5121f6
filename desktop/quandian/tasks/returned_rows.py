"""Changes of rows of a masked package as changes of the rows at home they stand for, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quandian.core.codebook import METRIC
from quandian.core.images import DOT
from quandian.core.merge import ALIAS_REPORT, PROJECT_KEY, SPAN_COLUMNS, Unanchored, value_of
from quandian.core.merge_fold import Authored
from quandian.core.model import CONTEXT, Row
from quandian.core.text import context_of
from quandian.language.quantities import metric_fields
from quandian.store import rows
from quandian.store.exchange import LoggedChange
from quandian.store.foreign import Foreign
from quandian.store.returning import Earlier
from quandian.tasks.returned_words import Lines, Words

_OF_REPORTS = ("title", "issuer", "doc_number", "place", "period", "source_name")
_TEXTS = frozenset(
    (*_OF_REPORTS, "note", "name", "name_en", "description", "verdict", "reason", "value", "fields"),
)
"""Columns that hold words; others hold ids, times and signs of ours."""
_NUMBERS = ("value", "value_to")
_PLACES = frozenset(("report_id", "start", "end", "quote", "prefix", "suffix", "suggested_start", "suggested_end"))


@dataclass
class Sent:
    """A row as it left: its images, and whether a package without history has only what it is now."""

    images: list[Row] = field(default_factory=list)
    rewritten: bool = False


@dataclass(frozen=True)
class Home:
    """What is at home: ids there for ids of the package, reports by their masked ones, rows as they were."""

    earlier: Earlier
    own: Mapping[str, Mapping[str, str]]
    reports: dict[str, Row]
    titles: Mapping[str, str]
    bases: Mapping[tuple[str, str], Row]


@dataclass(frozen=True)
class _Context:
    """One row: its id here, as it was here, and as it was sent (nothing for a row that the colleague made)."""

    entity: str
    there: str
    here: str
    base: Row | None
    sent: tuple[Row, ...]
    ours: bool


class Translator:
    """Translates one change after the other, in the order in which they were made.

    ``left`` tells what had no place, ``texts`` which texts of new reports are needed (with the hashes of their files).
    """

    def __init__(self, words: Words, home: Home, masked: Foreign, sent: Mapping[tuple[str, str], Sent]) -> None:
        self.left: list[Unanchored] = []
        self.texts: dict[str, str] = {}
        self._words, self._home, self._masked, self._sent = words, home, masked, sent
        self._dropped: set[tuple[str, str]] = set()
        self._quotes: dict[str, str] = {}
        self._texts_here: dict[str, str] = {}
        self._lines: dict[str, Lines] = {}

    def change(self, change: LoggedChange, made: Authored, author: str) -> LoggedChange | None:
        """Return what a change does at home; ``None`` where it does nothing there, or was told in ``left``."""
        row = (change.entity, change.entity_id)
        image = made.after if made.after is not None else made.before
        if row in self._dropped or image is None or change.entity_id == PROJECT_KEY:
            return None
        if change.entity == "report" and row not in self._sent:
            self._note_report(change.entity_id, made.after)
        context = self._context(*row)
        reason = self._refusal(context, image)
        if not reason and made.before is not None and made.after is not None:
            return self._update(context, made, author)
        translated = None if reason else self._whole(context, dict(image))
        if translated is None:
            self._drop(context, image, author, reason or "returned.nowhere")
            return None
        if "quote" in translated:
            self._quotes[context.there] = translated["quote"]
        text = rows.encode(translated)
        return LoggedChange(change.entity, context.here, *((None, text) if made.after is not None else (text, None)))

    # --- which row

    def _context(self, entity: str, there: str) -> _Context:
        known = self._sent.get((entity, there))
        here = there
        if entity in self._home.own:
            here = self._home.own[entity].get(there, there)
        elif entity == "report" and there in self._home.reports:
            here = self._home.reports[there]["id"]
        elif entity == "setting" and there.startswith(ALIAS_REPORT):
            here = ALIAS_REPORT + self._id(there.removeprefix(ALIAS_REPORT))
        base = self._home.bases.get((entity, here)) if known else None
        if entity == "report" and known and there in self._home.reports:
            base = self._home.reports[there]
        sent = tuple(known.images) if known and not known.rewritten else ()
        return _Context(entity, there, here, base, sent, known is not None)

    def _note_report(self, report_id: str, row: Mapping[str, Any] | None) -> None:
        """Note a report that the colleague added: its text comes as it is."""
        if row is not None and "text_sha256" in row:
            self._home.reports.setdefault(report_id, dict(row))
            self.texts[row["text_sha256"]] = row["source_sha256"]

    def _id(self, there: str) -> str:
        """Return the id here of anything that has another one there."""
        if there in self._home.reports:
            return str(self._home.reports[there]["id"])
        return next((own[there] for own in self._home.own.values() if there in own), there)

    def _refusal(self, context: _Context, image: Mapping[str, Any]) -> str:
        """Return why a change cannot be brought home; empty where it can."""
        if context.ours and context.base is None and context.entity != "setting":
            return "returned.no_row"
        if "report_id" in image and image["report_id"] not in self._home.reports:
            return "returned.no_report"
        if context.entity == "link" and any(
            ("annotation", image.get(end)) in self._dropped for end in ("source_id", "target_id")
        ):
            return "returned.no_end"
        return ""

    def _drop(self, context: _Context, image: Mapping[str, Any], author: str, reason: str, *, row: bool = True) -> None:
        """Tell that something stays away: a whole row and what follows of it, or a part of a change."""
        if row:
            self._dropped.add((context.entity, context.there))
        base = context.base or {}
        there = str(image.get("report_id", ""))
        report = str(base.get("report_id") or self._id(there))
        sent = self._sent.get(("report", there))
        title = self._home.titles.get(report) or self._words.plain(str(sent.images[0]["title"]) if sent else "")
        said = base.get("quote") or image.get("quote") or image.get("title") or image.get("name") or context.here
        if context.entity == "link":
            said = " → ".join(self._quoted(str(image.get(end, ""))) for end in ("source_id", "target_id"))
        words = self._words.plain(str(said))
        self._quotes[context.there] = words
        self.left.append(Unanchored(context.here, report, title, words, author, reason))

    def _quoted(self, annotation_id: str) -> str:
        """Return the words that an annotation of the package stands on."""
        sent = self._sent.get(("annotation", annotation_id))
        return str(sent.images[0]["quote"]) if sent else self._quotes.get(annotation_id, "…")

    # --- images

    def _whole(self, context: _Context, image: Row) -> Row | None:
        """Return a whole row as it is here; ``None`` where its place is not to be found."""
        result = dict(context.base or {})
        place = self._place(context, image)
        if place is None:
            return None
        for name, value in image.items():
            if name not in place:
                result[name] = self._cell(context, name, value)
        if context.entity == "report":
            own = self._home.reports[context.there]
            result |= {name: own[name] for name in ("id", "text_sha256", "source_sha256")}
        result |= place
        if context.entity == "annotation":
            result["fields"] = self._fields(context, image["fields"], result)
        return result

    def _update(self, context: _Context, made: Authored, author: str) -> LoggedChange | None:
        before, after = dict(made.before or {}), dict(made.after or {})
        place = self._place(context, after)
        if place is None:
            self._drop(context, after, author, "returned.nowhere", row=False)
            was: Row | None = {}
            place = {}
        else:
            was = self._place(context, before)
            if was is None:
                was = {name: (context.base or place).get(name, place[name]) for name in place}
        names = [name for name in after if name not in _PLACES or context.entity not in ("annotation", "decision")]
        images: list[Row] = [was or {}, place]
        for image, source in zip(images, (before, after), strict=True):
            image.update({self._name(context, name): self._cell(context, name, source[name]) for name in names})
        if not images[1].keys() - {"modified_at"} or (images[0] == images[1] and before != after):
            return None
        return LoggedChange(context.entity, context.here, rows.encode(images[0]), rows.encode(images[1]))

    def _name(self, context: _Context, name: str) -> str:
        column, dot, own = name.partition(DOT)
        return f"{column}{dot}{self._words.plain(own)}" if context.entity == "annotation" and dot else name

    def _cell(self, context: _Context, name: str, value: Any) -> Any:  # noqa: ANN401 - a cell
        """Return a cell as it is here."""
        if name == "id":
            return context.here
        if name in ("source_id", "target_id", "annotation_id"):
            return self._id(value)
        if name == "author":
            return self._words.author(value)
        here = self._name(context, name)
        home = value_of(context.base, here)
        sent = [value_of(row, name) for row in context.sent]
        field_name = name.partition(DOT)[2]
        if context.ours and not sent and (field_name in _NUMBERS or _is_figure(home)):
            sent = [None]  # figures left masked
        words = name.partition(DOT)[0] in _TEXTS or (context.entity == "report" and name == "kind")
        if not words:
            return home if value in sent and context.base is not None else value
        if context.entity == "setting":
            value = self._ids_back(value)
        return self._words.back(value, home, sent)

    def _ids_back(self, value: Any) -> Any:  # noqa: ANN401 - any JSON value
        """Return the value of a setting with ids of here: briefings and views name reports and annotations."""
        if isinstance(value, str):
            return self._id(value)
        if isinstance(value, list):
            return [self._ids_back(one) for one in value]
        if isinstance(value, dict):
            return {self._id(name): self._ids_back(one) for name, one in value.items()}
        return value

    def _fields(self, context: _Context, there: Mapping[str, Any], row: Row) -> dict[str, Any]:
        """Return the fields of a whole annotation: those that were masked stay, a new metric reads its own words."""
        base = dict((context.base or {}).get("fields") or {})
        if context.ours:
            gone = {name for sent in context.sent for name in sent["fields"] if name not in there}
            result = {name: value for name, value in base.items() if name not in gone}
        else:
            result = metric_fields(self._text(row["report_id"]), row["start"], row["end"]) if self._reads(row) else {}
        for name, value in there.items():
            if name != "masked" or (context.ours and not base.get("masked")) or "value" not in result:
                result[self._words.plain(name)] = self._cell(context, f"fields{DOT}{name}", value)
        if context.ours and "masked" not in base and any(sent["fields"].get("masked") for sent in context.sent):
            result.pop("masked", None)
        return {name: value for name, value in result.items() if value is not None}

    def _reads(self, row: Row) -> bool:
        return bool(row["tag_id"] == METRIC)

    # --- places

    def _place(self, context: _Context, image: Mapping[str, Any]) -> Row | None:
        """Return the columns of a place as they are here; none where it says none, ``None`` where it has none here."""
        if "quote" not in image or context.entity not in ("annotation", "decision"):
            return {}
        span = (image["report_id"], image["start"], image["end"])
        if context.base is not None and any(span == (s["report_id"], s["start"], s["end"]) for s in context.sent):
            return {name: context.base[name] for name in SPAN_COLUMNS}
        report = self._home.reports[image["report_id"]]
        if (found := self._span(image["report_id"], image["start"], image["end"])) is None:
            return None
        text = self._text(report["id"])
        place: Row = {"report_id": report["id"], "start": found[0], "end": found[1], "quote": text[slice(*found)]}
        if context.entity == "annotation":
            place["prefix"], place["suffix"] = context_of(text, *found, CONTEXT)
        elif "suggested_start" in image:
            first = self._span(image["report_id"], image["suggested_start"], image["suggested_end"]) or found
            place |= {"suggested_start": first[0], "suggested_end": first[1]}
        return place

    def _span(self, masked_report: str, start: int, end: int) -> tuple[int, int] | None:
        if masked_report not in self._lines:
            report = self._home.reports[masked_report]
            self._lines[masked_report] = Lines(self._text(report["id"]), self._text_there(masked_report))
        return self._lines[masked_report].home(start, end)

    def _text(self, report_id: str) -> str:
        """Return the text of a report here, or of one that comes."""
        if report_id not in self._texts_here:
            sha = next((row["text_sha256"] for row in self._home.reports.values() if row["id"] == report_id), "")
            self._texts_here[report_id] = self._home.earlier.text(sha) or self._masked.text(sha) or ""
        return self._texts_here[report_id]

    def _text_there(self, masked_report: str) -> str:
        sent = self._sent.get(("report", masked_report))
        row = sent.images[0] if sent else self._home.reports[masked_report]
        return self._masked.text(row["text_sha256"]) or ""


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
