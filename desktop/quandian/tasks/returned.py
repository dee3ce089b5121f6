"""A desensitised package that comes back: what a colleague did on masked texts is done to the same rows at home.

``translate`` makes a copy of the project as it was when the package left, and adds to it every operation of the
colleague's, translated column by column, under its author, time and label. Merging compares with that copy, so what
only one side changed is a change, what both did is a conflict, and preview, choices, undo and merging twice work as
with any project. The ids of these operations follow from the colleague's: the same package brings the same ones.
What has no place at home is told one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from quandian.core.errors import UserError
from quandian.core.merge import Source, Unanchored
from quandian.core.merge_fold import Authored, Folded
from quandian.core.model import Row
from quandian.core.progress import Progress
from quandian.core.sentences import sentence
from quandian.store import Project
from quandian.store.exchange import LoggedChange, LoggedOperation
from quandian.store.foreign import Foreign
from quandian.store.returning import Earlier
from quandian.tasks import identity
from quandian.tasks.desensitising import Key, derived_id
from quandian.tasks.returned_rows import Home, Sent, Translator
from quandian.tasks.returned_words import Words

_ENOUGH = 0.6  # of the lines of two texts that must be alike before one is taken for the masked form of the other
_VOTES = 40  # annotations of a report that are asked which report at home they stand on
_DERIVED = ("annotation", "link", "decision")  # rows whose ids in packages follow from those at home

Came = tuple[LoggedOperation, LoggedChange, Authored]


@dataclass
class Returned:
    """What came back with a package: who sent it, and what of it has no place at home."""

    author: str = ""
    authors: tuple[str, ...] = ()
    at: str = ""
    left: list[Unanchored] = field(default_factory=list)

    def sentences(self) -> tuple[str, ...]:
        """Return what a person should know, in the language in use."""
        said = [sentence("returned.brought")]
        return (*said, sentence("returned.left", count=len(self.left))) if self.left else tuple(said)

    def signed(self, source: Source, sender: str) -> Source:
        """Return what is known of a source with the colleague's name and time; ``sender`` made the package."""
        author = self.author or sender or source.last_author
        return Source(
            source.path, source.name, source.key, source.same_project, self.authors or (author,), author,
            self.at or source.last_change, source.last_met, source.operations, source.new_operations, source.warnings,
            self.sentences(),
        )  # fmt: skip


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
    """Write to ``target`` what merging compares with: the project of then, and what came back in ``packed``.

    Raises UserError returned.not_ours where it was not masked from this project with this key, project.*,
    merge.untrusted; Cancelled.
    """
    author, device = identity.author(), identity.device()
    masked = Foreign(packed, shown_as or packed)
    try:
        with closing(Project.open(project, backup=False, author=author, device=device)) as home:
            home.save_copy(target)
            home_key = home.key
        with closing(Earlier(target, author=author, device=device)) as earlier:
            work = _Return(earlier, masked, key)
            if not work.belongs(home_key, progress):
                raise UserError("returned.not_ours", path=str(shown_as or packed))
            work.run(progress)
            return work.found
    finally:
        masked.close()


class _Return:
    """One package on its way home."""

    def __init__(self, earlier: Earlier, masked: Foreign, key: Key) -> None:
        self.found = Returned()
        self._earlier, self._masked, self._key = earlier, masked, key
        self._words = Words(key)
        self._own = {
            entity: {derived_id(key.salt, one): one for one in earlier.ids.get(entity, ())} for entity in _DERIVED
        }
        self._sent: dict[tuple[str, str], Sent] = {}
        self._came: dict[str, list[Came]] = {}
        self._at = ""

    def belongs(self, home_key: str, progress: Progress) -> bool:
        """Read the package; return whether it was masked from this project with this key."""
        ours = {derived_id(self._key.salt, device)[-8:] for device in self._earlier.devices}
        facts = self._masked.facts()
        for operation, change, authored in self._masked.read([seq for seq, *_ in self._masked.changes()], progress):
            row = (change.entity, change.entity_id)
            if operation.device in ours:
                if authored.before is None and authored.after is not None:
                    self._sent.setdefault(row, Sent()).images.append(dict(authored.after))
                if operation.kind == "start":
                    self._at = max(self._at, operation.created_at)
            elif operation.kind != "start":
                self._came.setdefault(operation.id, []).append((operation, change, authored))
        same = facts.key == derived_id(self._key.salt, home_key)
        return same or any(key in self._own["annotation"] for entity, key in self._sent if entity == "annotation")

    def run(self, progress: Progress) -> None:
        """Write what comes of it."""
        self._note_rewritten()
        self._earlier.take_back(self._at)
        titles = {key: str(state.row.get("title", "")) for key, state in self._reports_here().items()}
        home = Home(self._earlier, self._own, self._paired(), titles, self._bases())
        rows = Translator(self._words, home, self._masked, self._sent)
        made = []
        for number, changes in enumerate(self._came.values()):
            progress.step(number, len(self._came))
            operation = changes[0][0]
            author = self._words.author(operation.author)
            brought = [one for _, change, authored in changes if (one := rows.change(change, authored, author))]
            if brought:
                made.append(self._signed(operation, author, brought))
        self._earlier.add(made, rows.texts, self._masked)
        self.found.left = rows.left
        self._note_who()

    def _signed(self, there: LoggedOperation, author: str, changes: Sequence[LoggedChange]) -> LoggedOperation:
        """Return the colleague's operation with what it does at home."""
        salt = self._key.salt
        made, step = (derived_id(salt, f"returned {one}") for one in (there.id, there.step))
        target = None if there.target is None else derived_id(salt, f"returned {there.target}")
        label = self._words.plain(there.label)
        return LoggedOperation(
            made, step, there.clock, label, there.kind, target, author, there.device, there.created_at,
            changes=tuple(changes),
        )  # fmt: skip

    def _note_who(self) -> None:
        operations = sorted((changes[0][0] for changes in self._came.values()), key=_by_clock)
        names = Counter(self._words.author(operation.author) for operation in operations)
        self.found.authors = tuple(name for name, _ in names.most_common())
        if operations:
            self.found.author, self.found.at = self._words.author(operations[-1].author), operations[-1].created_at

    def _note_rewritten(self) -> None:
        """Note the rows of which a package without history says only what they are now, not what was sent."""
        for changes in self._came.values():
            for _, change, authored in changes:
                sent = self._sent.get((change.entity, change.entity_id))
                if sent is not None and authored.before is not None and authored.before == authored.after:
                    sent.rewritten = True

    # --- what is at home

    def _bases(self) -> dict[tuple[str, str], Row]:
        """Return the rows at home, as they were, of all that the colleague changed."""
        wanted: dict[str, set[str]] = {}
        for changes in self._came.values():
            for _, change, _ in changes:
                if (change.entity, change.entity_id) in self._sent:
                    known = self._own.get(change.entity)
                    key = change.entity_id if known is None else known.get(change.entity_id, "")
                    wanted.setdefault(change.entity, set()).add(key)
        return {
            (entity, key): state.row
            for entity, keys in wanted.items()
            for key, state in self._earlier.states(entity, sorted(keys)).items()
            if state.whole
        }

    def _reports_here(self) -> Mapping[str, Folded]:
        found = self._earlier.states("report", self._earlier.ids.get("report", []))
        return {key: state for key, state in found.items() if state.whole}

    def _paired(self) -> dict[str, Row]:
        """Return for each masked report the one at home it was made of: by the annotations on it, else by its text."""
        here = {key: state.row for key, state in self._reports_here().items()}
        asked: dict[str, list[str]] = {}
        for entity, key in self._sent:
            if entity == "annotation" and (own := self._own[entity].get(key)) is not None:
                report = self._sent[entity, key].images[0]["report_id"]
                asked.setdefault(report, []).append(own)
        chosen = [key for keys in asked.values() for key in keys[:_VOTES]]
        stands = {key: state.row.get("report_id") for key, state in self._earlier.states("annotation", chosen).items()}
        found: dict[str, Row] = {}
        alone: dict[str, Row] = {}
        for entity, key in self._sent:
            if entity != "report":
                continue
            votes = Counter(stands.get(one) for one in asked.get(key, [])[:_VOTES])
            best = next((one for one, _ in votes.most_common() if one in here), None)
            if best is not None:
                found[key] = here[best]
            else:
                alone[key] = self._sent[entity, key].images[0]
        if alone:
            self._pair_by_text(alone, here, found)
        return found

    def _pair_by_text(self, alone: Mapping[str, Row], here: Mapping[str, Row], found: dict[str, Row]) -> None:
        """Find the reports without a mark of ours by their masked lines, with figures masked and without."""
        taken = {row["id"] for row in found.values()}
        forms = [(row, list(self._masked_lines(row))) for key, row in here.items() if key not in taken]
        for key, report in alone.items():
            text = self._masked.text(report["text_sha256"]) or ""
            lines = [line for line in text.split("\n") if line.strip()]
            best, score = None, _ENOUGH
            for row, sets in forms:
                alike = max(sum(line in known for line in lines) for known in sets) / max(len(lines), 1)
                if alike >= score and row["id"] not in taken:
                    best, score = row, alike
            if best is not None:
                found[key] = best
                taken.add(best["id"])

    def _masked_lines(self, row: Row) -> Iterator[set[str]]:
        text = self._earlier.text(row["text_sha256"])
        return (set(masker.plain(text).split("\n")) for masker in self._words.maskers)


def _by_clock(operation: LoggedOperation) -> tuple[str, str]:
    return operation.clock, operation.id
