"""The one table of actions: it makes the menus, the toolbar, the shortcuts, the command palette and the key sheet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from quandian.ui.action_spec import Needs as Needs
from quandian.ui.action_spec import Scope as Scope
from quandian.ui.action_spec import Spec as Spec
from quandian.ui.briefing.actions import BRIEFING
from quandian.ui.folder_actions import FOLDER, HISTORY
from quandian.ui.merge.actions import MERGE, MERGE_FILES
from quandian.ui.qt import QT_TRANSLATE_NOOP
from quandian.ui.theme import theme

MENUS: tuple[tuple[str, str], ...] = (
    ("file", QT_TRANSLATE_NOOP("Actions", "文件(&F)")),
    ("edit", QT_TRANSLATE_NOOP("Actions", "编辑(&E)")),
    ("view", QT_TRANSLATE_NOOP("Actions", "查看(&V)")),
    ("tag", QT_TRANSLATE_NOOP("Actions", "标注(&A)")),
    ("review", QT_TRANSLATE_NOOP("Actions", "审核(&R)")),
    ("ledger", QT_TRANSLATE_NOOP("Actions", "台账(&L)")),
    ("briefing", QT_TRANSLATE_NOOP("Actions", "简报(&B)")),
    ("help", QT_TRANSLATE_NOOP("Actions", "帮助(&H)")),
)

SUBMENUS: Mapping[str, tuple[str, str]] = {
    "recent": ("file", QT_TRANSLATE_NOOP("Actions", "最近的项目")),
    "views": ("ledger", QT_TRANSLATE_NOOP("Actions", "已存的视图")),
    "merge": ("file", QT_TRANSLATE_NOOP("Actions", "合并预览")),
    "theme": ("view", QT_TRANSLATE_NOOP("Actions", "主题")),
    "snap": ("tag", QT_TRANSLATE_NOOP("Actions", "吸附")),
    "status": ("tag", QT_TRANSLATE_NOOP("Actions", "核对状态")),
}

_FILLED_LATER = {"project.sample": "recent", "ledger.save_view": "views"}  # submenus and what they stand behind

_P, _R, _A = Needs.PROJECT, Needs.REPORT, Needs.ANNOTATION
_BARE = Scope.PANES
_S, _REVIEW = Needs.SUGGESTION, Scope.REVIEW
_LEDGER = Scope.LEDGER

TABLE: tuple[Spec, ...] = (
    # 文件
    Spec("project.new", QT_TRANSLATE_NOOP("Actions", "新建项目…"), "file", ("Ctrl+N",), "file-plus"),
    Spec("project.open", QT_TRANSLATE_NOOP("Actions", "打开项目…"), "file", ("Ctrl+O",), "folder-open"),
    Spec("project.open_read_only", QT_TRANSLATE_NOOP("Actions", "以只读方式打开…"), "file", (), "eye"),
    Spec("project.sample", QT_TRANSLATE_NOOP("Actions", "打开示例项目"), "file", (), "book-open-text"),
    Spec(
        "project.import_files",
        QT_TRANSLATE_NOOP("Actions", "导入报告…"),
        "file",
        ("Ctrl+Shift+I",),
        "file-up",
        line=True,
    ),
    Spec("project.import_looked_at", QT_TRANSLATE_NOOP("Actions", "导入报告并选择编码…"), "file", (), "file-text"),
    Spec("project.import_clipboard", QT_TRANSLATE_NOOP("Actions", "从剪贴板导入文字"), "file", (), "copy"),
    Spec("project.export", QT_TRANSLATE_NOOP("Actions", "导出简报…"), "file", ("Ctrl+E",), "file-output", _P),
    Spec("project.export_marked", QT_TRANSLATE_NOOP("Actions", "导出原文和批注…"), "file", (), "message-square", _R),
    Spec("project.share", QT_TRANSLATE_NOOP("Actions", "分享…"), "file", (), "share-2", _P),
    *FOLDER,
    *MERGE_FILES,
    *MERGE,
    Spec("project.report_properties", QT_TRANSLATE_NOOP("Actions", "报告信息…"), "file", (), "info", _R, line=True),
    Spec(
        "project.toggle_done",
        QT_TRANSLATE_NOOP("Actions", "标为已完成"),
        "file",
        (),
        "circle-check",
        _R,
        checkable=True,
    ),
    Spec("project.delete_report", QT_TRANSLATE_NOOP("Actions", "删除这份报告"), "file", (), "trash-2", _R),
    Spec("project.backup", QT_TRANSLATE_NOOP("Actions", "立即备份"), "file", (), "database", _P, line=True),
    Spec("project.restore", QT_TRANSLATE_NOOP("Actions", "从备份恢复…"), "file", (), "archive-restore"),
    Spec("project.check", QT_TRANSLATE_NOOP("Actions", "检查项目"), "file", (), "shield-check", _P),
    Spec("project.show_folder", QT_TRANSLATE_NOOP("Actions", "打开项目所在文件夹"), "file", (), "external-link", _P),
    Spec("project.close", QT_TRANSLATE_NOOP("Actions", "关闭项目"), "file", ("Ctrl+W",), "x", _P, line=True),
    Spec("app.preferences", QT_TRANSLATE_NOOP("Actions", "偏好设置…"), "file", ("Ctrl+,",), "settings"),
    Spec("app.quit", QT_TRANSLATE_NOOP("Actions", "退出"), "file", ("Ctrl+Q",)),
    # 编辑
    Spec("edit.undo", QT_TRANSLATE_NOOP("Actions", "撤销"), "edit", ("Ctrl+Z",), "undo-2", Needs.UNDO),
    Spec("edit.redo", QT_TRANSLATE_NOOP("Actions", "重做"), "edit", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", Needs.REDO),
    Spec(
        "edit.copy", QT_TRANSLATE_NOOP("Actions", "复制并注明出处"), "edit", ("Ctrl+C",), "copy", _R, _BARE, line=True
    ),
    Spec("edit.find", QT_TRANSLATE_NOOP("Actions", "在本报告中查找"), "edit", ("Ctrl+F",), "search", _R, line=True),
    Spec("edit.find_next", QT_TRANSLATE_NOOP("Actions", "查找下一处"), "edit", ("F3",), "", _R),
    Spec("edit.find_previous", QT_TRANSLATE_NOOP("Actions", "查找上一处"), "edit", ("Shift+F3",), "", _R),
    Spec("edit.find_all", QT_TRANSLATE_NOOP("Actions", "在全部报告中查找"), "edit", ("F4",), "search", _P),
    Spec("edit.stop", QT_TRANSLATE_NOOP("Actions", "停止正在进行的工作"), "edit", ("Ctrl+.",), "x", line=True),
    # 查看
    Spec("view.palette", QT_TRANSLATE_NOOP("Actions", "搜索与命令…"), "view", ("Ctrl+K",), "search"),
    Spec("view.back", QT_TRANSLATE_NOOP("Actions", "后退"), "view", ("Alt+Left",), "arrow-left", Needs.BACK, line=True),
    Spec("view.forward", QT_TRANSLATE_NOOP("Actions", "前进"), "view", ("Alt+Right",), "arrow-right", Needs.FORWARD),
    Spec("view.next_pane", QT_TRANSLATE_NOOP("Actions", "下一窗格"), "view", ("F6",), "", _P),
    Spec("view.previous_pane", QT_TRANSLATE_NOOP("Actions", "上一窗格"), "view", ("Shift+F6",), "", _P),
    Spec(
        "view.left",
        QT_TRANSLATE_NOOP("Actions", "左侧报告栏"),
        "view",
        ("Ctrl+B",),
        "panel-left",
        _P,
        checkable=True,
        line=True,
    ),
    Spec(
        "view.right", QT_TRANSLATE_NOOP("Actions", "右侧标注栏"), "view", ("Ctrl+I",), "panel-right", _P, checkable=True
    ),
    Spec(
        "view.page_reading", QT_TRANSLATE_NOOP("Actions", "阅读"), "view", ("Ctrl+1",), "book-open-text", _P, line=True
    ),
    Spec("view.page_review", QT_TRANSLATE_NOOP("Actions", "审核"), "view", ("Ctrl+2",), "list-checks", _P),
    Spec("view.page_ledger", QT_TRANSLATE_NOOP("Actions", "台账"), "view", ("Ctrl+3",), "table-2", _P),
    Spec("view.page_briefing", QT_TRANSLATE_NOOP("Actions", "简报"), "view", ("Ctrl+5",), "file-text", _P),
    Spec(
        "view.suggestions",
        QT_TRANSLATE_NOOP("Actions", "显示建议"),
        "view",
        (),
        "sparkles",
        _R,
        checkable=True,
        line=True,
    ),
    Spec("view.spotlight", QT_TRANSLATE_NOOP("Actions", "聚光"), "view", ("Ctrl+L",), "focus", _R, checkable=True),
    *HISTORY,
    Spec(
        "view.larger",
        QT_TRANSLATE_NOOP("Actions", "放大文字"),
        "view",
        ("Ctrl+=", "Ctrl++"),
        "a-large-small",
        line=True,
    ),
    Spec("view.smaller", QT_TRANSLATE_NOOP("Actions", "缩小文字"), "view", ("Ctrl+-",)),
    Spec("view.reset_size", QT_TRANSLATE_NOOP("Actions", "恢复文字大小"), "view", ("Ctrl+0",)),
    Spec("view.wider_lines", QT_TRANSLATE_NOOP("Actions", "增大行距"), "view"),
    Spec("view.narrower_lines", QT_TRANSLATE_NOOP("Actions", "减小行距"), "view"),
    Spec("view.serif", QT_TRANSLATE_NOOP("Actions", "正文用宋体"), "view", (), "type", checkable=True),
    Spec(
        "view.theme_light",
        QT_TRANSLATE_NOOP("Actions", "浅色"),
        "theme",
        (),
        "sun-medium",
        checkable=True,
        group="theme",
    ),
    Spec("view.theme_dark", QT_TRANSLATE_NOOP("Actions", "深色"), "theme", (), "moon", checkable=True, group="theme"),
    Spec(
        "view.theme_sepia", QT_TRANSLATE_NOOP("Actions", "护眼"), "theme", (), "coffee", checkable=True, group="theme"
    ),
    Spec("view.theme_system", QT_TRANSLATE_NOOP("Actions", "跟随系统"), "theme", (), "", checkable=True, group="theme"),
    # 标注
    *(
        Spec(f"tag.apply_{n}", QT_TRANSLATE_NOOP("Actions", "标注"), "tag", (str(n),), "", _R, _BARE, group="apply")
        for n in range(1, 10)
    ),
    Spec("tag.choose", QT_TRANSLATE_NOOP("Actions", "选择标签…"), "tag", ("0",), "tags", _R, _BARE),
    Spec("tag.repeat", QT_TRANSLATE_NOOP("Actions", "重复上一个标签"), "tag", (".",), "", _R, _BARE),
    Spec("tag.next", QT_TRANSLATE_NOOP("Actions", "下一个标注"), "tag", ("J",), "", _R, _BARE, line=True),
    Spec("tag.previous", QT_TRANSLATE_NOOP("Actions", "上一个标注"), "tag", ("K",), "", _R, _BARE),
    Spec("tag.next_stacked", QT_TRANSLATE_NOOP("Actions", "光标处下一层标注"), "tag", ("C",), "", _R, _BARE),
    Spec("tag.start_out", QT_TRANSLATE_NOOP("Actions", "起点外移"), "tag", ("[",), "", _A, _BARE, line=True),
    Spec("tag.end_out", QT_TRANSLATE_NOOP("Actions", "终点外移"), "tag", ("]",), "", _A, _BARE),
    Spec("tag.start_in", QT_TRANSLATE_NOOP("Actions", "起点内移"), "tag", ("{",), "", _A, _BARE),
    Spec("tag.end_in", QT_TRANSLATE_NOOP("Actions", "终点内移"), "tag", ("}",), "", _A, _BARE),
    Spec("tag.note", QT_TRANSLATE_NOOP("Actions", "写备注"), "tag", ("N",), "message-square", _A, _BARE, line=True),
    Spec("tag.relate", QT_TRANSLATE_NOOP("Actions", "建立关联…"), "tag", ("R",), "link-2", _A, _BARE),
    Spec("tag.inspect", QT_TRANSLATE_NOOP("Actions", "编辑标注字段"), "tag", ("Return", "Enter"), "pencil", _A, _BARE),
    Spec("tag.status_open", QT_TRANSLATE_NOOP("Actions", "待核"), "status", (), "circle", _A),
    Spec("tag.status_confirmed", QT_TRANSLATE_NOOP("Actions", "已核"), "status", (), "circle-check", _A),
    Spec("tag.status_doubtful", QT_TRANSLATE_NOOP("Actions", "存疑"), "status", (), "circle-alert", _A),
    Spec("tag.delete", QT_TRANSLATE_NOOP("Actions", "删除标注"), "tag", ("Del",), "trash-2", _A, _BARE),
    Spec("tag.snap_clause", QT_TRANSLATE_NOOP("Actions", "吸附到分句"), "snap", (), "", checkable=True, group="snap"),
    Spec("tag.snap_word", QT_TRANSLATE_NOOP("Actions", "吸附到词"), "snap", (), "", checkable=True, group="snap"),
    Spec("tag.snap_character", QT_TRANSLATE_NOOP("Actions", "吸附到字"), "snap", (), "", checkable=True, group="snap"),
    Spec("tag.codebook", QT_TRANSLATE_NOOP("Actions", "标签管理…"), "tag", (), "tags", _P, line=True),
    # 审核
    Spec("review.accept", QT_TRANSLATE_NOOP("Actions", "接受建议"), "review", ("A",), "check", _S, _REVIEW),
    Spec("review.reject", QT_TRANSLATE_NOOP("Actions", "拒绝建议"), "review", ("X",), "x", _S, _REVIEW),
    Spec("review.skip", QT_TRANSLATE_NOOP("Actions", "跳过建议"), "review", ("S",), "skip-forward", _S, _REVIEW),
    *(
        Spec(
            f"review.change_{n}",
            QT_TRANSLATE_NOOP("Actions", "接受并改为"),
            "review",
            (str(n),),
            "",
            _S,
            _REVIEW,
            group="change",
        )
        for n in range(1, 10)
    ),
    Spec(
        "review.adjust",
        QT_TRANSLATE_NOOP("Actions", "改建议的范围"),
        "review",
        ("E",),
        "pencil",
        _S,
        _REVIEW,
        checkable=True,
        line=True,
    ),
    Spec("review.start_out", QT_TRANSLATE_NOOP("Actions", "建议起点外移"), "review", ("[",), "", _S, _REVIEW),
    Spec("review.end_out", QT_TRANSLATE_NOOP("Actions", "建议终点外移"), "review", ("]",), "", _S, _REVIEW),
    Spec("review.start_in", QT_TRANSLATE_NOOP("Actions", "建议起点内移"), "review", ("{",), "", _S, _REVIEW),
    Spec("review.end_in", QT_TRANSLATE_NOOP("Actions", "建议终点内移"), "review", ("}",), "", _S, _REVIEW),
    Spec("review.next", QT_TRANSLATE_NOOP("Actions", "下一条建议"), "review", ("Down",), "", _S, _REVIEW, line=True),
    Spec("review.previous", QT_TRANSLATE_NOOP("Actions", "上一条建议"), "review", ("Up",), "", _S, _REVIEW),
    Spec("review.show", QT_TRANSLATE_NOOP("Actions", "看原文"), "review", ("O",), "book-open-text", _S, _REVIEW),
    Spec(
        "review.accept_alike",
        QT_TRANSLATE_NOOP("Actions", "接受同类建议…"),
        "review",
        ("G",),
        "",
        _S,
        _REVIEW,
        line=True,
    ),
    Spec("review.accept_shown", QT_TRANSLATE_NOOP("Actions", "接受列出的全部建议…"), "review", (), "", _S),
    Spec("review.reject_shown", QT_TRANSLATE_NOOP("Actions", "拒绝列出的全部建议…"), "review", (), "", _S),
    Spec(
        "review.order_place",
        QT_TRANSLATE_NOOP("Actions", "按报告和位置审"),
        "review",
        (),
        "",
        _P,
        checkable=True,
        group="order",
        line=True,
    ),
    Spec(
        "review.order_sure",
        QT_TRANSLATE_NOOP("Actions", "先审最没把握的"),
        "review",
        (),
        "",
        _P,
        checkable=True,
        group="order",
    ),
    Spec("review.analyse", QT_TRANSLATE_NOOP("Actions", "重新分析"), "review", (), "refresh-cw", _P, line=True),
    # 台账
    Spec(
        "ledger.source", QT_TRANSLATE_NOOP("Actions", "看这一行的原文"), "ledger", ("Return", "Enter"), "", _P, _LEDGER
    ),
    Spec("ledger.edit", QT_TRANSLATE_NOOP("Actions", "改这一格"), "ledger", ("F2",), "pencil", _P, _LEDGER),
    Spec("ledger.copy", QT_TRANSLATE_NOOP("Actions", "复制为表格"), "ledger", ("Ctrl+C",), "copy", _P, _LEDGER),
    Spec("ledger.to_briefing", QT_TRANSLATE_NOOP("Actions", "加入简报…"), "ledger", ("B",), "list-plus", _P, _LEDGER),
    Spec("ledger.save_view", QT_TRANSLATE_NOOP("Actions", "存为视图…"), "ledger", ("V",), "bookmark", _P, _LEDGER),
    Spec("ledger.sort", QT_TRANSLATE_NOOP("Actions", "按当前列排序"), "ledger", ("S",), "arrow-up-down", _P, _LEDGER),
    Spec("ledger.column", QT_TRANSLATE_NOOP("Actions", "当前列的菜单…"), "ledger", ("H",), "", _P, _LEDGER),
    Spec("ledger.find", QT_TRANSLATE_NOOP("Actions", "筛选台账"), "ledger", (), "list-filter", _P, line=True),
    Spec("ledger.clear", QT_TRANSLATE_NOOP("Actions", "清除台账的筛选"), "ledger", (), "x", _P),
    Spec(
        "ledger.details",
        QT_TRANSLATE_NOOP("Actions", "只看明细"),
        "ledger",
        (),
        "table-2",
        _P,
        checkable=True,
        group="ledger",
        line=True,
    ),
    Spec(
        "ledger.matrix",
        QT_TRANSLATE_NOOP("Actions", "只看矩阵"),
        "ledger",
        (),
        "grid-3x3",
        _P,
        checkable=True,
        group="ledger",
    ),
    Spec(
        "ledger.both",
        QT_TRANSLATE_NOOP("Actions", "明细、图与矩阵"),
        "ledger",
        (),
        "columns-2",
        _P,
        checkable=True,
        group="ledger",
    ),
    Spec(
        "ledger.contradictions",
        QT_TRANSLATE_NOOP("Actions", "说法不一的指标…"),
        "ledger",
        (),
        "triangle-alert",
        _P,
        line=True,
    ),
    Spec("ledger.merge", QT_TRANSLATE_NOOP("Actions", "合并指标名…"), "ledger", (), "git-merge", _P),
    Spec(
        "ledger.export", QT_TRANSLATE_NOOP("Actions", "导出 Excel 或 CSV…"), "ledger", (), "file-output", _P, line=True
    ),
    Spec("ledger.copy_chart", QT_TRANSLATE_NOOP("Actions", "复制图表"), "ledger", (), "chart-line", _P),
    Spec("ledger.chart_to_briefing", QT_TRANSLATE_NOOP("Actions", "图表加入简报…"), "ledger", (), "list-plus", _P),
    *BRIEFING,
    # 帮助
    Spec("help.keys", QT_TRANSLATE_NOOP("Actions", "快捷键"), "help", ("F1",), "keyboard"),
    Spec("help.tour", QT_TRANSLATE_NOOP("Actions", "五分钟入门"), "help", (), "circle-question-mark"),
    Spec("help.log", QT_TRANSLATE_NOOP("Actions", "打开日志文件夹"), "help", (), "file-text", line=True),
    Spec("help.about", QT_TRANSLATE_NOOP("Actions", "关于圈点"), "help", (), "info"),
)


def translated(text: str) -> str:
    """Return an action's or menu's text in the language of the interface."""
    return QCoreApplication.translate("Actions", text)


def plain(text: str) -> str:
    """Return a text without its mnemonic and without the key a menu writes behind it: 文件(&F) is 文件."""
    text = text.partition("\t")[0]
    head, mark, _ = text.partition("(&")
    return (head if mark else text).replace("&", "")


class Actions(QObject):
    """The QActions of one window, made from the table. Signal: triggered(id)."""

    triggered = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._specs = {spec.id: spec for spec in TABLE}
        self._actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for spec in TABLE:
            self._make(spec)

    def _make(self, spec: Spec) -> None:
        action = QAction(_in_menu(spec), self._window)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        if spec.scope is not Scope.WINDOW:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
        action.setMenuRole(QAction.MenuRole.NoRole)
        action.triggered.connect(self._on_triggered)
        self._actions[spec.id] = action
        self._paint(spec)

    def _paint(self, spec: Spec) -> None:
        action = self._actions[spec.id]
        if spec.icon:
            action.setIcon(theme().icon(spec.icon, 18))
        action.setIconVisibleInMenu(False)

    @Slot()
    def _on_triggered(self) -> None:
        self.triggered.emit(self.sender().objectName())

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def spec(self, action_id: str) -> Spec:
        """Return the table row of an action."""
        return self._specs[action_id]

    def all(self) -> Iterable[tuple[Spec, QAction]]:
        """Return every row with its action, in the table's order."""
        return ((spec, self._actions[spec.id]) for spec in TABLE)

    def add_to_pane(self, pane: QWidget) -> None:
        """Make the bare keys work in a pane without text entry, and in what it holds."""
        for spec, action in self.all():
            if spec.scope is Scope.PANES:
                pane.addAction(action)

    def add_to_review(self, pane: QWidget) -> None:
        """Make the keys of reviewing work in a pane, and in what it holds."""
        for spec, action in self.all():
            if spec.scope is Scope.REVIEW:
                pane.addAction(action)

    def add_to_ledger(self, pane: QWidget) -> None:
        """Make the keys of the ledger work in a pane, and in what it holds."""
        for spec, action in self.all():
            if spec.scope is Scope.LEDGER:
                pane.addAction(action)

    def add_to_briefing(self, pane: QWidget) -> None:
        """Make the keys of the composer work in a pane, and in what it holds."""
        for spec, action in self.all():
            if spec.scope is Scope.BRIEFING:
                pane.addAction(action)

    def add_to_merge(self, pane: QWidget) -> None:
        """Make the keys of the merge page work in a pane, and in what it holds."""
        for spec, action in self.all():
            if spec.scope is Scope.MERGE:
                pane.addAction(action)

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        for key, title in MENUS:
            self.menus[key] = bar.addMenu(translated(title))
        for spec in TABLE:
            if not spec.menu:
                continue
            menu = self.menus.get(spec.menu) or self._submenu(spec.menu)
            if spec.line:
                menu.addSeparator()
            menu.addAction(self._actions[spec.id])
            if spec.id in _FILLED_LATER:
                self._submenu(_FILLED_LATER[spec.id])

    def _submenu(self, key: str) -> QMenu:
        parent, title = SUBMENUS[key]
        self.menus[key] = self.menus[parent].addMenu(translated(title))
        return self.menus[key]

    def enable(self, state: Mapping[Needs, bool]) -> None:
        """Enable each action whose need is met."""
        for spec, action in self.all():
            action.setEnabled(spec.needs is Needs.NOTHING or state.get(spec.needs, False))

    def check(self, action_id: str, on: bool) -> None:
        """Set a check mark without triggering."""
        self._actions[action_id].setChecked(on)

    def repaint(self) -> None:
        """Draw the icons again after a change of theme."""
        for spec in TABLE:
            self._paint(spec)

    def retranslate(self) -> None:
        """Set the texts again after a change of language; the menus are rebuilt by the window."""
        for spec, action in self.all():
            action.setText(_in_menu(spec))


_LENT = {"ledger.find": "Ctrl+F"}  # keys of another action that mean this one on its page
_KEY_NAMES = (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓"), ("Return", "Enter"))


def key_name(key: QKeySequence) -> str:
    """Return a key as it is printed everywhere: Alt+←, Enter, Del, on a Mac with its signs; empty for none.

    Qt's own names differ with the language, 左方向 and 回车, and are not what stands on the keys.
    """
    if sys.platform == "darwin":
        return key.toString(QKeySequence.SequenceFormat.NativeText)
    head, plus, last = key.toString(QKeySequence.SequenceFormat.PortableText).rpartition("+")
    return head + plus + dict(_KEY_NAMES).get(last, last)


def key_text(action: QAction) -> str:
    """Return an action's first shortcut as the user reads it, or empty."""
    return key_name(action.shortcut()) or key_name(QKeySequence(_LENT.get(action.objectName(), "")))


def _in_menu(spec: Spec) -> str:
    """Return an action's text, with its key behind a tab where Qt's menus would write it otherwise."""
    text, key = translated(spec.text), QKeySequence(spec.keys[0]) if spec.keys else QKeySequence()
    if spec.id in _LENT:
        return f"{text}\t{key_name(QKeySequence(_LENT[spec.id]))}"
    name = key_name(key)
    return text if name == key.toString(QKeySequence.SequenceFormat.NativeText) else f"{text}\t{name}"


def tip(action: QAction) -> str:
    """Return a tooltip: name (key)."""
    key = key_text(action)
    name = plain(action.text()).rstrip("…")
    return f"{name} ({key})" if key else name
