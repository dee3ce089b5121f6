"""What a group holds, row by row: items, tags to be mapped, near reports with what has no place, what could not be put.

All rows are of one height and words are made only for those in sight, so that 100,000 cost nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QPainter

from quandian.core.merge import Item, ItemKind, Nearly, NearReport, TagMapping, Unanchored
from quandian.core.model import TagId
from quandian.core.sentences import sentence
from quandian.ui import paint
from quandian.ui.merge import words
from quandian.ui.merge.desk import NEAR, TAGS, UNANCHORED, Group, MergeDesk
from quandian.ui.merge.marks import badge, tick
from quandian.ui.merge.words import Teller
from quandian.ui.panels.row_view import Index, RowDelegate, RowModel, RowView
from quandian.ui.phrases import listed
from quandian.ui.qt import ACCESSIBLE_TEXT, DISPLAY, TOOL_TIP
from quandian.ui.theme import tag_name, theme

ROW = 56
LEFT = 24
TICK_END = 52
COMBO = 220
Entry = Item | TagMapping | NearReport | Nearly | Unanchored


class ItemRows(RowModel):
    """The rows of one group."""

    def __init__(self, desk: MergeDesk, teller: Teller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.teller = desk, teller
        self.entries: Sequence[Entry] = ()

    def load(self, group: Group | None) -> None:
        """Show a group."""
        self.beginResetModel()
        self.entries = () if group is None else self._of(group)
        self.endResetModel()

    def load_unanchored(self, found: Sequence[Unanchored]) -> None:
        """Show what a merge could not put on words."""
        self.beginResetModel()
        self.entries = list(found)
        self.endResetModel()

    def _of(self, group: Group) -> Sequence[Entry]:
        plan = self.desk.plan
        if plan is None:
            return ()
        if group.key == TAGS:
            return plan.tags
        if group.key == NEAR:
            parts: list[Entry] = []
            for near in plan.near_reports:
                parts += [near, *near.nearly, *near.unanchored]
            return parts
        if group.key == UNANCHORED:
            return plan.unanchored
        kind, author = group.kind, group.author
        return [item for item in plan.items if item.kind is kind and (not author or item.author == author)]

    def row_count(self) -> int:
        return len(self.entries)

    def data(self, index: Index, role: int = DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid() or role not in (DISPLAY, TOOL_TIP, ACCESSIBLE_TEXT):
            return None
        entry = self.entries[index.row()]
        first, second = self.lines(entry)
        if role == DISPLAY:
            return first
        if role == TOOL_TIP:
            return f"{first}\n{second}"
        return listed((first, second, self.state(entry)))

    # --- words

    def can_tick(self, entry: Entry) -> bool:
        """Whether a row has a box."""
        return isinstance(entry, Item | NearReport)

    def ticked(self, entry: Entry) -> bool:
        """Whether the box of a row is ticked."""
        if isinstance(entry, Item):
            return not self.desk.is_left(entry) and not self.desk.is_replaced(entry)
        return isinstance(entry, NearReport) and self.desk.is_aligned(entry)

    def state(self, entry: Entry) -> str:
        """Return what becomes of a row, in words."""
        if isinstance(entry, Item):
            return self.tr("并入") if self.ticked(entry) else self.tr("不并入")
        if isinstance(entry, NearReport):
            return self.tr("对齐") if self.desk.is_aligned(entry) else self.tr("作为另一份报告")
        return self.target_words(entry) if isinstance(entry, TagMapping) else ""

    def lines(self, entry: Entry) -> tuple[str, str]:
        """Return the two lines of a row."""
        if isinstance(entry, Item):
            return self._item_lines(entry)
        if isinstance(entry, TagMapping):
            count = self.tr("对方有 {0} 条标注用它", "", entry.annotations).format(entry.annotations)
            return entry.name, count
        if isinstance(entry, NearReport):
            title = self.tr("《{0}》与这里的《{1}》相似 {2}%")
            share = min(99, round(entry.likeness * 100))  # they differ, or they were one report
            return title.format(entry.title, entry.here_title, share), self._found(entry)
        if isinstance(entry, Nearly):
            return words.quoted(entry.quote), listed(
                (self.tr("这里是{0}").format(words.quoted(entry.here)), entry.author)
            )
        return words.quoted(entry.quote), listed((entry.title, entry.author, sentence(entry.reason)))

    def _found(self, near: NearReport) -> str:
        """Return how many annotations find their words, the same ones and those that are only alike."""
        parts = [self.tr("{0} 条标注").format(near.annotations), self.tr("{0} 条文字相同").format(near.exact)]
        if near.nearly:
            parts.append(self.tr("{0} 条文字只是相近").format(len(near.nearly)))
        if near.unanchored:
            parts.append(self.tr("{0} 条找不到").format(len(near.unanchored)))
        return listed(parts)

    def _item_lines(self, item: Item) -> tuple[str, str]:
        teller, about = self.teller, item.about
        first = teller.title(item.entity, about)
        signed = listed((item.author, words.moment(item.at)))
        place = teller.place(about) if item.entity in ("annotation", "link", "decision") else ""
        if item.fields:
            return first, " · ".join(part for part in (teller.changes(item), place, signed) if part)
        return first, " · ".join(part for part in (place, signed) if part)

    def remark(self, entry: Entry) -> str:
        """Return a short sign at the right of a row."""
        if not isinstance(entry, Item):
            return ""
        if self.desk.is_replaced(entry):
            return self.tr("对齐后不另外并入")
        if self.desk.is_held(entry):
            return self.tr("所属内容不并入")
        if self.desk.in_conflict(entry):
            return self.tr("见“需要选择”")
        if self.desk.becomes_another(entry):
            return self.tr("见“标签对应”")
        return self.tr("上次没有并入") if entry.left_before else ""

    def target_words(self, mapping: TagMapping) -> str:
        """Return which tag a tag of theirs becomes."""
        target = self.desk.target(mapping)
        if target is None:
            return self.tr("作为新标签")
        tag = self.teller.tag(TagId(target))
        return self.tr("并入“{0}”").format(tag_name(tag) if tag is not None else mapping.proposal_name)


class ItemDelegate(RowDelegate):
    """Draws tick, tag, two lines, and what is at the right."""

    def __init__(self, view: RowView, rows: ItemRows) -> None:
        super().__init__(view)
        self._rows = rows

    def paint_row(self, painter: QPainter, rect: QRectF, index: Index, selected: bool) -> None:
        rows = self._rows
        entry = rows.entries[index.row()]
        left, right = rect.x() + LEFT, rect.right() - LEFT
        if rows.can_tick(entry):
            tick(painter, left, rect.y() + 20, 1 if rows.ticked(entry) else 0)
        left += TICK_END - LEFT
        if isinstance(entry, TagMapping):
            right = self._combo(painter, rect, entry) - 16
        remark = rows.remark(entry)
        if remark:
            right = badge(painter, right, rect.y() + 18, remark, "plain") - 12
        if isinstance(entry, Item) and (rows.desk.is_left(entry) or rows.desk.is_replaced(entry)):
            painter.setOpacity(0.55)
        left = self._mark(painter, rect, left, entry)
        first, second = rows.lines(entry)
        room = right - left
        paint.text(painter, QRectF(left, rect.y() + 7, room, 22), first, 13, bold=selected)
        if isinstance(entry, Item) and entry.fields:
            self._changes(painter, QRectF(left, rect.y() + 29, room, 18), entry, second)
        else:
            paint.text(painter, QRectF(left, rect.y() + 29, room, 18), second, 12, "text2")

    def _changes(self, painter: QPainter, rect: QRectF, item: Item, second: str) -> None:
        """Draw before → after in the ink of text, then where and who in a paler one."""
        changes = self._rows.teller.changes(item)
        used = paint.text(painter, rect, changes, 12, "text")
        rest = second[len(changes) :]
        if rest and rect.width() - used > 40:
            paint.text(painter, rect.adjusted(used, 0, 0, 0), rest, 12, "text2")

    def _mark(self, painter: QPainter, rect: QRectF, left: float, entry: Entry) -> float:
        if isinstance(entry, Item):
            look = self._rows.teller.look(entry.about)
            if look is not None and entry.entity != "link":
                wide = paint.tag_chip(painter, left, rect.y() + 16, look, height=24)
                return left + max(wide, 44) + 12
            icon = words.icon_of(entry.kind)
        elif isinstance(entry, TagMapping):
            icon = "tag"
        else:
            icon = "git-compare" if isinstance(entry, NearReport) else "circle-alert"
            icon = "pencil" if isinstance(entry, Nearly) else icon
            if isinstance(entry, Nearly) or (
                isinstance(entry, Unanchored) and len(self._rows.entries) and self._rows.desk.plan is not None
            ):
                left += 8
        ink = "danger" if isinstance(entry, Item) and entry.kind in _GONE else "text2"
        if isinstance(entry, Unanchored):
            ink = "warn"
        painter.drawPixmap(QPointF(left, rect.y() + 19), theme().pixmap(icon, 18, ink))
        return left + 32

    def _combo(self, painter: QPainter, rect: QRectF, mapping: TagMapping) -> float:
        box = combo_rect(rect)
        paint.rounded(painter, box, 6, "surface", "line2")
        text = self._rows.target_words(mapping)
        paint.text(painter, QRectF(box.x() + 10, box.y(), box.width() - 38, 27), text, 13)
        painter.drawPixmap(QPointF(box.right() - 22, box.y() + 7), theme().pixmap("chevron-down", 14, "text2"))
        return box.x()


_GONE = frozenset({ItemKind.DELETED_REPORT, ItemKind.DELETED_ANNOTATION, ItemKind.DELETED_LINK, ItemKind.DELETED_TAG})


def combo_rect(rect: QRectF) -> QRectF:
    """Return where the choice of a tag stands in a row."""
    wide = min(COMBO, rect.width() / 2 - LEFT)
    return QRectF(rect.right() - LEFT - wide, rect.y() + 14, wide, 28)
