"""Tables as an Excel workbook or as CSV. The only user of openpyxl.

Numbers and dates are typed, text is text. Nothing that comes from a report becomes a formula: in the workbook such
cells are stored as text, in CSV, which has no types, they get an apostrophe in front (OWASP, "CSV injection").
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quandian.core.errors import UserError
from quandian.core.progress import Progress, silent
from quandian.writing.package import write_atomically

if TYPE_CHECKING:
    from openpyxl import Workbook

Value = str | int | Decimal | bool | date | None
SUFFIXES = (".xlsx", ".csv")
MOST_ROWS = 1_048_575  # of an Excel sheet, its header aside
_MOST_CHARACTERS = 32_767  # of an Excel cell
_STEP = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML 1.0 cannot hold
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_A4, _A3, _WIDE = 9, 8, 200  # the numbers of papers in a workbook; characters that are still read on the smaller one
_LONG = 10**11  # Excel writes longer numbers as 1E+11
_BAD_TITLE = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its header and its width in characters."""

    text: str
    width: float = 12


@dataclass(frozen=True)
class Table:
    """A table of typed values. ``count`` is how many rows there are, for progress."""

    title: str
    heads: tuple[Head, ...]
    rows: Iterable[Sequence[Value]]
    count: int = 0


def write_tables(tables: Sequence[Table], target: Path, progress: Progress | None = None) -> None:
    """Write tables to ``target``: .xlsx with a sheet each, or .csv (UTF-8 with BOM) of a single one.

    Raises UserError ``writing.table_suffix``, ``writing.one_table``, ``writing.too_many_rows`` and what writing a file
    can, and Cancelled; neither leaves anything behind.
    """
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise UserError("writing.table_suffix", name=target.name)
    if suffix == ".csv":
        if len(tables) != 1:
            raise UserError("writing.one_table", name=target.name)
        write_atomically(csv_bytes(tables[0], progress), target)
    else:
        write_atomically(workbook_bytes(tables, progress), target)


def workbook_bytes(tables: Sequence[Table], progress: Progress | None = None) -> bytes:
    """Return tables as an Excel workbook: header bold and frozen, filters, printed one page wide."""
    from openpyxl import Workbook  # 0.15 s, and only needed here

    book = Workbook(write_only=True)
    out = io.BytesIO()
    try:
        _fill(book, tables, progress or silent())
    except BaseException:
        book.save(io.BytesIO())  # the only way to let openpyxl close what it has begun
        raise
    book.save(out)
    return out.getvalue()


def _fill(book: Workbook, tables: Sequence[Table], progress: Progress) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    names: set[str] = set()
    total = sum(table.count for table in tables)
    done = 0
    for table in tables:
        sheet = book.create_sheet(_title(table.title, names))
        sheet.freeze_panes = "A2"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = (
            "landscape",
            _A4 if sum(head.width for head in table.heads) <= _WIDE else _A3,
        )
        sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr = 0, PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:1"
        for place, head in enumerate(table.heads, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = head.width
        cells = []
        for head in table.heads:
            cell = WriteOnlyCell(sheet, value=head.text)
            cell.data_type = "s"
            cell.font = Font(bold=True)
            cell.alignment = Alignment(vertical="center")
            cells.append(cell)
        sheet.append(cells)
        rows = 0
        for values in table.rows:
            rows += 1
            if rows > MOST_ROWS:
                raise UserError("writing.too_many_rows", title=table.title, most=MOST_ROWS)
            sheet.append([_cell(sheet, value, WriteOnlyCell) for value in values])
            done += 1
            if done % _STEP == 0:
                progress.step(done, max(total, done))
        if table.heads:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.heads))}{rows + 1}"


def _cell(sheet: object, value: Value, make: Callable[..., Any]) -> object:
    """Return what openpyxl writes for a value: text that looks like a formula is marked as text."""
    if isinstance(value, str):
        text = _CONTROL.sub("", value)[:_MOST_CHARACTERS]
        if text.startswith(_FORMULA) or text.startswith("#"):
            cell = make(sheet, value=text)
            cell.data_type = "s"
            cell.quotePrefix = True
            return cell
        return text
    if isinstance(value, int | Decimal) and not -_LONG < value < _LONG:
        cell = make(sheet, value=value)
        cell.number_format = "#,##0" if value == int(value) else "#,##0.00######"
        return cell
    return value


def _title(wanted: str, taken: set[str]) -> str:
    """Return a sheet name that Excel accepts and that no other sheet has."""
    base = _BAD_TITLE.sub(" ", wanted).strip("' ")[:31] or "Sheet"
    name, number = base, 2
    while name.casefold() in taken:
        tail = f" {number}"
        name, number = base[: 31 - len(tail)] + tail, number + 1
    taken.add(name.casefold())
    return name


def csv_bytes(table: Table, progress: Progress | None = None) -> bytes:
    """Return a table as CSV that Excel and WPS open as they are: UTF-8 with BOM, CRLF."""
    progress = progress or silent()
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_plain(head.text) for head in table.heads])
    for done, values in enumerate(table.rows, start=1):
        writer.writerow([_plain(value) for value in values])
        if done % _STEP == 0:
            progress.step(done, max(table.count, done))
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"'{value}" if value.startswith(_FORMULA) and len(value) > 1 else value  # a lone "=" computes nothing
