"""Editions of format 2: criteria and weights; format 1 stays byte by byte what it was."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import kompassros.instruments
from kompassros.instruments import criteria, services
from kompassros.instruments.exchange import (
    EditionFile,
    EditionWithCriteria,
    ExchangeError,
    canonical,
    edition_model,
    read_edition,
)
from kompassros.instruments.models import Edition
from kompassros.instruments.outline import edition_outline
from kompassros.methods import points
from kompassros.records.freezing import digest
from tests.instruments.tiny import read, tiny

DATA = Path(kompassros.instruments.__file__).parent / "data"
FORMAT_1 = {
    "kommunkompassen-2.0": "a766564d414cfd5c755b4ce308ee82bac62f98781dd9b16dd1c8f735a4dd69fa",
    "kommunkompassen-2016": "ccf4c59b3f50e6d4517834350b3d7a8b0dd6fc9098c9a5d796244eb845c47064",
    "kommunkompassen-2020": "5fecc97eeb9ab78761a706e587670aa53d0c044c953fd2f2c6c64d338466787e",
    "kommunkompassen-v1": "71dd96c99de7e7bc9a9d2c2cccf766ae819a8e8a0c479eb94f4350684aab2070",
    "skolkompassen-2007": "19815ec51985e989ca4f49c156b366c223c41ecd6b18cefb97bf09d55da0f104",
}


@pytest.mark.parametrize("name", FORMAT_1)
def test_content_of_format_1_keeps_its_checksum(name: str) -> None:
    edition = read_edition(DATA / f"{name}.yaml")
    assert type(edition) is EditionFile
    assert digest(canonical(edition)) == FORMAT_1[name]


def test_edition_with_criteria_is_read_and_its_canonical_content_gives_it_back() -> None:
    edition = read(tiny())
    content = canonical(edition)
    assert isinstance(edition, EditionWithCriteria)
    assert content["areas"][0]["questions"][1]["weight"] == 1
    assert content["areas"][0]["questions"][0]["criteria"][0]["ask"] == ["director", "politicians"]
    assert edition_model(content).model_validate(content) == edition


def test_criteria_stand_in_order_with_their_place() -> None:
    placed = criteria.placed(read(tiny()))
    assert {key: (one.number, one.question.no, one.area.no) for key, one in placed.items()} == {
        "c-aa11bb": ("1.1.1", "1.1", 1),
        "c-bb22cc": ("1.1.2", "1.1", 1),
        "c-cc33ee": ("1.2.1", "1.2", 1),
        "c-dd44gg": ("2.1.1", "2.1", 2),
    }
    assert list(placed) == ["c-aa11bb", "c-bb22cc", "c-cc33ee", "c-dd44gg"]
    assert criteria.count_criteria(read(tiny())) == 4


def test_frame_carries_weights_and_exact_maxima() -> None:
    assert criteria.frame(read(tiny())) == points.Frame(
        (
            points.Area(
                "a-bb22cc",
                Fraction(60),
                (
                    points.Question(
                        "q-cc33dd", (points.Criterion("c-aa11bb", 3), points.Criterion("c-bb22cc", 1)), 2, None
                    ),
                    points.Question("q-dd44ff", (points.Criterion("c-cc33ee", 1),), 1, None),
                ),
            ),
            points.Area(
                "a-ff55gg",
                Fraction(40),
                (points.Question("q-ff55hh", (points.Criterion("c-dd44gg", 1),), 1, Fraction(40)),),
            ),
        )
    )


def test_edition_of_format_1_has_no_criteria_and_so_no_points() -> None:
    edition = read_edition(DATA / "kommunkompassen-2.0.yaml")
    assert (criteria.placed(edition), criteria.judged_areas(edition)) == ({}, ())
    scored = points.score(criteria.frame(edition), {})
    assert [area.earned for area in scored.areas] == [None] * 8
    assert scored.total.rescaled is None
    assert edition.areas[0].questions
    assert criteria.criteria_of(edition.areas[0].questions[0]) == ()


def test_area_without_criteria_leaves_no_total() -> None:
    content = tiny()
    content["areas"][1]["questions"][0]["criteria"] = []
    edition = read(content)
    judged = {one: points.Judgement(points.Level.FULL, points.Reach.WHOLE, 1) for one in criteria.placed(edition)}
    scored = points.score(criteria.frame(edition), judged)
    assert [area.earned for area in scored.areas] == [Fraction(60), None]
    assert (scored.total.earned, scored.total.rescaled) == (None, None)
    assert [area.no for area in criteria.judged_areas(edition)] == [1]


def first(content: dict[str, Any]) -> Any:
    return content["areas"][0]["questions"][0]


CHANGES: list[tuple[str, Callable[[dict[str, Any]], object], str, str]] = [
    (
        "double id",
        lambda e: first(e)["criteria"][1].update(id="c-aa11bb"),
        "areas[0].questions[0].criteria[1].id",
        "twice",
    ),
    ("positional id", lambda e: first(e)["criteria"][0].update(id="c-1"), "areas[0].questions[0].criteria[0].id", "c-"),
    ("weight of nothing", lambda e: first(e).update(weight=0), "areas[0].questions[0].weight", "at least 1"),
    (
        "weight over a hundred",
        lambda e: first(e)["criteria"][0].update(weight=101),
        "areas[0].questions[0].criteria[0].weight",
        "at most 100",
    ),
    ("half a weight", lambda e: first(e).update(weight="1.5"), "areas[0].questions[0].weight", "whole number"),
    (
        "maximum and weight",
        lambda e: first(e).update(maximum=20),
        "areas[0].questions[0].weight",
        "a maximum and a weight",
    ),
    (
        "nobody to ask",
        lambda e: first(e)["criteria"][0].update(ask=[]),
        "areas[0].questions[0].criteria[0].ask",
        "at least one group",
    ),
    (
        "unknown group",
        lambda e: first(e)["criteria"][0].update(ask=["mayor"]),
        "areas[0].questions[0].criteria[0].ask[0]",
        "unions",
    ),
    (
        "group twice",
        lambda e: first(e)["criteria"][0].update(ask=["units", "units"]),
        "areas[0].questions[0].criteria[0].ask",
        "twice",
    ),
    (
        "anchors that do not differ",
        lambda e: first(e)["criteria"][0].update(full=first(e)["criteria"][0]["partly"]),
        "areas[0].questions[0].criteria[0].full",
        "sets them apart",
    ),
    (
        "criterion twice",
        lambda e: first(e)["criteria"][1].update(text=first(e)["criteria"][0]["text"]),
        "areas[0].questions[0].criteria[1].text",
        "stands before",
    ),
    (
        "a language missing",
        lambda e: first(e)["criteria"][0]["partly"].pop("nb"),
        "areas[0].questions[0].criteria[0].partly.nb",
        "missing",
    ),
    (
        "no points to give",
        lambda e: e["areas"][0].update(maximum=None),
        "areas[0].maximum",
        "has criteria but no maximum",
    ),
]


@pytest.mark.parametrize(("change", "path", "reason"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES])
def test_trouble_names_place_and_reason(change: Callable[[dict[str, Any]], object], path: str, reason: str) -> None:
    content = tiny()
    change(content)
    with pytest.raises(ExchangeError) as caught:
        read(content)
    assert [(one.path, reason in one.reason) for one in caught.value.troubles] == [(path, True)]


@pytest.mark.parametrize("weight", [1, 100])
def test_smallest_and_greatest_weight_are_accepted(weight: int) -> None:
    content = tiny()
    first(content).update(weight=weight)
    assert read(content).version == "1.0"


def test_criteria_in_format_1_are_not_known_there() -> None:
    with pytest.raises(ExchangeError) as caught:
        read(tiny(format="kompassros-edition-1"))
    assert "areas[0].questions[0].criteria" in {one.path for one in caught.value.troubles}


@pytest.mark.django_db
def test_edition_with_criteria_is_stored_under_schema_2_and_read_back() -> None:
    stored = services.store_edition(edition=read(tiny()))
    found = Edition.objects.get(pk=stored.pk)
    assert (found.schema, found.is_intact()) == (2, True)
    assert edition_outline(found) == read(tiny())
