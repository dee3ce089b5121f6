"""The two kinds of failure: the user's or the environment's (told in one sentence) and our own (everything else)."""

from __future__ import annotations


class UserError(Exception):
    """Something the user or the machine did, to be told in one sentence: what, where, what now.

    ``code`` names the sentence ("import.empty"); ``facts`` fill its blanks. The sentences themselves live in
    ``core.sentences`` in both languages, so that the command line and the window say the same thing.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        from quandian.core.sentences import sentence

        return sentence(self.code, **self.facts)


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """The user cancelled a job; nothing of it is kept."""
