"""The passphrase of a sealed package."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from quandian.core.errors import UserError
from quandian.ui.dialogs.base import Dialog, Form, InkLabel


class PassphraseDialog(Dialog):
    """Asks for the passphrase of a package. Signal: given(path, passphrase)."""

    given = Signal(object, str)

    def __init__(self, path: Path, parent: QWidget | None = None, *, wrong: bool = False) -> None:
        super().__init__(parent, QSize(460, 236))
        self.set_title(self.tr("打开加密的共享包"))
        self._path = path
        self.body.addWidget(InkLabel(self.tr("“{0}”加了口令。向分享的人要口令。").format(path.name), 13, wrap=True))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        form = Form()
        form.add(self.tr("口令"), self.field)
        self.wrong = InkLabel("", 12, "danger", wrap=True)
        self.wrong.setMinimumHeight(18)
        form.add_wide(self.wrong)
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.add_footer(self.tr("打开"))
        self.field.textEdited.connect(self._on_typed)
        if wrong:
            self._refuse(self.tr("口令不对。核对大小写和空格，再输入一次。"))
        self.field.setFocus()

    def _refuse(self, words: str) -> None:
        self.wrong.setText(words)
        self.field.setAccessibleDescription(words)

    @Slot()
    def _on_typed(self) -> None:
        self._refuse("")

    def commit(self) -> bool:
        if not self.field.text():
            self._refuse(str(UserError("share.empty_passphrase")))
            return False
        self.given.emit(self._path, self.field.text())
        return True
