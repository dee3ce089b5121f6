"""Desensitised packages: what names persons, bodies, numbers and figures is replaced everywhere, alike in all reports.

``scan`` finds what would be replaced and by what, for an analyst to look through; ``masked_job`` writes the package.
It has new texts, so new reports and marks of its own: no source file, no history, no suggestion, no briefing goes in.
What stands for what is kept at home in a key table (``tasks.key_table``), never in the package.
"""

from __future__ import annotations

import hashlib
import secrets
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from quandian.core import masking
from quandian.core.codebook import BUILT_IN_TAGS, METRIC
from quandian.core.errors import UserError
from quandian.core.ids import report_id_of, sha256_text, utc_now
from quandian.core.masking import Edit, Masked, Masker, key_of
from quandian.core.model import (
    CONTEXT,
    Annotation,
    AnnotationId,
    Field,
    Link,
    LinkId,
    Passage,
    Report,
    ReportId,
    Role,
    Tag,
)
from quandian.core.progress import Progress
from quandian.core.text import context_of
from quandian.language.private import figure_edits, figures_within, find_contacts
from quandian.store import Project
from quandian.store.masked import MaskedProject, write
from quandian.store.packing import PackChoice, PackCounts, pack
from quandian.store.still import Still
from quandian.tasks.mask_examples import Examples, Names
from quandian.tasks.packages import PROJECT_MEMBER, Shared, need_passphrase_tool, seal

FIGURE = "figure"
"""The kind of findings that are figures: they go all or none."""
KINDS = ("term", "person", "phone", "id", "email", "author")


@dataclass(frozen=True, slots=True)
class Finding:
    """A word to be replaced. ``sure`` is False where an analyst should look: it may be no name at all."""

    kind: str
    original: str
    replacement: str
    count: int = 0
    sure: bool = True
    before: str = ""
    """A sentence it stands in, and what that becomes."""
    after: str = ""


@dataclass(frozen=True, slots=True)
class MaskOptions:
    """What is looked for. ``terms`` are the user's words, with what stands for each, or empty for one of ours."""

    figures: bool = True
    persons: bool = True
    contacts: bool = True
    authors: bool = True
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be replaced: words with their counts; how many figures, and which, the most frequent first."""

    findings: tuple[Finding, ...]
    figures: int
    numbers: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """What stands for what, and the secret that the ids of a package are made with. It stays at home."""

    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Original to (kind, replacement)."""
    salt: str = ""


def new_key() -> Key:
    """Return an empty key with a secret of its own."""
    return Key({}, secrets.token_hex(16))


# --- looking for what has to be replaced


def scan_job(
    project: Project, choice: PackChoice, options: MaskOptions, key: Key | None = None, *, apart: bool = False
) -> Callable[[Progress], Preview]:
    """Return the work of looking through the chosen part; it holds plain values only and may run in a thread.

    ``apart`` lets a child process do it, so that a window whose thread this is not keeps moving.
    """
    source, me = project.file, (project.author, project.device)

    def work(progress: Progress) -> Preview:
        with tempfile.TemporaryDirectory(prefix="quandian-mask-") as folder:
            if not apart:
                return scan_here(source, me, folder, choice, options, key, progress)
            from quandian.tasks.masking_worker import scan_apart

            return scan_apart(
                {"source": source, "me": me, "folder": folder, "choice": choice, "options": options, "key": key},
                progress,
            )

    return work


def scan_here(
    source: Path, me: tuple[str, str], folder: str, choice: PackChoice, options: MaskOptions, key: Key | None,
    progress: Progress,
) -> Preview:  # fmt: skip
    """Return what would be replaced in the chosen part of a project file; ``folder`` is for a copy."""
    with _copy(source, choice, folder, me) as copy:
        return scan(copy, options, key, progress)


def _copy(source: Path, choice: PackChoice, folder: str, me: tuple[str, str]) -> Project:
    packed = Path(folder) / "part.quandian"
    pack(source, packed, replace(choice, sources=False, history=False, suggestions=False), Progress())
    return Project.open_still(packed, author=me[0], device=me[1], copy=Still(packed))  # our own: no need to vet it


def scan(project: Project, options: MaskOptions, key: Key | None, progress: Progress) -> Preview:
    """Return what would be replaced in a project. Raises UserError desensitise.short, .circular; Cancelled."""
    reports = project.reports()
    names = Names()
    contacts: dict[str, str] = {}
    figures, seen = 0, Examples()
    strings = Counter([*(project.text(r.id) for r in reports), *_short_strings(project)])
    size, done = sum(map(len, strings)) + 1, 0
    for text, times in strings.items():  # each once: a hundred thousand annotations say the same few things
        progress.step(done, size)
        done += len(text)
        if options.persons:
            names.look_at(text)
        if options.contacts:
            contacts.update({text[c.start : c.end].strip(): c.kind for c in find_contacts(text)})
        if options.figures:
            edits = figure_edits(text)
            figures += times * len(edits)
            for start, end, _ in edits:
                seen.add_figure(text, start, end, times)
    wanted: list[tuple[str, str, bool]] = [("term", term, True) for term in options.terms]
    if options.authors:
        wanted += [("author", name, True) for name in _authors(project)]
    wanted += [("person", name, sure) for name, sure in names.found()]
    wanted += [(kind, words, True) for words, kind in contacts.items()]
    findings = _assigned(wanted, options.terms, key)
    counted = _counted(findings, strings, _authors_said(project), seen, options.figures)
    found = Preview(counted, figures, _numbers(findings, seen, options.figures))
    progress.step(1, 1)
    return found


def _assigned(wanted: Sequence[tuple[str, str, bool]], given: Mapping[str, str], key: Key | None) -> list[Finding]:
    """Return for each word what stands for it: what the key says, what the user says, else the next one free."""
    originals: dict[str, tuple[str, str, bool]] = {}
    for kind, word, sure in wanted:
        word = word.strip()
        if masking.maskable(word) or kind == "author":
            originals.setdefault(key_of(word), (kind, word, sure))
        elif kind == "term":
            raise UserError("desensitise.short", word=word)
    known = {key_of(word): said[1] for word, said in (key.pairs if key else {}).items()}
    check = _masker(dict.fromkeys([*originals, *known], "x"))
    taken = set(known.values()) | {new for new in given.values() if new}
    chosen = {key_of(word): new for word, new in given.items() if new}
    result = []
    for folded, (kind, word, sure) in originals.items():
        new = chosen.get(folded) or known.get(folded)
        if new is None:
            new = masking.stand_in(word, kind, taken, lambda text: bool(check.finds(text)))
            taken.add(new)
        elif check.finds(new):
            raise UserError("desensitise.circular", word=word, replacement=new)
        result.append(Finding(kind, word, new, 0, sure))
    return result


def _masker(pairs: Mapping[str, str], figures: Callable[[str], Iterable[Edit]] | None = None) -> Masker:
    """Return what replaces these words; authors of one character are replaced where they sign, not in texts."""
    return Masker({word: new for word, new in pairs.items() if masking.maskable(word)}, figures)


def _counted(
    findings: Sequence[Finding], strings: Mapping[str, int], signed: Iterable[str], seen: Examples, figures: bool
) -> tuple[Finding, ...]:
    """Return the findings with how often they stand where, in the order in which they are shown."""
    masker = _masker({f.original: f.replacement for f in findings}, figure_edits if figures else None)
    counts: Counter[str] = Counter()
    for text, times in strings.items():
        for start, end, key in masker.finds(text):
            counts[key] += times
            seen.add_word(key, text, start, end)
    counts.update(key_of(name) for name in signed)
    order = {kind: number for number, kind in enumerate(KINDS)}
    counted, sure = (
        [],
        _masker({f.original: f.replacement for f in findings if f.sure}, figure_edits if figures else None),
    )
    for one in findings:
        before, after = seen.of_word(key_of(one.original), sure if one.sure else masker)
        counted.append(replace(one, count=counts[key_of(one.original)], before=before, after=after))
    return tuple(sorted(counted, key=lambda f: (order[f.kind], not f.sure, -f.count, f.original)))


def _numbers(findings: Sequence[Finding], seen: Examples, figures: bool) -> tuple[Finding, ...]:
    if not figures:
        return ()
    masker = _masker({f.original: f.replacement for f in findings if f.sure}, figure_edits)
    return tuple(
        Finding(FIGURE, words, new, count, True, *example) for words, new, count, example in seen.of_figures(masker)
    )


def _authors(project: Project) -> list[str]:
    """Return who signed anything, in a fixed order."""
    names = dict.fromkeys(project.members())
    names |= dict.fromkeys(a.author for a in project.annotations())
    names |= dict.fromkeys(link.author for link in project.links())
    return [name for name in names if name]


def _authors_said(project: Project) -> list[str]:
    return [a.author for a in project.annotations()]


_NUMBERS = ("value", "value_to")


def _short_strings(project: Project) -> Iterator[str]:
    """Yield every text of the project that is not a report's: titles, notes, values of fields, names of tags."""
    yield project.name
    for r in project.reports():
        yield from (r.title, r.issuer, r.doc_number, r.place, r.kind, r.source_name, r.note)
    for a in project.annotations():
        yield a.note
        yield from (v for name, v in a.fields.items() if isinstance(v, str) and name not in _NUMBERS)
    for link in project.links():
        yield from (link.verdict, link.note)
    for tag in project.tags():
        yield from (tag.name, tag.name_en, tag.description)
        yield from (words for f in tag.fields for words in (f.label, f.label_en, *f.choices))


# --- writing


def masked_job(
    project: Project, target: Path, choice: PackChoice, options: MaskOptions, findings: Sequence[Finding], key: Key,
    passphrase: str = "", *, apart: bool = False,
) -> Callable[[Progress], Shared]:  # fmt: skip
    """Return the work of writing a desensitised package with these replacements; ``apart`` as in :func:`scan_job`.

    Raises UserError desensitise.*, share.*; nothing is left at ``target`` then.
    """
    source, me = project.file, (project.author, project.device)
    need_passphrase_tool(passphrase)
    pairs = {finding.original: finding.replacement for finding in findings}

    def work(progress: Progress) -> Shared:
        with tempfile.TemporaryDirectory(prefix="quandian-mask-") as folder:
            packed = Path(folder) / PROJECT_MEMBER
            if apart:
                from quandian.tasks.masking_worker import mask_apart

                counts, facts = mask_apart(
                    {"source": source, "me": me, "folder": folder, "choice": choice, "options": options, "key": key,
                     "pairs": pairs, "packed": packed}, progress,
                )  # fmt: skip
            else:
                counts, facts = mask_here(source, me, folder, choice, options, pairs, key, packed, progress)
            return seal(packed, target, facts, counts, passphrase, progress)

    return work


def mask_here(
    source: Path, me: tuple[str, str], folder: str, choice: PackChoice, options: MaskOptions, pairs: Mapping[str, str],
    key: Key, packed: Path, progress: Progress,
) -> tuple[PackCounts, dict[str, Any]]:  # fmt: skip
    """Write the masked project to ``packed``; return what it holds and the facts for the manifest."""
    at = utc_now()  # what is done here from now on is not in it
    with closing(_copy(source, choice, folder, me)) as copy:
        if not copy.reports():
            raise UserError("share.nothing")
        made = mask_project(copy, options, pairs, key, progress)
    made.at = at
    write(packed, made)
    counts = PackCounts(len(made.reports), len(made.annotations), len(made.links), len(made.tags), 3)
    return counts, _facts(made, choice)


def _facts(made: MaskedProject, choice: PackChoice) -> dict[str, Any]:
    return {
        "project": {"name": made.name, "key": made.key},
        "author": made.author,
        "chosen": {
            "reports": "all" if choice.report_ids is None else len(made.reports),
            "tags": "all" if choice.tag_ids is None else len(choice.tag_ids),
            "authors": "all" if choice.authors is None else len(choice.authors),
            "sources": False,
            "history": False,
            "suggestions": False,
            "desensitised": True,
        },
    }


def derived_id(salt: str, old: str) -> str:
    """Return the id that stands for ``old`` in packages made with this secret; a UUIDv7 in form, without its time."""
    digest = bytearray(hashlib.blake2b(f"{salt} {old}".encode(), digest_size=16).digest())
    digest[6] = 0x70 | (digest[6] & 0x0F)
    digest[8] = 0x80 | (digest[8] & 0x3F)
    return str(uuid.UUID(bytes=bytes(digest)))


def mask_project(
    project: Project, options: MaskOptions, pairs: Mapping[str, str], key: Key, progress: Progress
) -> MaskedProject:
    """Return the project with every word of ``pairs`` replaced, and every figure if wanted.

    Each annotation stands on the masked words: ``text[start:end] == quote``. Raises UserError desensitise.circular.
    """
    _need_ends(pairs)
    masker = _masker(pairs, figure_edits if options.figures else None)
    made = MaskedProject(
        masker.plain(project.name),
        derived_id(key.salt, project.key),
        _signed(project.author, pairs, masker),
        derived_id(key.salt, project.device)[-8:],
        [_masked_tag(tag, masker) for tag in project.tags()],
    )
    reports = project.reports()
    kept: set[str] = set()
    for number, report in enumerate(reports):
        progress.step(number, len(reports))
        annotations = project.annotations(report.id)
        _mask_report(project, report, annotations, pairs, masker, options, key, made)
        kept.update(a.id for a in annotations)
    for link in project.links():
        if link.source_id in kept and link.target_id in kept:
            made.links.append(_masked_link(link, pairs, masker, key))
    progress.step(1, 1)
    return made


def _signed(author: str, pairs: Mapping[str, str], masker: Masker) -> str:
    return pairs.get(author.strip()) or masker.plain(author)


def _need_ends(pairs: Mapping[str, str]) -> None:
    """Raise UserError desensitise.circular where what stands for a word holds a word to be replaced."""
    check = _masker(pairs)
    for word, new in pairs.items():
        if check.finds(new) or not new:
            raise UserError("desensitise.circular", word=word, replacement=new)


def mask_text(text: str, annotations: Sequence[Annotation], masker: Masker, figures: bool) -> Masked:
    """Return a report's text masked; the digits of marked metrics go too where the grammar would leave them."""
    more: set[Edit] = set()
    if figures:
        for one in annotations:
            if one.tag_id == METRIC:
                more.update(figures_within(text, one.start, one.end))
    return masker.mask(text, more)


def _mask_report(
    project: Project, report: Report, annotations: Sequence[Annotation], pairs: Mapping[str, str], masker: Masker,
    options: MaskOptions, key: Key, made: MaskedProject,
) -> None:  # fmt: skip
    masked = mask_text(project.text(report.id), annotations, masker, options.figures)
    text = masked.text
    passages = [_masked_passage(p, masked, masker) for p in project.passages(report.id)]
    same = 1
    while sha256_text(text) in made.texts:  # two reports that differed only in what is masked
        same += 1
        start = len(masked.text) + (not masked.text.endswith("\n"))
        text = f"{masked.text.rstrip(chr(10))}\n（{same}）\n"
        start = text.rindex("（")
        last = passages[-1] if passages else Passage(-1, 0, 0, 0, Role.BODY)
        passages = [p for p in passages if p.start < start]
        passages.append(Passage(last.ordinal + 1, last.paragraph + 1, start, len(text) - 1, Role.FURNITURE))
    sha256 = sha256_text(text)
    report_id = ReportId(report_id_of(sha256))
    made.texts[sha256], made.passages[sha256] = text, passages
    plain = masker.plain
    made.reports.append(
        replace(
            report,
            id=report_id,
            title=plain(report.title),
            issuer=plain(report.issuer),
            place=plain(report.place),
            doc_number=plain(report.doc_number),
            kind=plain(report.kind),
            note=plain(report.note),
            source_name=plain(report.source_name),
            text_sha256=sha256,
            source_sha256=sha256,
        )
    )
    for one in annotations:
        start, end = masked.span(one.start, one.end)
        prefix, suffix = context_of(text, start, end, CONTEXT)
        new = replace(
            one, id=AnnotationId(derived_id(key.salt, one.id)), report_id=report_id, start=start, end=end,
            quote=text[start:end], fields=_masked_fields(one, masker, options.figures), note=plain(one.note),
            author=_signed(one.author, pairs, masker),
        )  # fmt: skip
        made.annotations.append((new, prefix, suffix))


def _masked_passage(passage: Passage, masked: Masked, masker: Masker) -> Passage:
    start, end = masked.span(passage.start, passage.end) if passage.end > passage.start else (passage.start,) * 2
    return replace(passage, start=start, end=end, section=tuple(masker.plain(part) for part in passage.section))


def _masked_fields(one: Annotation, masker: Masker, figures: bool) -> dict[str, Any]:
    own = _own_fields(one.tag_id)
    fields = {
        name if name in own else masker.plain(name): masker.plain(value) if isinstance(value, str) else value
        for name, value in one.fields.items()
        if not (figures and (name in _NUMBERS or _is_figure(value)))
    }
    if figures and one.tag_id == METRIC and ("value" in one.fields or one.fields.get("masked")):
        fields["masked"] = True
    return fields


def _is_figure(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _own_fields(tag_id: str) -> set[str]:
    return {f.name for tag in BUILT_IN_TAGS if tag.id == tag_id for f in tag.fields}


def _masked_tag(tag: Tag, masker: Masker) -> Tag:
    plain, own = masker.plain, _own_fields(tag.id)
    fields = tuple(f if f.name in own else _masked_field(f, masker) for f in tag.fields)
    if tag.built_in:
        standard = next(t for t in BUILT_IN_TAGS if t.id == tag.id)
        words = tag.description if tag.description == standard.description else plain(tag.description)
        return replace(tag, fields=fields, description=words)
    words = plain(tag.description)
    return replace(tag, name=plain(tag.name), name_en=plain(tag.name_en), fields=fields, description=words)


def _masked_field(field_: Field, masker: Masker) -> Field:
    plain = masker.plain
    choices = tuple(plain(choice) for choice in field_.choices)
    label, label_en = plain(field_.label), plain(field_.label_en)
    return replace(field_, name=plain(field_.name), label=label, label_en=label_en, choices=choices)


def _masked_link(link: Link, pairs: Mapping[str, str], masker: Masker, key: Key) -> Link:
    return replace(
        link, id=LinkId(derived_id(key.salt, link.id)),
        source_id=AnnotationId(derived_id(key.salt, link.source_id)),
        target_id=AnnotationId(derived_id(key.salt, link.target_id)),
        verdict=masker.plain(link.verdict), note=masker.plain(link.note), author=_signed(link.author, pairs, masker),
    )  # fmt: skip
