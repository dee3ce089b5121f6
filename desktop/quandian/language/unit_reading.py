"""What was read of one unit of a report: shared by the modules that read, weigh and score it."""

from __future__ import annotations

from dataclasses import dataclass, field

from quandian.core.model import Role
from quandian.language.cues import Hit
from quandian.language.quantities import QuantitySpan
from quandian.language.units import Unit

REVIEW, PLAN, PROBLEM = 0, 1, 2


@dataclass(slots=True)
class Reading:
    """What was read of one unit. ``state`` are the probabilities of review, plan, problem analysis."""

    unit: Unit
    role: Role
    lead: bool
    hits: list[Hit]
    words: dict[str, list[str]]
    opening: set[str]
    quantities: list[QuantitySpan]
    evidence: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    ahead: int = 1 << 30  # where the first word of what is to come stands
    named: str = ""  # for a heading: the kind of section it names
    tail: bool = False  # tells first what is done and then what is to come
    later: bool = False  # names a year after the one reviewed
    earlier: bool = False  # opens with the year reviewed or one before
    goes_on: bool = False  # says what is done and then begins a new clause
    forms: tuple[str, ...] = ()  # how it is built: a scene, a call, a courtesy ("forms" of the lexicon)
    commits: bool = False  # the office that speaks says what it will do: 公司将…
    orders: bool = False  # somebody says what must be done: 他指出，要…
    spans: bool = False  # names a year reviewed and then one to come
    asked: bool = False  # stands in a question of an interviewer
    told: bool = False  # says itself that it is done, in whatever section: 已觅得…, 2018年…由…调整至…
    dated: bool = False  # names what was reached and when, as a description of an office may
    budgets: bool = False  # sets an amount for the year to come: 收入安排12亿元
    purpose: bool = False  # holds nothing but what is aimed at: 为了…，提高…，确保…
    leads_in: bool = False  # announces in a few words what its paragraph then reports: 积极推动成果转化。
    talk: bool = False  # the document is a conversation of questions and answers
    reviewed: int = 0  # the last year the report looks back on, 0 where it does not say
    yearly: bool = True  # it plans for one year, so 年底前 is the end of the next
    this_year: float = 0.0  # above 0 where 今年 is the year planned, below where it is the year reviewed
    state: tuple[float, float, float] = (0.4, 0.35, 0.25)
    section: str = ""  # title of the heading that names the section
    section_kind: str = ""
