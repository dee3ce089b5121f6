"""What may stand in a typed field of a tag: the one place that says so, for window, command line and store.

A value is taken as people write it (2025年6月, 1,100, 2.8亿, 是, >=) and returned as it is stored: dates ISO, numbers
as plain decimal text, choices and flags as such.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from quandian.core import sentences
from quandian.core.errors import UserError
from quandian.core.model import Field, Tag
from quandian.core.quantity import QuantityError, number_of, plain

MAX_PERIOD = 40  # characters: 2021年至2023年上半年 has 13

_LOOSE_DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?(?:底|末)?")
_YEAR = re.compile(r"(\d{4})\s*年?")
_SPAN = re.compile(r"(\d{4})\s*年?\s*[-—–~～至到]+\s*(\d{4})\s*年?")
_FIGURES_ONLY = re.compile(r"[\d\s年月日/.\-—–~～至到]+")
_TRUE = ("1", "true", "yes", "y", "是", "对")
_FALSE = ("0", "false", "no", "n", "否", "不是")
_SIGNS = {">=": "≥", "<=": "≤", "＞": ">", "＜": "<", "~": "≈", "约": "≈", "＝": "="}
_SHOWN = 30  # characters of a wrong value in a sentence

sentences.register(
    {
        "field.date": (
            "字段“{field}”要填日期，“{value}”不是。写成 2025、2025-06 或 2025-06-30。",
            'The field "{field}" takes a date; "{value}" is none. Write 2025, 2025-06 or 2025-06-30.',
        ),
        "field.number": (
            "字段“{field}”要填数，“{value}”不是。写成 1200、2.5 或 1.2亿。",
            'The field "{field}" takes a number; "{value}" is none. Write it like 1200, 2.5 or 1.2亿.',
        ),
        "field.choice": (
            "字段“{field}”没有“{value}”这一项。可选的是：{choices}。",
            'The field "{field}" cannot be "{value}". Choose one of: {choices}.',
        ),
        "field.flag": (
            "字段“{field}”只能填“是”或“否”，“{value}”不行。",
            'The field "{field}" takes yes or no; "{value}" is neither.',
        ),
        "field.period": (
            "字段“{field}”要填时期，“{value}”不是。写成 2023、2021-2023 或“上半年”这样的说法。",
            'The field "{field}" takes a period; "{value}" is none. Write 2023, 2021-2023 or words such as 上半年.',
        ),
    }
)


def checked_fields(tag: Tag, fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields as they are stored; names that the tag does not know pass. Raises UserError field.*."""
    known = {spec.name: spec for spec in tag.fields}
    return {name: checked(known[name], value) if name in known else value for name, value in fields.items()}


def checked(field: Field, value: object) -> object:
    """Return a value as the field stores it, None for nothing. Raises UserError field.date, .number, … naming it."""
    if value is None or field.type not in ("date", "number", "choice", "flag", "period"):
        return value
    if isinstance(value, str) and not value.strip():
        return None
    if field.type == "flag":
        return _flag(field, value)
    if field.type == "number":
        return _number(field, value)
    text = str(value).strip()
    if field.type == "choice":
        text = _SIGNS.get(text, text)
        if field.choices and text not in field.choices:
            raise _wrong(field, value, choices=" ".join(field.choices))
        return text
    found = parsed_date(text) if field.type == "date" else parsed_period(text)
    if found is None:
        raise _wrong(field, value)
    return found


def _flag(field: Field, value: object) -> bool:
    word = str(value).strip().lower()
    if word not in _TRUE + _FALSE:
        raise _wrong(field, value)
    return word in _TRUE


def _number(field: Field, value: object) -> object:
    try:
        if isinstance(value, bool):
            raise _wrong(field, value)
        number = number_of(value)
    except QuantityError:
        raise _wrong(field, value) from None
    return plain(number) if isinstance(value, str) and number is not None else value


def _wrong(field: Field, value: object, **facts: object) -> UserError:
    text = str(value)
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return UserError(f"field.{field.type}", field=label_of(field), value=shown, **facts)


def label_of(field: Field) -> str:
    """Return a field's name in the language in use."""
    return field.label_en if sentences.language() == "en" and field.label_en else field.label


def parsed_date(text: str) -> str | None:
    """Return what a person typed as an ISO date, month or year ("2025", "2025-06", "2025-06-30"); None if it is none.

    Takes 2025年6月30日, 2025.6, 2025/6/30, 2025年6月底 too; empty text is an empty date.
    """
    cleaned = text.strip().replace(" ", "")
    if not cleaned:
        return ""
    match = _LOOSE_DATE.fullmatch(cleaned)
    if match is None:
        return None
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if (match[2] and not month) or (match[3] and not day):
        return None
    try:
        date(int(year), month or 1, day or 1)
    except ValueError:
        return None
    return year + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def stored_period(text: str) -> str:
    """Return a typed period as it is stored: 2021年 is 2021, 2021年—2023年 is 2021-2023; other text stays."""
    cleaned = text.strip()
    if match := _YEAR.fullmatch(cleaned):
        return match[1]
    if match := _SPAN.fullmatch(cleaned):
        return f"{match[1]}-{match[2]}"
    return cleaned


def parsed_period(text: str) -> str | None:
    """Return a period as it is stored: a year, a span, a date, or words (上半年); None for figures that are none."""
    stored = stored_period(text)
    if len(stored) > MAX_PERIOD or "\n" in stored:
        return None
    span = _SPAN.fullmatch(stored)
    if span:
        return stored if span[1] <= span[2] else None
    if _FIGURES_ONLY.fullmatch(stored):
        return parsed_date(stored)
    return stored
