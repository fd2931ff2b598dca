from collections.abc import Callable
from datetime import date

import pytest

from kompassros.organisations.models import Organisation
from kompassros.records.models import HistoryEntry
from kompassros.statistics.models import KeptMapping
from kompassros.steering.goals.models import GoalEdition, IndicatorEdition, IndicatorValue
from kompassros.steering.importing.mapping import reuse_mapping
from kompassros.steering.importing.outcomes import Action, Intake
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import adopt_plan, make_plan
from tests.steering.conftest import Bodies
from tests.steering.importing.scorecard_files import FULL, HEAD, SICK, csv_of, guessed, take, told_at

pytestmark = pytest.mark.django_db
COLUMNS = "goal;indicator;direction;target_raw;result_prev_year;result_year;year"


@pytest.fixture
def here(bodies: Bodies) -> Organisation:
    return bodies.municipality


def counts(intake: Intake) -> tuple[int, int, int, int]:
    counted = intake.counts()
    return (counted[Action.NEW], counted[Action.CHANGED], counted[Action.KNOWN], counted[Action.REFUSED])


def figures(here: Organisation) -> list[tuple[int, int, str, bool]]:
    rows = IndicatorValue._base_manager.filter(organisation=here)
    return list(rows.values_list("year", "vintage", "printed", "preliminary"))


def statuses(here: Organisation, year: int = 2026) -> dict[str, str]:
    rows = IndicatorEdition._base_manager.filter(plan__organisation=here, plan__year=year)
    return dict(rows.values_list("title", "attainment"))


def test_file_becomes_a_plan_with_goals_indicators_and_figures(here: Organisation) -> None:
    intake = take(csv_of(HEAD, SICK, FULL), here)
    assert (counts(intake), intake.troubles) == ((2, 0, 0, 0), ())
    assert [one.told for one in intake.outcomes] == [
        [
            *("The plan of 2026 is begun.", "The goal is new.", "The indicator is new; target: < 6 %."),
            *("2025: 8.2.", "2026: 8.3."),
        ],
        ["The indicator is new; target: 80 %.", "2025: 72.", "2026: 72."],
    ]
    plan = SteeringPlan._base_manager.get(organisation=here)
    assert (plan.year, plan.state, plan.made_up, plan.structure["key"]) == (2026, "draft", True, "plain")
    assert figures(here) == [
        (2025, 1, "8,2", False),
        (2025, 1, "72", False),
        (2026, 1, "8,3", False),
        (2026, 1, "72", False),
    ]
    assert statuses(here) == {"Sjukfrånvaro": "not_met", "Heltid": "not_met"}


def test_dry_run_tells_the_same_and_stores_nothing(here: Organisation) -> None:
    before = HistoryEntry.objects.count()
    told = [one.told for one in take(csv_of(HEAD, SICK), here, dry_run=True).outcomes]
    assert (HistoryEntry.objects.count(), KeptMapping.objects.filter(owner=here).count()) == (before, 0)
    assert not SteeringPlan._base_manager.filter(organisation=here).exists()
    assert told == [one.told for one in take(csv_of(HEAD, SICK), here).outcomes]


def test_same_file_again_changes_nothing(here: Organisation) -> None:
    take(csv_of(HEAD, SICK, FULL), here)
    stored = (HistoryEntry.objects.count(), figures(here), KeptMapping.objects.get(owner=here).times_used)
    assert counts(take(csv_of(HEAD, SICK, FULL), here)) == (0, 0, 2, 0)
    assert (HistoryEntry.objects.count(), figures(here), KeptMapping.objects.get(owner=here).times_used) == stored


def test_one_wrong_row_lets_nothing_be_stored(here: Organisation) -> None:
    intake = take(csv_of(HEAD, SICK, "A;x;upwards;%;;1;2"), here)
    assert told_at(intake) == [("C3", "Write whether “low” or “high” is good, or “none”.")]
    assert counts(intake) == (1, 0, 0, 1)
    assert not SteeringPlan._base_manager.filter(organisation=here).exists()


def test_row_that_stands_twice_is_refused(here: Organisation) -> None:
    intake = take(csv_of(HEAD, SICK, SICK), here)
    message = "The indicator stands under this goal already, in row 2. Take one of them away."
    assert told_at(intake) == [("B3", message)]


def test_changed_figures_are_restated_and_flags_that_a_file_leaves_out_stay(here: Organisation) -> None:
    head = f"{COLUMNS};preliminary"
    take(csv_of(head, "A;x;low;< 6;7;8;2026;ja"), here)
    assert counts(take(csv_of(COLUMNS, "A;x;low;< 6;7.0;8;2026"), here)) == (0, 0, 1, 0)
    assert (2026, 1, "8", True) in figures(here)
    intake = take(csv_of(COLUMNS, "A;x;low;< 6;7;5,5;2026"), here)
    assert (counts(intake), intake.outcomes[0].told) == ((0, 1, 0, 0), ["2026: 5.5 in place of 8."])
    assert figures(here) == [(2025, 1, "7", False), (2026, 1, "8", True), (2026, 2, "5,5", False)]
    assert statuses(here) == {"x": "met"}


def test_figure_that_was_first_another_keeps_both(here: Organisation) -> None:
    take(csv_of(f"{COLUMNS};restated_from", "A;x;low;;7;8;2026;7,4"), here)
    assert figures(here)[:2] == [(2025, 1, "7,4", False), (2025, 2, "7", False)]


def test_series_that_begins_anew_without_a_result_keeps_why(here: Organisation) -> None:
    take(csv_of(f"{COLUMNS};break", "A;x;low;;7;;2026;Ny metod"), here)
    value = IndicatorValue._base_manager.get(organisation=here, year=2026)
    assert (value.printed, value.broken, value.note) == ("", True, "Ny metod")


def test_empty_cells_say_nothing(here: Organisation) -> None:
    take(csv_of(f"{COLUMNS};note", "A;x;low;< 6;7;8;2026;om"), here)
    assert counts(take(csv_of(f"{COLUMNS};note", "A;x;;;;;2026;"), here)) == (0, 0, 1, 0)


def test_goal_and_indicator_go_on_from_year_to_year(here: Organisation) -> None:
    take(csv_of(COLUMNS, "A;x;low;< 6;7;8;2025"), here)
    intake = take(csv_of(COLUMNS, "a;X;;;8;5;2026"), here)
    assert intake.outcomes[0].told[1:3] == [
        "The goal is that of 2025: “A”.",
        "The indicator is that of 2025, “x”; target: no target.",
    ]
    assert GoalEdition._base_manager.filter(plan__organisation=here).values("goal").distinct().count() == 1
    assert IndicatorEdition._base_manager.filter(plan__organisation=here).values("indicator").distinct().count() == 1
    assert [row[:3] for row in figures(here)] == [(2024, 1, "7"), (2025, 1, "8"), (2026, 1, "5")]


def test_renamed_goal_and_indicator_are_found_by_their_earlier_names(here: Organisation) -> None:
    take(csv_of(COLUMNS, "A;x;low;< 6;7;8;2025"), here)
    head = f"{COLUMNS};goal_previous;indicator_previous"
    assert counts(take(csv_of(head, "B;y;low;< 5;8;4;2026;A;x"), here)) == (1, 0, 0, 0)
    rows = GoalEdition._base_manager.filter(plan__organisation=here)
    assert sorted(rows.values_list("plan__year", "title")) == [(2025, "A"), (2026, "B")]
    assert len(set(rows.values_list("goal", flat=True))) == 1
    indicators = IndicatorEdition._base_manager.filter(plan__organisation=here)
    assert sorted(indicators.values_list("plan__year", "title", "target_text")) == [
        (2025, "x", "< 6"),
        (2026, "y", "< 5"),
    ]
    assert counts(take(csv_of(head, "B;y;low;< 5;8;4;2026;A;x"), here)) == (0, 0, 1, 0)


def test_two_goals_do_not_become_one_by_a_file(here: Organisation) -> None:
    take(csv_of(COLUMNS, "A;x;low;;7;8;2025"), here)
    take(csv_of(COLUMNS, "B;y;low;;7;8;2026"), here)
    intake = take(csv_of(f"{COLUMNS};goal_previous", "B;y;low;;7;8;2026;A"), here)
    assert told_at(intake) == [("H2", "“A” and “B” are stored as two goals, and a file does not make them one.")]


def test_indicator_under_another_goal_stays_there_unless_the_file_has_it_under_several(here: Organisation) -> None:
    take(csv_of(COLUMNS, "A;x;low;;7;8;2026"), here)
    intake = take(csv_of(COLUMNS, "A (tryckt: Aa);x;low;;7;9;2026"), here)
    assert intake.outcomes[0].notes == ["The indicator stands under the goal “A”, and stays there."]
    assert counts(take(csv_of(COLUMNS, "A;x;low;;7;9;2026", "B;x;low;;1;2;2026"), here)) == (1, 0, 1, 0)


def test_target_of_the_year_before_stands_in_its_plan(here: Organisation) -> None:
    take(csv_of(f"{COLUMNS};target_prev_year", "A;x;low;< 6;5;8;2026;< 7"), here)
    assert (statuses(here, 2025), statuses(here)) == ({"x": "met"}, {"x": "not_met"})


def test_adopted_plan_changes_by_a_decision_only_and_takes_figures_without(here: Organisation) -> None:
    take(csv_of(COLUMNS, "A;x;low;< 6;7;8;2026"), here)
    plan = SteeringPlan._base_manager.get(organisation=here)
    adopt_plan(plan=plan, decision="KF § 1", on=date(2025, 11, 20), person=None)
    changed = csv_of(COLUMNS, "A;x;low;< 7;7;8;2026")
    (told,) = told_at(take(changed, here))
    assert told[0] == "D2"
    assert "Name the decision that changes it" in told[1]
    assert counts(take(csv_of(COLUMNS, "A;x;low;< 6;7;5;2026"), here)) == (0, 1, 0, 0)
    intake = take(changed.replace(b";8;", b";5;"), here, decision="KF 2026-06-15 § 84")
    assert intake.outcomes[0].told == ["Target: < 7 in place of < 6."]


def test_lowest_acceptable_level_is_read_and_stays_where_a_file_leaves_it_out(here: Organisation) -> None:
    take(csv_of(f"{COLUMNS};acceptable", "A;x;low;< 6;7;6,5;2026;7"), here)
    assert counts(take(csv_of(COLUMNS, "A;x;;< 6;7;6,5;2026"), here)) == (0, 0, 1, 0)
    assert statuses(here) == {"x": "partly"}


def test_cards_of_bodies_are_found_by_name_and_added(here: Organisation, bodies: Bodies) -> None:
    head = f"{COLUMNS};body"
    take(csv_of(head, "A;x;low;;7;8;2026;Ängens skola", "A;x;low;;7;8;2026;Omsorg"), here)
    cards = Card._base_manager.filter(plan__organisation=here).values_list("organisation__name", "level")
    assert sorted(cards) == [("Lövhult", "council"), ("Omsorg", "unit"), ("Ängens skola", "unit")]
    intake = take(csv_of(head, "A;x;low;;7;8;2026;Skolan"), here)
    assert told_at(intake) == [("H2", "Lövhult has no body “Skolan”.")]


def test_perspective_is_named_in_any_language_where_the_model_has_them(here: Organisation) -> None:
    head = f"{COLUMNS};perspective"
    take(csv_of(head, "A;x;low;;7;8;2026;Medarbeiderne"), here, structure="gausdal")
    assert GoalEdition._base_manager.get(plan__organisation=here).perspective == "staff"
    intake = take(csv_of(head, "B;y;low;;7;8;2026;Annat"), here)
    message = "Name one of the plan's perspectives: Society, Users, Staff, Economy."
    assert told_at(intake) == [("H2", message)]


def test_perspective_that_the_model_does_not_have_is_told(here: Organisation) -> None:
    intake = take(csv_of(f"{COLUMNS};perspective", "A;x;low;;7;8;2026;Ekonomi"), here)
    assert intake.outcomes[0].notes == ["The perspective is not kept: the plan's steering model has none."]


@pytest.mark.parametrize(
    ("cells", "only", "sentence"),
    [
        ("Lövhultt;SE", False, "There is no municipality Lövhultt. Close are: Lövhult."),
        (";SE", False, "Say whose scorecard it is: the file names no municipality."),
        ("Tyresö;SE", True, "The row is of Tyresö; this import is for Lövhult."),
    ],
)
def test_municipality_that_is_not_meant_is_refused(here: Organisation, cells: str, only: bool, sentence: str) -> None:
    intake = take(csv_of(f"municipality;country;{COLUMNS}", f"{cells};A;x;low;;7;8;2026"), here if only else None)
    assert told_at(intake) == [("A2", sentence)]


def test_closed_plan_takes_nothing(here: Organisation) -> None:
    plan = make_plan(organisation=here, year=2026, structure="plain", person=None)
    SteeringPlan._base_manager.filter(pk=plan.pk).update(state="closed", decision="KF § 1")
    (told,) = told_at(take(csv_of(COLUMNS, "A;x;low;;7;8;2026"), here))
    assert told == ("A2", "The plan of 2026 is “closed”; this cannot be done now.")


def test_mapping_is_kept_and_used_for_the_next_year(here: Organisation, person_with: Callable[..., object]) -> None:
    take(csv_of(HEAD, SICK), here)
    following = guessed(csv_of(HEAD.replace("2026", "2027").replace("2025", "2026"), SICK), "nästa.csv")
    mapping, kept = reuse_mapping(following, here)
    assert kept
    assert (kept.kind, kept.name, mapping) == ("scorecard", "styrkort.csv", following)
    turned = guessed(csv_of(HEAD.replace("2026", "2024"), SICK))
    assert reuse_mapping(turned, here) == (turned, None), "the year before stands last in this one"
    other = guessed(csv_of("Mål;Indikator;Utfall", "a;b;1"))
    assert reuse_mapping(other, here) == (other, None)


def test_queries_for_a_known_file_do_not_grow_with_its_rows(
    here: Organisation, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    lines = [COLUMNS, *(f"A{number};x{number};low;< 6;7;8;2026" for number in range(40))]
    take(csv_of(*lines), here)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        assert counts(take(csv_of(*lines), here)) == (0, 0, 40, 0)
