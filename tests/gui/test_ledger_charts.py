"""Charts of the ledger: what they count, where their words stand, and that they say of what they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from ledger_kit import Room, desk_of_figures, room_of
from panels_kit import Desk
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

from quandian.core.model import TagId
from quandian.ui.ledger import chart_data, chart_paint
from quandian.ui.ledger.chart_data import Chart, Kind, Line, Mark, moment
from quandian.ui.ledger.chart_paint import _Lines, crosses, draw

LEFT = Qt.MouseButton.LeftButton
RECT = QRectF(0, 0, 420, 300)


@pytest.fixture
def desk(qtbot, tmp_path: Path) -> Iterator[Desk]:
    made = desk_of_figures(tmp_path)
    yield made
    made.project.close()


@pytest.fixture
def room(qtbot, desk: Desk) -> Iterator[Room]:
    made = room_of(qtbot, desk)
    yield made
    made.close()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, QRectF]]:
    """What is written, and in which box."""
    found: list[tuple[str, QRectF]] = []
    real = chart_paint.paint.text

    def note(painter: QPainter, rect: QRectF, string: str, *rest: object, **named: object) -> float:
        found.append((string, QRectF(rect)))
        return real(painter, rect, string, *rest, **named)

    monkeypatch.setattr(chart_paint.paint, "text", note)
    return found


def drawn(chart: Chart, rect: QRectF = RECT) -> list[chart_paint.Hit]:
    image = QImage(rect.size().toSize(), QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    hits = draw(painter, rect, chart)
    painter.end()
    return hits


def test_goals_by_office_count_goals_alone(room: Room, desk: Desk) -> None:
    control = room.page.controller
    control.show_tags((TagId("goal"), TagId("achievement"), TagId("metric")))
    control.set_kind(Kind.RESPONSIBLE)
    room.settle()
    chart = room.page.chart.canvas.chart
    assert chart.subtitle == "共 1 条"
    assert chart.more == ""  # figures have no office that is responsible, and none is missing


def test_what_has_no_bar_of_its_own_is_one_click_away(room: Room, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_data, "BARS_MAX", 2)
    for place, office in enumerate(("甲局", "甲局", "甲局", "乙局", "乙局", "丙局", "丁局")):
        desk.project.annotate(desk.reports[0], TagId("goal"), place, place + 1, fields={"responsible": office})
    control = room.page.controller
    control.show_tags((TagId("goal"),))
    room.settle()
    bars = room.page.chart.canvas.chart.bars
    assert [(bar.label, bar.total) for bar in bars] == [("甲局", 3), ("乙局", 2), ("其余 3 项", 3)]
    room.window.grab()
    hit = next(h for h in room.page.chart.canvas.hits if h.words.startswith("其余 3 项"))
    QTest.mouseClick(room.page.chart.canvas, LEFT, Qt.KeyboardModifier.NoModifier, hit.area.center().toPoint())
    room.settle()
    assert set(room.texts("field.responsible")) == {"丙局", "丁局", "市国资委"}


def test_no_figure_is_cut_off_at_the_top(said: list[tuple[str, QRectF]], qtbot) -> None:
    marks = tuple(Mark(2020 + i, value, "", i) for i, value in enumerate((200.0, 800.0, 1000.0)))
    drawn(Chart(Kind.SERIES, "", lines=(Line("甲局", marks),)))
    (box,) = [box for text, box in said if text == "1,000" and box.height() == 18]
    assert box.top() >= -2
    assert all(box.left() >= 0 for _, box in said)


def test_large_numbers_of_the_axis_are_whole(said: list[tuple[str, QRectF]], qtbot) -> None:
    marks = (Mark(2020, 1_200_000.0, "", 1), Mark(2021, 970_000.0, "", 2))
    drawn(Chart(Kind.SERIES, "", lines=(Line("甲局", marks),)))
    for text, box in said:
        if text.endswith("00,000"):
            assert chart_paint.paint.width(text, 12) <= box.width() + 1, text


def test_names_and_figures_lie_on_no_line(said: list[tuple[str, QRectF]], qtbot) -> None:
    values = ((700, 100, 900, 950, 300), (100, 900, 500, 300, 80), (400, 880, 100, 700, 480), (440, 90, 950, 600, 500))
    lines = []
    for place, row in enumerate(values):
        last = 5 - place % 2  # some end a year earlier
        marks = tuple(Mark(2015 + i, float(v), "", place * 10 + i) for i, v in enumerate(row[:last]))
        lines.append(Line(f"云{place}区发展局", marks))
    image = QImage(420, 260, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    chart = _Lines(painter, QRectF(0, 0, 420, 260), Chart(Kind.SERIES, "", lines=tuple(lines)), -1)
    chart.draw()
    painter.end()
    names = [box for text, box in said if text.startswith("云")]
    figures = [box.adjusted(40, 2, -40, -2) for _, box in said if box.height() == 18 and box not in names]
    assert len(names) == 4
    for box in [*names, *figures]:
        assert not any(crosses(box, stroke) for stroke in chart._strokes)
    assert not any(one.intersects(other) for one, other in combinations([*names, *figures], 2))


@pytest.mark.parametrize("dues", [("2025", "2025-12-31", "2026-06-30"), ("2022", "2025-12-31", "2029-01-01")])
def test_what_is_due_on_the_last_day_stands_over_its_own_year(
    said: list[tuple[str, QRectF]], qtbot, dues: tuple[str, ...]
) -> None:
    dots = tuple(Mark(moment(due), 0, due, place) for place, due in enumerate(dues))
    hits = {hit.words: hit.area.center().x() for hit in drawn(Chart(Kind.TIMELINE, "", dots=dots))}
    boxes = {text: box.center().x() for text, box in said}
    nearest = min(boxes, key=lambda text: abs(boxes[text] - hits["2025-12-31"]))
    assert nearest.startswith("2025")


def test_a_saved_picture_says_of_which_tag_and_filter_it_is(room: Room, said: list[tuple[str, QRectF]]) -> None:
    control = room.page.controller
    control.set_kind(Kind.BY_YEAR)
    control.filter_by("issuer", (room.model.row_at(0).issuer,))
    room.settle()
    room.page.chart.picture()
    assert [text for text, _ in said if text.startswith("标签：指标；发文单位：市国资委")]
