"""The actions of the shared folder and of the project's history."""

from __future__ import annotations

from quandian.ui.action_spec import Needs, Spec
from quandian.ui.qt import QT_TRANSLATE_NOOP

_P = Needs.PROJECT

FOLDER: tuple[Spec, ...] = (
    Spec("folder.open", QT_TRANSLATE_NOOP("Actions", "共享文件夹…"), "file", ("Ctrl+Shift+O",), "folder", _P),
    Spec("folder.synchronise", QT_TRANSLATE_NOOP("Actions", "立即同步"), "file", ("Ctrl+Shift+R",), "refresh-cw", _P),
    Spec("folder.join", QT_TRANSLATE_NOOP("Actions", "从共享文件夹加入…"), "file", (), "users"),
)

HISTORY: tuple[Spec, ...] = (
    Spec("history.open", QT_TRANSLATE_NOOP("Actions", "项目历史…"), "view", ("Ctrl+H",), "history", _P, line=True),
)
