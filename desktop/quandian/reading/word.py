"""Word documents (.docx): everything the reader of a printed page would see, in the order of the page.

An own walk over the XML, because every library measured loses something (domain.md section 2): automatic numbers,
tables in place, tracked insertions, content controls, text boxes. Deleted and hidden text, comments, headers and
footers are left out.

Run by ``worker`` in a child process: the XML may be hostile.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from quandian.core.errors import UserError
from quandian.core.model import Role
from quandian.reading import patterns
from quandian.reading.numbering import Numbering, W, numbering_of
from quandian.reading.passages import Hint
from quandian.reading.reflow import normalise

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_UNPACKED = 96 * 1024 * 1024  # bytes of XML: a report of 20,000 pages; its tree still fits the child's memory
MAX_STYLE_DEPTH = 20

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_RELATIONSHIP = re.compile(rb'<Relationship\b[^>]*officeDocument"[^>]*>')
_TARGET = re.compile(rb'Target="/?([^"]+)"')
_HEADING_NAME = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"^(?:toc|目录)\s*(?:\d|heading)?", re.IGNORECASE)

_LEFT_OUT = frozenset(
    W + name
    for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt")
)
_TRACKED = frozenset(W + name for name in ("ins", "moveTo", "del", "moveFrom"))
_REFERENCES = {W + "footnoteReference": "foot", W + "endnoteReference": "end"}
_BOX = W + "txbxContent"
_SYMBOLS = {0xA8: "□", 0xFE: "☑", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xD8: "➢", 0xFC: "✓", 0xAB: "★", 0x6F: "□"}


@dataclass(slots=True)
class _Style:
    name: str = ""
    based_on: str = ""
    outline: int | None = None
    number: tuple[str, int | None] | None = None


@dataclass(slots=True)
class _Reader:
    """The state of one walk."""

    styles: dict[str, _Style]
    numbering: Numbering
    notes: dict[str, Element]
    lines: list[str] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    notices: set[str] = field(default_factory=set)
    listed: dict[int, tuple[str, int]] = field(default_factory=dict)  # line that Word numbers -> list and level
    pending: str = ""  # text of a paragraph whose end mark was deleted: it runs into the next one
    default_style: str = ""

    def emit(self, text: str, hint: Hint, *, centred: bool = False) -> None:
        """Take the lines of a paragraph; soft line breaks make several."""
        lines = [line.strip() if hint.role is not Role.TABLE else line.rstrip() for line in normalise(text).split("\n")]
        lines = [line for line in lines if line.strip()]
        if len(lines) > 1 and hint.role is None and not centred:
            hint = replace(hint, broken=True)
        self.lines += lines
        self.hints += [hint] * len(lines)


def read_word(name: str, data: bytes) -> tuple[str, list[Hint], tuple[str, ...]]:
    """Return (text, one hint per line, notices). Raises UserError import.damaged, .encrypted, .bomb."""
    parts = _parts(name, data)
    try:
        document = _parse(parts["document"])
        styles_root, numbering_root = _parse(parts.get("styles")), _parse(parts.get("numbering"))
        notes = {**_notes(_parse(parts.get("footnotes")), "foot"), **_notes(_parse(parts.get("endnotes")), "end")}
    except etree.XMLSyntaxError as error:
        raise UserError("import.damaged", name=name) from error
    body = None if document is None else document.find(W + "body")
    if body is None:
        raise UserError("import.damaged", name=name)
    styles, default_style, style_lists = _styles(styles_root)
    reader = _Reader(styles, numbering_of(numbering_root, style_lists), notes, default_style=default_style)
    _walk_blocks(reader, body)
    _flush(reader)
    _settle_lists(reader)
    if parts.get("comments"):
        reader.notices.add("notice.comments")
    return "\n".join(reader.lines), reader.hints, tuple(sorted(reader.notices))


def _parts(name: str, data: bytes) -> dict[str, bytes]:
    """Return the XML parts that are read, bounded in size whatever the archive claims."""
    found: dict[str, bytes] = {}
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename.lstrip("/"): info for info in archive.infolist()}
            main = _main_part(archive, members)
            folder = main.rpartition("/")[0]
            wanted = {"document": main}
            for part in ("styles", "numbering", "footnotes", "endnotes", "comments"):
                wanted[part] = f"{folder}/{part}.xml" if folder else f"{part}.xml"
            for part, member in wanted.items():
                if member in members:
                    with archive.open(members[member]) as file:
                        found[part] = file.read(left + 1)
                    left -= len(found[part])
                if left < 0:
                    raise UserError("import.bomb", name=name, limit=MAX_UNPACKED // 2**20)
    except RuntimeError as error:  # zipfile says so of a member with a password
        raise UserError("import.encrypted", name=name) from error
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise UserError("import.damaged", name=name) from error
    if "document" not in found:
        raise UserError("import.damaged", name=name)
    return found


def _main_part(archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> str:
    """Return the name of the main part: nearly always word/document.xml, else what the package says."""
    if "word/document.xml" in members or "_rels/.rels" not in members:
        return "word/document.xml"
    with archive.open(members["_rels/.rels"]) as file:
        relationship = _RELATIONSHIP.search(file.read(1_000_000))
    target = _TARGET.search(relationship.group()) if relationship else None
    return target[1].decode("utf-8", "replace") if target else "word/document.xml"


def _parse(data: bytes | None) -> Element | None:
    """Parse XML without entities, DTD or network; None for a part that is not there."""
    if not data:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(data.replace(_STRICT, _MAIN), parser)


def _notes(root: Element | None, kind: str) -> dict[str, Element]:
    if root is None:
        return {}
    elements = (note for note in root if note.tag in (W + "footnote", W + "endnote") and not note.get(W + "type"))
    return {f"{kind}{note.get(W + 'id')}": note for note in elements}


def _styles(root: Element | None) -> tuple[dict[str, _Style], str, dict[str, str]]:
    """Return (styles by id, id of the default paragraph style, list that each list style stands for)."""
    styles: dict[str, _Style] = {}
    lists: dict[str, str] = {}
    default = ""
    for element in () if root is None else root.iter(W + "style"):
        style_id = element.get(W + "styleId") or ""
        properties = element.find(W + "pPr")
        style = _Style(_value(element, "name"), _value(element, "basedOn"))
        if properties is not None:
            style.outline = _outline(properties)
            style.number = _number(properties)
        styles[style_id] = style
        if element.get(W + "type") == "numbering" and style.number:
            lists[style_id] = style.number[0]
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
            default = style_id
    return styles, default, lists


def _value(element: Element, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else child.get(W + "val") or ""


def _outline(properties: Element) -> int | None:
    text = _value(properties, "outlineLvl")
    return int(text) if text.isdigit() else None


def _number(properties: Element) -> tuple[str, int | None] | None:
    """Return (list, level or None) of paragraph properties; list "0" takes a number away."""
    element = properties.find(W + "numPr")
    if element is None:
        return None
    level = _value(element, "ilvl")
    return _value(element, "numId"), int(level) if level.isdigit() else None


def _walk_blocks(reader: _Reader, parent: Element) -> None:
    for block in _blocks(parent):
        if block.tag == W + "p":
            _paragraph(reader, block)
        else:
            _flush(reader)
            _table(reader, block)


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables in order, through content controls, insertions and custom XML."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag == _MC + "AlternateContent":
            chosen = _chosen(child)
            if chosen is not None:
                yield from _blocks(chosen)
        elif child.tag not in _LEFT_OUT and len(child):
            yield from _blocks(child)


def _chosen(alternate: Element) -> Element | None:
    """Return the branch of alternate content to read: both hold the same text, so only one."""
    choice = alternate.find(_MC + "Choice")
    return choice if choice is not None else alternate.find(_MC + "Fallback")


def _paragraph(reader: _Reader, element: Element) -> None:
    properties = element.find(W + "pPr")
    parts: list[str] = []
    boxes: list[Element] = []
    notes: list[str] = []
    _inline(reader, element, parts, boxes, notes)
    text = "".join(parts)
    styles = _style_chain(reader, properties)
    mark_deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
    if text.strip() or reader.pending:
        number = _number_of(reader, properties, styles) if text.strip() else None
        label = reader.numbering.label(*number) if number is not None else ""
        text = reader.pending + label + text
        reader.pending = ""
        if mark_deleted:
            reader.pending = text
            reader.notices.add("notice.tracked")
        else:
            hint = _hint(reader, properties, styles, text)
            if number is not None and label and hint.role is None and not _bold(element):
                reader.listed[len(reader.lines)] = number
            reader.emit(text, hint, centred=properties is not None and _value(properties, "jc") == "center")
    for box in boxes:
        _flush(reader)
        _walk_blocks(reader, box)
    for note in notes:
        _flush(reader)
        _note(reader, note)


def _flush(reader: _Reader) -> None:
    text, reader.pending = reader.pending, ""
    if text.strip():
        reader.emit(text, Hint())


def _note(reader: _Reader, key: str) -> None:
    """A footnote stands as its own paragraph below the one that refers to it."""
    element = reader.notes.pop(key, None)
    if element is None:
        return
    texts: list[str] = []
    for paragraph in element.iter(W + "p"):
        parts: list[str] = []
        _inline(reader, paragraph, parts, [], [])
        texts.append("".join(parts).strip())
    text = " ".join(part for part in texts if part)
    if text:
        reader.emit(f"注：{text}", Hint(Role.BODY))


def _inline(reader: _Reader, element: Element, parts: list[str], boxes: list[Element], notes: list[str]) -> None:
    """Collect the text of a paragraph; text boxes and notes met on the way are kept for after it."""
    for child in element:
        tag = child.tag
        if tag in _TRACKED:
            reader.notices.add("notice.tracked")
        if tag in _LEFT_OUT or (tag == W + "r" and _hidden(child)):
            continue
        if tag in (W + "t", _MATH_TEXT):
            parts.append(child.text or "")
        elif tag == _BOX:
            boxes.append(child)
        elif tag in _REFERENCES:
            notes.append(f"{_REFERENCES[tag]}{child.get(W + 'id')}")
        else:
            inner = _chosen(child) if tag == _MC + "AlternateContent" else child
            parts.append(_sign(child))
            if inner is not None:
                _inline(reader, inner, parts, boxes, notes)


def _sign(element: Element) -> str:
    """Return the character that an element of a run stands for, or empty."""
    tag = element.tag
    if tag in (W + "tab", W + "ptab"):
        return "\t"
    if tag == W + "cr":
        return "\n"
    if tag == W + "br":
        return "" if element.get(W + "type") in ("page", "column") else "\n"
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        try:
            code = int(element.get(W + "char") or "0", 16)
        except ValueError:
            return ""
        if 0xF000 <= code <= 0xF0FF:
            return _SYMBOLS.get(code - 0xF000, "•")
        return chr(code) if 0x20 <= code < 0xD800 else ""
    return ""


def _hidden(run: Element) -> bool:
    properties = run.find(W + "rPr")
    vanish = None if properties is None else properties.find(W + "vanish")
    return vanish is not None and vanish.get(W + "val") not in ("0", "false", "off")


def _style_chain(reader: _Reader, properties: Element | None) -> list[str]:
    """Return the ids of a paragraph's style and those it is based on."""
    style_id = ("" if properties is None else _value(properties, "pStyle")) or reader.default_style
    chain: list[str] = []
    while style_id and style_id in reader.styles and style_id not in chain and len(chain) < MAX_STYLE_DEPTH:
        chain.append(style_id)
        style_id = reader.styles[style_id].based_on
    return chain


def _number_of(reader: _Reader, properties: Element | None, styles: list[str]) -> tuple[str, int] | None:
    """Return list and level that number a paragraph, its own or those of its style, else None."""
    number = None if properties is None else _number(properties)
    inherited = next((found for style in styles if (found := reader.styles[style].number)), None)
    if number is None:
        number = inherited
    elif not number[0] and inherited is not None:  # only the level is given, the list comes from the style
        number = (inherited[0], number[1])
    if number is None or number[0] in ("", "0"):
        return None
    number_id, level = number
    if level is None:
        level = reader.numbering.level_of_style(number_id, styles)
    return number_id, level


def _bold(paragraph: Element) -> bool:
    """Whether every run with words is set bold, as headings are where no style says so."""
    runs = [run for run in paragraph.iter(W + "r") if any((text.text or "").strip() for text in run.iter(W + "t"))]
    signs = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(sign is not None and sign.get(W + "val") not in ("0", "false", "off") for sign in signs)


def _settle_lists(reader: _Reader) -> None:
    """Items that follow each other in one list, and those with a bullet, are items and no headings.

    A numbered line that stands alone above other text is left to the text rules: offices number headings this way.
    """
    for line, key in reader.listed.items():
        bullet = reader.numbering.is_bullet(*key)
        if bullet or key in (reader.listed.get(line - 1), reader.listed.get(line + 1)):
            reader.hints[line] = Hint(Role.BODY)


def _hint(reader: _Reader, properties: Element | None, styles: list[str], text: str) -> Hint:
    """Return what Word says of a paragraph. A long paragraph in a heading style is left to the text rules."""
    names = [reader.styles[style].name for style in styles]
    if any(_CONTENTS_NAME.match(name) for name in names[:1]):
        return Hint(Role.FURNITURE)
    if names and names[0].lower() in ("caption", "题注"):
        return Hint(Role.CAPTION)
    level = _heading_level(reader, properties, styles, names)
    stripped = text.strip()
    if level and patterns.width(stripped) <= 2 * patterns.MAX_HEADING and not patterns.stop_inside(stripped):
        return Hint(Role.HEADING, level)
    return Hint()


def _heading_level(reader: _Reader, properties: Element | None, styles: list[str], names: list[str]) -> int:
    """Return 1 for a title, 2 for a heading of the first level, and so on; 0 for no heading."""
    outline = None if properties is None else _outline(properties)
    if outline is None:
        outline = next((o for style in styles if (o := reader.styles[style].outline) is not None), None)
    if outline is not None:
        return outline + 2 if outline < 9 else 0
    for name in names:
        match = _HEADING_NAME.match(name)
        if match:
            return int(match[1]) + 1
        if name.lower() in ("title", "标题"):
            return 1
        if name.lower() in ("subtitle", "副标题"):
            return 1
    return 0


def _table(reader: _Reader, table: Element) -> None:
    """Rows become lines of cells with tabs between; a table of one column is only a frame around paragraphs."""
    rows = [list(_cells(row)) for row in _named(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
    if all(len(cells) <= 1 for cells in rows):
        for cells in rows:
            for cell in cells:
                _walk_blocks(reader, cell)
        _flush(reader)
        return
    for row, cells in zip((r for r in _named(table, "tr") if r.find(f"{W}trPr/{W}del") is None), rows, strict=True):
        before = row.find(f"{W}trPr/{W}gridBefore")
        texts = [""] * _count(before)
        for cell in cells:
            properties = cell.find(W + "tcPr")
            continued = properties is not None and _continues(properties)
            texts.append("" if continued else _cell_text(reader, cell))
            if properties is not None:  # the columns it spans stay empty, so that columns keep their place
                texts += [""] * (max(1, _count(properties.find(W + "gridSpan"))) - 1)
        reader.emit("\t".join(texts), Hint(Role.TABLE))


def _cells(row: Element) -> Iterator[Element]:
    return _named(row, "tc")


def _named(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, through content controls and insertions."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _named(child, name)


def _continues(properties: Element) -> bool:
    """Whether a cell only continues the one above it or to its left."""
    for name in ("vMerge", "hMerge"):
        merge = properties.find(W + name)
        if merge is not None and merge.get(W + "val") in (None, "continue"):
            return True
    return False


def _count(element: Element | None) -> int:
    text = "" if element is None else element.get(W + "val") or ""
    return min(int(text), 63) if text.isdigit() else 0  # 63: the most columns Word knows


def _cell_text(reader: _Reader, cell: Element) -> str:
    """Return the paragraphs of a cell, and of tables inside it, on one line."""
    inner = _Reader(reader.styles, reader.numbering, reader.notes, default_style=reader.default_style)
    _walk_blocks(inner, cell)
    _flush(inner)
    reader.notices |= inner.notices
    return " ".join(" ".join(line.split()) for line in inner.lines)
