"""Says what merging other files would do, and changes nothing: ``plan`` makes the ``core.merge.MergePlan``.

Only what is new is read: the keys of all changes of both sides first (150,000 take 0.3 s), then the new changes and
those here of the same rows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quandian.core.anchoring import NEAR, Alignment, clauses, likeness, plain
from quandian.core.calm import no_collection
from quandian.core.errors import UserError
from quandian.core.merge import (
    ALIAS_REPORT,
    ALIAS_TAG,
    IDENTITY,
    Item,
    ItemKind,
    MergePlan,
    Nearly,
    NearReport,
    Source,
    TagMapping,
    Unanchored,
    Unchanged,
)
from quandian.core.merge_fold import fold, rooted
from quandian.core.model import Row
from quandian.core.progress import Progress, silent
from quandian.store import rows
from quandian.store.exchange import known_keys
from quandian.store.foreign import Facts, Foreign
from quandian.store.incoming import Comparison, Incoming, RowKey
from quandian.store.store import Store

_MERGED = ("foreign", "choice")
_NAMED = 3  # projects that stand in the name of a step
_ORDER = {kind: number for number, kind in enumerate(ItemKind)}


@dataclass(slots=True)
class Bundle:
    """What the store needs to carry a plan out."""

    foreigns: list[Foreign]
    seen: int
    incoming: dict[RowKey, Incoming]
    rows: dict[RowKey, Row]
    """What rows that are new or in conflict will be, without choices."""
    places: dict[str, dict[str, tuple[int, int]]]
    """For each near report where its annotations stand in the report here."""
    name: str

    def close(self) -> None:
        """Remove the copies of the other files; again is fine."""
        for foreign in self.foreigns:
            foreign.close()


def plan(
    store: Store,
    others: Sequence[Path],
    progress: Progress | None = None,
    *,
    shown_as: Sequence[Path] | None = None,
) -> MergePlan:
    """Compare a project with other project files and return what merging them would do.

    Raises UserError project.* and merge.untrusted for a file that cannot be read or believed, merge.itself, Cancelled.
    """
    progress = progress or silent()
    foreigns: list[Foreign] = []
    try:
        for other, shown in zip(others, shown_as or others, strict=True):
            if _same_file(other, store.path):
                raise UserError("merge.itself", path=str(other))
            foreigns.append(Foreign(Path(other), Path(shown)))
        with no_collection():
            return _Planning(store, foreigns, progress).plan()
    except BaseException:
        for foreign in foreigns:
            foreign.close()
        raise


def _same_file(one: Path, other: Path) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


class _Planning:
    def __init__(self, store: Store, foreigns: list[Foreign], progress: Progress) -> None:
        self._store, self._foreigns, self._progress = store, foreigns, progress
        self._found = Comparison(store, foreigns, progress)
        self._clauses: dict[str, frozenset[str]] = {}

    def plan(self) -> MergePlan:
        store = self._store
        newest = store.one("SELECT max(seq) FROM operation")
        key = store.one("SELECT value FROM setting WHERE id = 'project.key'")
        own_key = rows.decode(key[0]) if key else ""
        facts = [foreign.facts() for foreign in self._foreigns]
        sources = [self._read(foreign, fact, own_key) for foreign, fact in zip(self._foreigns, facts, strict=True)]
        self._found.run()
        near, places = self._near_reports()
        left = self._left_before()
        needs = {item.key for item in self._found.items}
        items = [self._finished(item, needs, left) for item in self._found.items]
        items.sort(key=self._sorting)
        found = self._found
        bundle = Bundle(self._foreigns, newest[0] if newest else 0, found.incoming, found.rows, places, _name(sources))
        return MergePlan(
            tuple(sources),
            tuple(items),
            tuple(found.conflicts),
            self._mappings(),
            near,
            tuple(found.unanchored),
            self._unchanged(facts),
            bundle,
        )

    # --- what is new

    def _read(self, foreign: Foreign, facts: Facts, own_key: str) -> Source:
        """Collect what is new in one file."""
        same = bool(own_key) and facts.key == own_key
        theirs = foreign.operation_ids()
        scopes = dict(self._store.all("SELECT id, scope FROM operation"))
        here = known_keys(self._store, [key for key in theirs if key in scopes])
        taken = {(o.id, c.entity, c.entity_id) for i in self._found.incoming.values() for o, c in i.changes}
        seqs: list[int] = []
        shared = self._found.shared
        for seq, made, entity, key in foreign.changes():
            if made in scopes:
                if (made, entity, key) in here:
                    shared.add((made, entity, key))
                    continue
                if scopes[made] not in _MERGED:  # ours: whatever else claims to be of it is not
                    continue
            if (same or entity != "setting" or key not in IDENTITY) and (made, entity, key) not in taken:
                seqs.append(seq)
        operations = set()
        for operation, change, authored in foreign.read(seqs, self._progress):
            operations.add(operation.id)
            row = (change.entity, change.entity_id)
            incoming = self._found.incoming.get(row)
            if incoming is None:
                incoming = self._found.incoming[row] = Incoming()
            incoming.changes.append((operation, change))
            incoming.authored.append(authored)
        return Source(
            str(foreign.path),
            facts.name or foreign.path.stem,
            facts.key,
            same,
            facts.authors,
            facts.last_author,
            facts.last_change,
            self._met([key for key in theirs if key in scopes]),
            facts.operations,
            len(operations),
        )

    def _met(self, operations: Sequence[str]) -> str:
        """Return when the newest of these operations was made, other than making the project."""
        found = self._store.one(
            "SELECT max(created_at) FROM operation WHERE id IN (SELECT value FROM json_each(?))",
            (rows.encode(sorted(operations)),),
        )
        return str(found[0] or "") if found else ""

    def _finished(self, item: Item, keys: set[str], left: set[RowKey]) -> Item:
        """Return an item with what it needs, and whether it was left before."""
        row = self._found.rows.get((item.entity, item.entity_id), {})
        wanted: list[str] = []
        if item.kind in (ItemKind.NEW_ANNOTATION, ItemKind.DECISION):
            wanted.append(f"report:{row['report_id']}")
        if item.kind in (ItemKind.NEW_ANNOTATION, ItemKind.CHANGED_ANNOTATION):
            wanted.append(f"tag:{row['tag_id']}")
        if item.kind in (ItemKind.NEW_LINK, ItemKind.DELETED_LINK):
            ends = [row[end] for end in ("source_id", "target_id") if end in row]
            if item.kind is ItemKind.DELETED_LINK:  # who keeps an annotation keeps the relations that went with it
                ends = [end for end in ends if self._goes(end)]
            wanted += [f"annotation:{end}" for end in ends]
        needs = tuple(want for want in wanted if want in keys)
        before = (item.entity, item.entity_id) in left
        if not needs and not before:
            return item
        return Item(
            item.kind, item.entity, item.entity_id, item.author, item.at, item.about, item.fields, needs, before
        )

    def _goes(self, annotation_id: str) -> bool:
        """Whether the plan deletes an annotation."""
        incoming = self._found.incoming.get(("annotation", annotation_id))
        return incoming is not None and any(change.after is None for _, change in incoming.changes)

    def _sorting(self, item: Item) -> tuple[int, str, int, str]:
        return _ORDER[item.kind], item.about.title, item.about.start, item.entity_id

    def _left_before(self) -> set[RowKey]:
        """Return the rows of which an earlier merge left a change that is offered again, and nothing new since."""
        found = set(self._store.all("SELECT operation_id, entity, entity_id FROM left_out"))
        if not found:
            return set()
        return {
            key
            for key, incoming in self._found.incoming.items()
            if all((operation.id, *key) in found for operation, _ in incoming.changes)
        }

    # --- tags and near reports

    def _mappings(self) -> tuple[TagMapping, ...]:
        here = {_same_name(name): key for key, name in self._store.all("SELECT id, name FROM tag ORDER BY id DESC")}
        alias = self._aliases()
        counts: dict[str, int] = {}
        for item in self._found.items:
            if item.kind is ItemKind.NEW_ANNOTATION:
                counts[item.about.tag_id] = counts.get(item.about.tag_id, 0) + 1
        found = []
        for item in self._found.items:
            if item.kind is not ItemKind.NEW_TAG or item.entity_id in alias:
                continue
            name = self._found.tag_names.get(item.entity_id, "")
            proposal = here.get(_same_name(name))
            if proposal is not None and rooted(alias, proposal) == item.entity_id:
                continue  # they have taken ours for theirs
            label = self._found.tag_names.get(proposal, "") if proposal else ""
            found.append(TagMapping(item.entity_id, name, proposal, label, counts.get(item.entity_id, 0)))
        return tuple(found)

    def _aliases(self) -> dict[str, str]:
        """Return which tag stands for another, here or there."""
        found: dict[str, object] = {}
        for key, value in self._store.all(
            "SELECT id, value FROM setting WHERE id >= 'alias.tag.' AND id < 'alias.tag/'"
        ):
            found[key.removeprefix(ALIAS_TAG)] = rows.decode(value)
        for (entity, key), incoming in self._found.incoming.items():
            if entity == "setting" and key.startswith(ALIAS_TAG):
                found[key.removeprefix(ALIAS_TAG)] = fold(incoming.authored).row.get("value")
        return {key: value for key, value in found.items() if isinstance(value, str)}

    def _near_reports(self) -> tuple[tuple[NearReport, ...], dict[str, dict[str, tuple[int, int]]]]:
        """Return reports of theirs that are almost one of ours, and where their annotations stand in ours."""
        aligned = {
            key.removeprefix(ALIAS_REPORT): rows.decode(value)
            for key, value in self._store.all(
                "SELECT id, value FROM setting WHERE substr(id, 1, ?) = ?", (len(ALIAS_REPORT), ALIAS_REPORT)
            )
        }
        marked: dict[str, list[str]] = {}
        for entity, key in self._found.incoming:
            row = self._found.rows.get((entity, key))
            if entity == "annotation" and row is not None:
                marked.setdefault(row["report_id"], []).append(key)
        new = [item.entity_id for item in self._found.items if item.kind is ItemKind.NEW_REPORT]
        pairs = [(key, aligned[key], 1.0, True) for key in marked if key in aligned]
        pairs += [(key, *found, False) for key in new if key not in aligned and (found := self._nearest(key))]
        places: dict[str, dict[str, tuple[int, int]]] = {}
        near = []
        for key, here, share, before in pairs:
            source, target = self._found.text(key), self._found.text(here)
            if source is not None and target is not None:
                places[key], missed, nearly = self._placed(Alignment(source, target), target, marked.get(key, []))
                titles = self._found.report_row(key).get("title", ""), self._found.titles.get(here, "")
                counts = len(marked.get(key, [])), len(places[key])
                near.append(NearReport(key, titles[0], here, titles[1], share, *counts, tuple(missed), before, nearly))
        return tuple(near), places

    def _placed(
        self, alignment: Alignment, target: str, ids: Iterable[str]
    ) -> tuple[dict[str, tuple[int, int]], list[Unanchored], tuple[Nearly, ...]]:
        """Return where annotations stand in the target, which have no place, and which only stand on like words."""
        found: dict[str, tuple[int, int]] = {}
        missed, nearly = [], []
        for key in ids:
            row = self._found.rows["annotation", key]
            place = alignment.place(row["start"], row["end"])
            if place.reason:
                report = row["report_id"]
                facts = (row["quote"], row["author"], f"merge.words_{place.reason}")
                missed.append(Unanchored(key, report, self._found.titles.get(report, ""), *facts))
            else:
                found[key] = (place.start, place.end)
                here = target[place.start : place.end]
                if plain(here)[0] != plain(row["quote"])[0]:
                    nearly.append(Nearly(key, row["quote"], here, row["author"]))
        return found, missed, tuple(nearly)

    def _nearest(self, report_id: str) -> tuple[str, float] | None:
        """Return the report here whose text is most like a new one, if it is like enough."""
        text = self._found.text(report_id)
        if text is None:
            return None
        words = clauses(text)
        best: tuple[str, float] | None = None
        for key, length in self._store.all(
            "SELECT r.id, length(c.text) FROM report r JOIN content c ON c.sha256 = r.text_sha256 AND c.form = 'text'"
        ):
            if not 0.7 <= length / max(1, len(text)) <= 1.4:
                continue
            other = self._clauses.get(key)
            if other is None:
                other = self._clauses[key] = clauses(self._found.text(key) or "")
            share = likeness(words, other)
            if share >= NEAR and (best is None or share > best[1]):
                best = (key, share)
        return best

    # --- the rest

    def _unchanged(self, facts: Sequence[Facts]) -> Unchanged:
        theirs = set().union(*(fact.annotation_ids for fact in facts))
        ours = {r[0] for r in self._store.all("SELECT id FROM annotation")}
        touched = {item.entity_id for item in self._found.items if item.entity == "annotation"}
        touched |= {conflict.entity_id for conflict in self._found.conflicts}
        reports = set().union(*(fact.report_ids for fact in facts))
        texts = sum(1 for (key,) in self._store.all("SELECT id FROM report") if key in reports)
        return Unchanged(len((ours & theirs) - touched), len(ours - theirs), texts)


def _name(sources: Sequence[Source]) -> str:
    """Return what a merge is called: the projects by their names, copies of one project by those of their files."""
    names = [source.name for source in sources]
    if len(set(names)) < len(names):
        names = [Path(source.path).stem for source in sources]
    return "、".join(names[:_NAMED]) + (f"…（{len(names)}）" if len(names) > _NAMED else "")


def _same_name(name: str) -> str:
    """Return what two names have in common that a reader takes for the same: width, case and blanks aside."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
