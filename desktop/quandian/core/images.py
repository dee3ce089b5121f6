"""Row images of the change log: columns, and keys of JSON columns as ``column.key``; ``None`` is an absent key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quandian.core.model import Row

DOT = "."


def value_at(row: Row, key: str) -> Any:  # noqa: ANN401 - a cell
    """Return the cell of a row that an image's key names; ``None`` for an absent field."""
    column, dot, field = key.partition(DOT)
    return row[column].get(field) if dot else row[column]


def patched(row: Row, image: Mapping[str, Any]) -> Row:
    """Return a copy of the row with an update's image applied; a field of ``None`` is removed."""
    result = dict(row)
    for key, value in image.items():
        column, dot, field = key.partition(DOT)
        if not dot:
            result[column] = value
            continue
        fields = dict(result.get(column) or {})
        if value is None:
            fields.pop(field, None)
        else:
            fields[field] = value
        result[column] = fields
    return result
