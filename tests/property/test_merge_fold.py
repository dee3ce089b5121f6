"""The fold of one row: the same for every order and number of takings-in, and what its rules promise."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quandian.core.merge_fold import Authored, fold, rooted
from quandian.core.merge_rules import wanted_tags

ROW = {"id": "a", "note": "", "status": "open", "fields": {}}
words = st.sampled_from(["", "甲", "乙"])
updates = st.dictionaries(st.sampled_from(["note", "status", "fields.x", "fields.y"]), words, min_size=1)


@st.composite
def changes(draw: st.DrawFn) -> list[Authored]:
    """Return changes of one row as several people may have made them."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        clock = f"{draw(st.integers(0, 5)):013d}-0000-d{draw(st.integers(0, 2))}"
        shape = draw(st.sampled_from(["insert", "insert", "update", "update", "delete"]))
        after: dict[str, Any] | None = {**ROW, "note": draw(words)} if shape == "insert" else draw(updates)
        before: dict[str, Any] | None = None if shape == "insert" else dict.fromkeys(after or {}, "")
        if shape == "delete":
            before, after = {**ROW, "note": draw(words)}, None
        kind = draw(st.sampled_from(["do", "do", "undo", "redo", "start"]))
        found.append(Authored(clock, f"op{number}", kind, "甲", "", before, after))
    return found


@given(changes(), st.randoms(use_true_random=False), st.booleans())
def test_order_and_number_of_changes_do_not_matter(made: list[Authored], chance: Any, setting: bool) -> None:
    shuffled = made[:]
    chance.shuffle(shuffled)
    assert fold(shuffled, latest_insert_wins=setting) == fold(made, latest_insert_wins=setting)


@given(changes())
def test_the_latest_update_of_a_field_holds(made: list[Authored]) -> None:
    late = Authored("9999999999999-0000-z", "zz", "do", "乙", "", {"note": ""}, {"note": "最后"})
    state = fold([*made, late])
    assert state.row["note"] == "最后"
    assert state.alive == fold(made).alive  # an edit does not bring back what was deleted
    assert not fold([*made, late._replace(before=dict(ROW), after=None)]).alive


@given(changes())
def test_a_whole_row_has_every_column(made: list[Authored]) -> None:
    state = fold(made)
    assert not state.whole or state.row.keys() >= ROW.keys()
    assert state.whole or not state.alive


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef")), st.sampled_from("abcdef"))
def test_what_stands_for_another_ends_somewhere_and_for_all_of_a_circle_in_the_same(
    alias: dict[str, str], key: str
) -> None:
    root = rooted(alias, key)
    assert rooted(alias, root) == root
    assert key not in alias or rooted(alias, alias[key]) == root


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.one_of(st.none(), st.sampled_from("abcdefg")), st.booleans(), st.sampled_from(["", "4", "5"])),
    ),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef"), max_size=3),
    st.sets(st.sampled_from("abcdef")),
)
def test_the_codebook_is_a_forest_with_a_key_for_one_tag_each(
    tags: dict[str, tuple[str | None, bool, str]], alias: dict[str, str], used: set[str]
) -> None:
    alias = {key: value for key, value in alias.items() if value in tags}
    folded = {
        key: fold(
            [Authored("1", "o", "do", "", "", None, {"id": key, "parent": parent, "shortcut": shortcut})]
        )._replace(alive=alive)
        for key, (parent, alive, shortcut) in tags.items()
    }
    shown = wanted_tags(folded, alias, used)
    keys = [row["shortcut"] for row in shown.values() if row["shortcut"]]
    assert len(keys) == len(set(keys))
    for key, row in shown.items():
        assert rooted(alias, key) == key
        seen = {key}
        while row["parent"] is not None:
            assert row["parent"] in shown
            assert row["parent"] not in seen
            seen.add(row["parent"])
            row = shown[row["parent"]]
    for key, (_, alive, _) in tags.items():
        if rooted(alias, key) == key and (alive or key in used):
            assert key in shown
