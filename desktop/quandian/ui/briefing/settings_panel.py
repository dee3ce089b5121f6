"""The right pane of the composer: what the briefing is and holds, what should be looked at, and the way out of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from quandian.core.briefing_checks import Finding
from quandian.core.briefing_plan import BriefingPlan, Extent, Kind
from quandian.core.briefing_tree import Cite, Imprint, Masthead
from quandian.core.briefing_words import shown_date
from quandian.core.fields import parsed_date
from quandian.core.sentences import language
from quandian.tasks.templates import shipped_templates
from quandian.ui.actions import Actions, tip
from quandian.ui.briefing.check_words import card_words
from quandian.ui.briefing.desk import Desk
from quandian.ui.briefing.parts import CheckCard, Choice, Field, Fold
from quandian.ui.briefing.scope import ScopeFold, TablesFold
from quandian.ui.briefing.words import GROUPS_OF, group_word, kind_word
from quandian.ui.dialogs.base import Form, InkLabel, scroll_of
from quandian.ui.session import Session
from quandian.ui.theme import theme
from quandian.ui.widgets import Ground, IconButton, Line, button

WIDTH = 320
_PICK = "…"  # the value of the choice that asks for a file


class SettingsPanel(Ground):
    """Signals: finding_chosen(Finding), template_file_wanted, open_wanted for what was written last."""

    finding_chosen = Signal(object)
    template_file_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, session: Session, desk: Desk, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self._session, self._desk, self._actions = session, desk, actions
        self.setFixedWidth(WIDTH)
        self._writable = True
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head = InkLabel(self.tr("简报设置"), 15, bold=True)
        head.setContentsMargins(16, 4, 16, 0)
        head.setFixedHeight(44)
        column.addWidget(head)
        inner = QWidget()
        inner.setMinimumWidth(10)
        self._inner = QVBoxLayout(inner)
        self._inner.setContentsMargins(16, 0, 16, 16)
        self._inner.setSpacing(0)
        self.area = scroll_of(inner)
        column.addWidget(self.area, 1)
        self._build_form()
        self._build_holds()
        self.scope = ScopeFold(session, desk, self)
        self.tables = TablesFold(session, desk, self)
        self._build_front()
        for fold in (self.scope, self.tables, self.front):
            self._inner.addWidget(fold)
        self._line()
        self._build_checks()
        self._inner.addStretch(1)
        column.addWidget(self._build_notice())
        column.addLayout(self._build_footer())
        desk.opened.connect(self.refresh)
        desk.listed.connect(self.refresh)
        desk.checked.connect(self.show_checks)
        desk.failed.connect(self.show_checks)

    def _line(self) -> None:
        self._inner.addSpacing(12)
        self._inner.addWidget(Line(parent=self))
        self._inner.addSpacing(12)

    # --- building

    def _build_form(self) -> None:
        form = Form(56)
        self.kind = Choice()
        self.kind.picked.connect(self._on_kind)
        form.add(self.tr("种类"), self.kind)
        self.template = Choice()
        self.template.picked.connect(self._on_template)
        form.add(self.tr("模板"), self.template)
        self.title = self._field("title", self.tr("自动"))
        form.add(self.tr("标题"), self.title)
        self.to = self._field("to", self.tr("不写"))
        form.add(self.tr("主送"), self.to)
        self.signature = self._field("signature", self.tr("不写"))
        self.signed_on = self._field("signed_on", self.tr("日期"))
        self.signed_on.setAccessibleName(self.tr("落款日期"))
        self.signature.setAccessibleName(self.tr("落款"))
        form.add(self.tr("落款"), self.signature)
        form.add_wide(self.signed_on)  # below: beside it neither a full name nor a full date had room
        self._inner.addLayout(form)
        self._line()

    def _field(self, name: str, placeholder: str) -> Field:
        made = Field(placeholder)
        made.setObjectName(name)
        made.kept.connect(self._on_field)
        return made

    def _build_holds(self) -> None:
        self._inner.addWidget(InkLabel(self.tr("包含内容"), 13, bold=True))
        self._inner.addSpacing(8)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.checks: dict[str, QCheckBox] = {}
        named = (
            ("appendix", self.tr("来源附录")),
            ("contents", self.tr("目录")),
            ("links", self.tr("出处可点回原文")),
            ("masthead", self.tr("版头（红头）")),
            ("notes", self.tr("我的备注")),
            ("imprint", self.tr("版记")),
            ("running", self.tr("页眉（标题）")),
        )
        for n, (name, words) in enumerate(named):
            box = QCheckBox(words)
            box.setObjectName(name)
            box.clicked.connect(self._on_check)
            self.checks[name] = box
            grid.addWidget(box, n // 2, n % 2)
        self._inner.addLayout(grid)
        self._inner.addSpacing(12)
        form = Form(56)
        self.language = Choice()
        self.language.picked.connect(self._on_language)
        form.add(self.tr("语言"), self.language)
        self.cite = Choice()
        self.cite.picked.connect(self._on_cite)
        form.add(self.tr("注释"), self.cite)
        self.group = Choice()
        self.group.picked.connect(self._on_group)
        form.add(self.tr("分组"), self.group)
        self.quotes = Choice()
        self.quotes.picked.connect(self._on_quotes)
        form.add(self.tr("条目"), self.quotes)
        self._inner.addLayout(form)
        self._inner.addSpacing(10)

    def _build_front(self) -> None:
        self.front = Fold(self.tr("日期、版头与版记"), self)
        form = Form(56)
        self.date = self._field("date", self.tr("导出那天"))
        form.add(self.tr("日期"), self.date)
        self._front: dict[str, Field] = {}
        self._front_labels: dict[str, InkLabel] = {}
        named = (
            ("masthead.issuer", self.tr("机关"), self.tr("发文机关标志")),
            ("masthead.number", self.tr("文号"), self.tr("〔2022〕1 号")),
            ("masthead.signer", self.tr("签发人"), ""),
            ("masthead.serial", self.tr("份号"), ""),
            ("masthead.secrecy", self.tr("密级"), ""),
            ("masthead.urgency", self.tr("紧急"), ""),
            ("imprint.copies", self.tr("抄送"), ""),
            ("imprint.printer", self.tr("印发"), self.tr("印发机关")),
            ("imprint.printed_on", self.tr("印发日"), ""),
        )
        for name, words, hint in named:
            self._front[name] = self._field(name, hint)
            self._front_labels[name] = form.add(words, self._front[name])
        self.front.body.addLayout(form)

    def _build_checks(self) -> None:
        self.checks_head = InkLabel(self.tr("导出前检查"), 13, bold=True)
        self._inner.addWidget(self.checks_head)
        self._inner.addSpacing(8)
        holder = QWidget()
        self._cards = QVBoxLayout(holder)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(6)
        self.cards: list[CheckCard] = []
        self._found: list[Finding] = []
        self._inner.addWidget(holder)

    def _build_notice(self) -> QWidget:
        self.notice = QWidget(self)
        row = QHBoxLayout(self.notice)
        row.setContentsMargins(16, 8, 12, 0)
        row.setSpacing(6)
        sign = QLabel()
        sign.setPixmap(theme().pixmap("circle-check", 16, "ok"))
        row.addWidget(sign)
        self.notice_words = InkLabel("", 12, "text2", wrap=True)
        self.notice_words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.notice_words, 1)
        self.notice_open = button(self.tr("打开"))
        self.notice_open.clicked.connect(self.open_wanted)
        row.addWidget(self.notice_open)
        close = IconButton("x", self.tr("关闭"), self.notice, size=14)
        close.clicked.connect(self.notice.hide)
        row.addWidget(close)
        self.notice.hide()
        return self.notice

    def _build_footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 16)
        row.setSpacing(8)
        self.print_button = button(" " + self.tr("打印…"))
        self.print_button.clicked.connect(self._actions["briefing.print"].trigger)
        self.print_button.setToolTip(tip(self._actions["briefing.print"]))
        self.export_button = button(" " + self.tr("导出 Word"), "primary")
        self.export_button.clicked.connect(self._actions["briefing.export_word"].trigger)
        self.export_button.setToolTip(tip(self._actions["briefing.export_word"]))
        self.more = IconButton("chevron-up", self.tr("其他格式"), self)
        self.more.clicked.connect(self._on_more)
        row.addWidget(self.print_button)
        row.addWidget(self.export_button, 1)
        row.addWidget(self.more)
        theme().changed.connect(self._draw)
        self._draw()
        return row

    @Slot()
    def _draw(self) -> None:
        self.print_button.setIcon(theme().icon("printer", 16))
        self.export_button.setIcon(theme().icon("file-output", 16, "on_ink"))

    # --- what shows

    @Slot()
    def refresh(self) -> None:
        """Show the plan as the project has it."""
        plan = self._desk.plan
        there = self._desk.current is not None
        self.area.widget().setEnabled(there)
        writable = self._session.is_open and not self._session.project.read_only
        if writable is not self._writable:
            self._writable = writable
            for made in self.area.widget().findChildren(QWidget):
                if isinstance(made, QLineEdit | QComboBox | QCheckBox | QPushButton):
                    made.setEnabled(writable)
        self.kind.offer([(kind_word(kind), kind) for kind in Kind], plan.kind)
        self._show_template(plan)
        lang = plan.language or language()
        for field, text in (
            (self.title, plan.title),
            (self.to, plan.to),
            (self.signature, plan.signature),
            (self.signed_on, shown_date(plan.signed_on, lang)),
            (self.date, shown_date(plan.date, lang)),
        ):
            field.show_text(text)
        for name, field in self._front.items():
            record, _, part = name.partition(".")
            held = getattr(plan, record)
            text = getattr(held, part) if held is not None else ""
            field.show_text(shown_date(text, lang) if part == "printed_on" else text)
            field.setVisible(held is not None)
            self._front_labels[name].setVisible(held is not None)
        for name, box in self.checks.items():
            box.setChecked(bool(getattr(plan, name)))
        cites = [(self.tr("随文，方括号"), Cite.BRACKETS), (self.tr("页末注，方括号编号"), Cite.FOOTNOTES)]
        self.cite.offer(list(cites), plan.cite)
        self.language.offer([(self.tr("中文"), "zh"), ("English", "en")], lang)
        groups = GROUPS_OF[plan.kind]
        groups = groups if plan.group in groups else (*groups, plan.group)
        self.group.offer([(group_word(group), group) for group in groups], plan.group)
        extents = [
            (self.tr("自动：少则逐条，多则列表"), Extent.AUTO),
            (self.tr("逐条写全文"), Extent.FULL),
            (self.tr("列成表格"), Extent.SHORT),
        ]
        self.quotes.offer(list(extents), plan.quotes)
        self._sum_up(plan)
        self.scope.refresh()
        self.tables.refresh()
        if not self._desk.findings:
            self.show_checks()

    def _sum_up(self, plan: BriefingPlan) -> None:
        parts = [shown_date(plan.date, plan.language or language()) or self.tr("导出那天")]
        if plan.masthead is not None:
            parts.append(plan.masthead.number or plan.masthead.issuer or self.tr("版头"))
        if plan.imprint is not None:
            parts.append(self.tr("版记"))
        self.front.set_summary("，".join(parts))

    def _show_template(self, plan: BriefingPlan) -> None:
        choices: list[tuple[str, object]] = [(self.tr("公文格式（国标版面）"), "")]
        choices += [(name, name) for name in shipped_templates()]
        if plan.template and plan.template not in shipped_templates():
            choices.append((Path(plan.template).name, plan.template))
        choices.append((self.tr("更多模板…"), _PICK))
        self.template.offer(choices, plan.template)

    @Slot()
    def show_checks(self) -> None:
        """Show what the checks found."""
        for card in self.cards:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards, self._found = [], list(self._desk.findings)
        for finding in self._found:
            title, line = card_words(finding)
            leads = bool(finding.annotation_ids or finding.report_ids or finding.keys or finding.code == "check.fonts")
            card = CheckCard(finding.severity.value, title, line, leads=leads, parent=self)
            card.clicked.connect(self._on_card)
            self._cards.addWidget(card)
            self.cards.append(card)

    def show_done(self, words: str) -> None:
        """Say above the buttons what was written, with a button that opens it."""
        self.notice_words.setText(words)
        self.notice_words.setAccessibleName(words)
        self.notice.show()

    def commit(self) -> None:
        """Keep what is being typed."""
        for field in (self.title, self.to, self.signature, self.signed_on, self.date, *self._front.values()):
            if field.hasFocus():
                field.commit()

    # --- the user

    @Slot(object)
    def _on_kind(self, kind: Kind) -> None:
        fits = self._desk.plan.group in GROUPS_OF[kind]
        self._desk.change_kind(kind, {} if fits else {"group": GROUPS_OF[kind][0]})

    @Slot(object)
    def _on_template(self, name: str) -> None:
        if name == _PICK:
            self._show_template(self._desk.plan)
            self.template_file_wanted.emit()
        else:
            self._desk.edit({"template": name})

    @Slot(str)
    def _on_field(self, text: str) -> None:
        field = self.sender()
        if not isinstance(field, Field):
            return
        name = field.objectName()
        if name in ("date", "signed_on", "imprint.printed_on"):
            read = parsed_date(text)
            field.refuse(read is None)
            if read is None:
                self._session.failed.emit(self.tr("没有改：“{0}”不是日期。写成 2022-03-01 或 2022年3月。").format(text))
                return
            text = read
        record, dot, part = name.partition(".")
        if not dot:
            self._desk.edit({name: text})
            return
        held = getattr(self._desk.plan, record)
        if held is not None:
            self._desk.edit({record: replace(held, **{part: text})})

    @Slot()
    def _on_check(self) -> None:
        box = self.sender()
        if not isinstance(box, QCheckBox):
            return
        name, on = box.objectName(), box.isChecked()
        if name == "masthead":
            self._desk.edit({name: Masthead(self._desk.plan.signature.strip()) if on else None})
        elif name == "imprint":
            self._desk.edit({name: Imprint(printer=self._desk.plan.signature.strip()) if on else None})
        else:
            self._desk.edit({name: on})
        if on and name in ("masthead", "imprint"):
            self.front.set_open(True)
            first = self._front["masthead.issuer" if name == "masthead" else "imprint.printer"]
            if not first.text():  # an office's name, never that of whoever is logged in
                self.area.ensureWidgetVisible(first)
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_language(self, name: str) -> None:
        self._desk.change_language(name)

    @Slot(object)
    def _on_cite(self, cite: Cite) -> None:
        self._desk.edit({"cite": cite})

    @Slot(object)
    def _on_group(self, group: object) -> None:
        self._desk.edit({"group": group})

    @Slot(object)
    def _on_quotes(self, extent: Extent) -> None:
        self._desk.edit({"quotes": extent})

    @Slot()
    def _on_card(self) -> None:
        card = self.sender()
        if isinstance(card, CheckCard) and card in self.cards:
            self.finding_chosen.emit(self._found[self.cards.index(card)])

    @Slot()
    def _on_more(self) -> None:
        menu = QMenu(self)
        for name in ("export_pdf", "export_html", "export_markdown", "export_marked", "preview"):
            menu.addAction(self._actions[f"briefing.{name}"])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
