"""Indicators from catalogue files: twice the same, other titles, vanished and back, corrections on top."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kompassros.indicators.corrections import BASES, Correction
from kompassros.indicators.importing import plan_indicators, store_indicators
from kompassros.indicators.models import Indicator, IndicatorVersion
from kompassros.records.errors import DomainError
from kompassros.records.models import HistoryEntry
from kompassros.records.tabular import Severity
from kompassros.statistics import catalogue_plan
from kompassros.statistics.catalogue_plan import Action
from tests.indicators.catalogue_cases import EVEN_LATER, FIRST, LATER, SECOND, bring, kpi, packaged_rows, part, whole

pytestmark = pytest.mark.django_db


def test_import_reads_a_new_indicator_into_its_columns() -> None:
    plan = bring(part(kpi(title="Provkostnad, kr/inv (-2024)", description="Kostnad. Källa: SCB. Mer.")))
    stored = Indicator.objects.get(code=FIRST)
    assert [step.action for step in plan.steps] == [Action.ADDED]
    assert (stored.title, stored.unit, stored.decimals, stored.valid_to) == (
        "Provkostnad, kr/inv (-2024)",
        "kr/inv",
        0,
        2024,
    )
    assert (stored.source, stored.definition) == ("SCB", "Kostnad. Källa: SCB. Mer.")
    assert (stored.by_gender, stored.about, stored.operating_area) == (True, "K", "Prov")
    assert stored.publication == {"preliminary": "", "expected": "2027-01-31", "period": "2026"}
    assert (stored.direction, stored.corrected, stored.vanished_on) == ("none", [], None)


def test_import_the_second_time_changes_nothing_and_says_so() -> None:
    bring(part(kpi()))
    before = (IndicatorVersion.objects.count(), HistoryEntry.objects.count())
    plan = bring(part(kpi()), day=EVEN_LATER)
    assert plan.counts() == dict.fromkeys(map(str, Action), 0) | {"unchanged": 1}
    assert (IndicatorVersion.objects.count(), HistoryEntry.objects.count()) == before


def test_import_of_a_new_title_is_told_and_becomes_a_version() -> None:
    bring(part(kpi()))
    number = Indicator.objects.get(code=FIRST).number
    plan = bring(part(kpi(title="Nytt mått, kr/inv")), day=EVEN_LATER)
    stored = Indicator.objects.get(code=FIRST)
    assert [(step.action, step.changes[0].before, step.changes[0].after) for step in plan.steps] == [
        (Action.RENAMED, "Provmått, andel (%)", "Nytt mått, kr/inv")
    ]
    assert (stored.number, stored.title, stored.unit) == (number, "Nytt mått, kr/inv", "kr/inv")
    assert [(entry.seen_on, entry.entry["title"]) for entry in stored.versions.all()] == [
        (EVEN_LATER, "Nytt mått, kr/inv"),
        (LATER, "Provmått, andel (%)"),
    ]


def test_import_of_a_new_title_on_the_same_day_keeps_the_earlier_one_in_the_history() -> None:
    bring(part(kpi()))
    bring(part(kpi(title="Nytt mått, kr/inv")))
    assert [entry.entry["title"] for entry in Indicator.objects.get(code=FIRST).versions.all()] == ["Nytt mått, kr/inv"]
    told = HistoryEntry.objects.filter(subject_kind="catalogue").latest("pk").after
    assert told is not None
    assert told["changes"] == {FIRST: {"title": ["Provmått, andel (%)", "Nytt mått, kr/inv"]}}


def test_import_of_another_field_is_changed_and_blanks_in_a_title_do_not_count() -> None:
    bring(part(kpi(), kpi(SECOND)))
    plan = bring(part(kpi(publication_date="2028-01-31"), kpi(SECOND, title=" Provmått,  andel (%) ")), day=EVEN_LATER)
    assert [(step.action, [change.field for change in step.changes]) for step in plan.steps] == [
        (Action.CHANGED, ["publication_date"]),
        (Action.UNCHANGED, []),
    ]


def test_import_of_a_description_completes_and_a_file_without_it_takes_nothing_away() -> None:
    bring(part(kpi()))
    completed = bring(part(kpi(description="Vad det är. Källa: SCB.")), day=EVEN_LATER)
    again = bring(part(kpi()), day=EVEN_LATER)
    stored = Indicator.objects.get(code=FIRST)
    assert [step.action for step in completed.steps] == [Action.COMPLETED]
    assert [step.action for step in again.steps] == [Action.UNCHANGED]
    assert (stored.definition, stored.source) == ("Vad det är. Källa: SCB.", "SCB")


def test_import_reads_version_2_alike() -> None:
    bring(part(kpi()))
    old = {"auspices": "T", "is_divided_by_gender": 1, "has_ou_data": 0, "publ_period": 2026}
    row = {name: value for name, value in kpi().items() if name != "auspice"}
    plan = bring(part(row | old), day=EVEN_LATER)
    assert [step.action for step in plan.steps] == [Action.UNCHANGED]


def test_correction_holds_over_a_new_title_and_names_what_differs() -> None:
    by_hand = {
        FIRST: Correction(basis="ours", direction="high", unit="poäng", breaks=[{"period": 2020, "reason": "method"}])
    }
    bring(part(kpi()), corrections=by_hand)
    bring(part(kpi(title="Nytt mått, kr/inv")), day=EVEN_LATER, corrections=by_hand)
    stored = Indicator.objects.get(code=FIRST)
    assert (stored.title, stored.unit, stored.decimals) == ("Nytt mått, kr/inv", "poäng", 0)
    assert (stored.direction, stored.direction_basis) == ("high", BASES["ours"])
    assert stored.corrected == ["direction", "unit"]
    assert [(entry.period, entry.reason) for entry in stored.breaks.all()] == [(2020, "method")]


def test_correction_of_a_later_package_goes_before_an_earlier_one() -> None:
    bring(part(kpi()), corrections={FIRST: Correction(basis="ours", direction="high")})
    later = {FIRST: Correction(basis="printed", direction="low")}
    bring(part(kpi(publ_period="2027")), day=EVEN_LATER, corrections=later)
    stored = Indicator.objects.get(code=FIRST)
    assert (stored.direction, stored.direction_basis) == ("low", BASES["printed"])


@pytest.mark.parametrize("direction", ["low", "none"])
def test_direction_with_a_basis_of_its_own_survives_the_packaged_correction(direction: str) -> None:
    by_hand = {FIRST: Correction(basis="ours", direction="high")}
    bring(part(kpi()), corrections=by_hand)
    Indicator.objects.filter(code=FIRST).update(direction=direction, direction_basis="Decided by the council")
    bring(part(kpi(title="Nytt mått, kr/inv")), day=EVEN_LATER, corrections=by_hand)
    stored = Indicator.objects.get(code=FIRST)
    assert (stored.direction, stored.direction_basis) == (direction, "Decided by the council")


def test_column_corrected_here_survives_where_the_package_says_nothing() -> None:
    bring(part(kpi()))
    Indicator.objects.filter(code=FIRST).update(decimals=3, corrected=["decimals"])
    bring(part(kpi(title="Nytt mått, kr/inv")), day=EVEN_LATER)
    stored = Indicator.objects.get(code=FIRST)
    assert (stored.unit, stored.decimals, stored.corrected) == ("kr/inv", 3, ["decimals"])


def test_correction_links_the_successor_that_the_catalogue_has() -> None:
    by_hand = {FIRST: Correction(basis="title", replaced_by=SECOND)}
    bring(part(kpi()), corrections=by_hand)
    assert Indicator.objects.get(code=FIRST).replaced_by is None
    bring(part(kpi(publ_period="2027"), kpi(SECOND)), day=EVEN_LATER, corrections=by_hand)
    successor = Indicator.objects.get(code=FIRST).replaced_by
    assert successor is not None
    assert successor.code == SECOND


def test_indicator_that_a_whole_catalogue_lacks_is_marked_and_comes_back_with_its_number() -> None:
    rows = packaged_rows()
    number = Indicator.objects.get(code="N15428").number
    gone = bring(whole(row for row in rows if row["id"] != "N15428"))
    marked = Indicator.objects.get(code="N15428")
    assert [step.code for step in gone.of(Action.VANISHED)] == ["N15428"]
    assert (marked.number, marked.vanished_on, marked.direction) == (number, LATER, "high")
    assert bring(whole(row for row in rows if row["id"] != "N15428"), day=EVEN_LATER).of(Action.VANISHED) == []
    assert Indicator.objects.get(code="N15428").vanished_on == LATER
    back = bring(whole(rows), day=EVEN_LATER)
    returned = Indicator.objects.get(code="N15428")
    assert [step.code for step in back.of(Action.RETURNED)] == ["N15428"]
    assert (returned.number, returned.vanished_on, returned.direction) == (number, None, "high")


def test_part_of_the_catalogue_lets_nothing_vanish() -> None:
    plan = bring(part(kpi()))
    assert plan.of(Action.VANISHED) == []
    assert not Indicator.objects.exclude(vanished_on=None).exists()


def test_whole_catalogue_of_a_few_asks_before_the_others_are_marked() -> None:
    plan = plan_indicators(whole([kpi()]))
    assert [trouble.severity for trouble in plan.troubles] == [Severity.QUESTION]
    assert "6099" in plan.troubles[0].message
    with pytest.raises(DomainError):
        store_indicators(plan)
    assert not Indicator.objects.filter(code=FIRST).exists()
    store_indicators(plan, day=LATER, confirmed=True)
    assert Indicator.objects.filter(vanished_on=LATER).count() == 6099


def test_own_indicator_is_left_alone_and_its_code_is_not_taken() -> None:
    Indicator.objects.create(code=FIRST, title="Vårt eget", search_key="")
    assert bring(whole(packaged_rows())).of(Action.VANISHED) == []
    plan = plan_indicators(part(kpi()))
    assert [(trouble.severity, trouble.row, trouble.column) for trouble in plan.troubles] == [(Severity.ERROR, 1, "id")]
    with pytest.raises(DomainError):
        store_indicators(plan)
    assert Indicator.objects.get(code=FIRST).title == "Vårt eget"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (kpi(title=""), "title", "at least 1"),
        (kpi(title="x" * 301), "title", "300"),
        (kpi(is_divided_by_gender="perhaps"), "is_divided_by_gender", "perhaps"),
        ({"id": FIRST, "is_divided_by_gender": True}, "title", "missing"),
        (kpi(code="N 1"), "id", "N 1"),
        (kpi(municipality_type="KL"), "municipality_type", "1"),
    ],
)
def test_bad_entry_is_told_by_row_and_field_and_nothing_is_stored(
    row: dict[str, object], column: str, words: str
) -> None:
    plan = plan_indicators(part(kpi(SECOND), row))
    assert [(trouble.severity, trouble.row, trouble.column) for trouble in plan.troubles] == [
        (Severity.ERROR, 2, column)
    ]
    assert words in plan.troubles[0].message
    with pytest.raises(DomainError):
        store_indicators(plan)
    assert not Indicator.objects.filter(code=SECOND).exists()


def test_code_that_stands_twice_is_told_with_both_rows() -> None:
    plan = plan_indicators(part(kpi(), kpi(SECOND), kpi()))
    assert [(trouble.row, trouble.column) for trouble in plan.troubles] == [(3, "id")]
    assert "row 1" in plan.troubles[0].message


def test_more_indicators_than_are_asked_for_at_once_are_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue_plan, "MOST_ASKED", 1)
    bring(part(kpi(), kpi(SECOND)))
    plan = bring(part(kpi(), kpi(SECOND, title="Nytt mått, kr/inv")), day=EVEN_LATER)
    assert [step.action for step in plan.steps] == [Action.UNCHANGED, Action.RENAMED]


def test_import_takes_as_many_queries_for_many_as_for_few() -> None:
    def count(action: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            action()
        return len(queries)

    few = count(lambda: bring(part(kpi())))
    many = count(lambda: bring(part(*(kpi(f"N98{number:03}") for number in range(25)))))
    assert many == few
    renamed = [kpi(f"N98{number:03}", title=f"Annat {number}, antal") for number in range(25)]
    few_changed = count(lambda: bring(part(renamed[0]), day=EVEN_LATER))
    many_changed = count(lambda: bring(part(*renamed[1:]), day=EVEN_LATER))
    assert many_changed == few_changed
