"""The commands that show or draw the window: ``open``, ``demo``, ``screenshot``, ``self-test``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quandian.clihelp import JSON, PATH, PATH_OR_LINK, Both, Command, option, say
from quandian.core import userdirs
from quandian.core.errors import UserError
from quandian.core.sentences import sentence

if TYPE_CHECKING:
    from quandian.store.project import Project

PICTURE_SIZE = (1440, 900)
LEAST_SIZE = (800, 520)  # what the window itself can be made
MOST_SIZE = (10_000, 10_000)
# those of quandian.app, which needs Qt to be asked
PAGES = ("reading", "start", "palette", "review", "ledger", "briefing")


@click.command(
    "open",
    cls=Command,
    help=Both(
        "打开一个项目；给出报告文件时，建一个新项目并导入它们；给出 quandian:// 链接时，转到那一段。",
        "Open a project, or report files in a new project, or the passage of a quandian:// link.",
    ),
)
@click.argument("paths", nargs=-1, type=PATH_OR_LINK)
@option(
    "--headless", is_flag=True, help=Both("不开窗口：写出简报和界面图片。", "No window: write briefing and picture.")
)
@option("--folder", type=PATH, help=Both("新项目放在哪个文件夹。", "Where a new project goes."))
@option(
    "--read-only",
    is_flag=True,
    help=Both("只读打开一个项目或共享包：只看，什么都不改。", "Open a project or a package only to read it."),
)
def open_command(paths: tuple[Path | str, ...], headless: bool, folder: Path | None, read_only: bool) -> int:
    """Open a project, or report files in a new project, or the passage of a link."""
    if read_only:
        return _open_to_read(paths, headless)
    links = [path for path in paths if isinstance(path, str)]
    if links and len(paths) > 1:
        raise UserError("open.mixed")
    if links:
        return _open_link(links[0], headless)
    return _open_files([path for path in paths if isinstance(path, Path)], headless, folder)


def _open_to_read(paths: tuple[Path | str, ...], headless: bool) -> int:
    """Show a project or a package in a window, only to be read."""
    from quandian.tasks.places import PROJECT_SUFFIX, SHARE_SUFFIX

    projects = [p for p in paths if isinstance(p, Path) and p.suffix.lower() in (PROJECT_SUFFIX, SHARE_SUFFIX)]
    if headless or len(paths) != 1 or not projects:
        raise click.UsageError(
            Both(
                "--read-only 在窗口里打开一个项目（.quandian）或共享包（.qdshare），不能和 --headless 一起用。",
                "--read-only opens one project (.quandian) or package (.qdshare) in a window; not with --headless.",
            )
        )
    if not projects[0].exists():
        raise UserError("project.missing", path=str(projects[0]))
    return window(projects[0], [], read_only=True)


def _open_link(link: str, headless: bool) -> int:
    """Show the passage of a link in a window, or say where it is."""
    from quandian.tasks.links import passage_of, project_with, told
    from quandian.tasks.opening import open_project
    from quandian.ui import settings

    try:
        passage = passage_of(link)
    except UserError:  # whoever clicked it in a document sees no terminal
        if not headless and _has_display():
            from quandian.ui.handover import hand_over

            hand_over({"link": link, "tell": "1"})
        raise
    if not headless:
        if not _has_display():
            raise UserError("open.no_display")
        os.environ.setdefault("QT_HASH_SEED", "0")
        from quandian.app import follow_link

        return follow_link(passage, link)
    path = project_with(passage, [Path(recent.path) for recent in settings.load().recent])
    if path is None:
        raise UserError("passage.not_found")
    with open_project(path) as project:
        code, facts = told(project, passage)
    click.echo(sentence(code, **facts))
    return 0


def _open_files(paths: list[Path], headless: bool, folder: Path | None) -> int:
    from quandian.tasks.opening import project_path_for
    from quandian.tasks.places import PROJECT_SUFFIX, SHARE_SUFFIX

    projects = [path for path in paths if path.suffix.lower() in (PROJECT_SUFFIX, SHARE_SUFFIX)]
    if projects and len(paths) > 1:
        raise UserError("open.mixed")
    files = [path.absolute() for path in paths if path not in projects]
    if not headless and not _has_display():
        raise UserError("open.no_display")
    if not files:
        return _headless(projects[0]) if headless and projects else window(projects[0] if projects else None, [])
    target = project_path_for(files, folder)
    if not headless:
        return window(target, files)
    _import_into_new(target, files)
    return _headless(target)


@click.command(
    "register",
    cls=Command,
    help=Both(
        "登记 quandian:// 链接，点简报里的出处就打开圈点；只为当前用户，可以取消。",
        "Register quandian:// links for this user, so that a click on a citation opens Quandian; can be undone.",
    ),
)
@option("--remove", is_flag=True, help=Both("取消登记。", "Take the registration back."))
@JSON
def register_command(remove: bool, as_json: bool) -> None:
    """Register the scheme of links to passages, or take that back."""
    from quandian.tasks.registering import register_scheme, unregister_scheme

    if remove:
        unregister_scheme()
        say({"registered": False}, sentence("register.undone"), as_json)
    else:
        written = [str(one) for one in register_scheme()]
        say({"registered": True, "written": written}, "\n".join([*written, sentence("register.done")]), as_json)


@click.command(
    "demo",
    cls=Command,
    help=Both(
        "打开示例项目；第一次会先建立它。\n\n没有显示环境时写出简报和界面图片。",
        "Open the sample project, built if need be.",
    ),
)
@option(
    "--folder",
    type=PATH,
    help=Both("示例项目放在哪个文件夹（默认：文档）。", "Where the sample goes (default: documents)."),
)
@option("--headless", is_flag=True, help=Both("不开窗口。", "No window: write briefing and picture."))
def demo_command(folder: Path | None, headless: bool) -> int:
    """Open the sample project."""
    from quandian.tasks import identity
    from quandian.tasks.sample import build_sample, sample_path

    path = sample_path(folder)
    if not path.exists():
        build_sample(path, identity.author(), identity.device()).close()
    return _headless(path) if headless or not _has_display() else window(path, [])


@click.command(
    "screenshot",
    cls=Command,
    help=Both("把一个页面画成图片，不开窗口。", "Draw a page of the window to a PNG."),
)
@click.argument("project", type=PATH)
@option("--out", required=True, type=PATH, help=Both("PNG 文件。", "The PNG file."))
@option("--page", default="reading", show_default=True, type=click.Choice(PAGES), help=Both("哪一页。", "Which page."))
@option(
    "--theme",
    default="light",
    show_default=True,
    type=click.Choice(["light", "dark", "sepia"]),
    help=Both("配色。", "Theme."),
)
@option("--size", default="1440x900", show_default=True, help=Both("宽x高，像素。", "WIDTHxHEIGHT in pixels."))
def screenshot_command(project: Path, out: Path, page: str, theme: str, size: str) -> None:
    """Draw a page of the window."""
    _render(project, out, page, theme, _size(size))
    click.echo(sentence("cli.exported", path=out))


@click.command(
    "self-test",
    cls=Command,
    help=Both("在临时文件夹里走完全程，确认装好的程序能用。", "Try the whole path in a temporary folder."),
)
@option("--no-window", is_flag=True, help=Both("不画窗口。", "Leave out drawing the window."))
def self_test_command(no_window: bool) -> None:
    """Try the whole path in folders of its own."""
    import tempfile
    import time

    from quandian.tasks import selftest

    def tell(step: str) -> None:
        click.echo(sentence("cli.selftest_step", step=step))

    started = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, userdirs.inside(Path(folder) / "home"):
        sample = selftest.self_test(Path(folder), tell)
        if not no_window:
            picture = Path(folder) / "window.png"
            _render(sample, picture, "reading", "light", PICTURE_SIZE)
            if picture.stat().st_size == 0:
                raise UserError("selftest.failed", step="window")
            tell("window")
    click.echo(sentence("cli.selftest_done", seconds=round(time.monotonic() - started, 1)))


def _size(text: str) -> tuple[int, int]:
    """Return width and height; raises click.BadParameter where the window cannot have them."""
    width, _, height = text.lower().partition("x")
    if width.isascii() and height.isascii() and width.isdigit() and height.isdigit():
        wide, high = int(width), int(height)
        if LEAST_SIZE[0] <= wide <= MOST_SIZE[0] and LEAST_SIZE[1] <= high <= MOST_SIZE[1]:
            return wide, high
    least, most = "x".join(map(str, LEAST_SIZE)), "x".join(map(str, MOST_SIZE))
    raise click.BadParameter(
        Both(
            f"--size 的值不对：“{text}”要写成 宽x高，从 {least} 到 {most}。",
            f'--size "{text}" must be WIDTHxHEIGHT, from {least} to {most}.',
        ),
        ctx=click.get_current_context(),
        param_hint="--size",
    )


def _has_display() -> bool:
    return not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


def window(project: Path | None, files: list[Path], *, read_only: bool = False) -> int:
    """Show the window; with files ``project`` is where a new project of them goes, made when one has been read."""
    if not _has_display():
        raise UserError("open.no_display")
    os.environ.setdefault("QT_HASH_SEED", "0")  # or the fonts in a PDF stand in another order each time
    from quandian.app import run_window

    return run_window(project, files, sample=False, read_only=read_only)


def _render(project: Path, out: Path, page: str, theme: str, size: tuple[int, int]) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from quandian.app import render_page

    render_page(project, out, page, theme, size)


def _headless(path: Path) -> int:
    """Do what the window would be for: write the briefing and a picture beside the project, and say where they are."""
    from quandian.tasks.opening import open_project

    with open_project(path) as project:
        briefing = _briefing_beside(project, path)
    picture = path.with_name(sentence("cli.picture_name", name=path.stem))
    _render(path, picture, "reading", "light", PICTURE_SIZE)
    for code, written in (("cli.project", path), ("cli.briefing", briefing), ("cli.picture", picture)):
        click.echo(sentence(code, path=written.absolute()))
    return 0


def _briefing_beside(project: Project, path: Path) -> Path:
    """Write the briefing beside the project; one of that name that says something else (edited by hand) is kept."""
    from quandian.tasks.briefing import export_briefing
    from quandian.tasks.places import free_path

    wanted = path.with_name(sentence("cli.briefing_name", name=path.stem))
    if not wanted.exists():
        return export_briefing(project, wanted)
    fresh = export_briefing(project, free_path(wanted))
    if fresh.read_bytes() == wanted.read_bytes():
        fresh.unlink()
        return wanted
    return fresh


def _import_into_new(target: Path, files: Sequence[Path]) -> None:
    """Make a project of these files; where none of them can be read, leave none behind."""
    from quandian.tasks.importing import read_files, store_drafts
    from quandian.tasks.opening import create_project

    batch = read_files(files)
    for failure in batch.failed:
        click.echo(str(failure.error), err=True)
    if not batch.drafts:
        raise UserError("open.nothing_imported")
    with create_project(target) as project:
        store_drafts(project, batch)
