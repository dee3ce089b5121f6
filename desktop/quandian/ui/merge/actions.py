"""The actions of merging: what begins it, and the keys of its page."""

from __future__ import annotations

from quandian.ui.action_spec import Needs, Scope, Spec
from quandian.ui.qt import QT_TRANSLATE_NOOP

_M, _KEYS = Needs.MERGE, Scope.MERGE

MERGE_FILES: tuple[Spec, ...] = (
    Spec("merge.start", QT_TRANSLATE_NOOP("Actions", "合并同事的项目…"), "file", (), "git-merge"),
    Spec("merge.resolve_conflicts", QT_TRANSLATE_NOOP("Actions", "处理待定的冲突…"), "file", (), "triangle-alert",
         Needs.PROJECT),
)  # fmt: skip

MERGE: tuple[Spec, ...] = (
    Spec("merge.show_page", QT_TRANSLATE_NOOP("Actions", "合并预览"), "merge", (), "git-merge", Needs.PLAN),
    Spec("merge.mine", QT_TRANSLATE_NOOP("Actions", "用我的"), "merge", ("Left",), "", _M, _KEYS, line=True),
    Spec("merge.theirs", QT_TRANSLATE_NOOP("Actions", "用对方的"), "merge", ("Right",), "", _M, _KEYS),
    Spec("merge.previous", QT_TRANSLATE_NOOP("Actions", "上一个字段"), "merge", ("Up",), "", _M, _KEYS),
    Spec("merge.next", QT_TRANSLATE_NOOP("Actions", "下一个字段"), "merge", ("Down",), "", _M, _KEYS),
    Spec("merge.undecided", QT_TRANSLATE_NOOP("Actions", "下一处待定"), "merge", ("N",), "", _M, _KEYS),
    Spec("merge.source", QT_TRANSLATE_NOOP("Actions", "看冲突处的原文"), "merge", ("O",), "book-open-text", _M, _KEYS),
    Spec("merge.toggle", QT_TRANSLATE_NOOP("Actions", "并入或不并入"), "merge", ("Space",), "", _M, _KEYS),
    Spec("merge.all_mine", QT_TRANSLATE_NOOP("Actions", "都用我的"), "merge", (), "", _M, line=True),
    Spec("merge.all_theirs", QT_TRANSLATE_NOOP("Actions", "都用对方的"), "merge", (), "", _M),
    Spec("merge.all_newer", QT_TRANSLATE_NOOP("Actions", "都用较新的"), "merge", (), "", _M),
    Spec("merge.apply", QT_TRANSLATE_NOOP("Actions", "合并选中的内容"), "merge", ("Ctrl+Return", "Ctrl+Enter"),
         "git-merge", _M, _KEYS, line=True),
)  # fmt: skip
