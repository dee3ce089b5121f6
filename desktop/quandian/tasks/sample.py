"""The sample project: our own fictional reports with their hand annotation, read from ``quandian.data``.

Some of its reports are finished, some half worked through, one untouched, as in a project that is at work.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from quandian.core.briefing_plan import BriefingPlan, Kind
from quandian.core.model import AnnotationId, LinkKind, Progress3, ReportDraft, ReportId, Status, TagId
from quandian.core.progress import Progress, silent
from quandian.reading.open import read_bytes
from quandian.store.project import Project
from quandian.store.values import NewAnnotation
from quandian.tasks import places, trust
from quandian.tasks.briefing import suggested_title
from quandian.tasks.briefings import add_briefing
from quandian.tasks.opening import held
from quandian.tasks.quotes import BlankFree

SAMPLE_NAME = "圈点示例"
SAMPLE_AUTHOR = "圈点示例"
"""Who made the sample: not the user, so that the user's undo does not take it away and history tells whose marks."""

SAMPLE_DEVICE = "5a3b1e00"

_BRIEFINGS = ((Kind.REPORT, "07_yunpu_gov_report_2025"), (Kind.CHECKLIST, "01_yunpu_development_zone_2023"))

Keys = dict[str, AnnotationId]
"""Names of annotations as links.json has them, "REPORT-STEM#KEY", and what they became."""


def sample_path(folder: Path | None = None) -> Path:
    """Return where the sample project lies: in ``folder``, else in the user's documents."""
    return (folder or places.documents_dir()) / f"{SAMPLE_NAME}{places.PROJECT_SUFFIX}"


def sample_names() -> list[str]:
    """Return the file names of the sample reports, in reading order."""
    return [str(spec["report"]) for spec in _specs()]


def sample_report(name: str) -> bytes:
    """Return the bytes of a sample report."""
    return (files("quandian.data") / "reports" / name).read_bytes()


def build_sample(path: Path, author: str, device: str, progress: Progress | None = None) -> Project:
    """Build the sample project at ``path`` and return it open for ``author``; raises UserError where a file is there.

    Its reports and marks are signed by SAMPLE_AUTHOR. It is built beside its place and moved there when complete, so
    that a half-built one is never taken for the sample.
    """
    progress = progress or silent()
    part = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    places.make_folder(path.parent)
    if path.exists():  # let the store say so, in its words
        return Project.create(path, author=author, device=device, name=SAMPLE_NAME)
    try:
        with Project.create(part, author=SAMPLE_AUTHOR, device=SAMPLE_DEVICE, name=SAMPLE_NAME) as project:
            _fill(project, progress)
        part.rename(path)
    except BaseException:
        for leftover in path.parent.glob(f"{part.name}*"):
            with suppress(OSError):
                leftover.unlink()
        raise
    trust.own(path)
    return held(Project.open(path, author=author, device=device, backup_dir=places.backup_dir()))


def _fill(project: Project, progress: Progress) -> None:
    specs = _specs()
    drafts = [_draft(spec) for spec in specs]
    keys: Keys = {}
    with project.operation("sample"):
        added = project.import_reports(drafts).added
        for done, (spec, report_id) in enumerate(zip(specs, added, strict=True)):
            progress.step(done, len(specs), drafts[done].title)
            _annotate(project, spec, report_id, keys)
            if spec["progress"] != Progress3.TODO:
                project.edit_report(report_id, progress=spec["progress"])
        for link in _read("links.json"):
            _link(project, link, keys)
        stems = (Path(spec["report"]).stem for spec in specs)
        _brief(project, dict(zip(stems, added, strict=True)))
    progress.step(len(specs), len(specs))


def _brief(project: Project, reports: Mapping[str, ReportId]) -> None:
    """Save the briefings that the composer greets a newcomer with: what a report says, what became of promises."""
    for kind, stem in _BRIEFINGS:
        plan = BriefingPlan(kind=kind, language="zh", report_ids=(reports[stem],))
        add_briefing(project, replace(plan, title=suggested_title(project, plan)))


def _specs() -> list[dict[str, Any]]:
    names = sorted(entry.name for entry in (files("quandian.data") / "annotations").iterdir())
    return [_read(name) for name in names if name.endswith(".json") and name != "links.json"]


def _read(name: str) -> Any:  # noqa: ANN401 - JSON of our own, checked by a test
    return json.loads((files("quandian.data") / "annotations" / name).read_text("utf-8"))


def _draft(spec: Mapping[str, Any]) -> ReportDraft:
    """Read the report as any file is read; what the annotator wrote down about it goes before what was guessed."""
    draft = read_bytes(spec["report"], sample_report(spec["report"]))
    return replace(draft, **spec["meta"])


def _annotate(project: Project, spec: Mapping[str, Any], report_id: ReportId, keys: Keys) -> None:
    text = BlankFree(project.text(report_id))
    items: Sequence[Mapping[str, Any]] = spec["annotations"]
    new = [_new(text, item) for item in items]
    rest = sorted(range(len(new)), key=lambda place: new[place].start)[round(len(new) * spec["checked"]) :]
    for place in rest:  # who checks a report begins at its beginning
        new[place] = replace(new[place], status=Status.OPEN)
    made = project.annotate_many(report_id, new)
    stem = Path(spec["report"]).stem
    keys.update({f"{stem}#{item['key']}": made_id for item, made_id in zip(items, made, strict=True)})
    for link in spec.get("links", ()):
        _link(project, {**link, "source": f"{stem}#{link['source']}", "target": f"{stem}#{link['target']}"}, keys)


def _new(text: BlankFree, item: Mapping[str, Any]) -> NewAnnotation:
    start, end = text.all_of(item["quote"])[item.get("nth", 1) - 1]
    fields = {name: value for name, value in item.get("fields", {}).items() if value is not None}
    status = Status(item.get("status", Status.CONFIRMED))
    return NewAnnotation(TagId(item["tag"]), start, end, fields, item.get("note", ""), status=status)


def _link(project: Project, link: Mapping[str, Any], keys: Keys) -> None:
    kind = LinkKind(link["kind"])
    project.link(keys[link["source"]], keys[link["target"]], kind, link.get("verdict", ""), link.get("note", ""))
