"""What is suggested as goal, achievement and metric, and why (shared/codebook.md)."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from quandian.core import sentences
from quandian.language.suggest import SuggestionDraft, reason_text, suggest
from quandian.reading import passages_of, read_report

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def _chinese_again():
    yield
    sentences.set_language("zh")


@pytest.fixture(scope="module")
def trainer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("train_model", ROOT / "packaging" / "train_model.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_model"] = module
    spec.loader.exec_module(module)
    return module


def suggested(text: str) -> list[SuggestionDraft]:
    return suggest(text, passages_of(text))


def tags(text: str, words: str) -> set[str]:
    """The tags suggested on the unit that begins with these words, metrics aside."""
    at = text.index(words)
    return {str(s.tag) for s in suggested(text) if s.start <= at < s.end and s.tag != "metric"}


REPORT = """关于2021年工作总结和2022年工作思路的报告
同志们：
一、2021年工作总结
（一）紧扣项目建设，投资跑出加速度。面对下行压力，完成投资126亿元，增长11.2%。加快临港园区基础设施建设。北站枢纽已完成前期设计，2022年开工建设。
（二）用心改善民生。新增学位3200个，推进老旧小区改造。
但对照高质量发展要求，工作中还存在一些短板：产业基础薄弱，人才供给不足；融资渠道偏窄。
二、2022年工作思路
（一）持之以恒扩大投资。一是抓好重大项目。推进临港园区二期建设，全年完成投资150亿元以上。
（二）持之以恒改善民生。新增学位4000个，打造15分钟生活圈。
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("同志们", set()),
        ("一、2021年工作总结", set()),
        ("面对下行压力", {"achievement"}),
        ("加快临港园区", {"achievement"}),  # a bare verb in a review section
        ("北站枢纽", {"goal", "achievement"}),
        ("新增学位3200个", {"achievement"}),
        ("但对照", set()),
        ("融资渠道偏窄", set()),
        ("二、2022年工作思路", set()),
        ("一是抓好重大项目。", {"goal"}),  # a run-in lead in a plan section
        ("推进临港园区二期", {"goal"}),  # the same verb in a plan section
        ("新增学位4000个", {"goal"}),
    ],
)
def test_the_section_decides_before_the_verb(words: str, expected: set[str]) -> None:
    assert tags(REPORT, words) == expected


def test_a_lead_of_a_review_section_is_a_heading_only() -> None:
    text = "2021年工作总结\n库容整治有起色。完成12座水库清淤。\n田间管护有章法。带动20余个村社在圩区轮灌。\n"
    assert tags(text, "库容整治") == set()
    assert tags(text, "完成12座") == {"achievement"}


def test_interviews_of_heads_of_departments_are_plans() -> None:
    text = (
        "## 稳就业 惠民生\n——专访市人社局局长程远征\n"
        "2022年，市人社局将把稳就业摆在突出位置。\n"
        "一是在扩容提质上下功夫。实施春暖行动，组织专场招聘会。支持灵活就业，发放创业担保贷款。\n"
        "二是在技能提升上下功夫。开展订单式培训。\n"
    )
    assert tags(text, "实施春暖行动") == {"goal"}
    assert tags(text, "支持灵活就业") == {"goal"}
    assert tags(text, "开展订单式培训") == {"goal"}


def test_a_list_item_that_states_a_target_is_a_goal() -> None:
    text = "集团2022年攻坚行动\n2022年，集团将实施以下行动。\n☆提升仓储攻坚行动\n☆渠道拓展攻坚行动\n"
    assert tags(text, "☆提升仓储") == {"goal"}


def test_what_a_plan_takes_for_granted_is_no_achievement() -> None:
    text = "2022年工作思路\n以市级灌区通过评定为新起点，把陈列馆办成示范之作。\n加快已立项的团体标准修订发布。\n"
    assert tags(text, "以市级灌区") == {"goal"}
    assert tags(text, "加快已立项") == {"goal"}


def test_metrics_come_with_their_fields() -> None:
    text = "2022年工作思路\n全年完成投资240亿元以上。\n"
    (metric,) = (s for s in suggested(text) if s.tag == "metric")
    assert text[metric.start : metric.end] == "240亿元以上"
    assert metric.fields["value"] == "24000000000"
    assert (metric.fields["unit"], metric.fields["comparator"]) == ("元", "≥")


def test_furniture_captions_and_bylines_stay_unmarked() -> None:
    above = "索 引 号 A1/2025-1 成文日期 2024-03-18\n分享:\n"
    text = above + "2024年完成投资3亿元。\n■记者 张三 通讯员 李四\n扫一扫在手机打开当前页\n"
    assert {text[s.start : s.end] for s in suggested(text) if s.tag != "metric"} == {"2024年完成投资3亿元。"}


def test_every_suggestion_has_a_score_and_a_reason_in_both_languages() -> None:
    for draft in suggested(REPORT):
        assert 0.5 <= draft.score <= 1
        sentences.set_language("zh")
        chinese = reason_text(draft.reason)
        sentences.set_language("en")
        english = reason_text(draft.reason)
        assert chinese
        assert english
        assert chinese != english
        assert "suggest." not in chinese + english


def test_the_reason_names_section_and_cue() -> None:
    (draft,) = (s for s in suggested(REPORT) if REPORT[s.start :].startswith("面对下行压力") and s.tag != "metric")
    assert reason_text(draft.reason) == "所在部分：2021年工作总结；线索词：完成、增长；实际数字：126亿元、11.2%"


def test_no_passages_no_suggestions_but_metrics() -> None:
    assert suggest("", ()) == []
    assert {s.tag for s in suggest("完成投资3亿元。", ())} <= {"metric"}


@pytest.mark.parametrize("split", ["held", "held2", "held3", "held4"])
def test_texts_the_model_has_not_seen(trainer: ModuleType, split: str) -> None:
    found = trainer.score(trainer.shipped(), trainer.own(split))
    assert found["goal"][0] >= 0.95
    assert found["achievement"][0] >= 0.95


def test_there_are_enough_texts_of_our_own() -> None:
    lines = [
        json.loads(line)
        for path in (ROOT / "tests" / "files" / "suggest").glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
    ]
    assert sum(len(p) for line in lines for p in line["paragraphs"]) >= 300
    assert len({line["kind"] for line in lines}) >= 12


def test_the_shipped_model_is_the_trained_one(trainer: ModuleType) -> None:
    assert trainer.trained().to_json() == trainer.shipped().to_json()


@pytest.mark.parametrize("split", ["whole7", "whole8", "whole9", "whole10"])
def test_whole_reports_the_model_has_not_seen(trainer: ModuleType, split: str) -> None:
    found = trainer.score_annotated(trainer.shipped(), trainer.own(split))
    assert split not in trainer.TAUGHT
    assert found["goal"][0] >= 0.95
    assert found["achievement"][0] >= 0.95


@pytest.mark.parametrize("number", ["000", "002", "004"])
def test_gold_reports_by_a_model_that_has_not_seen_them(trainer: ModuleType, number: str) -> None:
    if not (SHARED / "gold").exists():
        pytest.skip("the annotated reports are not on this machine")
    reports = trainer.gold(SHARED / "reports", SHARED / "gold")
    (left_out,) = (report for report in reports if report.name == number)
    found = trainer.score_annotated(trainer.without(left_out, reports), [left_out])
    assert found["goal"][0] >= 0.95
    assert found["achievement"][0] >= 0.95


@pytest.mark.parametrize("number", ["000", "002", "004"])
def test_gold_reports_where_present(number: str) -> None:
    gold_file = SHARED / "gold" / f"{number}.gold.json"
    if not gold_file.exists():
        pytest.skip("the annotated reports are not on this machine")
    draft = read_report(next((SHARED / "reports").glob(f"{number}*.txt")))
    offsets, count = [], 0
    for character in draft.text:
        offsets.append(count)
        count += not character.isspace()
    offsets.append(count)
    spans = [(s.tag, offsets[s.start], offsets[s.end]) for s in suggest(draft.text, draft.passages)]
    for tag in ("goal", "achievement"):
        right = wrong = 0
        for unit in json.loads(gold_file.read_text("utf-8"))["units"]:
            if unit["role"] != "body":
                continue
            size = unit["end"] - unit["start"]
            covered = sum(max(0, min(b, unit["end"]) - max(a, unit["start"])) for t, a, b in spans if t == tag)
            said, wanted = 2 * covered >= size, tag in unit["labels"]
            right += said and wanted
            wrong += said != wanted
        assert 2 * right / (2 * right + wrong) >= 0.95


def test_a_line_that_ends_in_a_colon_opens_a_section() -> None:
    text = (
        "安全环保部2022年度工作总结\n1、开展隐患排查。组织综合检查12次，查出隐患648条。\n"
        "2、抓好教育培训。培训员工5600人次。\n2023年工作计划：\n1、推进双重预防机制建设。\n2、开展应急演练。\n"
    )
    assert tags(text, "培训员工") == {"achievement"}
    assert tags(text, "2023年工作计划") == set()
    assert tags(text, "1、推进双重") == {"goal"}


def test_items_that_each_review_and_then_plan() -> None:
    text = (
        "业务发展情况\n（一）公司业务\n截至年末，对公贷款余额436亿元，较年初增加52亿元。\n"
        "2024年，公司条线将加大制造业投放，力争新增20亿元。\n（二）零售业务\n"
        "个人存款余额突破500亿元大关，全年净增61亿元。\n下一年，零售条线要做大财富管理，规模增长12%以上。\n"
    )
    assert tags(text, "截至年末") == {"achievement"}
    assert tags(text, "2024年，公司") == {"goal"}
    assert tags(text, "个人存款") == {"achievement"}
    assert tags(text, "下一年") == {"goal"}


def test_cues_are_quoted_without_marks_and_not_out_of_other_words() -> None:
    text = "2023年工作总结\n今年以来，圆满完成各项任务。\n1—9月，同比增长5%。\n工业增加值实现50亿元，提高5个百分点。\n"
    said = [part[1] for s in suggested(text) for part in json.loads(s.reason) if part[0] == "cue"]
    words = [word for cues in said for word in cues.split("、")]
    assert {"今年以来", "圆满完成", "1—9月"} <= set(words)
    assert "增加" not in words
    assert all(word and word[-1] not in "，,。" for word in words)
