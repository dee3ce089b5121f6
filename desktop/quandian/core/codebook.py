"""The built-in codebook (目标, 成效, 指标) and what a custom tag may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from quandian.core.model import Field, Tag, TagId

COMPARATORS = ("=", "≈", "<", "≤", ">", "≥")
"""The six comparators of the codebook; ≈ 约, < 近, ≤ 以内, > 超, ≥ 以上."""

METRIC_KINDS = ("money", "percent", "count", "length", "area", "duration", "rank", "other")

FIELD_TYPES = ("text", "number", "choice", "flag", "date", "period")

GOAL = TagId("goal")
ACHIEVEMENT = TagId("achievement")
METRIC = TagId("metric")

# Palette key and line shape belong together: design guide, section 4. New tags take the next free pair.
PALETTE: tuple[tuple[str, str], ...] = (
    ("goal", "solid"),
    ("achievement", "double"),
    ("metric", "dots"),
    ("measure", "dash"),
    ("problem", "wave"),
    ("basis", "thick"),
    ("owner", "dashdot"),
    ("deadline", "rings"),
    ("custom", "saw"),
)

BUILT_IN_TAGS: tuple[Tag, ...] = (
    Tag(
        GOAL,
        "目标",
        "Goal",
        None,
        "goal",
        "solid",
        "1",
        (Field("responsible", "责任单位", "Owner"), Field("deadline", "时限", "Deadline", "date")),
        0,
        "报告之后要做到、要达到的事",
    ),
    Tag(
        ACHIEVEMENT,
        "成效",
        "Achievement",
        None,
        "achievement",
        "double",
        "2",
        (Field("period", "时期", "Period", "period"),),
        1,
        "到报告时已经做到、达到的事",
    ),
    Tag(
        METRIC,
        "指标",
        "Metric",
        None,
        "metric",
        "dots",
        "3",
        (
            Field("indicator", "指标名", "Indicator"),
            Field("value", "数值", "Value", "number"),
            Field("value_to", "至", "To", "number"),
            Field("unit", "单位", "Unit"),
            Field("comparator", "比较", "Comparator", "choice", COMPARATORS),
            Field("masked", "已脱敏", "Masked", "flag"),
            Field("period", "时期", "Period", "period"),
            Field("kind", "类别", "Kind", "choice", METRIC_KINDS),
        ),
        2,
        "衡量目标、成效或状况的数量",
    ),
)


def next_look(used: Collection[tuple[str, str]]) -> tuple[str, str]:
    """Return the palette key and line shape for a new tag: a pair of its own as long as there are any (81).

    A colour comes with its own shape first; when all nine colours are taken, each comes again with another's shape.
    The colours of 目标, 成效 and 指标 mean these three (design guide, section 1) and come again last.
    """
    taken = {palette for palette, _ in used}
    if free := next((pair for pair in PALETTE if pair[0] not in taken), None):
        return free
    own = {tag.palette for tag in BUILT_IN_TAGS}
    shapes = [underline for _, underline in PALETTE]
    looks = [
        (palette, shapes[(number + shift) % len(shapes)])
        for shift in range(len(PALETTE))
        for number, (palette, _) in enumerate(PALETTE)
    ]
    looks.sort(key=lambda pair: pair[0] in own)
    return next((pair for pair in looks if pair not in used), PALETTE[-1])


def initials(names: Sequence[str]) -> list[str]:
    """Return for each name the character that stands for it in small marks, one of its own wherever that can be.

    It is the first character, else a figure at the end (标签 2), else another character of the name, else a digit.
    """
    taken: set[str] = set()
    found = []
    for name in names:
        signs = [sign.upper() for sign in name if sign.isalnum()]
        last = [sign for sign in signs[-1:] if sign.isdigit()]
        choice = next((sign for sign in [*signs[:1], *last, *signs, *"23456789"] if sign not in taken), name[:1])
        taken.add(choice)
        found.append(choice)
    return found


def next_shortcut(used: set[str]) -> str:
    """Return the first free digit key for a custom tag (4 to 9), or empty when all are taken."""
    return next((key for key in "456789" if key not in used), "")
