import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.methods.ordering import search_key, sort_key

LANGUAGES = ("sv", "nb", "en")
MUNICIPALITIES = ["Örebro", "Ärla", "Åmål", "Zinkgruvan", "Ystad", "Øvre Eiker", "Ærfugl", "Ale"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sv", ["Ale", "Ystad", "Zinkgruvan", "Åmål", "Ærfugl", "Ärla", "Örebro", "Øvre Eiker"]),
        ("nb", ["Ale", "Ystad", "Zinkgruvan", "Ærfugl", "Ärla", "Örebro", "Øvre Eiker", "Åmål"]),
        ("en", ["Ærfugl", "Ale", "Åmål", "Ärla", "Örebro", "Øvre Eiker", "Ystad", "Zinkgruvan"]),
    ],
)
def test_sort_key_gives_the_order_of_the_language(language: str, expected: list[str]) -> None:
    assert sorted(MUNICIPALITIES, key=partial(sort_key, language=language)) == expected


@pytest.mark.parametrize(("language", "last"), [("sv", "zåäö"), ("nb", "zæøå")])
def test_sort_key_ends_the_alphabet_with_its_own_letters(language: str, last: str) -> None:
    assert sorted(last, key=partial(sort_key, language=language)) == list(last)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("sv", "æ", "ä"),
        ("sv", "ø", "ö"),
        ("sv", "ü", "y"),
        ("sv", "é", "e"),
        ("nb", "ä", "æ"),
        ("nb", "ö", "ø"),
        ("nb", "ü", "y"),
        ("nb", "é", "e"),
        ("en", "å", "a"),
        ("en", "ø", "o"),
        ("en", "æ", "ae"),
        ("en", "ü", "u"),
        ("sv", "ÖREBRO", "örebro"),
        ("sv", "A\N{COMBINING RING ABOVE}re", "Åre"),
        ("sv", "\N{LATIN SMALL LETTER A WITH RING ABOVE AND ACUTE}", "å"),
        ("sv", "Upplands-Bro", "upplands  bro "),
    ],
)
def test_sort_key_counts_alike(language: str, one: str, other: str) -> None:
    assert sort_key(one, language) == sort_key(other, language)


def test_sort_key_blanks_before_digits_before_letters_before_other_scripts() -> None:
    names = ["Upplands Väsby", "Upplands 7", "Upplandsa", "Upplandsö", "Upplands\N{GREEK SMALL LETTER ALPHA}"]
    assert sorted(names, key=partial(sort_key, language="sv")) == [
        "Upplands 7",
        "Upplands Väsby",
        "Upplandsa",
        "Upplandsö",
        "Upplands\N{GREEK SMALL LETTER ALPHA}",
    ]


def test_sort_key_has_two_digits_a_character() -> None:
    assert sort_key("Åre 1", "sv") == "47" + "38" + "25" + "10" + "12"


def test_sort_key_of_nothing_is_empty_and_first() -> None:
    assert sort_key(" - ", "sv") == "" < sort_key("a", "sv")


def test_sort_key_refuses_a_language_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="'fi'; known: sv, nb, en"):
        sort_key("Åbo", "fi")


@given(st.text(), st.sampled_from(LANGUAGES))
def test_sort_key_is_pairs_of_digits_whatever_the_text(text: str, language: str) -> None:
    assert re.fullmatch(r"([0-9]{2})*", sort_key(text, language))


@given(st.text(alphabet="abcxyzåäö"), st.text(alphabet="abcxyzåäö"))
def test_sort_key_orders_swedish_words_letter_by_letter(one: str, other: str) -> None:
    alphabet = "abcxyzåäö"
    by_letter = [alphabet.index(c) for c in one] < [alphabet.index(c) for c in other]
    assert (sort_key(one, "sv") < sort_key(other, "sv")) == by_letter


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Örebro", "orebro"),
        ("OREBRO", "orebro"),
        ("Øvre Eiker", "ovre eiker"),
        ("Ærø", "aero"),
        ("Årdal", "ardal"),
        ("Linné", "linne"),
        ("  Upplands-Bro, (AB) ", "upplands bro ab"),
        ("O\N{COMBINING DIAERESIS}rebro", "orebro"),
        ("St. Petersborg \N{CYRILLIC CAPITAL LETTER ES}", "st petersborg \N{CYRILLIC SMALL LETTER ES}"),
        ("- / -", ""),
    ],
)
def test_search_key_drops_case_accents_and_signs(text: str, expected: str) -> None:
    assert search_key(text) == expected


@given(st.text())
def test_search_key_of_a_key_is_the_key(text: str) -> None:
    key = search_key(text)
    assert search_key(key) == key
    assert key == " ".join(key.split())


@given(st.text(alphabet="abcåäöæøéABCÅÄÖÆØÉ -,."))
def test_search_key_of_nordic_text_is_plain_letters(text: str) -> None:
    assert re.fullmatch(r"[a-z ]*", search_key(text))
    assert search_key(text.upper()) == search_key(text.lower()) == search_key(text)
