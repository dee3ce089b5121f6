from __future__ import annotations

import io
import unicodedata

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from quandian.core.briefing import BriefingOptions, build_briefing
from quandian.core.codebook import BUILT_IN_TAGS, GOAL, METRIC
from quandian.core.model import Annotation, AnnotationId, Origin, Passage, Report, ReportId, Role, Status
from quandian.writing.gongwen import Fonts
from quandian.writing.word import docx_bytes

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)  # lone surrogates and controls too
FIELDS = st.dictionaries(
    st.sampled_from(["indicator", "value", "value_to", "unit", "comparator", "period", "masked", "deadline", "kind"]),
    st.one_of(ANY, st.none(), st.booleans(), st.integers(), st.sampled_from(["1e9999", "-0", "NaN", "110000000000"])),
)
ID = ReportId("r")


@given(title=ANY, issuer=ANY, quote=ANY, note=ANY, fields=FIELDS, author=ANY, section=ANY)
@settings(max_examples=150)
def test_any_text_anywhere_gives_a_document_that_opens(
    title: str, issuer: str, quote: str, note: str, fields: dict[str, object], author: str, section: str
) -> None:
    report = Report(ID, title, issuer, note, issuer, quote, "", "", "todo", title, "", "", "")
    passages = [Passage(0, 1, 0, 50, Role.BODY, 0, (section,)), Passage(1, 2, 50, 9999, Role.HEADING, 1, (note, title))]
    rows = [
        Annotation(
            AnnotationId(f"{note}{n}"), ID, tag, n * 9, n * 9 + len(quote), quote, "", "", fields, note, Status.OPEN,
            Origin.PERSON, author, "", "",
        )
        for n in range(9)
        for tag in (GOAL, METRIC)
    ]  # fmt: skip
    options = BriefingOptions(title=title, date=issuer, author=author)
    tree = build_briefing([report], rows, {ID: passages}, BUILT_IN_TAGS, (), options)
    data = docx_bytes(tree, fonts=Fonts(body=title or "仿宋"))
    document = docx.Document(io.BytesIO(data))
    shown = "".join(paragraph.text for paragraph in document.paragraphs)
    words = [c for c in quote.strip() if unicodedata.category(c)[0] in "LN"]
    position = -1
    for character in words:  # every letter of the quote is there, in order
        position = shown.find(character, position + 1)
        assert position >= 0
