"""Some analysts who share a folder, each with a project file, for tests of the shared folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from quandian.core.model import ReportDraft, TagId
from quandian.store import Project
from quandian.tasks.sharing import attach, joined, synchronise

TEXT = "完成投资60亿元。\n明年力争增长8%以上。"
GOAL, METRIC = TagId("goal"), TagId("metric")


def draft(text: str = TEXT, title: str = "总结") -> ReportDraft:
    return ReportDraft(text, (), title, f"{title}.txt", text.encode() + b"\r\n", "text/plain")


class Office:
    """Some analysts, each with a machine and a project file, and the folder they share."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "share"
        self.folder.mkdir()
        self.projects: list[Project] = []

    def founder(self, name: str = "李静") -> Project:
        project = Project.create(self.home / f"{name}.quandian", author=name, device=f"dev-{name}", name="年度督查")
        project.import_reports([draft()])
        self.projects.append(project)
        attach(project, self.folder)
        synchronise(project)
        return project

    def joiner(self, name: str) -> Project:
        with pytest.MonkeyPatch.context() as here:
            here.setattr("quandian.tasks.identity.author", lambda: name)
            here.setattr("quandian.tasks.identity.device", lambda: f"dev-{name}")
            project = joined(self.home / f"{name}.quandian", self.folder)
        self.projects.append(project)
        synchronise(project)
        return project

    def exchange(self) -> None:
        for project in [*self.projects, *self.projects]:
            synchronise(project)


def state(project: Project) -> list[object]:
    """Everything people see, as plain rows."""
    tables = ("report", "tag", "annotation", "link", "setting", "decision")
    return [project._store.all(f"SELECT * FROM {table} ORDER BY 1") for table in tables]


def members_of(office: Office) -> Path:
    (root,) = office.folder.iterdir()
    return root / "members"
