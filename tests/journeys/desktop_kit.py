"""What the journeys are driven with: xdotool for hands, the X screen for eyes, the command line for the truth."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QGuiApplication, QImage

PATIENCE = 20.0
Box = tuple[int, int, int, int]
T = TypeVar("T")


def until(look: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
    """Look again and again until something true is seen and return it; after ``seconds`` fail, saying ``what``."""
    end = time.monotonic() + seconds
    while True:
        seen = look()
        if seen:
            return seen
        if time.monotonic() > end:
            raise AssertionError(f"not seen within {seconds} s: {what}")
        time.sleep(0.05)


def xdo(*words: object) -> str:
    """Run xdotool."""
    done = subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True, timeout=30)
    return done.stdout


def quandian(*arguments: object) -> str:
    """Run a command of the program and return what it prints; it has to succeed."""
    command = [sys.executable, "-P", "-m", "quandian", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=60).stdout


def annotations(project: Path) -> list[dict[str, Any]]:
    """Return what is annotated in a project file, as the command line tells it."""
    return [json.loads(line) for line in quandian("annotations", project, "--jsonl").splitlines()]


def reports(project: Path) -> list[dict[str, Any]]:
    """Return the reports of a project file."""
    return json.loads(quandian("reports", project, "--json"))


def sound(project: Path) -> bool:
    """Whether ``quandian check`` finds nothing."""
    return bool(json.loads(quandian("check", project, "--json"))["sound"])


class Program:
    """One running window. The X server of the tests has no window manager, so windows get the focus from here."""

    def __init__(self, desktop: Desktop, *arguments: object) -> None:
        self.desktop = desktop
        self._log = desktop.documents.parent / f"program {len(desktop.started)}.txt"
        command = [sys.executable, "-P", "-m", "quandian", *map(str, arguments)]
        with self._log.open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        desktop.started.append(self)
        self.window = until(self._found, "the window of the program")
        self.focus()

    def windows(self) -> list[str]:
        """Return the windows of the program that show."""
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended: {self._log.read_text('utf-8')}")
        return xdo("search", "--onlyvisible", "--pid", self.process.pid).split()

    def _found(self) -> str:
        return next((each for each in self.windows() if "圈点" in xdo("getwindowname", each)), "")

    def focus(self, window: str = "") -> None:
        """Give the keyboard to the window, or to another one of the program."""
        xdo("windowraise", window or self.window, "windowfocus", "--sync", window or self.window)

    def dialog(self, what: str) -> str:
        """Wait for another window of the program, give it the keyboard and return it."""
        made = until(lambda: next((w for w in self.windows() if w != self.window), ""), what)
        self.focus(made)
        return made

    def dialog_gone(self, window: str, what: str) -> None:
        """Wait until a dialog is closed; the keyboard goes back to the window."""
        until(lambda: window not in self.windows(), what)
        self.focus()

    def place(self, x: int, y: int, width: int, height: int) -> None:
        """Put the window somewhere and wait until it is there."""
        xdo("windowsize", "--sync", self.window, width, height, "windowmove", self.window, x, y)
        until(lambda: self.box() == (x, y, width, height), "the window at its place")

    def box(self) -> Box:
        """Return x, y, width and height of the window on the screen."""
        words = dict(
            line.split("=") for line in xdo("getwindowgeometry", "--shell", self.window).split() if "=" in line
        )
        return int(words["X"]), int(words["Y"]), int(words["WIDTH"]), int(words["HEIGHT"])

    def keys(self, *names: str) -> None:
        """Press keys one after the other: "1", "Right", "ctrl+z"."""
        for name in names:
            xdo("key", "--clearmodifiers", name)

    def type(self, text: str) -> None:
        """Type plain letters and digits."""
        xdo("type", "--delay", "15", text)

    def click(self, x: int, y: int, times: int = 1) -> None:
        """Click a point of the window."""
        left, top, _, _ = self.box()
        xdo("mousemove", left + x, top + y, "click", "--repeat", times, "--delay", "60", 1)

    def quit(self) -> None:
        """Leave the program by its key; it has to end without an error."""
        self.focus()
        self.keys("ctrl+q")
        assert self.process.wait(PATIENCE) == 0, self._log.read_text("utf-8")


class Desktop:
    """The screen, the documents folder of the user, and what was started."""

    def __init__(self, documents: Path) -> None:
        self.documents = documents
        self.started: list[Program] = []

    def start(self, *arguments: object) -> Program:
        """Start the program and wait for its window."""
        return Program(self, *arguments)

    def end(self) -> None:
        """End what still runs."""
        for program in self.started:
            if program.process.poll() is None:
                program.process.terminate()
                try:
                    program.process.wait(5)
                except subprocess.TimeoutExpired:
                    program.process.kill()
                    program.process.wait()

    def picture(self, box: Box | None = None) -> QImage:
        """Return what is on the screen, or on a part of it."""
        screen = QGuiApplication.primaryScreen()
        return screen.grabWindow(0, *(box or (0, 0, -1, -1))).toImage().convertToFormat(QImage.Format.Format_RGB32)


def colours(picture: QImage) -> int:
    """Return how many colours a picture has, looking at every third pixel: an empty window has very few."""
    across, down = range(0, picture.width(), 3), range(0, picture.height(), 3)
    return len({picture.pixel(x, y) for y in down for x in across})


def brightness(picture: QImage) -> float:
    """Return the mean brightness of a picture, 0 to 255."""
    small = picture.scaled(64, 64).convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(small.pixelColor(x, y).red() for x in range(64) for y in range(64)) / 64**2


def settled(desktop: Desktop, eyes: Box, seconds: float = 0.5) -> QImage:
    """Return the picture of a part of the screen once it has stood still for so long."""
    picture, since = desktop.picture(eyes), time.monotonic()

    def still() -> bool:
        nonlocal picture, since
        now = desktop.picture(eyes)
        if now != picture:
            picture, since = now, time.monotonic()
        return time.monotonic() - since > seconds

    until(still, "a screen that stands still")
    return picture
