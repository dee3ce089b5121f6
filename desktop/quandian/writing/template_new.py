"""New templates: a Word file on the page of GB/T 9704 with the tags of a kind of briefing, to be changed in Word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from quandian.core.briefing_plan import Kind
from quandian.writing import gongwen
from quandian.writing.gongwen import TEXT_WIDTH, Fonts
from quandian.writing.markup import NAMESPACES, PROLOG, paragraph, run, run_format
from quandian.writing.word_parts import Parts, core_properties

SHIPPED: Mapping[str, str] = {
    "公文简报": "标题、主送、按章节分条的正文、落款：可以直接报送的工作简报。",
    "督查清单": "目标一表到底：责任单位、时限、完成情况，每行注明出处。",
    "领导参阅": "一页纸：概述、重点目标、主要成效、关键指标。",
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
        head = run_format(self._fonts.heading)
        body = run_format(self._fonts.body)

        def cell(width: int, style: str, text: str, form: str) -> str:
            return (
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
                f"{paragraph(style, run(text, form))}</w:tc>"
            )

        def whole(text: str) -> str:
            span = f'<w:tcW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:gridSpan w:val="{len(columns)}"/>'
            return f"<w:tr><w:tc><w:tcPr>{span}</w:tcPr>{paragraph('QdTableText', run(text, body))}</w:tc></w:tr>"

        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        heads = "".join(
            cell(width, "QdTableHead", title, head) for (title, _, _), width in zip(columns, widths, strict=True)
        )
        cells = "".join(
            cell(width, "QdTableText", tag, body) for (_, tag, _), width in zip(columns, widths, strict=True)
        )
        self._out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/>'
            f'<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{whole('{%tr for ' + loop + ' %}')}"
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>{whole('{%tr endfor %}')}</w:tbl>"
        )
        self._out.append(paragraph("QdTableEnd", ""))

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
            ("序号", "{{ m.序号 }}", 14),
            ("目标事项", "{{ m.内容 }}", 56),
            ("责任单位", "{{ m.责任单位 }}", 24),
            ("时限", "{{ m.时限 }}", 22),
            ("完成情况", "{{ m.完成情况 }}", 22),
            ("出处", "{{ m.段落 }}", 20),
        ),
    )


def _figures(page: _Page) -> None:
    page.table(
        "z in 指标",
        (
            ("序号", "{{ z.序号 }}", 14),
            ("指标名", "{{ z.指标名 }}", 44),
            ("数值", "{{ z.数值 }}", 30),
            ("比较", "{{ z.比较 }}", 18),
            ("时期", "{{ z.时期 }}", 20),
            ("出处", "{{ z.出处 }}", 32),
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
    page.line("Normal", "{%p endfor %}")


def _official(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Normal", "{%p if 主送 %}")
    page.line("QdTo", "{{ 主送 }}：")
    page.line("Normal", "{%p endif %}")
    _sections(page)
    page.line("Heading1", "附表　主要指标")
    _figures(page)
    _signed(page)
    return page.package("公文简报模板")


def _checklist(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Normal", "依据{{ 统计.报告数 }}份工作报告，列入目标{{ 统计.目标数 }}条。")
    page.line("Caption", "表1　督查清单")
    _goals(page)
    _signed(page)
    return page.package("督查清单模板")


def _digest(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Normal", "{{ 概述 }}")
    for number, name, words in (("一", "目标", "重点目标"), ("二", "成效", "主要成效")):
        page.line("Heading1", f"{number}、{words}")
        page.line("Normal", f"{{%p for 条 in {name}[:5] %}}")
        page.line("QdItem", "{{ 条.序号 }}.{{ 条.内容 }}{{ 条.出处 }}")
        page.line("Normal", "{%p endfor %}")
    page.line("Heading1", "三、关键指标")
    page.table(
        "z in 指标[:8]",
        (("指标名", "{{ z.指标名 }}", 60), ("数值", "{{ z.数值 }}", 40), ("出处", "{{ z.出处 }}", 56)),
    )
    _signed(page)
    return page.package("领导参阅模板")


def _compare(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Caption", "表1　所用报告")
    page.table(
        "r in 报告",
        (
            ("序号", "{{ r.序号 }}", 12),
            ("报告", "{{ r.标题 }}", 74),
            ("发布单位", "{{ r.发布单位 }}", 46),
            ("标注数", "{{ r.标注数 }}", 24),
        ),
    )
    _sections(page)
    return page.package("对比分析模板")


def _metrics(fonts: Fonts) -> bytes:
    page = _start(fonts)
    page.line("Caption", "表1　指标台账")
    _figures(page)
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
