"""Words written by hand where the words generated for their place have changed since: what differs, figures first.

Pure. A plan keeps what was generated when words were written (``BriefingPlan.generated``); plans of older programs do
not, there the figures of the written words are compared with those generated now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from quandian.core.briefing_plan import BriefingPlan
from quandian.core.briefing_tree import Briefing, Paragraph

_PIECE = re.compile(r"\d+(?:[.,]\d+)*|\D", re.ASCII | re.DOTALL)
_NAMED = 3  # changed figures that a line has room for


@dataclass(frozen=True, slots=True)
class Stale:
    """A place: its key, the words by hand, those generated now, and the figures that changed, before and now.

    Of a figure that is new, or gone, the other side is empty.
    """

    key: str
    written: str
    generated: str
    figures: tuple[tuple[str, str], ...] = ()

    @property
    def change(self) -> str:
        """The changed figures in words: 39 → 37."""
        shown = "、".join(f"{before or '—'} → {now or '—'}" for before, now in self.figures[:_NAMED])
        return shown + ("…" if len(self.figures) > _NAMED else "")


def stale_words(plan: BriefingPlan, briefing: Briefing) -> list[Stale]:
    """Return the words by hand that what is generated now no longer bears out, in reading order."""
    out = []
    for section in briefing.walk():
        for block in section.blocks:
            if isinstance(block, Paragraph) and block.by_hand and block.generated.strip():
                found = _stale(block, plan.generated)
                if found is not None:
                    out.append(found)
    return out


def _stale(block: Paragraph, known: Mapping[str, str]) -> Stale | None:
    before = known.get(block.key)
    if before is not None:
        if before == block.generated:
            return None
        return Stale(block.key, block.text, block.generated, changed_figures(before, block.generated))
    told = _figures(block.generated)
    if all(figure in told for figure in _figures(block.text)):
        return None
    return Stale(block.key, block.text, block.generated, changed_figures(block.text, block.generated))


def changed_figures(before: str, now: str) -> tuple[tuple[str, str], ...]:
    """Return the figures that differ, each as it was and as it is, once.

    >>> changed_figures("列入目标39条，明确时限的18条。", "列入目标37条，明确时限的18条。")
    (('39', '37'),)
    """
    old, new = pieces(before), pieces(now)
    out: dict[tuple[str, str], None] = {}
    for step, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        gone = [piece for piece in old[a:b] if piece[0].isdigit()]
        come = [piece for piece in new[c:d] if piece[0].isdigit()]
        for n in range(max(len(gone), len(come))):
            out.setdefault((gone[n] if n < len(gone) else "", come[n] if n < len(come) else ""))
    return tuple(out)


def pieces(text: str) -> list[str]:
    """Return a text in pieces: each figure whole, every other character by itself."""
    return _PIECE.findall(text)


def _figures(text: str) -> list[str]:
    return [piece for piece in pieces(text) if piece[0].isdigit()]
