"""Parts of the share dialog: who is in, the passphrase, what would be masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QRectF, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quandian.core.passphrases import Strength, strength_of
from quandian.tasks.desensitising import FIGURE, Finding
from quandian.tasks.mask_examples import excerpt
from quandian.ui import paint
from quandian.ui.dialogs.base import InkLabel
from quandian.ui.dialogs.marks import FlowLayout, check_mark
from quandian.ui.dialogs.rows import RowState, TickRows
from quandian.ui.qt import ALIGN_RIGHT, QT_TRANSLATE_NOOP


class AuthorChecks(QWidget):
    """Those who worked in the project, to be ticked. Signal: changed."""

    changed = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        flow = FlowLayout(16)
        self.boxes = [QCheckBox(name.replace("&", "&&")) for name in names]
        for box, name in zip(self.boxes, names, strict=True):
            box.setChecked(True)
            box.setProperty("author", name)
            box.toggled.connect(self._on_toggled)
            flow.addWidget(box)
        self.setLayout(flow)

    @property
    def chosen(self) -> frozenset[str] | None:
        """The names ticked; None for all."""
        names = frozenset(str(box.property("author")) for box in self.boxes if box.isChecked())
        return None if len(names) == len(self.boxes) else names

    @Slot(bool)
    def _on_toggled(self, _on: bool) -> None:
        self.changed.emit()


_STRENGTHS: Mapping[Strength, tuple[str, str]] = {
    Strength.NONE: (QT_TRANSLATE_NOOP("PassphraseFields", "留空就不加密"), "text3"),
    Strength.WEAK: (QT_TRANSLATE_NOOP("PassphraseFields", "太短，容易被猜出；四个不相干的词最好"), "danger"),
    Strength.FAIR: (QT_TRANSLATE_NOOP("PassphraseFields", "还可以；再长一些更安全"), "warn"),
    Strength.GOOD: (QT_TRANSLATE_NOOP("PassphraseFields", "够长。忘了口令就打不开，也没有别的办法"), "ok"),
}


class PassphraseFields(QWidget):
    """A passphrase twice, with a hint on its strength. Signal: changed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.first, self.second = QLineEdit(), QLineEdit()
        for field, words in ((self.first, self.tr("口令")), (self.second, self.tr("再输一次"))):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.textChanged.connect(self._on_changed)
            row.addWidget(field)
        column.addLayout(row)
        self.hint = InkLabel("", 12, "text3", wrap=True)
        column.addWidget(self.hint)
        self._on_changed()

    @property
    def text(self) -> str:
        """The passphrase, empty for none."""
        return self.first.text()

    @property
    def agrees(self) -> bool:
        """Whether both fields say the same."""
        return self.first.text() == self.second.text()

    @Slot()
    def _on_changed(self) -> None:
        words, ink = _STRENGTHS[strength_of(self.first.text())]
        if self.second.text() and not self.agrees:
            self.hint.set_ink("danger")
            self.hint.setText(self.tr("两次输入的口令不一样"))
        else:
            self.hint.set_ink(ink)
            self.hint.setText(self.tr(words))
        self.changed.emit()


class FindingRows(TickRows):
    """What would be masked: tick, kind, word → what stands for it, how often. Signal: ticked."""

    row_height = 54

    def __init__(self, parent: QWidget | None = None) -> None:
        self.left_out: set[str] = set()
        super().__init__(parent)

    def kind(self, finding: Finding) -> str:
        """Return the word for a kind."""
        kinds = {
            "term": self.tr("词表"),
            "person": self.tr("人名"),
            "phone": self.tr("电话"),
            "id": self.tr("证件号"),
            "email": self.tr("邮箱"),
            "author": self.tr("作者"),
            "figure": self.tr("数字"),
        }
        return kinds[finding.kind]

    def show_findings(self, findings: Sequence[Finding], numbers: Sequence[Finding] = ()) -> None:
        """Show findings, doubtful ones not ticked, and below them the figures, which go all or none."""
        self.left_out = {finding.original for finding in findings if not finding.sure}
        self.set_rows([*findings, *numbers])

    @property
    def chosen(self) -> list[Finding]:
        """The findings ticked."""
        return [one for one in self.rows if one.kind != FIGURE and one.original not in self.left_out]

    def _is_on(self, finding: Finding) -> bool:
        return finding.kind == FIGURE or finding.original not in self.left_out

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        finding: Finding = row
        state = self.tr("替换") if self._is_on(finding) else self.tr("不替换")
        words = self.tr("{0}，{1}，{2} 换成 {3}，{4} 处")
        return words.format(state, self.kind(finding), finding.original, finding.replacement, finding.count)

    def tip(self, row: Any) -> str:  # noqa: ANN401
        lines = [f"{row.original} → {row.replacement}", *(text for text in (row.before, row.after) if text)]
        return "\n".join(lines)

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        finding: Finding = row
        inner = self.ground(painter, rect, state)
        first, second = inner.y() + 7, inner.y() + 28
        on = self._is_on(finding)
        if finding.kind != FIGURE:
            check_mark(painter, inner.x() + 8, first + 3, on)
        ink = "text" if on else "text3"
        paint.text(painter, QRectF(inner.x() + 34, first + 1, 52, 20), self.kind(finding), 12, "text2")
        half = (inner.width() - 34 - 56 - 24 - 56) / 2
        left, right = inner.x() + 90, inner.x() + 90 + half + 24
        paint.text(painter, QRectF(left, first, half, 22), finding.original, 13, ink)
        paint.text(painter, QRectF(left + half, first, 24, 22), "→", 13, "text3")
        new = finding.replacement if on else self.tr("不替换")
        paint.text(painter, QRectF(right, first, half, 22), new, 13, ink)
        count = QRectF(inner.right() - 56, first + 1, 48, 20)
        paint.text(painter, count, self.tr("{0} 处").format(finding.count), 12, "text2", align=ALIGN_RIGHT)
        if finding.before:
            was = excerpt(finding.before, finding.original)
            paint.text(painter, QRectF(left, second, half - 8, 18), was, 12, "text3")
        if finding.after and on:
            becomes = excerpt(finding.after, finding.replacement)
            paint.text(painter, QRectF(right, second, half + 48, 18), becomes, 12, "text3")

    def turn(self, row: Any) -> None:  # noqa: ANN401
        if row.kind != FIGURE:
            self.left_out ^= {row.original}
