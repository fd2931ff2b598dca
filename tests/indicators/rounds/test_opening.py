"""A round is planned with what is suggested, and changed until it is closed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.indicators.rounds import opening, trail
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound
from kompassros.indicators.rounds.opening import Limits, Plan
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from tests.indicators.rounds.makers import make_asked, make_data, make_participant, make_round, person_with

pytestmark = pytest.mark.django_db
OWN_SURVEYS = ["U00454", "U00811", "U21401", "U23401", "U31402", "U31462", "U40455"]


def plan(**changes: Any) -> Plan:
    measure_set = MeasureSet.objects.get(key="kkik-2024")
    owner = Organisation.objects.get(key="sverige")
    content: dict[str, Any] = {
        "key": "kkik-2026",
        "owner": owner,
        "measure_set": measure_set,
        "year": 2026,
        "settings": opening.suggested_settings(measure_set, 2026),
    }
    return Plan(**(content | changes))


def days(**changes: Any) -> opening.Settings:
    return replace(plan().settings, **changes)


def test_round_is_planned_with_suggested_days_and_the_municipalities_own_measures() -> None:
    one = opening.open_round(plan=plan(), person=person_with(Role.ADMINISTRATOR))
    assert (one.state, one.title, one.sign_off_role) == ("planned", "Kommunens kvalitet i korthet 2026", "coordinator")
    assert (one.sign_up_until, one.collect_from, one.collect_until) == (
        *(date(2026, 8, 31), date(2026, 9, 1), date(2026, 10, 30)),
    )
    assert [asked.measure.code for asked in one.asked.select_related("measure")] == OWN_SURVEYS
    entry = trail.entries_of(one).get()
    assert entry.after is not None
    assert (entry.verb, entry.after["asked"], entry.organisation_id) == ("opened", OWN_SURVEYS, one.owner_id)


@pytest.mark.parametrize(
    ("unit", "limits"),
    [
        ("%", (Decimal(0), Decimal(100))),
        ("dagar", (Decimal(0), None)),
        ("kr/inv", (Decimal(0), None)),
        ("antal/1000 inv", (Decimal(0), None)),
        ("index", (None, None)),
        ("", (None, None)),
    ],
)
def test_limits_are_suggested_by_the_unit(unit: str, limits: tuple[Any, Any]) -> None:
    found = opening.suggested_limits(Measure(indicator=Indicator(unit=unit)))
    assert (found.least, found.most, found.largest_change, found.fraction) == (*limits, 25, False)


def test_numerator_and_denominator_are_asked_for_where_both_are_known() -> None:
    share = Indicator(unit="%", numerator="points", denominator="possible points")
    assert opening.suggested_limits(Measure(indicator=share)).fraction is True


def test_addresses_are_suggested_from_the_set() -> None:
    keys = [opening.suggested_key(MeasureSet(key=key), 2027) for key in ("kkik-2024", "kkik-2013-14", "own")]
    assert keys == ["kkik-2027", "kkik-2027", "own-2027"]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEAD_EVALUATOR, Role.READER])
def test_round_is_opened_by_no_other_role(role: Role) -> None:
    with pytest.raises(DomainError, match="Your role does not allow this"):
        opening.open_round(plan=plan(), person=person_with(role))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "Kkik 2026"}, "cannot be the address"),
        ({"key": "new"}, "cannot be the address"),
        ({"key": "taken"}, "There is a round with the address “taken” already"),
        ({"year": 1998}, "between 1999 and 2999"),
    ],
)
def test_plan_that_does_not_fit_is_refused(changes: dict[str, Any], sentence: str) -> None:
    make_round(key="taken")
    with pytest.raises(DomainError, match=sentence):
        opening.open_round(plan=plan(**changes), person=None)


def test_round_belongs_to_a_country() -> None:
    with pytest.raises(DomainError, match="belongs to a country"):
        opening.open_round(plan=plan(owner=Organisation.objects.get(key="granby")), person=None)


def test_measures_of_another_set_or_without_indicator_are_not_asked_for() -> None:
    other = Measure.objects.filter(measure_set__key="kkik-2018", indicator__isnull=False).first()
    unknown = Measure.objects.create(
        measure_set=MeasureSet.objects.get(key="kkik-2024"), title="Lost", position=99, indicator=None
    )
    for measure, sentence in ((other, "not in the set"), (unknown, "not in the catalogue")):
        with pytest.raises(DomainError, match=sentence):
            opening.open_round(plan=plan(measures=(measure,)), person=None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"collect_from": date(2026, 8, 30)}, "from the last day of sign-up on"),
        ({"collect_until": date(2026, 8, 31)}, "must not be before the first"),
        ({"sign_off_role": "reader"}, "Choose who signs off"),
        ({"title": " "}, "Give the round a title"),
    ],
)
def test_days_out_of_order_are_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        opening.open_round(plan=plan(settings=days(**changes)), person=None)


def test_round_is_changed_and_the_history_tells_both() -> None:
    one = make_round(state="sign_up")
    settings = replace(opening.settings_of(one), collect_until=date(2024, 11, 15))
    opening.change_round(one=one, settings=settings, person=person_with(Role.ADMINISTRATOR))
    entry = trail.entries_of(one).get()
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["collect_until"], entry.after["collect_until"]) == ("2024-10-30", "2024-11-15")
    assert CollectionRound.objects.get(pk=one.pk).collect_until == date(2024, 11, 15)


def test_change_without_difference_leaves_no_trace() -> None:
    one = make_round()
    opening.change_round(one=one, settings=opening.settings_of(one), person=None)
    assert not trail.entries_of(one).exists()


def test_closed_round_is_not_changed() -> None:
    one = make_round(state="closed")
    with pytest.raises(DomainError, match="stands at “closed and frozen”"):
        opening.change_round(one=one, settings=opening.settings_of(one), person=None)
    with pytest.raises(DomainError, match="stands at “closed and frozen”"):
        opening.change_asked(asked=make_asked(one), limits=Limits(), person=None)


def test_second_editor_of_a_round_is_told() -> None:
    one = make_round()
    seen = CollectionRound.objects.get(pk=one.pk)
    opening.change_round(one=one, settings=replace(opening.settings_of(one), title="First"), person=None)
    with pytest.raises(Conflict):
        opening.change_round(one=seen, settings=replace(opening.settings_of(seen), title="Second"), person=None)
    assert CollectionRound.objects.get(pk=one.pk).title == "First"


def test_what_is_asked_for_is_chosen_until_it_is_answered() -> None:
    one = make_round(state="sign_up")
    first, second = make_asked(one), make_asked(one)
    make_data(make_participant(one), first)
    school = Measure.objects.get(measure_set=one.measure_set, code="N15428")
    opening.choose_measures(one=one, measures=[first.measure, school], person=None)
    assert {asked.measure.code for asked in one.asked.all()} == {first.measure.code, "N15428"}
    assert trail.entries_of(one).get().before == {"asked": [first.measure.code, second.measure.code]}
    with pytest.raises(DomainError, match="have handed in data for it already"):
        opening.choose_measures(one=one, measures=[school], person=None)


def test_limits_of_a_measure_are_changed() -> None:
    asked = make_asked(make_round())
    limits = Limits(
        least=Decimal("0.5"), most=None, largest_change=None, guidance="Count all.", contacts="mail_answered"
    )
    opening.change_asked(asked=asked, limits=limits, person=None)
    entry = trail.entries_of(asked.round).get()
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["most"], entry.after["least"], entry.after["most"]) == ("100", "0.5", None)
    assert AskedMeasure.objects.get(pk=asked.pk).guidance == "Count all."


def test_limits_that_exclude_everything_and_a_figure_used_twice_are_refused() -> None:
    one = make_round()
    first, second = make_asked(one, contacts="mail_answered"), make_asked(one)
    with pytest.raises(DomainError, match="must not be below the lowest"):
        opening.change_asked(asked=first, limits=Limits(least=Decimal(5), most=Decimal(4)), person=None)
    with pytest.raises(DomainError, match="is used for"):
        opening.change_asked(asked=second, limits=Limits(contacts="mail_answered"), person=None)
