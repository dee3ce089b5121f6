"""The key table of desensitised packages: what stands for what. It lies at home and is never in a package.

A ``.json`` file or a ``.csv`` one that Excel opens; cells that it would take for formulas are marked as text.
"""

from __future__ import annotations

import csv
import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from quandian.core import userdirs
from quandian.core.errors import UserError
from quandian.tasks.desensitising import Finding, Key, derived_id

_HEAD = ("kind", "original", "replacement", "count")
log = logging.getLogger(__name__)
_MOST = 50  # tables of one project that are remembered
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_key(path: Path, key: Key, findings: Sequence[Finding], project_key: str = "") -> Key:
    """Write the table, those of an earlier one kept, and return what it says. Raises UserError share.unwritable.

    Of a project whose key is given it is remembered where the table lies: a package that comes back finds it.
    """
    pairs = {**key.pairs, **{f.original: (f.kind, f.replacement) for f in findings}}
    counts = {f.original: f.count for f in findings}
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.suffix.lower() == ".json":
            rows = [dict(zip(_HEAD, (k, o, r, counts.get(o, 0)), strict=True)) for o, (k, r) in pairs.items()]
            part.write_text(json.dumps({"salt": key.salt, "pairs": rows}, ensure_ascii=False, indent=1), "utf-8")
        else:
            with part.open("w", encoding="utf-8-sig", newline="") as file:
                table = csv.writer(file)
                table.writerow(_HEAD)
                table.writerow(("salt", key.salt, "", ""))
                for original, (kind, new) in pairs.items():
                    table.writerow((kind, _cell(original), _cell(new), counts.get(original, 0)))
        part.chmod(0o600)
        part.replace(path)
    except OSError as error:
        raise UserError("share.unwritable", path=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
    if project_key:
        _remember(path, project_key)
    return Key(pairs, key.salt)


def _list() -> Path:
    return userdirs.data() / "key-tables.json"


def _known() -> dict[str, list[str]]:
    try:
        said = json.loads(_list().read_text("utf-8"))
        return {str(key): [str(path) for path in paths] for key, paths in said.items()}
    except (OSError, ValueError, AttributeError, TypeError):  # none yet, or spoilt: it is a convenience
        return {}


def _remember(path: Path, project_key: str) -> None:
    known = _known()
    others = [one for one in known.get(project_key, []) if one != str(path.absolute())]
    known[project_key] = [str(path.absolute()), *others][:_MOST]
    try:
        _list().parent.mkdir(parents=True, exist_ok=True)
        part = _list().with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(known, ensure_ascii=False), "utf-8")
        part.replace(_list())
    except OSError as error:
        log.warning("where a key table lies could not be noted: %s", type(error).__name__)


def any_remembered(project_key: str) -> bool:
    """Whether the project was shared masked here, with a table whose place is known."""
    return bool(_known().get(project_key))


def remembered(project_key: str, other_key: str) -> Key | None:
    """Return the table that the project of ``other_key`` was masked with here; ``None`` where none is known."""
    if not other_key:
        return None
    for path in _known().get(project_key, []):
        try:
            key = read_key(Path(path))
        except UserError:  # moved or deleted since
            continue
        if derived_id(key.salt, project_key) == other_key:
            return key
    return None


def read_key(path: Path) -> Key:
    """Return what a table says. Raises UserError desensitise.no_key."""
    try:
        text = path.read_text("utf-8-sig")
        if path.suffix.lower() == ".json":
            said = json.loads(text)
            pairs = {r["original"]: (r["kind"], r["replacement"]) for r in said["pairs"]}
            salt = said["salt"]
        else:
            rows = [row for row in csv.reader(text.splitlines()) if row]
            if tuple(rows[0][:3]) != _HEAD[:3]:
                raise ValueError("no key table")
            salt = next(row[1] for row in rows if row[0] == "salt")
            pairs = {_word(row[1]): (row[0], _word(row[2])) for row in rows[1:] if row[0] != "salt"}
        if not isinstance(salt, str) or not salt:
            raise ValueError("no secret")
    except (OSError, ValueError, KeyError, IndexError, TypeError, StopIteration) as error:
        raise UserError("desensitise.no_key", path=str(path)) from error
    return Key(pairs, salt)


def read_terms(path: Path) -> dict[str, str]:
    """Return the user's words, one a line, as :func:`parse_terms` has them. Raises UserError desensitise.no_terms."""
    try:
        return parse_terms(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("desensitise.no_terms", path=str(path)) from error


def parse_terms(text: str) -> dict[str, str]:
    """Return words and what stands for them (empty: to be chosen); lines that begin with # are remarks."""
    terms: dict[str, str] = {}
    for line in text.splitlines():
        word, _, new = line.replace("＝", "=").replace("\t", "=").partition("=")
        if word.strip() and not word.lstrip().startswith("#"):
            terms[word.strip()] = new.strip()
    return terms


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _word(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
