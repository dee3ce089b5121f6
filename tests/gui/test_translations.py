"""The English of the window: complete, with the same blanks, and compiled."""

from __future__ import annotations

import ast
import gc
import importlib
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import PySide6
import pytest
from PySide6.QtWidgets import QApplication

from quandian.app import english

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOGUE = ROOT / "resources" / "translations" / "quandian_en.ts"
WINDOW = ROOT / "desktop" / "quandian" / "ui"
HAN = re.compile(r"[\u4e00-\u9fff]")
WORDS_OF_REPORTS = {"quantity_editor.py", "words.py", "units.py", "editing.py"}  # units and years are read, not said
TRANSLATED_BY = {"tr", "translate", "QT_TRANSLATE_NOOP", "QT_TRANSLATE_NOOP3", "Both"}


@pytest.fixture
def translations(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    yield importlib.import_module("translations")
    for name in ("translations", "environment", "system_libs", "saying"):
        sys.modules.pop(name, None)


def messages(path: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Return context and source of every message with its translation and state."""
    found = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            texts = [translation.text or "", *(form.text or "" for form in translation.iter("numerusform"))]
            key = (context.findtext("name"), message.findtext("source"))
            found[key] = ("\n".join(filter(None, texts)), translation.get("type", ""))
    return found


def test_every_text_of_the_window_has_its_english(translations, tmp_path: Path) -> None:
    """Compare the catalogue with what the sources say today; packaging/translations brings it up to date."""
    fresh = tmp_path / "quandian_en.ts"
    shutil.copy(CATALOGUE, fresh)
    translations.update(Path(PySide6.__path__[0]), fresh)
    today = messages(fresh)
    missing = [key for key, (text, state) in today.items() if not text or state]
    assert missing == []
    assert set(messages(CATALOGUE)) == set(today)


def test_every_text_stands_under_the_context_it_is_asked_for_by() -> None:
    """lupdate files what a function ``tr`` of a module says under no context, and asks nobody whether it is right."""
    modules = {path.stem for path in WINDOW.rglob("*.py")}
    assert [key for key in messages(CATALOGUE) if not key[0] or key[0] in modules] == []


def test_the_compiled_file_is_that_of_the_catalogue(translations, tmp_path: Path) -> None:
    compiled = tmp_path / "quandian_en.qm"
    translations.compile_(Path(PySide6.__path__[0]), CATALOGUE, compiled)
    assert compiled.read_bytes() == CATALOGUE.with_suffix(".qm").read_bytes()


def test_the_window_speaks_english_and_counts_in_it(qapp: QApplication) -> None:
    said = english(qapp)
    gc.collect()  # the texts must outlive whoever read them from the file
    qapp.installTranslator(said)
    try:
        assert qapp.translate("Actions", "文件(&F)") == "&File"
        words = [qapp.translate("RecentList", "{0} 份报告", "", count).format(count) for count in (1, 7)]
        assert words == ["1 report", "7 reports"]
    finally:
        qapp.removeTranslator(said)
        said.deleteLater()


def test_both_languages_have_the_same_blanks() -> None:
    blanks = re.compile(r"\{\w*\}|%\w")
    different = [
        key
        for key, (text, _) in messages(CATALOGUE).items()
        if set(blanks.findall(key[1])) != set(blanks.findall(text))
    ]
    assert different == []


def test_chinese_in_the_window_goes_through_the_translator() -> None:
    found = []
    for path in sorted(path for path in WINDOW.rglob("*.py") if path.name not in WORDS_OF_REPORTS):
        tree = ast.parse(path.read_text("utf-8"))
        allowed: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in TRANSLATED_BY:
                    allowed |= {id(part) for part in ast.walk(node)}
            elif isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and isinstance(node.body[0], ast.Expr):
                allowed.add(id(node.body[0].value))
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.value[:20]}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and HAN.search(node.value)
            and "\\" not in node.value  # a pattern of what users type
            and id(node) not in allowed
        ]
    assert found == []
