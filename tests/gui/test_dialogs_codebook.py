"""标签管理 as a user meets it: add, name, give a key, fields, order, remove; each step can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from dialog_kit import GOAL, METRIC, Room
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from quandian.ui.dialogs.codebook import CodebookDialog
from quandian.ui.dialogs.field_rows import choices_of


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path)
    made.window.show()
    yield made
    made.close()


@pytest.fixture
def dialog(room: Room) -> Iterator[CodebookDialog]:
    made = CodebookDialog(room.session, room.window)
    made.open()
    yield made
    made.close()


def names(room: Room) -> list[str]:
    return [tag.name for tag in room.project.tags()]


def add(dialog: CodebookDialog, qtbot: QtBot, name: str) -> None:
    qtbot.mouseClick(dialog.add_button, Qt.MouseButton.LeftButton)
    dialog.name.setText(name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Tab)
    dialog.name.editingFinished.emit()


def test_a_new_tag_gets_a_free_key_and_a_free_look(dialog: CodebookDialog, room: Room, qtbot: QtBot) -> None:
    add(dialog, qtbot, "问题")
    tag = room.project.find_tag("问题")
    assert tag.shortcut == "4"
    assert tag.palette not in {other.palette for other in room.project.tags() if other.id != tag.id}
    assert dialog.list.row.name == "问题"


def test_a_name_that_is_taken_is_refused_and_the_old_one_comes_back(
    dialog: CodebookDialog, room: Room, qtbot: QtBot
) -> None:
    add(dialog, qtbot, "问题")
    dialog.name.setText("目标")
    dialog.name.editingFinished.emit()
    assert "目标" in dialog.note.text()
    assert dialog.name.text() == "问题"
    assert names(room) == ["目标", "成效", "指标", "问题"]


def test_keys_in_use_say_by_whom_and_cannot_be_taken(dialog: CodebookDialog, qtbot: QtBot) -> None:
    add(dialog, qtbot, "问题")
    add(dialog, qtbot, "举措")
    texts = [dialog.key.itemText(n) for n in range(dialog.key.count())]
    taken = texts.index("4（问题在用）")
    assert not dialog.key.model().item(taken).isEnabled()


def test_a_tag_in_use_goes_with_its_annotations_and_comes_back_with_them(
    dialog: CodebookDialog, room: Room, qtbot: QtBot
) -> None:
    add(dialog, qtbot, "问题")
    tag = room.project.find_tag("问题")
    room.tag(0, tag.id, "资产总额")
    assert "1 条标注" in dialog.usage.text()
    qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert names(room) == ["目标", "成效", "指标"]
    assert "可以撤销" in dialog.note.text()
    room.session.undo()
    assert names(room) == ["目标", "成效", "指标", "问题"]
    assert len(room.project.annotations()) == 1


def test_built_in_tags_keep_their_name_and_fields_but_take_more(
    dialog: CodebookDialog, room: Room, qtbot: QtBot
) -> None:
    dialog.list.set_at(2)
    assert not dialog.name.isEnabled()
    assert dialog.remove_button.isHidden()
    own = len(dialog.fields.rows)
    assert not any(row.remove.isEnabled() for row in dialog.fields.rows)
    qtbot.mouseClick(dialog.fields.add_button, Qt.MouseButton.LeftButton)
    row = dialog.fields.rows[-1]
    row.label.setText("口径")
    row.label.editingFinished.emit()
    row.type_.setCurrentIndex(row.type_.findData("choice"))
    row.type_.activated.emit(row.type_.currentIndex())
    row.choices.setText("全口径、市属")
    row.choices.editingFinished.emit()
    fields = room.project.tag(METRIC).fields
    assert len(fields) == own + 1
    assert (fields[-1].label, fields[-1].type, fields[-1].choices) == ("口径", "choice", ("全口径", "市属"))
    row.remove.click()
    assert len(room.project.tag(METRIC).fields) == own


def test_the_built_in_fields_cannot_be_taken_away_by_any_caller(room: Room) -> None:
    from quandian.core.errors import UserError

    with pytest.raises(UserError, match="目标"):
        room.project.edit_tag(GOAL, fields=())


def test_tags_are_put_in_order_in_one_step(dialog: CodebookDialog, room: Room, qtbot: QtBot) -> None:
    add(dialog, qtbot, "问题")
    qtbot.mouseClick(dialog.up_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.up_button, Qt.MouseButton.LeftButton)
    assert names(room) == ["目标", "问题", "成效", "指标"]
    assert dialog.list.row.name == "问题"
    room.session.undo()
    assert names(room) == ["目标", "成效", "问题", "指标"]


def test_a_look_shows_in_the_preview_and_is_kept(dialog: CodebookDialog, room: Room, qtbot: QtBot) -> None:
    add(dialog, qtbot, "问题")
    before = dialog.preview.grab().toImage()
    dialog.line.setCurrentIndex(dialog.line.findData("wave"))
    dialog.line.activated.emit(dialog.line.currentIndex())
    assert room.project.find_tag("问题").underline == "wave"
    assert dialog.preview.grab().toImage() != before


def test_a_tag_does_not_become_its_own_ancestor(dialog: CodebookDialog, room: Room, qtbot: QtBot) -> None:
    add(dialog, qtbot, "问题")
    parent = room.project.find_tag("问题")
    add(dialog, qtbot, "短板")
    dialog.parent_.setCurrentIndex(dialog.parent_.findData(parent.id))
    dialog.parent_.activated.emit(dialog.parent_.currentIndex())
    assert room.project.find_tag("短板").parent == parent.id
    dialog.list.set_at(3)
    assert dialog.parent_.findData(room.project.find_tag("短板").id) == -1


def test_what_another_window_changes_shows_at_once(dialog: CodebookDialog, room: Room) -> None:
    room.project.add_tag("依据")
    assert [tag.name for tag in dialog.list.rows] == ["目标", "成效", "指标", "依据"]


@pytest.mark.parametrize("text", ["高、中、低", "高, 中,低", "高 中\n低", "高；中；低；高"])
def test_choices_may_be_separated_in_any_way(text: str) -> None:
    assert choices_of(text) == ("高", "中", "低")
