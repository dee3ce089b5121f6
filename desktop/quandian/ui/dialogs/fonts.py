"""The fonts of briefings by name, one for each part of an official document, and what stands in for missing ones."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from quandian.ui.dialogs.base import Dialog, Form, InkLabel
from quandian.ui.page_fonts import briefing_fonts
from quandian.ui.page_text import family_of, is_there
from quandian.ui.settings import Settings
from quandian.ui.widgets import button
from quandian.writing.gongwen import Fonts, fonts_from, stand_ins


class FontsDialog(Dialog):
    """Changes ``settings.fonts``; names are written into Word files whether this computer has the font or not."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(560, 0))
        self.set_title(self.tr("公文字体"), self.tr("用于简报的预览、PDF、打印和 Word 文件"))
        self._settings = settings
        self._form = Form(88)
        self.fields: dict[str, QComboBox] = {}
        self.notes: dict[str, InkLabel] = {}
        families = QFontDatabase.families()
        wanted = asdict(fonts_from(settings.fonts))
        for part, words in (
            ("title", self.tr("标题")),
            ("heading", self.tr("一级标题")),
            ("subheading", self.tr("二级标题")),
            ("body", self.tr("正文")),
            ("page", self.tr("页码")),
            ("latin", self.tr("英文和数字")),
        ):
            self._add(part, words, str(wanted[part]), families)
        self.body.addLayout(self._form)
        self.body.addStretch(1)
        reset = button(self.tr("恢复默认"), "ghost")
        reset.clicked.connect(self._on_reset)
        self._form.add_wide(reset)
        self.add_footer(self.tr("完成"))
        self.fields["title"].setFocus()

    def _add(self, part: str, words: str, value: str, families: list[str]) -> None:
        field = QComboBox()
        field.setEditable(True)
        field.setObjectName(part)
        field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        default = getattr(Fonts(), part)
        field.addItems(list(dict.fromkeys((default, *stand_ins(default), *families))))
        field.setCurrentText(value)
        completer = field.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        field.editTextChanged.connect(self._on_text)
        self._form.add(words, field)
        note = InkLabel("", 12, "text2")
        self.fields[part], self.notes[part] = field, note
        self._form.add_wide(note)
        self._tell(part)

    @Slot()
    def _on_text(self) -> None:
        field = self.sender()
        if isinstance(field, QComboBox):
            self._tell(field.objectName())

    def _tell(self, part: str) -> None:
        name = self.fields[part].currentText().strip() or getattr(Fonts(), part)
        words = "" if is_there(name) else self.tr("本机没有，预览和 PDF 用“{0}”").format(_stand_in(name))
        self.notes[part].setText(words)
        self.notes[part].setVisible(bool(words))

    @Slot()
    def _on_reset(self) -> None:
        for part, field in self.fields.items():
            field.setCurrentText(str(getattr(Fonts(), part)))

    def commit(self) -> bool:
        """Keep what differs from the default."""
        default = asdict(Fonts())
        chosen = {part: field.currentText().strip() for part, field in self.fields.items()}
        self._settings.fonts = {part: name for part, name in chosen.items() if name and name != default[part]}
        briefing_fonts().take(self._settings)
        return True


def _stand_in(name: str) -> str:
    found = family_of(name)
    if found != name:
        return found
    there = set(QFontDatabase.families())
    return next((one for one in ("Noto Serif CJK SC", "Noto Sans CJK SC", "SimSun") if one in there), name)
