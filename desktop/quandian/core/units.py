"""Units of measure: spellings, families that convert into each other, and the codebook's kind of each.

A unit that is not listed is a measure word (家, 项, 人次): it is its own family and of kind ``count``. Factors are
exact: legal units of GB 3100-1993; 亩 is 1/15 公顷 and 斤 is 0.5 千克 (State Council orders of 1984 and 1959).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

# family: (codebook kind, {unit: factor to the family's first unit})
FAMILIES: dict[str, tuple[str, dict[str, Fraction]]] = {
    "length": (
        "length",
        {
            "米": Fraction(1),
            "公里": Fraction(1000),
            "千米": Fraction(1000),
            "里": Fraction(500),
            "厘米": Fraction(1, 100),
            "毫米": Fraction(1, 1000),
            "海里": Fraction(1852),
        },
    ),
    # Counted in thirds of a square metre, so that 亩 (2000/3 m²) stays exact in decimals.
    "area": (
        "area",
        {
            "平方米": Fraction(3),
            "亩": Fraction(2000),
            "公顷": Fraction(30000),
            "平方公里": Fraction(3_000_000),
            "平方千米": Fraction(3_000_000),
        },
    ),
    "volume": ("other", {"立方米": Fraction(1), "升": Fraction(1, 1000), "毫升": Fraction(1, 1_000_000)}),
    "mass": (
        "other",
        {
            "吨": Fraction(1),
            "公斤": Fraction(1, 1000),
            "千克": Fraction(1, 1000),
            "斤": Fraction(1, 2000),
            "克": Fraction(1, 1_000_000),
        },
    ),
    "energy": (
        "other",
        {
            "千瓦时": Fraction(1),
            "度": Fraction(1),
            "度电": Fraction(1),
            "兆瓦时": Fraction(1000),
            "吉瓦时": Fraction(10**6),
        },
    ),
    "power": ("other", {"千瓦": Fraction(1), "瓦": Fraction(1, 1000), "兆瓦": Fraction(1000), "吉瓦": Fraction(10**6)}),
    "heat": ("other", {"吉焦": Fraction(1), "兆焦": Fraction(1, 1000), "千焦": Fraction(1, 1_000_000)}),
    # Counted in seconds; 年, 个月, 个工作日 have no fixed length and stay families of their own.
    "time": (
        "duration",
        {
            "秒": Fraction(1),
            "分钟": Fraction(60),
            "小时": Fraction(3600),
            "天": Fraction(86400),
            "周": Fraction(604800),
        },
    ),
    "persons": ("count", {"人": Fraction(1), "名": Fraction(1)}),
    "share": ("percent", {"%": Fraction(1), "‰": Fraction(1, 10)}),
    "points": ("percent", {"个百分点": Fraction(1), "个基点": Fraction(1, 100)}),
}

SPELLINGS: dict[str, str] = {
    "％": "%",
    "﹪": "%",
    "百分点": "个百分点",
    "基点": "个基点",
    "BP": "个基点",
    "bp": "个基点",
    "平米": "平方米",
    "平方": "平方米",
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "立方": "立方米",
    "m³": "立方米",
    "m3": "立方米",
    "km": "公里",
    "t": "吨",
    "kg": "公斤",
    "kW": "千瓦",
    "KW": "千瓦",
    "MW": "兆瓦",
    "GW": "吉瓦",
    "kWh": "千瓦时",
    "KWh": "千瓦时",
    "MWh": "兆瓦时",
    "人民币": "元",
    "元人民币": "元",
    "块钱": "元",
    "圆": "元",
    "美金": "美元",
    "港币": "港元",
    "个小时": "小时",
    "钟头": "小时",
    "个钟头": "小时",
    "月": "个月",
    "吨标煤": "吨标准煤",
    "GJ": "吉焦",
    "MPa": "兆帕",
    "大卡": "千卡",
}

MONEY = ("元", "美元", "欧元", "港元", "日元", "英镑", "韩元", "卢布", "澳元", "加元", "新元", "瑞士法郎", "澳门元")

_KINDS = dict.fromkeys(MONEY, "money") | dict.fromkeys(("年", "个月", "个工作日", "个季度", "工作日"), "duration")
_KINDS |= {"延米": "length", "延长米": "length", "车道公里": "length", "亩次": "area"}
_KINDS |= dict.fromkeys(("个自然日", "个年度", "个星期"), "duration")
_OTHER = frozenset(("倍", "分", "℃", "∶1", "吨标准煤", "千伏安", "微克", "毫克", "赫兹", "千卡", "亿"))
_OTHER |= {"兆帕", "千帕", "分贝", "微米", "蒸吨", "兆伏安", "标准箱", "标箱", "自然箱", "TEU"}
_OTHER |= {"吨公里", "人公里", "公石", "石", "担"}
_OTHER |= {"马力", "P", "载重吨", "总吨", "综合吨", "公担", "TB", "PB", "NTU", "岁", "吨标油", "吨油当量"}
_OTHER |= {"千克标准煤", "公斤标准煤", "克标准煤", "千克标油", "公斤标油"}


@cache
def _index() -> dict[str, tuple[str, str, Decimal]]:
    index: dict[str, tuple[str, str, Decimal]] = {}
    for family, (kind, units) in FAMILIES.items():
        common = 1
        for factor in units.values():
            common = max(common, factor.denominator)
        for unit, factor in units.items():
            whole = factor * common
            index[unit] = (family, kind, Decimal(whole.numerator) / Decimal(whole.denominator))
    return index


def base_spelling(unit: str) -> str:
    """Return the codebook's spelling of a unit: "㎡" is "平方米", "％" is "%"; unknown ones as they are."""
    return SPELLINGS.get(unit, unit)


def family_of(unit: str) -> str:
    """Return the name of the family whose members convert; a unit of no family is its own."""
    entry = _index().get(unit)
    return entry[0] if entry else f"={unit}"


def factor_of(unit: str) -> Decimal:
    """Return the exact factor to the smallest unit of the family; 1 for a unit of no family."""
    entry = _index().get(unit)
    return entry[2] if entry else Decimal(1)


def kind_of(unit: str) -> str:
    """Return the codebook's kind of a unit; a rate ("元/平方米") has the kind of what is counted."""
    head = unit.split("/")[0] if "/" in unit[1:] else unit
    entry = _index().get(head)
    if entry:
        return entry[1] if head == unit or entry[1] == "money" else "other"
    if head in _KINDS:
        return _KINDS[head] if head == unit or _KINDS[head] == "money" else "other"
    return "other" if head in _OTHER or head != unit else "count"
