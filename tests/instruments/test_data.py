"""The instruments that come with the product: what the sources print, whole in three languages."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import kompassros.instruments
from kompassros.instruments.criteria import criteria_of, is_ours, placed
from kompassros.instruments.exchange import (
    EditionFile,
    MappingFile,
    canonical,
    check_edition,
    check_mapping,
    read_edition,
    read_mapping,
)

DATA = Path(kompassros.instruments.__file__).parent / "data"
OWN = ("kompassros-bedomningspunkter", "1")
KEYS = [
    ("kommunkompassen", "2.0"),
    ("kommunkompassen", "2016"),
    ("kommunkompassen", "2020"),
    ("kommunkompassen", "v1"),
    OWN,
    ("skolkompassen", "2007"),
]
NORWEGIAN_OR_SWEDISH = re.compile(r"\b(och|ikke|inte|hvordan|hur|kommunens|innbyggerne)\b", re.IGNORECASE)
AREAS_OF_2_0 = [
    "Offentlighet och demokrati",
    "Tillgänglighet och brukarorientering",
    "Politisk styrning och kontroll",
    "Ledarskap, ansvar och delegation",
    "Resultat och effektivitet",
    "Kommunen som arbetsgivare - personalpolitik",
    "Verksamhetsutveckling",
    "Kommunen som samhällsbyggare",
]


def edition_files() -> list[Path]:
    return sorted(DATA.glob("*.yaml"))


def mapping_files() -> list[Path]:
    return sorted((DATA / "mappings").glob("*.yaml"))


@cache
def editions() -> dict[tuple[str, str], EditionFile]:
    found = [read_edition(path) for path in edition_files()]
    return {(edition.instrument.id, edition.version): edition for edition in found}


@cache
def mappings() -> dict[tuple[str, str], MappingFile]:
    found = [read_mapping(path) for path in mapping_files()]
    return {(mapping.source.version, mapping.target.version): mapping for mapping in found}


def kommunkompassen(version: str) -> EditionFile:
    return editions()["kommunkompassen", version]


def everything() -> list[dict[str, Any]]:
    """Give the plain content of every edition and mapping."""
    return [*map(canonical, editions().values()), *map(canonical, mappings().values())]


def question_counts(edition: EditionFile) -> list[int]:
    return [len(area.questions or ()) for area in edition.areas]


def texts(content: object) -> Iterator[dict[str, str]]:
    """Yield every text in three languages inside plain content."""
    if isinstance(content, dict):
        if "sv" in content:
            yield content
        for value in content.values():
            yield from texts(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts(value)


def test_every_file_is_without_trouble() -> None:
    assert {path.name: check_edition(path) for path in edition_files()} == {p.name: [] for p in edition_files()}
    assert sorted(editions()) == KEYS


@pytest.mark.parametrize(
    ("version", "counts", "total"),
    [("v1", [3, 6, 4, 5, 4, 6, 5, 4], 37), ("2.0", [5, 6, 5, 6, 6, 6, 5, 6], 45)],
)
def test_published_questions_are_all_there(version: str, counts: list[int], total: int) -> None:
    assert question_counts(kommunkompassen(version)) == counts
    assert sum(counts) == total


@pytest.mark.parametrize("key", [key for key in KEYS if key[1] in {"2016", "2020", "2007"}])
def test_unpublished_questions_are_said_to_be_so(key: tuple[str, str]) -> None:
    edition = editions()[key]
    assert {(area.questions_status, area.questions) for area in edition.areas} == {("unpublished", None)}


def test_every_edition_has_eight_areas_and_unknown_maxima_stay_unknown() -> None:
    assert {len(edition.areas) for edition in editions().values()} == {8}
    assert {str(editions()[key].total_maximum) for key in KEYS[:5]} == {"800"}
    assert editions()["skolkompassen", "2007"].total_maximum is None
    questions = [q for e in editions().values() for area in e.areas for q in area.questions or ()]
    assert len(questions) == 82 + 45
    assert {question.maximum for question in questions} == {None}


def test_area_names_stand_as_printed() -> None:
    assert [area.name.sv for area in kommunkompassen("2.0").areas] == AREAS_OF_2_0
    assert kommunkompassen("2.0").areas[4].name.nb == "Resultatfokus og effektivitet"
    assert {area.own for area in kommunkompassen("2.0").areas} == {("en",)}
    second = kommunkompassen("2016").areas[1]
    assert second.name.sv == "Brukarfokus, tillgänglighet och bemötande"
    assert [label.text for label in second.labels] == ["Tillgänglighet och brukarorientering"]


def test_label_variants_of_two_sources_are_kept() -> None:
    labels = [label.text for area in kommunkompassen("v1").areas for label in area.labels]
    assert {"Personalpolitik", "Verksamhetsutveckling", "Kommunen som samhällsbyggare"} <= set(labels)
    assert {"Offentlighet", "Kontroll och styrning", "Förbättringsarbete"} <= set(labels)


def test_dimensions_say_how_they_are_paired() -> None:
    assert [(d.pairing, d.areas) for d in kommunkompassen("v1").dimensions] == [("not_stated", None)] * 4
    newest = kommunkompassen("2020")
    assert [d.pairing for d in newest.dimensions] == ["inferred"] * 4
    paired = [identifier for d in newest.dimensions for identifier in d.areas or ()]
    assert paired == [area.id for area in newest.areas]


def test_instrument_is_told_alike_in_all_its_editions() -> None:
    told = {edition.instrument for (key, _), edition in editions().items() if key == "kommunkompassen"}
    assert len(told) == 1


def test_ids_are_unique_over_all_files() -> None:
    ids = re.findall(r'"id": "([daqc]-[^"]+)"', json.dumps([canonical(e) for e in editions().values()]))
    assert len(ids) == 48 + 127 + 8 + len(placed(editions()[OWN]))
    assert len(set(ids)) == len(ids)


def test_every_text_is_whole_in_three_languages() -> None:
    found = list(texts(everything()))
    assert len(found) > 200
    assert {tuple(text) for text in found} == {("sv", "nb", "en")}
    assert [text for text in found if NORWEGIAN_OR_SWEDISH.search(quoted_away(text["en"]))] == []


def quoted_away(english: str) -> str:
    return english.replace("Fem intressanta kommuner", "")


def test_norwegian_and_swedish_letters_do_not_mix() -> None:
    for text in texts(everything()):
        assert not re.search("[æøÆØ]", text["sv"]), text["sv"]
        swedish_names = r"Sveriges Kommuner och Regioner|Tyresö|förbättringar|Ständiga"
        assert not re.search("[äöÄÖ]", re.sub(swedish_names, "", text["nb"])), text["nb"]


def test_every_mapping_is_without_trouble_and_says_it_is_our_reading() -> None:
    known = list(editions().values())
    assert {path.name: check_mapping(path, known) for path in mapping_files()} == {
        path.name: [] for path in mapping_files()
    }
    assert sorted(mappings()) == [("2.0", "2016"), ("2016", "2020"), ("v1", "2.0")]
    for mapping in mappings().values():
        assert mapping.standing == "own_reading"
        assert "egen läsning" in mapping.notes.sv
        assert "own reading" in mapping.notes.en


def test_every_v1_question_is_mapped_or_listed() -> None:
    mapping = mappings()["v1", "2.0"]
    paired = [pair.source for pair in mapping.pairs]
    listed = [item.id for item in mapping.unmatched_source]
    questions = [q.id for area in kommunkompassen("v1").areas for q in area.questions or ()]
    assert sorted(set(paired) | set(listed)) == sorted(questions)
    assert len(listed) == 2


def test_newest_edition_is_a_new_division_not_a_renaming() -> None:
    old, new = kommunkompassen("2016"), kommunkompassen("2020")
    number = {area.id: area.no for edition in (old, new) for area in edition.areas}
    pairs = {(number[p.source], number[p.target]) for p in mappings()["2016", "2020"].pairs}
    assert {(8, 2), (6, 7), (6, 8), (2, 5)} <= pairs
    assert (2, 2) not in pairs


def test_own_criteria_stand_on_the_frame_of_2_0() -> None:
    own, frame = editions()[OWN], kommunkompassen("2.0")
    assert question_counts(own) == question_counts(frame)
    assert [area.name for area in own.areas] == [area.name for area in frame.areas]
    texts_of = [[q.text for area in edition.areas for q in area.questions or ()] for edition in (own, frame)]
    assert texts_of[0] == texts_of[1]


def test_every_question_of_our_own_has_at_least_three_criteria_that_differ() -> None:
    own = editions()[OWN]
    counts = [len(criteria_of(q)) for area in own.areas for q in area.questions or ()]
    assert min(counts) >= 3
    assert sum(counts) >= 164
    said = [one.criterion.text.sv for one in placed(own).values()]
    assert len(set(said)) == len(said)


def test_own_criteria_are_called_ours_and_never_kommunkompassen() -> None:
    own = editions()[OWN]
    assert [key for key, edition in editions().items() if is_ours(edition)] == [OWN]
    assert "Kommunkompassen" not in own.name.sv + own.name.nb + own.name.en
    assert "våra egna" in own.notes.sv
