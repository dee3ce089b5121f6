"""The first page of a filled template: drawn by LibreOffice where it is there, sketched where it is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_tasks_briefings import project as project

from quandian.core.briefing_plan import BriefingPlan
from quandian.core.errors import UserError
from quandian.core.progress import silent
from quandian.store import Project
from quandian.tasks.template_look import look_job

PLAN = BriefingPlan(title="一季度专报", template="公文简报")


def test_without_libreoffice_the_filled_words_are_there(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    look = look_job(project, PLAN)(silent())
    assert look.picture is None
    assert look.lines[0].cells == ("一季度专报",)
    assert not any("{{" in cell for line in look.lines for cell in line.cells)


@pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftoppm")), reason="no LibreOffice or poppler")
def test_libreoffice_draws_the_page_and_nothing_is_left_behind(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    look = look_job(project, PLAN)(silent())
    assert look.picture is not None
    assert look.picture.startswith(b"\x89PNG")
    assert set(tmp_path.iterdir()) == before


def test_a_template_that_is_not_there_leaves_nothing_behind(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(tmp_path.iterdir())
    with pytest.raises(UserError):
        look_job(project, BriefingPlan(template="没有"))
    assert set(tmp_path.iterdir()) == before
