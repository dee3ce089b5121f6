"""Composition root: logging, crash hooks, settings, language, then Project -> Session -> MainWindow."""

from __future__ import annotations

import logging
import os
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QSize, Qt, QTimer, QTranslator, Slot
from PySide6.QtGui import QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from quandian.core import sentences
from quandian.core.errors import UserError
from quandian.ui import settings as settings_store
from quandian.ui.crash import Collector, CrashGuard, qt_messages_logged, start_logging
from quandian.ui.settings import Settings
from quandian.ui.theme import theme

if TYPE_CHECKING:
    from quandian.store.project import Project
    from quandian.tasks.links import Passage
    from quandian.ui.main_window import MainWindow

log = logging.getLogger(__name__)

PAGES = ("reading", "start", "palette", "review", "ledger", "briefing")
"""The pages that ``render_page`` can draw."""


def make_application(settings: Settings) -> QApplication:
    """Return the QApplication with style, name, icon and language set; one per process."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("quandian")
    app.setDesktopFileName("quandian")
    app.setStyle("Fusion")
    pixmap = QPixmap()
    pixmap.loadFromData((files("quandian.resources") / "icons" / "quandian.png").read_bytes())
    app.setWindowIcon(QIcon(pixmap))
    _set_language(app, settings.language)
    app.setApplicationDisplayName("Quandian" if sentences.language() == "en" else "圈点")
    return app


def _set_language(app: QApplication, wanted: str) -> None:
    """Chinese is the language of the source; English comes from the translation file. QUANDIAN_LANG goes first."""
    wanted = os.environ.get("QUANDIAN_LANG") or wanted
    if wanted == "system":
        wanted = "zh" if QLocale.system().language() == QLocale.Language.Chinese or not _says_english() else "en"
    sentences.set_language(wanted)
    if wanted == "en":
        app.installTranslator(english(app))
    else:
        qt_words = QTranslator(app)
        if qt_words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(qt_words)


def english(parent: QObject) -> QTranslator:
    """Return the translator with the English of the window."""
    translator = _English(parent)
    if not translator.load(translator.texts):
        log.error("the English of the window cannot be read")
    return translator


class _English(QTranslator):
    """Keeps the texts: Qt reads them where they lie and does not copy them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = (files("quandian.resources") / "translations" / "quandian_en.qm").read_bytes()


def _says_english() -> bool:
    """Whether the system asks for English by name; a bare C locale asks for nothing, and Chinese is our first."""
    return QLocale.system().language() == QLocale.Language.English and any(
        os.environ.get(name, "").lower().startswith("en") for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
    )


def open_window(
    project: Path | None, reports: list[Path], sample: bool, settings: Settings, *, read_only: bool = False
) -> MainWindow:
    """Make the window and show in it what was asked for; with ``read_only`` the project is only to be read.

    With ``reports``, ``project`` is where a new project of them goes; it is made when one of them has been read.
    """
    from quandian.ui.main_window import make_window

    window = make_window(settings)
    commands = window.project_commands
    if sample:
        commands.sample()
    elif reports:
        commands.create_for(reports, project or commands.path_for(reports))
    elif project is not None and read_only:
        commands.package_chosen.emit(project)
    elif project is not None:
        commands.open_path(project)
    return window


class _ShownWatch(QObject):
    """For the start-up benchmark: prints the clock once the window has been painted for the first time, then closes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.reading.reader.text.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._on_painted)  # after the whole window, and on its way to the screen
        return False

    @Slot()
    def _on_painted(self) -> None:
        print(time.monotonic(), flush=True)
        self._window.close()


def follow_link(passage: Passage, link: str) -> int:
    """Show a passage: in a window that has its project open, else in one without a project, else in a new one.

    Where nobody knows its project, a window that is open says so. Raises UserError ``passage.not_found`` then.
    """
    from quandian.tasks.links import project_with
    from quandian.ui.handover import hand_over

    if hand_over({"link": link}):
        return 0
    path = project_with(passage, [Path(recent.path) for recent in settings_store.load().recent])
    if hand_over({"link": link, "path": str(path)} if path is not None else {"link": link, "unknown": "1"}):
        return 0
    if path is None and hand_over({"link": link, "tell": "1"}):
        raise UserError("passage.not_found")
    return run_window(path, [], sample=False, passage=passage)


def run_window(
    project: Path | None,
    reports: list[Path],
    sample: bool,
    passage: Passage | None = None,
    *,
    read_only: bool = False,
) -> int:
    """Run the program until its window closes; returns the exit code. ``passage`` is shown first, if there is one."""
    from quandian.ui.ending import Ending
    from quandian.ui.handover import Handover
    from quandian.ui.link_opener import LinkOpener

    start_logging()
    settings = settings_store.load()
    app = make_application(settings)
    guard = CrashGuard()
    window = open_window(project, reports, sample, settings, read_only=read_only)
    if os.environ.get("QUANDIAN_QUIT_WHEN_SHOWN"):
        _ShownWatch(window)
    window.show()
    links = LinkOpener(window)
    handover = Handover(links.take, window)
    if sys.platform == "darwin":
        app.installEventFilter(links)
    if passage is not None:
        links.show(passage)
    collector = Collector(window)
    ending = Ending(app)
    QTimer.singleShot(200, window.warm_up)
    code = app.exec()
    ending.remove()
    handover.close()
    collector.deleteLater()
    guard.remove()
    return code


def render_page(project: Path, out: Path, page: str, theme_name: str, size: tuple[int, int]) -> None:
    """Draw a page of the program with a project into a PNG; needs no display.

    Raises UserError where the project cannot be opened or the picture not be written, ValueError for an unknown page.
    """
    if page not in PAGES:
        raise ValueError(page)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with qt_messages_logged():
        picture = _draw(project, page, theme_name, size)
    if not picture.save(str(out), "PNG"):
        raise UserError("screenshot.unwritable", name=str(out))


def _draw(project: Path, page: str, theme_name: str, size: tuple[int, int]) -> QPixmap:
    """Show a page without a display and return what it looks like."""
    settings = Settings(theme=theme_name, passing=True)
    app = make_application(settings)
    from quandian.ui.main_window import MainWindow

    theme().apply(theme_name)
    window = MainWindow(settings)
    window.resize(QSize(*size))
    if page != "start":
        window.session.take(_opened(project))
        window.settings.theme = theme_name
    window.show()
    app.processEvents()
    if page == "palette":
        window.show_palette()
    elif page in ("review", "ledger", "briefing"):
        window.run(f"view.page_{page}")
    for _ in range(6):  # layouts settle over several rounds: scroll areas ask again after their contents
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    if page == "briefing":
        window.briefing_commands.wait_until_made()
    picture = window.grab()
    window.session.close()
    window.briefing_commands.shut_down()
    window.jobs.shutdown()
    window.deleteLater()
    app.processEvents()
    return picture


def _opened(path: Path) -> Project:
    from quandian.tasks.opening import open_project

    return open_project(path)
