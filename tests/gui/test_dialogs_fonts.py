"""The fonts of briefings: chosen once, used by preview, PDF, Word and the check for missing ones."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from quandian.cli import main
from quandian.tasks.opening import create_project
from quandian.ui import settings as settings_store
from quandian.ui.dialogs.fonts import FontsDialog
from quandian.ui.dialogs.preferences import PreferencesDialog
from quandian.ui.page_fonts import briefing_fonts
from quandian.ui.settings import Settings
from quandian.writing.gongwen import Fonts


def test_fonts_are_chosen_by_name_and_missing_ones_are_told(qtbot: QtBot) -> None:
    settings = Settings()
    dialog = FontsDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    changed: list[bool] = []
    briefing_fonts().changed.connect(lambda: changed.append(True))
    dialog.fields["title"].setCurrentText("没有这种字体")
    assert "本机没有" in dialog.notes["title"].text()
    assert dialog.primary is not None
    dialog.primary.click()
    assert settings.fonts == {"title": "没有这种字体"}
    assert briefing_fonts().fonts == Fonts(title="没有这种字体")
    assert changed
    briefing_fonts().take(Settings())


def test_the_usual_fonts_come_back(qtbot: QtBot) -> None:
    settings = Settings(fonts={"body": "仿宋", "title": 3})
    dialog = FontsDialog(settings)
    qtbot.addWidget(dialog)
    assert dialog.fields["body"].currentText() == "仿宋"
    assert dialog.fields["title"].currentText() == "方正小标宋简体"
    dialog._on_reset()
    assert dialog.commit()
    assert settings.fonts == {}


def test_preferences_name_the_fonts(qtbot: QtBot) -> None:
    dialog = PreferencesDialog(Settings(fonts={"title": "华文中宋"}))
    qtbot.addWidget(dialog)
    assert dialog.fonts.text() == "华文中宋、黑体、楷体_GB2312、仿宋_GB2312"


def test_the_command_line_uses_the_setting_and_its_own_word_goes_first(tmp_path: Path) -> None:
    project, target = tmp_path / "p.quandian", tmp_path / "b.docx"
    create_project(project).close()
    settings_store.save(Settings(fonts={"title": "华文中宋", "body": "仿宋"}))
    assert main(["export", str(project), "--to", str(target), "--font", "body=朱雀仿宋"]) == 0
    with zipfile.ZipFile(target) as package:
        styles = package.read("word/styles.xml").decode()
    assert "华文中宋" in styles
    assert "朱雀仿宋" in styles
    assert "仿宋_GB2312" not in styles


@pytest.mark.parametrize("option", ["--font=body", "--font=nose=x", "--date=2025-02-30", "--group=?"])
def test_wrong_options_are_one_sentence(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "p.quandian"
    create_project(project).close()
    assert main(["export", str(project), "--to", str(tmp_path / "b.docx"), option]) == 2
    told = capsys.readouterr().err
    assert option.split("=")[0] + " 的值不对" in told
    assert not (tmp_path / "b.docx").exists()
