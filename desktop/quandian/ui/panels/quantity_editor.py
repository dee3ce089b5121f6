"""The figure of a metric: comparator, number and unit in the office's own scale, range, mask (ui.md, section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from quandian.core.model import Field
from quandian.core.quantity import EXACT, Quantity, QuantityError, Style, base_unit, display, number_of, plain
from quandian.ui import paint
from quandian.ui.panels import words
from quandian.ui.panels.editors import LABEL_WIDTH, Editor, WrongInput, line
from quandian.ui.qt import ALIGN_RIGHT, FIXED
from quandian.ui.widgets import ElidingLabel

KEYS = ("value", "value_to", "unit", "comparator", "masked")
UNITS = (
    "亿元",
    "万元",
    "元",
    "%",
    "个百分点",
    "家",
    "个",
    "项",
    "户",
    "人次",
    "人",
    "亩",
    "平方米",
    "公里",
    "天",
    "倍",
)


def split_scale(value: Decimal, unit: str) -> tuple[str, str]:
    """Return a base value and its unit as the office writes them: (110000000000, 元) is ("1100", "亿元")."""
    shown = display(Quantity(value, unit, kind="other"), Style.PLAIN)
    end = len(shown)
    while end and not shown[end - 1].isdigit():
        end -= 1
    return shown[:end], shown[end:]


class QuantityEditor(Editor):
    """Owns value, value_to, unit, comparator and masked."""

    def __init__(self, fields: Mapping[str, Field], parent: QWidget | None = None) -> None:
        super().__init__(words.field_label(fields["value"]), tuple(key for key in KEYS if key in fields), parent)
        self._fields = fields
        self.comparator = QComboBox(self)
        self.number = line(self, self.label)
        self.unit = QComboBox(self)
        self.number_to = line(self, words.field_label(fields["value_to"]) if "value_to" in fields else "")
        self.masked = QCheckBox(words.field_label(fields["masked"]) if "masked" in fields else "", self)
        self.is_range = QCheckBox(self.tr("区间"), self)
        self.echo = ElidingLabel("", 12, "text2", parent=self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.comparator.setAccessibleName(self.tr("比较"))
        for sign, _text in words.COMPARATOR_WORDS:
            self.comparator.addItem(f"{sign} {words.comparator_word(sign)}", sign)
        self.comparator.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        longest = max(paint.width(self.comparator.itemText(i)) for i in range(self.comparator.count()))
        self._wide = max(84, min(92, round(longest) + 32))  # what it takes, the unit beside it gives
        self.comparator.setFixedWidth(self._wide)
        self.unit.setAccessibleName(self.tr("单位"))
        self.unit.setEditable(True)
        self.unit.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.unit.setCompleter(None)  # type: ignore[arg-type]  # it would finish 万 as 万元 on Tab
        self.unit.addItems(UNITS)
        self.unit.setEditText("")
        self.unit.setFixedWidth(160 - self._wide)
        for field in (self.number, self.number_to):
            field.setAlignment(ALIGN_RIGHT)
        row = self.add_row(self.comparator, self.number, self.unit)
        row.setStretch(row.indexOf(self.comparator), 0)
        row.setStretch(row.indexOf(self.number), 1)
        self._to_row = QWidget(self)
        to_row = QHBoxLayout(self._to_row)
        to_row.setContentsMargins(LABEL_WIDTH + 8, 0, 82, 0)
        self._to_space = ElidingLabel(self.number_to.accessibleName(), 12, "text2", parent=self._to_row)
        self._to_space.align = ALIGN_RIGHT
        self._to_space.setSizePolicy(FIXED, FIXED)
        self._to_space.setFixedWidth(self._wide)
        to_row.setSpacing(6)
        to_row.addWidget(self._to_space)
        to_row.addWidget(self.number_to, 1)
        self._column.addWidget(self._to_row)
        self._to_row.hide()
        echo = QHBoxLayout()
        echo.setContentsMargins(LABEL_WIDTH + 8, 0, 0, 0)
        echo.addWidget(self.echo)
        self._column.addLayout(echo)
        checks = QHBoxLayout()
        checks.setContentsMargins(LABEL_WIDTH + 8, 0, 0, 0)
        checks.setSpacing(16)
        checks.addWidget(self.masked)
        checks.addWidget(self.is_range)
        checks.addStretch(1)
        self.masked.setVisible("masked" in self.keys)
        self.is_range.setVisible("value_to" in self.keys)
        self.finish_building()
        self._column.addLayout(checks)
        self.setFocusProxy(self.number)

    def _connect(self) -> None:
        self.number.textEdited.connect(self.on_touched)
        self.number_to.textEdited.connect(self.on_touched)
        self.unit.editTextChanged.connect(self.on_touched)
        self.unit.activated.connect(self.on_chosen)
        self.comparator.activated.connect(self.on_chosen)
        self.masked.clicked.connect(self._on_masked)
        self.is_range.clicked.connect(self._on_range)
        self.touched.connect(self._show_echo)
        edit = self.unit.lineEdit()
        assert edit is not None
        for part in (self.comparator, self.number, self.unit, edit, self.number_to, self.masked, self.is_range):
            self.watch(part)

    def set_narrow(self, narrow: bool) -> None:
        """Show only the sign of the comparator where room is short."""
        self.comparator.setFixedWidth(44 if narrow else self._wide)
        self._to_space.setFixedWidth(44 if narrow else self._wide)
        self.unit.setFixedWidth(68 if narrow else 160 - self._wide)
        for i in range(self.comparator.count()):
            sign = str(self.comparator.itemData(i))
            self.comparator.setItemText(i, sign if narrow else f"{sign} {words.comparator_word(sign)}")

    # --- values

    def show_values(self, values: Mapping[str, Any]) -> None:
        masked = bool(values.get("masked"))
        unit = str(values.get("unit") or "")
        number, number_to = "", ""
        try:
            low, high = number_of(values.get("value")), number_of(values.get("value_to"))
            if low is not None:
                number, unit = split_scale(low, unit)
                if high is not None:
                    number_to = plain(high / base_unit(unit)[1])
        except QuantityError:  # left there by an import: shown as it is, so that it can be mended
            number, number_to = str(values.get("value") or ""), str(values.get("value_to") or "")
        for field, text in ((self.number, number), (self.number_to, number_to)):
            if field.text() != text:
                field.setText(text)
        if self.unit.currentText() != unit:
            self.unit.setEditText(unit)
            edit = self.unit.lineEdit()
            if edit is not None:
                edit.setCursorPosition(0)
        sign = values.get("comparator") or "="
        self.comparator.setCurrentIndex(max(0, self.comparator.findData(sign)))
        self.masked.setChecked(masked)
        self.is_range.setChecked(bool(number_to))
        self._follow_checks()
        self._show_echo()

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        unit, scale = base_unit(self.unit.currentText())
        found["unit"] = unit or None
        masked = self.masked.isChecked()
        found["masked"] = self.base.get("masked") if masked == bool(self.base.get("masked")) else masked
        sign = self.comparator.currentData()
        plain_before = self.base.get("comparator") in (None, "")
        found["comparator"] = self.base.get("comparator") if sign == "=" and plain_before else sign
        if masked:
            found["value"] = found["value_to"] = None
        else:
            found["value"] = self._number(self.number.text(), scale, "value")
            to_text = self.number_to.text() if self.is_range.isChecked() else ""
            found["value_to"] = self._number(to_text, scale, "value_to")
            self._check_order(found)
        return {key: found[key] for key in self.keys}

    def _number(self, text: str, scale: Decimal, key: str) -> str | None:
        try:
            number = number_of(text.strip())
        except QuantityError:
            raise WrongInput(self.tr("“{0}”不是数字。写成 1100 或 1.1亿。").format(text.strip()[:20])) from None
        if number is None:
            return None
        value = plain(EXACT.multiply(number, scale)) if scale != 1 else plain(number)
        value = value.rstrip("0").rstrip(".") if "." in value and scale != 1 else value
        before = self.base.get(key)
        try:
            same = before is not None and number_of(before) == Decimal(value)
        except QuantityError:
            same = False
        return before if same else value  # "3.80" stays "3.80": the same number is no change

    def _check_order(self, found: Mapping[str, Any]) -> None:
        low, high = found["value"], found["value_to"]
        if high is not None and low is None:
            raise WrongInput(self.tr("区间缺少起始的数值。"))
        if low is not None and high is not None and Decimal(high) < Decimal(low):
            raise WrongInput(self.tr("区间的后一个数小于前一个数。"))

    @Slot()
    def _show_echo(self) -> None:
        text = self._echo_text()
        self.echo.set_text(text)
        self.echo.setVisible(bool(text))

    def _echo_text(self) -> str:
        if self.masked.isChecked():
            return self.tr("原文隐去了数字")
        try:
            found = self.values()
        except WrongInput:
            return ""
        value, unit = found.get("value"), found.get("unit") or ""
        if value is None or (base_unit(self.unit.currentText())[1] == 1 and abs(Decimal(value)) < 1000):  # as it stands
            return ""
        text = words.grouped(value)
        if found.get("value_to") is not None:
            text += f" — {words.grouped(found['value_to'])}"
        return self.tr("折算 {0} {1}").format(text, unit).strip()

    @Slot()
    def _on_masked(self) -> None:
        self._follow_checks()
        self.on_chosen()

    @Slot()
    def _on_range(self) -> None:
        self._follow_checks()
        if self.is_range.isChecked():
            self.number_to.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.on_chosen()

    def _follow_checks(self) -> None:
        masked = self.masked.isChecked()
        self.number.setEnabled(not masked)
        self.number_to.setEnabled(not masked)
        self.is_range.setEnabled(not masked)
        self._to_row.setVisible(self.is_range.isChecked() and not masked)

    def draft(self) -> tuple[str, str, str]:
        return self.number.text(), self.number_to.text(), self.unit.currentText()

    def show_draft(self, draft: Any) -> None:  # noqa: ANN401 - what ``draft`` returned
        number, number_to, unit = draft
        self.number.setText(number)
        self.number_to.setText(number_to)
        self.unit.setEditText(unit)
        self.is_range.setChecked(bool(number_to))
        self._follow_checks()

    def marked_parts(self) -> list[QWidget]:
        return [self.number, self.number_to]
