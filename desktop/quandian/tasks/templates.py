"""Word templates for window and command line: those that ship, users' own, checking, filling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from quandian.core import sentences, userdirs
from quandian.core.briefing_left import beside_text, left_out
from quandian.core.briefing_plan import BriefingPlan, Extent, Kind
from quandian.core.briefing_tree import Briefing
from quandian.core.briefing_values import SCHEMA, values_of
from quandian.core.errors import UserError
from quandian.core.model import Annotation, Tag
from quandian.core.progress import Progress, silent
from quandian.store import Project
from quandian.tasks.briefing import aims_of, plan_reading
from quandian.tasks.places import free_path, make_folder
from quandian.writing.package import write_atomically
from quandian.writing.template import TemplateProblem, check_template, told_by, write_from_template
from quandian.writing.template_new import SHIPPED, template_of
from quandian.writing.template_sketch import SketchLine, sketch

_IN_ENGLISH = {
    "公文简报": "Title, addressee, text by sections, signature: a briefing that can be handed in as it is.",
    "督查清单": "One table of all goals: owner, deadline, outcome, and where each stands.",
    "领导参阅": "A digest: summary, the first five goals and results, the first eight figures.",
}


def shipped_templates() -> dict[str, str]:
    """Return the templates that ship: name and what each is for, in the language in use."""
    return (
        dict(SHIPPED)
        if sentences.language() == "zh"
        else {name: _IN_ENGLISH.get(name, SHIPPED[name]) for name in SHIPPED}
    )


def templates_dir() -> Path:
    """Return the folder of this user's own templates; it may not exist yet."""
    return userdirs.data() / "templates"


def own_templates() -> list[str]:
    """Return the file names of this user's own templates, in order; a briefing names them so."""
    try:
        found = [path.name for path in templates_dir().glob("*.docx") if not path.name.startswith("~$")]
    except OSError:
        return []
    return sorted(found)


def add_template(path: Path) -> str:
    """Copy a Word file to this user's templates and return the name it has there.

    Raises UserError ``template.missing``, ``template.damaged`` and ``writing.*``; what it asks for is not checked,
    because it can be mended there.
    """
    name, data = read_template(str(path))
    check_template(data, name, SCHEMA)
    target = free_path(make_folder(templates_dir()) / f"{path.stem}.docx")
    write_atomically(data, target)
    return target.name


def remove_template(name: str) -> None:
    """Remove one of this user's templates. Raises UserError ``template.missing``, ``template.kept``."""
    if name not in own_templates():
        raise UserError("template.missing", name=name, known="、".join((*SHIPPED, *own_templates())))
    try:
        (templates_dir() / name).unlink()
    except OSError as error:
        raise UserError("template.kept", name=name) from error


def template_sketch(named: str) -> list[SketchLine]:
    """Return roughly what the first page looks like. Raises UserError ``template.missing``, ``template.damaged``."""
    name, data = read_template(named)
    check_template(data, name, SCHEMA)
    return sketch(data)


def read_template(named: str) -> tuple[str, bytes]:
    """Return name and bytes of a template: one that ships or the user's own by its name, or any file.

    Raises UserError ``template.missing``, ``template.damaged``.
    """
    if named in SHIPPED:
        return named, (files("quandian.resources") / "templates" / f"{named}.docx").read_bytes()
    path = templates_dir() / named if named in own_templates() else Path(named)
    if not path.is_file():
        raise UserError("template.missing", name=named, known="、".join((*SHIPPED, *own_templates())))
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise UserError("template.damaged", name=path.name) from error


def problems_of(named: str) -> list[TemplateProblem]:
    """Return what is wrong with a template; empty when it can be used. Raises UserError ``template.*``."""
    name, data = read_template(named)
    return check_template(data, name, SCHEMA)


def new_template(kind: Kind, target: Path) -> Path:
    """Write a new template of a kind for the user to change in Word. Raises UserError ``writing.*``."""
    target = target if target.suffix else target.with_name(target.name + ".docx")
    write_atomically(template_of(kind), target)
    return target


def plan_for_template(plan: BriefingPlan) -> BriefingPlan:
    """Return the plan that a template is filled from.

    A template shows no appendix unless it says so itself: the summary must not speak of one. It prints items and
    tables as it likes, so it gets the items as items.
    """
    return replace(plan, appendix=False, quotes=Extent.FULL if plan.quotes is Extent.AUTO else plan.quotes)


def lost_in(
    named: str, plan: BriefingPlan, briefing: Briefing, rows: Sequence[Annotation], tags: Sequence[Tag]
) -> tuple[list[str], list[str]]:
    """Return what of a briefing's text, and which parts of its form, a template does not print, in words.

    ``briefing`` is that of ``plan_for_template``. Raises UserError ``template.*``.
    """
    name, data = read_template(named)
    for problem in check_template(data, name, SCHEMA):
        raise problem.error(name)
    return left_out(briefing, rows, tags, told_by(data, name)), beside_text(plan)


def template_job(
    project: Project, plan: BriefingPlan, target: Path, seen: Callable[[Briefing], None] | None = None
) -> Callable[[Progress], Path]:
    """Return the filling of the plan's template as a job; project and template are read here and now.

    ``seen`` is shown the briefing that the template was filled from.

    Raises UserError ``template.*``, ``briefing.reports_gone``; the job also ``writing.*`` and Cancelled.
    """
    name, data = read_template(plan.template)
    build = plan_reading(project, plan_for_template(plan))
    reports = project.reports()
    if plan.report_ids is not None:
        wanted = {report.id: report for report in reports}
        reports = [wanted[one] for one in plan.report_ids if one in wanted]
    annotations = [row for report in reports for row in project.annotations(report.id)]
    tags, links, aims = project.tags(), project.links(), aims_of(project, annotations)
    target = target if target.suffix else target.with_name(target.name + ".docx")

    def work(progress: Progress | None = None) -> Path:
        progress = progress or silent()
        briefing = build(progress)
        write_from_template(data, name, values_of(briefing, annotations, reports, tags, links, aims), SCHEMA, target)
        if seen is not None:
            seen(briefing)
        return target

    return work


def template_picture(name: str) -> bytes:
    """Return the picture (PNG) of the first page of a template that ships, filled from the sample project."""
    if name not in SHIPPED:
        raise UserError("template.missing", name=name, known="、".join(SHIPPED))
    return (files("quandian.resources") / "templates" / f"{name}.png").read_bytes()
