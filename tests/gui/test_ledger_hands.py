"""The ledger by hand and key: copying, what cannot be typed, sorting, folding groups, filters where room is short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_kit import Room, desk_of_figures, room_of
from panels_kit import Desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


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


def test_a_copied_formula_stays_text_in_a_sheet(room: Room, desk: Desk) -> None:
    desk.project.edit_fields(desk.project.annotation_ids(desk.reports[0])[0], indicator='=HYPERLINK("x";"y")')
    desk.project.edit_fields(desk.project.annotation_ids(desk.reports[1])[0], value="-5", value_to=None, unit="%")
    room.settle()
    room.table.selectAll()
    room.window.actions_table["ledger.copy"].trigger()
    mime = QApplication.clipboard().mimeData()
    cells = [cell for line in mime.text().splitlines() for cell in line.split("\t")]
    assert '\'=HYPERLINK("x";"y")' in cells
    assert "-5" in cells  # a number stays one
    assert not [cell for cell in cells if cell.startswith("=")]
    (formula,) = re.findall(r"<td([^>]*)>=HYPERLINK", mime.html())
    assert "sdnum='1033;0;@'" in formula  # LibreOffice's way of saying text; seen to work in 7.4
    assert 'mso-number-format:"\\@"' in formula  # Excel's


def test_a_period_that_is_none_stays_in_its_cell_with_a_sentence(room: Room) -> None:
    room.page.editing.edit(0, room.section("field.period"))
    field = room.page.editing.field
    assert field is not None
    field.field.setText("2025年13月")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert room.page.editing.field is field
    assert field.field.text() == "2025年13月"
    assert "2025年13月" in field.problem
    field.field.setText("2025年12月")
    QTest.keyClick(field.field, Qt.Key.Key_Return)
    assert room.page.editing.field is None
    room.settle()
    assert room.model.row_at(0).fields["period"] == "2025-12"
