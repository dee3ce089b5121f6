"""Use cases that need several rooms: one path for the window and the command line."""

from quandian.tasks import audit_sentences, link_sentences, sentences, share_sentences

sentences.register_all()
share_sentences.register_all()
link_sentences.register_all()
audit_sentences.register_all()
