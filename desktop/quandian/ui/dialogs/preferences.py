"""Preferences: who signs the changes, language, looks of the text, snapping, backups; every change counts at once."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from quandian.tasks import identity, places
from quandian.ui import paint
from quandian.ui.dialogs.base import Dialog, Form, InkLabel, row_of, scroll_of
from quandian.ui.settings import Settings
from quandian.ui.theme import SPACINGS, TEXT_STEPS, serif_available, theme
from quandian.ui.widgets import button
from quandian.writing.gongwen import fonts_from


class _Sample(QWidget):
    """Two lines of text as the reader would show them."""

    def __init__(self) -> None:
        super().__init__()
        self._px, self._line = 18, 32
        self.setFixedHeight(2 * 50 + 6)
        theme().changed.connect(self.update)

    def set_size(self, px: int, line: int) -> None:
        """Show a text size and a line height in px."""
        self._px, self._line = px, line
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect().toRectF()
        paint.rounded(painter, rect, 8, "reader", "line")
        font = theme().reader_font(self._px)
        words = (self.tr("全年完成固定资产投资三百亿元以上，"), self.tr("新开工项目二十六个，办结率百分之九十八。"))
        top = (rect.height() - 2 * self._line) / 2
        for n, text in enumerate(words):
            spot = rect.adjusted(16, top + n * self._line, -16, 0)
            spot.setHeight(self._line)
            paint.text(painter, spot, text, ink="reader_text", font=font)
        painter.end()


class PreferencesDialog(Dialog):
    """Changes settings as they are touched. Signal: changed after each one that concerns the looks or the text."""

    changed = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(600, 612))
        self.set_title(self.tr("偏好设置"), self.tr("改动立即生效"))
        self._settings = settings
        self._form = Form(72)
        self._build_person()
        self._build_looks()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._form)
        column.addStretch(1)
        self.body.addWidget(scroll_of(holder))
        self.add_footer(self.tr("完成"), cancel=None)
        self._show_text()
        self.author.setFocus()

    def _build_person(self) -> None:
        self.author = QLineEdit(identity.author())
        self.author.setMaxLength(40)
        self.author.editingFinished.connect(self._on_author)
        self._form.add(self.tr("署名"), self.author)
        words = self.tr("标注和历史记录用这个名字，从下次打开项目起。")
        self._form.add_wide(InkLabel(words, 12, "text2"))
        pairs = (("system", self.tr("跟随系统")), ("zh", self.tr("简体中文")), ("en", "English"))
        self.language = self._combo(pairs, self._settings.language)
        self.language.activated.connect(self._on_language)
        self._form.add(self.tr("语言"), row_of(self.language, None))
        self.language_note = InkLabel(self.tr("重新打开圈点后换用新语言。"), 12, "warn")
        self.language_note.hide()
        self._form.add_wide(self.language_note)

    def _build_looks(self) -> None:
        settings = self._settings
        themes = (
            ("system", self.tr("跟随系统")),
            ("light", self.tr("浅色")),
            ("dark", self.tr("深色")),
            ("sepia", self.tr("护眼")),
        )
        self.theme = self._combo(themes, settings.theme)
        self.theme.activated.connect(self._on_theme)
        self._form.add(self.tr("主题"), row_of(self.theme, None))
        self.size_ = self._combo([(n, self.tr("{0} 像素").format(px)) for n, (px, _) in enumerate(TEXT_STEPS)],
                                 settings.text_step)  # fmt: skip
        self.size_.activated.connect(self._on_text)
        self.spacing = self._combo([(factor, f"{factor:.0%}") for factor in SPACINGS], self._nearest())
        self.spacing.activated.connect(self._on_text)
        gap = InkLabel(self.tr("行距"), 13, "text2")
        self.spacing.setAccessibleName(self.tr("行距"))
        self._form.add(self.tr("正文字号"), row_of(self.size_, gap, self.spacing, None, spacing=12))
        self.serif = QCheckBox(self.tr("正文用宋体"))
        self.serif.setChecked(settings.serif)
        self.serif.setEnabled(serif_available())
        if not serif_available():
            self.serif.setToolTip(self.tr("本机没有合适的宋体，可以安装思源宋体（Noto Serif CJK SC）"))
        self.serif.clicked.connect(self._on_text)
        self._form.add_wide(self.serif)
        self.sample = _Sample()
        self._form.add_wide(self.sample)
        pairs = (("clause", self.tr("分句")), ("word", self.tr("词")), ("character", self.tr("字")))
        self.snap = self._combo(pairs, settings.snap)
        self.snap.activated.connect(self._on_text)
        self._form.add(self.tr("选区吸附"), row_of(self.snap, None))
        fonts = button(self.tr("设置…"))
        fonts.clicked.connect(self._on_fonts)
        self.fonts = InkLabel("", 12, "text2")
        self._show_fonts()
        self._form.add(self.tr("公文字体"), row_of(self.fonts, None, fonts))
        show = button(self.tr("打开文件夹"))
        show.clicked.connect(self._on_backups)
        words = InkLabel(self.tr("每个项目每天自动备份一次，留最近 10 份"), 12, "text2")
        self._form.add(self.tr("备份"), row_of(words, None, show))

    def _combo(self, pairs: Iterable[tuple[object, str]], value: object) -> QComboBox:
        combo = QComboBox()
        combo.setMinimumWidth(140)
        for key, words in pairs:
            combo.addItem(words, key)
        combo.setCurrentIndex(max(0, combo.findData(value)))
        return combo

    def _nearest(self) -> float:
        return min(SPACINGS, key=self._distance)

    def _distance(self, factor: float) -> float:
        return abs(factor - self._settings.line_spacing)

    def _show_text(self) -> None:
        px, line = TEXT_STEPS[min(max(self._settings.text_step, 0), len(TEXT_STEPS) - 1)]
        self.sample.set_size(px, round(line * self._settings.line_spacing))

    @Slot()
    def _on_author(self) -> None:
        name = self.author.text().strip()
        if name != identity.author():
            identity.set_author(name)
            self.author.setText(identity.author())

    @Slot(int)
    def _on_language(self, _at: int) -> None:
        value = str(self.language.currentData())
        self.language_note.setVisible(value != self._settings.language or self.language_note.isVisible())
        self._settings.language = value

    @Slot(int)
    def _on_theme(self, _at: int) -> None:
        self._settings.theme = str(self.theme.currentData())
        self.changed.emit()
        self._show_text()

    @Slot()
    def _on_text(self) -> None:
        settings = self._settings
        settings.text_step = int(self.size_.currentData())
        settings.line_spacing = float(self.spacing.currentData())
        settings.serif = self.serif.isChecked()
        settings.snap = str(self.snap.currentData())
        self.changed.emit()
        self._show_text()
        self.sample.update()

    @Slot()
    def _show_fonts(self) -> None:
        wanted = fonts_from(self._settings.fonts)
        self.fonts.setText(self.tr("、").join((wanted.title, wanted.heading, wanted.subheading, wanted.body)))

    @Slot()
    def _on_fonts(self) -> None:
        from quandian.ui.dialogs.fonts import FontsDialog

        dialog = FontsDialog(self._settings, self)
        dialog.accepted.connect(self._show_fonts)
        dialog.open()

    @Slot()
    def _on_backups(self) -> None:
        folder = places.backup_dir()
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def commit(self) -> bool:
        self._on_author()
        return True
