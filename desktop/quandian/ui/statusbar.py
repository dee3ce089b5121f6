"""The status bar: the save sign, where the caret is, background work with cancel, counts, where the project lies."""

from __future__ import annotations

from importlib.metadata import version

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from quandian.ui import paint
from quandian.ui.actions import Actions, key_text, plain
from quandian.ui.jobs import Job
from quandian.ui.settings import Settings
from quandian.ui.theme import TEXT_STEPS, theme
from quandian.ui.widgets import ElidingLabel, IconButton


class _Cell(QWidget):
    """A short text with an icon before it; takes just the room it needs."""

    def __init__(self, parent: QWidget, icon: str = "") -> None:
        super().__init__(parent)
        self._icon, self._text, self._ink = icon, "", "text2"
        self._kept_hidden = False
        self.setFixedHeight(27)
        self.hide()

    def set(self, text: str, *, icon: str | None = None, ink: str = "text2", tip: str = "") -> None:
        """Show a text; an empty one hides the cell."""
        self._text, self._ink = text, ink
        if icon is not None:
            self._icon = icon
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self.setFixedWidth(round(paint.width(text, 12)) + (20 if self._icon else 0) + 2)
        self.setVisible(bool(text) and not self._kept_hidden)
        self.update()

    def set_hidden(self, hidden: bool) -> None:
        """Keep the cell out of sight, whatever it says."""
        self._kept_hidden = hidden
        self.setVisible(bool(self._text) and not hidden)

    @property
    def text(self) -> str:
        return self._text

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        if self._icon:
            painter.drawPixmap(QPointF(0, 6), theme().pixmap(self._icon, 16, self._ink))
            left = 20
        paint.text(painter, QRectF(left, 0, self.width() - left, 27), self._text, 12, self._ink)
        painter.end()


class _Sign(_Cell):
    """A cell that leads somewhere: by click, by Space or Enter. Signal: clicked."""

    clicked = Signal()

    def __init__(self, parent: QWidget, icon: str = "") -> None:
        super().__init__(parent, icon)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            paint.focus_ring(painter, QRectF(self.rect()))
            painter.end()


class _Work(QWidget):
    """Background work: what is done, a bar, and a cross that cancels it. Shown after 0.3 s only.

    Of several jobs the one that told of itself last is shown, before that the one that was asked for first.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._waiting: list[Job] = []
        self._share = 0.0
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(300)
        self._delay.timeout.connect(self._on_delay)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._label = ElidingLabel("", 12, "text2")
        self._label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._label.setMaximumWidth(280)
        row.addWidget(self._label)
        row.addSpacing(96)
        cancel = IconButton("x", self.tr("取消"), self, size=14)
        cancel.setFixedSize(24, 24)
        cancel.clicked.connect(self.stop)
        row.addWidget(cancel)
        self._cancel = cancel
        self.hide()

    def follow(self, job: Job) -> None:
        """Show a job until it ends."""
        self._waiting.append(job)
        if self._job is None:
            self._show(job)
            self._delay.start()
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_ended)

    def _show(self, job: Job | None) -> None:
        self._job, self._share = job, 0.0
        self._label.set_text(job.title if job is not None else "")

    @Slot()
    def _on_delay(self) -> None:
        self.setVisible(self._job is not None)

    @Slot(object)
    def _on_progress(self, state: tuple[int, int, str]) -> None:
        done, total, text = state
        job = self.sender()
        if isinstance(job, Job) and job in self._waiting:
            self._job = job
        self._share = done / total if total else 0.0
        title = self._job.title if self._job is not None else ""
        self._label.set_text(f"{title} {done}/{total} {text}".rstrip() if total else title)
        self.update()

    @Slot()
    def _on_ended(self) -> None:
        ended = self.sender()
        self._waiting = [job for job in self._waiting if job is not ended]
        if self._job is ended or not self._waiting:
            self._show(self._waiting[0] if self._waiting else None)
        self.setVisible(bool(self._waiting) and not self.isHidden())

    @Slot()
    def stop(self) -> bool:
        """Ask the job that is shown to stop; return whether there is one."""
        if self._job is not None:
            self._job.cancel()
            self._label.set_text(self.tr("正在取消…"))
        return self._job is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.bar(painter, QRectF(self._cancel.x() - 100, 12, 88, 4), self._share)
        painter.end()


class SignButton(QToolButton):
    """A warning in the status bar that leads somewhere; hidden while there is nothing to say."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setStyleSheet("QToolButton{font-size:12px;min-height:22px;max-height:22px;}")
        self.setProperty("ring", "yes")
        self.hide()
        theme().changed.connect(self._draw)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.setIcon(theme().icon(self._icon, 16, "warn"))

    def set_words(self, words: str) -> None:
        """Say something; nothing hides the sign."""
        self.setText(f" {words}" if words else "")
        self.setAccessibleName(words)
        self.setVisible(bool(words))


class _Helper(QToolButton):
    """A way into help that the start page offers at the foot of the window."""

    def __init__(self, action: QAction, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(" " + " ".join(part for part in (plain(action.text()), key_text(action)) if part))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setFont(theme().ui_font(12))
        self.setStyleSheet("QToolButton{font-size:12px;min-height:22px;max-height:22px;}")
        self.setProperty("ring", "yes")
        self.clicked.connect(action.trigger)
        theme().changed.connect(self._draw)
        self._draw()

    @Slot()
    def _draw(self) -> None:
        self.setIcon(theme().icon(self._icon, 16))


class StatusBar(QWidget):
    """28 px at the bottom. Left: save sign, paragraph, selection, snap, work. Right: who, counts, zoom, path."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(28)
        self._compact, self._reading, self._composing = False, True, False
        self._snaps_here = True
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 1, 12, 0)
        row.setSpacing(20)
        self.saved = _Cell(self, "circle-check")
        self.shared = _Sign(self, "folder")
        self.place = _Cell(self)
        self.selection = _Cell(self)
        self.snap = _Sign(self)
        self.order = _Cell(self)
        self._snaps = [actions[f"tag.snap_{name}"] for name in ("clause", "word", "character")]
        self.snap.clicked.connect(self._on_snap)
        self.work = _Work(self)
        self.disputes = SignButton("triangle-alert", self)
        self.author = _Cell(self, "users")
        self.counts = _Cell(self)
        self.waiting = _Cell(self)
        self.sitting = _Cell(self)
        self.pages = _Cell(self)
        self.remark = _Cell(self)
        self.zoom = _Cell(self)
        self.path = ElidingLabel("", 12, "text3")
        self.path.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.path.setMaximumWidth(360)
        self.path.align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left: tuple[QWidget, ...] = (
            self.saved,
            self.shared,
            self.sitting,
            self.remark,
            self.place,
            self.selection,
            self.snap,
            self.order,
            self.disputes,
            self.work,
        )
        right: tuple[QWidget, ...] = (self.path, self.author, self.counts, self.waiting, self.pages, self.zoom)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)
        self._helpers = [_Helper(actions["help.tour"], "circle-question-mark", self)]
        self._helpers.append(_Helper(actions["help.keys"], "keyboard", self))
        for helper in self._helpers:
            row.addWidget(helper)

    def sizeHint(self) -> QSize:
        return QSize(600, 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 28)

    def set_saved(self, problem: str = "") -> None:
        """Show the save sign: 已自动保存, or why writing failed; that stays until a write succeeds."""
        if problem:
            self.saved.set(self.tr("无法写入"), icon="triangle-alert", ink="warn", tip=problem)
        else:
            self.saved.set(self.tr("已自动保存"), icon="circle-check")

    def set_still(self) -> None:
        """Say that the project is only read."""
        self.saved.set(self.tr("只读"), icon="lock")

    def show_settings(self, settings: Settings) -> None:
        """Show the snap unit and the text size of an open project."""
        for helper in self._helpers:
            helper.hide()
        units = {"clause": self.tr("分句"), "word": self.tr("词"), "character": self.tr("字")}
        self.snap.set(self.tr("吸附：{0}").format(units.get(settings.snap, "")), tip=self.tr("更换吸附单位"))
        px = TEXT_STEPS[min(max(settings.text_step, 0), len(TEXT_STEPS) - 1)][0]
        self.zoom.set(f"{px * 100 // TEXT_STEPS[3][0]}%")
        self.set_compact(self._compact)

    @Slot()
    def _on_snap(self) -> None:
        menu = self.snap_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.snap.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def snap_menu(self) -> QMenu:
        """Return what selections can snap to."""
        menu = QMenu(self)
        menu.addActions(self._snaps)
        return menu

    def show_closed(self) -> None:
        """Show only the version and the ways into help, where no project is open."""
        for helper in self._helpers:
            helper.show()
        self.order.set("")
        cells = (self.place, self.selection, self.snap, self.author, self.counts, self.waiting, self.sitting, self.zoom)
        for cell in cells:
            cell.set("")
        self.path.set_text("")
        self.saved.set(self.tr("圈点 {0}").format(version("quandian")), icon="")

    def set_page(self, key: str) -> None:
        """Show what belongs to the page in front: places in the text and what selections snap to on that of reading.

        On the ledger by what it is sorted stands in their place.
        """
        self._reading, self._composing = key == "reading", key in ("briefing", "merge")
        self._snaps_here = key != "ledger"
        self.order.set_hidden(key != "ledger")
        self.set_compact(self._compact)

    def set_compact(self, compact: bool) -> None:
        """Drop what a narrow window has no room for."""
        self._compact = compact
        for cell in (self.place, self.selection, self.counts):
            cell.set_hidden(not self._reading)
        self.remark.set_hidden(compact)
        self.path.setVisible(not compact and not self._composing)
        self.zoom.setVisible(not compact and not self._composing and bool(self.zoom.text))
        self.author.setVisible(not compact and bool(self.author.text))
        self.snap.setVisible(self._snaps_here and not compact and not self._composing and bool(self.snap.text))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("window"))
        paint.hairline(painter, 0, 0, self.width())
        painter.end()
