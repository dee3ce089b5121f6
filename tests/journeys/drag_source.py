"""A window of another program, as small as can be: the files named on the command line can be dragged out of it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class Source(QWidget):
    """Starts a drag at the first move of a pressed mouse."""

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


application = QApplication(sys.argv[:1])
source = Source()
source.setWindowTitle("drag source")
source.setGeometry(1480, 920, 120, 100)
source.show()
application.exec()
