"""The reader as a user meets it: real widget, real mouse events."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reader_kit import (
    ACHIEVEMENT,
    BODY,
    GOAL,
    KEY,
    LEFT,
    METRIC,
    NONE,
    SHIFT,
    TEXT,
    click,
    drag,
    key,
    looks,
    make_reader,
    mark,
    move,
    passages,
    point,
    words,
)

from quandian.core.model import AnnotationId, Mark, ReportId, TagId
from quandian.core.text import Span
from quandian.ui.reader import Place, ReaderView, Snap
from quandian.ui.theme import theme


@pytest.fixture
def reader(qtbot) -> ReaderView:
    return make_reader(qtbot)


# --- selecting with the mouse ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("snap", "expected"),
    [
        (Snap.CLAUSE, "资产总额突破1100亿元，同比增长12%"),
        (Snap.WORD, "亿元，同比增长"),
        (Snap.CHARACTER, "元，同"),
    ],
)
def test_a_drag_selects_and_snaps(reader: ReaderView, qtbot, snap: Snap, expected: str) -> None:
    reader.set_snap(snap)
    with qtbot.waitSignal(reader.selection_changed):
        drag(reader, TEXT.index("元，同"), TEXT.index("元，同") + 2)
    assert words(reader) == expected


def test_alt_selects_characters_whatever_the_snap(reader: ReaderView) -> None:
    start = TEXT.index("总额")
    drag(reader, start, start + 1, Qt.KeyboardModifier.AltModifier)
    assert words(reader) == "总额"


def test_offsets_are_code_points_behind_an_astral_character(reader: ReaderView) -> None:
    reader.set_snap(Snap.CHARACTER)
    start = TEXT.index("祥集团")
    drag(reader, start, start + 2)
    assert reader.selection() == Span(start, start + 3)
    drag(reader, TEXT.index("𠮷"), TEXT.index("𠮷"))
    assert words(reader) == "𠮷"


def test_double_click_takes_the_word_and_triple_the_clause(reader: ReaderView) -> None:
    place = point(reader, TEXT.index("增长12"))
    port = reader.text.viewport()
    QTest.mouseClick(port, LEFT, NONE, place)
    QTest.mouseDClick(port, LEFT, NONE, place)
    assert words(reader) == "同比增长"
    QTest.mouseClick(port, LEFT, NONE, place)
    assert words(reader) == "同比增长12%"


def test_injected_words_are_used(reader: ReaderView) -> None:
    reader.set_words(lambda text: [(i, i + 2) for i in range(0, len(text) - 1, 2)])
    reader.set_snap(Snap.WORD)
    start = TEXT.index("资产总额")
    drag(reader, start + 2, start + 2)
    assert words(reader) == "总额"


def test_a_click_between_two_lines_lands_on_the_line_under_the_pointer(reader: ReaderView) -> None:
    position = TEXT.index("第0段") + 40
    middle = point(reader, position)
    for dy in (-14, 14):
        QTest.mouseClick(reader.text.viewport(), LEFT, NONE, middle + QPoint(0, dy))
        assert abs(reader.caret() - position) <= 1


def test_shift_click_extends(reader: ReaderView) -> None:
    click(reader, TEXT.index("资产"))
    reader.text._clicks = 0
    QTest.mouseClick(reader.text.viewport(), LEFT, SHIFT, point(reader, TEXT.index("12%") + 2))
    assert words(reader) == "资产总额突破1100亿元，同比增长12%"


# --- marks -------------------------------------------------------------------------------------------------------


def test_a_click_takes_the_innermost_mark_and_the_next_click_the_one_below(reader: ReaderView, qtbot) -> None:
    position = TEXT.index("00亿")
    with qtbot.waitSignal(reader.annotation_clicked) as caught:
        click(reader, position)
    assert caught.args == [METRIC.id]
    assert reader.selected_annotation == METRIC.id
    click(reader, position)
    assert reader.selected_annotation == ACHIEVEMENT.id
    click(reader, position)
    assert reader.selected_annotation == METRIC.id
    click(reader, TEXT.index("同比"))
    assert reader.selected_annotation is None


def test_beside_the_text_no_mark_is_hit(reader: ReaderView) -> None:
    end = reader.text.place_of(GOAL.end)
    assert end is not None
    assert reader.text.marks_at(QPointF(reader.text.viewport().width() - 1, end.y() + 10)) == []
    below = QPointF(20, reader.text.place_of(0).y() + reader.text.spans.line_px + 4)  # the gap under paragraph 1
    assert reader.text.character_at(below) is None


def test_nested_marks_lie_in_lanes(reader: ReaderView) -> None:
    QApplication.processEvents()
    block = next(b for b in reader.text.visible_blocks() if b.art.start <= METRIC.start < b.art.end)
    lane_of = {piece.mark.id: piece.lane for piece in block.art.load(reader.text.scene.index)}
    assert lane_of == {METRIC.id: 0, ACHIEVEMENT.id: 1, GOAL.id: 0}


def pixels(view: ReaderView, span: Span) -> set[str]:
    """The colours on the lines of a span."""
    image = view.text.viewport().grab().toImage()
    a, b = view.text.place_of(span.start), view.text.place_of(span.end, line_end=True)
    y1, y2 = int(a.y()), int(b.y()) + view.text.spans.line_px
    return {image.pixelColor(x, y).name() for y in range(y1, y2) for x in range(int(a.x()), int(b.x()))}


def test_marks_added_removed_retagged_are_painted_at_once(reader: ReaderView) -> None:
    fill = {tag: look.fill.name() for tag, look in looks().items()}
    new = mark("同比增长12%", "goal", 9)
    place = Span(new.start, new.end)
    assert fill[TagId("goal")] not in pixels(reader, place)
    reader.add_marks([new])
    assert fill[TagId("goal")] in pixels(reader, place)
    reader.replace_mark(new._replace(tag_id=TagId("achievement")))
    assert fill[TagId("goal")] not in pixels(reader, place)
    assert fill[TagId("achievement")] in pixels(reader, place)
    reader.remove_marks([new.id])
    assert fill[TagId("achievement")] not in pixels(reader, place)


def test_a_dimmed_tag_loses_fill_and_underline(reader: ReaderView) -> None:
    look = looks()[TagId("goal")]
    place = Span(GOAL.start, GOAL.end)
    assert {look.fill.name(), look.stroke.name()} <= pixels(reader, place)
    reader.set_dimmed([TagId("goal")])
    assert not {look.fill.name(), look.stroke.name()} & pixels(reader, place)


def test_without_fills_underlines_stay(reader: ReaderView) -> None:
    reader.set_fills(False)
    look = looks()[TagId("goal")]
    found = pixels(reader, Span(GOAL.start, GOAL.end))
    assert look.fill.name() not in found
    assert look.stroke.name() in found


def test_spotlight_moves_unmarked_text_back(reader: ReaderView) -> None:
    ink = theme().color("reader_text").name()
    start = TEXT.index("第0段")
    place = Span(start, start + 20)
    assert ink in pixels(reader, place)
    reader.set_spotlight(True)
    assert ink not in pixels(reader, place)
    assert ink in pixels(reader, Span(GOAL.start, GOAL.end))


def test_a_switch_of_theme_shows_at_once(reader: ReaderView) -> None:
    assert theme().color("reader").name() in pixels(reader, Span(0, 4))
    theme().apply("dark")
    try:
        reader.set_theme(theme())
        reader.set_looks(looks())
        found = pixels(reader, Span(0, 4))
        assert theme().color("reader").name() in found
        assert "#ffffff" not in found
    finally:
        theme().apply("light")


@pytest.mark.parametrize("change", ["font", "sheet"])
def test_the_text_stays_when_the_application_changes_font_or_style(reader: ReaderView, qapp, change: str) -> None:
    ink = theme().color("reader_text").name()
    assert ink in pixels(reader, Span(0, 4))
    try:
        if change == "font":
            qapp.setFont(theme().ui_font(17, bold=True))
        else:
            qapp.setStyleSheet("QWidget { font-size: 30px; }")
        QApplication.processEvents()
        assert ink in pixels(reader, Span(0, 4))
        assert reader.text.place_of(4).x() == pytest.approx(8 + 4 * 18, abs=1)
    finally:
        qapp.setStyleSheet("")
        theme().apply("light")


def test_the_margin_has_a_bar_and_a_label_for_each_visible_mark(reader: ReaderView) -> None:
    QApplication.processEvents()
    bars = {bar.mark.id: bar for bar in reader.margin.bars()}
    assert set(bars) == {ACHIEVEMENT.id, METRIC.id, GOAL.id}
    assert bars[ACHIEVEMENT.id].lane == 0
    assert bars[METRIC.id].lane == 1
    labels = sorted((bar.label.y(), bar.words) for bar in bars.values())
    assert [text for _, text in labels] == ["标签a1", "标签a2", "标签a3"]
    assert all(b[0] - a[0] >= 20 for a, b in pairwise(labels))


def test_a_click_on_a_bar_selects_its_mark(reader: ReaderView, qtbot) -> None:
    bar = next(b for b in reader.margin.bars() if b.mark == GOAL)
    with qtbot.waitSignal(reader.annotation_clicked) as caught:
        QTest.mouseClick(reader.margin, LEFT, NONE, QPoint(bar.lane * 8 + 2, int((bar.top + bar.bottom) / 2)))
    assert caught.args == [GOAL.id]


def test_marks_of_two_people_on_the_same_words_name_both_and_show_disagreement(reader: ReaderView) -> None:
    reader.add_marks([mark("下一步将继续做大做强", "achievement", 8, author="王敏")])
    bars = {bar.mark.id: bar for bar in reader.margin.bars()}
    assert bars[GOAL.id].words.endswith("李")
    assert bars[AnnotationId("a8")].words.endswith("王")
    assert bars[GOAL.id].disputed


def test_a_narrow_reader_shows_bars_only(reader: ReaderView) -> None:
    reader.set_compact(True)
    assert all(bar.label is None for bar in reader.margin.bars())
    assert reader.map.width() == 14
    reader.set_compact(None)
    reader.resize(620, 600)
    assert reader.is_compact()


def test_the_measure_never_exceeds_40_characters_and_the_block_is_centred(reader: ReaderView) -> None:
    reader.resize(1600, 700)
    assert reader.text.width() == 40 * 18 + 16
    assert abs((reader.gutter.x()) - (reader.map.x() - reader.margin.geometry().right() - 1)) <= 2


# --- edges, map, place -------------------------------------------------------------------------------------------


def test_dragging_an_edge_of_the_selected_annotation_asks_for_the_move(reader: ReaderView, qtbot) -> None:
    reader.set_snap(Snap.CHARACTER)
    reader.select_annotation(GOAL.id)
    reader.set_caret(0)
    port = reader.text.viewport()
    begin = point(reader, GOAL.end - 1) + QPoint(8, 0)
    target = point(reader, GOAL.end - 3)
    QTest.mousePress(port, LEFT, NONE, begin)
    move(reader, QPointF(target + QPoint(-7, 0)))
    with qtbot.waitSignal(reader.edge_moved) as caught:
        QTest.mouseRelease(port, LEFT, NONE, target)
    assert caught.args == [GOAL.id, Span(GOAL.start, GOAL.end - 3)]


def test_a_click_on_the_scroll_map_goes_there(reader: ReaderView) -> None:
    target = TEXT.index("第40段")
    QTest.mouseClick(reader.map, LEFT, NONE, QPoint(8, round(reader.map.y_of(target))))
    assert reader.text.first_visible() <= target <= reader.text.last_visible()


def test_the_scroll_map_has_ticks_where_marks_are(reader: ReaderView) -> None:
    image = reader.map.grab().toImage()
    stroke = looks()[TagId("metric")].stroke.name()
    y = round(reader.map.y_of(METRIC.start))
    assert stroke in {image.pixelColor(x, row).name() for x in range(10, 15) for row in range(y - 1, y + 3)}


def test_finding_counts_and_steps_round(reader: ReaderView) -> None:
    assert reader.set_find("第59段") == 6
    assert reader.find_state() == (1, 6)
    image = reader.map.grab().toImage()
    y = round(reader.map.y_of(TEXT.index("第59段")))
    assert theme().color("find_now").name() in {image.pixelColor(6, row).name() for row in range(y - 1, y + 3)}
    assert reader.text.first_visible() <= TEXT.index("第59段") <= reader.text.last_visible()
    reader.find_previous()
    assert reader.find_state() == (6, 6)
    reader.find_next()
    assert reader.find_state() == (1, 6)
    assert reader.set_find("") == 0
    assert reader.find_state() == (0, 0)


def test_the_place_in_a_report_is_kept(reader: ReaderView) -> None:
    reader.scroll_to(TEXT.index("第30段"))
    reader.set_caret(TEXT.index("第30段"))
    reader.select_annotation(GOAL.id, scroll=False)
    place = reader.place()
    reader.show_report(ReportId("r"), TEXT, passages(), [GOAL], looks(), lambda i: "")
    assert reader.text.first_visible() == 0
    reader.restore_place(place)
    assert reader.place() == place
    assert isinstance(place, Place)


@pytest.mark.parametrize("change", [lambda v: v.resize(1000, 500), lambda v: v.set_text_size(24, 43)])
def test_the_place_survives_another_width_or_size(reader: ReaderView, change: Callable[[ReaderView], None]) -> None:
    target = TEXT.index("第30段")
    reader.text.show_first(target)
    change(reader)
    QApplication.processEvents()
    assert reader.text.first_visible() <= target <= reader.text.first_visible() + 60


def test_the_paragraph_of_the_caret_is_told(reader: ReaderView, qtbot) -> None:
    with qtbot.waitSignal(reader.caret_paragraph_changed) as caught:
        reader.set_caret(TEXT.index(BODY))
    assert caught.args == [3]


def test_a_screen_reader_hears_the_selected_annotation(reader: ReaderView) -> None:
    reader.select_annotation(METRIC.id)
    assert reader.text.accessibleDescription() == "标签a2，第 3 段"
    assert reader.text.accessibleName() == "报告正文"


def test_an_empty_report_and_one_of_blank_lines_can_be_used(reader: ReaderView) -> None:
    for text in ("", "\n\n\n", " \n。\n"):
        reader.show_report(ReportId("e"), text, [], [], looks(), lambda i: "")
        QApplication.processEvents()
        for code in (KEY.Key_Right, KEY.Key_Left, KEY.Key_Down, KEY.Key_End, KEY.Key_PageDown, KEY.Key_Home):
            key(reader, code)
            key(reader, code, SHIFT)
        QTest.mouseClick(reader.text.viewport(), LEFT, NONE, QPoint(30, 30))
        QTest.mouseDClick(reader.text.viewport(), LEFT, NONE, QPoint(30, 30))
        assert reader.target_span() is not None
    reader.clear()
    assert reader.report_id is None


def test_characters_that_qt_takes_for_paragraph_ends_keep_the_offsets(reader: ReaderView) -> None:
    text = "甲\u2028乙\r丙\u2029丁\n戊己"
    reader.show_report(ReportId("e"), text, [], [], looks(), lambda i: "")
    reader.set_snap(Snap.CHARACTER)
    reader.select_span(Span(8, 10))
    place = reader.text.place_of(8)
    assert place.y() == reader.text.spans.line_px + 8
    assert place.x() < 12


ENDLESS = "推进项目建设，完成投资1100亿元。" * 1500


@pytest.mark.parametrize("text", [TEXT, ENDLESS])
def test_places_and_positions_agree_on_every_line_of_the_screen(reader: ReaderView, text: str) -> None:
    reader.show_report(ReportId("e"), text, [], [], looks(), lambda i: "")
    for first in (0, len(text) // 3, len(text) // 2, len(text) - 1):
        reader.text.show_first(first)
        QApplication.processEvents()
        lowest = -1.0
        for position in range(reader.text.first_visible(), reader.text.last_visible()):
            place = reader.text.place_of(position)
            assert place.y() >= lowest
            lowest = place.y()
            if text[position] != "\n":
                assert reader.text.position_at(place + QPointF(1, reader.text.spans.line_px / 2)) == position


def test_one_endless_paragraph_is_walked_marked_and_drawn_like_many(reader: ReaderView) -> None:
    first = ENDLESS.index("1100", len(ENDLESS) // 2)
    new = Mark(first, first + 6, TagId("goal"), AnnotationId("far"), "李静")
    reader.show_report(ReportId("e"), ENDLESS, [], [new], looks(), lambda i: "远处")
    reader.select_annotation(new.id)
    QApplication.processEvents()
    assert [bar.words for bar in reader.margin.bars()] == ["远处"]
    assert looks()[TagId("goal")].stroke.name() in pixels(reader, Span(new.start, new.end))
    reader.text.show_first(0)
    reader.set_caret(0)
    for _ in range(140):  # over the seam of two chunks, twice
        before = reader.caret()
        key(reader, KEY.Key_Down)
        assert 0 < reader.caret() - before <= 80


def test_dragging_below_the_screen_scrolls_along(reader: ReaderView, qtbot) -> None:
    port = reader.text.viewport()
    QTest.mousePress(port, LEFT, NONE, point(reader, TEXT.index("资产")))
    move(reader, QPointF(100, port.height() + 30))
    qtbot.waitUntil(lambda: reader.text.first_visible() > TEXT.index("第3段"))
    QTest.mouseRelease(port, LEFT, NONE, QPoint(100, port.height() + 30))
    assert len(reader.selection()) > 800
    assert reader.selection().start == TEXT.index("资产")


# --- mini-toolbar ------------------------------------------------------------------------------------------------


def test_the_minibar_stands_below_the_selection_and_tags_without_taking_the_focus(reader: ReaderView, qtbot) -> None:
    drag(reader, TEXT.index("资产"), TEXT.index("资产") + 3)
    qtbot.waitUntil(reader.minibar.isVisible)
    assert reader.text.hasFocus() or reader.hasFocus() or QApplication.focusWidget() is not reader.minibar
    end = reader.text.place_of(reader.selection().end, line_end=True)
    bottom = reader.text.y() + end.y() + reader.text.spans.line_px
    assert reader.minibar.card().top() == round(bottom + 6)
    assert reader.text.geometry().left() <= reader.minibar.card().left()
    button = reader.minibar._tags[1]
    with qtbot.waitSignal(reader.minibar.tag_chosen) as caught:
        QTest.mouseClick(button, LEFT)
    assert caught.args == [TagId("achievement")]
    with qtbot.waitSignal(reader.minibar.copy_requested):
        QTest.mouseClick(reader.minibar._icons[3], LEFT)


def test_the_minibar_hides_while_scrolling_and_with_the_selection(reader: ReaderView, qtbot) -> None:
    drag(reader, TEXT.index("资产"), TEXT.index("资产") + 3)
    qtbot.waitUntil(reader.minibar.isVisible)
    reader.text.scroll_lines(1)
    assert not reader.minibar.isVisible()
    qtbot.waitUntil(reader.minibar.isVisible)
    key(reader, KEY.Key_Escape)
    assert not reader.minibar.isVisible()


def test_the_minibar_stands_above_where_there_is_no_room_below(reader: ReaderView, qtbot) -> None:
    last = reader.text.last_visible() - 3
    drag(reader, last, last)
    qtbot.waitUntil(reader.minibar.isVisible)
    first = reader.text.place_of(reader.selection().start)
    assert reader.minibar.card().bottom() <= reader.text.y() + first.y()


def test_a_click_shows_what_the_next_tag_key_takes(reader: ReaderView) -> None:
    position = TEXT.index("第0段")
    key(reader, Qt.Key.Key_Escape)
    before = reader.grab().toImage()
    click(reader, position + 1)
    assert reader.selection() is None
    after = reader.grab().toImage()
    assert before != after
    clause = reader.target_span()
    places = [reader.text.place_of(clause.start), reader.text.place_of(clause.end, line_end=True)]
    assert all(place is not None for place in places)


def test_a_click_inside_a_mark_leaves_the_caret_where_it_was_made(reader: ReaderView) -> None:
    """The next tag key takes the clause that was clicked, also of a mark with several."""
    position = TEXT.index("1100亿元") + 2
    reader.set_caret(0)
    click(reader, position)
    assert reader.selected_annotation == METRIC.id
    assert abs(reader.caret() - position) <= 1
    reader.set_caret(0)
    reader.select_annotation(None)
    reader.select_annotation(ACHIEVEMENT.id)
    assert reader.caret() == ACHIEVEMENT.start, "one that is chosen from afar takes the caret along"
