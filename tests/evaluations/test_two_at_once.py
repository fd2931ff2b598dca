"""Two people at the same thing at the same moment: one wins, the other is told, nothing is half stored.

These tests commit, and threads meet in the database as requests do.
"""

from collections.abc import Callable

import pytest

from kompassros.evaluations import receiving
from kompassros.evaluations.models import Evaluation, ResultImport, ScoreSheet
from kompassros.evaluations.services import Publisher, correct
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.jobs import run
from kompassros.records.models import HistoryEntry, Job
from tests.evaluations.made_up import csv_of, published, row
from tests.harness.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_corrections_at_once_are_one_correction_and_one_conflict(granby: Organisation) -> None:
    old = published(granby)

    def correcting(year: int) -> Callable[[], str]:
        def work() -> str:
            try:
                sheet = old.read().model_copy(update={"year": year})
                correct(old=old, sheet=sheet, publisher=Publisher(None, f"it was {year}"))
            except Conflict:
                return "conflict"
            return f"stored {year}"

        return work

    told = at_once(*(correcting(year) for year in (2011, 2012, 2013, 2015)))
    assert told[:3] == ["conflict"] * 3
    stored = int(told[3].removeprefix("stored "))
    rows = ScoreSheet.objects.filter(slug=old.slug).order_by("number")
    assert [(one.number, one.read().year) for one in rows] == [(1, 2014), (2, stored)]
    with organisation_scope(granby):
        assert Evaluation.objects.get(slug=old.slug).year == stored
    assert HistoryEntry.objects.filter(subject_key=old.slug).count() == 2


def test_two_first_publications_at_once_are_one(granby: Organisation) -> None:
    def work() -> str:
        try:
            published(granby)
        except DomainError:
            return "published already"
        return "stored"

    assert at_once(work, work, work) == ["published already", "published already", "stored"]
    assert ScoreSheet.objects.filter(slug__startswith="granby-2014").count() == 1


def test_file_confirmed_and_withdrawn_at_once_is_one_of_both(sweden: Organisation, administrator: Person) -> None:
    received, job = receiving.receive(
        organisation=sweden, file_name="x.csv", content=csv_of(row()), person=administrator
    )
    run(job.pk)

    with organisation_scope(sweden):
        same = ResultImport.objects.select_related("organisation").get(pk=received.pk)

    def confirming() -> str:
        try:
            receiving.confirm(received=same, person=administrator, why="new", answered=True)
        except DomainError:
            return "told"
        return "confirmed"

    def withdrawing() -> str:
        try:
            receiving.withdraw(received=same, person=administrator)
        except DomainError:
            return "told"
        return "withdrawn"

    told = at_once(confirming, withdrawing)
    assert told in (["confirmed", "told"], ["told", "withdrawn"])
    for job in Job.objects.filter(kind="results.store"):
        run(job.pk)
    with organisation_scope(sweden):
        state = ResultImport.objects.get(pk=received.pk).state
    stored = ScoreSheet.objects.filter(slug="granby-2014").exists()
    assert (state, stored) == (("stored", True) if "confirmed" in told else ("withdrawn", False))
