"""A Briefing tree as Markdown (CommonMark with the tables of GitHub), for those who write on in plain text."""

from __future__ import annotations

import re
from pathlib import Path

from quandian.core.briefing_kind_words import kind_words
from quandian.core.briefing_links import passage_link
from quandian.core.briefing_tree import (
    Block,
    Briefing,
    CellKind,
    Chart,
    Citation,
    Cite,
    Quote,
    Ref,
    Section,
    Table,
)
from quandian.core.progress import Progress, silent
from quandian.writing.package import write_atomically

# What Markdown or the HTML in it would take for its own; the rest of the punctuation of reports is plain text.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")
# At the start of a line: a list where a blank follows, a line of marks alone. 118.6 and -5% are plain text.
_LEADING = re.compile(r"^((?:-+|=+)$|[-+](?=\s|$)|\d+[.)](?=\s|$))")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def write_markdown(briefing: Briefing, target: Path, *, progress: Progress | None = None) -> None:
    """Write the briefing as Markdown. Raises UserError ``writing.*`` and Cancelled; neither leaves a file."""
    write_atomically(markdown_text(briefing, progress=progress).encode("utf-8"), target)


def markdown_text(briefing: Briefing, *, progress: Progress | None = None) -> str:
    """Return the briefing as Markdown. Raises Cancelled."""
    return _Text(briefing, progress or silent()).text()


def plain(text: str) -> str:
    r"""Return text that Markdown shows as it is, on one line.

    >>> print(plain("1. 完成*70%*"))
    1\. 完成\*70%\*
    """
    text = _SPECIAL.sub(r"\\\1", " ".join(_CONTROL.sub("", text).split()))
    match = _LEADING.match(text)
    if match is None:
        return text
    mark = match[1]
    return f"{mark[:-1]}\\{mark[-1]}{text[match.end() :]}"


class _Text:
    def __init__(self, briefing: Briefing, progress: Progress) -> None:
        self._briefing = briefing
        self._progress = progress
        self._notes: list[str] = []
        self._colon, self._semicolon = (": ", "; ") if briefing.language == "en" else ("：", "；")
        self._total = sum(len(section.blocks) for section in briefing.walk()) or 1
        self._done = 0

    def text(self) -> str:
        briefing, form = self._briefing, self._briefing.form
        words = kind_words(briefing.language)
        out: list[str] = []
        if form.masthead:
            head = form.masthead
            out += [plain(line) for line in (head.serial, head.secrecy, head.urgency) if line]
            out.append(f"**{plain(head.issuer)}**")
            signer = f"　{words.signer}{head.signer}" if head.signer else ""
            out += [plain(head.number + signer)] if head.number or signer else []
        out.append(f"# {plain(briefing.title)}")
        out += [plain(line) for line in (briefing.subtitle, form.to) if line]
        for section in briefing.sections:
            self._section(section, out)
        out += [plain(line) for line in (form.signature, form.signed_on) if line]
        if briefing.sources:
            out.append(f"# {plain(briefing.appendix_label)}　{plain(briefing.appendix_title)}")
            for source in briefing.sources:
                out += [f"## {plain(source.number + source.title)}", plain(source.about)]
                out.append(self._table(source.entries) if source.entries.columns else "")
        if form.imprint:
            imprint = form.imprint
            copies = imprint.copies.strip().rstrip("。.")
            out += ["---", plain(words.copies + copies) + "。"] if copies else ["---"]
            out += [plain(f"{imprint.printer}　{imprint.printed_on}")]
        out += self._notes
        return "\n\n".join(part for part in out if part) + "\n"

    def _section(self, section: Section, out: list[str]) -> None:
        cited = self._cited(section.citation) if section.citation else ""
        out.append(f"{'#' * (min(section.level, 4) + 1)} {plain(section.number + section.title)}{cited}")
        for block in section.blocks:
            self._done += 1
            self._progress.step(min(self._done, self._total), self._total)
            out.append(self._block(block))
        for below in section.sections:
            self._section(below, out)

    def _block(self, block: Block) -> str:
        if isinstance(block, Quote):
            lines = (block.number + block.opened + block.text).splitlines()
            words = "\n".join(map(plain, lines)) + plain(block.closed) + self._cited(block.citation) + plain(block.stop)
            if not block.details:
                return words
            details = self._semicolon.join(
                plain(d.label + self._colon + d.value) + (self._ref(d.ref) if d.ref else "") for d in block.details
            )
            return f"{words}\n\n> {details}{plain(block.end)}"
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Chart):
            return self._chart(block)
        return "\n\n".join(plain(line) for line in block.text.split("\n") if line.strip())

    def _cited(self, citation: Citation) -> str:
        form = self._briefing.form
        url = passage_link(citation) if form.links else ""
        if form.cite is Cite.FOOTNOTES:
            n = len(self._notes) + 1
            self._notes.append(f"[^{n}]: {_linked(citation.note or citation.text, url)}")
            return f"[^{n}]"
        return _linked(citation.text, url)

    def _ref(self, ref: Ref) -> str:
        return _linked(ref.text, ref.link if self._briefing.form.links else "")

    def _table(self, table: Table) -> str:
        marks = {CellKind.TEXT: ":--", CellKind.NUMBER: "--:"}
        rows = [
            "| " + " | ".join(plain(column.title) for column in table.columns) + " |",
            "| " + " | ".join(marks.get(column.kind, ":-:") for column in table.columns) + " |",
        ]
        for row in table.rows:
            cells = [
                cell.separator.join(map(self._ref, cell.refs)) if cell.refs else plain(cell.text) for cell in row.cells
            ]
            rows.append("| " + " | ".join(cells) + " |")
        caption = f"**{plain(f'{table.label}　{table.caption}'.strip('　'))}**"
        return "\n\n".join([caption, "\n".join(rows), *(plain(note) for note in table.notes)])

    def _chart(self, chart: Chart) -> str:
        """Return the figures of a chart as a table: Markdown has no charts."""
        rows = [
            f"| {plain(chart.unit)} | " + " | ".join(plain(line.name) for line in chart.lines) + " |",
            "| :-- | " + " | ".join("--:" for _ in chart.lines) + " |",
        ]
        for k, category in enumerate(chart.categories):
            values = [line.values[k] for line in chart.lines]
            shown = ["—" if value is None else f"{value:.6g}" for value in values]
            rows.append(f"| {plain(category)} | " + " | ".join(shown) + " |")
        return f"**{plain(f'{chart.label}　{chart.caption}')}**\n\n" + "\n".join(rows)


def _linked(text: str, url: str) -> str:
    return f"[{plain(text)}]({url})" if url else plain(text)
