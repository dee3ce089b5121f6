"""The parts of a Word file besides the text: what is in it, how parts relate, what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quandian.writing import gongwen
from quandian.writing.gongwen import Fonts
from quandian.writing.markup import PACKAGE, PROLOG, Relations, attribute
from quandian.writing.package import zip_parts

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Parts:
    """Collects the parts of one document; the text takes its relationship ids from ``relations``.

    ``running`` is the title at the head of every page but the first, empty for none.
    """

    def __init__(self, running: str, fonts: Fonts) -> None:
        self.relations = Relations()
        self._fonts = fonts
        self._running = running
        self._parts: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self.add("styles", "styles.xml", gongwen.styles_xml(fonts))
        self.add("fontTable", "fontTable.xml", gongwen.font_table_xml(fonts))

    def add(self, kind: str, name: str, xml: str, content_type: str = "") -> str:
        """Add a part beside the text and return its relationship id."""
        self._parts[f"word/{name}"] = xml
        self._types[f"word/{name}"] = content_type or f"{_WORD}.{kind}+xml"
        return self.relations.add(kind, name)

    def add_chart(self, xml: str) -> str:
        """Add a chart and return its relationship id."""
        number = sum(name.startswith("word/charts/") for name in self._parts) + 1
        return self.add("chart", f"charts/chart{number}.xml", xml, _CHART)

    def add_relations(self, name: str, relations: Relations) -> None:
        """Add what another part than the text relates to."""
        if xml := relations.xml():
            self._parts[f"word/_rels/{name}.rels"] = xml

    def section(self) -> str:
        """Add headers and footers and return the properties of the only section."""
        running, fonts = self._running, self._fonts
        headers = {
            kind: self.add("header", f"header{n}.xml", gongwen.header_xml("" if kind == "first" else running, fonts))
            for n, kind in enumerate(("default", "even", "first") if running else (), start=1)
        }
        footers = {
            kind: self.add("footer", f"footer{n}.xml", gongwen.footer_xml(fonts, even=kind == "even"))
            for n, kind in enumerate(("default", "even", "first"), start=1)
        }
        return gongwen.section_xml(headers, footers)

    def package(self, document: str, properties: str) -> bytes:
        """Return the file."""
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in self._types.items()
        )
        return zip_parts(
            {
                "[Content_Types].xml": _content_types(overrides),
                "_rels/.rels": _root_relations(),
                "docProps/core.xml": properties,
                "word/document.xml": document,
                "word/_rels/document.xml.rels": self.relations.xml(),
                **self._parts,
            }
        )


def _content_types(overrides: str) -> str:
    return (
        f'{PROLOG}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _root_relations() -> str:
    relations = Relations()
    relations.add("officeDocument", "word/document.xml")
    body = relations.xml().removesuffix("</Relationships>")
    return (
        f'{body}<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>'
    )


def core_properties(title: str, author: str, date: str, language: str) -> str:
    """Return the properties: what the document says of itself and nothing of the machine it was made on."""
    facts: Mapping[str, str] = {"title": attribute(title), "author": attribute(author)}
    times = ""
    if _DAY.fullmatch(date):
        times = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f'{PROLOG}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{facts['title']}</dc:title><dc:creator>{facts['author']}</dc:creator>"
        f"<cp:lastModifiedBy>{facts['author']}</cp:lastModifiedBy><cp:revision>1</cp:revision>{times}"
        f"<dc:language>{'en' if language == 'en' else 'zh-CN'}</dc:language></cp:coreProperties>"
    )
