"""Windows of one user hear of each other: a link that is clicked elsewhere goes to a window that is already there.

Each window listens on the first free of a few names. Who has something to hand over asks them one by one; a window
answers whether it takes it. Messages hold a link and a path and are trusted no more than the command line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from quandian.core import userdirs

WINDOWS = 12  # of one user that hear
_CONNECT_MS, _ANSWER_MS = 200, 2000
_LONGEST = 16_384  # bytes of a message

Message = Mapping[str, str]


def _names() -> list[str]:
    """Return the names of this user's windows: of another home, other windows."""
    home = hashlib.sha256(str(userdirs.config()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return [f"quandian-{home}-{n}" for n in range(WINDOWS)]


def hand_over(message: Message) -> bool:
    """Offer a message to the windows there are; return whether one has taken it. Never raises, never waits long."""
    return any(_asked(name, message) for name in _names())


def _asked(name: str, message: Message) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    socket.write(json.dumps(dict(message)).encode("utf-8") + b"\n")
    socket.flush()
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_ANSWER_MS):
            return False
    return bytes(socket.readLine().data()).strip() == b"yes"


class Handover(QObject):
    """Listens for one window; ``take`` says whether the window has taken a message."""

    def __init__(self, take: Callable[[Message], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._listen()

    @property
    def is_listening(self) -> bool:
        """Whether other processes reach this window."""
        return self._server.isListening()

    def _listen(self) -> None:
        for name in _names():
            if _is_heard(name):
                continue
            QLocalServer.removeServer(name)  # what a crash has left
            if self._server.listen(name):
                return

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_ready)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._answer(socket)

    @Slot()
    def _on_ready(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            if socket.canReadLine():
                self._answer(socket)
            elif socket.bytesAvailable() > _LONGEST:
                socket.abort()

    def _answer(self, socket: QLocalSocket) -> None:
        message = _read(bytes(socket.readLine(_LONGEST).data()))
        socket.write(b"yes\n" if message and self._take(message) else b"no\n")
        socket.flush()
        socket.disconnectFromServer()


def _is_heard(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    heard = socket.waitForConnected(_CONNECT_MS)
    socket.abort()
    return heard


def _read(line: bytes) -> Message:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): value for key, value in found.items() if isinstance(value, str)}
