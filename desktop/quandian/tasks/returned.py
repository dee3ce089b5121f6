"""A desensitised package that comes back: what a colleague marked on masked texts goes to the same words at home.

``translate`` copies the project and adds to the copy, as operations of the colleague, what the package holds beyond
what went out; merging compares with that copy. So preview, choices, undo and merging twice work as with any project.
The ids of these operations follow from the rows they bring: the same package again brings the same operations.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from quandian.core.audit import AuditFilter
from quandian.core.codebook import METRIC
from quandian.core.errors import UserError
from quandian.core.masking import Masker, key_of, maskable
from quandian.core.model import CONTEXT, Annotation, Link, Report, Row
from quandian.core.progress import Progress
from quandian.core.sentences import sentence
from quandian.core.text import context_of
from quandian.language.private import figure_edits
from quandian.language.quantities import metric_fields
from quandian.store import Project, rows
from quandian.store.exchange import LoggedChange, LoggedOperation
from quandian.store.foreign import Foreign
from quandian.tasks import identity
from quandian.tasks.desensitising import Key, derived_id
from quandian.tasks.packages import vetted

_ENOUGH = 0.6  # of the lines of two texts that must be alike before one is taken for the masked form of the other
_MOST = 1_000_000  # operations that are looked through
_CHANGEABLE = ("note", "status", "tag_id")


@dataclass
class Returned:
    """What came back with a package, and what did not, in numbers."""

    new: int = 0
    changed: int = 0
    links: int = 0
    tags: int = 0
    moved: int = 0
    """Marks of ours that stand elsewhere in the package: left as they are."""
    gone: int = 0
    """Marks of ours that somebody deleted there: left as they are."""
    nowhere: int = 0
    """Marks whose words are not to be found at home."""
    strange: int = 0
    """Reports that are masked forms of none at home."""

    def sentences(self) -> tuple[str, ...]:
        """Return what a person should know, in the language in use."""
        said = [sentence("returned.brought", new=self.new, changed=self.changed, links=self.links, tags=self.tags)]
        counts = {code: getattr(self, code) for code in ("moved", "gone", "nowhere", "strange")}
        return (*said, *(sentence(f"returned.{code}", count=count) for code, count in counts.items() if count))


def key_of_file(path: Path) -> str:
    """Return the project key that a stranger's file says it has; empty where it says none that can be read."""
    try:
        stranger = Foreign(path)
    except UserError:  # merging it will say what is wrong
        return ""
    try:
        return stranger.facts().key
    except UserError:
        return ""
    finally:
        stranger.close()


def translate(
    project: Path, packed: Path, key: Key, target: Path, progress: Progress, shown_as: Path | None = None
) -> Returned:
    """Write to ``target`` a copy of the project with what came back in ``packed``, a project of masked texts.

    Raises UserError returned.not_ours where no report of it is a masked one of ours, project.*; Cancelled.
    """
    author, device = identity.author(), identity.device()
    copy = vetted(packed, shown_as or packed, progress)
    with closing(Project.open_still(shown_as or packed, copy=copy, author=author, device=device)) as masked:
        with closing(Project.open(project, backup=False, author=author, device=device)) as home:
            home.save_copy(target)
            work = _Translation(home, masked, key, progress)
            operations = work.operations()
        if not work.pairs:
            raise UserError("returned.not_ours", path=str(shown_as or packed))
    with closing(Project.open(target, backup=False, author=author, device=device)) as opened:
        opened.take_in(operations, _Nothing(), progress)
    return work.found


class _Nothing:
    """No texts: every report that marks are brought to is at home."""

    def content(self, text_sha256: str, source_sha256: str) -> None:
        """Return that there is nothing."""


class _Translation:
    """One package on its way home."""

    def __init__(self, home: Project, masked: Project, key: Key, progress: Progress) -> None:
        self._home, self._masked, self._key, self._progress = home, masked, key, progress
        self.found = Returned()
        self._own = {derived_id(key.salt, a.id): a for a in home.annotations()}
        self._here = {a.id: a for a in home.annotations()}
        self._device = derived_id(key.salt, masked.key)[-8:]
        back = {new: old for old, (kind, new) in key.pairs.items() if kind != "author"}
        self._words = {key_of(new): old for new, old in back.items()}
        found = sorted((new for new in back if new), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, found))) if found else None
        self._authors = {new: old for old, (kind, new) in key.pairs.items() if kind == "author"}
        self.pairs: dict[str, Report] = {}
        """Masked report to ours."""

    def operations(self) -> list[LoggedOperation]:
        """Return the operations that bring what is new."""
        self.pairs = self._reports()
        made = [*self._tags()]
        reports = self._masked.reports()
        went: set[str] = set()
        for number, report in enumerate(reports):
            self._progress.step(number, len(reports))
            annotations = self._masked.annotations(report.id)
            home = self.pairs.get(report.id)
            if home is None:
                self.found.strange += 1
                continue
            places: _Lines | None = None
            for one in annotations:
                ours = self._own.get(one.id)
                if ours is not None:
                    made += self._changed(ours, one)
                    continue
                if places is None:
                    places = _Lines(self._home.text(home.id), self._masked.text(report.id))
                span = places.home(one.start, one.end)
                if span is None:
                    self.found.nowhere += 1
                    continue
                went.add(one.id)
                if (operation := self._brought(home, one, span)) is not None:
                    made.append(operation)
        made += self._links(went)
        self._count_what_stays()
        return made

    # --- which report is which

    def _reports(self) -> dict[str, Report]:
        here: dict[str, Report] = {r.id: r for r in self._home.reports()}
        found: dict[str, Report] = {}
        alone = []
        for report in self._masked.reports():
            votes = Counter(self._own[a.id].report_id for a in self._masked.annotations(report.id) if a.id in self._own)
            if votes:
                found[report.id] = here[votes.most_common(1)[0][0]]
            else:
                alone.append(report)
        if alone:
            self._by_text(alone, here, found)
        return found

    def _by_text(self, alone: Sequence[Report], here: Mapping[str, Report], found: dict[str, Report]) -> None:
        """Find the reports without a mark of ours by their masked lines, with figures masked and without."""
        pairs = {old: new for old, (_, new) in self._key.pairs.items() if maskable(old)}
        taken = {r.id for r in found.values()}
        forms = [
            (report, [set(masker.plain(text).split("\n")) for masker in (Masker(pairs, figure_edits), Masker(pairs))])
            for report in here.values()
            if report.id not in taken and (text := self._home.text(report.id))
        ]
        for report in alone:
            lines = [line for line in self._masked.text(report.id).split("\n") if line.strip()]
            best, score = None, _ENOUGH
            for home, sets in forms:
                alike = max(sum(line in known for line in lines) for known in sets) / max(len(lines), 1)
                if alike >= score and home.id not in taken:
                    best, score = home, alike
            if best is not None:
                found[report.id] = best
                taken.add(best.id)

    # --- what comes of it

    def _brought(self, home: Report, one: Annotation, span: tuple[int, int]) -> LoggedOperation | None:
        """Return the operation that makes a colleague's mark on our report, or what has changed of one made before."""
        text = self._home.text(home.id)
        before = self._here.get(one.id)
        prefix, suffix = context_of(text, *span, CONTEXT)
        fields = self._fields(one)
        if one.tag_id == METRIC:
            fields = {**metric_fields(text, *span), **fields}
        row: Row = {
            "id": one.id, "report_id": home.id, "tag_id": one.tag_id, "start": span[0], "end": span[1],
            "quote": text[span[0] : span[1]], "prefix": prefix, "suffix": suffix, "fields": fields,
            "note": self._plain(one.note), "status": one.status.value, "origin": one.origin.value,
            "author": self._author(one.author), "created_at": one.created_at, "modified_at": one.modified_at,
        }  # fmt: skip
        if before is not None:
            return self._update(before, {name: row[name] for name in _CHANGEABLE}, one)
        self.found.new += 1
        return self._operation(f"annotate|{one.tag_id}", "annotation", one.id, None, row, one)

    def _changed(self, ours: Annotation, one: Annotation) -> list[LoggedOperation]:
        """Return what somebody else changed of a mark of ours: note, status, tag. Another place is told only."""
        if one.modified_at <= ours.modified_at:
            return []
        values: Row = {"status": one.status.value, "tag_id": one.tag_id}
        known = _signs(self._mask_note(ours.note))
        values["note"] = ours.note if _signs(one.note) == known else self._plain(one.note)
        made = self._update(ours, values, one)
        return [] if made is None else [made]

    def _mask_note(self, note: str) -> str:
        pairs = {old: new for old, (_, new) in self._key.pairs.items() if maskable(old)}
        return Masker(pairs, figure_edits).plain(note)

    def _update(self, ours: Annotation, values: Row, one: Annotation) -> LoggedOperation | None:
        was = {"note": ours.note, "status": ours.status.value, "tag_id": ours.tag_id}
        new = {name: value for name, value in values.items() if value != was[name]}
        if not new or one.modified_at <= ours.modified_at:
            return None
        self.found.changed += 1
        before = {name: was[name] for name in new} | {"modified_at": ours.modified_at}
        after = {**new, "modified_at": one.modified_at}
        return self._operation("edit_many", "annotation", ours.id, before, after, one)

    def _links(self, went: set[str]) -> list[LoggedOperation]:
        known = {derived_id(self._key.salt, link.id) for link in self._home.links()} | {
            link.id for link in self._home.links()
        }
        made = []
        for link in self._masked.links():
            source, aim = self._end(link.source_id, went), self._end(link.target_id, went)
            if link.id in known or source is None or aim is None:
                continue
            self.found.links += 1
            made.append(self._link(link, source, aim))
        return made

    def _link(self, link: Link, source: str, aim: str) -> LoggedOperation:
        row: Row = {
            "id": link.id, "kind": link.kind.value, "source_id": source, "target_id": aim, "verdict": link.verdict,
            "note": self._plain(link.note), "author": self._author(link.author), "created_at": link.created_at,
        }  # fmt: skip
        return self._made("link", "link", link.id, None, row, row["author"], link.created_at)

    def _end(self, annotation_id: str, went: set[str]) -> str | None:
        if annotation_id in self._own:
            return self._own[annotation_id].id
        return annotation_id if annotation_id in went or annotation_id in self._here else None

    def _tags(self) -> list[LoggedOperation]:
        """Return the operations that make tags of the colleague's: those of marks that come."""
        known = {tag.id for tag in self._home.tags()}
        made = []
        for tag in self._masked.tags():
            if tag.id in known:
                continue
            self.found.tags += 1
            row = rows.tag_row(replace(tag, name=self._plain(tag.name), description=self._plain(tag.description)))
            stamp = self._masked.audit()[-1].at
            made.append(self._made(f"add_tag|{tag.id}", "tag", tag.id, None, row, self._author(""), stamp))
        return made

    def _count_what_stays(self) -> None:
        """Count the marks of ours that somebody deleted or moved there: neither is done at home, both are told."""
        there = {a.id for a in self._masked.annotations()}
        moved, gone = set(), set()
        for entry in self._masked.audit(AuditFilter(entity="annotation", limit=_MOST), changes=True):
            for change in entry.changes:
                if change.entity != "annotation" or change.entity_id not in self._own:
                    continue
                if change.entity_id not in there:
                    gone.add(change.entity_id)
                elif change.before is not None and "start" in (change.after or {}):
                    moved.add(change.entity_id)
        self.found.gone, self.found.moved = len(gone), len(moved)

    # --- words back

    def _plain(self, text: str) -> str:
        """Return words with what stands for names and terms replaced by what it stands for; XXX stays XXX."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._words.get(key_of(match[0]), match[0]), text)

    def _author(self, name: str) -> str:
        return self._authors.get(name, name) or self._masked.author or "–"

    def _fields(self, one: Annotation) -> dict[str, Any]:
        return {
            name: self._plain(value) if isinstance(value, str) else value
            for name, value in one.fields.items()
            if name != "masked" and value is not None
        }

    # --- operations

    def _operation(
        self, label: str, entity: str, id_: str, before: Row | None, after: Row, one: Annotation
    ) -> LoggedOperation:
        return self._made(label, entity, id_, before, after, self._author(one.author), one.modified_at)

    def _made(
        self, label: str, entity: str, id_: str, before: Row | None, after: Row, author: str, at: str
    ) -> LoggedOperation:
        seed = f"returned {id_} {at}"
        made = derived_id(self._key.salt, seed)
        count = hashlib.blake2b(seed.encode(), digest_size=2).hexdigest()
        clock = f"{_milliseconds(at):013d}-{count}-{self._device}"
        change = LoggedChange(entity, id_, None if before is None else _json(before), _json(after))
        return LoggedOperation(made, made, clock, label, "do", None, author, self._device, at, changes=(change,))


class _Lines:
    """The way from a masked text to the one it was made of: masking leaves lines where they are."""

    def __init__(self, home: str, masked: str) -> None:
        self._home, self._masked = home.split("\n"), masked.split("\n")
        self._starts = [_begins(self._home), _begins(self._masked)]
        self._blocks: dict[int, Sequence[tuple[str, int, int, int, int]]] = {}

    def home(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span at home of one in the masked text; a word that was replaced comes back whole."""
        first, last = self._place(start, at_end=False), self._place(end, at_end=True)
        return (first, last) if first is not None and last is not None and first < last else None

    def _place(self, place: int, *, at_end: bool) -> int | None:
        begins = self._starts[1]
        line = max(n for n, begin in enumerate(begins) if begin <= (place - 1 if at_end and place else place))
        if line >= len(self._home):
            return None
        within = place - begins[line]
        for _, a, b, c, d in self._parts(line):
            if c <= within <= d and not (at_end and within == c < d) and not (not at_end and within == d > c):
                same = self._home[line][a:b] == self._masked[line][c:d]
                inside = a + within - c if same else (b if at_end else a)
                return self._starts[0][line] + inside
        return self._starts[0][line] + len(self._home[line]) if at_end else None

    def _parts(self, line: int) -> Sequence[tuple[str, int, int, int, int]]:
        """Return the parts of a line, equal ones and replaced ones, as difflib has them."""
        if line not in self._blocks:
            matcher = difflib.SequenceMatcher(None, self._home[line], self._masked[line], autojunk=False)
            self._blocks[line] = [code for code in matcher.get_opcodes() if code[3] < code[4]]
        return self._blocks[line]


def _begins(lines: Iterable[str]) -> list[int]:
    found, at = [], 0
    for line in lines:
        found.append(at)
        at += len(line) + 1
    return found


def _signs(text: str) -> str:
    return "".join(text.split())


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _milliseconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp() * 1000)
