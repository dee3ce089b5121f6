"""What must not leave the house: telephone and identity-card numbers, e-mail addresses, and the digits of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quandian.core.masking import Edit, fold
from quandian.language import numerals
from quandian.language.quantities import parse

_GAP = "[ \\-—]?"
_MOBILE = re.compile(f"(?<![0-9])(?:\\+?86{_GAP})?1[3-9][0-9](?:{_GAP}[0-9]{{4}}){{2}}(?![0-9])")
_LANDLINE = re.compile("(?<![0-9])\\(?0[1-9][0-9]{1,2}\\)?[ \\-—]?[2-9][0-9]{6,7}(?:[\\-—转][0-9]{1,5})?(?![0-9])")
_SERVICE = re.compile("(?<![0-9])[48]00-?[0-9]{3}-?[0-9]{4}(?![0-9])")
_SHORT = re.compile("(?:电话|热线|传真|手机)[^\\n，。；0-9]{0,6}([2-9][0-9]{6,7})(?![0-9])")
_CARD = re.compile("(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9x]")
_OLD_CARD = re.compile("(?<![0-9])[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}(?![0-9])")
_EMAIL = re.compile("[a-z0-9._%+\\-]+@[a-z0-9\\-]+(?:\\.[a-z0-9\\-]+)+")

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10x98765432"  # GB 11643-1999, 4.2


@dataclass(frozen=True, slots=True)
class Contact:
    """A number or address at ``[start, end)`` code points. ``kind`` is phone, id or email."""

    start: int
    end: int
    kind: str


def is_card_number(number: str) -> bool:
    """Whether 18 signs are an identity-card number: the check sign is right (GB 11643-1999).

    >>> is_card_number("11010519491231002X"), is_card_number("110105194912310021")
    (True, False)
    """
    if not re.fullmatch("[0-9]{17}[0-9x]", number.lower()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[17].lower()


def find_contacts(text: str) -> list[Contact]:
    """Return telephone and identity-card numbers and e-mail addresses, in order and apart from each other."""
    folded = fold(text)
    found: list[Contact] = []
    found += [Contact(*match.span(), "id") for match in _CARD.finditer(folded) if is_card_number(match[0])]
    found += [Contact(*match.span(), "id") for match in _OLD_CARD.finditer(folded)]
    found += [Contact(*match.span(), "email") for match in _EMAIL.finditer(folded)]
    for pattern in (_MOBILE, _LANDLINE, _SERVICE):
        found += [Contact(*match.span(), "phone") for match in pattern.finditer(folded)]
    found += [Contact(*match.span(1), "phone") for match in _SHORT.finditer(folded)]
    kept: list[Contact] = []
    for one in sorted(found, key=lambda c: (c.start, -c.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


_SHORT_MASK = frozenset({"%", "‰", "个百分点", "个基点"})
_HAN_NUMBER = re.compile(numerals.HAN_RUN)
_DIGITS = re.compile(numerals.DIGITS, re.ASCII)
_SCALES = "十百千万亿"
_DATE = re.compile("[0-9]{1,4}(?=[年月日号])|[0-9]{4}(?=[-—/.][0-9]{1,2})", re.ASCII)


def figure_edits(text: str) -> list[Edit]:
    """Return the edits that mask the digits of every quantity: 1100亿元 becomes XXX亿元, 8.5% XX%.

    Dates, ordinals, document numbers and names of plans are no quantities and stay.
    """
    if not text:
        return []
    folded = numerals.fold(text)
    edits: list[Edit] = []
    for span in parse(text):
        mask = "XX" if span.quantity.unit in _SHORT_MASK else "XXX"
        edits += [(a, b, mask) for a, b in _numbers(folded, span.start, span.end)]
    return edits


def figures_within(text: str, start: int, end: int) -> list[Edit]:
    """Return the edits that mask every number of a span that an analyst has marked as a metric, dates aside."""
    size = end - start
    folded = numerals.fold(text[start : end + 3])  # what follows says whether it is a date
    dates = {m.span() for m in _DATE.finditer(folded, 0, size)}
    mask = "XX" if "%" in folded[:size] else "XXX"
    return [(start + a, start + b, mask) for a, b in _numbers(folded, 0, size) if (a, b) not in dates]


def _numbers(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the numbers of a quantity, without the scales 万 and 亿 and without 百 of 百分点."""
    found = False
    for match in _DIGITS.finditer(folded, start, end):
        found = True
        yield match.span()
    for match in _HAN_NUMBER.finditer(folded, start, end):
        words = match[0].rstrip("万亿")
        if words.strip(_SCALES):
            found = True
            yield match.start(), match.start() + len(words)
    if not found:  # 突破百亿元: the scale is the figure
        for match in _HAN_NUMBER.finditer(folded, start, end):
            if words := match[0].rstrip("万亿"):
                yield match.start(), match.start() + len(words)
                return
