"""Targets that are held against the country, similar municipalities and the quarters, by what the store has."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from kompassros.indicators.models import Indicator
from kompassros.indicators.notes.queries import unit_of
from kompassros.methods.direction import Direction
from kompassros.methods.targets import Target, TargetKind
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation
from kompassros.records.models import HistoryEntry
from kompassros.statistics.models import UnitGroup
from kompassros.steering.goals.contents import TargetContent, indicator_content
from kompassros.steering.goals.indicator_services import Figure, change_indicator, record_value
from kompassros.steering.goals.models import IndicatorEdition, IndicatorValue
from kompassros.steering.goals.said_around import say_around, say_beside
from kompassros.steering.goals.surroundings import Around, read_around, surroundings_of
from kompassros.steering.origins.following import follow
from kompassros.steering.origins.services import Kind, Source, goal_from
from kompassros.steering.origins.surroundings import Neighbours, rounded
from kompassros.steering.periods.frozen_period import FrozenIndicator

MEASURE = "N15428"
AROUND = Around("N1", "made-up 1", 24, "12.5", False, "11.0", "Liknande", 7, 1)


def in_words(around: Around, direction: Direction) -> list[str]:
    with translation.override("en"):
        return say_beside(around, direction)


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        (Direction.HIGH, "among the best quarter of 24"),
        (Direction.LOW, "among the worst quarter of 24"),
        (Direction.NONE, "among the highest quarter of 24"),
    ],
)
def test_surroundings_are_said_by_the_direction(direction: Direction, said: str) -> None:
    country, group = "the country's own value: 12.5", "Liknande: 11.0, the mean of 7"
    assert in_words(AROUND, direction) == [country, group, said]


def test_surroundings_that_are_not_there_say_why() -> None:
    few = Around("N1", "made-up 1", 8, no_groups="too few units")
    assert in_words(few, Direction.HIGH) == [
        "no value of the country",
        "no mean of similar municipalities",
        "No groups are formed, since fewer than 20 have a value.",
    ]
    mean = Around("N1", "made-up 1", 30, "4", True)
    assert in_words(mean, Direction.LOW)[0] == "the mean of 30: 4 (the source gives no value of the country)"
    assert in_words(mean, Direction.LOW)[2] == "no place among the 30 with a value"
    assert say_around(None) == ""


def test_surroundings_are_read_as_they_were_kept() -> None:
    assert read_around(AROUND.content()) == AROUND
    assert read_around(None) is None
    found = surroundings_of(AROUND.content(), Direction.LOW, None, broken=True)
    assert (found.country, found.group, found.quarter, found.broken) == (
        Decimal("12.5"),
        Decimal("11.0"),
        "worst",
        True,
    )
    assert surroundings_of(AROUND.content(), Direction.NONE, None, broken=False).quarter is None


def test_number_of_the_store_is_rounded_as_it_is_written() -> None:
    assert [str(rounded(value, 1)) for value in (2.25, 2.35, -0.04)] == ["2.3", "2.4", "0.0"]


@pytest.fixture
def granby(db: None) -> Organisation:
    return Organisation.objects.get(key=OWN)


@pytest.fixture
def edition(granby: Organisation) -> IndicatorEdition:
    goal = goal_from(municipality=granby, source=Source(Kind.MEASURE, MEASURE, "Betyg", 2024), person=None)
    rows = IndicatorEdition._base_manager.select_related("indicator__catalogue", "indicator__owner", "goal", "plan")
    found: IndicatorEdition = rows.get(goal=goal)
    return found


def latest_of(edition: IndicatorEdition) -> IndicatorValue:
    found: IndicatorValue | None = IndicatorValue._base_manager.filter(indicator=edition.indicator).last()
    assert found
    return found


@pytest.mark.django_db
def test_value_is_taken_over_with_what_the_store_has_beside_it(edition: IndicatorEdition, granby: Organisation) -> None:
    value, unit = latest_of(edition), unit_of(granby)
    assert unit
    around = Around(**(value.around or {}))
    measure = Indicator.objects.get(code=MEASURE)
    values = Neighbours(unit).values(measure)
    numbers = values.numbers(value.year)
    assert (around.measure, around.units) == (MEASURE, len(numbers))
    assert around.release
    assert around.quarter == values.values[value.year, 0][unit.number].quarter


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "country", "group", "quarter", "expected"),
    [
        (TargetKind.BETTER_THAN_COUNTRY, "0", None, None, ("met", "")),
        (TargetKind.BETTER_THAN_COUNTRY, "999999", None, None, ("not_met", "")),
        (TargetKind.BETTER_THAN_COUNTRY, None, "0", 1, ("not_measured", "no_reference")),
        (TargetKind.BETTER_THAN_GROUP, None, "0", None, ("met", "")),
        (TargetKind.BETTER_THAN_GROUP, "0", None, 1, ("not_measured", "no_reference")),
        (TargetKind.BEST_QUARTER, None, None, 1, ("met", "")),
        (TargetKind.BEST_QUARTER, None, None, 0, ("not_met", "")),
        (TargetKind.BEST_QUARTER, "0", "0", None, ("not_measured", "no_place")),
    ],
)
def test_status_is_computed_from_what_is_kept(
    edition: IndicatorEdition,
    kind: TargetKind,
    country: str | None,
    group: str | None,
    quarter: int | None,
    expected: tuple[str, str],
) -> None:
    around = Around(MEASURE, "made-up 1", 24, country, False, group, "Liknande", 7, quarter).content()
    content = indicator_content(edition)
    changed = replace(content, direction="high", target=TargetContent("", Target(kind)))
    change_indicator(edition=edition, content=changed, person=None)
    figure = Figure("50", around=around)
    record_value(edition=edition, figure=figure, person=None, year=edition.plan.year, seen=0)
    assert (edition.attainment, edition.reason) == expected


@pytest.mark.django_db
def test_figure_that_stands_beside_something_else_is_compared_anew_and_not_restated(edition: IndicatorEdition) -> None:
    value = latest_of(edition)
    figure = Figure(value.printed, value.preliminary, value.broken, value.note, value.source, around=AROUND.content())
    version = edition.version
    record_value(edition=edition, figure=figure, person=None, year=value.year, seen=value.vintage)
    after = latest_of(edition)
    assert (after.vintage, after.around) == (value.vintage, AROUND.content())
    assert edition.version == version + 1
    assert HistoryEntry.objects.filter(verb="compared").count() == 1
    assert follow(edition=edition, person=None) == 0
    assert latest_of(edition).around == value.around


@pytest.mark.django_db
def test_same_figure_with_another_note_keeps_what_it_stands_beside(edition: IndicatorEdition) -> None:
    value = latest_of(edition)
    noted = Figure(value.printed, value.preliminary, note="om", source=value.source)
    record_value(edition=edition, figure=noted, person=None, year=value.year, seen=value.vintage)
    assert latest_of(edition).around == value.around
    other = Figure("1", note="om", source=value.source)
    record_value(edition=edition, figure=other, person=None, year=value.year, seen=value.vintage + 1)
    assert latest_of(edition).around is None


@pytest.mark.django_db
def test_mean_of_the_group_needs_three_with_a_value(granby: Organisation) -> None:
    unit = unit_of(granby)
    assert unit
    neighbours, measure = Neighbours(unit), Indicator.objects.get(code=MEASURE)
    year = neighbours.values(measure).latest()
    assert year
    beside = [number for number in neighbours.values(measure).numbers(year) if number != unit.number]
    for count, expected in ((2, 0), (3, 3)):
        neighbours = Neighbours(unit)
        neighbours.__dict__["_members"] = beside[:count]
        neighbours.__dict__["_group"] = UnitGroup(title="Liknande")
        assert neighbours.around(measure, year, "r").group_units == expected


@pytest.mark.parametrize(("around", "expected"), [(AROUND.content(), "met"), (None, "not_measured")])
def test_frozen_figure_is_judged_by_what_is_kept_with_it(around: dict[str, object] | None, expected: str) -> None:
    value = {"value": "13", "bound": "", "preliminary": False, "broken": False} | ({"around": around} if around else {})
    numbers = dict.fromkeys(("low", "high", "acceptable"))
    target = {"text": "", "kind": "best_quarter", "comparison": "", **numbers}
    frozen = FrozenIndicator({"target": target, "value": value, "before": None, "direction": "high"})
    assert frozen.judged().attainment == expected
