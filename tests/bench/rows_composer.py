"""Figures of the composer in the window: from a change to the new pages painted, and how long it does not answer."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from harness import Row
from rows_briefing import MS, PLAN, Case, project_of

_REST = 800  # ms after which checks are over and the next change may come
_TICK = 5  # ms between two looks at how long the window did not answer


def _composer(case: Case) -> Any:
    """Return the page with the briefing in front, made once."""
    if "page" not in case.keep:
        from PySide6.QtCore import QTimer

        from quandian.app import make_application
        from quandian.ui.main_window import make_window
        from quandian.ui.settings import Settings

        case.keep["application"] = make_application(Settings())
        gc.disable()  # the program collects on its own timer
        window = case.keep["window"] = make_window(Settings())
        window.resize(1440, 900)
        window.session.take(case.project)
        window.show()
        window.filler.stop()  # suggestions are computed at the same time otherwise
        window.run("view.page_briefing")
        page = case.keep["page"] = window.briefing_commands.page
        _until_made(page, lambda: page.desk.add(PLAN))
        case.keep["timer"] = QTimer()
    return case.keep["page"]


def _until_made(page: Any, change: Callable[[], object]) -> float:
    """Make a change and return the seconds until the pages made of it are painted; then wait until all is at rest."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, painted = QEventLoop(), []

    def on_made() -> None:
        page.preview.viewport().repaint()
        painted.append(time.perf_counter())
        loop.quit()

    page.desk.made.connect(on_made)
    start = time.perf_counter()
    change()
    if not painted:
        loop.exec()
    page.desk.made.disconnect(on_made)
    rest = QEventLoop()
    QTimer.singleShot(_REST, rest.quit)
    rest.exec()
    return painted[0] - start


def _note(case: Case) -> Callable[[], object]:
    row = case.project.annotations(case.reports[0], limit=1)[0]
    case.keep["turn"] = case.keep.get("turn", 0) + 1
    return lambda: case.project.set_note(row.id, f"第{case.keep['turn']}次")


def preview(case: Case) -> float:
    """Return how long after a change of one note the pages in the window are right again."""
    page = _composer(case)
    return MS * _until_made(page, _note(case))


def longest_stop(case: Case) -> float:
    """Return the longest time that the window does not answer while the briefing is made anew and checked."""
    page = _composer(case)
    timer, last, longest = case.keep["timer"], time.perf_counter(), 0.0

    def on_tick() -> None:
        nonlocal last, longest
        now = time.perf_counter()
        longest, last = max(longest, now - last), now

    timer.timeout.connect(on_tick)
    timer.start(_TICK)
    _until_made(page, _note(case))
    timer.stop()
    timer.timeout.disconnect(on_tick)
    return MS * longest


def prepare(count: int) -> Callable[[Path], Case]:
    return project_of(count)


ROWS = [
    Row("composer: pages painted after one change, 1,000 annotations", "ms", 300, prepare(1_000), preview),
    Row("composer: longest stop after one change, 1,000 annotations", "ms", 100, prepare(1_000), longest_stop),
    Row(
        "composer: longest stop after one change, 10,000 annotations", "ms", 300, prepare(10_000), longest_stop, runs=3
    ),
]
