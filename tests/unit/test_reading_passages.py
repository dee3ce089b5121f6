"""Roles, levels, sections and run-in leads."""

from __future__ import annotations

import pytest

from quandian.core.model import Role
from quandian.reading import passages_of


def roles(text: str) -> list[tuple[int, str, str]]:
    return [(p.paragraph, p.role.value, text[p.start : p.end]) for p in passages_of(text)]


REPORT = """索 引 号 YPK001/2024-00002 成文日期 2024-01-05
云浦经济开发区管委会2023年工作报告
发布日期:2024-01-09 16:22 访问次数: 1386
分享:
2023年,开发区完成了年初确定的各项任务,全年实现产值612.4亿元。
一、聚力招大引强,产业集聚态势加快形成
招商引资成果丰硕。组建产业招商专班,全年引进项目41个。项目建设全速推进。健全工作机制,31个项目实现当年开工。
平台能级稳步提升。建成标准厂房42万平方米,入驻企业73家。
二、2024年工作打算
（一）紧盯项目投资，持续加力。全年完成投资260亿元以上。一是抓好在建项目提速。确保三季度具备条件。二是抓好储备。滚动储备项目。
指标\t目标\t完成
扫一扫在手机打开当前页"""


def test_roles_of_a_report_from_an_official_page() -> None:
    assert [(n, role, words[:9]) for n, role, words in roles(REPORT)] == [
        (1, "furniture", "索 引 号 YPK"),
        (2, "heading", "云浦经济开发区管委"),
        (3, "furniture", "发布日期:2024"),
        (4, "furniture", "分享:"),
        (5, "body", "2023年,开发区"),
        (6, "heading", "一、聚力招大引强,"),
        (7, "heading", "招商引资成果丰硕。"),
        (7, "body", "组建产业招商专班,"),
        (7, "heading", "项目建设全速推进。"),
        (7, "body", "健全工作机制,31"),
        (8, "heading", "平台能级稳步提升。"),
        (8, "body", "建成标准厂房42万"),
        (9, "heading", "二、2024年工作"),
        (10, "heading", "（一）紧盯项目投资"),
        (10, "body", "全年完成投资260"),
        (10, "heading", "一是抓好在建项目提"),
        (10, "body", "确保三季度具备条件"),
        (10, "heading", "二是抓好储备。"),
        (10, "body", "滚动储备项目。"),
        (11, "table", "指标\t目标\t完成"),
        (12, "furniture", "扫一扫在手机打开当"),
    ]


def test_levels_and_sections_follow_the_numbering() -> None:
    passages = passages_of(REPORT)
    where = {REPORT[p.start : p.end][:6]: p for p in passages}
    assert [where[key].level for key in ("云浦经济开发", "一、聚力招大", "（一）紧盯项")] == [1, 2, 3]
    assert where["滚动储备项目"].section == (
        "云浦经济开发区管委会2023年工作报告",
        "二、2024年工作打算",
        "（一）紧盯项目投资，持续加力",
        "二是抓好储备",
    )
    assert where["建成标准厂房"].section[-1] == "平台能级稳步提升"
    assert where["指标\t目标\t"].section[-1] == "（一）紧盯项目投资，持续加力"


@pytest.mark.parametrize(
    ("paragraph", "lead"),
    [
        ("——补齐水利设施短板。五座泵站完成机组安装并投入试运。", "——补齐水利设施短板。"),
        ("一是勤走勤问，当好民情信使。围绕百姓期盼，主动跑好服务接力。", "一是勤走勤问，当好民情信使。"),
        ("（二）紧扣粮食安全，争当稳产保供“主力军”。修好田间水渠。", "（二）紧扣粮食安全，争当稳产保供“主力军”。"),
        ("1.强化要素保障。全年盘活低效用地1260亩。", "1.强化要素保障。"),
    ],
)
def test_a_run_in_lead_is_a_heading_of_its_own(paragraph: str, lead: str) -> None:
    assert roles(paragraph) == [(1, "heading", lead), (1, "body", paragraph.removeprefix(lead))]


@pytest.mark.parametrize(
    "paragraph",
    [
        "瑞雪纷飞兆丰年。在春耕备耕动员大会上，农场庄重地作出了承诺！",
        "一是提高站位。二是压实责任。三是严明纪律。",
        "（一）全年完成固定资产投资118.6亿元，增长11.2%，其中工业投资74.3亿元，增长15.6%，总量居全省前列。增速靠前。",
        "全年引育企业38家。",
    ],
)
def test_what_only_looks_like_a_lead_is_not_split(paragraph: str) -> None:
    assert [role for _, role, _ in roles(paragraph)] == ["body"]


PAGE = """——优化供给稳住市场。推动三座粮库高效周转，全年调度储备达46万吨。
云河老市场腾退签约现场
——倾听民声传递温度。推进社区食堂连锁化配送项目。
☆提升仓储攻坚行动
☆渠道拓展攻坚行动
亮点一 改革赋能激活力
数字·展示厅
五大攻坚行动
赴山区组织农技培训和结对走访
■记者 邵予宁 通讯员 柯闻笛"""


def test_captions_bylines_and_slogans_of_a_newspaper_page() -> None:
    text = PAGE
    assert [role for _, role, _ in roles(text)][4:] == [
        *("body", "heading", "heading", "heading", "caption", "heading", "caption", "furniture"),
    ]
    assert (2, "caption", "云河老市场腾退签约现场") in roles(text)


def test_markdown_signs_give_levels_and_subtitles_belong_to_their_title() -> None:
    text = "# 局长问答录\n## 谋在先 干在前\n——专访区农业农村局局长贺延清\n2025年，全力以赴。"
    passages = passages_of(text)
    assert [(p.role, p.level) for p in passages[:3]] == [(Role.HEADING, 1), (Role.HEADING, 2), (Role.HEADING, 2)]
    assert passages[3].section == ("局长问答录", "谋在先 干在前")


def test_the_head_of_a_speech() -> None:
    text = "在全市国资国企工作会议上的讲话\n（2025年1月14日）\n市国资委党委书记 傅砚南\n同志们：\n过去一年，稳中提质。"
    assert [role for _, role, _ in roles(text)] == ["heading", "furniture", "furniture", "furniture", "body"]


def test_nothing_gives_no_passages() -> None:
    assert passages_of("") == ()
    assert passages_of(" \n\n　") == ()
