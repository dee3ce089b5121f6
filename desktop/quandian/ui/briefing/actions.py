"""The actions of the composer, and of the other pages that put something into a briefing."""

from __future__ import annotations

from quandian.ui.action_spec import Needs, Scope, Spec
from quandian.ui.qt import QT_TRANSLATE_NOOP

_B, _P = Needs.BRIEFING, Needs.PROJECT
_KEYS = Scope.BRIEFING

BRIEFING: tuple[Spec, ...] = (
    Spec(
        "tag.brief",
        QT_TRANSLATE_NOOP("Actions", "加入简报"),
        "tag",
        ("B",),
        "list-plus",
        Needs.ANNOTATION,
        Scope.PANES,
        line=True,
    ),
    Spec("briefing.new", QT_TRANSLATE_NOOP("Actions", "新建简报…"), "briefing", (), "plus", _P),
    Spec("briefing.duplicate", QT_TRANSLATE_NOOP("Actions", "复制这份简报"), "briefing", (), "copy-plus", _B),
    Spec("briefing.rename", QT_TRANSLATE_NOOP("Actions", "改简报的标题"), "briefing", (), "pencil", _B),
    Spec("briefing.remove", QT_TRANSLATE_NOOP("Actions", "删除这份简报"), "briefing", (), "trash-2", _B),
    Spec("briefing.toggle", QT_TRANSLATE_NOOP("Actions", "收入或不收入"), "briefing", ("Space",), "eye-off", _B,
         _KEYS, line=True),
    Spec("briefing.up", QT_TRANSLATE_NOOP("Actions", "上移"), "briefing", ("Alt+Up",), "arrow-up", _B, _KEYS),
    Spec("briefing.down", QT_TRANSLATE_NOOP("Actions", "下移"), "briefing", ("Alt+Down",), "arrow-down", _B, _KEYS),
    Spec("briefing.heading", QT_TRANSLATE_NOOP("Actions", "改章节标题"), "briefing", ("F2",), "heading", _B, _KEYS),
    Spec("briefing.before", QT_TRANSLATE_NOOP("Actions", "写引言"), "briefing", (), "pencil-line", _B, line=True),
    Spec("briefing.after", QT_TRANSLATE_NOOP("Actions", "写结语"), "briefing", (), "pencil-line", _B),
    Spec("briefing.restore", QT_TRANSLATE_NOOP("Actions", "还原生成的文字"), "briefing", (), "rotate-ccw", _B),
    Spec("briefing.own", QT_TRANSLATE_NOOP("Actions", "加自己的一节"), "briefing", (), "plus", _B),
    Spec("briefing.chart", QT_TRANSLATE_NOOP("Actions", "加图表…"), "briefing", (), "chart-line", _B),
    Spec("briefing.take_out", QT_TRANSLATE_NOOP("Actions", "移出简报"), "briefing", ("Del",), "trash-2", _B, _KEYS),
    Spec("briefing.source", QT_TRANSLATE_NOOP("Actions", "看出处的原文"), "briefing", ("O",), "book-open-text", _B,
         _KEYS, line=True),
    Spec("briefing.from_ledger", QT_TRANSLATE_NOOP("Actions", "用台账的筛选作范围"), "briefing", (), "list-filter",
         _B),
    Spec("briefing.orphans", QT_TRANSLATE_NOOP("Actions", "没有位置的手写文字…"), "briefing", (), "pencil-line", _B),
    Spec("briefing.regenerate", QT_TRANSLATE_NOOP("Actions", "重新生成"), "briefing", ("F5",), "refresh-cw", _B),
    Spec("briefing.export_word", QT_TRANSLATE_NOOP("Actions", "导出 Word…"), "briefing", ("Ctrl+Return", "Ctrl+Enter"),
         "file-output", _B, _KEYS, line=True),
    Spec("briefing.export_pdf", QT_TRANSLATE_NOOP("Actions", "导出 PDF…"), "briefing", (), "file-output", _B),
    Spec("briefing.export_html", QT_TRANSLATE_NOOP("Actions", "导出网页…"), "briefing", (), "file-output", _B),
    Spec("briefing.export_markdown", QT_TRANSLATE_NOOP("Actions", "导出 Markdown…"), "briefing", (), "file-output", _B),
    Spec("briefing.export_marked", QT_TRANSLATE_NOOP("Actions", "导出所收报告的原文和批注…"), "briefing", (),
         "message-square", _B),
    Spec("briefing.preview", QT_TRANSLATE_NOOP("Actions", "打印预览…"), "briefing", (), "printer", _B),
    Spec("briefing.print", QT_TRANSLATE_NOOP("Actions", "打印…"), "briefing", ("Ctrl+P",), "printer", _B),
    Spec("view.templates", QT_TRANSLATE_NOOP("Actions", "简报模板…"), "briefing", (), "file-text", line=True),
)  # fmt: skip
