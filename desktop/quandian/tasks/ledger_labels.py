"""Words of the ledger outside the window: heads of columns, statuses, natures; in the language in use."""

from __future__ import annotations

from quandian.core import sentences
from quandian.core.ledger import Column, Nature
from quandian.core.model import Status

_WORDS: dict[str, tuple[str, str]] = {
    Status.OPEN: ("待核", "Open"),
    Status.CONFIRMED: ("已核", "Confirmed"),
    Status.DOUBTFUL: ("存疑", "Doubtful"),
    Nature.TARGET: ("目标", "Target"),
    Nature.ACTUAL: ("实际", "Actual"),
    "money": ("金额", "Money"),
    "percent": ("比率", "Share"),
    "count": ("数量", "Count"),
    "length": ("长度", "Length"),
    "area": ("面积", "Area"),
    "duration": ("时长", "Duration"),
    "rank": ("位次", "Rank"),
    "other": ("其他", "Other"),
    "masked": ("已脱敏", "Masked"),
    "contradictions": ("说法不一的指标", "Contradictions"),
    "yes": ("是", "Yes"),
    "no": ("否", "No"),
    "comparator": ("比较", "Comparator"),
    "to": ("至", "To"),
    "groups": ("分组合计", "Group totals"),
    "rows": ("条数", "Rows"),
    "figures": ("有数值", "With a figure"),
    "sum": ("合计", "Sum"),
    "mean": ("平均", "Mean"),
    "base": ("折算值", "Normalised"),
    "base_unit": ("折算单位", "Normalised unit"),
}


def word(key: str) -> str:
    """Return the word of a status, a nature or a column in the language in use."""
    pair = _WORDS.get(key)
    return key if pair is None else pair[sentences.language() == "en"]


def label(column: Column) -> str:
    """Return a column's header in the language in use."""
    return column.label_en if sentences.language() == "en" and column.label_en else column.label
