"""The text of a report with its marks."""
