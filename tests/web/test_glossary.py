"""The glossary of the public pages and the one for contributors: whole, in three languages."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "src" / "kompassros" / "web" / "data" / "glossary.yaml"
DOCUMENT = ROOT / "docs" / "glossary.md"
TERMS = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))
NEEDED = {
    "area",
    "comparable",
    "compass_rose",
    "computed",
    "criterion",
    "derived",
    "edition",
    "evaluation",
    "instrument",
    "kkik",
    "kolada",
    "kommunkompassen",
    "ks",
    "mean",
    "median",
    "municipality",
    "not_comparable",
    "points",
    "printed",
    "question",
    "reference",
    "region",
    "scope",
    "skr",
    "unpublished",
}
AVOIDED = {
    "sv": r"\b(bevis\w*|norm(en|er)?|riket|granskning\w*|kriteri(um|er)|indikator\w*)\b",
    "nb": r"\b(bevis\w*|norm(en|er)?|revisjon\w*|kriteri(um|er)|avtale)\b",
    "en": r"\b(proof|norm|audit|motivation)\b",
}


@pytest.mark.parametrize("key", sorted(TERMS))
def test_term_is_whole_and_short_in_three_languages(key: str) -> None:
    assert re.fullmatch("[a-z][a-z0-9_]*", key)
    assert list(TERMS[key]) == ["sv", "nb", "en"]
    for entry in TERMS[key].values():
        assert set(entry) == {"term", "text"}
        assert entry["text"].endswith(".")
        assert 30 <= len(entry["text"]) <= 240
        assert len(re.findall(r"\.(?=\s+[A-ZÅÄÖÆØ])", entry["text"])) <= 1, "at most two sentences"


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_terms_differ_and_avoid_misleading_words(language: str) -> None:
    words = [TERMS[key][language]["term"] for key in TERMS]
    assert len(set(words)) == len(words)
    told = " ".join(f"{TERMS[key][language]['term']}. {TERMS[key][language]['text']}" for key in TERMS)
    assert re.findall(AVOIDED[language], told, re.IGNORECASE) == []


def test_needed_terms_are_there() -> None:
    assert sorted(NEEDED - set(TERMS)) == []


def test_letters_of_the_two_neighbours_do_not_mix() -> None:
    for key, entry in TERMS.items():
        assert not re.search("[æøÆØ]", entry["sv"]["term"] + entry["sv"]["text"]), key
        assert not re.search("[äöÄÖ]", entry["nb"]["term"] + entry["nb"]["text"]), key


def rows() -> list[list[str]]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| `")]


def test_contributors_glossary_has_every_column_and_no_key_twice() -> None:
    keys = [row[0].strip("`") for row in rows()]
    assert len(keys) == len(set(keys)) > 100
    assert [row[0] for row in rows() if len(row) != 5 or not all(row[:4])] == []


def test_keys_that_both_glossaries_have_use_the_same_word() -> None:
    listed = {row[0].strip("`"): row[1:4] for row in rows()}
    for key in sorted(listed.keys() & TERMS.keys()):
        for word, language in zip(listed[key], ("sv", "nb", "en"), strict=True):
            assert TERMS[key][language]["term"].lower() in word.lower(), (key, language)
