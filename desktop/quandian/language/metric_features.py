"""What the model knows of a metric: how sure its words are, and what makes them doubtful.

A figure with a sign and a unit of money is surely one; 三个 in a slogan, a figure without anything it measures, or one
that stands in no goal and no achievement is doubtful. So "least sure first" begins with what a person must look at.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from quandian.language.lexicon import quantity_lexicon
from quandian.language.quantities import QuantitySpan
from quandian.language.unit_reading import PROBLEM, Reading

_FEW = 10  # 三个, 八项: small counts are mostly names and lists
_LOOSE_UNITS = frozenset("个项大条类种次方面点步件")
_VAGUE = re.compile(r"^[^\d]*[几数]|[几数][十百千万]")
_NAME = re.compile(
    r"[大小]?(?!月|年)[一-龥]{0,4}(?:工程|行动|计划|机制|体系|模式|战略|方案|格局|法则|意识|要求|原则|问题|方面|环节|关系)"
)
_NAME_REACH = 8
_CODE = re.compile(r"[A-Za-z+\-_/#]")
_QUOTE_REACH = 40
_YEARS = range(1900, 2100)
_SHORT = 2  # characters of an indicator that may be a cut-off word


def metric_features(text: str, metric: QuantitySpan, reading: Reading | None, held: float = 1.0) -> dict[str, float]:
    """Return the features of a metric. ``held``: how surely it stands in a goal or an achievement, 0..1."""
    quantity = metric.quantity
    made: dict[str, float] = {
        "m:bias": 1.0,
        f"m:kind:{quantity.kind}": 1.0,
        f"m:unit:{quantity.unit}": 1.0,
        f"m:sign:{quantity.comparator}": 0.5,
        f"m:role:{reading.role.value if reading else 'none'}": 1.0,
        "m:not held": 1.0 - held,
    }
    problem = reading.state[PROBLEM] if reading is not None else 0.0
    if problem > 0.5:
        made["m:problem"] = problem * (1.0 - held)
    if quantity.masked:
        made["m:masked"] = 1.0
    made.update(dict.fromkeys(_doubts(text, metric, reading), 1.0))
    return made


def _doubts(text: str, metric: QuantitySpan, reading: Reading | None) -> list[str]:
    """Return what makes a metric doubtful, and what makes it sure."""
    words = text[metric.start : metric.end]
    unit, value = metric.quantity.unit, _value(metric)
    han = not any(c.isdigit() and c.isascii() for c in words)
    tests = {
        "m:no indicator": not metric.indicator,
        "m:short indicator": 0 < len(metric.indicator) <= _SHORT,
        "m:no unit": not unit,
        "m:unknown unit": bool(unit) and metric.quantity.kind == "count" and unit not in quantity_lexicon().units,
        "m:han": han and not metric.quantity.masked,
        "m:few": value is not None and value <= _FEW and unit in _LOOSE_UNITS,
        "m:vague": _VAGUE.search(words) is not None,
        "m:name": value is not None
        and value <= 5 * _FEW
        and unit in _LOOSE_UNITS
        and _NAME.match(text, metric.end, metric.end + _NAME_REACH) is not None,
        "m:quoted": _quoted(text, metric, reading),
        "m:like a year": value is not None and value == value.to_integral_value() and int(value) in _YEARS,
        "m:code": _CODE.match(text[metric.end : metric.end + 1]) is not None
        or (metric.start > 0 and _CODE.match(text[metric.start - 1]) is not None),
        "m:exact": value is not None and not han and value != value.to_integral_value(),
    }
    return [name for name, holds in tests.items() if holds]


def _value(metric: QuantitySpan) -> Decimal | None:
    try:
        return None if metric.quantity.value is None else Decimal(str(metric.quantity.value))
    except InvalidOperation:
        return None


def _quoted(text: str, metric: QuantitySpan, reading: Reading | None) -> bool:
    """Whether the metric stands in a short quotation, where figures are mostly names."""
    floor = max(metric.start - _QUOTE_REACH, reading.unit.start if reading else 0)
    opening = text.rfind("“", floor, metric.start)
    closing = text.find("”", metric.end, metric.end + _QUOTE_REACH)
    return opening > text.rfind("”", floor, metric.start) and closing >= 0 and closing - opening <= _QUOTE_REACH
