"""Qt enums and roles under short names: a full path costs 244 ns a look-up, a module constant 13 ns."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy

ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ALIGN_CENTER = Qt.AlignmentFlag.AlignCenter
ALIGN_TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop

DISPLAY = Qt.ItemDataRole.DisplayRole
USER = Qt.ItemDataRole.UserRole
TOOL_TIP = Qt.ItemDataRole.ToolTipRole
ACCESSIBLE_TEXT = Qt.ItemDataRole.AccessibleTextRole

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

NO_PEN = Qt.PenStyle.NoPen
NO_BRUSH = Qt.BrushStyle.NoBrush
ANTIALIASING = QPainter.RenderHint.Antialiasing
ELIDE_RIGHT = Qt.TextElideMode.ElideRight
SINGLE_LINE = Qt.TextFlag.TextSingleLine

NORMAL = QFont.Weight.Normal
BOLD = QFont.Weight.Bold

EXPANDING = QSizePolicy.Policy.Expanding
FIXED = QSizePolicy.Policy.Fixed
PREFERRED = QSizePolicy.Policy.Preferred
MINIMUM = QSizePolicy.Policy.Minimum
IGNORED = QSizePolicy.Policy.Ignored

PALETTE_CHANGE = QEvent.Type.PaletteChange
LANGUAGE_CHANGE = QEvent.Type.LanguageChange

WINDOW_MINIMIZED = Qt.WindowState.WindowMinimized

POINTING_HAND = Qt.CursorShape.PointingHandCursor


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # the name lupdate looks for
    """Mark ``text`` for translation under ``context`` and return it as it is (PySide6's own is typed ``object``)."""
    del context
    return text


__all__ = [name for name in dir() if name.isupper()] + ["QLocale", "QPalette"]  # noqa: PLE0605, RUF100
