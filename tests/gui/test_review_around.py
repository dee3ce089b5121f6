"""Suggestions in the reading page, and what stands around the review page: panels, toasts, widths, themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import review_kit
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from review_kit import (
    TEXT,
    click_on,
    confirm,
    current,
    press,
    project_of,
    verdicts,
)

from quandian.core import sentences
from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import Changes, RowChange, Verdict
from quandian.tasks.opening import create_project
from quandian.ui.main_window import MainWindow

long_path = review_kit.long_path
open_window = review_kit.open_window
path = review_kit.path

# --- the reading page


def test_a_clicked_suggestion_offers_to_be_accepted(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path, "reading")
    click_on(window, "力争")
    offer = window.reviewing._offer
    assert offer.isVisible()
    QTest.keyClicks(window.reading.reader.text, "a")
    (made,) = project_of(window).annotations()
    assert (made.quote, made.tag_id, made.origin) == ("力争完成投资15亿元以上", GOAL, "accepted")
    assert window.session.annotation_id == made.id
    assert not offer.isVisible()


def test_a_clicked_suggestion_is_rejected_with_x(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path, "reading")
    click_on(window, "力争")
    QTest.keyClicks(window.reading.reader.text, "x")
    assert verdicts(window) == [("力争完成投资15亿元以上", Verdict.REJECTED)]
    assert window.reading.reader.ideas.chosen is None


def test_the_toggle_hides_suggestions_and_clicks_pass_through(
    open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path, "reading")
    window.actions_table["view.suggestions"].trigger()
    click_on(window, "力争")
    assert window.reading.reader.ideas.chosen is None
    assert not window.reviewing._offer.isVisible()
    assert window.settings.show_suggestions is False


def test_tagging_the_words_by_hand_settles_the_suggestion(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path, "reading")
    window.reading.reader.set_caret(TEXT.index("力争") + 1)
    QTest.keyClicks(window.reading.reader.text, "1")
    assert len(window.board) == 5
    QTest.keyClick(window.reading.reader.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(window.board) == 6


# --- the window around the page


def test_f6_goes_through_the_panes_of_the_page(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    window.review.reader.setFocus()
    for _ in range(4):
        window.actions_table["view.next_pane"].trigger()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.review.isAncestorOf(focus)


def test_find_goes_to_the_reading_page(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    window.actions_table["edit.find"].trigger()
    assert window.pages.currentWidget() is window.reading


def test_tags_cannot_be_put_on_a_text_that_is_out_of_sight(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    assert not window.actions_table["tag.apply_1"].isEnabled()
    assert window.actions_table["review.change_1"].isEnabled()
    window.actions_table["view.page_reading"].trigger()
    assert window.actions_table["tag.apply_1"].isEnabled()
    assert not window.actions_table["review.change_1"].isEnabled()


def test_reasons_float_over_the_text_of_a_narrow_window(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    page = window.review
    assert page.right_shown
    assert page.header.why == ""
    window.resize(1024, 640)
    QApplication.processEvents()
    width = page.reader.width()
    assert not page.right_shown
    assert not window.actions_table["view.right"].isChecked()
    assert page.header.why.startswith("95%；")  # never without a reason
    assert page.header.why.endswith("完成")
    window.actions_table["view.right"].trigger()
    QApplication.processEvents()
    assert page.right_shown
    assert page.reasons.isVisible()
    assert (page.reader.width(), page.reasons.geometry().right()) == (width, page.width() - 1)
    assert not page.reasons.geometry().intersects(page.bar.geometry().translated(page.bar.parentWidget().pos()))
    window.actions_table["view.left"].trigger()
    assert not page.left_shown
    window.resize(1440, 900)
    QApplication.processEvents()
    assert page.right_shown
    assert page.reasons.x() >= page.reader.parentWidget().geometry().right()


def test_a_narrow_window_shows_the_figures_beside_the_empty_page(
    open_window: Callable[..., MainWindow], path: Path
) -> None:
    window = open_window(path)
    window.resize(1024, 640)
    QApplication.processEvents()
    press(window, *"a" * 6)
    QApplication.processEvents()
    page = window.review
    assert page.reasons.numbers.isVisible()
    assert page.empty.mapTo(page, page.empty.rect().topRight()).x() < page.reasons.x()
    assert page.reasons.height() == page.height()
    project_of(window).undo()
    QApplication.processEvents()
    assert not page.right_shown


def test_a_toast_does_not_cover_the_verdicts(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    press(window, "g")
    confirm(window)
    toast = window.toast
    assert toast.isVisible()
    bar = window.review.bar
    assert toast.geometry().bottom() < bar.mapTo(window.pages, QPoint(0, 0)).y()


@pytest.mark.parametrize("width", [800, 1024, 1430, 1440])
def test_every_tag_stays_in_reach_whatever_the_width(
    open_window: Callable[..., MainWindow], path: Path, width: int
) -> None:
    with create_project(path.with_name("b.quandian")) as other:
        for n in range(4, 10):
            other.add_tag(f"标签{n}", name_en=f"A long name of a tag {n}", shortcut=str(n))
    window = open_window(path)
    window.resize(width, 640)
    QApplication.processEvents()
    bar = window.review.bar
    assert bar.tags_seen == [GOAL, ACHIEVEMENT, METRIC]
    sentences.set_language("en")
    try:
        window.session.changed.emit(Changes("", "", "do", (RowChange("tag", GOAL, {}, {}),)))
        QApplication.processEvents()
        assert bar.tags_seen == [GOAL, ACHIEVEMENT, METRIC]
        for made in (*bar.buttons, *(one for one in bar._tag_buttons if one.isVisible())):
            assert made.width() >= 50
            assert made.geometry().right() < bar.width() - 4
    finally:
        sentences.set_language("zh")
    window.project_commands.open_path(path.with_name("b.quandian"))
    QApplication.processEvents()
    window.reviewing.show_page("review")
    bar.set_tags(window.session.tags)
    assert len(bar.tags_seen) == 9 or bar._more.isVisibleTo(bar)


def test_another_theme_is_taken_while_reviewing(open_window: Callable[..., MainWindow], path: Path) -> None:
    window = open_window(path)
    window.actions_table["view.theme_dark"].trigger()
    assert current(window) == "全年完成投资12.5亿元"
    ground = window.review.grab().toImage().pixelColor(window.review.width() // 2, 100)
    assert ground.lightness() < 80
