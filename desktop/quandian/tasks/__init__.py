"""Use cases that need several rooms: one path for the window and the command line."""

from quandian.tasks import sentences

sentences.register_all()
