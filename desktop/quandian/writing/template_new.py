"""New templates: a Word file on the page of GB/T 9704 with the tags of a kind of briefing, to be changed in Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from quandian.core.briefing_plan import Kind
from quandian.writing import gongwen
from quandian.writing.gongwen import TEXT_WIDTH, Fonts
from quandian.writing.markup import NAMESPACES, PROLOG, paragraph, run, run_format
from quandian.writing.template_tables import BY_WORDS
from quandian.writing.word_parts import Parts, core_properties

SHIPPED: Mapping[str, str] = {
    "公文简报": "标题、主送、按章节分条的正文、落款：可以直接报送的工作简报。",
    "督查清单": "目标一表到底：责任单位、时限、完成情况，每行注明出处。",
    "领导参阅": "摘要：概述，目标和成效各前五条，指标前八项。",
}
"""The templates that ship, by name, with what they are for."""


def template_of(kind: Kind) -> bytes:
    """Return a new template that tells what the kind tells; the user goes on in Word."""
    return _KINDS[kind](Fonts())


def shipped_template(name: str) -> bytes:
    """Return one of the templates that ship, as they are made: the files in the resources are the same bytes."""
    return _SHIPPED[name](Fonts())


class _Page:
    """Puts paragraphs and tables of tags together."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._out: list[str] = []
        self._forms = {
            "Title": run_format(fonts.title),
            "Subtitle": run_format(fonts.subheading),
            "Heading1": run_format(fonts.heading),
            "Heading2": run_format(fonts.subheading),
            "QdDetail": run_format(fonts.subheading),
            "Caption": run_format(fonts.heading),
        }

    def line(self, style: str, text: str, extra: str = "") -> None:
        self._out.append(paragraph(style, run(text, self._forms.get(style) or run_format(self._fonts.body)), extra))

    def table(self, loop: str, columns: Sequence[tuple[str, str, int]]) -> None:
        """Add a table with a row per item of ``loop`` ("m in 指标"); columns are head, tag and share of the width."""
        total = sum(share for _, _, share in columns)
        widths = [TEXT_WIDTH * share // total for _, _, share in columns]
        widths[-1] += TEXT_WIDTH - sum(widths)
        heads = "".join(
            self._cell(width, title, head=True) for (title, _, _), width in zip(columns, widths, strict=True)
        )
        cells = "".join(self._cell(width, tag) for (_, tag, _), width in zip(columns, widths, strict=True))
        self._table(widths, heads, loop, cells)

    def table_as_it_is(self, table: str) -> None:
        """Add a table with the columns that ``table`` has; as wide as their words need when it is filled."""
        widths = [TEXT_WIDTH // 3] * 3
        loop = ("{%tc for 头 in " + table + ".表头 %}", "{{ 头 }}", "{%tc endfor %}")
        heads = "".join(self._cell(width, tag, head=True) for width, tag in zip(widths, loop, strict=True))
        tags = ("{%tc for 格 in 行 %}", "{{ 格 }}", "{%tc endfor %}")
        cells = "".join(self._cell(width, tag) for width, tag in zip(widths, tags, strict=True))
        self._table(widths, heads, f"行 in {table}.行", cells, f'<w:tblDescription w:val="{BY_WORDS}"/>')

    def _cell(self, width: int, text: str, *, head: bool = False) -> str:
        style, form = ("QdTableHead", self._fonts.heading) if head else ("QdTableText", self._fonts.body)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{paragraph(style, run(text, run_format(form)))}</w:tc>"
        )

    def _table(self, widths: Sequence[int], heads: str, loop: str, cells: str, about: str = "") -> None:
        def whole(text: str) -> str:
            span = f'<w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/>'
            words = run(text, run_format(self._fonts.body))
            return f"<w:tr><w:tc><w:tcPr>{span}</w:tcPr>{paragraph('QdTableText', words)}</w:tc></w:tr>"

        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        self._out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
            f'<w:right w:w="70" w:type="dxa"/></w:tblCellMar>{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{whole('{%tr for ' + loop + ' %}')}"
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>{whole('{%tr endfor %}')}</w:tbl>"
        )
        self._out.append(paragraph("QdTableEnd", ""))

    def when(self, condition: str, *add: Callable[[_Page], None]) -> None:
        """Add parts that are left out where there is nothing for them."""
        self.line("Normal", "{%p if " + condition + " %}")
        for one in add:
            one(self)
        self.line("Normal", "{%p endif %}")

    def package(self, title: str) -> bytes:
        parts = Parts("", self._fonts)
        section = parts.section()
        parts.add("settings", "settings.xml", gongwen.settings_xml())
        document = f"{PROLOG}<w:document {NAMESPACES}><w:body>{''.join(self._out)}{section}</w:body></w:document>"
        return parts.package(document, core_properties(title, "圈点", "", "zh"))


def _start(fonts: Fonts) -> _Page:
    page = _Page(fonts)
    page.line("Title", "{{ 标题 }}")
    page.line("Subtitle", "（{{ 日期 }}）")
    return page


def _goals(page: _Page) -> None:
    page.table(
        "m in 目标",
        (
            ("序号", "{{ m.序号 }}", 13),
            ("目标事项", "{{ m.内容 }}", 52),
            ("责任单位", "{{ m.责任单位 }}", 22),
            ("时限", "{{ m.时限 }}", 24),
            ("完成情况", "{{ m.完成情况 }}", 22),
            ("出处", "{{ m.段落 if 统计.报告数 == 1 else m.出处 }}", 25),
        ),
    )


def _figures(page: _Page) -> None:
    page.table(
        "z in 指标",
        (
            ("序号", "{{ z.序号 }}", 12),
            ("指标名", "{{ z.指标名 }}", 40),
            ("数值", "{{ z.数值 }}", 30),
            ("比较", "{{ z.比较 }}", 16),
            ("时期", "{{ z.时期 }}", 18),
            ("出处", "{{ z.出处 }}", 42),
        ),
    )


def _signed(page: _Page) -> None:
    page.line("QdSigned", "{{ 落款 }}", '<w:spacing w:before="579" w:after="0" w:line="579" w:lineRule="exact"/>')
    page.line("QdSigned", "{{ 成文日期 }}")


def _sections(page: _Page) -> None:
    page.line("Normal", "{%p for 节 in 章节 %}")
    page.line("Normal", "{%p if 节.级别 == 1 %}")
    page.line("Heading1", "{{ 节.序号 }}{{ 节.名称 }}")
    page.line("Normal", "{%p else %}")
    page.line("Heading2", "{{ 节.序号 }}{{ 节.名称 }}")
    page.line("Normal", "{%p endif %}")
    page.line("Normal", "{%p for 句 in 节.文字 %}")
    page.line("Normal", "{{ 句 }}")
    page.line("Normal", "{%p endfor %}")
    page.line("Normal", "{%p for 条 in 节.条目 %}")
    page.line("QdItem", "{{ 条.序号 }}{{ 条.内容 }}{{ 条.出处 }}")
    page.line("Normal", "{%p if 条.说明 %}")
    page.line("QdDetail", "{{ 条.说明 }}")
    page.line("Normal", "{%p endif %}")
    page.line("Normal", "{%p endfor %}")
    page.line("Normal", "{%p for 表 in 节.表格 %}")
    page.line("Caption", "{{ 表.表题 }}")
    page.table_as_it_is("表")
    page.line("Normal", "{%p endfor %}")
    page.line("Normal", "{%p endfor %}")


def _official(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Normal", "{%p if 主送 %}")
    page.line("QdTo", "{{ 主送 }}：")
    page.line("Normal", "{%p endif %}")
    _sections(page)
    _signed(page)
    return page.package("公文简报模板")


def _checklist(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Normal", "{{ 概述 }}")
    page.when("目标", lambda page: page.line("Caption", "表1　督查清单"), _goals)
    _signed(page)
    return page.package("督查清单模板")


def _digest(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Normal", "{{ 概述 }}")
    for name, words in (("目标", "重点目标"), ("成效", "主要成效")):
        page.when(name, partial(_first_items, name, words))
    page.when("指标", _first_figures)
    _signed(page)
    return page.package("领导参阅模板")


def _first_items(name: str, words: str, page: _Page) -> None:
    page.line("Heading1", words)
    page.line("Normal", f"{{%p for 条 in {name}[:5] %}}")
    page.line("QdItem", "{{ 条.序号 }}.{{ 条.内容 }}{{ 条.出处 }}")
    page.line("Normal", "{%p endfor %}")


_FIGURE = "{{ z.比较 if z.比较 != '—' }}{{ z.数值 }}"


def _first_figures(page: _Page) -> None:
    page.line("Heading1", "关键指标")
    page.table(
        "z in 指标[:8]",
        (("指标名", "{{ z.指标名 }}", 54), ("数值", _FIGURE, 46), ("出处", "{{ z.出处 }}", 56)),
    )


def _compare(fonts: Fonts) -> bytes:
    page = _start(fonts)
    _sections(page)
    return page.package("对比分析模板")


def _reports(page: _Page) -> None:
    page.line("Caption", "表1　所用报告")
    page.table(
        "r in 报告",
        (
            ("序号", "{{ r.序号 }}", 14),
            ("报告", "{{ r.标题 }}", 66),
            ("发布单位", "{{ r.发布单位 }}", 42),
            ("日期", "{{ r.日期 }}", 34),
        ),
    )


def _metrics(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Normal", "{{ 概述 }}")
    page.when("报告", _reports)
    page.when("指标", lambda page: page.line("Caption", "表2　指标台账"), _figures)
    return page.package("指标台账模板")


def _quotes(fonts: Fonts) -> bytes:
    page = _start(fonts)
    _sections(page)
    return page.package("摘编模板")


_KINDS: Mapping[Kind, Callable[[Fonts], bytes]] = {
    Kind.REPORT: _official,
    Kind.COMPARE: _compare,
    Kind.CHECKLIST: _checklist,
    Kind.METRICS: _metrics,
    Kind.QUOTES: _quotes,
}
_SHIPPED: Mapping[str, Callable[[Fonts], bytes]] = {
    "公文简报": _official,
    "督查清单": _checklist,
    "领导参阅": _digest,
}
