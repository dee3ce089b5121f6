"""Words of the ledger: column heads, cells as they are read, totals, copies for the clipboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication

from quandian.core.ledger import Column, LedgerRow, Nature, Total, Totals, cell, written
from quandian.core.ledger_words import summed
from quandian.core.model import Status, Tag
from quandian.core.quantity import EXACT, Quantity, base_unit
from quandian.core.sentences import language
from quandian.core.units import family_of
from quandian.ui.panels.words import choice_label, masked_word, one_line, plain_number, status_word, year_text
from quandian.ui.qt import QT_TRANSLATE_NOOP
from quandian.ui.theme import tag_name

NOTHING = "—"
_LABELS = {
    "tag": QT_TRANSLATE_NOOP("Ledger", "标签"),
    "quote": QT_TRANSLATE_NOOP("Ledger", "内容"),
    "issuer": QT_TRANSLATE_NOOP("Ledger", "发文单位"),
    "unit": QT_TRANSLATE_NOOP("Ledger", "单位"),
    "nature": QT_TRANSLATE_NOOP("Ledger", "性质"),
    "report": QT_TRANSLATE_NOOP("Ledger", "来源"),
    "year": QT_TRANSLATE_NOOP("Ledger", "年份"),
    "place": QT_TRANSLATE_NOOP("Ledger", "地区"),
    "note": QT_TRANSLATE_NOOP("Ledger", "备注"),
    "status": QT_TRANSLATE_NOOP("Ledger", "核对"),
    "author": QT_TRANSLATE_NOOP("Ledger", "标注人"),
    "paragraph": QT_TRANSLATE_NOOP("Ledger", "段"),
}


translate = QCoreApplication.translate  # with the context "Ledger" beside each text: lupdate reads it there


def head(column: Column) -> str:
    """Return a column's head."""
    if column.key in _LABELS:
        return translate("Ledger", _LABELS[column.key])
    return column.label_en if language() == "en" and column.label_en else column.label


def nature_word(nature: Nature | str | None) -> str:
    """Return 目标 or 实际."""
    if not nature:
        return ""
    return translate("Ledger", "目标") if nature == Nature.TARGET else translate("Ledger", "实际")


def sign_text(sign: str) -> str:
    """Return a comparator as it is painted before a number."""
    return {"≥": "⩾", "≤": "⩽"}.get(sign, sign)


def figure(row: LedgerRow) -> tuple[str, str]:
    """Return comparator and number of a row; (empty, 已脱敏) for a masked figure, two empty texts without one."""
    if row.nature is None:
        return "", ""
    sign, number, _unit = written(row.fields)
    return (sign, number) if number else ("", masked_word())


def cell_text(row: LedgerRow, column: Column, tags: dict[Any, Tag], reports: Mapping[str, str] | None = None) -> str:
    """Return a cell as it is read; empty where there is nothing. ``reports`` are the names of reports by id."""
    if column.key == "report":
        return (reports or {}).get(row.report_id, row.title)
    if column.kind == "value":
        sign, number = figure(row)
        return f"{sign} {number}".strip() if sign not in ("", "=") else number
    value = cell(row, column.key)
    return value_text(value, column, tags)


def value_text(
    value: Any,  # noqa: ANN401 - a cell
    column: Column,
    tags: dict[Any, Tag],
    reports: Mapping[str, str] | None = None,
) -> str:
    """Return a stored value of a column as it is read; of a report's id its name."""
    if value is None or value == "":
        return ""
    if column.key == "report":
        return (reports or {}).get(value, str(value))
    if column.kind == "tag":
        tag = tags.get(value)
        return tag_name(tag) if tag else str(value)
    if column.kind == "status":
        return status_word(Status(value)) if value in set(Status) else str(value)
    if column.kind == "nature":
        return nature_word(value)
    if column.kind == "flag":
        return translate("Ledger", "否") if value in (False, 0, "0") else translate("Ledger", "是")
    if column.kind == "choice":
        return choice_label(str(value))
    if column.kind == "number" and column.field:
        return plain_number(value)
    if column.kind in ("period", "date", "year"):
        return year_text(str(value))
    return one_line(str(value)) if column.kind == "quote" else str(value)


def bound_text(key: str, values: Sequence[str]) -> str:
    """Return a bound of a filter as it is read: of figures 60亿元, not 6000000000."""
    return summed(Quantity(Decimal(values[0]), "".join(values[1:2]))) if key == "value" else values[0]


def number_words(quantity: Quantity | None, places: int | None = 2) -> str:
    """Return a sum or mean as totals show it; ``places`` None with every digit."""
    if quantity is None or quantity.value is None:
        return ""
    sign = "" if quantity.comparator == "=" else f"{sign_text(quantity.comparator)} "
    return sign + summed(quantity, places)


def total_words(total: Total, *, exact: bool = False, short: bool = False) -> str:
    """Return sum and mean of one unit: 合计 2310亿元，平均 192.5亿元（12 条）; to two decimals, ``exact`` to six.

    ``short`` leaves mean and count out where there is a sum.
    """
    parts = []
    if total.sum is not None:
        parts.append(translate("Ledger", "合计 {0}").format(number_words(total.sum, 6 if exact else 2)))
    if total.mean is not None and total.count > 1:
        parts.append(translate("Ledger", "平均 {0}").format(number_words(total.mean)))
    if short and total.sum is not None:
        return parts[0]
    if not parts:
        return translate("Ledger", "{0} {1} 条，不合计").format(total.unit, total.count)
    return translate("Ledger", "{0}（{1} 条）").format(translate("Ledger", "，").join(parts), total.count)


def numbers_words(name: str, numbers: Sequence[Decimal]) -> str:
    """Return sum and mean of numbers without a unit: 投资额 合计 1280.5，平均 640.25（2 条）."""
    whole = Quantity(sum(numbers, Decimal(0)), "")
    mean = Quantity(EXACT.divide(whole.value or Decimal(0), Decimal(len(numbers))), "")
    return f"{name} {total_words(Total('', len(numbers), whole, mean))}"


def totals_words(totals: Totals) -> str:
    """Return the totals of the most frequent unit in one line, one that adds up if there is any.

    Where targets are among them, each says of what it is: 实际 合计 > 300亿元　目标 合计 ⩾ 80亿元.
    """
    first = min(totals.by_unit, key=lambda total: total.sum is None, default=None)
    if first is None:
        return ""
    family = family_of(base_unit(first.unit)[0])
    chosen = [total for total in totals.by_unit if family_of(base_unit(total.unit)[0]) == family]
    return "　".join(total_of(total, totals, short=len(chosen) > 1) for total in chosen)


def total_of(total: Total, among: Totals, *, exact: bool = False, short: bool = False) -> str:
    """Return ``total_words``, led by 实际 or 目标 where targets are among the totals."""
    said = total_words(total, exact=exact, short=short)
    return f"{nature_word(total.nature)} {said}".strip() if among.has_targets else said


def compact(value: float) -> str:
    """Return a number for an axis: 1,200, 0.5, -3."""
    rounded_value = Decimal(repr(round(value, 6))).normalize()
    return f"{rounded_value:,f}"
