"""Scores of metrics say how sure they are, so that "least sure first" begins with what a person must look at."""

from __future__ import annotations

import pytest

from quandian.core import sentences
from quandian.language.suggest import SuggestionDraft, reason_text, suggest
from quandian.reading import passages_of

TEXT = """清溪区2024年工作总结
一、2024年工作总结
全年完成固定资产投资突破126.5亿元，增长11.2%。
{unit}
二、存在的问题
土地出让收入减少3.2亿元，人才流失率达到12%。
"""


@pytest.fixture(autouse=True)
def _chinese_again():
    yield
    sentences.set_language("zh")


def metrics(unit: str) -> dict[str, SuggestionDraft]:
    text = TEXT.format(unit=unit)
    return {text[s.start : s.end]: s for s in suggest(text, passages_of(text)) if s.tag == "metric"}


def test_figures_of_the_analysis_of_problems_are_not_proposed() -> None:
    assert set(metrics("新增学位3200个。")) == {"突破126.5亿元", "11.2%", "3200个"}


@pytest.mark.parametrize(
    ("unit", "doubtful"),
    [
        ("共有3个方面值得一提。", "3个"),
        ("其中12家已关停。", "12家"),
        ("今年完成了8个。", "8个"),
    ],
)
def test_a_doubtful_figure_scores_below_a_sure_one(unit: str, doubtful: str) -> None:
    found = metrics(unit)
    assert found[doubtful].score < found["突破126.5亿元"].score - 0.05


def test_scores_of_metrics_differ() -> None:
    found = metrics("新增学位3200个，建成学校3所，培训教师约1200人次，满意率位居全市第一，办结12件。")
    assert len({round(s.score, 3) for s in found.values()}) >= 5


def test_the_reason_names_the_doubt_in_both_languages() -> None:
    found = metrics("其中12家已关停。")["12家"]
    assert not found.fields.get("indicator")
    assert "没有写明衡量什么" in reason_text(found.reason)
    sentences.set_language("en")
    assert "does not say what it measures" in reason_text(found.reason)
