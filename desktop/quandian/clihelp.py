"""Click in two languages: help, headings and usage errors of the command line follow the language in use."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

import click

from quandian.core.sentences import language

_Function = TypeVar("_Function", bound=Callable[..., Any])

PATH = click.Path(path_type=Path, readable=False)  # whether it can be read is for us to say, in our words


class PathOrLink(click.Path):
    """A path, or a ``quandian://`` link as it was written: a path would lose one of its slashes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return a Path, or the link as text."""
        if isinstance(value, str) and value.strip().lower().startswith("quandian:"):
            return value.strip()
        if isinstance(value, str) and value.lower().startswith("file://"):  # how desktops may hand over a file
            value = url2pathname(urlsplit(value).path)
        return super().convert(value, param, ctx)


PATH_OR_LINK = PathOrLink(path_type=Path, readable=False)

_HEADINGS = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class Both(str):
    """A text in Chinese that carries its English."""

    english: str

    def __new__(cls, chinese: str, english: str) -> Both:
        """Make the pair; as a plain string it is the Chinese."""
        both = super().__new__(cls, chinese)
        both.english = english
        return both


def said(text: str | None) -> str | None:
    """Return a text in the language in use; one without a second language as it is."""
    return text.english if isinstance(text, Both) and language() == "en" else text


class _Help:
    """A help text that is read in the language in use."""

    def __get__(self, owner: click.Command | click.Option | None, kind: type) -> str | None:
        return said(owner.__dict__.get("help")) if owner is not None else None

    def __set__(self, owner: click.Command | click.Option, value: str | None) -> None:
        owner.__dict__["help"] = value


class Formatter(click.HelpFormatter):
    """Writes "用法：" and the headings in the language in use."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or said(Both("用法：", "Usage: ")))

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        if language() == "en":
            super().write_heading(heading)
        else:
            self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")


class _Context(click.Context):
    formatter_class = Formatter


class Option(click.Option):
    """An option whose help has two languages."""

    help = _Help()

    def __init__(self, *names: Any, **settings: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(*names, **settings)
        self.help = settings.get("help")  # click has kept a plain copy

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help, with what click adds in the language in use."""
        record = super().get_help_record(ctx)
        if record is None or language() == "en":
            return record
        return record[0], record[1].replace("[required]", "[必填]").replace("[default: ", "[默认：")


def _pieces_in_language(pieces: list[str]) -> list[str]:
    """Return the parts of a usage line in the language in use."""
    if language() == "en":
        return pieces
    words = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…", "[COMMAND] [ARGS]...": "[命令] [参数]…"}
    return [words.get(piece, piece.replace("...", "…")) for piece in pieces]


class Command(click.Command):
    """A command whose help has two languages."""

    context_class = _Context
    help = _Help()

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line in the language in use."""
        return _pieces_in_language(super().collect_usage_pieces(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with its help in the language in use."""
        return _with_help(super().get_help_option(ctx))


class Group(click.Group):
    """The commands of ``quandian``; a first word that is a path and no command means ``open``."""

    context_class = _Context
    command_class = Command
    help = _Help()

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help with its help in the language in use."""
        return _with_help(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line in the language in use."""
        return _pieces_in_language(super().collect_usage_pieces(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; ``quandian PATH`` is ``quandian open PATH``."""
        first = args[0]
        looks_like_path = "." in first or os.sep in first or "/" in first or os.path.exists(first)  # noqa: PTH110
        if self.get_command(ctx, first) is None and looks_like_path:
            args = ["open", *args]
        elif self.get_command(ctx, first) is None and not first.startswith("-"):
            raise click.UsageError(Both(f"没有命令“{first}”。", f'There is no command "{first}".'), ctx)
        return super().resolve_command(ctx, args)


def _with_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = said(Both("显示这份说明。", "Show this message and exit."))
    return option


def option(*names: str, **settings: Any) -> Callable[[_Function], _Function]:  # noqa: ANN401
    """Declare an option with help in two languages; otherwise as ``click.option``."""
    return click.option(*names, cls=Option, **settings)


JSON = option("--json", "as_json", is_flag=True, help=Both("输出 JSON。", "Print JSON."))


def say(data: object, text: str, as_json: bool) -> None:
    """Print data as JSON where a program asked for it, else the text; an empty text prints nothing."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif text:
        click.echo(text)


def usage_error_text(error: click.UsageError) -> str:
    """Return what is wrong with the command line, with where to find help, in the language in use."""
    command = error.ctx.command_path if error.ctx is not None else "quandian"
    if language() == "en":
        own = error.message.english if isinstance(error.message, Both) else ""
        return f"{own or error.format_message()}\nTry: {command} --help"
    return f"{_in_chinese(error)}\n请看：{command} --help"


_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)")


def _in_chinese(error: click.UsageError) -> str:
    if isinstance(error.message, Both):
        return str(error.message)
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}。"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {_hint(error)}。"
    if isinstance(error, click.BadParameter):
        return f"{_hint(error)} 的值不对：{_what_is_wrong(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面要写值。"
    extra = _EXTRA.match(error.message)
    return f"多写了参数：{extra[1]}" if extra else f"命令用法不对：{error.format_message()}"


def _hint(error: click.BadParameter) -> str:
    """Return the name of the option or argument that an error is about."""
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param and error.ctx else "")
    return (hint if isinstance(hint, str) else " ".join(hint)).replace("'", "")


def _what_is_wrong(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(map(str, kind.choices))}。"
    if kind is click.INT:
        return "要写整数。"
    return error.message


def use_utf8() -> None:
    """Write UTF-8 to files and pipes on every system (JSON is UTF-8); a terminal keeps its own encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(**({} if stream.isatty() else {"encoding": "utf-8"}), errors="backslashreplace")
