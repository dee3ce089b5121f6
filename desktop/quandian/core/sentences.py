"""What the program says about failures and operations, in Simplified Chinese and English.

Each room registers the sentences of its own codes on import; the command line and the window share them. Widgets' own
texts are not here: they go through Qt Linguist.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quandian.core.model import Tag

log = logging.getLogger(__name__)

Pair = tuple[str, str]
_sentences: dict[str, Pair] = {"list.comma": ("、", ", ")}
_labels: dict[str, Pair] = {}
_language = "zh"


def set_language(language: str) -> None:
    """Choose "zh" or "en" for everything said from now on; anything that is not English is Chinese."""
    global _language
    _language = "en" if language.lower().startswith("en") else "zh"


def language() -> str:
    """Return the language in use: "zh" or "en"."""
    return _language


def register(sentences: Mapping[str, Pair]) -> None:
    """Add sentences: code to (Chinese, English), with ``{name}`` blanks filled from the error's facts."""
    _sentences.update(sentences)


def register_labels(labels: Mapping[str, Pair]) -> None:
    """Add names of operations: code to (Chinese, English), with ``{0}`` where the operation's argument goes."""
    _labels.update(labels)


def sentence(code: str, **facts: object) -> str:
    """Return the sentence of ``code`` in the language in use, its blanks filled."""
    pair = _sentences.get(code)
    if pair is None:
        log.error("no sentence for code %s", code)
        return code
    return pair[_language == "en"].format(**facts)


def label_text(label: str) -> str:
    """Return the name of an operation as the user reads it. ``label`` is ``code`` or ``code|argument``.

    >>> register_labels({"tag": ("标注{0}", "Tag {0}")})
    >>> label_text("tag|问题")
    '标注问题'
    """
    code, _, argument = label.partition("|")
    pair = _labels.get(code)
    if pair is None:
        return argument or code
    return pair[_language == "en"].format(tag_word(argument))


def tag_title(tag: Tag) -> str:
    """Return a tag's name as a title in the language in use: 目标, Goal."""
    return tag.name_en if _language == "en" and tag.name_en else tag.name


_BUILT_IN_WORDS: Mapping[str, Pair] = {
    "goal": ("目标", "goal"),
    "achievement": ("成效", "achievement"),
    "metric": ("指标", "metric"),
}


def tag_word(name_or_id: str) -> str:
    """Return a tag's name in the language in use: the built-in three by id, any other as it was named."""
    pair = _BUILT_IN_WORDS.get(name_or_id)
    return name_or_id if pair is None else pair[_language == "en"]
