"""The shared folder of an attached project: where it is, who is in, what waits; synchronise, remove somebody, leave."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from quandian.core.errors import UserError
from quandian.tasks.sharing import MemberState
from quandian.tasks.sharing_jobs import detach_file, set_removed_in_file
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of
from quandian.ui.dialogs.folder_attach import risk_words
from quandian.ui.dialogs.folder_rows import MemberRows, ago
from quandian.ui.dialogs.question import Question
from quandian.ui.folder_sync import FolderSync
from quandian.ui.session import Session
from quandian.ui.theme import theme
from quandian.ui.widgets import button


class _Line(QWidget):
    """An icon, a sentence that may wrap, and a button where something can be done."""

    def __init__(self, icon: str, ink: str, action: str = "") -> None:
        super().__init__()
        self._icon, self._ink = icon, ink
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 0, 0, 0)
        row.setSpacing(8)
        self.words = InkLabel("", 13, ink, wrap=True)
        row.addWidget(self.words, 1)
        self.button = button(action)
        self.button.setParent(self)
        self.button.setVisible(bool(action))
        row.addWidget(self.button)
        self.setMinimumHeight(28)
        theme().changed.connect(self.update)

    def say(self, words: str, icon: str = "", ink: str = "") -> None:
        """Show a sentence; none hides the line."""
        self._icon, self._ink = icon or self._icon, ink or self._ink
        self.words.set_ink(self._ink)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pixmap = theme().pixmap(self._icon, 18, self._ink)
        painter.drawPixmap(0, min(self.height() - 18, 36) // 2 - 4 if self.height() > 40 else 5, pixmap)
        painter.end()


class SharedFolderDialog(Dialog):
    """Signals: resolve_wanted (conflicts are to be settled), left (the project is no longer in the folder)."""

    resolve_wanted = Signal()
    left = Signal()

    def __init__(self, session: Session, sync: FolderSync, can_resolve: bool, parent: QWidget) -> None:
        super().__init__(parent, QSize(680, 600))
        self._session, self._sync, self._can_resolve = session, sync, can_resolve
        self._leaving = False
        project = session.project
        self.set_title(self.tr("共享文件夹"), project.name or project.path.stem)
        self.place = QLineEdit(str(self._root))
        self.place.setReadOnly(True)
        self.place.setToolTip(str(self._root))
        open_ = button(self.tr("打开"))
        open_.clicked.connect(self._on_open)
        form = Form()
        form.add(self.tr("位置"), row_of(self.place, open_))
        self.place.setAccessibleName(self.tr("位置"))
        self.body.addLayout(form)
        self.status = _Line("circle-check", "ok")
        self.removed = _Line("triangle-alert", "warn")
        self.risk = _Line("triangle-alert", "warn")
        self.conflicts = _Line("git-compare", "warn", self.tr("去选择"))
        self.conflicts.button.clicked.connect(self._on_resolve)
        for line in (self.status, self.conflicts, self.removed, self.risk):
            self.body.addWidget(line)
        self.risk.say(risk_words(project.path))
        self.heading2 = InkLabel("", 13, bold=True)
        self.out = button(self.tr("移出…"))
        self.out.clicked.connect(self._on_out)
        self.body.addWidget(row_of(self.heading2, None, self.out))
        self.list = MemberRows()
        self.list.enter_picks = False
        self.list.setAccessibleName(self.tr("成员"))
        self.list.current.connect(self._on_member)
        self.body.addWidget(self.list, 1)
        self.add_footer(self.tr("现在同步"), cancel=self.tr("关闭"))
        self.leave = button(self.tr("断开…"))
        self.leave.clicked.connect(self._on_leave)
        self.footer.insertWidget(1, self.leave)
        sync.changed.connect(self._refresh)
        sync.done.connect(self._on_done)
        sync.refused.connect(self._on_refused)
        self._refresh()
        self.list.setFocus()
        if sync.state is None:
            sync.start()

    @property
    def _root(self) -> Path:
        attachment = self._sync.attachment
        return attachment.root.parent if attachment is not None else Path()

    # --- how it stands

    @Slot()
    def _refresh(self) -> None:
        if self._sync.attachment is None:
            return
        state = self._sync.state
        self.status.say(*self._status())
        count = self._sync.conflicts
        words = self.tr("{0} 处别人和您改得不同，现在按较新的显示", "", count).format(count) if count else ""
        self.conflicts.say(words)
        self.conflicts.button.setVisible(self._can_resolve)
        by = "、".join(state.removed_me) if state is not None else ""
        self.removed.say(self.tr("{0} 不再并入您的改动").format(by) if by else "")
        members: list[Any] = list(state.members) if state is not None else []
        told = self.tr("{0} 位成员", "", len(members)).format(len(members)) if members else ""
        if told and state is not None and state.problem is not None:
            told += self.tr("（上次同步时）")
        self.heading2.setText(told)
        if members != self.list.rows:
            kept = self.list.row.facts.id if self.list.row is not None else ""
            members.sort(key=_order)
            at = next((n for n, one in enumerate(members) if one.facts.id == kept), 0)
            self.list.set_rows(members, at)
        if self.primary is not None:
            self.primary.setEnabled(not self._sync.running)
        self._on_member(self.list.row)

    def _status(self) -> tuple[str, str, str]:
        """Return sentence, icon and ink of the line that says how it stands."""
        sync, state = self._sync, self._sync.state
        if sync.problem is not None:
            words = str(sync.problem)
            if state is not None and state.unsent:
                words += " " + self.tr("还有 {0} 项改动没有写出。", "", state.unsent).format(state.unsent)
            return words, "triangle-alert", "warn"
        if sync.running:
            share = f" {round(100 * sync.share)}%" if sync.share else ""
            return self.tr("正在同步…") + share, "refresh-cw", "text2"
        if state is None:
            return self.tr("还没有同步过"), "clock", "text2"
        when = ago(state.attachment.synced_at)
        if state.unsent:
            words = self.tr("{0} 项改动还没有写出，稍后自动写", "", state.unsent).format(state.unsent)
            return words, "clock", "text2"
        return self.tr("已同步，{0}").format(when) if when else self.tr("还没有同步过"), "circle-check", "ok"

    @Slot(object)
    def _on_member(self, row: object) -> None:
        other = isinstance(row, MemberState) and not row.me
        self.out.setEnabled(other and not self._sync.running)
        taken_out = isinstance(row, MemberState) and row.removed
        self.out.setText(self.tr("重新接纳…") if taken_out else self.tr("移出…"))

    @Slot(object)
    def _on_done(self, _report: object) -> None:
        self.fail("")
        if self._leaving and self._sync.attachment is None:
            self.left.emit()
            self.accept()

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        self._leaving = False
        self.fail(str(error))

    # --- what can be done

    def commit(self) -> bool:
        """Synchronise now; the dialog stays."""
        self.fail("")
        self._sync.start()
        return False

    @Slot()
    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._root)))

    @Slot()
    def _on_resolve(self) -> None:
        self.accept()
        self.resolve_wanted.emit()

    @Slot()
    def _on_out(self) -> None:
        member = self.list.row
        if member is None:
            return
        name = self.list.name(member)
        if member.removed:
            title, verb = self.tr("重新接纳 {0}").format(name), self.tr("重新接纳")
            words = self.tr("{0} 的改动从下次同步起重新并入，包括这段时间里写的。").format(name)
        else:
            title, verb = self.tr("移出 {0}").format(name), self.tr("移出")
            words = self.tr("不再并入 {0} 以后的改动；已经并入的留着。其他成员看得到是您移出的，他们各自决定。")
            words = words.format(name)
        question = Question(title, words, verb, self, harmless=member.removed)
        question.confirmed.connect(self._on_out_confirmed)
        question.open()

    @Slot()
    def _on_out_confirmed(self) -> None:
        member = self.list.row
        if member is not None:
            self._sync.do(partial(set_removed_in_file, member=member.facts.id, removed=not member.removed))

    @Slot()
    def _on_leave(self) -> None:
        words = self.tr("断开后不再交换改动。已经并入的留在本机，写出的留在文件夹里；以后可以再接入。")
        question = Question(self.tr("断开共享文件夹"), words, self.tr("断开"), self)
        question.confirmed.connect(self._on_leave_confirmed)
        question.open()

    @Slot()
    def _on_leave_confirmed(self) -> None:
        self._leaving = True
        self._sync.do(detach_file)


def _order(member: MemberState) -> tuple[bool, bool, str]:
    """Return where a member stands in the list: oneself first, those who are gone last."""
    return not member.me, member.removed or member.facts.left, member.facts.name
