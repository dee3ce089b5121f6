"""What of a briefing a user's template leaves out, so that nothing is lost without a word. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_plan import BriefingPlan
from quandian.core.briefing_tree import Block, Briefing, Chart, Cite, Paragraph, Quote
from quandian.core.briefing_values import list_of
from quandian.core.briefing_words import words_of
from quandian.core.model import Annotation, AnnotationId, Tag, TagId

Asked = Mapping[str, int | None]
"""The names a template tells (指标, 章节.条目) and how many of each at most; None for all."""


def left_out(briefing: Briefing, annotations: Sequence[Annotation], tags: Sequence[Tag], asked: Asked) -> list[str]:
    """Return what of the text of a briefing the template does not tell, in words: 目标39条, 表2."""
    words, more = words_of(briefing.language), kind_words(briefing.language)
    rows, known = {row.id: row for row in annotations}, {tag.id: tag for tag in tags}
    found = _Count(rows, known, asked, words.reports_caption)
    for section in briefing.walk():
        if section.citation is not None:
            found.item(section.citation.annotation_id, "章节.名称" in asked)
        for block in section.blocks:
            found.block(block, told="章节.文字" in asked or (section.key == "overview" and "概述" in asked))
    out = []
    for one, tag in found.tags.items():
        if n := found.lost[one]:
            name = (tag.name_en or tag.name) if briefing.language == "en" else tag.name
            out.append(words.tag_count.format(tag=name, n=n))
    out += found.tables
    if found.charts:
        out.append(more.lost_charts.format(n=found.charts))
    if found.texts:
        out.append(more.lost_texts.format(n=found.texts))
    return out


class _Count:
    """Counts what is lost of the parts of a briefing, each item once."""

    def __init__(
        self, rows: Mapping[AnnotationId, Annotation], tags: Mapping[TagId, Tag], asked: Asked, reports: str
    ) -> None:
        self._rows, self.tags, self._asked = rows, tags, asked
        self._in_tables = "章节.表格.行" in asked
        self._reports = reports
        self._used: Counter[str] = Counter()
        self._seen: set[AnnotationId] = set()
        self.lost: Counter[TagId] = Counter()
        self.tables: list[str] = []
        self.charts = self.texts = 0

    def item(self, annotation_id: AnnotationId, told: bool) -> None:
        row = self._rows.get(annotation_id)
        if row is None or row.id in self._seen:
            return
        self._seen.add(row.id)
        name = list_of(row.tag_id, self.tags)
        self._used[name] += 1
        limit = self._asked.get(name)
        listed = name in self._asked and (limit is None or self._used[name] <= limit)
        if not told and not listed:
            self.lost[row.tag_id] += 1

    def block(self, block: Block, *, told: bool) -> None:
        """``told`` is whether the words of its section are."""
        if isinstance(block, Quote):
            self.item(block.citation.annotation_id, "章节.条目.内容" in self._asked)
        elif isinstance(block, Paragraph):
            self.texts += not told
        elif isinstance(block, Chart):
            self.charts += not self._in_tables
        else:
            cited = [row.citation.annotation_id for row in block.rows if row.citation]
            for one in cited:
                self.item(one, self._in_tables)
            listed = block.caption == self._reports and "报告" in self._asked
            if not cited and not self._in_tables and not listed:
                self.tables.append(block.label)


def beside_text(plan: BriefingPlan) -> list[str]:
    """Return what a plan wants beside its text, which no template prints: the parts of the official form."""
    more = kind_words(plan.language or "zh")
    wanted = {
        "appendix": plan.appendix,
        "contents": plan.contents,
        "masthead": plan.masthead is not None,
        "imprint": plan.imprint is not None,
        "footnotes": plan.cite is Cite.FOOTNOTES,
    }
    return [more.form_parts[name] for name, there in wanted.items() if there]
