"""Footnotes of a Word document: 〔1〕 in the text, the report and paragraph at the foot of the page."""

from __future__ import annotations

from quandian.writing.gongwen import JOINER
from quandian.writing.markup import NAMESPACES, PROLOG, Relations, paragraph, run, run_format

_RAISED = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


class Footnotes:
    """Collects the notes of one document in the order of their references."""

    def __init__(self, font: str) -> None:
        self._notes: list[str] = []
        self._form = run_format(font)
        raised = '<w:vertAlign w:val="superscript"/>'
        self._raised = run_format(font, raised)
        # LibreOffice heeds joiners in a language that is not Chinese; Word is told that JOINER begins and ends no line.
        self._joined = run_format(font, f'{raised}<w:lang w:eastAsia="en-US"/>')
        self.relations = Relations()

    def __bool__(self) -> bool:
        return bool(self._notes)

    def add(self, text: str, url: str = "") -> str:
        """Add a note and return the runs that refer to it; they never begin a line."""
        number = len(self._notes) + 1
        words = self.relations.link(url, run(text, self._form))
        # Without brackets: LibreOffice sets the number before everything else, wherever it stands.
        inner = paragraph("FootnoteText", f"<w:r>{_RAISED}<w:footnoteRef/></w:r>" + run(" ", self._form) + words)
        self._notes.append(f'<w:footnote w:id="{number}">{inner}</w:footnote>')
        return (
            run(JOINER, self._raised)
            + run("〔", self._joined)
            + f'<w:r>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>'
            + run("〕", self._joined)
        )

    def xml(self) -> str:
        """Return the part, with the two separators that Word expects."""
        lines = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}">{paragraph("FootnoteText", f"<w:r><w:{element}/></w:r>")}'
            "</w:footnote>"
            for number, kind, element in (
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            )
        )
        return f"{PROLOG}<w:footnotes {NAMESPACES}>{lines}{''.join(self._notes)}</w:footnotes>"
