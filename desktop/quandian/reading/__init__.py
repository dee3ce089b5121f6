"""A file becomes a ReportDraft."""
