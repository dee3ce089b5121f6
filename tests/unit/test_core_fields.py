"""Typed fields: what people write is taken, what a field cannot hold is refused in one sentence, everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from quandian.core import sentences
from quandian.core.codebook import GOAL, METRIC
from quandian.core.errors import UserError
from quandian.core.fields import checked
from quandian.core.model import Field, ReportDraft
from quandian.reading import read_bytes
from quandian.store import Project
from quandian.tasks.tagging import annotate_smart, parse_fields

DATE, NUMBER, FLAG = (
    Field("d", "时限", "Deadline", "date"),
    Field("n", "数值", "Value", "number"),
    Field("f", "旗", "F", "flag"),
)
PERIOD, TEXT = Field("p", "时期", "Period", "period"), Field("t", "单位", "Unit")
CHOICE = Field("c", "比较", "Comparator", "choice", ("=", "≥"))


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        (DATE, "2025年6月底", "2025-06"),
        (DATE, "2025", "2025"),
        (DATE, "2024-2-29", "2024-02-29"),
        (NUMBER, "1,100", "1100"),
        (NUMBER, "2.8亿", "280000000"),
        (NUMBER, "3.80", "3.80"),
        (NUMBER, 5, 5),
        (FLAG, "是", True),
        (FLAG, "no", False),
        (FLAG, True, True),
        (CHOICE, ">=", "≥"),
        (PERIOD, "2021年—2023年", "2021-2023"),
        (PERIOD, "2021-H1", "2021-H1"),
        (PERIOD, "2023年上半年", "2023年上半年"),
        (TEXT, "2023-13-45", "2023-13-45"),
        (DATE, " ", None),
        (NUMBER, None, None),
    ],
)
def test_what_people_write_is_taken(field: Field, typed: object, stored: object) -> None:
    assert checked(field, typed) == stored


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (DATE, "2023-13-45"),
        (DATE, "2023-02-30"),
        (DATE, "2023-00"),
        (DATE, "明年"),
        (NUMBER, "很多"),
        (NUMBER, "1.2.3"),
        (NUMBER, True),
        (FLAG, "也许"),
        (CHOICE, "≠"),
        (PERIOD, "2023-2021"),
        (PERIOD, "2023-13"),
        (PERIOD, "12"),
        (PERIOD, "很" * 41),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_field_cannot_hold_is_refused_in_one_sentence(field: Field, typed: object, language: str) -> None:
    sentences.set_language(language)
    try:
        with pytest.raises(UserError) as caught:
            checked(field, typed)
        said = str(caught.value)
    finally:
        sentences.set_language("zh")
    assert caught.value.code == f"field.{field.type}"
    assert (field.label if language == "zh" else field.label_en) in said
    assert str(typed)[:20] in said


def test_store_and_command_line_refuse_the_same(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.quandian", author="a", device="00000001") as project:
        (report,) = project.import_reports([read_bytes("a.txt", "力争突破300亿元。".encode())]).added
        with pytest.raises(UserError, match="时限"):
            project.annotate(report, GOAL, 0, 4, fields={"deadline": "2023-13-45"})
        assert project.annotations() == []
        made = project.annotate(report, METRIC, 4, 8, fields={"value": "3亿", "own": "2023-13-45"})
        assert dict(made.fields) == {"value": "300000000", "own": "2023-13-45"}
        with pytest.raises(UserError, match="数值"):
            project.edit_fields(made.id, value="很多")
        assert project.edit_fields(made.id, value=None).fields == {"own": "2023-13-45"}
        with pytest.raises(UserError, match="2023-13-45"):
            parse_fields(project.tag(GOAL), ["时限=2023-13-45"])
        assert parse_fields(project.tag(METRIC), ["Masked=是", "value=2亿"]) == {"masked": True, "value": "200000000"}
        with pytest.raises(UserError, match="责任单位、时限"):
            parse_fields(project.tag(GOAL), ["期限=2023"])


def test_a_figure_given_by_hand_may_carry_its_unit(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quandian", author="甲", device="d1") as project:
        draft = ReportDraft("利用外资1.35亿—2亿美元。", (), "甲", "a.txt", b"a", "text/plain")
        (report,) = project.import_reports([draft]).added
        tag = project.tag(METRIC)
        fields = parse_fields(tag, ["数值=100亿元"])
        assert (fields["value"], fields["unit"], fields["kind"]) == ("10000000000", "元", "money")
        made = annotate_smart(project, report, METRIC, (4, 14), fields=parse_fields(tag, ["数值=约5%"]))
        told = {name: made.fields.get(name) for name in ("value", "value_to", "unit", "comparator")}
        assert told == {"value": "5", "value_to": None, "unit": "%", "comparator": "≈"}
        assert parse_fields(tag, ["数值=100亿元", "单位=家"])["unit"] == "家"
        assert parse_fields(tag, ["数值=2.5"]) == {"value": "2.5"}
