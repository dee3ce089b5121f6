"""Double-click: what installers register says the same endings on every system, and is well formed."""

from __future__ import annotations

import plistlib
import re
from pathlib import Path

import pytest
from lxml import etree

from quandian import cli
from quandian.tasks.places import PROJECT_SUFFIX, SHARE_SUFFIX

FOLDER = Path(__file__).resolve().parents[2] / "packaging" / "filetypes"
ENDINGS = {PROJECT_SUFFIX, SHARE_SUFFIX}


def test_linux_knows_both_kinds() -> None:
    tree = etree.parse(FOLDER / "quandian-mime.xml")
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    assert {g.removeprefix("*") for g in tree.xpath("//m:glob/@pattern", namespaces=space)} == ENDINGS
    kinds = tree.xpath("//m:mime-type/@type", namespaces=space)
    entry = (FOLDER.parent / "scheme" / "quandian.desktop").read_text("utf-8")
    assert all(f"{kind};" in entry for kind in kinds)
    assert "Exec=quandian open %u" in entry


def test_a_file_handed_over_as_an_address_is_opened_as_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "年报 一.quandian"
    assert cli.main(["open", path.as_uri(), "--headless"]) == 1
    assert str(path) in capsys.readouterr().err


def test_windows_opens_both_kinds_with_the_program() -> None:
    text = (FOLDER / "quandian-files.reg").read_text("utf-8")
    assert set(re.findall(r"Classes\\(\.[a-z]+)]", text)) == ENDINGS
    assert text.count(r'quandian.exe\" open \"%1\""') == 2


def test_macos_opens_both_kinds() -> None:
    fragment = (FOLDER / "Info.plist.fragment").read_text("utf-8")
    plist = plistlib.loads(f'<plist version="1.0"><dict>{fragment}</dict></plist>'.encode())
    declared = {kind["UTTypeIdentifier"]: kind for kind in plist["UTExportedTypeDeclarations"]}
    opened = {kind for one in plist["CFBundleDocumentTypes"] for kind in one["LSItemContentTypes"]}
    assert opened == set(declared)
    endings = {e for kind in declared.values() for e in kind["UTTypeTagSpecification"]["public.filename-extension"]}
    assert {f".{ending}" for ending in endings} == ENDINGS
