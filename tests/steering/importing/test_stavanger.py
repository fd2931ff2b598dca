"""Stavanger's scorecard of 2018: every oddity of the source is shown as it is."""

from decimal import Decimal
from typing import Any

import pytest

from kompassros.organisations.models import Organisation
from kompassros.records.models import HistoryEntry
from kompassros.records.packaged import packaged
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue
from kompassros.steering.importing.demo import FILE, load_stavanger
from kompassros.steering.importing.outcomes import Action
from kompassros.steering.importing.places import Wish
from kompassros.steering.importing.records import card_record, find_card
from kompassros.steering.importing.storing import take_in
from kompassros.steering.plans.models import SteeringPlan
from tests.steering.importing.scorecard_files import read

pytestmark = pytest.mark.django_db
SICK = "Sykefraværet i organisasjonen"
FULL = "Andel heltidsansatte i Stavanger kommune"
ENGAGED = "Ansattes engasjement"
ABLE = "De ansattes opplevelse av organisasjonens gjennomføringsevne"
USERS = "Helhetlig brukertilfredshet målt i brukerundersøkelser"
SKILLS = "Andel ansatte som har registrert sin kompetanse i lønns- og personalsystemet"
REPORTED = "Antall rapporterte avvik"
HANDLED = "Andel avvik som er saksbehandlet"


@pytest.fixture
def record() -> dict[str, Any]:
    card = find_card("stavanger", 2018)
    assert card
    return card_record(card)


@pytest.fixture
def shown(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["title"]: one for goal in record["goals"] for one in goal["indicators"]}


def test_every_indicator_has_the_status_that_the_rules_give(shown: dict[str, dict[str, Any]]) -> None:
    no_value = ("not_measured", "no value for the period", None)
    assert {title: (one["status"], one["reason"], one["compared"]) for title, one in shown.items()} == {
        SICK: ("not_met", None, "8.3"),
        FULL: ("not_met", None, "72"),
        ENGAGED: no_value,
        ABLE: no_value,
        USERS: no_value,
        SKILLS: ("not_met", None, "43"),
        REPORTED: ("met", None, "16"),
        HANDLED: ("not_met", None, "72"),
    }


def test_targets_and_figures_stand_as_they_are_printed(shown: dict[str, dict[str, Any]]) -> None:
    printed = [(one["target"], one["previous_figure"]["printed"], one["figure"]["printed"]) for one in shown.values()]
    assert printed == [
        ("< 6 %", "8.2", "8.3"),
        ("80 %", "72", "72"),
        ("> 70 %", "75", None),
        ("> 70 %", "74", None),
        ("> 70 %", "> 70", None),
        ("100 %", "48", "43"),
        ("> 3 prosentpoeng økning per år", "20.3", "16"),
        ("100 %", "78", "72"),
    ]


def test_growth_is_held_against_a_target_on_growth(shown: dict[str, dict[str, Any]]) -> None:
    edition = IndicatorEdition._base_manager.get(title=REPORTED, plan__year=2018)
    assert (edition.target_kind, edition.comparison, edition.low) == ("given_change", ">", Decimal(3))
    assert shown[REPORTED]["unit"] == "% endring per år"


def test_inequality_of_the_year_before_meets_this_target(shown: dict[str, dict[str, Any]]) -> None:
    before = shown[USERS]["previous_figure"]
    assert (before["printed"], before["value"], before["bound"]) == ("> 70", "70", ">")
    assert before["against_this_target"]["status"] == "met"
    assert before["against_this_target"]["compared"] is None, "no number was compared"


def test_surveys_that_were_not_held_say_so(shown: dict[str, dict[str, Any]]) -> None:
    for title in (ENGAGED, ABLE):
        figure = shown[title]["figure"]
        assert (figure["printed"], figure["value"]) == (None, None)
        assert figure["note"] == "Ingen medarbeiderundersøkelse i 2018."


def test_preliminary_restated_and_broken_figures_say_so(shown: dict[str, dict[str, Any]]) -> None:
    flags = ("preliminary", "restated", "broken")
    marked = {
        (title, which): [flag for flag in flags if one[which][flag]]
        for title, one in shown.items()
        for which in ("previous_figure", "figure")
    }
    assert {key: found for key, found in marked.items() if found} == {
        (HANDLED, "previous_figure"): ["restated"],
        (HANDLED, "figure"): ["preliminary"],
        (SKILLS, "figure"): ["broken"],
    }
    assert shown[HANDLED]["previous_figure"]["earlier_figures"] == [], "the source does not print it"
    assert "korttidsvikarer" in shown[SKILLS]["figure"]["note"]


def test_renamed_goal_is_the_same_goal(record: dict[str, Any]) -> None:
    named = [(goal["title"], goal["previous_title"]) for goal in record["goals"]]
    assert named[2] == ("Forbedret meldekultur", "Varslingskultur")
    assert [previous for _title, previous in named[:2]] == [None, None]
    editions = GoalEdition._base_manager.filter(plan__organisation__key="stavanger", title__contains="kultur")
    assert len(set(editions.values_list("goal", flat=True))) == 1
    assert sorted(editions.values_list("plan__year", "title")) == [
        (2017, "Varslingskultur"),
        (2018, "Forbedret meldekultur"),
    ]


def test_year_before_has_no_target_that_the_source_does_not_print() -> None:
    rows = IndicatorEdition._base_manager.filter(plan__organisation__key="stavanger", plan__year=2017)
    assert sorted(rows.values_list("title", "target_text", "attainment", "reason")) == [
        (HANDLED, "", "not_measured", "no_target"),
        (REPORTED, "", "not_measured", "no_target"),
    ]


def test_plan_is_real_and_names_its_source(record: dict[str, Any]) -> None:
    assert (record["made_up"], record["plan_state"], record["decision"]) == (False, "draft", None)
    assert record["source"] == "https://arsrapport2018.stavanger.kommune.no/stko_tabell/2-4-indikator/"


def test_loading_and_importing_again_change_nothing() -> None:
    stavanger = Organisation.objects.get(key="stavanger")
    counted = (HistoryEntry.objects.count(), IndicatorValue._base_manager.count())
    assert load_stavanger() == 0
    scorecard = read(packaged("kompassros.steering", FILE), FILE)
    intake = take_in(scorecard=scorecard, wish=Wish(stavanger), person=None)
    assert intake.counts() == {Action.NEW: 0, Action.CHANGED: 0, Action.KNOWN: 8, Action.REFUSED: 0}
    assert (HistoryEntry.objects.count(), IndicatorValue._base_manager.count()) == counted


def test_figures_that_are_no_numbers_are_kept_and_never_computed_with() -> None:
    head = "municipality,country,year,goal,indicator,direction,target_raw,result_prev_year,result_year"
    lines = [head, "Stavanger,NO,2019,Mål,Delmål,higher,80 %,72 (2016),8 / 3 / 19"]
    intake = take_in(scorecard=read("\n".join(lines).encode()), wish=Wish(), person=None)
    assert (intake.troubles, intake.counts()[Action.NEW]) == ((), 1)
    rows = IndicatorValue._base_manager.filter(organisation__key="stavanger", indicator__owner__key="stavanger")
    kept = rows.filter(printed__in=("72 (2016)", "8 / 3 / 19")).order_by("year")
    assert list(kept.values_list("year", "printed", "value", "bound")) == [
        (2018, "72 (2016)", None, ""),
        (2019, "8 / 3 / 19", None, ""),
    ]
    edition = IndicatorEdition._base_manager.get(plan__organisation__key="stavanger", plan__year=2019)
    assert (edition.attainment, edition.reason) == ("not_measured", "no_value")
    assert SteeringPlan._base_manager.filter(organisation__key="stavanger").count() == 3
