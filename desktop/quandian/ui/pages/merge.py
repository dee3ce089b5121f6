"""The merge page: what comes in, what has to be chosen, what is in each group (design guide, screen 07)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from quandian.core.merge import Choice, Unanchored
from quandian.ui import paint
from quandian.ui.actions import Actions
from quandian.ui.dialogs.base import InkLabel
from quandian.ui.merge import words
from quandian.ui.merge.card_view import CardView
from quandian.ui.merge.desk import CONFLICTS, NEAR, TAGS, UNANCHORED, Card, Group, MergeDesk
from quandian.ui.merge.footer import Footer
from quandian.ui.merge.item_view import ItemView
from quandian.ui.merge.progress import ProgressBar
from quandian.ui.merge.side_panel import NARROW_WIDTH, WIDTH, SidePanel
from quandian.ui.pages.reading import NARROW, EmptyState
from quandian.ui.session import Session
from quandian.ui.widgets import ElidingLabel, Ground, button

PLANNING, CHOOSING, EMPTY, DONE = "planning", "choosing", "empty", "done"


class _Header(QWidget):
    """44 px: what is shown, how much of it, what to do with all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(48)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 1)
        self._row.setSpacing(8)
        self.title = InkLabel("", 15, bold=True)
        self.caption = ElidingLabel("", 12, "text2")
        self.caption.setMinimumWidth(40)
        self._row.addWidget(self.title)
        self._row.addSpacing(12)
        self._row.addWidget(self.caption, 1)

    def add(self, words_: str) -> QPushButton:
        """Add a button at the right."""
        made = button(words_)
        self._row.addWidget(made)
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.hairline(painter, 0, self.height() - 1, self.width())
        painter.end()


class _Planning(QWidget):
    """What is being compared, with its progress."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = InkLabel(self.tr("正在比对两边的项目"), 15, bold=True)
        self.line = InkLabel("", 13, "text2")
        self.bar = ProgressBar()
        self.bar.setFixedWidth(280)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (self.title, self.line, self.bar):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(8)
        column.addStretch(2)


class MergePage(QWidget):
    """Signals: source_wanted(Card or entry), cancelled, apply_wanted, panels_changed."""

    source_wanted = Signal(object)
    cancelled = Signal()
    apply_wanted = Signal()
    panels_changed = Signal()

    def __init__(self, session: Session, desk: MergeDesk, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.state = desk, EMPTY
        self._left_wanted = True
        self.teller = words.Teller(session)
        self.side = SidePanel(desk, self)
        self.side.setFixedWidth(WIDTH)
        self.cards = CardView(desk, self.teller)
        self.items = ItemView(session, desk, self.teller)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self._build_middle(), 1)
        for pane in (self.cards, self.items):
            actions.add_to_merge(pane)
        self.side.group_chosen.connect(self._on_group)
        self.side.group_toggled.connect(self.side.toggle)
        self.side.groups.entered.connect(self.focus_list)
        self.cards.source_wanted.connect(self.source_wanted)
        self.items.source_wanted.connect(self.source_wanted)
        desk.changed.connect(self._tell)

    def _build_middle(self) -> QWidget:
        middle = Ground("window")
        middle.setMinimumWidth(360)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = _Header(middle)
        self.all_mine = self.header.add(self.tr("都用我的"))
        self.all_theirs = self.header.add(self.tr("都用对方的"))
        self.all_newer = self.header.add(self.tr("都用较新的"))
        self.take_all = self.header.add(self.tr("全部并入"))
        self.leave_all = self.header.add(self.tr("全部不并"))
        for made, slot in (
            (self.all_mine, self.choose_mine),
            (self.all_theirs, self.choose_theirs),
            (self.all_newer, self.choose_newer),
            (self.take_all, self._on_take_all),
            (self.leave_all, self._on_leave_all),
        ):
            made.clicked.connect(slot)
        column.addWidget(self.header)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self.planning = _Planning()
        back = self.tr("返回")
        self.empty = EmptyState("circle-check", self.tr("没有新内容"), self.tr("对方没有这里缺少的内容"), back)
        self.settled = EmptyState("circle-check", self.tr("没有待定的冲突"), self.tr("都已处理，或已改成别的值"), back)
        for page in (self.empty, self.settled):
            page.wanted.connect(self.cancelled)
        listing = QWidget()
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.addWidget(self.items)
        listing.setFocusProxy(self.items)
        self._listing = listing
        for shown in (self.cards, listing, self.planning, self.empty, self.settled):
            self._stack.addWidget(shown)
        column.addWidget(holder, 1)
        self.footer = Footer(middle)
        self.footer.cancelled.connect(self.cancelled)
        self.footer.apply_wanted.connect(self.apply_wanted)
        column.addWidget(self.footer)
        return middle

    # --- states

    def show_planning(self, names: str) -> None:
        """Say that projects are being compared."""
        self.planning.line.setText(names)
        self.planning.bar.set_share(0)
        self._set_state(PLANNING)
        self._stack.setCurrentWidget(self.planning)

    def show_choices(self) -> None:
        """Show the plan of the desk: the conflicts first, else the first group."""
        self.teller.forget()
        plan = self.desk.plan
        if not self.desk.cards and (plan is None or (plan.empty and not plan.unanchored)):
            self._set_state(EMPTY)
            self._stack.setCurrentWidget(self.settled if self.desk.waiting else self.empty)
            return
        again = self.state == CHOOSING
        self._set_state(CHOOSING)
        if self.desk.waiting:
            self._on_group(Group(CONFLICTS, len(self.desk.cards), 0))
            return
        kept = self.side.groups.current_group()
        self.side.groups.show_group(kept.key if again and kept is not None else CONFLICTS)

    def show_unanchored(self, found: Sequence[Unanchored]) -> None:
        """List what the merge that has been done could not put on words."""
        self._set_state(DONE)
        self.items.group = None
        self.items.rows.load_unanchored(found)
        self._stack.setCurrentWidget(self._listing)
        self._tell()
        self.items.setFocus()

    def _set_state(self, state: str) -> None:
        self.state = state
        shown = state == CHOOSING and not self.desk.waiting
        self.side.setVisible(shown and self._left_wanted)
        self.header.setVisible(state in (CHOOSING, DONE))
        self.footer.setVisible(state != EMPTY)
        self._tell()

    @Slot()
    def focus_list(self) -> None:
        """Give the keyboard to what is in the middle."""
        self._stack.currentWidget().setFocus()

    @property
    def on_cards(self) -> bool:
        """Whether conflicts are shown."""
        return self.state == CHOOSING and self._stack.currentWidget() is self.cards

    @Slot(object)
    def _on_group(self, group: Group) -> None:
        if self.state != CHOOSING:
            return
        if group.key == CONFLICTS:
            self._stack.setCurrentWidget(self.cards)
        else:
            self.items.show_group(group, words.name_of(group))
            self._stack.setCurrentWidget(self._listing)
        self._tell()

    # --- what is said

    @Slot()
    def _tell(self) -> None:
        cards, listed = self.on_cards, self.items.group if self.state == CHOOSING else None
        for made in (self.all_mine, self.all_theirs, self.all_newer):
            made.setVisible(cards)
        many = not cards and listed is not None and listed.can_be_left
        for made in (self.take_all, self.leave_all):
            made.setVisible(many)
        near = listed is not None and listed.key == NEAR
        self.take_all.setText(self.tr("全部对齐") if near else self.tr("全部并入"))
        self.leave_all.setText(self.tr("都不对齐") if near else self.tr("全部不并"))
        if cards:
            self._tell_conflicts()
        elif listed is not None:
            self._tell_group(listed)
        elif self.state == DONE:
            count = len(self.items.rows.entries)
            self.header.title.setText(self.tr("没有放到原文上的 {0} 条", "", count).format(count))
            self.header.caption.set_text(self.tr("其余都已并入"))
        self._tell_foot()

    def _tell_conflicts(self) -> None:
        desk = self.desk
        count, waiting = len(desk.cards), desk.undecided
        title = self.tr("待定的冲突 {0} 处") if desk.waiting else self.tr("需要选择的 {0} 处")
        self.header.title.setText(title.format(count))
        self.header.caption.set_text(self.tr("已定 {0}，待定 {1}").format(count - waiting, waiting))

    def _tell_group(self, group: Group) -> None:
        now = next((g for g in self._now(group) if g.author == group.author), group)
        name = words.name_of(Group(group.key, 0, 0))
        self.header.title.setText(self.tr("{0} {1}").format(name, words.count_words(group.key, now.total)))
        said = {
            TAGS: self.tr("对方的标签在这里叫什么"),
            NEAR: self.tr("勾选的，标注按原文对到这里的报告上；不勾的，作为另一份报告并入"),
            UNANCHORED: self.tr("不会并入；原因写在每条下面"),
        }.get(group.key)
        if said is None:
            said = self.tr("将并入 {0}，留下 {1}").format(now.taken, now.total - now.taken)
        self.header.caption.set_text(f"{group.author}　{said}" if group.author else said)

    def _now(self, group: Group) -> list[Group]:
        if group.author:
            return self.desk.authors(group.key)
        return [one for one in self.desk.groups() if one.key == group.key]

    def _tell_foot(self) -> None:
        foot, desk = self.footer, self.desk
        foot.cancel.setVisible(self.state != DONE)
        foot.hints.set_hints(self._hints())
        note = ""
        if self.state == DONE:
            foot.set_primary(self.tr("完成"), enabled=True)
        elif self.state == PLANNING:
            foot.set_primary(self.tr("合并"), enabled=False)
        elif desk.waiting:
            decided = len(desk.cards) - desk.undecided
            foot.set_primary(self.tr("处理 {0} 处").format(decided), enabled=decided > 0)
            if desk.undecided:
                note = self.tr("{0} 处待定，会留着").format(desk.undecided)
        else:
            count = desk.to_take
            foot.set_primary(self.tr("合并 {0} 项").format(count), enabled=count > 0)
            if desk.undecided:
                note = self.tr("{0} 处待定，将采用较新的值").format(desk.undecided)
        foot.set_note(note)

    def _hints(self) -> list[tuple[tuple[str, ...], str]]:
        if self.on_cards:
            return [
                (("↑", "↓"), self.tr("选字段")),
                (("←",), self.tr("用我的")),
                (("→",), self.tr("用对方的")),
                (("N",), self.tr("下一处")),
                (("Space",), self.tr("并入或不并")),
            ]
        if self.state == CHOOSING:
            return [(("Space",), self.tr("并入或不并")), (("O",), self.tr("看原文")), (("F6",), self.tr("换窗格"))]
        return []

    # --- verbs

    @Slot()
    def choose_mine(self) -> None:
        """Decide all conflicts for this side."""
        self.desk.choose_all(Choice.MINE)

    @Slot()
    def choose_theirs(self) -> None:
        """Decide all conflicts for the other side."""
        self.desk.choose_all(Choice.THEIRS)

    @Slot()
    def choose_newer(self) -> None:
        """Decide each conflict for what was set later."""
        self.desk.choose_all(Choice.NEWER)

    @Slot()
    def _on_take_all(self) -> None:
        if self.items.group is not None:
            self.desk.set_group(self.items.group, True)

    @Slot()
    def _on_leave_all(self) -> None:
        if self.items.group is not None:
            self.desk.set_group(self.items.group, False)

    def current(self) -> object:
        """Return the card or the row in hand."""
        return self.cards.current_card() if self.on_cards else self.items.current()

    @property
    def has_card(self) -> bool:
        """Whether a conflict is in hand."""
        return self.on_cards and isinstance(self.cards.current_card(), Card)

    # --- panels

    @property
    def left_shown(self) -> bool:
        """Whether what comes in can be seen."""
        return not self.side.isHidden()

    def set_left(self, shown: bool) -> None:
        """Show or hide what comes in."""
        self._left_wanted = shown
        self.side.setVisible(shown and self.state == CHOOSING and not self.desk.waiting)
        self.panels_changed.emit()

    def panes(self) -> list[QWidget]:
        """Return what F6 goes through."""
        found = [self.side.groups, self.cards if self.on_cards else self.items, self.footer.apply]
        return [pane for pane in found if pane.isVisible() and pane.isEnabled()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(NARROW_WIDTH if self.window().width() < NARROW else WIDTH)
