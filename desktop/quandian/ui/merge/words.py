"""What the merge page says: groups, rows, conflicts, values of both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from quandian.core.errors import UserError
from quandian.core.merge import DELETION, SPAN, Conflict, Item, ItemKind, Side, Subject
from quandian.core.merge_compare import differing
from quandian.core.model import LinkKind, ReportId, Status, Tag, TagId
from quandian.core.sentences import language
from quandian.tasks.merging import field_name, kind_name
from quandian.ui.merge.desk import CONFLICTS, NEAR, TAGS, UNANCHORED, Card, Group
from quandian.ui.panels.words import field_label, one_line, relation_word, shown_value, status_word, verdict_word
from quandian.ui.phrases import listed, named
from quandian.ui.qt import QT_TRANSLATE_NOOP
from quandian.ui.session import Session
from quandian.ui.theme import TagLook, tag_name, theme

_ICONS: Mapping[str, str] = {
    ItemKind.NEW_REPORT: "file-plus",
    ItemKind.CHANGED_REPORT: "file-text",
    ItemKind.DELETED_REPORT: "file-warning",
    ItemKind.NEW_ANNOTATION: "plus",
    ItemKind.CHANGED_ANNOTATION: "pencil",
    ItemKind.DELETED_ANNOTATION: "trash-2",
    ItemKind.NEW_LINK: "link-2",
    ItemKind.CHANGED_LINK: "link-2",
    ItemKind.DELETED_LINK: "unlink",
    ItemKind.NEW_TAG: "tag",
    ItemKind.CHANGED_TAG: "tags",
    ItemKind.DELETED_TAG: "tags",
    ItemKind.SETTING: "settings",
    ItemKind.DECISION: "list-checks",
    TAGS: "tags",
    NEAR: "git-compare",
    UNANCHORED: "circle-alert",
    CONFLICTS: "triangle-alert",
}
_NAMES: Mapping[str, str] = {
    TAGS: QT_TRANSLATE_NOOP("Merge", "标签对应"),
    NEAR: QT_TRANSLATE_NOOP("Merge", "相近的报告"),
    UNANCHORED: QT_TRANSLATE_NOOP("Merge", "没能并入"),
    CONFLICTS: QT_TRANSLATE_NOOP("Merge", "需要选择"),
}
_FIELDS: Mapping[str, str] = {
    "palette": QT_TRANSLATE_NOOP("Merge", "颜色"),
    "underline": QT_TRANSLATE_NOOP("Merge", "下划线"),
    "shortcut": QT_TRANSLATE_NOOP("Merge", "按键"),
    "fields": QT_TRANSLATE_NOOP("Merge", "字段"),
    "description": QT_TRANSLATE_NOOP("Merge", "说明"),
    "name_en": QT_TRANSLATE_NOOP("Merge", "英文名"),
    "parent": QT_TRANSLATE_NOOP("Merge", "上级标签"),
    "issuer": QT_TRANSLATE_NOOP("Merge", "单位"),
    "doc_number": QT_TRANSLATE_NOOP("Merge", "文号"),
    "issued_on": QT_TRANSLATE_NOOP("Merge", "日期"),
    "period": QT_TRANSLATE_NOOP("Merge", "时期"),
    "place": QT_TRANSLATE_NOOP("Merge", "地区"),
    "kind": QT_TRANSLATE_NOOP("Merge", "种类"),
    "progress": QT_TRANSLATE_NOOP("Merge", "进度"),
    "source_name": QT_TRANSLATE_NOOP("Merge", "文件名"),
    "source_id": QT_TRANSLATE_NOOP("Merge", "起点"),
    "target_id": QT_TRANSLATE_NOOP("Merge", "终点"),
}


translate = QCoreApplication.translate


def _tr(text: str) -> str:
    return QCoreApplication.translate("Merge", text)


def icon_of(key: str) -> str:
    """Return the icon of a group."""
    return _ICONS[key]


def name_of(group: Group) -> str:
    """Return what a group is called; a part of it by its author."""
    if group.author:
        return group.author
    return _tr(_NAMES[group.key]) if group.key in _NAMES else kind_name(ItemKind(group.key))


def moment(at: str, now: datetime | None = None) -> str:
    """Return a UTC ISO time as day and time of this place: 03-09 10:42, other years in full."""
    now = now or datetime.now().astimezone()
    try:
        local = datetime.fromisoformat(at).astimezone(now.tzinfo)
    except ValueError:
        return at
    return f"{local:%m-%d %H:%M}" if local.year == now.year else f"{local:%Y-%m-%d %H:%M}"


def day(at: str) -> str:
    """Return the day of a UTC ISO time at this place."""
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d}"
    except ValueError:
        return at[:10]


def signed(side: Side) -> str:
    """Return who set a value and when."""
    return listed((side.author, moment(side.at)))


def quoted(text: str) -> str:
    """Return words in quotes, on one line."""
    return translate("Merge", "“{0}”").format(one_line(text))


class Teller:
    """Knows the project's tags and paragraphs, so that rows can be told by name."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._starts: dict[str, list[tuple[int, int, int]]] = {}

    def forget(self) -> None:
        """Read paragraphs anew."""
        self._starts.clear()

    def tag(self, tag_id: str) -> Tag | None:
        """Return a tag of this project."""
        return self._session.tag(TagId(tag_id)) if tag_id else None

    def look(self, about: Subject) -> TagLook | None:
        """Return how the tag of a row is drawn; one that is not here yet like a tag of one's own."""
        if not about.tag_id:
            return None
        tag = self.tag(about.tag_id)
        if tag is not None:
            return theme().tag_look(tag)
        name = about.tag_name or translate("Merge", "新标签")
        return theme().tag_look(Tag(TagId(about.tag_id), name, "", None, "custom", "solid", "", (), 0))

    # --- subjects

    def title(self, entity: str, about: Subject) -> str:
        """Return a row's first line."""
        if entity in ("annotation", "decision"):
            return quoted(about.quote)
        if entity == "link":
            return translate("Merge", "{0} → {1}").format(quoted(about.quote), quoted(about.other_quote))
        if entity == "report":
            return translate("Merge", "《{0}》").format(about.title)
        if entity == "tag":
            tag = self.tag(about.tag_id)
            return tag_name(tag) if tag is not None else about.title
        return setting_name(about.title)

    def place(self, about: Subject) -> str:
        """Return the report and paragraph a row stands in."""
        number = self.paragraph(about.report_id, about.start)
        words = translate("Merge", "第 {0} 段").format(number) if number else ""
        return " · ".join(part for part in (about.title, words) if part)

    def paragraph(self, report_id: str, position: int) -> int:
        """Return the number of a paragraph of a report here; 0 where the report is not here yet."""
        if report_id not in self._starts:
            try:
                found = self._session.project.passages(ReportId(report_id)) if report_id else ()
            except UserError:
                found = ()
            self._starts[report_id] = [(p.start, p.end, p.paragraph) for p in found]
        return next((n for start, end, n in self._starts[report_id] if start <= position < max(end, start + 1)), 0)

    # --- fields and values

    def field(self, name: str, about: Subject) -> str:
        """Return what a field is called."""
        if name == DELETION:
            return translate("Merge", "去留")
        if name.startswith("fields."):
            tag = self.tag(about.tag_id)
            own = next((f for f in tag.fields if f"fields.{f.name}" == name), None) if tag is not None else None
            if own is not None:
                return field_label(own)
        said = _tr(_FIELDS[name]) if name in _FIELDS else field_name(name)
        return said[:1].upper() + said[1:]

    def value(self, name: str, value: Any, about: Subject) -> str:  # noqa: ANN401 - a cell
        """Return a value as people read it."""
        if name == DELETION:
            return translate("Merge", "删除") if value is None else translate("Merge", "保留")
        if value is None or value in ("", [], {}):
            return translate("Merge", "（空）")
        if name == "tag_id":
            tag = self.tag(str(value))
            return tag_name(tag) if tag is not None else about.tag_name or str(value)
        if name == "status" and value in set(Status):
            return status_word(Status(value))
        if name == "verdict":
            return verdict_word(str(value))
        if name == "kind" and value in set(LinkKind):
            return relation_word(LinkKind(value))
        if name == SPAN and isinstance(value, Mapping):
            return quoted(str(value.get("quote") or ""))
        if name == "fields.comparator":
            return str(value)
        if name.startswith("fields."):
            return one_line(shown_value(name.removeprefix("fields."), value, self.tag(about.tag_id)))
        return one_line(plain(value))

    def changes(self, item: Item) -> str:
        """Return what changes in a row, before → after."""
        parts = [
            named(
                self.field(one.field, item.about),
                translate("Merge", "{0} → {1}").format(
                    self.value(one.field, one.before, item.about), self.value(one.field, one.after, item.about)
                ),
            )
            for one in item.fields
        ]
        return translate("Merge", "；").join(parts)

    def summary(self, card: Card) -> str:
        """Return a card in one line, for when it is folded."""
        first = card.first
        if first.field == DELETION:
            return self._deletion(first)
        if len(card.conflicts) == 1:
            mine, theirs = (self.value(first.field, side.value, first.about) for side in (first.mine, first.theirs))
            return translate("Merge", "{0}：我填 {1}，对方填 {2}").format(
                self.field(first.field, first.about), mine, theirs
            )
        names = translate("Merge", "、").join(self.field(one.field, first.about) for one in card.conflicts)
        return translate("Merge", "{0} 填得不同").format(names)

    def _deletion(self, conflict: Conflict) -> str:
        mine_deleted = conflict.mine.value is None
        row = conflict.theirs.value if mine_deleted else conflict.mine.value
        changed = differing(conflict.original, row) if conflict.original and row else ()
        names = translate("Merge", "、").join(
            dict.fromkeys(self.field(one.field, conflict.about) for one in changed)
        ) or translate("Merge", "内容")
        what = _things().get(conflict.entity, "")
        if mine_deleted:
            return translate("Merge", "对方改了{0}，我删除了这{1}").format(names, what)
        return translate("Merge", "我改了{0}，对方删除了这{1}").format(names, what)

    def deletion_values(self, conflict: Conflict) -> tuple[str, str]:
        """Return what either side of a deletion stands for."""
        what = _things().get(conflict.entity, "")
        keep, drop = translate("Merge", "保留这{0}").format(what), translate("Merge", "删除这{0}").format(what)
        return (drop, keep) if conflict.mine.value is None else (keep, drop)

    def spoken(self, conflict: Conflict, chosen: str) -> str:
        """Return what a screen reader says of a conflict."""
        about = conflict.about
        values = [self.value(conflict.field, side.value, about) for side in (conflict.mine, conflict.theirs)]
        if conflict.field == DELETION:
            values = list(self.deletion_values(conflict))
        sides = (named(translate("Merge", "我的"), values[0]), named(translate("Merge", "对方"), values[1]))
        return listed((self.title(conflict.entity, about), self.field(conflict.field, about), *sides, chosen))


def _things() -> Mapping[str, str]:
    return {
        "annotation": translate("Merge", "条标注"),
        "report": translate("Merge", "份报告"),
        "link": translate("Merge", "条关联"),
        "tag": translate("Merge", "个标签"),
        "decision": translate("Merge", "个决定"),
        "setting": translate("Merge", "项设置"),
    }


def plain(value: object) -> str:
    """Return a stored value without marks of how it is stored."""
    if isinstance(value, bool):
        return translate("Merge", "是") if value else translate("Merge", "否")
    if isinstance(value, Mapping):
        return str(value.get("title") or value.get("name") or translate("Merge", "{0} 项").format(len(value)))
    if isinstance(value, Sequence) and not isinstance(value, str):
        names = [plain(one) for one in value[:6]]
        return translate("Merge", "、").join(names)
    return str(value)


def setting_name(key: str) -> str:
    """Return what a setting of the project is called."""
    if key.startswith("briefing."):
        return translate("Merge", "简报")
    if key.startswith("ledger.view."):
        return translate("Merge", "台账视图")
    if key.startswith("alias.tag."):
        return translate("Merge", "标签的对应")
    if key.startswith("alias.report."):
        return translate("Merge", "报告的对应")
    return {"name": translate("Merge", "项目名称"), "language": translate("Merge", "语言")}.get(key, key)


def count_words(key: str, count: int) -> str:
    """Return a number with its measure word, as a heading of a group's page says it."""
    nouns = {
        "report": translate("Merge", "{0} 份"),
        "tag": translate("Merge", "{0} 个"),
        "setting": translate("Merge", "{0} 项"),
        "decision": translate("Merge", "{0} 个"),
    }
    last = key.rpartition("_")[2]
    if key in (TAGS, NEAR):
        last = {"tags": "tag", "near": "report"}[key]
    return nouns.get(last, translate("Merge", "{0} 条")).format(count)


def in_english() -> bool:
    """Whether the interface speaks English."""
    return language() == "en"


def icon_of_entity(entity: str) -> str:
    """Return the icon of a kind of rows."""
    icons = {"report": "file-text", "link": "link-2", "tag": "tags", "setting": "settings", "decision": "list-checks"}
    return icons.get(entity, "pencil")


def entity_name(entity: str) -> str:
    """Return what a kind of rows is called."""
    names = {
        "report": translate("Merge", "报告"),
        "link": translate("Merge", "关联"),
        "tag": translate("Merge", "标签"),
        "setting": translate("Merge", "项目设置"),
    }
    return names.get(entity, "")
