"""Reports of kinds and times that are rare among the texts that taught the rules: what is read in them, and what not.

Traditional characters, plans of the 1980s, descriptions of an office, budgets, pages of the web, half-width marks.
"""

from __future__ import annotations

import pytest

from quandian.language.suggest import SuggestionDraft, suggest
from quandian.reading import passages_of


def suggested(text: str) -> list[SuggestionDraft]:
    return suggest(text, passages_of(text))


def tags(text: str, words: str) -> str:
    """The tags on the unit that begins with these words, as letters (ag for both); metrics aside."""
    at = text.index(words)
    return "".join(sorted(s.tag[0] for s in suggested(text) if s.start <= at < s.end and s.tag != "metric"))


HARBOUR = """海晏城施政報告
（三）　道路與渡輪
41.　過去兩年，我們已完成東灣大橋的擴建，新增行車線四條，每日可容納車輛36 000架次。
42.　渡輪公司的乘客量較前年增加一成二，達每日58 000人次。
43.　政府會繼續改善離島碼頭，並將於明年第二季展開南灣碼頭重建工程，預計2027年竣工。
44.　我們的目標是爭取在五年內令八成居民步行十分鐘便可到達車站。
45.　舊區停車位不足的情況不容忽視，居民對此意見很大。
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("41.", "a"),
        ("42.", "a"),
        ("43.", "g"),
        ("44.", "g"),
        ("45.", ""),
    ],
)
def test_traditional_characters_are_read_as_simplified_ones(words: str, expected: str) -> None:
    assert tags(HARBOUR, words) == expected


def test_what_is_taken_from_a_text_in_traditional_characters_is_written_as_there() -> None:
    text = "二、明年工作計劃\n由運輸署負責，明年內新建單車徑長度26公里，電動巴士數量達320輛。\n"
    found = suggested(text)
    assert {s.fields.get("responsible") for s in found if s.tag == "goal"} == {"運輸署"}
    assert [s.fields["indicator"] for s in found if s.tag == "metric"] == ["單車徑長度", "電動巴士數量"]


PLAN_OF_1985 = """关于1985年清河县国民经济和社会发展计划的报告
1985年3月12日在清河县第八届人民代表大会第二次会议上
一、一九八四年计划的执行结果
一九八四年，全县工农业总产值计划实际完成一百零四点五，比预计的要好。
去年十月，县政府制定了一九八五年的生产计划，并经县人民代表大会常务委员会批准。
粮食总产量达到二亿一千万斤，比上年增长百分之六点二。
二、一九八五年计划的主要指标
一九八五年，工农业总产值计划安排九千八百万元，比上年增长百分之八。
一九八三年实际执行结果为八千二百万元。
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1985年3月", ""),
        ("一、一九八四年", ""),
        ("一九八四年，全县", "a"),
        ("去年十月", "a"),
        ("粮食总产量", "a"),
        ("一九八五年，工农业", "g"),
        ("一九八三年实际", "a"),
    ],
)
def test_a_report_on_a_plan_looks_back_on_the_year_before(words: str, expected: str) -> None:
    assert tags(PLAN_OF_1985, words) == expected


TOWNSHIP = """石桥镇帮扶工作总结
今年以来，我镇把帮扶工作放在首位，压实责任，选派干部，全镇帮扶工作取得明显成效，现将有关情况汇报如下:
一、石桥镇的基本情况
石桥镇下设12个行政村，农户4100户。
有薄弱村3个，其中柳湾村于2019年通过验收退出，坝头村于2020年完成达标退出。
耕地面积18600亩，林地9200亩。
1、设施设备
垃圾清运车6辆；
洒水车4辆。
二、主要做法和成效
改造危房86户，发放补助资金172万元。
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("今年以来", "a"),
        ("石桥镇下设", ""),
        ("有薄弱村", "a"),
        ("耕地面积", ""),
        ("垃圾清运车", ""),
        ("洒水车", ""),
        ("改造危房", "a"),
    ],
)
def test_a_description_of_the_office_reports_only_what_it_dates(words: str, expected: str) -> None:
    assert tags(TOWNSHIP, words) == expected


def test_a_run_in_label_ends_the_description() -> None:
    text = (
        "帮扶工作情况报告\n一、云台村概况\n全村6个小组，人口1260人。\n"
        "2021年帮扶情况：为32户购买种羊96只。\n2022年帮扶计划：为40户修建圈舍。\n"
        "二、下一步打算\n继续办好养羊合作社。\n"
    )
    assert [tags(text, words) for words in ("全村6个", "2021年帮扶", "2022年帮扶")] == ["", "a", "g"]


REVIEW = "2023年工作总结\n一、工作完成情况\n{}\n全年完成投资12.6亿元，增长8.1%。\n"
PLAN = "2024年工作计划\n一、主要任务\n{}\n加快推进水厂扩建，力争全年供水量达到900万吨。\n"


@pytest.mark.parametrize(
    "words",
    [
        "主要产品产量如下:",
        "本文将从三个方面介绍全县的招商工作。",
        "有一件事情特别值得一提。",
        "但粮站陈粮积压严重，仓容利用率有待提高。",
        "过去一年，全县外贸面临多重困难和严峻考验。",
        "夜间噪声投诉居高不下，令人担忧。",
        "2023年是我县全面完成机构改革任务的攻坚之年，也是我县各项事业承前启后的关键之年。",
        "阅读全文",
        "附：2023年办理实事清单（另册）。",
        "4月2日，全县水利工作会议在县城召开。",
        "会议总结上半年工作，分析形势，部署下半年任务。",
        '"看了新水厂，大家心里都踏实。"受邀参观的村民代表说。',
        "有位老人拉着手对我们说，这辈子值了。",
        "安全生产不只是一句口号，而是一份责任。",
        "如果觉得本文对您有帮助，请点赞收藏!",
        "导语：本总结由网友上传，不代表本网观点，欢迎参考。",
        "2024-01-18 316",
    ],
)
def test_announcements_plights_and_page_furniture_are_nothing_in_a_review(words: str) -> None:
    assert tags(REVIEW.format(words), words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "主要目标及措施如下:",
        "供水服务是关系千家万户的大事。",
        "冬季用水可能出现高峰提前的情况。",
        "2024-01-18 316",
    ],
)
def test_announcements_and_remarks_are_nothing_in_a_plan(words: str) -> None:
    assert tags(PLAN.format(words), words) == ""


@pytest.mark.parametrize(
    "words",
    [
        "2021年，我们将供水半径由12公里调整至18公里，进一步扩大了覆盖面。",
        "打井队的努力终见回报，第三口深井已出水。",
        "2022年实际完成供水量780万吨。",
        "事实上，公司五年间新铺管道达126公里。",
    ],
)
def test_what_says_itself_that_it_is_done_is_no_goal_of_the_plan(words: str) -> None:
    assert tags(PLAN.format(words), words) == "a"


@pytest.mark.parametrize(
    "words",
    [
        "在市场需求减弱、原料价格不稳的严峻形势下，全县工业增加值增长6.3%，产业优势进一步巩固。",
        "“2023年全县经济顶住了下行压力和诸多困难，圆满完成了年初确定的主要目标，发展质量稳步提高。”",
        '全年公司按照"聚焦主业发展,优化产品结构,提升管理效能,增强服务能力"的方针,实现营业收入32.6亿元。',
        "结对86户渔家补网造船，一起奔向美好明天。",
        "工业总产值跨越300亿元，达312亿元(预计数,下同)，增长9%以上。",
    ],
)
def test_a_result_stays_a_result_whatever_frames_it(words: str) -> None:
    assert tags(REVIEW.format(words), words) == "a"


def test_what_is_only_aimed_at_is_a_goal_in_a_review_too() -> None:
    words = "为了建设海绵校园，提高防汛能力，让师生安心上学。"
    assert tags(REVIEW.format(words), words) == "g"


def test_a_few_words_with_an_adverb_announce_their_paragraph_only() -> None:
    words = "积极推动跨县流域协同治理。"
    assert tags(REVIEW.format(f"{words}与邻县签订协议3份，联合巡河46次。"), words) == ""
    assert "g" in tags(PLAN.format(f"{words}与邻县签订协议3份以上。"), words)


BUDGET = """青原县2022年预算执行情况和2023年预算草案审查侧记
今天提交县人大会议审查的关于青原县2022年预算执行情况和2023年预算草案的报告显示，2022年，全县财政运行平稳，完成一般公共预算收入18.6亿元。
报告提出，2023年全县一般公共预算收入安排19.8亿元，比上年增长6.5%；
县级支出安排12.4亿元，比上年下降1.2%。
"""


@pytest.mark.parametrize(("words", "expected"), [("今天提交", "a"), ("报告提出", "g"), ("县级支出", "g")])
def test_amounts_set_for_the_year_to_come_are_goals(words: str, expected: str) -> None:
    assert tags(BUDGET, words) == expected


def test_what_will_grow_is_no_result() -> None:
    words = "公司将新购货船6艘，比上一个规划期增加2艘。"
    assert tags(PLAN.format(words), words) == "g"


def test_a_topic_is_no_goal() -> None:
    text = PLAN.format("二、关于城乡供水的统筹和水价的稳定\n要统筹城乡供水，稳定水价。")
    assert tags(text, "二、关于") == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("我们不会松懈，将修订巡查章程，规定每座泵站都有专人看守。", "g"),
        ("我们决定投入3亿元更换水表，目标是在2030年或之前令漏损率低于一成。", "g"),
        ("去年完成了西线全部试验，六座泵站通过验收，并于今年五月投产，比预定日期提前两个月。", "a"),
        ("我们已在六百个小区安装智能水表，并开放了用水数据，供居民查阅。", "a"),
        ("居民对此意见很大，老旧小区水压不足的情况不容忽视。", ""),
    ],
)
def test_an_address_says_in_turn_what_is_done_and_what_will_be(words: str, expected: str) -> None:
    text = f"施政纲领\n（一）供水\n去年的用水量与前年相若。\n{words}\n供水局会继续改善水质，并将于明年扩建水库。\n"
    assert tags(text, words) == expected


@pytest.mark.parametrize("words", ["三、来年怎么干", "三、完成1987年计划的主要措施"])
def test_a_heading_that_asks_or_names_measures_is_no_goal(words: str) -> None:
    assert tags(f"{REVIEW.format('新打机井4眼。')}{words}\n再打机井6眼，力争解决800人吃水问题。\n", words) == ""


def test_the_first_year_of_a_plan_is_background() -> None:
    words = "1987年是执行新计划的第一年。"
    assert tags(PLAN.format(f"{words}要开好头，起好步。"), words) == ""


def test_an_announcement_that_lists_figures_holds_what_it_announces() -> None:
    words = "主要支出安排如下：卫生支出3.2亿元，增长4%；"
    assert tags(PLAN.format(words), words) == "g"


def test_a_description_is_left_for_a_result_with_its_year_and_a_note_is_nothing() -> None:
    text = (
        "卫生院年度工作总结\n一、卫生院概况\n2019年，卫生院通过二级医院评审验收。\n现有床位86张，医护人员72人。\n"
        "二、工作开展情况\n全年门诊4.6万人次，增长7.2%。\n注：1.本总结中部分数据为初步统计数。\n"
    )
    found = [tags(text, words) for words in ("2019年，卫生院", "现有床位", "全年门诊", "注：")]
    assert found == ["a", "", "a", ""]


@pytest.mark.parametrize("heading", ["二、2026年财政预算草案", "二、完成今年任务的措施"])
def test_a_heading_that_names_a_draft_or_measures_is_no_goal(heading: str) -> None:
    text = f"{REVIEW.format('完成税收收入3.1亿元。')}{heading}\n继续培植税源，力争税收收入达到3.4亿元。\n"
    assert tags(text, heading) == ""


def test_would_is_no_meeting() -> None:
    assert tags(PLAN.format("水务局会继续更换旧管。"), "水务局会继续") == "g"
    assert tags(REVIEW.format("县招商大会于3月召开，签约项目16个。"), "县招商大会") == "a"
