"""A Briefing tree as a Word document on the page of GB/T 9704.

Every item carries a bookmark named after its annotation and a citation that leads to the appendix of sources, whose
rows lead back; or to Quandian itself. The same tree gives the same bytes, and the file appears whole or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quandian.core.briefing_tree import Briefing
from quandian.core.errors import UserError
from quandian.core.progress import Progress, silent
from quandian.writing import gongwen
from quandian.writing.gongwen import Fonts
from quandian.writing.package import write_atomically
from quandian.writing.word_body import Body
from quandian.writing.word_parts import Parts, core_properties


def write_docx(
    briefing: Briefing,
    target: Path,
    *,
    fonts: Fonts | None = None,
    progress: Progress | None = None,
    pages: Mapping[str, int] | None = None,
) -> None:
    """Write the briefing to ``target`` (.docx), replacing what is there in one step.

    ``pages`` are the pages that the table of contents shows until Word computes them, by section key.

    Raises UserError ``writing.*`` when the file cannot be written, Cancelled when the user stopped; neither leaves
    anything behind.
    """
    if target.suffix.lower() != ".docx":
        raise UserError("writing.suffix", name=target.name)
    write_atomically(docx_bytes(briefing, fonts=fonts, progress=progress, pages=pages), target)


def docx_bytes(
    briefing: Briefing,
    *,
    fonts: Fonts | None = None,
    progress: Progress | None = None,
    pages: Mapping[str, int] | None = None,
) -> bytes:
    """Return the briefing as the bytes of a .docx file; equal briefings give equal bytes. Raises Cancelled."""
    fonts = fonts or Fonts()
    parts = Parts(briefing.title if briefing.form.running else "", fonts)
    body = Body(briefing, fonts, progress or silent(), parts, pages or {})
    document = body.xml(parts.section())
    if body.notes:
        parts.add("footnotes", "footnotes.xml", body.notes.xml())
        parts.add_relations("footnotes.xml", body.notes.relations)
    settings = gongwen.settings_xml(update=bool(briefing.form.contents), footnotes=bool(body.notes))
    parts.add("settings", "settings.xml", settings)
    # Who signs it, never who was logged in: the file is handed on.
    properties = core_properties(briefing.title, briefing.form.signature, briefing.date, briefing.language)
    return parts.package(document, properties)
