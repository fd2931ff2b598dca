"""Measure sets and corrections as files."""

import pytest
from pydantic import ValidationError

from kompassros.indicators.corrections import parse_corrections
from kompassros.indicators.measure_sets import parse_set, store_sets
from kompassros.indicators.models import Measure, MeasureSet

SET = """
key: prov-2027
title: Prov
year: 2027
complete: false
source: Ours
measures:
  - {code: N15428, title: Elever, area: Barn och unga}
  - {title: Ett mått utan kod, direction: low}
  - {code: N00914}
"""


@pytest.mark.django_db
def test_set_is_stored_once_with_its_measures_in_order() -> None:
    assert store_sets([parse_set(SET.encode())]) == 1
    assert store_sets([parse_set(SET.encode())]) == 0
    measures = Measure.objects.filter(measure_set=MeasureSet.objects.get(key="prov-2027"))
    assert [(found.code, found.title, found.direction, found.position) for found in measures] == [
        ("N15428", "Elever", "", 1),
        ("", "Ett mått utan kod", "low", 2),
        ("N00914", "", "", 3),
    ]
    assert [found.indicator_id is not None for found in measures] == [True, False, False]


@pytest.mark.parametrize(
    "wrong",
    [
        SET.replace("code: N00914", "area: X"),
        SET.replace("direction: low", "direction: down"),
        SET.replace("key: prov-2027", "key: Prov 2027"),
        SET.replace("complete: false", "whole: false"),
        "key: x\ntitle: X\ncomplete: true\nmeasures: []",
        "[]",
    ],
)
def test_wrong_set_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        parse_set(wrong.encode())


@pytest.mark.parametrize(
    "wrong",
    [
        "N1: {direction: high}",
        "N1: {basis: somebody, direction: high}",
        "N1: {basis: ours, direction: up}",
        "N1: {basis: ours, unknown: 1}",
        "N1: {basis: ours, frequency: 0}",
        "N1: {basis: ours, breaks: [{period: 2020}]}",
    ],
)
def test_wrong_correction_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError):
        parse_corrections(wrong.encode())
