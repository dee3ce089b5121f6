"""What the filter bar and the foot of the ledger say of the question asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quandian.ui.ledger import foot, words
from quandian.ui.ledger.chips import chip_value
from quandian.ui.ledger.words import translate
from quandian.ui.phrases import listed
from quandian.ui.theme import tag_name

if TYPE_CHECKING:
    from quandian.ui.ledger.controller import LedgerController
    from quandian.ui.pages.ledger import LedgerPage

CHIP_ICONS = {
    "tag": "tag",
    "issuer": "building-2",
    "year": "calendar",
    "nature": "target",
    "field.responsible": "users",
    "field.deadline": "clock",
    "report": "file-text",
    "group": "layers",
}
_CHOSEN = 5_000  # rows that are added up one by one


def fill_bar(control: LedgerController, page: LedgerPage) -> int:
    """Show what is filtered by, and return how many rows there are without filters."""
    bar, query, tags = page.bar, control.query, control.tags
    counts = control.totals_by_tag()
    every = sum(counts.get(tag.id, 0) for tag in tags)
    name = tag_name(tags[0]) if len(tags) == 1 else translate("LedgerController", "标注")
    bar.set_count(translate("LedgerController", "{0} 条{1}").format(f"{every:,}", name))
    keys = chip_keys(control)
    bar.set_chips([(key, CHIP_ICONS.get(key, "list-filter"), _chip_name(control, key)) for key in keys])
    bar.show_value("tag", listed(tag_name(tag) for tag in tags), active=False)
    for key in keys[1:]:
        if key == "group":
            column = control.column(query.group)
            value = words.head(column) if query.group else translate("LedgerController", "无")
            bar.show_value(key, value, active=bool(query.group))
        else:
            own = [c for c in query.conditions if c.key == key]
            value = chip_value(own, control.column(key), control.by_id, page.model.reports)
            bar.show_value(key, value or translate("LedgerController", "全部"), active=bool(value))
    bar.clear.setVisible(bool(query.conditions or query.text or query.group or query.report_ids is not None))
    bar.fit()
    return every


def chip_keys(control: LedgerController) -> list[str]:
    """Return the columns that have a chip: the usual ones, those filtered by, and the group."""
    keys = [column.key for column in control.columns]
    first = ["tag", "issuer", "year", "nature" if "nature" in keys else "field.responsible"]
    asked = [c.key for c in control.query.conditions]
    found = [key for key in first if key in keys]
    return [*found, *(key for key in dict.fromkeys(asked) if key not in found), "group"]


def scope_of(control: LedgerController, page: LedgerPage) -> str:
    """Return of which tags and filters what is shown is: 标签：指标；年份：2021年."""
    said = [
        translate("LedgerController", "{0}：{1}").format(
            words.translate("Ledger", "标签"), listed(tag_name(tag) for tag in control.tags)
        )
    ]
    for key in dict.fromkeys(condition.key for condition in control.query.conditions):
        own = [c for c in control.query.conditions if c.key == key]
        value = chip_value(own, control.column(key), control.by_id, page.model.reports)
        said.append(translate("LedgerController", "{0}：{1}").format(_chip_name(control, key), value))
    if control.query.text.strip():
        said.append(translate("LedgerController", "含“{0}”").format(control.query.text.strip()))
    return translate("Ledger", "；").join(said)


def order_words(control: LedgerController) -> str:
    """Return by what the rows are sorted and grouped: 按时期升序."""
    query = control.query
    said = []
    if query.group:
        said.append(translate("LedgerController", "按{0}分组").format(words.head(control.column(query.group))))
    if query.sort:
        way = (
            translate("LedgerController", "按{0}降序")
            if query.descending
            else translate("LedgerController", "按{0}升序")
        )
        said.append(way.format(words.head(control.column(query.sort))))
    return listed(said)


def _chip_name(control: LedgerController, key: str) -> str:
    return translate("LedgerController", "分组") if key == "group" else words.head(control.column(key))


def fill_footer(control: LedgerController, page: LedgerPage, every: int, told: list[str]) -> None:
    """Say how many rows are chosen and shown, and what they come to; on the head of a group, what its rows do."""
    query, ledger, table = control.query, control.ledger, page.table
    count = table.selection_size()
    group = table.current_group
    if group is not None and not count:
        said = list(page.model.group_sums.get(group.value, ()))
        page.footer.show_texts(page.model.group_words(group), foot.GAP.join(said), "\n".join(said))
        return
    chosen = table.selected_numbers() if 1 < count <= _CHOSEN else []
    totals = foot.totals_of(ledger, chosen) if chosen else ledger.totals(query)
    parts = [translate("LedgerController", "已选 {0} 条").format(f"{count:,}")] if count else []
    shown = f"{len(page.model.order):,}"
    parts.append(translate("LedgerController", "显示 {0} / {1} 条").format(shown, f"{every:,}"))
    parts += foot.natures(ledger, query, chosen) if chosen and control.has_natures else told
    if totals.masked:
        parts.append(translate("LedgerController", "已脱敏 {0}").format(f"{totals.masked:,}"))
    own = [] if chosen else foot.own_totals(ledger, query, control.columns)
    units = [words.total_of(total, totals, exact=True) for total in totals.by_unit[:12]]
    right = words.totals_words(totals) or "　".join(own[:2])
    page.footer.show_texts(foot.GAP.join(parts), right, "\n".join([*units, *own]))
