"""What the chips of the filter bar say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quandian.core.ledger import Column, Condition
from quandian.core.model import Tag
from quandian.ui.ledger import words
from quandian.ui.phrases import listed


def chip_value(own: Sequence[Condition], column: Column, tags: dict[Any, Tag], reports: Mapping[str, str]) -> str:
    """Return what a column is filtered by: 2021年，2022年; 3 项; ⩾ 60亿元. Empty for nothing."""
    said = []
    for condition in own:
        if condition.test == "in":
            empty = words.translate("Ledger", "（空）")
            texts = [words.value_text(v, column, tags, reports) or empty for v in condition.values]
            said.append(listed(texts) if len(texts) < 3 else words.translate("Ledger", "{0} 项").format(len(texts)))
        else:
            sign = "⩾" if condition.test == "from" else "⩽"
            said.append(f"{sign} {words.bound_text(column.key, condition.values)}")
    return " ".join(said)
