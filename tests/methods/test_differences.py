"""What was changed in a text: the pieces join exactly, whatever the texts; examples in Swedish."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kompassros.methods.differences import LONGEST, Piece, count_words, differences

WORDS = st.lists(st.sampled_from(["kommunen", "och", "är", "god.", "Åre", " ", "  ", "\n\n", "\n", "\t"]), max_size=60)
TEXTS = WORDS.map("".join) | WORDS.map(" ".join) | st.text(max_size=80)
SWAPPED = {"added": "removed", "removed": "added", "same": "same"}


def joined(pieces: tuple[Piece, ...], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


def shown(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in differences(before, after)]


def check_pieces(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert joined(pieces, "same", "removed") == before
    assert joined(pieces, "same", "added") == after
    kinds = [piece.kind for piece in pieces]
    assert all(piece.text for piece in pieces)
    assert all(kind != following for kind, following in pairwise(kinds))
    assert ("added", "removed") not in set(pairwise(kinds))


@given(TEXTS, TEXTS)
def test_pieces_join_to_both_texts(before: str, after: str) -> None:
    check_pieces(before, after)


@settings(max_examples=30)
@given(st.integers(0, 99_999), st.integers(LONGEST, 3 * LONGEST), st.integers(0, 40), st.integers(1, 80))
def test_pieces_of_long_texts_join_to_both(seed: int, words: int, changes: int, paragraph: int) -> None:
    random = Random(seed)
    old = [f"ord{random.randrange(900)}" for _word in range(words)]
    changed = set(random.sample(range(words), changes))
    new = ["ny" if place in changed else word for place, word in enumerate(old)]
    breaks = ["\n\n" if place % paragraph == 0 else " " for place in range(words)]
    before, after = (_set(them, breaks) for them in (old, new))
    check_pieces(before, after)
    assert len(joined(differences(before, after), "removed")) < len(before) / 2


def _set(words: list[str], breaks: list[str]) -> str:
    return "".join(word + gap for word, gap in zip(words, breaks, strict=True))


@given(TEXTS)
def test_equal_texts_have_one_piece_or_none(text: str) -> None:
    assert differences(text, text) == ((Piece("same", text),) if text else ())


@given(TEXTS, TEXTS)
def test_the_other_way_round_added_and_removed_change_places(before: str, after: str) -> None:
    back = differences(after, before)
    for kind, other in SWAPPED.items():
        assert [p.text for p in differences(before, after) if p.kind == kind] == [
            p.text for p in back if p.kind == other
        ]


def test_empty_texts_have_no_pieces() -> None:
    assert differences("", "") == ()
    assert shown("", "Ny text.") == [("added", "Ny text.")]
    assert shown("Gammal text.", "") == [("removed", "Gammal text.")]


def test_word_put_in_is_added() -> None:
    assert shown("Kommunen har en tydlig vision.", "Kommunen har en tydlig och levande vision.") == [
        ("same", "Kommunen har en tydlig "),
        ("added", "och levande "),
        ("same", "vision."),
    ]


def test_word_replaced_is_removed_then_added() -> None:
    assert shown("Ekonomin är god.", "Ekonomin är svag.") == [
        ("same", "Ekonomin är "),
        ("removed", "god."),
        ("added", "svag."),
    ]


def test_sentence_written_anew_is_one_stretch() -> None:
    assert shown("Åre når målen", "Öckerö växer långsamt") == [
        ("removed", "Åre når målen"),
        ("added", "Öckerö växer långsamt"),
    ]


def test_white_space_that_changes_is_shown() -> None:
    assert shown("Första. Andra.", "Första.\n\nAndra.") == [
        ("same", "Första."),
        ("removed", " "),
        ("added", "\n\n"),
        ("same", "Andra."),
    ]


@pytest.mark.parametrize("words", [LONGEST // 2, LONGEST // 2 + 1, 20_000])
def test_one_word_in_a_text_of_any_length_is_found(words: int) -> None:
    before = [f"ord{place % 700}" for place in range(words)]
    after = [*before[: words // 3], "nytt", *before[words // 3 + 1 :]]
    pieces = differences(" ".join(before), " ".join(after))
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("removed", before[words // 3]),
        ("added", "nytt"),
    ]


def test_words_that_stand_once_part_a_long_text_that_differs_at_both_ends() -> None:
    middle = [f"ord{place}" for place in range(LONGEST)]
    pieces = differences(" ".join(["a", *middle, "b"]), " ".join(["c", *middle, "d"]))
    assert [piece.kind for piece in pieces] == ["removed", "added", "same", "removed", "added"]


def test_long_text_without_a_word_that_stands_once_counts_as_rewritten() -> None:
    before, after = "a b " * LONGEST + "c c", "b a " * LONGEST + "d d"
    assert [piece.kind for piece in differences(before, after)] == ["removed", "added"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), (" \n", 0), ("Åre", 1), ("Åre – en  kommun\nmed 12,5 procent.", 6), ("- punkt", 1), ("1 – 2", 2)],
)
def test_words_are_counted_without_dashes(text: str, words: int) -> None:
    assert count_words(text) == words
