"""Details of the composer that were wrong once: what is framed and listed, what is cut off, where a finding leads."""

from __future__ import annotations

from briefing_kit import Composer, dialog, wait_for
from briefing_kit import bare as bare
from briefing_kit import composer as composer
from briefing_kit import marked as marked
from panels_kit import Desk
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from quandian.core.codebook import ACHIEVEMENT, METRIC
from quandian.ui.dialogs.fonts import FontsDialog
from quandian.ui.page_fonts import briefing_fonts
from quandian.ui.settings import Settings
from quandian.ui.theme import theme


def test_sources_are_of_the_section_that_undo_frames_again(composer: Composer, marked: Desk) -> None:
    key = composer.go_to("目标")
    ids = composer.outline.sources.ids
    assert ids
    composer.desk.edit({"tag_ids": (ACHIEVEMENT, METRIC)})
    composer.settle()
    assert composer.outline.current is not None
    assert composer.outline.current.key != key
    composer.window.session.undo()
    composer.settle()
    assert composer.page.part is not None
    assert composer.page.part.section == key
    assert composer.outline.current.key == key
    assert composer.outline.sources.ids == ids


def test_missing_fonts_are_all_named_and_a_click_leads_to_their_choice(composer: Composer) -> None:
    names = {"title": "甲乙丙丁戊己庚辛体", "heading": "子丑寅卯辰巳午未体", "body": "东南西北中发白体"}
    settings: Settings = composer.window.settings
    settings.fonts = names
    try:
        briefing_fonts().take(settings)
        cards = composer.page.settings
        wait_for(lambda: any("字体" in card.title for card in cards.cards), "the card of the fonts")
        card = next(card for card in cards.cards if "字体" in card.title)
        wait_for(lambda: card.isVisible() and card.height() > 48, "room for the names")
        assert all(name in card._line for name in names.values())
        room = QRectF(0, 0, card._room(), 1000)
        flags = Qt.TextFlag.TextWrapAnywhere.value
        assert QFontMetricsF(theme().ui_font(12)).boundingRect(room, flags, card._line).height() <= card.height() - 28
        card.click()
        shown = dialog(FontsDialog)
        assert shown.fields["title"].currentText() == names["title"]  # type: ignore[attr-defined]
        shown.close()
    finally:
        settings.fonts = {}
        briefing_fonts().take(settings)


def test_the_date_under_the_signature_is_not_cut(composer: Composer) -> None:
    field = composer.page.settings.signed_on
    for date in ("2026-11-23", "2026年12月31日"):
        composer.desk.edit({"signed_on": date})
        composer.settle()
        QTest.qWait(20)
        option = QStyleOptionFrame()
        field.initStyleOption(option)
        room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width()
        assert QFontMetricsF(field.font()).horizontalAdvance(field.text()) + 5 <= room  # 2 px beside, and the cursor
        assert field.text().startswith("2026年")
