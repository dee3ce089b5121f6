"""Suggestions in news, speeches and addresses without named sections; results that are set against a plan."""

from __future__ import annotations

from quandian.core.codebook import ACHIEVEMENT, GOAL
from quandian.language.suggest import suggest
from quandian.reading import passages_of

NEWS = """全区召开季度经济分析会
本报讯 昨日，区委、区政府召开季度经济分析会。一季度，各街道按照年初确定的工作目标，主动作为，主要指标趋于好转。
会上，区长林海指出，要坚定信心，压实责任。要着力解决工作中存在的作风不实、协同不够等问题。
林海要求，要抓好重点项目建设，确保二季度全部开工。
各街道主要负责人等参加会议。
"""
ADDRESS = """新年献词
朋友们：伴随着新年的钟声，我们跨入了新的一年。刚刚过去的1998年是不平常的一年，我们经受住了洪水的考验。
全市经济保持较快增长；工业形势逐步向好，效益下滑的势头得到遏制；以国有企业改革为重点的各项改革正在积极推进，扩大开放取得新的成绩。
"""
REVIEW = """2023年工作总结
一、2023年主要工作
2023年，面对复杂严峻的外部环境，集团上下迎难而上，各项工作取得了令人鼓舞的成绩。
全年完成产值11.2亿元，超年计划12个百分点；成本下降200余万元，较2024年计划少用煤5000多吨。
国企改革三年行动圆满收官，实现“三个明显”预期目标。
不仅应对了各类挑战，更实现了新的跨越，为未来的长远发展奠定了坚实基础。
但部分企业经营困难等问题仍然突出。
"""
PRESS = """市属企业营收同比增长8.3%
2023-01-16 09:55:44 字号:
本报记者从市国资委获悉，2022年市属企业实现营业收入3940亿元、同比增长8.3%；国企改革取得了显著成效。
市国资委主要负责人表示，要完整准确贯彻新发展理念，着力提升经济运行质量，加大科技创新力度。
据悉，各企业2022年实现利润241亿元。
"""


def tags_of(text: str, words: str) -> set[str]:
    """Return what is suggested for the unit that holds these words."""
    at = text.index(words)
    found = suggest(text, passages_of(text))
    return {s.tag for s in found if s.tag in (GOAL, ACHIEVEMENT) and s.start <= at < s.end}


def test_what_a_speaker_says_must_be_done_is_a_goal() -> None:
    assert tags_of(NEWS, "要坚定信心") == {GOAL}
    assert tags_of(NEWS, "要着力解决") == {GOAL}  # though it names problems
    assert tags_of(NEWS, "要抓好重点") == {GOAL}
    assert tags_of(PRESS, "着力提升经济") == {GOAL}  # though all around it reports


def test_what_a_report_says_before_the_speech_stays_an_achievement() -> None:
    assert tags_of(NEWS, "主要指标趋于好转") == {ACHIEVEMENT}
    assert tags_of(PRESS, "营业收入3940亿元") == {ACHIEVEMENT}
    assert tags_of(PRESS, "实现利润") == {ACHIEVEMENT}


def test_who_came_and_when_it_was_published_is_nothing() -> None:
    assert tags_of(NEWS, "参加会议") == set()
    assert tags_of(PRESS, "09:55:44") == set()


def test_a_new_years_address_looks_back() -> None:
    assert tags_of(ADDRESS, "跨入了新的一年") == set()
    assert tags_of(ADDRESS, "刚刚过去的") == set()
    for words in ("较快增长", "得到遏制", "各项改革正在"):
        assert tags_of(ADDRESS, words) == {ACHIEVEMENT}, words


def test_a_result_set_against_a_plan_is_no_goal() -> None:
    for words in ("超年计划", "较2024年计划", "预期目标", "为未来的长远发展"):
        assert tags_of(REVIEW, words) == {ACHIEVEMENT}, words


def test_what_a_result_was_reached_against_does_not_hide_it() -> None:
    assert tags_of(REVIEW, "面对复杂严峻的外部环境") == {ACHIEVEMENT}


def test_a_problem_among_results_is_nothing() -> None:
    assert tags_of(REVIEW, "仍然突出") == set()


def test_whose_work_a_result_is_due_to_is_nothing() -> None:
    text = "2015年工作总结\n一、2015年主要工作\n审结案件6415件。一年来的成绩，是人大监督和社会各界支持的结果。\n"
    assert tags_of(text, "支持的结果") == set()


def test_short_items_of_a_plan_are_goals() -> None:
    text = (
        "2016年工作总结和2017年计划\n一、2016年工作回顾\n全年完成投资3亿元。\n二、2017年主要任务\n"
        "一是服务发展大局，依法审理案件。二是深化改革，6月底前完成首批入额。\n（一）坚定不移防风险。严控非主业投资。\n"
    )
    assert tags_of(text, "服务发展大局") == {GOAL}
    assert tags_of(text, "坚定不移防风险") == {GOAL}
