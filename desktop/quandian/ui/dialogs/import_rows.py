"""Files on their way into a project: what was read of each, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from quandian.core.errors import UserError
from quandian.core.ids import report_id_of, sha256_text
from quandian.core.model import ReportDraft, ReportId
from quandian.core.progress import Progress
from quandian.reading import EncodingGuess, preview_encodings, read_bytes
from quandian.reading.open import load
from quandian.tasks.importing import Failure, ReadBatch, read_files

SURE_GAP = 0.35  # points that the best encoding must be ahead of the next one to be taken without asking
SURE_SCORE = 0.8  # real text has about 1.8, a wrong decoding less than 1
LIKE_TEXT = 0.5  # a damaged text in its right encoding; bytes that are no text stay below in all of them
_WORD = "wordprocessingml"


class State(Enum):
    """How a file stands."""

    READY = "ready"
    SAME = "same"
    UNSURE = "unsure"
    FAILED = "failed"


@dataclass(frozen=True)
class Item:
    """A file, what was read of it, and whether it shall be imported. ``guesses`` are for text files only.

    ``source`` holds the bytes of a file that gave no draft but may be text in an encoding that the user chooses.
    """

    name: str
    draft: ReportDraft | None = None
    error: UserError | None = None
    state: State = State.READY
    guesses: tuple[EncodingGuess, ...] = ()
    chosen: bool = True
    source: bytes = b""

    @property
    def is_text(self) -> bool:
        """Whether the file is plain text, or may be, which has an encoding."""
        if self.draft is None:
            return bool(self.source)
        return _WORD not in self.draft.media_type

    @property
    def importable(self) -> bool:
        """Whether it can be imported at all."""
        return self.draft is not None and self.state in (State.READY, State.UNSURE)


def read_items(paths: Sequence[Path], progress: Progress) -> list[Item]:
    """Read files and folders; runs in a job. Raises Cancelled."""
    return items_of(read_files(paths, progress))


def items_of(batch: ReadBatch) -> list[Item]:
    """Return what was read as items: drafts in their order, then the files that gave none."""
    return [*(item_of(draft) for draft in batch.drafts), *(_failed(failure) for failure in batch.failed)]


def _failed(failure: Failure) -> Item:
    """Return a file that gave nothing; one that may be text in another encoding keeps its bytes and the guesses."""
    item = Item(failure.path.name, error=failure.error, state=State.FAILED, chosen=False)
    if failure.error.code != "import.binary":
        return item
    try:
        source = load(failure.path)
    except UserError:  # it was there a moment ago: its own failure is told
        return item
    guesses = tuple(guess for guess in preview_encodings(source) if guess.score >= LIKE_TEXT)
    return replace(item, source=source, guesses=guesses) if guesses else item


def item_of(draft: ReportDraft) -> Item:
    """Return a draft as an item; the encoding of a text file is judged here."""
    item = Item(draft.source_name, draft)
    if not item.is_text or item.draft is None:
        return item
    if draft.encoding.lower().startswith("utf") and "\ufffd" not in draft.text:
        return item  # UTF-8 is never in doubt when it fits; the guesses are made when the file is looked at
    guesses = tuple(preview_encodings(draft.source))
    return replace(item, guesses=guesses, state=State.UNSURE if unsure(draft, guesses) else State.READY)


def with_guesses(item: Item) -> Item:
    """Return a text item with its guesses, which are costly for long files."""
    if item.draft is None or not item.is_text or item.guesses:
        return item
    return replace(item, guesses=tuple(preview_encodings(item.draft.source)))


def unsure(draft: ReportDraft, guesses: Sequence[EncodingGuess]) -> bool:
    """Whether two encodings read about equally well, or characters were lost."""
    if "\ufffd" in draft.text:
        return True
    if len(guesses) < 2:
        return False
    scores = sorted((guess.score for guess in guesses), reverse=True)
    return scores[0] - scores[1] < SURE_GAP or scores[0] < SURE_SCORE


def read_again(item: Item, encoding: str) -> Item:
    """Read a text file in another encoding, which the user has chosen and which is then sure. Raises UserError."""
    source = item.draft.source if item.draft is not None else item.source
    draft = read_bytes(item.name, source, encoding=encoding)
    guesses = item.guesses or tuple(preview_encodings(source))
    return replace(item, draft=draft, error=None, state=State.READY, chosen=True, guesses=guesses)


def id_of(draft: ReportDraft) -> ReportId:
    """Return the id that the report of a draft has in every project."""
    return ReportId(report_id_of(sha256_text(draft.text)))


def with_same(items: Iterable[Item], there: Mapping[ReportId, str]) -> list[Item]:
    """Mark the items whose text is in the project already, or stands twice among them; those are not chosen."""
    seen: set[ReportId] = set()
    out = []
    for item in items:
        if item.draft is None:
            out.append(item)
            continue
        report_id = id_of(item.draft)
        if report_id in there or report_id in seen:
            item = replace(item, state=State.SAME, chosen=False)
        elif item.state is State.SAME:
            item = replace(item, state=State.READY, chosen=True)
        seen.add(report_id)
        out.append(item)
    return out
