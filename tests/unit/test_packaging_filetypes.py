"""Double-click: what installers register says the same endings on every system, and is well formed."""

from __future__ import annotations

import plistlib
import re
from pathlib import Path

from lxml import etree

from quandian.tasks.places import PROJECT_SUFFIX, SHARE_SUFFIX

FOLDER = Path(__file__).resolve().parents[2] / "packaging" / "filetypes"
ENDINGS = {PROJECT_SUFFIX, SHARE_SUFFIX}


def test_linux_knows_both_kinds() -> None:
    tree = etree.parse(FOLDER / "quandian-mime.xml")
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    assert {g.removeprefix("*") for g in tree.xpath("//m:glob/@pattern", namespaces=space)} == ENDINGS
    kinds = tree.xpath("//m:mime-type/@type", namespaces=space)
    assert (FOLDER / "MimeType.fragment").read_text().strip() == "".join(f"{kind};" for kind in kinds)


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
