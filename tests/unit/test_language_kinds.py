"""Kinds of reports that were once read wrongly: annual reports of companies, interviews, plans of five years."""

from __future__ import annotations

from quandian.language.suggest import suggest
from quandian.reading import passages_of


def tags(text: str, words: str) -> set[str]:
    at = text.index(words)
    return {str(s.tag) for s in suggest(text, passages_of(text)) if s.start <= at < s.end and s.tag != "metric"}


ANNUAL = """江陵港口股份有限公司2021年年度报告
第一节 重要提示
本公司董事会保证年度报告内容真实、准确、完整，不存在虚假记载。
第二节 管理层讨论与分析
一、经营情况讨论与分析
报告期内，公司完成货物吞吐量1.86亿吨，同比增长5.3%。
二、公司未来发展
（一）行业格局和趋势
区域港口资源整合加快推进，同质化竞争有望缓解。
（二）经营计划
2022年，公司计划完成货物吞吐量1.95亿吨。推动自动化码头改造，压降应收账款。
第三节 公司治理
公司严格规范运作，完善法人治理结构，修订制度14项。召开股东大会3次，审议议案87项。
公司无重大诉讼、仲裁事项。
"""


def test_the_plan_of_an_annual_report_ends_with_its_chapter() -> None:
    assert tags(ANNUAL, "2022年，公司计划") == {"goal"}
    assert tags(ANNUAL, "推动自动化") == {"goal"}
    assert tags(ANNUAL, "公司严格规范") == {"achievement"}
    assert tags(ANNUAL, "召开股东大会") == {"achievement"}


def test_what_an_annual_report_must_say_is_neither() -> None:
    for words in ("本公司董事会", "（一）行业格局", "区域港口", "（二）经营计划", "公司无重大"):
        assert tags(ANNUAL, words) == set(), words


FIVE_YEARS = """清溪县国民经济和社会发展“九五”计划
一、“八五”时期的主要成就
1995年，全县工农业总产值达到6.2亿元，五年年均增长14%。
二、“九五”时期的奋斗目标和主要任务
到2000年，工农业总产值达到12亿元。
三、加强农业基础
建设吨粮田5万亩，改造中低产田8万亩。水库二期1995年完成勘测，“九五”期间建成。
"""


def test_a_plan_of_five_years_plans_to_its_end() -> None:
    assert tags(FIVE_YEARS, "1995年，全县") == {"achievement"}
    assert tags(FIVE_YEARS, "二、“九五”") == set()
    assert tags(FIVE_YEARS, "到2000年") == {"goal"}
    assert tags(FIVE_YEARS, "建设吨粮田") == {"goal"}


INTERVIEW = """让古镇活起来
——访区文化和旅游局局长陈立
记者：陈局长，先回顾一下2021年的工作吧。
陈立：好的。2021年，接待游客896万人次，旅游收入恢复到八成。
记者：目前存在的瓶颈在哪里？
陈立：主要还是游客来得多、留得少。高端酒店不足，过夜游占比偏低。
记者：新的一年有哪些新招？
第一，把景区立起来。对照5A标准，全面提升柳湾古镇景区。推出研学线路10条。
陈立：谢谢，欢迎大家常来！
"""


def test_the_question_tells_what_the_answer_speaks_of() -> None:
    assert tags(INTERVIEW, "2021年，接待") == {"achievement"}
    assert tags(INTERVIEW, "对照5A") == {"goal"}
    assert tags(INTERVIEW, "第一，把景区") == {"goal"}
    for words in ("记者：陈局长", "陈立：好的", "陈立：主要", "高端酒店", "记者：新的", "陈立：谢谢"):
        assert tags(INTERVIEW, words) == set(), words


def test_greetings_and_scenes_are_neither() -> None:
    text = (
        "2023年工作总结和2024年工作打算\n一、2023年工作总结\n2023年是全面贯彻党的二十大精神的开局之年。\n"
        "完成投资126亿元。三期安置房封顶，600户居民即将圆新居梦。\n二、2024年工作打算\n推进园区建设。\n"
        "各位代表，让我们携手并肩，为建设美丽家园而努力奋斗！\n"
    )
    assert tags(text, "2023年是全面") == set()
    assert tags(text, "三期安置房") == {"achievement"}
    assert tags(text, "各位代表，让我们") == set()


def test_this_years_work_is_planned_after_a_review_of_the_last() -> None:
    text = (
        "在全县工作会议上的讲话\n一、去年工作回顾\n去年，全县完成投资126亿元，增长11.2%。\n"
        "二、今年主要工作\n推进园区建设。实施城市更新行动。\n三、明年工作展望\n启动新城建设。\n"
    )
    assert tags(text, "去年，全县") == {"achievement"}
    assert tags(text, "推进园区") == {"goal"}
    assert tags(text, "启动新城") == {"goal"}


def test_formulas_do_not_hide_what_is_reported_or_planned() -> None:
    text = (
        "2023年工作总结和2024年工作打算\n一、2023年工作总结\n"
        "2023年是县域经济发展最快的一年，全县生产总值突破300亿元。\n全年无重大安全事故。\n"
        "这项改革让我们少跑了五趟。\n金秋时节，成功举办首届茶文化节，已签约项目12个。\n"
        "二、2024年工作打算\n如期完成水厂二期，届时将新增产能20万吨。\n保证统计数据真实准确。\n"
    )
    for words in ("2023年是县域", "全年无重大", "这项改革", "金秋时节"):
        assert tags(text, words) == {"achievement"}, words
    for words in ("如期完成", "保证统计"):
        assert "goal" in tags(text, words), words


SUMMARY = """云浦区城建集团2023年工作总结
2023年，古城新貌映春光，新城区踏上了新征途。
一、重点工作
仅用35天完成南门大街820户居民搬迁，只用60天完成图书馆新馆工程验收。
五年来，全区建成学校12所，开启了教育强区新篇章。
二、2024年工作打算
## 聚力攻坚 打造城市更新样板
新建停车泊位600个。
"""


def test_a_flourish_that_reports_nothing_is_no_achievement() -> None:
    assert tags(SUMMARY, "2023年，古城") == set()
    assert tags(SUMMARY, "五年来，全区") == {"achievement"}  # a figure reports all the same


def test_what_took_a_few_days_only_is_done() -> None:
    assert tags(SUMMARY, "仅用35天") == {"achievement"}


def test_a_title_of_the_newspaper_is_no_goal_and_the_signs_before_a_heading_are_not_marked() -> None:
    page = "# 对话当家人 共绘好光景\n## 聚力攻坚 打造城市更新样板\n——专访区住建局\n2024年，将新建泊位600个。\n"
    assert tags(page, "对话当家人") == set()
    (title,) = [s for s in suggest(page, passages_of(page)) if s.start < page.index("——") and s.tag == "goal"]
    assert page[title.start : title.end] == "聚力攻坚 打造城市更新样板"
