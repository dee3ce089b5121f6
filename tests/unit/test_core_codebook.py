"""Looks and keys of new tags."""

from __future__ import annotations

from quandian.core.codebook import BUILT_IN_TAGS, PALETTE, next_look, next_shortcut


def test_new_tags_get_the_colours_of_the_guide_first_and_never_the_look_of_another() -> None:
    looks = [(tag.palette, tag.underline) for tag in BUILT_IN_TAGS]
    for _ in range(60):
        looks.append(next_look(looks))
    assert looks[: len(PALETTE)] == list(PALETTE)
    assert len(set(looks)) == len(looks)


def test_keys_run_from_four_to_nine_and_then_out() -> None:
    assert next_shortcut({"1", "2", "3"}) == "4"
    assert next_shortcut({"4", "6"}) == "5"
    assert next_shortcut(set("123456789")) == ""
