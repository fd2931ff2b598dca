"""Two people at the same file at the same moment: it is stored once, and the other is told. These tests commit."""

from collections.abc import Callable

import pytest

from kompassros.indicators.tables import receiving
from kompassros.indicators.tables.models import TableImport
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError
from kompassros.records.jobs import run
from kompassros.records.models import Job
from kompassros.statistics.models import Dataset
from tests.harness.at_once import at_once
from tests.indicators.tables.cases import LONG, again, confirmed, releases

pytestmark = pytest.mark.django_db(transaction=True)


def test_file_confirmed_by_two_and_withdrawn_at_once_is_stored_at_most_once(
    send: Callable[..., TableImport], administrator: Person, dataset: Dataset
) -> None:
    received = send(LONG)

    def confirming() -> str:
        try:
            confirmed(again(received), administrator, dataset)
        except DomainError:
            return "told"
        return "confirmed"

    def withdrawing() -> str:
        try:
            receiving.withdraw(received=again(received), person=administrator)
        except DomainError:
            return "told"
        return "withdrawn"

    said = at_once(confirming, confirming, withdrawing)
    assert said in (["confirmed", "told", "told"], ["told", "told", "withdrawn"])
    for job in Job.objects.filter(kind=receiving.STORE):
        run(job.pk)
    was_stored = "confirmed" in said
    assert again(received).state == ("stored" if was_stored else "withdrawn")
    assert releases(dataset) == ([1] if was_stored else [])
