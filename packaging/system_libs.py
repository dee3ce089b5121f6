"""The system libraries and the Chinese font that Qt needs on Linux: found, installed with apt, or named.

What counts is whether a library loads, not whether a package is recorded: so a second run asks nothing of apt, and
any distribution that brings the libraries under other package names passes.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from saying import SetupError, pick, say

# What the xcb and the offscreen plugin of the PySide6 wheel load and the wheel does not bring (ldd on a bare Debian 12
# with each package left out in turn); library: Debian package.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
}
FONT_PACKAGE = "fonts-noto-cjk"
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool"}


def needs(for_tests: bool) -> list[str]:
    """Return the Debian packages that are missing, in a fixed order; empty on other systems than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for library, package in LIBRARIES.items() if not _loads(library)]
    if not _has_chinese_font():
        missing.append(FONT_PACKAGE)
    if for_tests:
        missing += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return missing


def ensure(also: list[str], *, for_tests: bool = False) -> None:
    """Have what Qt needs and the packages ``also``: installed where we may, else SetupError with the one command."""
    missing = also + needs(for_tests)
    if missing:
        install(missing)
        left = needs(for_tests)
        if left:
            raise SetupError(
                pick(f"apt 安装之后仍然缺少：{' '.join(left)}", f"Still missing after apt has run: {' '.join(left)}")
            )


def install(packages: list[str]) -> None:
    """Install Debian packages as root; without root or without apt raise SetupError naming the command."""
    command = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise SetupError(
            pick(
                f"本机缺少 Qt 需要的系统组件（Debian 包名：{' '.join(packages)}）。请用本机的包管理器装上同样的组件。",
                f"Qt needs system libraries that are missing here. Debian calls them {' '.join(packages)}; "
                "please install the same with this system's package manager.",
            )
        )
    if os.geteuid() != 0:
        raise SetupError(
            pick(
                f"本机缺少 Qt 需要的系统组件。请运行下面的命令，然后再来一次：\n  sudo {command}",
                f"Qt needs system libraries that are missing here. Run this, then try again:\n  sudo {command}",
            )
        )
    say(
        f"正在安装系统组件（可能要一两分钟）：{' '.join(packages)}",
        f"Installing system packages (may take a minute or two): {' '.join(packages)}",
    )
    # Without package lists, or with lists older than the mirror, the first try fails: fetch them and try once more.
    if not _apt(command) and not (_apt("apt-get update") and _apt(command, show=True)):
        raise SetupError(pick(f"apt 没有装成：{command}", f"apt could not install them: {command}"))


def _apt(command: str, *, show: bool = False) -> bool:
    """Run apt quietly; with ``show`` pass on what it said when it fails."""
    done = subprocess.run(
        command.split(),
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if show and done.returncode != 0:
        sys.stderr.buffer.write(done.stdout)
    return done.returncode == 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_chinese_font() -> bool:
    """Ask fontconfig itself for a font that covers Simplified Chinese, as Qt will."""
    try:
        fontconfig = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return bool(list(Path("/usr/share/fonts").rglob("NotoSansCJK*")))
    for name in ("FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(fontconfig, name).restype = ctypes.c_void_p
    pattern = ctypes.c_void_p(fontconfig.FcNameParse(b":lang=zh-cn"))
    objects = ctypes.c_void_p(fontconfig.FcObjectSetCreate())
    fontconfig.FcObjectSetAdd(objects, b"family")
    found = fontconfig.FcFontList(None, pattern, objects)
    count = ctypes.cast(found, ctypes.POINTER(ctypes.c_int)).contents.value if found else 0  # FcFontSet.nfont
    return count > 0
