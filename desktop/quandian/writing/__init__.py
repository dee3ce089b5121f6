"""A Briefing tree becomes a Word document."""

from quandian.writing import sentences as _sentences  # noqa: F401 - registers what this room says about failures
