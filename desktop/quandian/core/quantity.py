"""Quantities: a number with its unit and comparator, compared and added across units, shown as the office writes them.

Values are ``Decimal`` in the base unit of the codebook ("2.8亿元" is 280000000 元): the scales 万 and 亿 belong to the
number. Units of one family (公顷, 亩, 平方米) are compared and added by exact factors; units that do not agree raise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from quandian.core.codebook import COMPARATORS, METRIC_KINDS
from quandian.core.units import base_spelling, factor_of, family_of, kind_of

# 60 digits hold every figure a report can state; sums do not depend on what the rest of the program sets.
EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)

_MAX_EXPONENT = 40  # beyond 10^40 a "number" is a slip or an attack: showing it would need gigabytes


class QuantityError(ValueError):
    """Two quantities do not go together, or a field does not hold a number. The message is for programmers."""


class UnitMismatch(QuantityError):  # noqa: N818 - it names what is wrong
    """Units of different families were compared or added."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"units do not agree: {left or '(none)'} and {right or '(none)'}")
        self.left = left
        self.right = right


class Style(StrEnum):
    """How ``display`` writes a comparator: ">1100亿元", wide "＞1100亿元", words "超1100亿元", plain "1100亿元"."""

    SIGN = "sign"
    WIDE = "wide"
    WORDS = "words"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured figure. ``value`` is in ``unit``, which carries no 万 or 亿; None where the digits are masked (XXX).

    ``value_to`` is the upper end of a range, else None. ``comparator`` is one of the codebook's six, ``kind`` one
    of its eight. Raises QuantityError for others, and where ``value`` is missing without a mask.
    """

    value: Decimal | None
    unit: str
    comparator: str = "="
    value_to: Decimal | None = None
    masked: bool = False
    kind: str = "count"

    def __post_init__(self) -> None:
        if self.comparator not in COMPARATORS:
            raise QuantityError(f"no comparator: {self.comparator!r}")
        if self.kind not in METRIC_KINDS:
            raise QuantityError(f"no kind: {self.kind!r}")
        if self.value is None and not self.masked:
            raise QuantityError("a quantity without a value must be masked")
        for number in (self.value, self.value_to):
            if number is not None and (not number.is_finite() or number.adjusted() > _MAX_EXPONENT):
                raise QuantityError("no number of a report")

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> Quantity | None:
        """Return the quantity of an annotation's fields, or None where they hold neither a number nor a mask.

        Spellings of a person are taken: "1,100", "２.8", "2.8亿", a unit "亿元" or "％". Raises QuantityError for
        others.
        """
        masked = fields.get("masked") in (True, 1, "1", "true", "True", "是")
        value = number_of(fields.get("value"))
        if value is None and not masked:
            return None
        unit, scale = base_unit(str(fields.get("unit") or ""))
        upper = number_of(fields.get("value_to"))
        kind = fields.get("kind") or kind_of(unit)
        return cls(
            value=None if masked or value is None else times(value, scale),
            unit=unit,
            comparator=fields.get("comparator") or "=",
            value_to=None if masked or upper is None else times(upper, scale),
            masked=masked,
            kind=kind if kind in METRIC_KINDS else kind_of(unit),
        )

    def to_fields(self) -> dict[str, Any]:
        """Return the fields of the codebook's metric that a quantity has: numbers as plain decimal text."""
        fields: dict[str, Any] = {
            "value": None if self.value is None else plain(self.value),
            "unit": self.unit,
            "comparator": self.comparator,
            "masked": self.masked,
            "kind": self.kind,
        }
        if self.value_to is not None:
            fields["value_to"] = plain(self.value_to)
        return fields

    def to(self, unit: str) -> Quantity:
        """Return the same quantity in another unit of its family ("万元" and "公顷" too); raises UnitMismatch.

        >>> Quantity(Decimal(3), "公顷", kind="area").to("亩").value
        Decimal('45')
        """

        def convert(number: Decimal | None) -> Decimal | None:
            return None if number is None else _converted(number, self.unit, unit)

        return replace(self, value=convert(self.value), value_to=convert(self.value_to), unit=unit)

    def agrees(self, other: Quantity) -> bool:
        """Whether the two can be compared and added."""
        return _family(self.unit) == _family(other.unit)

    def compare(self, other: Quantity) -> int:
        """Return -1, 0 or 1 by the values in a common unit, comparators aside.

        Raises UnitMismatch, or QuantityError if one is masked.
        """
        left, right = self._measured(), other._measured()
        if not self.agrees(other):
            raise UnitMismatch(self.unit, other.unit)
        left, right = times(left, _factor(self.unit)), times(right, _factor(other.unit))
        return (left > right) - (left < right)

    def __add__(self, other: Quantity) -> Quantity:
        """Return the sum in the unit of the left one; ranges add end by end, comparators as far as they bound the sum.

        Where that would need endless decimals the sum is in the unit of the other: 3小时 and 20分钟 are 200分钟.

        >>> str((Quantity(Decimal("2.8"), "亿元") + Quantity(Decimal(28000), "万元")).value)
        '5.6'
        """
        if not isinstance(other, Quantity):
            return NotImplemented
        first, second = self._measured(), other._measured()
        if self.kind == "rank" or other.kind == "rank" or self.unit in _NOT_ADDED:
            raise QuantityError(f"{self.unit} cannot be added up")
        if not _fits(other, self.unit) and _fits(self, other.unit):
            return self.to(other.unit) + other
        upper = None
        if self.value_to is not None or other.value_to is not None:
            own = self.value_to if self.value_to is not None else first
            its = other.value_to if other.value_to is not None else second
            upper = _tidy(EXACT.add(own, _into(its, other.unit, self.unit)))
        return replace(
            self,
            value=_tidy(EXACT.add(first, _into(second, other.unit, self.unit))),
            value_to=upper,
            comparator=_joint(self.comparator, other.comparator),
        )

    def sort_key(self) -> tuple[str, Decimal]:
        """Return (family, value in the family's base unit) for sorting; masked ones come first in their family."""
        family = _family(self.unit)
        if self.value is None:
            return family, Decimal("-Infinity")
        return family, times(self.value, _factor(self.unit))

    def _measured(self) -> Decimal:
        if self.value is None:
            raise QuantityError("a masked quantity has no value")
        return self.value


_NOT_ADDED = frozenset({"位", "∶1"})
_MOST_DECIMALS = 30  # more come only from a division that does not end
_SHOWN = Decimal("0.000001")


def total(quantities: Iterable[Quantity]) -> Quantity | None:
    """Return the sum of the quantities in the unit of the first, or None of none. Raises like ``+``."""
    result: Quantity | None = None
    for quantity in quantities:
        result = quantity if result is None else result + quantity
    return result


def base_unit(unit: str) -> tuple[str, Decimal]:
    """Split a unit as written into the base unit and its scale: "亿元" is ("元", 100000000), "家" is ("家", 1)."""
    text = unit.strip()
    scale = Decimal(1)
    while text:
        for word, size in SCALES:
            if text.startswith(word) and (len(text) > len(word) or scale == 1):
                scale, text = EXACT.multiply(scale, size), text[len(word) :]
                break
        else:
            break
    return base_spelling(text), scale


SCALES: tuple[tuple[str, Decimal], ...] = (
    ("亿", Decimal(10**8)),
    ("万", Decimal(10**4)),
    ("百万", Decimal(10**6)),
    ("千万", Decimal(10**7)),
    ("十万", Decimal(10**5)),
    ("十亿", Decimal(10**9)),
    ("百亿", Decimal(10**10)),
    ("千亿", Decimal(10**11)),
)

_WIDE = str.maketrans("０１２３４５６７８９．，－＋％", "0123456789.,-+%")


def number_of(text: object) -> Decimal | None:
    """Return the number a field holds, or None if it is empty: "1,100", "２．8", "2.8亿", "-3.2", 5.

    Raises QuantityError for anything else, without showing it (it may be text of a report).
    """
    if text is None or text == "":
        return None
    cleaned = str(text).translate(_WIDE).replace(",", "").replace(" ", "").rstrip("%")
    if not cleaned:
        return None
    end = len(cleaned)
    while end and not (cleaned[end - 1].isascii() and cleaned[end - 1].isdigit()):
        end -= 1
    rest, scale = base_unit(cleaned[end:])
    try:
        number = Decimal(cleaned[:end])
    except InvalidOperation:
        raise QuantityError("the field holds no number") from None
    if rest or not number.is_finite() or abs(number.adjusted()) > _MAX_EXPONENT:
        raise QuantityError("the field holds no number")
    return times(number, scale)


def plain(number: Decimal) -> str:
    """Return a decimal as text without an exponent; decimals as written stay ("3.80")."""
    return f"{number:f}"


_SIGNS = {"=": "", "≈": "≈", "<": "<", "≤": "≤", ">": ">", "≥": "≥"}
_WIDE_SIGNS = _SIGNS | {"<": "＜", ">": "＞"}
_BEFORE = {"=": "", "≈": "约", "<": "近", "≤": "不超过", ">": "超", "≥": ""}
_AFTER = {"≥": "以上"}


def display(quantity: Quantity, style: Style | str = Style.SIGN, *, quote: str = "") -> str:
    """Return the quantity as the office writes it, in 万 or 亿 where that is shorter.

    A masked figure has no scale of its own: ``quote``, the words of the text, stands for it where there is one.

    >>> display(Quantity(Decimal("110000000000"), "元", ">", kind="money"))
    '>1100亿元'
    >>> display(Quantity(Decimal("30"), "家", value_to=Decimal("50")))
    '30—50家'
    """
    style = Style(style)
    if quantity.value is None and quote.strip():
        return " ".join(quote.split())
    measure = _amount(quantity)
    if style is Style.PLAIN:
        return measure
    if style is Style.WORDS:
        return _BEFORE[quantity.comparator] + measure + _AFTER.get(quantity.comparator, "")
    return (_WIDE_SIGNS if style is Style.WIDE else _SIGNS)[quantity.comparator] + measure


def _amount(quantity: Quantity) -> str:
    unit = quantity.unit
    if quantity.value is None:
        return f"XX{unit}"
    if quantity.kind == "rank":
        word = "前" if quantity.comparator in "≤<" else "第"
        return f"{word}{plain(quantity.value)}{unit}"
    if quantity.value_to is None:
        number, scale = _scaled(quantity.value, unit)
        return f"{number}{scale}{unit}"
    low, low_scale = _scaled(quantity.value, unit)
    high, high_scale = _scaled(quantity.value_to, unit)
    if unit == "%":
        return f"{low}%—{high}%"
    return f"{low}{'' if low_scale == high_scale else low_scale}—{high}{high_scale}{unit}"


def _scaled(value: Decimal, unit: str) -> tuple[str, str]:
    """Return the number and scale word: 亿 and 万 where at most four decimals (万: two) remain, as offices write.

    Counts and tonnes too: 86000吨 is 8.6万吨, 12600户 is 1.26万户; what is below 10,000 stays as it is.
    """
    if unit in _UNSCALED or base_unit(unit)[1] != 1:
        return plain(value), ""
    size = abs(value)
    if size >= 10**12 and _decimals(value, 12) <= 2:
        return _shift(value, 12), "万亿"
    if size >= 10**8 and _decimals(value, 8) <= 4:
        return _shift(value, 8), "亿"
    if size >= 10**4 and _decimals(value, 4) <= 2:
        return _shift(value, 4), "万"
    return _shift(value, 0) if value == value.to_integral_value() else plain(value), ""


_UNSCALED = frozenset({"%", "‰", "个百分点", "个基点", "倍", "天", "年", "分", "位", "℃"})


def _decimals(value: Decimal, places: int) -> int:
    exponent = value.scaleb(-places, EXACT).normalize(EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _shift(value: Decimal, places: int) -> str:
    return plain(_tidy(value.scaleb(-places, EXACT)))


def _tidy(value: Decimal) -> Decimal:
    """Drop zeros after the point that arithmetic left; never an exponent."""
    if value == value.to_integral_value(context=EXACT):
        return value.quantize(Decimal(1), context=EXACT)
    return value.normalize(EXACT)


def times(value: Decimal, factor: Decimal) -> Decimal:
    """Return the exact product; without an exponent or idle decimals, unless the factor is 1 ("3.80" stays)."""
    return value if factor == 1 else _tidy(EXACT.multiply(value, factor))


def _family(unit: str) -> str:
    return family_of(base_unit(unit)[0])


def _factor(unit: str) -> Decimal:
    base, scale = base_unit(unit)
    return EXACT.multiply(factor_of(base), scale)


def _into(number: Decimal, source: str, target: str) -> Decimal:
    """Return a number in another unit of its family, divided last so that 180分钟 is 3小时."""
    if _family(source) != _family(target):
        raise UnitMismatch(source, target)
    if source == target:
        return number
    return _tidy(EXACT.divide(EXACT.multiply(number, _factor(source)), _factor(target)))


def _converted(number: Decimal, source: str, target: str) -> Decimal:
    """Return a number in another unit as ``_into`` does, endless decimals cut."""
    result = _into(number, source, target)
    return result if _decimals(result, 0) <= _MOST_DECIMALS else _tidy(result.quantize(_SHOWN, context=EXACT))


def _fits(quantity: Quantity, unit: str) -> bool:
    """Whether both ends of a quantity have few decimals in another unit of its family."""
    ends = [n for n in (quantity.value, quantity.value_to) if n is not None]
    return all(_decimals(_into(n, quantity.unit, unit), 0) <= _MOST_DECIMALS for n in ends)


def _joint(left: str, right: str) -> str:
    """Return what holds for the sum: two lower bounds stay one, an exact figure takes the other's side."""
    if left == right or right == "=":
        return left
    if left == "=":
        return right
    for strict, loose in ((">", "≥"), ("<", "≤")):
        if {left, right} == {strict, loose}:
            return strict
    return "≈"
