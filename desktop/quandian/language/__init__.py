"""The Chinese language: words, clauses, quantities, suggestions."""

from quandian.language import sentences

sentences.register_all()
