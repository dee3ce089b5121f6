"""Keys in the reader: moving, extending, edges, and what is left to the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reader_kit import CTRL, KEY, METRIC, NONE, SHIFT, TEXT, key, make_reader, wheel, words

from quandian.core.text import Span
from quandian.ui.reader import ReaderView, Snap


@pytest.fixture
def reader(qtbot) -> ReaderView:
    return make_reader(qtbot)


# --- keys --------------------------------------------------------------------------------------------------------


def test_arrows_go_by_clause_and_a_tag_key_would_take_it(reader: ReaderView) -> None:
    reader.set_caret(TEXT.index("资产"))
    key(reader, KEY.Key_Right)
    span = reader.target_span()
    assert TEXT[span.start : span.end] == "同比增长12%"
    key(reader, KEY.Key_Left)
    span = reader.target_span()
    assert TEXT[span.start : span.end] == "资产总额突破1100亿元"
    assert reader.selection() is None


def test_shift_arrows_extend_and_shrink_by_the_unit(reader: ReaderView) -> None:
    reader.set_caret(TEXT.index("资产"))
    key(reader, KEY.Key_Right, SHIFT)
    assert words(reader) == "资产总额突破1100亿元"
    key(reader, KEY.Key_Right, SHIFT)
    assert words(reader) == "资产总额突破1100亿元，同比增长12%"
    key(reader, KEY.Key_Left, SHIFT)
    assert words(reader) == "资产总额突破1100亿元"
    key(reader, KEY.Key_Escape)
    assert reader.selection() is None


def test_shift_left_extends_to_the_left(reader: ReaderView) -> None:
    reader.set_caret(TEXT.index("营业"))
    key(reader, KEY.Key_Left, SHIFT)
    assert words(reader) == "同比增长12%", "without the comma behind it, as to the right"
    reader.set_snap(Snap.CHARACTER)
    reader.set_caret(TEXT.index("祥集团"))
    key(reader, KEY.Key_Left, SHIFT)
    assert words(reader) == "𠮷"


def test_brackets_move_the_edges_of_the_selection(reader: ReaderView) -> None:
    reader.set_snap(Snap.CHARACTER)
    start = TEXT.index("1100亿元")
    reader.select_span(Span(start, start + 6))
    QTest.keyClicks(reader.text, "[")
    assert words(reader) == "破1100亿元"
    QTest.keyClicks(reader.text, "{{")
    assert words(reader) == "100亿元"
    QTest.keyClicks(reader.text, "]}}")
    assert words(reader) == "100亿"


def test_brackets_move_the_edges_of_the_selected_annotation(reader: ReaderView, qtbot) -> None:
    reader.set_snap(Snap.CHARACTER)
    reader.select_annotation(METRIC.id)
    with qtbot.waitSignal(reader.edge_moved) as caught:
        QTest.keyClicks(reader.text, "[")
    assert caught.args == [METRIC.id, Span(METRIC.start - 1, METRIC.end)]
    assert reader.mark(METRIC.id) == METRIC  # the view waits for the project


def test_line_keys_keep_the_column_and_pages_turn(reader: ReaderView) -> None:
    start = TEXT.index("第0段") + 5
    reader.set_caret(start)
    before = reader.text.place_of(start)
    key(reader, KEY.Key_Down, times=2)
    after = reader.text.place_of(reader.caret())
    assert after.y() == before.y() + 2 * reader.text.spans.line_px
    key(reader, KEY.Key_Up, times=2)
    assert abs(reader.caret() - start) <= 1
    first = reader.text.first_visible()
    key(reader, KEY.Key_Space)
    assert reader.text.first_visible() > first
    key(reader, KEY.Key_Space, SHIFT)
    assert reader.text.first_visible() == first


def test_down_passes_paragraph_gaps_to_the_end_of_the_text(reader: ReaderView) -> None:
    reader.set_caret(0)
    seen = {reader.caret()}
    for _ in range(40):
        key(reader, KEY.Key_Down)
        assert reader.caret() not in seen
        seen.add(reader.caret())


def test_home_end_and_the_ends_of_the_text(reader: ReaderView) -> None:
    reader.set_caret(TEXT.index("第0段") + 35)
    key(reader, KEY.Key_Home)
    assert reader.text.place_of(reader.caret()).x() < 10
    key(reader, KEY.Key_End, CTRL)
    assert reader.caret() == len(TEXT)
    assert reader.text.place_of(len(TEXT)) is not None
    key(reader, KEY.Key_Home, CTRL)
    assert reader.caret() == 0
    key(reader, KEY.Key_A, CTRL)
    assert reader.selection() == Span(0, len(TEXT))


@pytest.mark.parametrize("text", ["1", "0", ".", "j", "n", "c", "r"])
def test_keys_of_the_window_are_left_alone(reader: ReaderView, text: str) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, ord(text.upper()), NONE, text)
        event.setAccepted(False)
        QApplication.sendEvent(reader.text, event)
        assert not event.isAccepted()


def test_copy_is_left_to_the_window_and_no_input_method_is_on(reader: ReaderView) -> None:
    reader.select_span(Span(0, 3))
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        event = QKeyEvent(kind, KEY.Key_C, CTRL, "c")
        event.setAccepted(False)
        QApplication.sendEvent(reader.text, event)
        assert not event.isAccepted()
    assert not reader.text.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not reader.text.acceptDrops()
    assert not reader.text.viewport().acceptDrops()


def test_enter_asks_for_the_fields_and_escape_lets_go(reader: ReaderView, qtbot) -> None:
    reader.select_annotation(METRIC.id)
    with qtbot.waitSignal(reader.annotation_activated) as caught:
        key(reader, KEY.Key_Return)
    assert caught.args == [METRIC.id]
    key(reader, KEY.Key_Escape)
    assert reader.selected_annotation is None


def test_the_wheel_scrolls_and_with_ctrl_asks_for_another_size(reader: ReaderView, qtbot) -> None:
    wheel(reader, NONE)
    assert reader.text.first_visible() > 0
    first = reader.text.first_visible()
    with qtbot.waitSignal(reader.font_step) as caught:
        wheel(reader, CTRL)
    assert caught.args == [-1]
    assert reader.text.first_visible() == first
