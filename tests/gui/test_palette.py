"""The command palette as a user meets it: type, see groups, move, choose."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from dialog_kit import ACHIEVEMENT, GOAL, METRIC, Room
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quandian.reading import read_bytes
from quandian.ui.actions import Actions, Needs
from quandian.ui.dialogs.palette import CommandPalette
from quandian.ui.dialogs.palette_rows import Heading, Kind, PaletteRow, shortened
from quandian.ui.settings import Settings


@dataclass
class Bench:
    room: Room
    actions: Actions
    settings: Settings
    palette: CommandPalette

    def type(self, text: str, qtbot: QtBot) -> None:
        self.palette.input.setText(text)
        qtbot.wait(160)

    def rows(self, kind: Kind) -> list[PaletteRow]:
        return [row.complete() for row in self.palette.list.rows if isinstance(row, PaletteRow) and row.kind is kind]

    def words(self, kind: Kind) -> list[str]:
        return [row.words for row in self.rows(kind)]

    @property
    def kinds(self) -> list[Kind]:
        return [row.kind for row in self.palette.list.rows if isinstance(row, Heading)]


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    room = Room(tmp_path)
    room.tag(0, GOAL, "力争完成基础设施投资350亿元")
    room.tag(
        0, METRIC, "350亿元", indicator="基础设施投资", value="35000000000", unit="元", period="2022", kind="money"
    )
    room.tag(1, ACHIEVEMENT, "全年完成基础设施投资361亿元")
    room.session.choose_report(room.reports[0])
    actions = Actions(room.window)
    actions.enable(dict.fromkeys((Needs.PROJECT, Needs.REPORT), True))
    settings = Settings()
    room.window.show()
    palette = CommandPalette(room.window, room.session, actions, settings)
    palette.open()
    yield Bench(room, actions, settings, palette)
    room.close()


def test_one_word_finds_commands_annotations_and_text(bench: Bench, qtbot: QtBot) -> None:
    bench.type("投资", qtbot)
    assert bench.kinds == [Kind.COMMAND, Kind.ANNOTATION, Kind.TEXT]
    assert bench.words(Kind.COMMAND) == ["在全部报告中查找“投资”"]
    assert bench.words(Kind.ANNOTATION) == [
        "力争完成基础设施投资350亿元",
        "基础设施投资 350亿元，2022",
        "全年完成基础设施投资361亿元",
    ]
    assert len(bench.words(Kind.TEXT)) == 3  # every place in every report
    row = bench.rows(Kind.TEXT)[0]
    (start, end) = row.marks[0]
    assert row.words[start:end] == "投资"


def test_annotations_of_the_report_shown_come_first_and_say_their_paragraph(bench: Bench, qtbot: QtBot) -> None:
    bench.room.session.choose_report(bench.room.reports[1])
    bench.type("投资", qtbot)
    first, *others = bench.rows(Kind.ANNOTATION)
    assert first.words == "全年完成基础设施投资361亿元"
    assert first.right.startswith("第 ")
    assert all("2021" in row.right for row in others)


def test_choosing_a_hit_leads_to_its_exact_words(bench: Bench, qtbot: QtBot) -> None:
    bench.type("盘活", qtbot)
    with qtbot.waitSignal(bench.palette.hit_chosen, timeout=1000) as caught:
        bench.palette.list.set_at(len(bench.palette.list.rows) - 1)
        qtbot.keyClick(bench.palette.input, Qt.Key.Key_Return)
    report_id, span = caught.args
    assert bench.room.project.text(report_id)[span.start : span.end] == "盘活"
    assert not bench.palette.isVisible()


def test_full_width_digits_find_half_width_ones(bench: Bench, qtbot: QtBot) -> None:
    bench.type("３６１亿", qtbot)
    assert len(bench.words(Kind.TEXT)) == 1


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("#成", Kind.TAG, ["成效"]),
        ("＃目标", Kind.TAG, ["目标"]),
        ("@专访", Kind.REPORT, ["改革再出发：区国资公司专访"]),
        ("> 偏好", Kind.COMMAND, ["偏好设置…"]),
    ],
)
def test_prefixes_show_one_kind_only(bench: Bench, qtbot: QtBot, text: str, kind: Kind, words: list[str]) -> None:
    bench.type(text, qtbot)
    assert bench.kinds == [kind]
    assert bench.words(kind) == words


def test_tab_shows_only_the_kind_of_the_row_and_shows_all_again(bench: Bench, qtbot: QtBot) -> None:
    bench.type("投资", qtbot)
    qtbot.keyClick(bench.palette.input, Qt.Key.Key_Down)
    qtbot.keyClick(bench.palette.input, Qt.Key.Key_Tab)
    assert bench.kinds == [Kind.ANNOTATION]
    qtbot.keyClick(bench.palette.input, Qt.Key.Key_Tab)
    assert bench.kinds == [Kind.COMMAND, Kind.ANNOTATION, Kind.TEXT]
    assert bench.palette.input.hasFocus()


def test_arrow_keys_pass_over_headings_and_enter_runs_what_is_marked(bench: Bench, qtbot: QtBot) -> None:
    bench.type("投资", qtbot)
    seen = [bench.palette.list.row]
    for _ in range(20):
        qtbot.keyClick(bench.palette.input, Qt.Key.Key_Down)
        if bench.palette.list.row is seen[-1]:
            break
        seen.append(bench.palette.list.row)
    assert all(isinstance(row, PaletteRow) for row in seen)
    assert len(seen) == sum(isinstance(row, PaletteRow) for row in bench.palette.list.rows)
    for _ in seen:
        qtbot.keyClick(bench.palette.input, Qt.Key.Key_Up)
    assert bench.palette.list.row is seen[0]


def test_a_command_is_run_and_stands_first_the_next_time(bench: Bench, qtbot: QtBot) -> None:
    bench.type("快捷键", qtbot)
    with qtbot.waitSignal(bench.palette.command_chosen, timeout=1000) as caught:
        qtbot.keyClick(bench.palette.input, Qt.Key.Key_Return)
    assert caught.args == ["help.keys"]
    again = CommandPalette(bench.room.window, bench.room.session, bench.actions, bench.settings)
    again.open()
    assert next(row for row in again.list.rows if isinstance(row, PaletteRow)).target == "help.keys"
    again.close()


def test_undo_does_not_answer_to_what_it_would_undo(bench: Bench, qtbot: QtBot) -> None:
    """Looking for a report by its title and pressing Enter must not undo its import."""
    bench.actions["edit.undo"].setText("撤销“导入《基础设施投资》”")
    bench.actions["edit.undo"].setEnabled(True)
    bench.type("基础设施", qtbot)
    assert not any(words.startswith("撤销") for words in bench.words(Kind.COMMAND))
    bench.type("撤销", qtbot)
    assert "撤销“导入《基础设施投资》”" in bench.words(Kind.COMMAND)


def test_a_command_that_cannot_be_run_says_why_and_does_nothing(bench: Bench, qtbot: QtBot) -> None:
    ran: list[str] = []
    bench.palette.command_chosen.connect(ran.append)
    bench.type(">删除标注", qtbot)
    (row,) = bench.rows(Kind.COMMAND)
    assert row.why == "先选中一个标注"
    qtbot.keyClick(bench.palette.input, Qt.Key.Key_Return)
    assert ran == []
    assert bench.palette.isVisible()


def test_shortcuts_of_the_window_rest_while_the_palette_is_open(bench: Bench, qtbot: QtBot) -> None:
    ran: list[str] = []
    bench.actions.triggered.connect(ran.append)
    bench.room.window.activateWindow()
    qtbot.keyClick(bench.palette.input, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert ran == []


@pytest.mark.parametrize("key", [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
                                 (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)])  # fmt: skip
def test_it_closes_by_key_and_by_a_click_beside_it(bench: Bench, qtbot: QtBot, key: tuple) -> None:
    qtbot.keyClick(bench.palette.input, *key)
    assert not bench.palette.isVisible()


def test_a_click_beside_the_card_closes_it(bench: Bench, qtbot: QtBot) -> None:
    qtbot.mouseClick(bench.palette, Qt.MouseButton.LeftButton, pos=bench.palette.rect().bottomLeft())
    assert not bench.palette.isVisible()


def test_words_come_through_an_input_method(bench: Bench, qtbot: QtBot) -> None:
    composing = QInputMethodEvent("tou'zi", [])
    QApplication.sendEvent(bench.palette.input, composing)
    assert bench.palette.query == ""  # what is being composed is not searched for
    done = QInputMethodEvent()
    done.setCommitString("投资")
    QApplication.sendEvent(bench.palette.input, done)
    qtbot.wait(160)
    assert Kind.ANNOTATION in bench.kinds


def test_without_a_project_it_still_runs_commands(qtbot: QtBot, tmp_path: Path) -> None:
    room = Room(tmp_path)
    room.session.close()
    actions = Actions(room.window)
    actions.enable({})
    room.window.show()
    palette = CommandPalette(room.window, room.session, actions, Settings())
    palette.open("新建")
    with qtbot.waitSignal(palette.command_chosen, timeout=1000) as caught:
        qtbot.keyClick(palette.input, Qt.Key.Key_Return)
    assert caught.args == ["project.new"]
    room.close()


def test_words_that_stand_nowhere_are_told_so(bench: Bench, qtbot: QtBot) -> None:
    bench.type("查无此词", qtbot)
    assert bench.palette.list.rows == []
    qtbot.keyClick(bench.palette.input, Qt.Key.Key_Return)
    assert bench.palette.isVisible()


def test_the_row_that_searches_all_reports_hands_the_words_on(bench: Bench, qtbot: QtBot) -> None:
    bench.type("投资", qtbot)
    with qtbot.waitSignal(bench.palette.find_wanted, timeout=1000) as caught:
        qtbot.keyClick(bench.palette.input, Qt.Key.Key_Return)
    assert caught.args == ["投资"]


def test_a_hit_deep_in_a_long_annotation_is_seen() -> None:
    words, marks = shortened("很长的话" * 20 + "投资" + "还有", [(80, 82)])
    assert words[slice(*marks[0])] == "投资"
    assert marks[0][1] < 20


@pytest.mark.slow
def test_typing_does_not_wait_for_five_hundred_reports(qtbot: QtBot, tmp_path: Path) -> None:
    """At most 50 ms a step on the window's thread; five times that here, for a busy machine."""
    room = Room(tmp_path, empty=True)
    body = "全市完成固定资产投资三百亿元，同比增长百分之八，新开工项目二十六个。" * 40
    drafts = [read_bytes(f"{n}.txt", f"第{n}号报告\n{body}第{n}段。\n".encode()) for n in range(500)]
    room.project.import_reports(drafts)
    actions = Actions(room.window)
    room.window.show()
    palette = CommandPalette(room.window, room.session, actions, Settings())
    palette.open()
    started = time.perf_counter()
    palette.input.setText("投资")
    typed = time.perf_counter() - started
    started = time.perf_counter()
    palette._search_heavy()
    searched = time.perf_counter() - started
    print(f"typed {typed * 1000:.0f} ms, searched {searched * 1000:.0f} ms")
    assert typed < 0.25
    assert searched < 0.25
    room.close()
