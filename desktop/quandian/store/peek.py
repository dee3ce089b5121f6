"""A look into a project file without opening it: no lock, no backup, no migration."""

from __future__ import annotations

import logging
from enum import IntEnum
from pathlib import Path

from quandian.core.model import AnnotationId, ReportId
from quandian.store.engine import SQLITE_HEADER, sqlite3

log = logging.getLogger(__name__)


class Holding(IntEnum):
    """What a project holds of a passage; more is better."""

    NOTHING = 0
    REPORT = 1
    ANNOTATION = 2


def holding(path: Path, report_id: ReportId, annotation_id: AnnotationId | None = None) -> Holding:
    """Return what the project file at ``path`` holds: nothing too where it is no project or cannot be read now.

    A report has the same id in every project that has imported the same text; an annotation is in one alone.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
                return Holding.NOTHING
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.5)
        try:
            found = Holding.NOTHING
            if connection.execute("SELECT 1 FROM report WHERE id = ?", (report_id,)).fetchone() is not None:
                found = Holding.REPORT
            wanted = (annotation_id, report_id)
            if connection.execute("SELECT 1 FROM annotation WHERE id = ? AND report_id = ?", wanted).fetchone():
                found = Holding.ANNOTATION
            return found
        finally:
            connection.close()
    except (OSError, sqlite3.Error) as error:
        log.info("a project was passed over while a report was sought: %s", type(error).__name__)
        return Holding.NOTHING
