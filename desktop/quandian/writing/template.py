"""Users' own Word templates: docxtpl tags with Chinese names, filled in a sandbox.

A template is code from somewhere: it gets plain values, no attribute that begins with an underscore, no long powers or
products, and its file is looked at before it is opened. What it asks for is checked before anything is written.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quandian.core.errors import UserError
from quandian.core.sentences import sentence
from quandian.writing.package import rezipped, write_atomically
from quandian.writing.template_asks import asked_for
from quandian.writing.template_tables import set_widths

MOST_BYTES = 60_000_000  # of all parts of a template together; Word files of offices have a tenth
_MOST_PARTS = 2_000
_LONGEST = 100_000  # elements that a product in a template may have


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """What is wrong with a template: a code of the sentences, the variable and where it stands, in words."""

    code: str
    variable: str
    where: str
    known: str = ""
    reason: str = ""

    def error(self, name: str) -> UserError:
        """Return the problem as what a user is told."""
        facts = {"variable": self.variable, "where": self.where, "known": self.known, "reason": self.reason}
        return UserError(self.code, name=name, **facts)


def write_from_template(
    template: bytes, name: str, values: Mapping[str, Any], schema: Mapping[str, Any], target: Path
) -> None:
    """Fill the template and write it. ``name`` is what the user knows it by.

    Raises UserError ``template.*``, ``writing.*``; nothing is written then.
    """
    if target.suffix.lower() != ".docx":
        raise UserError("writing.suffix", name=target.name)
    write_atomically(filled(template, name, values, schema), target)


def filled(template: bytes, name: str, values: Mapping[str, Any], schema: Mapping[str, Any]) -> bytes:
    """Return the filled template; the same values give the same bytes. Raises UserError ``template.*``."""
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError

    for problem in check_template(template, name, schema):
        raise problem.error(name)
    document = _opened(template, name)
    try:
        document.render(dict(values), jinja_env=_environment(), autoescape=True)
    except (SecurityError, OverflowError) as error:
        raise UserError("template.refused", name=name, reason=_reason(error)) from error
    except (TemplateError, TypeError, ValueError, ZeroDivisionError, AttributeError) as error:
        raise UserError("template.syntax", name=name, where="", reason=_reason(error)) from error
    set_widths(document.docx)
    properties = document.docx.core_properties
    properties.title, properties.author = str(values.get("标题", "")), str(values.get("落款", ""))
    properties.last_modified_by, properties.comments = properties.author, ""
    # A picture of the template's first page, which its maker's Word left in it, is no picture of this document.
    relations = document.docx.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]
    out = io.BytesIO()
    document.save(out)
    return rezipped(out.getvalue())


def check_template(template: bytes, name: str, schema: Mapping[str, Any]) -> list[TemplateProblem]:
    """Return what the template asks for that ``schema`` does not have, and tags that cannot be read.

    Raises UserError ``template.damaged`` for what is no Word file.
    """
    from jinja2 import TemplateSyntaxError

    document = _opened(template, name)
    environment = _environment()
    if not any(_TAG.search(xml) for xml in _sources(document)):
        return [TemplateProblem("template.no_tags", "", "")]
    problems: list[TemplateProblem] = []
    places = list(_texts(document))
    for xml in _sources(document):
        try:
            tree = environment.parse(xml)
        except TemplateSyntaxError as error:
            where = _where(places, _guess(str(error)))
            return [TemplateProblem("template.syntax", "", where, reason=_reason(error.message or ""))]
        for variable, known in dict.fromkeys(_unknown(tree, schema)):
            found = _where(places, variable)
            problems.append(TemplateProblem("template.unknown", variable, found, known="、".join(known)))
    return problems


_TAG = re.compile(r"\{\{|\{%")


def told_by(template: bytes, name: str) -> dict[str, int | None]:
    """Return which names a template that ``check_template`` found right tells, and how many items of each at most.

    None is all of them. Raises UserError ``template.damaged``.
    """
    environment = _environment()
    return asked_for([environment.parse(xml) for xml in _sources(_opened(template, name))])


def _opened(template: bytes, name: str) -> Any:  # noqa: ANN401 - docxtpl has no types
    """Return the template opened, after a look at what is in the file."""
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate

    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            infos = package.infolist()
            fits = len(infos) <= _MOST_PARTS and sum(info.file_size for info in infos) <= MOST_BYTES
        if not fits:
            raise UserError("template.damaged", name=name)
        document = DocxTemplate(io.BytesIO(template))
        document.init_docx()
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise UserError("template.damaged", name=name) from error
    return document


def _environment() -> Any:  # noqa: ANN401 - a class made here
    """Return a sandbox where templates can fill in words and do little else."""
    from jinja2.sandbox import SandboxedEnvironment

    class Environment(SandboxedEnvironment):
        intercepted_binops = frozenset(["**", "*", "%", "<<"])

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
            if operator in ("**", "<<"):
                raise OverflowError(operator)
            sizes = [len(one) for one in (left, right) if isinstance(one, str | bytes | list | tuple)]
            numbers = [one for one in (left, right) if isinstance(one, int | float)]
            if operator == "*" and sizes and numbers and sizes[0] * abs(numbers[0]) > _LONGEST:
                raise OverflowError(operator)
            if operator == "%" and isinstance(left, str):  # "%999999999d" is as long as it says
                raise OverflowError(operator)
            return super().call_binop(context, operator, left, right)

    environment = Environment(autoescape=True)
    environment.globals.clear()
    for name in ("center", "format", "indent", "wordwrap", "xmlattr", "pprint"):
        environment.filters.pop(name, None)
    return environment


def _sources(document: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the parts that hold tags, with tags that Word has cut into runs put together."""
    yield document.patch_xml(document.get_xml())
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(uri):
            yield document.patch_xml(document.get_part_xml(part))


def _texts(document: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield where words stand, and the words."""
    docx = document.docx
    for n, paragraph in enumerate(docx.paragraphs, start=1):
        yield sentence("template.place", n=n, text=_short(paragraph.text)), paragraph.text
    for n, table in enumerate(docx.tables, start=1):
        for k, row in enumerate(table.rows, start=1):
            text = " ".join(cell.text for cell in row.cells)
            yield sentence("template.place_table", n=n, row=k, text=_short(text)), text
    for section in docx.sections:
        for part in (section.header, section.footer):
            text = " ".join(paragraph.text for paragraph in part.paragraphs)
            yield sentence("template.place_edge", text=_short(text)), text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 30 else text[:29] + "…"


def _where(places: list[tuple[str, str]], word: str) -> str:
    """Return where a variable stands: as it is spelt within a tag, else its last part there, else anywhere."""
    if not word:
        return ""
    tagged = [(where, "".join(re.findall(r"\{[{%].*?[%}]\}", text))) for where, text in places]
    for sought, among in ((word, tagged), (word.rpartition(".")[2], tagged), (word, places)):
        found = next((where for where, text in among if sought in re.sub(r"\s*([.|])\s*", r"\1", text)), "")
        if found:
            return found
    return ""


_REASONS = (
    (re.compile(r"No (?:filter|test) named '([^']*)'"), "template.why_filter"),
    (re.compile(r"no loader"), "template.why_include"),
    (re.compile(r"looking for the following tags: '([^']*)'"), "template.why_open"),
    (re.compile(r"unknown tag '([^']*)'"), "template.why_tag"),
    (re.compile(r"access to attribute '([^']*)'"), "template.why_attribute"),
    (re.compile(r"unexpected '([^']*)'"), "template.why_unexpected"),
)


def _reason(error: object) -> str:
    """Return what the template engine says, in the language in use where it is one of the usual things."""
    words = str(error).strip().rstrip(".。")
    for pattern, code in _REASONS:
        if found := pattern.search(words):
            return sentence(code, word=found.group(1) if pattern.groups else "")
    return sentence("template.why_other", reason=words)


def _guess(message: str) -> str:
    """Return the word a message of jinja2 speaks of: it stands in quotes."""
    found = re.findall(r"'([^']+)'", message)
    return found[-1] if found else ""


_Known = tuple[str, ...]


def _unknown(tree: Any, schema: Mapping[str, Any]) -> Iterator[tuple[str, _Known]]:  # noqa: ANN401
    """Yield variables, and parts of variables, that are not in the schema, with what would be."""
    from jinja2 import nodes

    def walk(node: nodes.Node, scope: Mapping[str, Any]) -> Iterator[tuple[str, _Known]]:
        if isinstance(node, nodes.For):
            yield from walk(node.iter, scope)
            kind = _kind_of(node.iter, scope)
            inner = dict(scope) | {"loop": Ellipsis}
            item = kind[0] if isinstance(kind, list) else Ellipsis
            targets = [node.target] if isinstance(node.target, nodes.Name) else node.target.find_all(nodes.Name)
            for target in targets:
                inner[target.name] = item if isinstance(node.target, nodes.Name) else Ellipsis
            for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
                yield from walk(child, inner)
            return
        if isinstance(node, nodes.Assign | nodes.AssignBlock | nodes.With | nodes.Macro):
            names = {one.name for one in node.find_all(nodes.Name) if one.ctx in ("store", "param")}
            own = {**scope, **dict.fromkeys(names, Ellipsis)}
            if isinstance(scope, dict):
                scope.update(dict.fromkeys(names, Ellipsis))
            for child in node.iter_child_nodes():
                yield from walk(child, own)
            return
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in scope:
            yield node.name, tuple(name for name, kind in scope.items() if kind is not Ellipsis)
            return
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            kind = _kind_of(node.node, scope)
            name = _part_of(node)
            if isinstance(kind, Mapping) and name and name not in kind:
                yield f"{_spelt(node.node)}.{name}", tuple(kind)
        for child in node.iter_child_nodes():
            yield from walk(child, scope)

    yield from walk(tree, dict(schema))


def _part_of(node: Any) -> str:  # noqa: ANN401
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return str(node.attr)
    argument = node.arg
    return str(argument.value) if isinstance(argument, nodes.Const) and isinstance(argument.value, str) else ""


def _kind_of(node: Any, scope: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """Return what the schema says of an expression; Ellipsis where nothing can be said."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return scope.get(node.name, Ellipsis)
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        kind = _kind_of(node.node, scope)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
            return kind
        name = _part_of(node)
        if isinstance(kind, Mapping):
            return kind.get(name, Ellipsis)
        if isinstance(kind, list):
            return kind[0]
    if isinstance(node, nodes.Filter) and node.node is not None and node.name in ("sort", "list", "reverse"):
        return _kind_of(node.node, scope)
    return Ellipsis


def _spelt(node: Any) -> str:  # noqa: ANN401
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return str(node.name)
    return f"{_spelt(node.node)}.{_part_of(node)}" if isinstance(node, nodes.Getattr | nodes.Getitem) else ""
