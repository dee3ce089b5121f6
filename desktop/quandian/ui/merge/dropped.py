"""What to do with projects and packages that are dropped on a window with a project of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from quandian.tasks.places import PROJECT_SUFFIX
from quandian.ui.dialogs.base import Dialog, InkLabel
from quandian.ui.widgets import button


class DroppedDialog(Dialog):
    """Offers to merge, to read, or to go to what was dropped. Signals: merge_wanted, read_wanted, open_wanted."""

    merge_wanted = Signal(object)
    read_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, paths: Sequence[Path], name: str, parent: QWidget) -> None:
        super().__init__(parent, QSize(560, 208))
        self._paths = list(paths)
        self.set_title(self.tr("合并到“{0}”").format(name))
        names = self.tr("、").join(self.tr("“{0}”").format(path.name) for path in self._paths[:3])
        if len(self._paths) > 3:
            names = self.tr("{0}等 {1} 个文件").format(names, len(self._paths))
        words = self.tr("拖来了 {0}。合并前先看预览，每一项都可以不并入；也可以只打开来看。")
        self.body.addWidget(InkLabel(words.format(names), 13, wrap=True))
        self.body.addStretch(1)
        self.add_footer(self.tr("预览合并…"))
        self.read = button(self.tr("只读打开"))
        self.read.clicked.connect(self._on_read)
        self.read.setVisible(len(self._paths) == 1)
        self.open_own = button(self.tr("打开这个项目"))
        self.open_own.clicked.connect(self._on_open)
        self.open_own.setVisible(len(self._paths) == 1 and self._paths[0].suffix.lower() == PROJECT_SUFFIX)
        self.footer.insertWidget(1, self.read)
        self.footer.insertWidget(1, self.open_own)

    def commit(self) -> bool:
        self.merge_wanted.emit(self._paths)
        return True

    @Slot()
    def _on_read(self) -> None:
        self.accept()
        self.read_wanted.emit(self._paths[0])

    @Slot()
    def _on_open(self) -> None:
        self.accept()
        self.open_wanted.emit(self._paths[0])
