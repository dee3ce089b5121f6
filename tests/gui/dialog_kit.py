"""A window with a real project of three short reports, for the tests of dialogs, palette and start page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from quandian.core.model import AnnotationId, ReportId, TagId
from quandian.reading import read_bytes
from quandian.store.project import Project
from quandian.ui.session import Session

GOAL, ACHIEVEMENT, METRIC = TagId("goal"), TagId("achievement"), TagId("metric")

TEXTS = {
    "总结2021.txt": (
        "市国资委2021年工作总结\n"
        "一、主要成效。全区国有企业资产总额突破1100亿元，同比增长10%以上。完成投资240亿元。\n"
        "二、2022年思路。力争完成基础设施投资350亿元，新开工项目26个。\n"
    ),
    "总结2022.txt": (
        "市国资委2022年工作总结\n"
        "一、主要成效。全年完成基础设施投资361亿元，兑现了年初目标。开工项目28个。\n"
    ),
    "专访.txt": "改革再出发：区国资公司专访\n我们计划用三年时间盘活存量资产，把招商引资做实。\n",
}  # fmt: skip


class Room:
    """A shown window, a session on a project, and the ids of what is in it."""

    def __init__(self, folder: Path, *, empty: bool = False) -> None:
        self.project = Project.create(folder / "国资.quandian", author="李静", device="0000aaaa", name="国资年度报告")
        self.window = QWidget()
        self.window.resize(1440, 900)
        self.session = Session(self.window)
        self.reports: list[ReportId] = []
        if not empty:
            drafts = [read_bytes(name, text.encode("utf-8")) for name, text in TEXTS.items()]
            self.reports = list(self.project.import_reports(drafts).added)
        self.session.take(self.project)

    def tag(self, number: int, tag_id: TagId, words: str, **fields: object) -> AnnotationId:
        """Tag words of a report and return the annotation."""
        report_id = self.reports[number]
        start = self.project.text(report_id).index(words)
        return self.project.annotate(report_id, tag_id, start, start + len(words), fields=fields).id

    def close(self) -> None:
        """Close project and window."""
        self.session.close()
        self.window.close()
        self.window.deleteLater()
