"""The only SQL: the project file, its change log, undo, history."""

from quandian.store import merge_sentences as _merging  # noqa: F401 - registers what merging says
from quandian.store import sentences as _sentences  # noqa: F401 - registers what the store says
from quandian.store.project import Project
from quandian.store.values import ImportOutcome, NewAnnotation, NewSuggestion, ReviewCount, SearchHit, Statistics, Step

__all__ = [
    "ImportOutcome",
    "NewAnnotation",
    "NewSuggestion",
    "Project",
    "ReviewCount",
    "SearchHit",
    "Statistics",
    "Step",
]
