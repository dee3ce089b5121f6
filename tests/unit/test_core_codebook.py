"""Looks and keys of new tags."""

from __future__ import annotations

from quandian.core.codebook import BUILT_IN_TAGS, PALETTE, initials, next_look, next_shortcut


def test_new_tags_get_the_colours_of_the_guide_first_and_never_the_look_of_another() -> None:
    looks = [(tag.palette, tag.underline) for tag in BUILT_IN_TAGS]
    for _ in range(60):
        looks.append(next_look(looks))
    assert looks[: len(PALETTE)] == list(PALETTE)
    assert len(set(looks)) == len(looks)
    again = {palette for palette, _ in looks[len(PALETTE) : len(PALETTE) + 48]}
    assert again.isdisjoint(("goal", "achievement", "metric")), "their colours mean these three"


def test_keys_run_from_four_to_nine_and_then_out() -> None:
    assert next_shortcut({"1", "2", "3"}) == "4"
    assert next_shortcut({"4", "6"}) == "5"
    assert next_shortcut(set("123456789")) == ""


def test_every_tag_has_a_character_of_its_own() -> None:
    names = ["目标", "成效", "指标", "第七", "第八", "目录", "新标签", "新标签 2", "Growth", "Goal", "第七八"]
    found = initials(names)
    assert found == ["目", "成", "指", "第", "八", "录", "新", "2", "G", "O", "七"]
    assert len(set(initials(["一"] * 8))) == 8
    assert initials(["", "……"]) == ["2", "3"]
