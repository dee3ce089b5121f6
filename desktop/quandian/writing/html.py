"""A Briefing tree as one HTML file: anchors for every item, pages of A4 when printed, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_links import passage_link
from quandian.core.briefing_tree import (
    Block,
    Briefing,
    Cell,
    CellKind,
    Chart,
    Citation,
    Cite,
    Detail,
    Masthead,
    Quote,
    Ref,
    Section,
    Table,
)
from quandian.core.progress import Progress, silent
from quandian.writing.gongwen import Fonts, font_families
from quandian.writing.package import write_atomically
from quandian.writing.svg import chart_svg

_SAFE_LINK = re.compile(r"quandian://[0-9A-Za-z/_-]+")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46em; padding: 2em 1.5em 4em; color: #1a1a1a; background: #fff;
  font: 16pt/1.8 %(body)s; }
h1 { font: 22pt/1.6 %(title)s; text-align: center; margin: 1em 0 .2em; text-wrap: balance; }
.subtitle { text-align: center; font-family: %(subheading)s; margin: 0 0 1.5em; }
h2, h3, h4, h5 { font-size: 16pt; font-weight: normal; margin: .6em 0 0; padding-left: 2em; break-after: avoid; }
h2 { font-family: %(heading)s; } h3 { font-family: %(subheading)s; } h4 { font-weight: bold; }
p { margin: 0; text-indent: 2em; text-align: justify; white-space: pre-line; orphans: 2; widows: 2; }
p.detail { font: 14pt/1.7 %(subheading)s; }
p.about, p.to, p.issuer, p.number, p.signed { text-indent: 0; }
.cite { font: 12pt %(subheading)s; } sup.cite { font-size: 10pt; }
a { color: inherit; text-decoration: none; border-bottom: 1px dotted #999; }
a:hover, :target { background: #fff3c4; }
table { border-collapse: collapse; width: 100%%; font-size: 12pt; line-height: 1.5; margin: 0 0 .3em; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 1px solid #555; padding: .15em .4em; vertical-align: middle; overflow-wrap: anywhere; }
th { background: #f2f2f2; font: 12pt/1.5 %(heading)s; text-align: center; }
td.number { text-align: right; } td.word, td.source { text-align: center; }
caption, figcaption { font: 12pt/2 %(heading)s; text-align: center; }
figure { margin: 1em 0; text-align: center; break-inside: avoid; } figure svg { max-width: 100%%; height: auto; }
p.tablenote { font: 10.5pt/1.6 %(subheading)s; }
nav { margin: 1em 0 2em; } nav h2 { text-align: center; padding: 0; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav li.l2 { padding-left: 2em; } nav li.l3 { padding-left: 4em; } nav a { border: 0; }
.masthead { text-align: center; border-bottom: 2.5px solid #f00; padding-bottom: 11pt; margin-bottom: 2em; }
.masthead .issuer { color: #f00; font: 44pt/1.3 %(title)s; text-align: center; }
.masthead .marks { font-family: %(heading)s; text-align: left; } .masthead p.number { text-align: center; }
.signed { text-align: right; padding-right: 2em; margin-top: 1.8em; } .signed + .signed { margin-top: 0; }
.appendix { break-before: page; margin-top: 3em; }
.notes { font-size: 12pt; line-height: 1.6; border-top: 1px solid #999; margin-top: 2em; } .notes p { text-indent: 0; }
.imprint { border-top: 1.4px solid; border-bottom: 1.4px solid; font-size: 14pt; margin-top: 3em; padding: 0 14pt; }
.imprint div { display: flex; justify-content: space-between; } .imprint div + div { border-top: 1px solid; }
@media print { body { max-width: none; padding: 0; font-size: 16pt; } a { border: 0; } nav { break-after: page; } }
"""


def write_html(
    briefing: Briefing, target: Path, *, fonts: Fonts | None = None, progress: Progress | None = None
) -> None:
    """Write the briefing as one HTML file. Raises UserError ``writing.*`` and Cancelled; neither leaves a file."""
    write_atomically(html_text(briefing, fonts=fonts, progress=progress).encode("utf-8"), target)


def html_text(briefing: Briefing, *, fonts: Fonts | None = None, progress: Progress | None = None) -> str:
    """Return the briefing as HTML: no script, no address but its own anchors and ``quandian://``. Raises Cancelled."""
    return _Page(briefing, progress or silent()).text(fonts or Fonts())


def _safe(text: str) -> str:
    return escape(_NOT_TEXT.sub("", text))


class _Page:
    def __init__(self, briefing: Briefing, progress: Progress) -> None:
        self._briefing = briefing
        self._progress = progress
        self._words = kind_words(briefing.language)
        self._notes: list[str] = []
        self._seen: set[str] = set()
        self._colon, self._semicolon = (": ", "; ") if briefing.language == "en" else ("：", "；")
        self._headings = {section.key: f"h-{n}" for n, section in enumerate(briefing.walk(), start=1)}
        self._total = sum(len(section.blocks) for section in briefing.walk()) or 1
        self._done = 0

    def text(self, fonts: Fonts) -> str:
        briefing, form = self._briefing, self._briefing.form
        out = [self._masthead(form.masthead) if form.masthead else ""]
        out.append(f"<h1>{_safe(briefing.title)}</h1>")
        if briefing.subtitle:
            out.append(f'<p class="subtitle">{_safe(briefing.subtitle)}</p>')
        if form.contents:
            out.append(self._contents())
        if form.to:
            out.append(f'<p class="to">{_safe(form.to)}</p>')
        for section in briefing.sections:
            self._section(section, out)
        out += [f'<p class="signed">{_safe(words)}</p>' for words in (form.signature, form.signed_on) if words]
        if self._notes:
            notes = "".join(self._notes)
            out.append(f'<section class="notes">{notes}</section>')
        self._appendix(out)
        out.append(self._imprint())
        style = _STYLE % {key: font_families(name) for key, name in vars_of(fonts).items()}
        language = "en" if briefing.language == "en" else "zh-CN"
        return (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            # Says to every browser what is true of the file: nothing in it runs or loads.
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            f"<title>{_safe(briefing.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
            + "\n".join(part for part in out if part)
            + "\n</main>\n</body>\n</html>\n"
        )

    def _anchor(self, name: str) -> str:
        """Return an id attribute, once per name."""
        if not name or name in self._seen:
            return ""
        self._seen.add(name)
        return f' id="{_safe(name)}"'

    def _section(self, section: Section, out: list[str]) -> None:
        tag = f"h{min(section.level, 4) + 1}"
        words = _safe(section.number + section.title)
        cited = ""
        if section.citation:
            words = f"<span{self._anchor(section.citation.bookmark)}>{words}</span>"
            cited = self._cited(section.citation)
        out.append(f'<section id="{self._headings[section.key]}">\n<{tag}>{words}{cited}</{tag}>')
        for block in section.blocks:
            self._done += 1
            self._progress.step(min(self._done, self._total), self._total)
            out.append(self._block(block))
        for below in section.sections:
            self._section(below, out)
        out.append("</section>")

    def _block(self, block: Block) -> str:
        if isinstance(block, Quote):
            return self._quote(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Chart):
            caption = _safe(f"{block.label}　{block.caption}")
            notes = "".join(f'<p class="tablenote">{_safe(note)}</p>' for note in block.notes)
            return f"<figure>{chart_svg(block)}<figcaption>{caption}</figcaption>{notes}</figure>"
        return "\n".join(f"<p>{_safe(line)}</p>" for line in block.text.split("\n"))

    def _quote(self, quote: Quote) -> str:
        lines = [_safe(line) for line in quote.text.splitlines()] or [""]
        lines[0] = _safe(quote.number + quote.opened) + lines[0]
        lines[-1] += _safe(quote.closed) + self._cited(quote.citation) + _safe(quote.stop)
        out = [
            f"<p{self._anchor(quote.citation.bookmark) if n == 0 else ''}>{line}</p>" for n, line in enumerate(lines)
        ]
        if quote.details:
            details = _safe(self._semicolon).join(map(self._detail, quote.details))
            out.append(f'<p class="detail">{details}{_safe(quote.end)}</p>')
        return "\n".join(out)

    def _detail(self, detail: Detail) -> str:
        return _safe(detail.label + self._colon + detail.value) + (self._ref(detail.ref) if detail.ref else "")

    def _cited(self, citation: Citation) -> str:
        form = self._briefing.form
        if form.cite is Cite.FOOTNOTES:
            n = len(self._notes) + 1
            words = _safe(citation.note or citation.text)
            target = passage_link(citation) if form.links else ""
            shown = self._link(target or (f"#{citation.source}" if self._briefing.sources else ""), words)
            self._notes.append(f'<p id="n-{n}"><a href="#c-{n}">〔{n}〕</a>{shown}</p>')
            return f'<sup class="cite" id="c-{n}"><a href="#n-{n}">〔{n}〕</a></sup>'
        target = passage_link(citation) if form.links else ""
        target = target or (f"#{citation.source}" if self._briefing.sources else "")
        return f'<span class="cite">{self._link(target, _safe(citation.text))}</span>'

    def _link(self, target: str, words: str) -> str:
        if not target or not (target.startswith("#") or _SAFE_LINK.fullmatch(target)):
            return words
        return f'<a href="{escape(target)}">{words}</a>'

    def _ref(self, ref: Ref) -> str:
        if ref.link and self._briefing.form.links:
            return self._link(ref.link, _safe(ref.text))
        inside = self._briefing.sources or ref.target.startswith("a_")
        return self._link(f"#{ref.target}" if ref.target and inside else "", _safe(ref.text))

    def _table(self, table: Table) -> str:
        caption = _safe(f"{table.label}　{table.caption}".strip("　"))
        total = sum(column.weight for column in table.columns)
        widths = "".join(f'<col style="width:{100 * column.weight / total:.2f}%">' for column in table.columns)
        head = "".join(f'<th scope="col">{_safe(column.title)}</th>' for column in table.columns)
        classes = ["" if c.kind is CellKind.TEXT else f' class="{c.kind.value}"' for c in table.columns]
        rows = []
        for row in table.rows:
            cells = "".join(f"<td{kind}>{self._cell(cell)}</td>" for cell, kind in zip(row.cells, classes, strict=True))
            rows.append(f"<tr{self._anchor(row.bookmark)}>{cells}</tr>")
        notes = "".join(f'<p class="tablenote">{_safe(note)}</p>' for note in table.notes)
        return (
            f"<table><caption>{caption}</caption><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead>"
            f"<tbody>\n{chr(10).join(rows)}\n</tbody></table>{notes}"
        )

    def _cell(self, cell: Cell) -> str:
        return _safe(cell.separator).join(map(self._ref, cell.refs)) if cell.refs else _safe(cell.text)

    def _contents(self) -> str:
        rows = "".join(
            f'<li class="l{section.level}"><a href="#{self._headings[section.key]}">'
            f"{_safe(section.number + section.title)}</a></li>"
            for section in self._briefing.walk()
            if section.level <= 3
        )
        return f"<nav><h2>{_safe(self._briefing.form.contents)}</h2><ol>{rows}</ol></nav>"

    def _masthead(self, head: Masthead) -> str:
        marks = "".join(f"<div>{_safe(line)}</div>" for line in (head.serial, head.secrecy, head.urgency) if line)
        signer = f"　　{_safe(self._words.signer + head.signer)}" if head.signer else ""
        return (
            f'<header class="masthead"><div class="marks">{marks}</div><p class="issuer">{_safe(head.issuer)}</p>'
            f'<p class="number">{_safe(head.number)}{signer}</p></header>'
        )

    def _imprint(self) -> str:
        imprint = self._briefing.form.imprint
        if imprint is None:
            return ""
        copies = imprint.copies.strip().rstrip("。.")
        rows = [f"<div><span>{_safe(self._words.copies + copies)}。</span></div>"] if copies else []
        if imprint.printer.strip() or imprint.printed_on:
            rows.append(f"<div><span>{_safe(imprint.printer)}</span><span>{_safe(imprint.printed_on)}</span></div>")
        return f'<footer class="imprint">{"".join(rows)}</footer>' if rows else ""

    def _appendix(self, out: list[str]) -> None:
        briefing = self._briefing
        if not briefing.sources:
            return
        out.append(f'<section class="appendix"><h2>{_safe(briefing.appendix_label)}</h2>')
        out.append(f"<h1>{_safe(briefing.appendix_title)}</h1>")
        for source in briefing.sources:
            out.append(f"<h3{self._anchor(source.bookmark)}>{_safe(source.number + source.title)}</h3>")
            out.append(f'<p class="about">{_safe(source.about)}</p>')
            out.append(self._table(source.entries) if source.entries.columns else "")
        out.append("</section>")


def vars_of(fonts: Fonts) -> dict[str, str]:
    """Return the fonts that a page of HTML uses, by part."""
    return {"title": fonts.title, "body": fonts.body, "heading": fonts.heading, "subheading": fonts.subheading}
