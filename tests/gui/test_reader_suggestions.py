"""Suggestions in the reader: dashed, without fill, chosen by a click, their edges moved; each costs what it touches."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reader_kit import KEY, LEFT, TEXT, click, key, make_reader, mark, move, point

from quandian.core.model import AnnotationId, Mark
from quandian.core.text import Span
from quandian.ui.reader import ReaderView
from quandian.ui.theme import theme

GOAL = mark("营业收入", "goal", 11, "")
WIDE = mark("同比增长12%；营业收入", "achievement", 12, "")
METRIC = mark("12%", "metric", 13, "")


@pytest.fixture
def reader(qtbot) -> ReaderView:
    view = make_reader(qtbot)
    view.ideas.show(True)
    view.ideas.load([GOAL, WIDE, METRIC], lambda key: f"建议{key}")
    QApplication.processEvents()
    return view


def picture(view: ReaderView) -> QImage:
    return view.text.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def count(image: QImage, ink: QColor, near: int = 24) -> int:
    """Return how many pixels of an image are about of a colour."""
    data = bytes(image.constBits())
    red, green, blue = ink.red(), ink.green(), ink.blue()
    return sum(
        abs(data[i + 2] - red) < near and abs(data[i + 1] - green) < near and abs(data[i] - blue) < near
        for i in range(0, len(data), 4)
    )


def test_a_suggestion_is_outlined_not_filled(reader: ReaderView) -> None:
    look = reader._scene.looks["goal"]
    before = picture(reader)
    reader.ideas.show(False)
    without = picture(reader)
    assert count(before, look.stroke) > count(without, look.stroke) + 40
    assert count(before, look.fill, 2) == count(without, look.fill, 2)


def test_the_chosen_one_has_a_pale_ground(reader: ReaderView) -> None:
    before = picture(reader)
    reader.ideas.choose(GOAL.id)
    assert count(picture(reader), QColor(reader._scene.looks["goal"].fill), 12) > count(
        before, QColor(reader._scene.looks["goal"].fill), 12
    )


def test_a_click_chooses_the_innermost_and_the_next_click_the_one_below(reader: ReaderView) -> None:
    told: list[object] = []
    reader.suggestion_clicked.connect(told.append)
    for _ in range(2):
        click(reader, TEXT.index("12%") + 1)
    assert told == [METRIC.id, WIDE.id]
    click(reader, TEXT.index("下一步") + 2)
    assert told[-1] is None
    assert reader.selected_annotation == "a3"


def test_a_mark_and_a_suggestion_on_the_same_words_take_turns(reader: ReaderView) -> None:
    reader.ideas.put([mark("1100亿元", "goal", 14, "")])
    told: list[object] = []
    reader.annotation_clicked.connect(told.append)
    for _ in range(3):
        click(reader, TEXT.index("1100") + 1)
    assert {"a2", "a1"} <= {str(i) for i in told if i is not None}


class Paints(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_nothing_is_drawn_for_suggestions_of_other_reports(reader: ReaderView) -> None:
    paints = Paints()
    for part in (reader.margin, reader.map, reader.text.viewport()):
        part.installEventFilter(paints)
    reader.ideas.put([])
    reader.ideas.remove([])
    QApplication.processEvents()
    assert paints.count == 0
    reader.ideas.remove([GOAL.id])
    QApplication.processEvents()
    assert paints.count


def test_hidden_suggestions_are_not_clicked(reader: ReaderView) -> None:
    reader.ideas.choose(GOAL.id)
    reader.ideas.show(False)
    assert reader.ideas.chosen is None
    click(reader, TEXT.index("营业收入") + 1)
    assert reader.ideas.chosen is None


def test_escape_lets_a_chosen_suggestion_go(reader: ReaderView) -> None:
    reader.ideas.choose(GOAL.id)
    key(reader, KEY.Key_Escape)
    assert reader.ideas.chosen is None


def test_edges_move_only_while_adjusting(reader: ReaderView) -> None:
    told: list[tuple[AnnotationId, Span]] = []
    reader.edge_moved.connect(lambda i, span: told.append((i, span)))
    reader.ideas.choose(GOAL.id)
    reader.move_edge("end", True)
    assert told == []
    reader.ideas.adjust(True)
    reader.move_edge("end", True)
    assert told[0][0] == GOAL.id
    assert TEXT[told[0][1].start : told[0][1].end] == "营业收入𠮷祥集团完成650亿元"


def test_an_edge_is_dragged_while_adjusting(reader: ReaderView) -> None:
    told: list[Span] = []
    reader.edge_moved.connect(lambda _i, span: told.append(span))
    reader.set_snap("character")
    reader.ideas.choose(GOAL.id)
    reader.ideas.adjust(True)
    QApplication.processEvents()
    port = reader.text.viewport()
    end = reader.text.place_of(GOAL.end, line_end=True).toPoint() + QPoint(0, 16)
    QTest.mousePress(port, LEFT, Qt.KeyboardModifier.NoModifier, end)
    goal = point(reader, TEXT.index("集团") + 1)
    move(reader, (end + (goal - end) / 2).toPointF())
    move(reader, goal.toPointF())
    QTest.mouseRelease(port, LEFT, Qt.KeyboardModifier.NoModifier, goal)
    assert told
    assert told[0].start == GOAL.start
    assert told[0].end > GOAL.end


def test_the_margin_shows_hollow_bars_with_labels(reader: ReaderView) -> None:
    labels = {bar.mark.id: bar.words for bar in reader.margin.bars()}
    assert labels[WIDE.id] == "建议a12"
    assert labels[AnnotationId("a1")] == "标签a1"
    reader.ideas.remove([GOAL.id])
    assert GOAL.id not in {bar.mark.id for bar in reader.margin.bars()}
    reader.ideas.show(False)
    assert WIDE.id not in {bar.mark.id for bar in reader.margin.bars()}


def test_a_suggestion_put_again_moves(reader: ReaderView) -> None:
    moved = Mark(GOAL.start, GOAL.end + 2, GOAL.tag_id, GOAL.id, "")
    reader.ideas.choose(GOAL.id)
    reader.ideas.put([moved])
    assert reader.ideas.mark(GOAL.id) == moved
    assert reader.ideas.chosen == GOAL.id


def test_another_report_has_none_of_the_suggestions(reader: ReaderView) -> None:
    reader.ideas.choose(GOAL.id)
    reader.clear()
    assert reader.ideas.chosen is None
    assert reader.ideas.mark(GOAL.id) is None


def test_one_suggestion_that_goes_costs_only_the_blocks_it_touches(reader: ReaderView) -> None:
    many = [Mark(i, i + 5, METRIC.tag_id, AnnotationId(f"m{i}"), "") for i in range(200, len(TEXT) - 10, 7)]
    reader.ideas.load([GOAL, *many], lambda key: key)
    QApplication.processEvents()
    blocks = reader.text.visible_blocks()
    kept = {id(b.art): b.art.load_ideas(reader._scene.ideas) for b in blocks}
    reader.ideas.remove([GOAL.id])
    again = [b for b in reader.text.visible_blocks() if b.art.ideas is not kept[id(b.art)]]
    assert len(again) == 1


def test_pale_ticks_in_the_map(reader: ReaderView) -> None:
    with_ideas = reader.map.grab().toImage()
    reader.ideas.show(False)
    assert reader.map.grab().toImage() != with_ideas
    assert theme().name == "light"


def test_the_labels_of_a_chosen_mark_and_a_chosen_suggestion_on_one_line_stand_apart(reader: ReaderView) -> None:
    beside = mark("营业收入", "metric", 21, "李静")
    reader.add_marks([beside])
    reader.select_annotation(beside.id, scroll=False)
    reader.ideas.choose(GOAL.id)
    labels = {bar.mark.id: bar.label for bar in reader.margin.bars() if bar.mark.id in (GOAL.id, beside.id)}
    assert len(labels) == 2
    assert all(label is not None for label in labels.values())
    assert not labels[GOAL.id].intersects(labels[beside.id])
