"""Our own criteria catch what evaluations have found: every point of one real feedback, and the keywords of v1.

catches.yaml names them by area, kind and position, or by the keyword; the printed sentences are not ours to carry.
"""

from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from kompassros.instruments.exchange import read_edition
from kompassros.instruments.exchange_schema import EditionWithCriteria

DATA = Path(str(files("kompassros.instruments"))) / "data" / "kompassros-bedomningspunkter-1.yaml"
CATCHES = Path(__file__).parent / "catches.yaml"
FEWEST, FEWEST_A_QUESTION = 164, 3
STRENGTHS = {1: 7, 2: 6, 3: 6, 4: 6, 5: 4, 6: 3, 7: 6, 8: 7}
IMPROVEMENTS = {1: 5, 2: 5, 3: 3, 4: 5, 5: 3, 6: 6, 7: 5, 8: 6}
"""How many points of each kind the feedback of Tyresö 2015 prints in each area."""


def own_edition() -> EditionWithCriteria:
    edition = read_edition(DATA)
    assert isinstance(edition, EditionWithCriteria)
    return edition


def criteria_by_area() -> dict[int, set[str]]:
    return {
        area.no: {one.id for question in area.questions or () for one in question.criteria}
        for area in own_edition().areas
    }


def catches() -> dict[str, list[dict[str, Any]]]:
    return yaml.safe_load(CATCHES.read_text(encoding="utf-8"))


def test_every_question_has_enough_criteria() -> None:
    counts = {question.no: len(question.criteria) for area in own_edition().areas for question in area.questions or ()}
    assert len(counts) == 45
    assert [no for no, count in counts.items() if count < FEWEST_A_QUESTION] == []
    assert sum(counts.values()) >= FEWEST


def test_each_point_of_the_feedback_has_a_criterion_of_its_area() -> None:
    rows, known = catches()["tyreso_2015"], criteria_by_area()
    expected = {
        (area, kind, position)
        for kind, counts in (("strength", STRENGTHS), ("improvement", IMPROVEMENTS))
        for area, count in counts.items()
        for position in range(1, count + 1)
    }
    assert (sum(STRENGTHS.values()), sum(IMPROVEMENTS.values())) == (45, 38)
    assert Counter((row["area"], row["kind"], row["position"]) for row in rows) == Counter(expected)
    assert [row for row in rows if row["criterion"] not in known[row["area"]]] == []


def test_no_criterion_has_to_catch_two_points() -> None:
    counts = Counter(row["criterion"] for row in catches()["tyreso_2015"])
    assert [one for one, count in counts.items() if count > 1] == []


def test_each_keyword_that_still_applies_has_a_criterion() -> None:
    known = set().union(*criteria_by_area().values())
    rows = catches()["keywords"]
    assert {row["area"] for row in rows} == set(range(1, 9))
    assert [row for row in rows if row["applies"] and row["criterion"] not in known] == []
    assert [row for row in rows if not row["applies"] and not row["why_not"]] == []
    assert sum(row["applies"] for row in rows) > 40
