"""The gallery of templates: pictures, the user's own, checks that name what is wrong, choosing one."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from briefing_kit import Composer
from briefing_kit import bare as bare
from briefing_kit import composer as composer
from briefing_kit import dialog as dialog_of
from briefing_kit import marked as marked
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from quandian.core.briefing_plan import Kind
from quandian.core.errors import UserError
from quandian.tasks.templates import (
    add_template,
    new_template,
    own_templates,
    problems_of,
    remove_template,
    shipped_templates,
    template_sketch,
    templates_dir,
)
from quandian.ui.dialogs.templates import TemplatesDialog, choose_template
from quandian.ui.page_painter import first_page
from quandian.ui.qt import USER


def word_file(path: Path, *texts: str) -> Path:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    path.write_bytes(out.getvalue())
    return path


def names(dialog: TemplatesDialog) -> list[str]:
    return [str(dialog.gallery.item(n).data(USER)) for n in range(dialog.gallery.count())]


def test_own_templates_are_copied_named_and_removed(tmp_path: Path) -> None:
    given = word_file(tmp_path / "局里.docx", "{{ 标题 }}")
    assert add_template(given) == "局里.docx"
    assert add_template(given) == "局里 2.docx"
    given.unlink()
    assert own_templates() == ["局里 2.docx", "局里.docx"]
    assert problems_of("局里.docx") == []
    remove_template("局里.docx")
    assert own_templates() == ["局里 2.docx"]
    with pytest.raises(UserError, match="局里"):
        remove_template("局里.docx")
    with pytest.raises(UserError):
        remove_template("../../etc/passwd")


def test_what_is_no_word_file_is_not_added(tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(b"no")
    with pytest.raises(UserError) as caught:
        add_template(path)
    assert caught.value.code == "template.damaged"
    assert own_templates() == []


def test_a_sketch_shows_titles_and_tables() -> None:
    lines = template_sketch("督查清单")
    assert lines[0].align == "center"
    assert lines[0].size == 22
    assert any(line.is_row and len(line.cells) > 3 for line in lines)


def test_the_gallery_shows_all_and_gives_what_is_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    add_template(word_file(tmp_path / "局里.docx", "{{ 标题 }}"))
    chosen: list[str] = []
    dialog = choose_template(None, chosen.append, "局里.docx")  # type: ignore[arg-type] # a dialog without a window
    qtbot.addWidget(dialog)
    assert names(dialog) == ["", *shipped_templates(), "局里.docx"]
    assert dialog.current == "局里.docx"
    assert not dialog.grab().isNull()
    assert dialog.primary is not None
    dialog.primary.click()
    assert chosen == ["局里.docx"]


def test_a_template_that_asks_for_the_unknown_is_told_and_not_taken(qtbot: QtBot, tmp_path: Path) -> None:
    add_template(word_file(tmp_path / "错.docx", "开头", "{{ 领导姓名 }}"))
    chosen: list[str] = []
    dialog = TemplatesDialog(None, "错.docx", choosing=True)
    dialog.chosen.connect(chosen.append)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "领导姓名" in dialog.about.text()
    assert "第2段" in dialog.about.text()
    assert dialog.primary is not None
    dialog.primary.click()
    assert chosen == []
    assert "领导姓名" in dialog.note.text()
    dialog.reject()


def test_made_and_removed_in_the_gallery(qtbot: QtBot) -> None:
    templates_dir().mkdir(parents=True)
    new_template(Kind.CHECKLIST, templates_dir() / "督查.docx")
    dialog = TemplatesDialog(None, "督查.docx")
    qtbot.addWidget(dialog)
    assert dialog.about.text() == "没有问题，可以用。"
    assert dialog.remove.isEnabled()
    dialog.remove.click()
    assert own_templates() == []
    assert names(dialog) == list(shipped_templates())
    assert not dialog.remove.isEnabled()


def inked(picture: QPixmap) -> int:
    """How many of the points of a picture that are looked at are not white."""
    image = picture.toImage()
    return sum(
        image.pixelColor(x, y).lightness() < 200
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )


def test_every_tile_shows_a_page_and_the_chosen_one_is_large(qtbot: QtBot, tmp_path: Path) -> None:
    add_template(
        word_file(
            tmp_path / "局里.docx", "{{ 标题 }}", *(["各乡镇人民政府、区政府各委办局：现将工作要点印发给你们。"] * 4)
        )
    )
    dialog = TemplatesDialog(None, choosing=True)
    qtbot.addWidget(dialog)
    dialog.show()
    for n in range(dialog.gallery.count()):
        dialog.gallery.setCurrentRow(n)
        picture = dialog.gallery.item(n).data(USER + 1)
        assert inked(picture) > 50, dialog.gallery.item(n).text()
        assert inked(dialog.large.grab().scaled(584, 826)) > 50
        assert dialog.large.height() > 300
    assert "局里" in dialog.large.accessibleName()


def test_without_a_template_the_page_of_the_briefing_itself_shows(composer: Composer) -> None:
    composer.page.settings.template_file_wanted.emit()
    shown = dialog_of(TemplatesDialog)
    assert isinstance(shown, TemplatesDialog)
    assert shown.current == ""
    pages = composer.desk.now.pages  # type: ignore[union-attr]
    assert shown.large.picture.toImage() == first_page(pages, shown.large.picture.width()).toImage()
    assert inked(shown.large.picture) > 200
    shown.reject()
