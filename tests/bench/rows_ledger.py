"""Figures of the ledger at 1,000, 10,000 and 100,000 metrics: from the question asked to rows, cells, chart painted."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness import Row
from material import SIGNED

from quandian.core.codebook import METRIC
from quandian.core.model import Passage, ReportDraft, Role
from quandian.store import NewAnnotation, Project

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from quandian.ui.pages.ledger import LedgerPage

MS = 1000.0
SIZE = (1372, 796)
SUBJECTS = tuple(
    "资产 营业 投资 就业 税收 研发 能耗 土地 项目 贷款 融资 出口 产值 利润 负债 客运 货运 绿化 住房 学位".split()  # noqa: SIM905
)
MEASURES = tuple("总额 收入 增速 完成额 人数 面积 比重 数量 支出 规模".split())  # noqa: SIM905
UNITS = (("元", 10**8, 3), ("%", 1, 2), ("家", 1, 3), ("人", 1, 4), ("亩", 1, 4))
ISSUERS = [f"云{number:02}区发展局" for number in range(25)]


def metrics_project(folder: Path, count: int) -> Project:
    """Return a project of ``count`` metrics: 200 indicators, 25 offices, eight years, 50 to 500 in a report."""
    chance = random.Random(4)
    reports = max(20, count // 500)
    each = count // reports
    project = Project.create(folder / "ledger.quandian", **SIGNED)
    drafts = []
    for number in range(reports):
        line = "完成投资60亿元，同比增长。"
        text = f"第{number}份\n" + line * (each + 2)
        year = str(2015 + number % 8)
        passages = (Passage(0, 1, 0, len(text), Role.BODY),)
        title, issuer = f"{year}年工作总结{number}", ISSUERS[number % len(ISSUERS)]
        drafts.append(
            ReportDraft(text, passages, title, "a.txt", text.encode(), "text/plain", issuer, "", "", year, "云州")
        )
    names = [subject + measure for subject, measure in itertools.product(SUBJECTS, MEASURES)]
    with project.operation("figures"):
        for number, report_id in enumerate(project.import_reports(drafts).added):
            first = project.text(report_id).index("60亿元")
            items = []
            for place in range(each):
                name = chance.randrange(len(names))
                unit, size, digits = UNITS[name % len(UNITS)]
                year = 2015 + number % 8 + (chance.random() < 0.2)
                fields = {
                    "indicator": names[name],
                    "value": str(chance.randint(1, 10**digits) * size),
                    "unit": unit,
                    "comparator": chance.choice("==≥>≈"),
                    "period": str(year),
                }
                start = first + place * 13
                items.append(NewAnnotation(METRIC, start, start + 4, fields))
            project.annotate_many(report_id, items)
    return project


@dataclass
class Stage:
    """A shown ledger page on a project."""

    app: QApplication
    window: QWidget
    page: LedgerPage
    turn: itertools.count[int] = field(default_factory=itertools.count)

    def settle(self) -> None:
        """Let everything happen that waits."""
        for _ in range(6):
            self.app.processEvents()

    def close(self) -> None:
        """Close the project and the window."""
        self.page._session.close()
        self.window.close()


def stage(count: int) -> Callable[[Path], Stage]:
    """Return what prepares a shown page with ``count`` metrics."""

    def prepare(folder: Path) -> Stage:
        from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

        from quandian.ui.actions import Actions
        from quandian.ui.pages.ledger import LedgerPage
        from quandian.ui.session import Session
        from quandian.ui.settings import Settings
        from quandian.ui.theme import theme

        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        theme().apply("light")
        window = QWidget()
        window.resize(*SIZE)
        session = Session(window)
        page = LedgerPage(session, Actions(window), Settings())
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        project = metrics_project(folder, count)
        session.take(project)
        window.show()
        made = Stage(app, window, page)
        made.settle()
        return made

    return prepare


def timed(on: Stage, ask: Callable[[], Any], painted: QWidget) -> float:
    """Return how long it takes from the question to the paint; what follows later is let happen untimed."""
    before = time.perf_counter()
    ask()
    painted.repaint()
    taken = time.perf_counter() - before
    on.settle()
    return MS * taken


def open_page(on: Stage) -> float:
    control = on.page.controller
    on.page.model.show_query(None, None, {})
    return timed(on, control.reload, on.page.table.viewport())


def sort_by_value(on: Stage) -> float:
    descending = next(on.turn) % 2 == 1
    control = on.page.controller
    return timed(on, lambda: control.sort_by("value", descending), on.page.table.viewport())


def sort_by_issuer(on: Stage) -> float:
    descending = next(on.turn) % 2 == 1
    control = on.page.controller
    return timed(on, lambda: control.sort_by("issuer", descending), on.page.table.viewport())


def group_by_issuer(on: Stage) -> float:
    control = on.page.controller
    control.group_by("")
    on.settle()
    return timed(on, lambda: control.group_by("issuer"), on.page.table.viewport())


def issuer_matrix(on: Stage) -> float:
    from quandian.ui.ledger.looks import MatrixKind

    control = on.page.controller
    control.group_by("")
    control.asked.matrix = MatrixKind.ISSUER_YEAR
    taken = timed(on, control.show_matrix, on.page.matrix_pane.view.viewport())
    control.asked.matrix = MatrixKind.INDICATOR_YEAR
    return taken


def filter_by_issuer(on: Stage) -> float:
    value = ISSUERS[next(on.turn) % len(ISSUERS)]
    control = on.page.controller
    return timed(on, lambda: control.filter_by("issuer", (value,)), on.page.table.viewport())


def filter_by_text(on: Stage) -> float:
    value = SUBJECTS[next(on.turn) % len(SUBJECTS)]
    return timed(on, lambda: on.page.controller.set_text(value), on.page.table.viewport())


def sums(on: Stage) -> float:
    return timed(on, on.page.controller.show_footer, on.page.footer)


def matrix(on: Stage) -> float:
    return timed(on, on.page.controller.show_matrix, on.page.matrix_pane.view.viewport())


def chart(on: Stage) -> float:
    control = on.page.controller
    control.asked.indicator = SUBJECTS[next(on.turn) % 20] + MEASURES[0]
    return timed(on, control.show_chart, on.page.chart.canvas)


def scroll(on: Stage) -> float:
    """Return the slowest of 40 turns of the wheel."""
    bar, view = on.page.table.verticalScrollBar(), on.page.table.viewport()
    start = bar.maximum() // 3 + next(on.turn) * 9000
    slowest = 0.0
    for turn in range(40):
        before = time.perf_counter()
        bar.setValue(start + turn * 96)
        view.repaint()
        slowest = max(slowest, time.perf_counter() - before)
    return MS * slowest


def contradictions(on: Stage) -> float:
    from quandian.core.ledger import Query

    before = time.perf_counter()
    on.page.controller.ledger.contradictions(Query((METRIC,)))
    return MS * (time.perf_counter() - before)


def write_sheet(on: Stage) -> float:
    from quandian.core.ledger import Query
    from quandian.tasks.ledger import export_ledger

    project = on.page._session.project
    before = time.perf_counter()
    export_ledger(project, project.path.with_name("figures.xlsx"), [Query((METRIC,))])
    return time.perf_counter() - before


KINDS: tuple[tuple[str, str, float | None, Callable[[Stage], float]], ...] = (
    ("open, to the rows painted", "ms", 400, open_page),
    ("sort by value", "ms", 300, sort_by_value),
    ("sort by issuer", "ms", 300, sort_by_issuer),
    ("group by issuer", "ms", 300, group_by_issuer),
    ("filter by issuer", "ms", 100, filter_by_issuer),
    ("filter by text", "ms", 100, filter_by_text),
    ("totals", "ms", 100, sums),
    ("matrix of indicators by year", "ms", 500, matrix),
    ("matrix of issuers by year", "ms", 500, issuer_matrix),
    ("chart redrawn", "ms", 100, chart),
    ("slowest turn of the wheel", "ms", 33, scroll),
    ("contradictions", "ms", None, contradictions),
    ("write .xlsx", "s", None, write_sheet),
)
ROWS = [
    Row(f"ledger: {name}, {count:,} metrics", unit, goal, stage(count), measure)
    for name, unit, goal, measure in KINDS
    for count in (1_000, 10_000, 100_000)
]
