"""Words the panels share: fields, statuses, comparators, kinds, relations, times and sentences of history."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication

from quandian.core.codebook import METRIC
from quandian.core.fields import parsed_date as parsed_date
from quandian.core.fields import stored_period as stored_period
from quandian.core.model import Annotation, Field, HistoryEntry, LinkKind, Status, Tag, TagId
from quandian.core.quantity import Quantity, QuantityError, Style, display, number_of, plain
from quandian.core.sentences import label_text, language
from quandian.ui.phrases import bracketed, listed, month_day
from quandian.ui.qt import QT_TRANSLATE_NOOP
from quandian.ui.theme import tag_name

TagOf = Callable[[TagId], Tag | None]

STATUSES: tuple[tuple[Status, str], ...] = (
    (Status.OPEN, QT_TRANSLATE_NOOP("Panels", "待核")),
    (Status.CONFIRMED, QT_TRANSLATE_NOOP("Panels", "已核")),
    (Status.DOUBTFUL, QT_TRANSLATE_NOOP("Panels", "存疑")),
)
STATUS_ICONS: Mapping[Status, tuple[str, str]] = {
    Status.OPEN: ("circle", "text3"),
    Status.CONFIRMED: ("circle-check", "ok"),
    Status.DOUBTFUL: ("circle-alert", "warn"),
}
COMPARATOR_WORDS: tuple[tuple[str, str], ...] = (
    ("=", QT_TRANSLATE_NOOP("Panels", "等于")),
    ("≈", QT_TRANSLATE_NOOP("Panels", "约")),
    (">", QT_TRANSLATE_NOOP("Panels", "超过")),
    ("≥", QT_TRANSLATE_NOOP("Panels", "以上")),
    ("<", QT_TRANSLATE_NOOP("Panels", "接近")),
    ("≤", QT_TRANSLATE_NOOP("Panels", "以内")),
)
_KINDS: Mapping[str, str] = {
    "money": QT_TRANSLATE_NOOP("Panels", "金额"),
    "percent": QT_TRANSLATE_NOOP("Panels", "比率"),
    "count": QT_TRANSLATE_NOOP("Panels", "数量"),
    "length": QT_TRANSLATE_NOOP("Panels", "长度"),
    "area": QT_TRANSLATE_NOOP("Panels", "面积"),
    "duration": QT_TRANSLATE_NOOP("Panels", "时长"),
    "rank": QT_TRANSLATE_NOOP("Panels", "位次"),
    "other": QT_TRANSLATE_NOOP("Panels", "其他"),
}
_RELATIONS: Mapping[LinkKind, tuple[str, str]] = {
    LinkKind.MEASURES: (QT_TRANSLATE_NOOP("Panels", "衡量"), QT_TRANSLATE_NOOP("Panels", "衡量此项")),
    LinkKind.FULFILS: (QT_TRANSLATE_NOOP("Panels", "兑现"), QT_TRANSLATE_NOOP("Panels", "兑现此项")),
    LinkKind.SUPPORTS: (QT_TRANSLATE_NOOP("Panels", "支持"), QT_TRANSLATE_NOOP("Panels", "支持此项")),
    LinkKind.CONTRADICTS: (QT_TRANSLATE_NOOP("Panels", "矛盾"), QT_TRANSLATE_NOOP("Panels", "矛盾")),
    LinkKind.CUSTOM: (QT_TRANSLATE_NOOP("Panels", "相关"), QT_TRANSLATE_NOOP("Panels", "相关")),
}
_VERDICTS: Mapping[str, str] = {
    "met": QT_TRANSLATE_NOOP("Panels", "兑现"),
    "partly": QT_TRANSLATE_NOOP("Panels", "部分兑现"),
    "missed": QT_TRANSLATE_NOOP("Panels", "未达"),
    "silent": QT_TRANSLATE_NOOP("Panels", "未提及"),
}
_FIELD_OF_CHANGE = "fields."
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Panels", text)


def field_label(field: Field) -> str:
    """Return a field's name in the language of the interface."""
    return field.label_en if language() == "en" and field.label_en else field.label


def choice_label(value: str) -> str:
    """Return a choice as the user reads it: the kinds of a metric in words, any other as it is stored."""
    return _tr(_KINDS[value]) if value in _KINDS else value


def status_word(status: Status) -> str:
    """Return the word of a status."""
    return next((_tr(text) for value, text in STATUSES if value == status), str(status))


def comparator_word(sign: str) -> str:
    """Return a comparator in words, for example 超过; empty for what is none."""
    return next((_tr(text) for value, text in COMPARATOR_WORDS if value == sign), "")


def relation_word(kind: LinkKind, *, outgoing: bool = True) -> str:
    """Return what one end of a relation says of the other: 衡量, or 衡量此项 seen from the measured end."""
    return _tr(_RELATIONS[kind][0 if outgoing else 1])


def verdict_word(verdict: str) -> str:
    """Return a verdict as the user reads it."""
    return _tr(_VERDICTS[verdict]) if verdict in _VERDICTS else verdict


def masked_word() -> str:
    """Return the word for a figure whose digits the report hides."""
    return QCoreApplication.translate("Panels", "已脱敏")


def quantity_of(fields: Mapping[str, Any]) -> Quantity | None:
    """Return the quantity of an annotation's fields, or None where there is none that can be read."""
    try:
        return Quantity.from_fields(fields)
    except QuantityError:
        return None


def value_text(fields: Mapping[str, Any]) -> str:
    """Return a metric's value as lists show it: "> 1100亿元", "已脱敏", or empty."""
    quantity = quantity_of(fields)
    if quantity is None:
        return ""
    if quantity.masked or quantity.value is None:
        return masked_word()
    amount = display(quantity, Style.PLAIN)
    sign = "" if quantity.comparator == "=" or quantity.kind == "rank" else f"{quantity.comparator} "
    return sign + amount


def grouped(text: str) -> str:
    """Return plain decimal text with separators between thousands: 110,000,000,000."""
    head, point, tail = text.partition(".")
    sign, digits = ("-", head[1:]) if head.startswith("-") else ("", head)
    return f"{sign}{int(digits or '0'):,}{point}{tail}"


def one_line(text: str) -> str:
    """Return text with its line breaks as blanks, for a row."""
    return " ".join(text.split()) if "\n" in text or "\u3000" in text else text


# --- dates and times


def when(at: str, now: datetime | None = None) -> str:
    """Return a UTC ISO time as people say it: 10:42, 昨天 18:05, 3 月 4 日, and 2025-03-04 for other years."""
    now = now or datetime.now().astimezone()
    try:
        local = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return at
    today = now.date()
    if local.date() == today:
        return f"{local:%H:%M}"
    if local.date() == today - timedelta(days=1):
        return QCoreApplication.translate("Panels", "昨天 {0}").format(f"{local:%H:%M}")
    if local.year == today.year:
        return month_day(local)
    return f"{local:%Y-%m-%d}"


def day_and_time(at: str) -> str:
    """Return a UTC ISO time as date and time of this place: 2025-03-04 10:42."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return at


def year_text(value: str) -> str:
    """Return a stored period or date as people write it: 2021 is 2021年; other text stays."""
    if language() == "en":
        return value
    match = _ISO_DATE.fullmatch(value)
    if match and not match[2]:
        return f"{value}年"
    return value


# --- history


def shown_value(key: str, value: Any, tag: Tag | None) -> str:  # noqa: ANN401 - a field's value
    """Return a stored field value as history tells it."""
    if value is None or value == "":
        return QCoreApplication.translate("Panels", "空")
    field = next((f for f in tag.fields if f.name == key), None) if tag else None
    if field is not None and field.type == "flag":
        return QCoreApplication.translate("Panels", "是") if value else QCoreApplication.translate("Panels", "否")
    if field is not None and field.type == "choice":
        return comparator_word(str(value)) or choice_label(str(value))
    if field is not None and field.type == "number":
        return short_number(value)
    return str(value)


def short_number(value: object) -> str:
    """Return a stored number in the office's scale, without its unit: 110000000000 is 1100亿."""
    try:
        number = number_of(value)
        if number is None:
            return ""
        return display(Quantity(number, ""), Style.PLAIN)
    except QuantityError:
        return str(value)


def history_sentences(entry: HistoryEntry, tag_of: TagOf, tag: Tag | None) -> list[str]:
    """Return what one logged change of an annotation or report did, in words without the author."""
    change = entry.change
    if change.before is None or change.after is None:
        verb = _whole_row(change.entity, change.after or change.before or {}, change.before is None, tag_of)
        said = [verb or label_text(entry.label)]
    else:
        said = _updates(change.before, change.after, tag_of, tag) or [label_text(entry.label)]
    if not entry.counts:
        said = [bracketed(text, QCoreApplication.translate("Panels", "合并已撤销")) for text in said]
    if entry.kind == "undo":
        return [QCoreApplication.translate("Panels", "撤销：{0}").format(_undone(entry, text)) for text in said]
    if entry.kind == "redo":
        return [QCoreApplication.translate("Panels", "重做：{0}").format(text) for text in said]
    return said


def _undone(entry: HistoryEntry, text: str) -> str:
    return label_text(entry.label) if entry.label else text


def _whole_row(entity: str, row: Mapping[str, Any], made: bool, tag_of: TagOf) -> str:
    translate = QCoreApplication.translate
    if entity == "annotation":
        name = _name(row.get("tag_id"), tag_of)
        if made and row.get("origin") == "accepted":
            return translate("Panels", "接受建议，标注{0}").format(name)
        return (translate("Panels", "标注{0}") if made else translate("Panels", "删除{0}")).format(name)
    if entity == "link":
        kind = row.get("kind")
        word = relation_word(LinkKind(kind)) if kind in set(LinkKind) else ""
        return (translate("Panels", "建立关联：{0}") if made else translate("Panels", "取消关联：{0}")).format(word)
    if entity == "report":
        return translate("Panels", "导入报告") if made else translate("Panels", "删除报告")
    return ""


def _name(tag_id: object, tag_of: TagOf) -> str:
    tag = tag_of(TagId(str(tag_id)))
    return tag_name(tag) if tag else str(tag_id)


def _updates(before: Mapping[str, Any], after: Mapping[str, Any], tag_of: TagOf, tag: Tag | None) -> list[str]:
    translate = QCoreApplication.translate
    said: list[str] = []
    if "start" in after or "end" in after:
        said.append(translate("Panels", "调整范围"))
    for key, value in after.items():
        was = before.get(key)
        if key == "tag_id":
            said.append(translate("Panels", "由{0}改为{1}").format(_name(was, tag_of), _name(value, tag_of)))
        elif key == "status" and value in set(Status):
            said.append(translate("Panels", "状态改为{0}").format(status_word(Status(value))))
        elif key == "note":
            said.append(_note_sentence(str(was or ""), str(value or "")))
        elif key == "progress":
            done = value == "done"
            said.append(translate("Panels", "标为已完成") if done else translate("Panels", "标为未完成"))
        elif key == "title":
            said.append(translate("Panels", "标题改为“{0}”").format(value))
        elif key.startswith(_FIELD_OF_CHANGE):
            said.append(_field_sentence(key[len(_FIELD_OF_CHANGE) :], was, value, tag))
    return said


def _note_sentence(was: str, now: str) -> str:
    if not was:
        return QCoreApplication.translate("Panels", "写备注")
    return QCoreApplication.translate("Panels", "修改备注") if now else QCoreApplication.translate("Panels", "删除备注")


def _field_sentence(key: str, was: Any, now: Any, tag: Tag | None) -> str:  # noqa: ANN401 - a field's value
    field = next((f for f in tag.fields if f.name == key), None) if tag else None
    label = field_label(field) if field else key
    if was is None or was == "":
        text = QCoreApplication.translate("Panels", "填写{0} {1}")
        return text.format(label, shown_value(key, now, tag))
    if now is None or now == "":
        return QCoreApplication.translate("Panels", "清空{0}").format(label)
    text = QCoreApplication.translate("Panels", "将{0}由 {1} 改为 {2}")
    return text.format(label, shown_value(key, was, tag), shown_value(key, now, tag))


def spoken_value(fields: Mapping[str, Any]) -> str:
    """Return a metric's value for the ear: signs as words, 超过 1100亿元."""
    text = value_text(fields)
    sign, blank, amount = text.partition(" ")
    return f"{comparator_word(sign)} {amount}" if blank and comparator_word(sign) else text


def spoken_row(annotation: Annotation, tag: Tag | None, paragraph: int = 0) -> str:
    """Return what a screen reader says of an annotation: 指标，资产总额，超过 1100亿元，第 4 段，已核."""
    name = tag_name(tag) if tag else ""
    fields = annotation.fields
    value = spoken_value(fields) if has_value(tag) else ""
    place = QCoreApplication.translate("Panels", "第 {0} 段").format(paragraph) if paragraph else ""
    main = str(fields.get("indicator") or "") or one_line(annotation.quote)
    parts = [name, main, value, place, status_word(annotation.status), annotation.note]
    return listed(parts)


def has_value(tag: Tag | None) -> bool:
    """Whether annotations of this tag carry a measured value (the built-in metric, or a custom tag made like it)."""
    return tag is not None and any(field.name == "value" for field in tag.fields)


def annotation_words(annotation: Annotation) -> str:
    """Return an annotation as one line: a metric by indicator, figure and period, anything else by its words."""
    quote = " ".join(annotation.quote.split())
    indicator = str(annotation.fields.get("indicator") or "")
    if annotation.tag_id != METRIC or not indicator:
        return quote
    try:
        quantity = Quantity.from_fields(annotation.fields)
        figure = display(quantity, quote=quote) if quantity is not None else quote
    except (QuantityError, ValueError):
        figure = quote
    return listed((f"{indicator} {figure}", str(annotation.fields.get("period") or "")))


def plain_number(value: object) -> str:
    """Return a stored number as plain text without an exponent; what is no number stays as it is."""
    try:
        number = number_of(value)
    except QuantityError:
        return str(value)
    return "" if number is None else plain(number)
