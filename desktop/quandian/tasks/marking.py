"""A report's original text as a Word document with every annotation as highlight and comment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quandian.core import sentences
from quandian.core.briefing_figures import figure
from quandian.core.briefing_parts import field_words
from quandian.core.briefing_words import Words, words_of
from quandian.core.model import Annotation, AnnotationId, LinkKind, ReportId, Status, Tag, TagId
from quandian.core.progress import Progress
from quandian.core.sentences import tag_title
from quandian.store import Project
from quandian.writing.gongwen import Fonts
from quandian.writing.marked import HIGHLIGHTS, Marked, Remark, write_marked

_OWN = ("goal", "achievement", "metric")
_FIGURE = frozenset({"value", "value_to", "unit", "comparator", "masked", "kind"})


def marked_job(
    project: Project, report_id: ReportId, target: Path, fonts: Fonts | None = None
) -> Callable[[Progress], Path]:
    """Return the writing of the document as a job that may run outside the GUI thread; the project is read now.

    A name without an ending gets ``.docx``. Raises UserError ``report.unknown``; the job ``writing.*`` and Cancelled.
    """
    report = project.report(report_id)
    words = words_of(sentences.language())
    tags = {tag.id: tag for tag in project.tags()}
    verdicts: dict[AnnotationId, str] = {
        link.target_id: link.verdict for link in project.links() if link.kind is LinkKind.FULFILS and link.verdict
    }
    rows = project.annotations(report_id)
    remarks = [_remark(row, tags, verdicts.get(row.id, ""), words) for row in rows]
    # The newest change says of which state the document is: same project, same bytes.
    date = max((row.modified_at for row in rows), default=report.imported_at)[:10]
    marked = Marked(
        report.title,
        project.text(report_id),
        project.passages(report_id),
        remarks,
        project.author,
        date,
        words.language,
    )
    target = target if target.suffix else target.with_name(target.name + ".docx")

    def work(progress: Progress) -> Path:
        write_marked(marked, target, fonts=fonts, progress=progress)
        return target

    return work


def highlight_of(tag: Tag | None) -> str:
    """Return Word's highlight for a tag: three of their own for the built-in ones, the others by turns."""
    if tag is None:
        return HIGHLIGHTS[-1]
    name = tag.id if tag.id in _OWN else (tag.parent or "")
    if name in _OWN:
        return HIGHLIGHTS[_OWN.index(name)]
    return HIGHLIGHTS[3 + tag.position % 2]


def _remark(row: Annotation, tags: dict[TagId, Tag], verdict: str, words: Words) -> Remark:
    tag = tags.get(row.tag_id)
    lines = [tag_title(tag) if tag else str(row.tag_id)]
    fields = dict(row.fields)
    if "value" in fields or fields.get("masked"):
        shown, compared = figure(fields, row.quote, words)
        lines.append(shown if compared == "—" else f"{compared}{shown}")
    for spec in tag.fields if tag else ():
        if spec.name in _FIGURE:
            continue
        if value := field_words(spec, fields.get(spec.name), row.quote, words):
            lines.append(f"{spec.label_en if words.language == 'en' else spec.label}{words.colon}{value}")
    if verdict:
        lines.append(f"{words.verdict}{words.colon}{words.verdicts.get(verdict, verdict)}")
    if row.status is Status.DOUBTFUL:
        lines.append(words.doubtful[1])
    if row.note.strip():
        lines.append(row.note.strip())
    text = "\n".join(lines)
    return Remark(row.start, row.end, highlight_of(tag), row.author, row.created_at, text)
