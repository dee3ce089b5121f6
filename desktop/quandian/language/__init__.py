"""The Chinese language: words, clauses, quantities."""
