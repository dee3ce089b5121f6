"""The right side of the import dialog: facts of a file, its encoding, its first paragraphs as they will stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from quandian.core.model import Role
from quandian.ui import paint
from quandian.ui.dialogs.base import Form, InkLabel, row_of
from quandian.ui.dialogs.import_rows import Item, State
from quandian.ui.dialogs.marks import FlowLayout
from quandian.ui.dialogs.report_fields import DateField, PeriodField
from quandian.ui.theme import theme

PARAGRAPHS = 20
CHARACTERS = 4000


class _Notice(QFrame):
    """A coloured ground with an icon for what the user has to decide, or for why a file cannot be read."""

    def __init__(self) -> None:
        super().__init__()
        self._ground, self._icon, self._ink = "warn_soft", "triangle-alert", "warn"
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(36, 10, 12, 12)
        self.column.setSpacing(8)
        self.label = InkLabel("", 13, "text", wrap=True)
        self.column.addWidget(self.label)
        theme().changed.connect(self.update)

    def say(self, words: str, *, failed: bool) -> None:
        """Show a sentence as a warning or as a failure."""
        self._ground, self._ink = ("danger_soft", "danger") if failed else ("warn_soft", "warn")
        self._icon = "file-warning" if failed else "triangle-alert"
        self.label.setText(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.rounded(painter, QRectF(self.rect()), 8, self._ground)
        painter.drawPixmap(QPointF(12, 12), theme().pixmap(self._icon, 16, self._ink))
        painter.end()


class ImportPreview(QWidget):
    """Shows one item. Signals: edited(item) after a field was changed; encoding_chosen(codec name)."""

    edited = Signal(object)
    encoding_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None
        self._loading = False
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(12)
        self.heading = InkLabel("", 12, "text2")
        column.addWidget(row_of(InkLabel(self.tr("预览"), 13, bold=True), self.heading, None))
        column.addWidget(self._build_fields())
        column.addWidget(self._build_encoding())
        self.failure = _Notice()
        column.addWidget(self.failure)
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("预览"))
        self.text.viewport().setAutoFillBackground(False)
        column.addWidget(self.text, 1)
        theme().changed.connect(self._show_text)

    def _build_fields(self) -> QWidget:
        self.fields = QWidget()
        form = Form(40)
        self.title = QLineEdit()
        self.issuer = QLineEdit()
        self.issued = DateField()
        self.period = PeriodField()
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.kind.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        form.add(self.tr("标题"), self.title)
        form.add(self.tr("单位"), self.issuer)
        self.period.setAccessibleName(self.tr("时期"))
        form.add(self.tr("日期"), row_of(self.issued, InkLabel(self.tr("时期"), 13, "text2"), self.period))
        form.add(self.tr("文种"), self.kind)
        self.fields.setLayout(form)
        for field in (self.title, self.issuer, self.issued, self.period):
            field.editingFinished.connect(self._on_edited)
        self.kind.activated.connect(self._on_edited)
        line = self.kind.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_edited)
        return self.fields

    def _build_encoding(self) -> QWidget:
        self.encoding = QWidget()
        column = QVBoxLayout(self.encoding)
        column.setContentsMargins(0, 0, 0, 0)
        self.question = _Notice()
        self._choices = FlowLayout(8)
        self.question.column.addLayout(self._choices)
        column.addWidget(self.question)
        self.codec = QComboBox()
        self.codec.activated.connect(self._on_codec)
        line = QHBoxLayout()
        label = InkLabel(self.tr("编码"), 13, "text2")
        label.setMinimumWidth(40)
        label.setBuddy(self.codec)
        self.codec.setAccessibleName(self.tr("编码"))
        line.setSpacing(12)
        line.addWidget(label)
        line.addWidget(self.codec, 1)
        column.addLayout(line)
        self.candidates: list[QPushButton] = []
        return self.encoding

    def set_kinds(self, kinds: Iterable[str]) -> None:
        """Offer kinds of reports to choose from; any other may be typed."""
        typed = self.kind.currentText()
        self.kind.clear()
        self.kind.addItems(["", *sorted({kind for kind in kinds if kind})])
        self.kind.setEditText(typed)

    # --- showing

    def show_item(self, item: Item | None) -> None:
        """Show another file, or the same one read anew."""
        self._item = item
        self._loading = True
        self.heading.setText(item.name if item is not None else "")
        draft = item.draft if item is not None else None
        self.fields.setVisible(draft is not None)
        if draft is not None:
            self.title.setText(draft.title)
            self.title.setCursorPosition(0)
            self.issuer.setText(draft.issuer)
            self.issued.set_value(draft.issued_on)
            self.period.set_value(draft.period)
            self.kind.setEditText(draft.kind)
        self._show_state(item)
        self._show_encoding(item)
        self._show_text()
        self._loading = False

    def _show_state(self, item: Item | None) -> None:
        failed = item is not None and item.state is State.FAILED
        same = item is not None and item.state is State.SAME
        self.failure.setVisible(failed or same)
        if item is not None and failed:
            self.failure.say(str(item.error), failed=True)
        elif same:
            self.failure.say(self.tr("项目里已有文字完全相同的报告，不会重复导入。"), failed=False)

    def _show_encoding(self, item: Item | None) -> None:
        text = item is not None and item.is_text
        self.encoding.setVisible(text)
        self.question.setVisible(item is not None and item.state is State.UNSURE)
        if item is None or not text:
            return
        for old in self.candidates:
            old.hide()
            old.deleteLater()
        self.candidates = []
        self.codec.clear()
        encoding = item.draft.encoding if item.draft is not None else ""
        used = encoding.lower().removesuffix("-sig")
        for guess in item.guesses:
            first = guess.first_lines[0] if guess.first_lines else ""
            self.codec.addItem(self.tr("{0}：{1}").format(guess.label.split(" (")[0], first[:24]), guess.encoding)
            if len(self.candidates) < 3:
                self._add_candidate(guess.label.split(" (")[0], guess.encoding, guess.encoding == used)
        at = self.codec.findData(used)
        if at < 0:
            self.codec.insertItem(0, encoding.upper() or self.tr("选择编码"), encoding)
            at = 0
        self.codec.setCurrentIndex(at)
        self.question.say(self.tr("几种编码都读得通，看哪一种通顺就选哪一种"), failed=False)

    def _add_candidate(self, label: str, encoding: str, chosen: bool) -> None:
        made = QPushButton(label)
        made.setAutoDefault(False)
        made.setObjectName(encoding)
        made.setCheckable(True)
        made.setChecked(chosen)
        made.setMinimumWidth(88)
        made.setProperty("kind", "primary" if chosen else "")
        made.clicked.connect(self._on_candidate)
        self.candidates.append(made)
        self._choices.addWidget(made)

    @Slot()
    def _show_text(self) -> None:
        """Lay out the first paragraphs as the reader will show them."""
        self.text.clear()
        item = self._item
        if item is None or item.draft is None:
            return
        draft, used, last = item.draft, 0, 0
        cursor = QTextCursor(self.text.document())
        for passage in draft.passages:
            if passage.paragraph > PARAGRAPHS or used > CHARACTERS:
                break
            if passage.paragraph != last:
                if last:
                    cursor.insertBlock()
                cursor.setBlockFormat(_block(heading=passage.role is Role.HEADING and passage.level <= 1))
                last = passage.paragraph
            words = draft.text[passage.start : passage.end][:CHARACTERS]
            cursor.insertText(words, _character(passage.role))
            used += len(words)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    # --- editing

    @Slot()
    def _on_edited(self) -> None:
        item = self._item
        if self._loading or item is None or item.draft is None:
            return
        draft = replace(
            item.draft,
            title=self.title.text().strip() or item.draft.title,
            issuer=self.issuer.text().strip(),
            issued_on=self.issued.value,
            period=self.period.value,
            kind=self.kind.currentText().strip(),
        )
        if draft != item.draft:
            self._item = replace(item, draft=draft)
            self.edited.emit(self._item)

    @Slot(int)
    def _on_codec(self, _at: int) -> None:
        if self.codec.currentData():
            self.encoding_chosen.emit(str(self.codec.currentData()))

    @Slot()
    def _on_candidate(self) -> None:
        self.encoding_chosen.emit(self.sender().objectName())


def _block(*, heading: bool) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setBottomMargin(6)
    if heading:
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    else:
        made.setTextIndent(30)
    return made


def _character(role: Role) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme().reader_font(15))
    quiet = role in (Role.FURNITURE, Role.CAPTION)
    made.setForeground(theme().color("text3" if quiet else "reader_text"))
    if role is Role.HEADING:
        made.setFontWeight(QFont.Weight.Bold)
    return made
