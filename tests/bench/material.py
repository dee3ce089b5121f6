"""What the figures are taken on: long texts made of our own sample reports, and annotations spread over them."""

from __future__ import annotations

import random
from pathlib import Path

from quandian.core.codebook import ACHIEVEMENT, GOAL, METRIC
from quandian.core.model import ReportDraft, ReportId
from quandian.reading.open import read_bytes
from quandian.store import NewAnnotation, Project
from quandian.tasks.sample import sample_names, sample_report

TAGS = (GOAL, ACHIEVEMENT, METRIC)
SIGNED = {"author": "张三", "device": "0a0b0c0d"}


def sample_text() -> str:
    """Return the text of all our sample reports that are plain text, one after the other."""
    return "\n".join(read_bytes(name, sample_report(name)).text for name in sample_names() if name.endswith(".txt"))


def text_of(size: int, number: int = 0) -> str:
    """Return a text of ``size`` bytes in UTF-8 that no other ``number`` gives."""
    base = sample_text()
    turn = (number * 997) % len(base)
    head = f"第{number}份材料\n"
    whole = head + (base[turn:] + "\n") + (base + "\n") * (size // len(base.encode()) + 1)
    return whole.encode()[:size].decode("utf-8", "ignore")


def draft_of(size: int, number: int = 0) -> ReportDraft:
    """Return such a text as a report that was read."""
    return read_bytes(f"{number}.txt", text_of(size, number).encode())


def annotations_for(text: str, count: int) -> list[NewAnnotation]:
    """Return ``count`` annotations of 5 to 40 characters, evenly spread, tags in turn; some overlap."""
    chance = random.Random(20)
    step = max(1, (len(text) - 50) // count)
    made = []
    for number in range(count):
        start = (number * step) % (len(text) - 50)
        while text[start].isspace():
            start += 1
        fields = {"indicator": "营业收入", "value": "60", "unit": "亿元"} if number % 3 == 2 else {}
        made.append(NewAnnotation(TAGS[number % 3], start, start + chance.randint(5, 40), fields))
    return made


def project_with(folder: Path, size: int, count: int, reports: int = 1) -> tuple[Project, list[ReportId]]:
    """Return a project with reports of ``size`` bytes, each with ``count`` annotations."""
    project = Project.create(folder / "figures.quandian", **SIGNED)
    added = project.import_reports([draft_of(size, number) for number in range(reports)]).added
    for report_id in added:
        if count:
            project.annotate_many(report_id, annotations_for(project.text(report_id), count))
    return project, list(added)
