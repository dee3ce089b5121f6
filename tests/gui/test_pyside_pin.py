"""The pin of PySide6: 6.12.0 loses a reference to None on every void call and aborts Python 3.11 after some 5,000."""

from __future__ import annotations

import sys

from PySide6.QtGui import QTextCursor, QTextDocument

CALLS = 500


def test_void_calls_lose_no_reference_to_none() -> None:
    """On Python 3.12 and later None is immortal and its count stands still, whatever a binding does with it."""
    document = QTextDocument("圈点")
    cursor = QTextCursor(document)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        cursor.setPosition(1)
    after = sys.getrefcount(None)
    assert abs(after - before) < CALLS / 10, f"{after - before} references in {CALLS} calls"
