"""Activities in a scorecard: beside an indicator or in rows of their own, with who, when, for how much, how far."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.sheets import read_sheets
from kompassros.steering.activities.models import Activity
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.importing.cell_values import read_cost, read_day, read_status
from kompassros.steering.importing.mapping import unused_headings
from kompassros.steering.importing.outcomes import Action
from kompassros.steering.importing.places import Wish
from kompassros.steering.importing.reading import read_scorecard
from kompassros.steering.importing.storing import take_in
from tests.steering.conftest import Bodies
from tests.steering.importing.scorecard_files import csv_of, guessed, take, told_at, workbook_of

HEAD = "Mål;Styrtal;Måttenhet;Utfall 2026;Aktivitet;Ansvarig;Deadline;Kostnad;Status"
WALK = "Friska;;;;Promenader;HR;2026-05-31;12 500 kr;påbörjad"


@pytest.fixture
def here(bodies: Bodies) -> Organisation:
    return bodies.municipality


def stored(here: Organisation) -> list[tuple[str, str, str, date | None, Decimal | None, str]]:
    rows = Activity._base_manager.filter(organisation=here).order_by("pk")
    return list(rows.values_list("goal__title", "title", "owner", "deadline", "cost", "status"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-31", date(2026, 5, 31)),
        ("2026-05-31T00:00:00", date(2026, 5, 31)),
        ("31.5.2026", date(2026, 5, 31)),
        ("", None),
    ],
)
def test_day_is_read_as_it_is_written_or_as_a_workbook_has_it(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize("text", ["2026-02-30", "31/5", "maj", "2026-05-31T08:00:00"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DomainError, match="Write the day as 2026-05-31"):
        read_day(text)


def test_cost_and_status_are_read_in_three_languages() -> None:
    assert [read_cost(text) for text in ("12 500 kr", "12500,50", "0", "")] == [12500, Decimal("12500.50"), 0, None]
    words = ("Ej påbörjad", "pågår", "forsinket", "Completed", "inställd", "done", "")
    assert [read_status(text) for text in words] == [
        *("not_started", "started", "late", "done", "cancelled", "done", ""),
    ]
    for read, text in ((read_cost, "many"), (read_cost, "< 5"), (read_status, "grön")):
        with pytest.raises(DomainError):
            read(text)  # type: ignore[operator]


def test_columns_of_activities_are_guessed_only_beside_an_activity() -> None:
    assert unused_headings(guessed(csv_of(HEAD, WALK))) == []
    assert unused_headings(guessed(csv_of("Mål;Styrtal;Status;Deadline", "A;x;grön;maj"))) == ["Status", "Deadline"]


@pytest.mark.django_db
def test_rows_of_activities_are_stored_under_their_goals_once(here: Organisation) -> None:
    file = csv_of(HEAD, "Friska;Sjukfrånvaro;%;8,3;Samtal;;;;", WALK)
    intake = take(file, here)
    assert [(one.action, one.told[-1]) for one in intake.outcomes] == [
        (Action.NEW, "The activity “Samtal” is new."),
        (Action.NEW, "The activity “Promenader” is “started”."),
    ]
    assert stored(here) == [
        ("Friska", "Samtal", "", None, None, "not_started"),
        ("Friska", "Promenader", "HR", date(2026, 5, 31), Decimal("12500.00"), "started"),
    ]
    again = take(file, here)
    assert [one.action for one in again.outcomes] == [Action.KNOWN, Action.KNOWN]
    assert len(stored(here)) == 2


@pytest.mark.django_db
def test_activity_that_is_known_is_changed_and_empty_cells_say_nothing(here: Organisation) -> None:
    take(csv_of(HEAD, "Friska;Sjukfrånvaro;%;8,3;;;;;", WALK), here)
    intake = take(csv_of(HEAD, "Friska;;;;Promenader;;2026-06-30;;klar"), here)
    assert intake.outcomes[0].told == [
        "The activity “Promenader” is changed.",
        "The activity “Promenader” is “done”.",
    ]
    assert stored(here) == [("Friska", "Promenader", "HR", date(2026, 6, 30), Decimal("12500.00"), "done")]


@pytest.mark.django_db
def test_indicator_stands_in_a_row_for_each_of_its_activities(here: Organisation) -> None:
    rows = [f"Friska;Sjukfrånvaro;%;8,3;{title};HR;;;" for title in ("Samtal", "Promenader")]
    assert take(csv_of(HEAD, *rows), here).troubles == ()
    assert [row[1] for row in stored(here)] == ["Samtal", "Promenader"]
    assert IndicatorEdition._base_manager.filter(organisation=here).count() == 1
    intake = take(csv_of(HEAD, rows[0], rows[0], rows[1].replace("8,3", "7")), here)
    assert told_at(intake) == [
        ("E3", "The activity stands under this goal already, in row 2. Take one of them away."),
        ("B4", "The indicator stands under this goal already, in row 2. Take one of them away."),
    ]


@pytest.mark.django_db
def test_wrong_cells_of_an_activity_are_told_and_nothing_is_stored(here: Organisation) -> None:
    rows = ("A;x;;1;Ett;;maj;;", "A;y;;1;Två;;;mycket;", "A;z;;1;Tre;;;;grön", "A;å;;1;Fyra;;;;försenad")
    assert told_at(take(csv_of(HEAD, *rows), here)) == [
        ("G2", "Write the day as 2026-05-31."),
        ("H3", "Write the cost in kronor as a number, such as 12500."),
        ("I4", "Choose one of the five statuses."),
        ("I5", "Say why the activity is late or cancelled, and what is done about it."),
    ]
    assert stored(here) == []
    head = f"{HEAD};Kommentar till aktiviteten"
    assert take(csv_of(head, f"{rows[3]};Sjukdom"), here).troubles == ()
    assert stored(here)[0][5] == "late"


@pytest.mark.django_db
def test_sheet_of_activities_beside_one_of_indicators_is_read_with_its_dates(here: Organisation) -> None:
    data = workbook_of(
        {
            "Mål": [["Mål", "Styrtal", "År"], ["Friska", "Sjukfrånvaro", "2026"]],
            "Aktiviteter": [["Mål", "Aktivitet", "Deadline", "År"], ["Friska", "Promenader", "2026-05-31", "2026"]],
        }
    )
    scorecard = read_scorecard(read_sheets(data, "x.xlsx"), guessed(data, "x.xlsx"))
    intake = take_in(scorecard=scorecard, wish=Wish(here), person=None)
    assert intake.troubles == ()
    assert stored(here) == [("Friska", "Promenader", "", date(2026, 5, 31), None, "not_started")]


@pytest.mark.django_db
def test_queries_for_known_activities_do_not_grow_with_the_rows(
    here: Organisation, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    rows = [f"Friska;;;;Nummer {number};HR;;;" for number in range(30)]
    file = csv_of(HEAD, "Friska;Sjukfrånvaro;%;8,3;;;;;", *rows)
    take(file, here)
    with django_assert_max_num_queries(13):  # type: ignore[attr-defined]
        take(file, here)
