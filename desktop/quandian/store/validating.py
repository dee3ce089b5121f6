"""Is a row of a stranger's log what a row of ours can be? Types, lengths, words we know, ids, times, depth.

What is not is told by raising :class:`WrongError`; nothing here knows files or sentences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from quandian.core import codebook
from quandian.core.ids import report_id_of
from quandian.core.merge import IDENTITY
from quandian.core.model import LinkKind, Origin, Progress3, Row, Status, Verdict
from quandian.store.exchange import LoggedChange, LoggedOperation
from quandian.store.rows import ENTITIES

MAX_IMAGE = 4 << 20  # characters of one row image; a briefing's plan, the longest of ours, has some ten thousand
MAX_TEXT = 100_000  # characters of a note, a title, a quote
MAX_NAME = 300
MAX_FIELDS = 200
MAX_DEPTH = 40
LAST_CLOCK = 4_102_444_800_000  # the year 2100: a clock beyond it would make every later one overflow

_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.\-]{0,99}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CLOCK = re.compile(r"\d{13}-[0-9a-f]{4}-[^\x00-\x1f]{1,100}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")
_SHA = re.compile(r"[0-9a-f]{64}")
_FIELD = re.compile(r"[^\x00-\x1f\".]{1,100}")
_PALETTE = frozenset(pair[0] for pair in codebook.PALETTE)
_UNDERLINE = frozenset(pair[1] for pair in codebook.PALETTE)
_BIG = 1 << 53
_REPEATED = frozenset({"report_id", "tag_id", "status", "origin", "author", "created_at", "modified_at"})
_MOST_GOOD = 50_000
_good: set[tuple[str, str]] = set()  # values of these columns that were found good: thousands of rows repeat them
_decode = json.JSONDecoder().decode


class WrongError(ValueError):
    """Something that no Quandian writes; the message says what, without words of any text."""


Wrong = WrongError  # the shorter name reads better in except


def need_operation(operation: LoggedOperation) -> None:
    """Raise :class:`WrongError` unless this could be an operation of ours."""
    if not all(isinstance(v, str) for v in (operation.id, operation.clock, operation.label, operation.author)):
        raise WrongError("operation type")
    if not _UUID.fullmatch(operation.id) or not _UUID.fullmatch(operation.step):
        raise WrongError("operation id")
    if not _CLOCK.fullmatch(operation.clock) or int(operation.clock[:13]) >= LAST_CLOCK:
        raise WrongError("operation clock")
    if operation.kind not in ("start", "do", "undo", "redo"):
        raise WrongError("operation kind")
    if operation.target is not None and not _UUID.fullmatch(operation.target):
        raise WrongError("operation target")
    if not 0 < len(operation.author) <= MAX_NAME or len(operation.label) > MAX_TEXT or len(operation.device) > MAX_NAME:
        raise WrongError("operation length")
    if not _TIME.fullmatch(operation.created_at):
        raise WrongError("operation time")


def need_change(change: LoggedChange) -> tuple[Row | None, Row | None]:
    """Return both images of a change, decoded. Raises :class:`WrongError` unless it could be one of ours."""
    if change.entity not in ENTITIES:
        raise WrongError("table")
    if not isinstance(change.entity_id, str) or not 0 < len(change.entity_id) <= MAX_NAME:
        raise WrongError("row id")
    if change.entity != "setting" and not _ID.fullmatch(change.entity_id):
        raise WrongError("row id")
    before, after = _image(change.before), _image(change.after)
    if before is None and after is None:
        raise WrongError("no image")
    whole = before is None or after is None
    for image in (before, after):
        if image is not None:
            _need_image(change.entity, change.entity_id, image, whole)
    if not whole and before is not None and after is not None and before.keys() != after.keys():
        raise WrongError("images differ")
    return before, after


def need_row(entity: str, row: Row) -> None:
    """Raise :class:`WrongError` unless this could be a row of ours, its JSON columns decoded."""
    _need_image(entity, row["id"], row, whole=True)


def _image(text: str | None) -> Row | None:
    if text is None:
        return None
    if not isinstance(text, str) or len(text) > MAX_IMAGE:
        raise WrongError("image length")
    try:
        value = _decode(text)
        if "\\u" in text:  # only an escape can bring half of a surrogate pair
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise WrongError("image") from error
    if not isinstance(value, dict):
        raise WrongError("image")
    return value


def _need_image(entity: str, key: str, image: Row, whole: bool) -> None:
    spec, checks = ENTITIES[entity], _CHECKS[entity]
    if whole and image.keys() != checks.keys():
        raise WrongError("columns")
    for name, value in image.items():
        check = checks.get(name)
        if check is None:
            column, dot, field = name.partition(".")
            if not dot or whole or column not in spec.fieldwise or not _FIELD.fullmatch(field):
                raise WrongError("columns")
            _scalar(value)
        elif name not in _REPEATED or value.__class__ is not str:
            check(value)
        elif (name, value) not in _good:
            check(value)
            if len(_good) < _MOST_GOOD:
                _good.add((name, value))
    if "id" in image and image["id"] != key:
        raise WrongError("row id")
    if entity == "setting" and "value" in image:
        _need_setting(key, image["value"])
    elif entity == "annotation":
        _need_place(image, spec.group, whole)
    elif entity == "report" and "text_sha256" in image and report_id_of(image["text_sha256"]) != key:
        raise WrongError("report id")


def _need_setting(key: str, value: object) -> None:
    """Raise :class:`WrongError` where the program relies on the shape of a setting and this has another."""
    good = True
    if key in IDENTITY or key.startswith("alias."):
        good = isinstance(value, str) and len(value) <= MAX_NAME
    elif key == "ledger.aliases":
        good = isinstance(value, dict) and all(isinstance(name, str) for name in value.values())
    elif key == "ledger.breaks":
        good = isinstance(value, dict) and all(
            isinstance(marks, list) and all(_is_break(mark) for mark in marks) for marks in value.values()
        )
    if not good:
        raise WrongError("setting")


def _is_break(mark: object) -> bool:
    """Whether this is an issuer and the year from which a definition of theirs is another."""
    return isinstance(mark, list) and [type(part) for part in mark] == [str, int]


def _need_place(image: Row, group: tuple[str, ...], whole: bool) -> None:
    named = [column for column in group if column in image]
    if not named:
        return
    if not whole and len(named) != len(group):
        raise WrongError("part of a place")
    if not 0 <= image["start"] < image["end"] or image["end"] - image["start"] != len(image["quote"]):
        raise WrongError("place")


# --- values


def _text(limit: int) -> Callable[[Any], None]:
    def check(value: Any) -> None:  # noqa: ANN401 - a cell
        if not isinstance(value, str) or len(value) > limit:
            raise WrongError("text")

    return check


def _like(pattern: re.Pattern[str]) -> Callable[[Any], None]:
    def check(value: Any) -> None:  # noqa: ANN401 - a cell
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise WrongError("form")

    return check


def _one_of(values: frozenset[str]) -> Callable[[Any], None]:
    def check(value: Any) -> None:  # noqa: ANN401 - a cell
        if not isinstance(value, str) or value not in values:
            raise WrongError("word")

    return check


def _whole_number(value: Any) -> None:  # noqa: ANN401 - a cell
    if not isinstance(value, int) or isinstance(value, bool) or not -_BIG < value < _BIG:
        raise WrongError("number")


def _number(value: Any) -> None:  # noqa: ANN401 - a cell
    if not isinstance(value, int | float) or isinstance(value, bool) or not -1e300 < value < 1e300:
        raise WrongError("number")


def _scalar(value: Any) -> None:  # noqa: ANN401 - a cell
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _prose(value)
    elif isinstance(value, list) and len(value) <= MAX_FIELDS:
        for item in value:
            if isinstance(item, list):
                raise WrongError("field")
            _scalar(item)
    else:
        _number(value)


def _fields(value: Any) -> None:  # noqa: ANN401 - a cell
    if not isinstance(value, dict) or len(value) > MAX_FIELDS:
        raise WrongError("fields")
    for name, item in value.items():
        if not _FIELD.fullmatch(name):
            raise WrongError("field name")
        _scalar(item)


def _parent(value: Any) -> None:  # noqa: ANN401 - a cell
    if value is not None:
        _key(value)


def _tag_fields(value: Any) -> None:  # noqa: ANN401 - a cell
    if not isinstance(value, list) or len(value) > MAX_FIELDS:
        raise WrongError("tag fields")
    for item in value:
        if not isinstance(item, dict) or item.keys() != {"name", "label", "label_en", "type", "choices"}:
            raise WrongError("tag fields")
        for name in ("name", "label", "label_en"):
            _name(item[name])
        if not _FIELD.fullmatch(item["name"]) or item["type"] not in codebook.FIELD_TYPES:
            raise WrongError("tag fields")
        if not isinstance(item["choices"], list) or len(item["choices"]) > MAX_FIELDS * 10:
            raise WrongError("tag fields")
        for choice in item["choices"]:
            _name(choice)


def _any_value(value: Any, depth: int = 0) -> None:  # noqa: ANN401 - any JSON value
    if depth > MAX_DEPTH:
        raise WrongError("depth")
    if isinstance(value, dict):
        for name, item in value.items():
            _prose(name)
            _any_value(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _any_value(item, depth + 1)
    elif isinstance(value, str):
        _long(value)
    elif value is not None and not isinstance(value, bool):
        _number(value)


_name, _prose, _long = _text(MAX_NAME), _text(MAX_TEXT), _text(MAX_IMAGE)
_key, _sha, _time = _like(_ID), _like(_SHA), _like(_TIME)


def _words(kind: type) -> Callable[[Any], None]:
    return _one_of(frozenset(member.value for member in kind))  # type: ignore[attr-defined]


_CHECKS: Mapping[str, Mapping[str, Callable[[Any], None]]] = {
    "report": {
        "id": _key,
        **dict.fromkeys(("title", "note"), _prose),
        **dict.fromkeys(("issuer", "doc_number", "issued_on", "period", "place", "kind", "source_name"), _prose),
        "progress": _words(Progress3),
        "text_sha256": _sha,
        "source_sha256": _sha,
        "imported_at": _time,
        "position": _whole_number,
    },
    "tag": {
        "id": _key,
        "name": _name,
        "name_en": _name,
        "parent": _parent,
        "palette": _one_of(_PALETTE),
        "underline": _one_of(_UNDERLINE),
        "shortcut": _text(40),
        "fields": _tag_fields,
        "position": _whole_number,
        "description": _prose,
    },
    "annotation": {
        "id": _key,
        "report_id": _key,
        "tag_id": _key,
        "start": _whole_number,
        "end": _whole_number,
        **dict.fromkeys(("quote",), _long),
        **dict.fromkeys(("prefix", "suffix"), _text(200)),
        "fields": _fields,
        "note": _prose,
        "status": _words(Status),
        "origin": _words(Origin),
        "author": _name,
        "created_at": _time,
        "modified_at": _time,
    },
    "link": {
        "id": _key,
        "kind": _words(LinkKind),
        "source_id": _key,
        "target_id": _key,
        "verdict": _prose,
        "note": _prose,
        "author": _name,
        "created_at": _time,
    },
    "setting": {"id": _name, "value": _any_value},
    "decision": {
        "id": _key,
        "report_id": _key,
        "tag_id": _key,
        **dict.fromkeys(("start", "end", "suggested_start", "suggested_end"), _whole_number),
        "quote": _long,
        "verdict": _words(Verdict),
        "suggested_tag_id": _key,
        "score": _number,
        "reason": _prose,
        "engine": _name,
        "annotation_id": _text(100),
        "author": _name,
        "created_at": _time,
    },
}
