"""Times of the reader alone, without a project: each function does its work once and returns seconds.

Run under a QApplication, offscreen or not: ``python tests/bench/bench_reader.py`` prints all rows.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from quandian.core.codebook import BUILT_IN_TAGS
from quandian.core.model import AnnotationId, Mark, Passage, ReportId, Role, TagId
from quandian.ui.reader import ReaderView
from quandian.ui.theme import theme

_PIECES = "今年以来我局认真贯彻落实各项工作部署完成营业收入百分之十二点五的增长目标并且重点推进数字化转型任务"
_SIZE = (900, 800)


def sample(size_bytes: int, count: int) -> tuple[str, list[Passage], list[Mark]]:
    """Return a text of about ``size_bytes`` in UTF-8 with its passages, and ``count`` marks in reading order."""
    rng = random.Random(size_bytes + count)
    paragraphs: list[str] = []
    length = 0
    while length * 3 < size_bytes:
        line = "".join(_PIECES[: rng.randrange(8, 48)] + rng.choice("，，，。；") for _ in range(rng.randrange(1, 9)))
        paragraphs.append(line)
        length += len(line) + 1
    text = "\n".join(paragraphs)
    passages, start = [], 0
    for i, line in enumerate(paragraphs):
        passages.append(Passage(i, i + 1, start, start + len(line), Role.BODY))
        start += len(line) + 1
    spans = sorted((s := rng.randrange(len(text) - 40), s + rng.randrange(4, 40)) for _ in range(count))
    tags = [TagId("goal"), TagId("achievement"), TagId("metric")]
    marks = [Mark(a, b, tags[i % 3], AnnotationId(f"{i:08d}"), "李静") for i, (a, b) in enumerate(spans)]
    marks.sort(key=lambda m: (m.start, -m.end))
    return text, passages, marks


def make_view() -> ReaderView:
    """Return a shown, empty reader."""
    view = ReaderView(theme())
    view.resize(*_SIZE)
    view.show()
    paint_all(view)
    return view


def paint_all(view: ReaderView) -> None:
    """Let everything that is waiting happen, painting included."""
    QApplication.sendPostedEvents(view, QEvent.Type.UpdateRequest)
    QApplication.processEvents()


def show(view: ReaderView, data: tuple[str, list[Passage], list[Mark]]) -> float:
    """Time from text and marks in hand to painted."""
    looks = {tag.id: theme().tag_look(tag) for tag in BUILT_IN_TAGS}
    start = time.perf_counter()
    view.show_report(ReportId("bench"), *data, looks, lambda annotation_id: "")
    paint_all(view)
    return time.perf_counter() - start


def open_17_kb_1000(view: ReaderView) -> float:
    """Open 17 KB with 1,000 marks."""
    return show(view, sample(17_000, 1_000))


def open_1_mb_10000(view: ReaderView) -> float:
    """Open 1 MB with 10,000 marks."""
    return show(view, sample(1_000_000, 10_000))


def open_5_mb_100000(view: ReaderView) -> float:
    """Open 5 MB with 100,000 marks."""
    return show(view, sample(5_000_000, 100_000))


def add_mark(view: ReaderView) -> float:
    """Add one mark to what is shown, to painted; take it out again untimed."""
    place = (view.text.first_visible() + view.text.last_visible()) // 2
    start = time.perf_counter()
    view.add_marks([Mark(place, place + 20, TagId("goal"), AnnotationId("new"), "李静")])
    paint_all(view)
    taken = time.perf_counter() - start
    view.remove_marks([AnnotationId("new")])
    paint_all(view)
    return taken


def scroll_page(view: ReaderView) -> float:
    """Turn one page that was not laid out before, to painted."""
    start = time.perf_counter()
    view.text.scroll_lines(view.text.page_lines())
    paint_all(view)
    return time.perf_counter() - start


def jump(view: ReaderView) -> float:
    """Jump to the middle of the report, to painted."""
    start = time.perf_counter()
    view.scroll_to(len(view.text.scene.source.text) // 2)
    paint_all(view)
    return time.perf_counter() - start


def _row(name: str, work: Callable[[], float], repeat: int = 5) -> None:
    times = [work() * 1000 for _ in range(repeat)]
    print(f"{name:40} median {statistics.median(times):8.2f} ms  max {max(times):8.2f} ms")


def main() -> None:
    """Print every row."""
    application = QApplication.instance() or QApplication(sys.argv)
    theme().apply("light")
    view = make_view()
    for name, size, count in (("17 KB/1,000", 17_000, 1_000), ("1 MB/10,000", 1_000_000, 10_000),
                              ("5 MB/100,000", 5_000_000, 100_000)):  # fmt: skip
        data = sample(size, count)
        _row(f"open {name}", lambda d=data: show(view, d))  # type: ignore[misc]
        _row(f"add a mark, {name}", lambda: add_mark(view), 15)
        _row(f"scroll a page, {name}", lambda: scroll_page(view), 15)
        _row(f"jump to the middle, {name}", lambda: jump(view), 2)
        _row(f"scroll a page there, {name}", lambda: scroll_page(view), 15)
    del application


if __name__ == "__main__":
    main()
