"""Painted rows of the dialogs about shared folders: members, and projects that are shared in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from quandian.tasks.sharing import MemberState
from quandian.tasks.sharing_jobs import SharedProject
from quandian.ui import paint
from quandian.ui.dialogs.rows import RowState, RowsView
from quandian.ui.phrases import bracketed, clauses, listed, named
from quandian.ui.qt import ALIGN_CENTER
from quandian.ui.theme import theme

_MONTH = 30  # days from which on a date says more


def ago(moment: str, now: datetime | None = None) -> str:
    """Return how long ago a time (UTC ISO 8601) was: 刚刚, 3 小时前, 2 天前; a clock that runs ahead says 刚刚, too.

    >>> ago("2026-03-04T10:00:00.000Z", datetime.fromisoformat("2026-03-04T13:10:00+00:00"))
    '3 小时前'
    """
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    if then.tzinfo is None:
        return ""
    seconds = ((now or datetime.now(UTC)) - then).total_seconds()
    minutes, hours, days = int(seconds // 60), int(seconds // 3600), int(seconds // 86400)
    translate = QCoreApplication.translate
    if minutes < 2:
        return translate("Ago", "刚刚")
    if hours < 1:
        return translate("Ago", "{0} 分钟前").format(minutes)
    if days < 1:
        return translate("Ago", "{0} 小时前").format(hours)
    if days <= _MONTH:
        return translate("Ago", "{0} 天前").format(days)
    return f"{then.astimezone():%Y-%m-%d}"


def initials_of(name: str) -> str:
    """Return what stands in the round sign of a person: 李静 is 李, Li Jing is LJ."""
    parts = name.split()
    if not parts:
        return "?"
    if not parts[0][0].isascii() or len(parts) == 1:
        return parts[0][0].upper()
    return (parts[0][0] + parts[-1][0]).upper()


def avatar(painter: QPainter, rect: QRectF, name: str, *, faint: bool = False) -> None:
    """Draw the round sign of a person."""
    paint.rounded(painter, rect, rect.width() / 2, "sunken" if faint else "surface", "line2")
    initial, ink = initials_of(name), "text3" if faint else "text"
    paint.text(painter, rect, initial, 13 if len(initial) == 1 else 11, ink, bold=True, align=ALIGN_CENTER)


class MemberRows(RowsView):
    """Who is in a shared folder. Signals of RowsView carry a MemberState."""

    row_height = 52
    inset = 0.0

    def name(self, one: MemberState) -> str:
        """Return what to call a member; one whose file has not come yet has only an id."""
        return one.facts.name or self.tr("还没有名字的成员")

    def seen(self, one: MemberState) -> str:
        """Return when a member last synchronised, in words."""
        when = ago(one.facts.seen)
        return self.tr("上次同步 {0}").format(when) if when else self.tr("还没有同步过")

    def sign(self, one: MemberState) -> str:
        """Return what is special about a member, or nothing."""
        if one.removed:
            return self.tr("已移出")
        return self.tr("已离开") if one.facts.left else ""

    def remarks(self, one: MemberState) -> list[str]:
        """Return what waits of a member and why, and what they lack of ours."""
        said = [self._waiting(reason, count) for reason, count in one.waiting.items()]
        if one.behind and not one.facts.left:
            said.append(self.tr("还没有收到我的 {0} 项改动", "", one.behind).format(one.behind))
        if one.removed_by and not one.me:
            said.append(self.tr("被 {0} 移出").format("、".join(one.removed_by)))
        return said

    def _waiting(self, reason: str, count: int) -> str:
        words: Mapping[str, str] = {
            "partial": self.tr("{0} 个文件还没有传完整", "", count),
            "text": self.tr("{0} 个文件在等报告原文", "", count),
            "wrong": self.tr("{0} 个文件内容不对，没有并入", "", count),
            "newer": self.tr("{0} 个文件由较新的圈点写成，更新圈点后并入", "", count),
        }
        return words.get(reason, "{0}").format(count)

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        one: MemberState = row
        name = bracketed(self.name(one), self.tr("我")) if one.me else self.name(one)
        return listed((name, self.sign(one), self.seen(one), *self.remarks(one)))

    def tip(self, row: Any) -> str:  # noqa: ANN401
        one: MemberState = row
        return "\n".join((named(self.tr("成员编号"), one.facts.id), self.seen(one), *self.remarks(one)))

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        one: MemberState = row
        inner = self.ground(painter, rect, state)
        faint = one.removed or one.facts.left
        avatar(painter, QRectF(inner.x() + 10, inner.center().y() - 16, 32, 32), self.name(one), faint=faint)
        x, right = inner.x() + 54, inner.right() - 12
        sign = self.sign(one)
        if sign:
            width = paint.width(sign, 12) + 16
            paint.chip(painter, right - width, inner.center().y() - 10, sign)
            right -= width + 8
        name = bracketed(self.name(one), self.tr("我")) if one.me else self.name(one)
        ink = "text2" if faint else "text"
        paint.text(painter, QRectF(x, inner.y() + 4, right - x, 22), name, 13, ink, bold=state.current)
        seen, remarks = self.seen(one), clauses(self.remarks(one))
        used = paint.text(painter, QRectF(x, inner.y() + 25, right - x, 20), seen, 12, "text2")
        if remarks:
            painter.drawPixmap(round(x + used + 14), round(inner.y() + 28), theme().pixmap("clock", 14, "warn"))
            left = x + used + 34
            paint.text(painter, QRectF(left, inner.y() + 25, right - left, 20), remarks, 12, "warn")


class SharedRows(RowsView):
    """Projects shared in a folder; ``None`` stands for a new place. Signals of RowsView carry a SharedProject or None.

    ``mine`` is the key of the project that is to be attached.
    """

    row_height = 52
    inset = 0.0

    def __init__(self, own_name: str = "", mine: str = "") -> None:
        super().__init__()
        self._own_name, self._mine = own_name, mine
        self.enter_picks = False

    def head(self, one: SharedProject | None) -> str:
        """Return the first line of a row."""
        if one is None:
            return self.tr("作为新的共享项目放在这里")
        return one.name or one.key

    def line(self, one: SharedProject | None) -> str:
        """Return the second line of a row: who is in, or what to do there."""
        if one is None:
            return self.tr("“{0}”，同事再从这个文件夹加入").format(self._own_name)
        who = "、".join(one.members[:6]) + ("…" if len(one.members) > 6 else "")
        parts = [self.tr("这个项目") if one.key == self._mine else "", who or self.tr("还没有成员")]
        when = ago(one.seen)
        return listed((*parts, self.tr("上次同步 {0}").format(when) if when else ""))

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        return listed((self.head(row), self.line(row)))

    def tip(self, row: Any) -> str:  # noqa: ANN401
        return self.words(row)

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        inner = self.ground(painter, rect, state)
        icon = "plus" if row is None else "users"
        painter.drawPixmap(round(inner.x() + 14), round(inner.center().y() - 10), theme().pixmap(icon, 20, "text2"))
        x, room = inner.x() + 48, inner.width() - 60
        paint.text(painter, QRectF(x, inner.y() + 4, room, 22), self.head(row), 13, bold=state.current)
        paint.text(painter, QRectF(x, inner.y() + 25, room, 20), self.line(row), 12, "text2")
