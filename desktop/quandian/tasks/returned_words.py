"""Words of a masked package in those of home: names and terms through the key table, figures where they were left.

``Words`` takes texts back, ``Lines`` places in a report.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from quandian.core.masking import Masker, key_of, maskable
from quandian.language.private import figure_edits
from quandian.tasks.desensitising import Key


class Words:
    """What stands for what, the other way round."""

    def __init__(self, key: Key) -> None:
        pairs = {old: new for old, (_, new) in key.pairs.items() if maskable(old)}
        self.maskers = (Masker(pairs, figure_edits), Masker(pairs))
        back = {new: old for old, (kind, new) in key.pairs.items() if kind != "author" and new}
        self._back = {key_of(new): old for new, old in back.items()}
        self._pattern = _alternatives(back) if back else None
        self._authors = {new: old for old, (kind, new) in key.pairs.items() if kind == "author"}

    def plain(self, text: str) -> str:
        """Return words with what stands for names and terms replaced by what it stands for; XXX stays XXX."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._back.get(key_of(match[0]), match[0]), text)

    def author(self, name: str) -> str:
        """Return who that is."""
        return self._authors.get(name, name) or "–"

    def back(self, new: Any, home: Any, sent: Sequence[Any] = ()) -> Any:  # noqa: ANN401 - a cell
        """Return a value of there as a value here, where it was ``home`` and left as one of ``sent``.

        What was not changed is what it was here, XXX and all; in a text that was changed, so are its other parts.
        """
        if any(new == value and type(new) is type(value) for value in sent):
            return home
        if isinstance(new, str):
            return self._text_back(new, home) if isinstance(home, str) and home else self.plain(new)
        if isinstance(new, list):
            return [self.back(one, None) for one in new]
        if isinstance(new, dict):
            return {self.plain(name): self.back(value, None) for name, value in new.items()}
        return new

    def _text_back(self, new: str, home: str) -> str:
        signs = _signs(new)
        best, likeness = self.plain(new), 0.0
        for masker in self.maskers:
            masked = masker.mask(home)
            if _signs(masked.text) == signs:
                return home
            pieces = masked.pieces()
            if not pieces:
                continue
            text, share = self._joined(home, masked.text, pieces, new)
            if share > likeness:
                best, likeness = text, share
        return best

    def _joined(
        self, home: str, masked: str, pieces: Sequence[tuple[int, int, int, int]], new: str
    ) -> tuple[str, float]:
        """Return ``new`` with the parts it has in common with the masked text as they are at home, and how many."""
        pattern = _alternatives({*(masked[c:d] for _, _, c, d in pieces), *self._back})
        original = {(c, d): home[a:b] for a, b, c, d in pieces}
        ours, theirs = _tokens(pattern, masked), _tokens(pattern, new)
        matcher = difflib.SequenceMatcher(None, [w for w, _, _ in ours], [w for w, _, _ in theirs], autojunk=False)
        parts: list[str] = []
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                parts += [original.get((start, end), word) for word, start, end in ours[a:b]]
            else:
                parts += [self.plain(word) for word, _, _ in theirs[c:d]]
        return "".join(parts), matcher.ratio()


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(set(words), key=len, reverse=True))))


def _tokens(pattern: re.Pattern[str], text: str) -> list[tuple[str, int, int]]:
    """Return a text as words of the pattern and single signs, with their places."""
    found, at = [], 0
    for match in pattern.finditer(text):
        found += [(text[n], n, n + 1) for n in range(at, match.start())]
        found.append((match[0], match.start(), match.end()))
        at = match.end()
    return [*found, *((text[n], n, n + 1) for n in range(at, len(text)))]


def _signs(text: str) -> str:
    return "".join(text.split())


class Lines:
    """The way from a masked text to the one it was made of: masking leaves lines where they are."""

    def __init__(self, home: str, masked: str) -> None:
        self._same = home == masked
        self._home, self._masked = home.split("\n"), masked.split("\n")
        self._starts = [_begins(self._home), _begins(self._masked)]
        self._length = len(masked)
        self._blocks: dict[int, Sequence[tuple[str, int, int, int, int]]] = {}

    def home(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span at home of one in the masked text; a word that was replaced comes back whole."""
        if not 0 <= start < end <= self._length:
            return None
        if self._same:
            return start, end
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
