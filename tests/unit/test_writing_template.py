from __future__ import annotations

import io
from importlib.resources import files
from typing import Any

import docx
import pytest

from quandian.core.briefing_plan import Kind
from quandian.core.briefing_values import SCHEMA
from quandian.core.errors import UserError
from quandian.writing.template import check_template, filled
from quandian.writing.template_new import SHIPPED, shipped_template, template_of

VALUES: dict[str, Any] = {
    "标题": "测试<专报>&国企",
    "日期": "2025年3月1日",
    "统计": {"目标数": 2},
    "目标": [{"序号": n, "内容": f"目标{n} <&>", "责任单位": "发改局", "段落": "第3段"} for n in (1, 2)],
    "成效": [],
    "指标": [],
    "章节": [],
}


def template(*lines: str, row: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if row:
        table = document.add_table(rows=3, cols=1)
        for cell, text in zip(table.columns[0].cells, ("{%tr for m in 目标 %}", row, "{%tr endfor %}"), strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_chinese_names_are_filled_and_marks_stay_words() -> None:
    data = filled(template("{{ 标题 }}", "{%p for m in 目标 %}", "{{ m.内容 }}", "{%p endfor %}"), "t", VALUES, SCHEMA)
    assert text_of(data) == "测试<专报>&国企\n目标1 <&>\n目标2 <&>"
    again = template("{{ 标题 }}")
    assert filled(again, "t", VALUES, SCHEMA) == filled(again, "t", VALUES, SCHEMA)


@pytest.mark.parametrize(
    ("lines", "row", "variable", "where"),
    [
        (("好的", "{{ 标提 }}"), "", "标提", "第2段（“{{ 标提 }}”）"),
        (("{%p for m in 目标 %}", "{{ m.责任 }}", "{%p endfor %}"), "", "m.责任", "第2段（“{{ m.责任 }}”）"),
        (("{{ 统计.个数 }}",), "", "统计.个数", "第1段（“{{ 统计.个数 }}”）"),
        (("好的",), "{{ m.内荣 }}", "m.内荣", "第1个表格第2行（“{{ m.内荣 }}”）"),
        (("{%p for m in 目标[:2] %}", "{{ m.x }}", "{%p endfor %}"), "", "m.x", "第2段（“{{ m.x }}”）"),
    ],
)
def test_unknown_variables_are_named_with_their_place(
    lines: tuple[str, ...], row: str, variable: str, where: str
) -> None:
    (problem,) = check_template(template(*lines, row=row), "我的.docx", SCHEMA)
    assert (problem.code, problem.variable, problem.where) == ("template.unknown", variable, where)
    with pytest.raises(UserError) as told:
        filled(template(*lines, row=row), "我的.docx", VALUES, SCHEMA)
    assert variable in str(told.value)


def test_own_names_of_a_template_are_known() -> None:
    own = template("{%p set 数 = 目标 %}", "{{ 数 }}{{ loop_ or 标题 }}")
    assert [problem.variable for problem in check_template(own, "t", SCHEMA)] == ["loop_"]
    assert not check_template(template("{%p for m in 目标 %}", "{{ loop.index }}", "{%p endfor %}"), "t", SCHEMA)


def test_a_tag_that_is_not_closed_is_said() -> None:
    (problem,) = check_template(template("{%p for m in 目标 %}", "{{ m.内容 }}"), "t", SCHEMA)
    assert problem.code == "template.syntax"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ 标题.__init__.__globals__ }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 99999999 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ 标题.format.__globals__ }}",
        "{{ '{0.__class__}'.format(标题) }}",
    ],
)
def test_a_template_cannot_do_more_than_fill_in_words(attack: str) -> None:
    try:
        text = text_of(filled(template(attack), "t", VALUES, SCHEMA))
    except UserError as error:
        assert error.code in ("template.refused", "template.unknown", "template.syntax")  # noqa: PT017
    else:
        assert "class" not in text
        assert len(text) < 200


@pytest.mark.parametrize("name", ["include 'x'", "import 'x' as y", "extends 'x'"])
def test_a_template_cannot_reach_for_other_files(name: str) -> None:
    with pytest.raises(UserError):
        filled(template("{% " + name + " %}"), "t", VALUES, SCHEMA)


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\x03\x04" + b"\0" * 100])
def test_what_is_no_word_file_is_said(data: bytes) -> None:
    with pytest.raises(UserError) as told:
        check_template(data, "坏.docx", SCHEMA)
    assert told.value.code == "template.damaged"


@pytest.mark.parametrize("name", list(SHIPPED))
def test_shipped_templates_are_as_they_are_made_and_clean(name: str) -> None:
    data = (files("quandian.resources") / "templates" / f"{name}.docx").read_bytes()
    assert data == shipped_template(name)
    assert check_template(data, name, SCHEMA) == []
    assert "测试<专报>&国企" in text_of(filled(data, name, VALUES, SCHEMA))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_new_template_of_every_kind_can_be_used_at_once(kind: Kind) -> None:
    data = template_of(kind)
    assert check_template(data, kind.value, SCHEMA) == []
    assert "{{" not in text_of(filled(data, kind.value, VALUES, SCHEMA))


def test_the_place_is_the_tag_that_asks_not_another_with_the_same_word() -> None:
    asks = template("{{ 标题 }}", "标题：", "{%p for 章 in 章节 %}", "{{ 章.标题 }}", "{%p endfor %}")
    (problem,) = check_template(asks, "我的.docx", SCHEMA)
    assert (problem.variable, problem.where) == ("章.标题", "第4段（“{{ 章.标题 }}”）")


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ 标题|大写 }}", "没有“大写”这个过滤器"),
        ("{% include 'x' %}", "不能引用别的文件"),
        ("{% for x in 目标 %}", "没有结束"),
        ("{{ ''.__class__.__mro__ }}", "程序内部的“__class__”"),
    ],
)
def test_what_is_wrong_with_a_template_is_said_in_the_language_in_use(tag: str, said: str) -> None:
    with pytest.raises(UserError) as told:
        filled(template(tag), "我的.docx", VALUES, SCHEMA)
    assert said in str(told.value)
    assert "。。" not in str(told.value)
    assert ".。" not in str(told.value)
