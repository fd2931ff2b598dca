"""From the moment of release on a round is public, to the second, and its values lie in the dataset."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kompassros.indicators import measure_values
from kompassros.indicators.models import Indicator
from kompassros.indicators.rounds import release, storing
from kompassros.indicators.rounds.choosing_dataset import choices, proposed
from kompassros.indicators.rounds.correcting import correct, told_value
from kompassros.indicators.rounds.differing import differences
from kompassros.indicators.rounds.entries import Entry
from kompassros.indicators.rounds.freezing import close_round, editions
from kompassros.indicators.rounds.models import CollectionRound, OwnData, Participant
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.jobs import run
from kompassros.records.models import HistoryEntry, Job
from kompassros.records.signals import each_round
from kompassros.statistics import reading
from kompassros.statistics.layout import table_of
from kompassros.statistics.making import make_release
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Observation
from tests.harness.at_once import at_once
from tests.indicators.rounds.makers import (
    make_asked,
    make_data,
    make_municipality,
    make_participant,
    make_round,
    person_with,
)
from tests.indicators.rounds.released import (
    BEFORE,
    CLOSED,
    MOMENT,
    SIGNED,
    closed_round,
    made_up_dataset,
    stored_values,
)

FROZEN = Entry(value=Decimal("78.1250"), women=Decimal(80), men=Decimal(77), comment="Counted in spring.")
Clock = Callable[[str], None]


@pytest.fixture(autouse=True)
def store_folder(tmp_path: Path, settings: Any) -> None:
    settings.STATISTICS_DIR = tmp_path / "statistics"
    settings.WRITE_PAGES = False
    reading.manifest_of.cache_clear()
    measure_values._read.cache_clear()


@pytest.mark.django_db
def test_round_is_public_to_the_second(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, *_ = closed_round()
    assert (release.held(one), release.is_public(one)) == (True, False)
    release.decide(one=one, at=datetime.fromisoformat(MOMENT), person=None)
    set_clock(BEFORE)
    assert (release.is_public(one), list(release.public_rounds()), release.public_editions(one)) == (False, [], [])
    assert storing.store_due() == 0
    set_clock(MOMENT)
    assert (release.is_public(one), list(release.public_rounds())) == (True, [one])
    assert [edition.number for edition in release.public_editions(one)] == [1]
    assert storing.store_due() == 1


@pytest.mark.django_db
def test_moment_is_moved_while_it_lies_ahead_and_never_after(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, *_ = closed_round()
    release.decide(one=one, at=datetime.fromisoformat(MOMENT) + timedelta(days=3), person=None)
    release.decide(one=one, at=datetime.fromisoformat(MOMENT), person=None)
    with pytest.raises(DomainError, match="must lie ahead"):
        release.decide(one=one, at=datetime.fromisoformat(CLOSED), person=None)
    set_clock(MOMENT)
    for at in (datetime.fromisoformat(MOMENT) + timedelta(days=1), None):
        with pytest.raises(DomainError, match="cannot be held back"):
            release.decide(one=one, at=at, person=None)
    with pytest.raises(DomainError, match="cannot be held back"):
        release.choose_dataset(one=one, dataset=Dataset.objects.get(key="made-up"), person=None)
    told = HistoryEntry.objects.filter(verb="release_decided").order_by("pk")
    assert [entry.before["public_at"] is None for entry in told] == [True, False]  # type: ignore[index]


@pytest.mark.django_db
def test_release_needs_a_closed_round_a_dataset_and_the_officer(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one = make_round()
    with pytest.raises(DomainError, match="cannot be done now"):
        release.decide(one=one, at=None, person=None)
    close_round(one=one, person=None)
    with pytest.raises(DomainError, match="which dataset"):
        release.decide(one=one, at=None, person=None)
    with pytest.raises(DomainError, match="made-up round"):
        release.choose_dataset(one=one, dataset=Dataset.objects.get(key="kolada"), person=None)
    with pytest.raises(DomainError, match="Your role"):
        release.choose_dataset(one=one, dataset=made_up_dataset(), person=person_with(Role.COORDINATOR))
    release.choose_dataset(one=one, dataset=made_up_dataset(), person=person_with(Role.ADMINISTRATOR))
    release.decide(one=one, at=None, person=person_with(Role.ADMINISTRATOR))
    assert release.is_public(one)


@pytest.mark.django_db
def test_two_officers_at_the_moment_the_second_is_told(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, *_ = closed_round()
    other = CollectionRound.objects.get(pk=one.pk)
    release.decide(one=one, at=datetime.fromisoformat(MOMENT), person=None)
    with pytest.raises(Conflict):
        release.decide(one=other, at=datetime.fromisoformat(MOMENT) + timedelta(days=1), person=None)


@pytest.mark.django_db
def test_signed_off_values_are_laid_over_the_dataset_and_nothing_else_is_lost(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, granby, asked = closed_round()
    indicator = Indicator.objects.get(measures=asked.measure)
    other = make_participant(one, make_municipality("Utby", "9903")).unit
    there = Observation(indicator.number, 2024, 0, other.number, other.unit_class_id, 12.0)
    make_release(dataset_key="made-up", observations=table_of([there]), note="before")
    release.decide(one=one, at=None, person=None)
    assert storing.store_due() == 1
    assert stored_values(asked) == {
        (granby.unit_id, "T"): (78.125, "PRESENT"),
        (granby.unit_id, "K"): (80.0, "PRESENT"),
        (granby.unit_id, "M"): (77.0, "PRESENT"),
        (other.number, "T"): (12.0, "PRESENT"),
    }
    current = Dataset.objects.get(key="made-up").current
    assert current is not None
    assert current.note == "Own data of KKiK 2024, edition 1."
    one.refresh_from_db()
    assert one.stored_at is not None
    assert storing.store_due() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "told"),
    [(OwnData.Status.NOT_MEASURED, "MISSING"), (OwnData.Status.NOT_APPLICABLE, "NOT_APPLICABLE")],
)
def test_measure_without_a_value_says_why_in_the_store(set_clock: Clock, status: Any, told: str) -> None:
    set_clock(CLOSED)
    one = make_round(dataset=made_up_dataset())
    asked = make_asked(one)
    granby = make_participant(one, signed_off_at=SIGNED)
    make_data(granby, asked, None, status=status)
    close_round(one=one, person=None)
    release.decide(one=one, at=None, person=None)
    storing.store_due()
    assert stored_values(asked) == {(granby.unit_id, "T"): (None, told)}


@pytest.mark.django_db
def test_process_killed_between_release_and_mark_stores_nothing_twice(
    set_clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(CLOSED)
    one, *_ = closed_round()
    release.decide(one=one, at=None, person=None)
    with monkeypatch.context() as patch:
        patch.setattr(storing, "_mark", _killed)
        with pytest.raises(KeyboardInterrupt):
            storing.store_due()
    dataset = Dataset.objects.get(key="made-up")
    made = dataset.current_id
    assert made is not None
    assert storing.store_due() == 1
    dataset.refresh_from_db()
    assert dataset.current_id == made


def _killed(*arguments: Any) -> bool:
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_store_once(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, _, asked = closed_round()
    release.decide(one=one, at=None, person=None)
    before = Dataset.objects.get(key="made-up").releases.count()
    assert at_once(*[lambda: str(storing.store_due())] * 2) in (["0", "1"], ["0", "0"])
    storing.store_due()
    assert len(stored_values(asked)) == 3
    assert Dataset.objects.get(key="made-up").releases.count() == before + 1
    assert HistoryEntry.objects.filter(verb="stored", subject_key=one.key).count() == 1


@pytest.mark.django_db
def test_correction_before_the_release_is_never_seen(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, granby, asked = closed_round()
    correct(participant=granby, asked=asked, entry=Entry(value=Decimal(70)), why="miscounted", person=None)
    release.decide(one=one, at=datetime.fromisoformat(MOMENT), person=None)
    set_clock(MOMENT)
    assert [edition.number for edition in release.public_editions(one)] == [2]
    storing.store_due()
    assert stored_values(asked) == {(granby.unit_id, "T"): (70.0, "PRESENT")}


@pytest.mark.django_db
def test_correction_after_the_release_is_restated_in_the_store(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, granby, asked = closed_round()
    indicator = Indicator.objects.get(measures=asked.measure)
    release.decide(one=one, at=None, person=None)
    storing.store_due()
    set_clock(MOMENT)
    officer = person_with(Role.ADMINISTRATOR)
    edition = correct(
        participant=granby, asked=asked, entry=Entry(value=Decimal("79.5"), women=Decimal(80)), why="two were counted "
        "twice", person=officer,
    )  # fmt: skip
    one.refresh_from_db()
    assert (edition.number, one.stored_at) == (2, None)
    assert storing.store_due() == 1
    assert stored_values(asked) == {
        (granby.unit_id, "T"): (79.5, "PRESENT"),
        (granby.unit_id, "K"): (80.0, "PRESENT"),
        (granby.unit_id, "M"): (None, "MISSING"),
    }
    older = reading.restated(indicator=indicator.number, unit=granby.unit_id)
    assert sorted((row.gender, row.value) for row in older) == [(0, 78.125), (2, 77.0)]


@pytest.mark.django_db
def test_chain_of_corrections_tells_who_and_why_and_keeps_every_edition(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, granby, asked = closed_round()
    coordinator, officer = person_with(Role.COORDINATOR), person_with(Role.ADMINISTRATOR)
    entry = Entry(value=Decimal(60))
    correct(participant=granby, asked=asked, entry=entry, why="first", person=coordinator)
    correct(participant=granby, asked=asked, entry=Entry(value=Decimal(61)), why="second", person=officer)
    first, second, third = [edition.read() for edition in editions(one)]
    assert first.correction is None
    assert [(each.correction.by, each.correction.why) for each in (second, third)] == [
        ("municipality", "first"),
        ("officer", "second"),
    ]
    [difference] = differences(second, third)
    assert (difference.municipality, told_value(difference.before), told_value(difference.after)) == (
        "Granby",
        "60",
        "61",
    )
    assert first.participants[0].value_of(asked.pk).value == "78.125"
    assert OwnData._base_manager.get(participant=granby, asked=asked).value == Decimal(61)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("entry", "why", "told"),
    [
        (Entry(value=Decimal(60)), "  ", "Say why"),
        (FROZEN, "again", "Nothing differs"),
        (Entry(), "wrong", "Give the value"),
        (Entry(status=OwnData.Status.NOT_MEASURED, value=Decimal(1)), "wrong", "has no numbers"),
        (Entry(value=Decimal(60), cases=3, population=2), "wrong", "3 cases were looked at"),
        (Entry(value=Decimal(60), method="guess"), "wrong", "not known"),
    ],
)
def test_correction_that_cannot_be_is_refused(set_clock: Clock, entry: Entry, why: str, told: str) -> None:
    set_clock(CLOSED)
    one, granby, asked = closed_round()
    with pytest.raises(DomainError, match=told):
        correct(participant=granby, asked=asked, entry=entry, why=why, person=None)
    assert len(editions(one)) == 1


@pytest.mark.django_db
def test_who_neither_signs_off_nor_carries_the_round_cannot_correct(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, granby, asked = closed_round()
    entry = Entry(value=Decimal(60))
    with pytest.raises(DomainError, match="Your role"):
        correct(participant=granby, asked=asked, entry=entry, why="wrong", person=person_with(Role.RESPONDENT))
    stillby = Participant._base_manager.exclude(pk=granby.pk).get(round=one)
    with pytest.raises(DomainError, match="Your role"):
        correct(participant=stillby, asked=asked, entry=entry, why="wrong", person=person_with(Role.COORDINATOR))


@pytest.mark.django_db(transaction=True)
def test_two_who_correct_the_same_value_at_once_make_one_edition(set_clock: Clock) -> None:
    set_clock(CLOSED)
    one, granby, asked = closed_round()

    def correcting(number: int) -> str:
        seen = Participant._base_manager.select_related("round__owner", "organisation").get(pk=granby.pk)
        seen.version = granby.version
        try:
            correct(participant=seen, asked=asked, entry=Entry(value=Decimal(number)), why="wrong", person=None)
        except Conflict:
            return "told"
        return "corrected"

    assert at_once(lambda: correcting(60), lambda: correcting(61)) == ["corrected", "told"]
    assert [edition.number for edition in editions(one)] == [1, 2]


@pytest.mark.django_db
def test_dataset_that_shows_the_measures_today_is_proposed_and_others_say_what_they_hide() -> None:
    Dataset.objects.update(current=None)
    one = make_round()
    indicator = Indicator.objects.get(measures=make_asked(one).measure)
    unit = make_participant(one).unit
    shown = Observation(indicator.number, 2023, 0, unit.number, unit.unit_class_id, 12.0)
    make_release(dataset_key="made-up", observations=table_of([shown]), note="")
    for rank in (50, 95):
        Dataset.objects.create(key=f"own-{rank}", title=f"Own {rank}", source="We", rank=rank, made_up=True)
    assert [(each.dataset.key, each.shown, each.hides, each.hidden) for each in choices(one)] == [
        ("made-up", 1, 0, 0),
        ("own-50", 0, 1, 0),
        ("own-95", 0, 0, 1),
    ]
    assert proposed(one) == Dataset.objects.get(key="made-up")


@pytest.mark.django_db
def test_clock_queues_one_job_and_waits_after_a_failure(set_clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(CLOSED)
    one, *_ = closed_round()
    each_round.send_all()
    assert not Job.objects.filter(kind=storing.JOB).exists()
    release.decide(one=one, at=None, person=None)
    for _turn in range(2):
        each_round.send_all()
    [job] = Job.objects.filter(kind=storing.JOB)
    with monkeypatch.context() as patch:
        patch.setattr(storing, "make_release", _refused)
        run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "KKiK 2024: a number is out of range")
    each_round.send_all()
    assert Job.objects.filter(kind=storing.JOB).count() == 1
    set_clock("2026-11-05T09:10:01+01:00")
    each_round.send_all()
    newest = Job.objects.filter(kind=storing.JOB).latest("pk")
    run(newest.pk)
    newest.refresh_from_db()
    assert newest.result == {"rounds": 1}


def _refused(**arguments: Any) -> None:
    raise DomainError("a number is out of range")
