"""What the review page says of a suggestion: its section, its reasons, what comes with it, which are alike."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QCoreApplication

from quandian.core.codebook import METRIC
from quandian.core.model import (
    AnnotationId,
    LinkKind,
    Passage,
    ReportId,
    RowChange,
    Suggestion,
    SuggestionId,
    TagId,
    Waiting,
)
from quandian.store.project import Project
from quandian.tasks.reviewing import PASSAGES, Enclosing
from quandian.ui.panels.words import one_line, relation_word, value_text
from quandian.ui.panels.words import when as when_words
from quandian.ui.phrases import listed
from quandian.ui.reader.view import ReaderView
from quandian.ui.review.board import Board
from quandian.ui.review.filler import LEARN_EVERY, Effect
from quandian.ui.review.reasons import Overview, Reasons, Written, cards_of, statistics_of
from quandian.ui.review.tally import Tally
from quandian.ui.session import Session
from quandian.ui.theme import tag_name, theme

_METRICS_SHOWN = 4


translate = QCoreApplication.translate  # the context stands beside each text, where lupdate reads it


def annotation_label(session: Session, annotation_id: AnnotationId) -> str:
    """Return what the margin says of an annotation: its tag, and a metric's value."""
    annotation = session.project.annotation(annotation_id)
    return _label(session, annotation.tag_id, _tight(value_text(annotation.fields)))


def suggestion_label(session: Session, suggestion_id: str, *, score: bool) -> str:
    """Return what the margin says of a suggestion: its tag, a metric's value, and the score where asked for."""
    found = session.project.suggestions_by_id([SuggestionId(suggestion_id)])
    if not found:
        return ""
    value = _tight(value_text(found[0].fields))
    if score and not value:
        value = f"{min(99, round(100 * found[0].score))}%"
    return _label(session, found[0].tag_id, value)


def _tight(value: str) -> str:
    """Return a value without blanks: the margin is narrow."""
    return value.replace(" ", "").replace("\u2009", "")


def _label(session: Session, tag_id: TagId, value: str) -> str:
    tag = session.tag(tag_id)
    name = tag_name(tag) if tag is not None else ""
    return f"{name} {value}".strip() if tag_id == METRIC or "%" in value else name


def section_of(passages: list[Passage], position: int) -> tuple[str, ...]:
    """Return the headings above a place, the highest first."""
    place = bisect_right([p.start for p in passages], position) - 1
    return passages[place].section if place >= 0 else ()


def metrics_inside(board: Board, item: Waiting) -> list[Waiting]:
    """Return the metrics that wait inside a passage."""
    if item.tag_id == METRIC:
        return []
    inside = [
        w for w in board.of_report(item.report_id) if w.tag_id == METRIC and item.start <= w.start and w.end <= item.end
    ]
    return sorted(inside, key=_by_place)


def _by_place(item: Waiting) -> tuple[int, int]:
    return item.start, -item.end


def alike(board: Board, item: Waiting) -> list[Waiting]:
    """Return the others of the same family, by place."""
    family, tag = item.family, item.tag_id
    return [w for w in board.all() if w.family == family and w.tag_id == tag and w.id != item.id]


def follow_marks(reader: ReaderView, project: Project, report_id: ReportId, changed: list[RowChange]) -> None:
    """Show in a text what became of its annotations."""
    ids = [AnnotationId(row.entity_id) for row in changed if _is_here(reader, report_id, row)]
    if ids:
        now = {a.id: a for a in project.annotations_by_id(ids)}
        reader.remove_marks([key for key in ids if key not in now])
        reader.add_marks([a.mark for a in now.values() if a.report_id == report_id])


def _is_here(reader: ReaderView, report_id: ReportId, row: RowChange) -> bool:
    """Whether an annotation came, went or changed in the text shown."""
    image = row.after if row.before is None else row.before if row.after is None else None
    if image is not None:
        return bool(image["report_id"] == report_id)
    return reader.mark(AnnotationId(row.entity_id)) is not None


def overview(session: Session, tally: Tally, *, learning: bool, effect: Effect | None = None) -> Overview:
    """Return how suggestions fared so far, and what was learnt from that."""
    kept = session.project.learned_from() if session.is_open else None
    known, when = kept or (0, "")
    if learning:
        learnt = translate("Review", "正在从 {0} 个决定中学习…").format(tally.total)
    elif effect is not None and effect.decisions == known:
        learnt = translate("Review", "从 {0} 次判断里学到：").format(known)
    elif known:
        learnt = translate("Review", "已从 {0} 个决定中学习").format(known)
    else:
        learnt = translate("Review", "还没有从审核结果学习")
    missing = LEARN_EVERY - abs(tally.total - known)
    if missing > 0:
        coming = translate("Review", "再审 {0} 条，停手时自动学习").format(missing)
    else:
        coming = translate("Review", "停手几秒后自动学习")
    return Overview(
        statistics_of(tally.counts(), session.tags),
        learnt,
        when_words(when) if when else "",
        "" if learning else coming,
        "" if learning or effect is None or effect.decisions != known else _effect_words(effect),
    )


def _effect_words(effect: Effect) -> str:
    if not effect.gone and not effect.come:
        return translate("Review", "建议不变，只是把握有变")
    parts = []
    if effect.gone:
        parts.append(translate("Review", "{0} 条不再建议").format(effect.gone))
    if effect.come:
        parts.append(translate("Review", "{0} 条新增").format(effect.come))
    return listed(parts)


def reasons_for(session: Session, board: Board, tally: Tally, item: Waiting) -> Reasons | None:
    """Return what the right pane shows; ``None`` where the suggestion is gone."""
    suggestion = next(iter(session.project.suggestions_by_id([item.id])), None)
    if suggestion is None:
        return None
    cards = cards_of(suggestion)
    count = tally.counts().get(item.tag_id)
    if count is not None:
        words = translate("Review", "接受 {0}，改正 {1}，拒绝 {2}")
        cards.append((translate("Review", "经验：这个标签"), words.format(*count)))
    title, written = _written(session, board, item, suggestion)
    return Reasons(item.score, cards, title, written, alike(board, item))


def _written(session: Session, board: Board, item: Waiting, suggestion: Suggestion) -> tuple[str, list[Written]]:
    tag = session.tag(item.tag_id)
    look = theme().tag_look(tag) if tag is not None else None
    if item.tag_id == METRIC:
        fields = suggestion.fields
        lines = [Written(str(fields.get("indicator") or one_line(item.quote)), value_text(fields), look)]
        if fields.get("period"):
            lines.append(Written(translate("Review", "时期"), str(fields["period"]), icon="calendar"))
        around = _around(session, item)
        if around is not None:
            words = translate("Review", "{0}“{1}”").format(relation_word(LinkKind.MEASURES), around)
            lines.append(Written(words, icon="link-2"))
        return translate("Review", "接受后同时写入"), lines
    metrics = metrics_inside(board, item)
    if not metrics:
        return "", []
    metric = session.tag(METRIC)
    look = theme().tag_look(metric) if metric is not None else None
    details = session.project.suggestions_by_id([w.id for w in metrics[:_METRICS_SHOWN]])
    lines = [Written(str(s.fields.get("indicator") or s.quote), value_text(s.fields), look) for s in details]
    if len(metrics) > _METRICS_SHOWN:
        lines.append(Written(translate("Review", "还有 {0} 条").format(len(metrics) - _METRICS_SHOWN)))
    lines.append(
        Written(translate("Review", "接受后关联：指标“衡量”{0}").format(tag_name(tag) if tag else ""), icon="link-2")
    )
    return translate("Review", "接受后接着审其中的指标"), lines


def _around(session: Session, item: Waiting) -> str | None:
    """Return the words of the passage that a metric would measure."""
    near = session.project.marks_near(item.report_id, item.start, item.end)
    found = Enclosing(m for m in near if m.tag_id in PASSAGES).of(item.start, item.end)
    if found is None:
        return None
    return one_line(session.project.text(item.report_id)[found.start : found.end])
