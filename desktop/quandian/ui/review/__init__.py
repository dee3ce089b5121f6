"""Reviewing suggestions: what waits, the queue, its reasons, the bar of verdicts, and the work in the background."""
