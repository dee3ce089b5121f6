"""What reflow joins and what it leaves apart."""

from __future__ import annotations

import pytest

from quandian.reading import reflow

COLUMN = """
——资本运作有作为。全年到位融资72
亿元，综合融资成本3.92％，同比下降

0.41个百分点；先后发行5年期企业债
12亿元、首单绿色中期票据6亿元，票

面利率分别为3.36％和2.58％，均为全
省同类企业当年最低水平。
——资产盘活有成效。摸清全区划转资
产“家底”，补办权证312本，盘活闲
置房产17.6万平方米，经营性房产出租
率由81％提升到93.5％，年租金收入首

破3亿元。

云河老市场腾退签约现场

云浦国运集团：争做一流区域国有资本运营商

岁序更替，华章日新。2024年1月19日，

在集团年度工作会议上，集团党委书记、

董事长顾承砚发出“争当五个标兵、勇做

云浦国企排头兵”的动员令！

☆改革深化攻坚行动
☆项目提速攻坚行动

亮点一 改革赋能激活力
亮点二 项目为王蓄后劲
"""

PARAGRAPHS = [
    (
        "——资本运作有作为。全年到位融资72亿元，综合融资成本3.92％，同比下降0.41个百分点；先后发行5年期企业债12亿元、"
        "首单绿色中期票据6亿元，票面利率分别为3.36％和2.58％，均为全省同类企业当年最低水平。"
    ),
    (
        "——资产盘活有成效。摸清全区划转资产“家底”，补办权证312本，盘活闲置房产17.6万平方米，经营性房产出租率由81％"
        "提升到93.5％，年租金收入首破3亿元。"
    ),
    "云河老市场腾退签约现场",
    "云浦国运集团：争做一流区域国有资本运营商",
    (
        "岁序更替，华章日新。2024年1月19日，在集团年度工作会议上，集团党委书记、董事长顾承砚发出“争当五个标兵、勇做"
        "云浦国企排头兵”的动员令！"
    ),
    "☆改革深化攻坚行动",
    "☆项目提速攻坚行动",
    "亮点一 改革赋能激活力",
    "亮点二 项目为王蓄后劲",
]


def test_newspaper_columns_become_paragraphs() -> None:
    assert reflow(COLUMN).split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        "红军不怕远征难，万水千山只等闲\n五岭逶迤腾细浪，乌蒙磅礴走泥丸\n金沙水拍云崖暖，大渡桥横铁索寒\n三军过后尽开颜。",
        "春风得意马蹄疾，\n一日看尽长安花。\n莫愁前路无知己，\n天下谁人不识君。",
        "文化铸魂 做优服务\n着力增强景区吸引力 开创文旅新局面\n景区整合运营以来，中心坚持以文化浸润促进消费。",
        "聚焦主责主业谋发展\n深化国企改革增活力\n强化党建引领聚合力\n落实为民服务暖人心\n新的一年，我们一起努力。",
        "一、总体情况\n（一）主要成效\n1.项目建设加快\n2.招商引资提质\n（1）引进企业38家\n①其中外资3家",
        "工作要求：\n一是提高站位，\n二是压实责任，\n三是严明纪律。",
        "索 引 号 YPK001 成文日期 2024-01-05\n发布机构 云浦开发区 主题分类\n2023年，完成投资。",
        "市城发集团\n市交投集团\n市产投集团\n市文旅集团",
        "出席粮食产销协作联盟2023年度年会\n赴山区组织农技培训和结对走访\n公司防汛抗旱应急演练启动式\n颁发季度服务技能竞赛奖牌",
        "资产总额\t1080亿元\n营业收入\t240亿元\n利润总额\t25亿元",
        "区人民政府办公室\n2024年1月5日",
    ],
)
def test_what_stands_on_lines_of_its_own_stays_there(text: str) -> None:
    assert reflow(text) == text


def test_one_paragraph_a_line_stays_untouched() -> None:
    text = "\n".join(
        f"第{word}季度，全区完成固定资产投资{n}亿元，增长{n / 10}%，其中工业投资增长较快，占比进一步提高。"
        for n, word in enumerate("一二三四", 40)
    )
    assert reflow(text) == text


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n", "\r\n\r\n", "\u2029"])
def test_an_empty_line_inside_a_sentence_vanishes(gap: str) -> None:
    raw = f"二是守住底线,从严筑牢堤防。紧盯{gap}水库运行,逐座摸清大坝安全状况,全面保障农田旱涝都能丰收。"
    assert reflow(raw) == raw.replace(gap, "")


def test_a_quotation_broken_in_two_is_joined() -> None:
    assert reflow("落实“拿地即\n开工”改革，项目提前投产。") == "落实“拿地即开工”改革，项目提前投产。"


def test_words_of_latin_letters_keep_a_blank_between() -> None:
    assert reflow("建设“smart\ncity”示范区，推广数字应用。") == "建设“smart city”示范区，推广数字应用。"


def test_indents_and_gaps_are_left_to_the_reader() -> None:
    assert reflow("\ufeff　　第一段完。\r\n\r\n　　第二段完。　\x0c") == "第一段完。\n第二段完。"


BODY = (
    "全年新增国家高新技术企业四十家以上，力争限上商贸企业数字化转型覆盖率稳步提高，打造省级以上智能工厂八至十家，"
    "工业投资增长快于全部投资，占比进一步提高，产业根基不断夯实。"
)


def test_a_numbered_heading_of_two_lines_is_whole_and_its_paragraph_apart() -> None:
    wrapped = "\n".join(BODY[i : i + 20] for i in range(0, len(BODY), 20))
    raw = f"{wrapped}\n一、突出链式招商，在集聚优质项目上实现新\n突破\n{wrapped}\n二、突出科技赋能\n{wrapped}"
    heading = "一、突出链式招商，在集聚优质项目上实现新突破"
    assert reflow(raw).split("\n") == [BODY, heading, BODY, "二、突出科技赋能", BODY]


def test_an_indent_begins_a_paragraph_where_only_some_lines_have_one() -> None:
    wrapped = "\n".join(["　　" + BODY[:16], *(BODY[i : i + 18] for i in range(16, len(BODY), 18))])
    raw = f"{wrapped}\n　　全年投资增长百分之十以上\n{wrapped}\n{wrapped}"
    assert reflow(raw).split("\n") == [BODY, "全年投资增长百分之十以上", BODY, BODY]
