"""What the ledger calls reports, and how it writes sums: words that stand for many rows."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from quandian.core.ledger import without_exponent
from quandian.core.quantity import EXACT, Quantity, base_unit, plain


def names_apart(reports: Iterable[tuple[str, str, str, str, str]]) -> dict[str, str]:
    """Return what to call reports so that no two have one name: the title, and behind it what tells them apart.

    ``reports`` are (id, title, issuer, period, source name); the first of the last three that tells all reports of a
    title apart is used, else a number.

    >>> names_apart([("a", "工作总结", "市国资委", "2021", ""), ("b", "工作总结", "市住建局", "2021", "")])
    {'a': '工作总结（市国资委）', 'b': '工作总结（市住建局）'}
    """
    by_title: dict[str, list[tuple[str, str, str, str, str]]] = {}
    for report in reports:
        by_title.setdefault(report[1], []).append(report)
    made: dict[str, str] = {}
    for title, same in by_title.items():
        if len(same) == 1:
            made[same[0][0]] = title
            continue
        tails = next(
            (t for place in (2, 3, 4) if len(set(t := [r[place] for r in same])) == len(same) and all(t)),
            [str(number) for number in range(1, len(same) + 1)],
        )
        made |= {report[0]: f"{title}（{tail}）" for report, tail in zip(same, tails, strict=True)}
    return made


_ONE_SCALE = frozenset({"%", "‰", "个百分点", "个基点", "倍", "天", "年", "分", "位", "℃"})


def summed(quantity: Quantity, places: int | None = None) -> str:
    """Return a sum or mean as an office writes it, without its comparator: always in 亿 or 万 where it is as large.

    ``display`` writes a figure that was read, with as many digits as were said; a sum of hundreds has more of them than
    anyone reads, so it is cut to ``places`` decimals. None keeps them all, in the same scale.

    >>> summed(Quantity(Decimal("1021688501340"), "元"), 2), summed(Quantity(Decimal("1021688501340"), "元"))
    ('10216.89亿元', '10216.8850134亿元')
    """
    if quantity.value is None:
        return ""
    ends = [quantity.value] if quantity.value_to is None else [quantity.value, quantity.value_to]
    size = max(abs(end) for end in ends)
    scaled = quantity.unit not in _ONE_SCALE and base_unit(quantity.unit)[1] == 1
    shift, word = (8, "亿") if scaled and size >= 10**8 else (4, "万") if scaled and size >= 10**5 else (0, "")
    numbers = []
    for end in ends:
        number = end.scaleb(-shift, EXACT)
        if places is not None:
            number = number.quantize(Decimal(1).scaleb(-places), context=EXACT)
        numbers.append(plain(without_exponent(number.normalize(EXACT))))
    return "—".join(dict.fromkeys(numbers)) + word + quantity.unit
