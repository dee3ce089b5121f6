"""Words by hand whose figures are out of date, and the language of a briefing, as the composer shows them."""

from __future__ import annotations

from briefing_kit import LEFT, Composer, dialog, wait_for
from briefing_kit import bare as bare
from briefing_kit import composer as composer
from briefing_kit import marked as marked
from panels_kit import Desk
from PySide6.QtTest import QTest

from quandian.core.codebook import GOAL
from quandian.tasks.briefings import saved_briefings
from quandian.ui.briefing.parts import CheckCard
from quandian.ui.briefing.stale import StaleDialog

SUMMARY = "overview/summary"


def _card(composer: Composer) -> CheckCard | None:
    return next((one for one in composer.page.settings.cards if "手写的" in one.title), None)


def _rewritten_then_changed(composer: Composer, marked: Desk) -> CheckCard:
    """Write the summary by hand with its figures, then leave a goal out: the generated words count one fewer."""
    composer.click_part(composer.number(lambda block: block.key == SUMMARY), twice=True)
    editor = composer.page.writing.editor
    assert editor is not None
    editor.text.setPlainText(editor.text.toPlainText().split("，其中")[0] + "，请审阅。")
    QTest.mouseClick(editor.done, LEFT)
    composer.settle()
    wait_for(lambda: composer.page.settings.cards, "the checks")
    assert _card(composer) is None
    (goal,) = marked.project.annotations(tag_ids=[GOAL])
    composer.desk.edit({"left_out": (goal.id,)})
    composer.settle()
    wait_for(lambda: _card(composer) is not None, "the check that says so")
    card = _card(composer)
    assert card is not None
    return card


def test_figures_of_words_by_hand_that_have_changed_are_shown_and_new_words_taken(
    composer: Composer, marked: Desk
) -> None:
    card = _rewritten_then_changed(composer, marked)
    assert "4 → 3" in card.toolTip()
    QTest.mouseClick(card, LEFT)
    asked = dialog(StaleDialog)
    part = composer.page.part
    assert part is not None
    assert part.key == SUMMARY  # the frame is where the words stand
    assert "标注4条，请审阅。" in asked.mine.toPlainText()
    assert "标注3条，其中" in asked.new.toPlainText()
    marked_words = [one.cursor.selectedText() for one in asked.new.extraSelections()]
    assert "3" in marked_words
    QTest.mouseClick(asked.primary, LEFT)
    composer.settle()
    assert "标注3条，其中" in "".join(composer.text().split())
    assert not composer.desk.plan.written
    composer.window.session.undo()
    composer.settle()
    assert "请审阅" in composer.text()


def test_words_by_hand_that_are_kept_on_purpose_are_not_told_again(composer: Composer, marked: Desk) -> None:
    QTest.mouseClick(_rewritten_then_changed(composer, marked), LEFT)
    QTest.mouseClick(dialog(StaleDialog).keep, LEFT)
    composer.settle()
    wait_for(lambda: composer.page.settings.cards and _card(composer) is None, "the check is quiet")
    assert "标注4条，请审阅。" in "".join(composer.text().split())


def test_the_card_beside_words_by_hand_says_that_figures_have_changed(composer: Composer, marked: Desk) -> None:
    _rewritten_then_changed(composer, marked)
    composer.click_part(composer.number(lambda block: block.key == SUMMARY))
    assert "4 → 3" in composer.page.card.place_words.text
    composer.page.card.pressed.emit("compare")
    dialog(StaleDialog).reject()


def test_the_language_of_a_briefing_is_chosen_in_its_settings(composer: Composer, marked: Desk) -> None:
    chooser = composer.page.settings.language
    assert chooser.value == "zh"
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)
    composer.settle()
    assert composer.titles()[1] == "1. Overview"
    (saved,) = saved_briefings(marked.project)
    assert saved.plan.language == "en"
