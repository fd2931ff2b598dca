"""Precedents: public judgements of other municipalities; real and made-up never mix, nothing before its time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from kompassros.evaluations.publication.precedents import Precedent, precedents, precedents_for
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER
from tests.evaluations.course_cases import CRITERIA, make_course
from tests.evaluations.publication.cases import published_course

pytestmark = pytest.mark.django_db
NOON = datetime.fromisoformat("2027-03-01T12:00:00+01:00")


def elsewhere(**wanted: Any) -> str:
    _course, sheet = published_course(organisation=OTHER, with_team=False, **wanted)
    return str(sheet.slug)


def test_precedents_are_the_judgements_of_others() -> None:
    slug = elsewhere()
    published_course()
    course = make_course()
    found = precedents_for(course, CRITERIA[:1])
    assert found == {CRITERIA[0]: [Precedent("Norrvik", 2026, "full", "whole", f"basis of {CRITERIA[0]}", slug)]}


def test_real_and_made_up_do_not_mix() -> None:
    elsewhere()
    assert precedents("tiny", CRITERIA) == {criterion: [] for criterion in CRITERIA}
    assert all(precedents("tiny", CRITERIA, made_up=True).values())


def test_other_instruments_and_self_evaluations_are_no_precedents() -> None:
    elsewhere(kind=EvaluatorKind.SELF)
    assert not any(precedents("tiny", CRITERIA, made_up=True).values())
    elsewhere()
    assert not any(precedents("kommunkompassen", CRITERIA, made_up=True).values())


def test_precedents_come_when_the_embargo_ends(set_clock: Callable[[str], None]) -> None:
    set_clock((NOON - timedelta(days=1)).isoformat())
    elsewhere(embargo_until=NOON)
    set_clock((NOON - timedelta(seconds=1)).isoformat())
    assert not any(precedents("tiny", CRITERIA, made_up=True).values())
    set_clock(NOON.isoformat())
    assert all(precedents("tiny", CRITERIA, made_up=True).values())


def test_second_read_takes_one_query(django_assert_num_queries: Any) -> None:
    elsewhere()
    precedents("tiny", CRITERIA, made_up=True)
    with django_assert_num_queries(1):
        precedents("tiny", CRITERIA, made_up=True)
