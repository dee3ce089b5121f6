"""The command palette (Ctrl+K): commands, annotations, text, reports and tags from one field."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QModelIndex, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quandian.core.model import Annotation
from quandian.ui import paint
from quandian.ui.actions import Actions
from quandian.ui.dialogs import palette_rows as find
from quandian.ui.dialogs.base import scrim_color
from quandian.ui.dialogs.palette_rows import Heading, Kind, PaletteRow
from quandian.ui.dialogs.rows import RowState, RowsView
from quandian.ui.phrases import listed
from quandian.ui.qt import ALIGN_RIGHT, ANTIALIASING, ELIDE_RIGHT
from quandian.ui.session import Session
from quandian.ui.settings import Settings
from quandian.ui.theme import theme
from quandian.ui.widgets import Line

WIDTH, TOP, INPUT, FOOT = 680, 112, 56, 44
ROW, HEAD = 36, 34
PREFIXES = {">": Kind.COMMAND, "》": Kind.COMMAND, "#": Kind.TAG, "＃": Kind.TAG, "@": Kind.REPORT, "＠": Kind.REPORT}
EACH = {Kind.COMMAND: 4, Kind.VIEW: 4, Kind.ANNOTATION: 4, Kind.TEXT: 4, Kind.REPORT: 4, Kind.TAG: 3}
LIMIT = 200  # rows of one kind at most
WAIT = 90  # ms of silence before annotations and texts are searched
USED = 12  # commands remembered as used last
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Rows(RowsView):
    """Headings and rows; headings are passed over by the arrow keys."""

    inset = 7.0

    def words(self, row: Any) -> str:  # noqa: ANN401 - rows are any value
        if isinstance(row, Heading):
            return row.kind.title
        one: PaletteRow = row.complete()
        return listed((one.words, one.right, one.key, one.why))

    def tip(self, row: Any) -> str:  # noqa: ANN401
        return "" if isinstance(row, Heading) else str(row.why)

    def height_of(self, row: Any) -> int:  # noqa: ANN401
        return HEAD if isinstance(row, Heading) else ROW

    def paint_row(self, painter: QPainter, rect: QRectF, row: Any, state: RowState) -> None:  # noqa: ANN401
        if isinstance(row, Heading):
            self._paint_heading(painter, rect, row)
            return
        one: PaletteRow = row.complete()
        inner = self.ground(painter, rect, state, gap=0)
        ink = "text" if one.enabled else "disabled"
        middle = inner.center().y()
        if one.look is not None:
            paint.tag_mark(painter, inner.x() + 11, middle - 9, one.look)
        elif one.icon:
            icon = theme().pixmap(one.icon, 18, ink if state.current else "text2" if one.enabled else "disabled")
            painter.drawPixmap(QPointF(inner.x() + 11, middle - 9), icon)
        right = inner.right() - 12
        if one.key:
            right -= max(18.0, round(paint.width(one.key, 11)) + 10)
            paint.key_cap(painter, right, middle - 9, one.key)
            right -= 8
        quiet = one.why or one.right
        if quiet:
            width = min(paint.width(quiet, 12) + 2, inner.width() * 0.36)
            spot = QRectF(right - width, middle - 10, width, 20)
            paint.text(painter, spot, quiet, 12, "text2" if one.enabled else "text3", align=ALIGN_RIGHT)
            right -= width + 12
        self._paint_words(painter, QRectF(inner.x() + 40, inner.y(), right - inner.x() - 40, inner.height()), one, ink)

    def _paint_heading(self, painter: QPainter, rect: QRectF, row: Heading) -> None:
        spot = rect.adjusted(20, 8, -20, 0)
        used = paint.text(painter, spot, row.kind.title, 12, "text2", bold=True)
        if row.more:
            words = self.tr("还有 {0} 条").format(f"{row.more}+" if row.more >= LIMIT - 8 else row.more)
            paint.text(painter, spot.adjusted(used + 10, 0, 0, 0), words, 12, "text3")

    def _paint_words(self, painter: QPainter, rect: QRectF, row: PaletteRow, ink: str) -> None:
        """Draw the words with what was searched for bold and underlined."""
        plain, bold = theme().ui_font(13), theme().ui_font(13, True)
        bold.setUnderline(True)
        x, right, at = rect.x(), rect.right(), 0
        pieces = []
        for start, end in row.marks:
            if start >= at:
                pieces += [(row.words[at:start], plain), (row.words[start:end], bold)]
                at = end
        pieces.append((row.words[at:], plain))
        painter.setPen(paint.color(ink))
        for words, font in pieces:
            if not words or x >= right - 4:
                continue
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(words, ELIDE_RIGHT, right - x + 1)
            painter.setFont(font)
            flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
            painter.drawText(QRectF(x, rect.y(), right - x + 2, rect.height()), flags, shown)
            x = right if shown != words else x + metrics.horizontalAdvance(shown)

    def moveCursor(self, action: Any, modifiers: Any) -> QModelIndex:  # noqa: ANN401 - Qt's enums
        index = super().moveCursor(action, modifiers)
        if index.isValid() and isinstance(self.rows[index.row()], Heading):
            back = index.row() < self.at
            step = index.row() + (-1 if back and index.row() > 0 else 1)
            return self.model_.index(step) if step < len(self.rows) else self.currentIndex()
        return index


class _Foot(QWidget):
    """The keys of the palette, printed where the hand acts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(FOOT)
        self.only: Kind | None = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        middle, x = self.height() / 2, 20.0
        tab = self.tr("看全部类别") if self.only is not None else self.tr("只看此类")
        for key, words in (("↑ ↓", self.tr("选择")), ("Enter", self.tr("执行")), ("Tab", tab)):
            x = self._pair(painter, x, middle, key, words)
        pairs = ((">", self.tr("命令")), ("#", self.tr("标签")), ("@", self.tr("报告")))
        x = self.width() - 20 - sum(26 + paint.width(words, 12) + 16 for _, words in pairs) + 16
        for key, words in pairs:
            x = self._pair(painter, x, middle, key, words)
        painter.end()

    def _pair(self, painter: QPainter, x: float, middle: float, key: str, words: str) -> float:
        x += paint.key_cap(painter, x, middle - 9, key) + 8
        x += paint.text(painter, QRectF(x, middle - 10, 120, 20), words, 12, "text2")
        return x + 16


class CommandPalette(QWidget):
    """A card over its window. It frees itself on closing.

    Signals: command_chosen(action id), annotation_chosen(id), hit_chosen(report_id, Span), report_chosen(id),
    tag_chosen(id), view_chosen(id of a view of the ledger), find_wanted(query) for the row that searches all reports.
    """

    command_chosen = Signal(str)
    annotation_chosen = Signal(object)
    hit_chosen = Signal(object, object)
    report_chosen = Signal(object)
    tag_chosen = Signal(object)
    view_chosen = Signal(object)
    find_wanted = Signal(str)

    def __init__(self, window: QWidget, session: Session, actions: Actions, settings: Settings) -> None:
        super().__init__(window)
        self._session, self._actions, self._settings = session, actions, settings
        self._only: Kind | None = None
        self._heavy: dict[Kind, list[PaletteRow]] = {}
        self._heavy_query = ""
        self._before = QApplication.focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("搜索与命令"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._search_heavy)
        self._build()
        window.installEventFilter(self)
        session.closed.connect(self.close)
        self.hide()

    def _build(self) -> None:
        self.card = QWidget(self)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        self.input = QLineEdit()
        self.input.setProperty("kind", "palette")
        self.input.setPlaceholderText(self.tr("搜索标注、正文、报告，或键入命令"))
        self.input.setAccessibleName(self.tr("搜索报告、命令"))
        self.input.textChanged.connect(self._on_text)
        self.input.installEventFilter(self)
        line = QHBoxLayout()
        line.setContentsMargins(48, 0, 76, 0)
        line.addWidget(self.input)
        head = QWidget()
        head.setFixedHeight(INPUT)
        head.setLayout(line)
        column.addWidget(head)
        column.addWidget(Line(parent=self.card))
        self.list = _Rows()
        self.list.single_click = True
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.picked.connect(self._choose)
        self.list.setViewportMargins(0, 4, 0, 6)
        column.addWidget(self.list, 1)
        column.addWidget(Line(parent=self.card))
        self.foot = _Foot(self.card)
        column.addWidget(self.foot)

    # --- showing

    @Slot()
    def open(self, text: str = "") -> None:
        """Show the palette over the window, with ``text`` in the field (a prefix, for example)."""
        window = self.parentWidget()
        assert window is not None
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.input.setText(text)
        self._refresh()
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        width = min(WIDTH, self.width() - 32)
        top = TOP if self.height() >= 560 else 24
        rows = sum(self.list.height_of(row) for row in self.list.rows)
        wanted = INPUT + FOOT + 2 + (rows + 14 if rows else 96)
        self.card.setGeometry((self.width() - width) // 2, top, width, min(wanted, self.height() - top - 32, 620))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(ANTIALIASING)
        painter.fillRect(self.rect(), scrim_color())
        card = QRectF(self.card.geometry())
        paint.shadow(painter, card, 12, 24, 0.14, 8)
        paint.rounded(painter, card, 12, "raised", "line2")
        x, y = round(card.x()), round(card.y())
        painter.drawPixmap(x + 18, y + 18, theme().pixmap("search", 20))
        paint.key_cap(painter, card.right() - 48, card.y() + 18, "Esc", height=20)
        if not self.list.rows:
            self._paint_nothing(painter, card)
        painter.end()

    def _paint_nothing(self, painter: QPainter, card: QRectF) -> None:
        words = self.tr("正在查找…") if self._timer.isActive() else self.tr("没有找到“{0}”").format(self.query)
        spot = QRectF(card.x() + 24, card.y() + INPUT + 20, card.width() - 48, 24)
        paint.text(painter, spot, words, 13, "text", bold=True)
        hint = self.tr("换个说法，或少打几个字；数字和全角半角不必区分")
        paint.text(painter, spot.translated(0, 26), hint, 12, "text2")

    # --- what is found

    @property
    def query(self) -> str:
        """What is searched for, without its prefix."""
        text = self.input.text().strip()
        return text[1:].strip() if text[:1] in PREFIXES else text

    @property
    def only(self) -> Kind | None:
        """The one kind shown, by prefix or by Tab."""
        return PREFIXES.get(self.input.text().strip()[:1]) or self._only

    @Slot(str)
    def _on_text(self, _text: str) -> None:
        self._refresh()

    def _refresh(self) -> None:
        query = self.query
        if query != self._heavy_query:
            self._heavy = {}
        if query and self._session.is_open and not self._heavy and self.only in (None, Kind.ANNOTATION, Kind.TEXT):
            self._timer.start()
        else:
            self._timer.stop()
        self._show_rows()

    def _groups(self) -> list[tuple[Kind, list[PaletteRow]]]:
        terms = self.query.casefold().split()
        session = self._session
        opened = session.is_open
        groups = [
            (Kind.COMMAND, self._commands(terms)),
            (Kind.VIEW, find.view_rows(session.project, terms) if opened else []),
            (Kind.ANNOTATION, self._heavy.get(Kind.ANNOTATION, [])),
            (Kind.TEXT, self._heavy.get(Kind.TEXT, [])),
            (Kind.REPORT, find.report_rows(session.project, terms) if opened else []),
            (Kind.TAG, find.tag_rows(session, terms, can_tag=session.report_id is not None) if opened else []),
        ]
        only = self.only
        return [group for group in groups if only is None or group[0] is only]

    def _commands(self, terms: list[str]) -> list[PaletteRow]:
        rows = find.command_rows(self._actions, terms, self._settings.used_commands)
        if terms and self._session.is_open and self.only is None and self._may_hit():
            words = self.tr("在全部报告中查找“{0}”").format(self.query)
            marks = find.marks_in(words, [self.query.casefold()])
            row = PaletteRow(Kind.COMMAND, words, None, marks, right=self.tr("查找"), key="F4", icon="search")
            rows = [*rows[:3], row] if rows and rows[0].enabled else [row, *rows]
        return rows

    def _may_hit(self) -> bool:
        """Whether the query stands in a text, as far as is known by now."""
        return self._heavy_query != self.query or bool(self._heavy.get(Kind.TEXT))

    def _show_rows(self) -> None:
        row = self.list.row
        kept = (row.kind, row.target) if isinstance(row, PaletteRow) and self._timer.isActive() else None
        only, groups = self.only, self._groups()
        rows: list[Heading | PaletteRow] = []
        for kind, found in groups:
            each = None if only is not None else 8 if kind is Kind.COMMAND and not self.query else EACH[kind]
            rows += find.grouped([(kind, found)], each)
        at = next(
            (n for n, one in enumerate(rows) if isinstance(one, PaletteRow) and (one.kind, one.target) == kept), 1
        )
        self.list.set_rows(rows, at if len(rows) > 1 else 0)
        if at == 1:
            self.list.scrollToTop()
        self.foot.only = self._only
        self.foot.update()
        self._place()

    @Slot()
    def _search_heavy(self) -> None:
        query = self.query
        if not query or not self._session.is_open:
            return
        self._heavy_query = query
        with self._session.telling():
            self._heavy = {
                Kind.ANNOTATION: find.annotation_rows(self._session, query, LIMIT, self._paragraph_of),
                Kind.TEXT: find.hit_rows(self._session.project, query, LIMIT),
            }
        self._show_rows()

    def _paragraph_of(self, annotation: Annotation) -> str:
        project = self._session.project
        if annotation.report_id != self._session.report_id:
            report = project.report(annotation.report_id)
            return " ".join(part for part in (report.issuer or report.title, report.year) if part)
        passages = project.passages(annotation.report_id)
        found = [p.paragraph for p in passages if p.start <= annotation.start]
        return self.tr("第 {0} 段").format(found[-1]) if found else ""

    # --- choosing

    @Slot(object)
    def _choose(self, row: Heading | PaletteRow) -> None:
        if isinstance(row, Heading) or not row.enabled:
            return
        query, kind, target = self.query, row.kind, row.target
        self._leave()
        if kind is Kind.COMMAND and target is None:
            if self.isSignalConnected(QMetaMethod.fromSignal(self.find_wanted)):
                self.find_wanted.emit(query)
            else:
                self.command_chosen.emit("edit.find_all")
        elif kind is Kind.COMMAND:
            used = self._settings.used_commands
            self._settings.used_commands = [target, *(one for one in used if one != target)][:USED]
            self.command_chosen.emit(target)
        elif kind is Kind.ANNOTATION:
            self.annotation_chosen.emit(target)
        elif kind is Kind.TEXT:
            self.hit_chosen.emit(*target)
        elif kind is Kind.VIEW:
            self.view_chosen.emit(target)
        elif kind is Kind.REPORT:
            self.report_chosen.emit(target)
        else:
            self.tag_chosen.emit(target)

    def _leave(self) -> None:
        """Close and give the focus back to where it was."""
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        self._timer.stop()
        before, self._before = self._before, None
        self.close()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.card.geometry().contains(event.position().toPoint()):
            self._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Serve the keys of the field, keep the window's shortcuts out, and follow the window's size."""
        if isinstance(watched, QWidget) and watched is not self.input and event.type() == QEvent.Type.Resize:
            self.resize(watched.size())
            self._place()
        elif watched is self.input and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return False
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape or (control and key == Qt.Key.Key_K):
            self._leave()
        elif key in _MOVES:
            self.list.keyPressEvent(event)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._toggle_kind()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        else:
            return False
        return True

    def _on_enter(self) -> None:
        if self._timer.isActive() and not isinstance(self.list.row, PaletteRow):
            self._timer.stop()
            self._search_heavy()
        if self.list.row is not None:
            self._choose(self.list.row)

    def _toggle_kind(self) -> None:
        """Show only the kind of the current row, or all kinds again."""
        row = self.list.row
        if self._only is not None:
            self._only = None
        elif isinstance(row, PaletteRow) and self.input.text().strip()[:1] not in PREFIXES:
            self._only = row.kind
        self._refresh()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 480)
