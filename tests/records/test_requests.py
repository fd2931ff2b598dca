import uuid
from typing import Any

import pytest

from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError
from kompassros.records.models import HandledRequest, HistoryEntry
from kompassros.records.requests import forget_old, once
from tests.harness.at_once import at_once

REQUEST = uuid.UUID("6f0b7a3e-51c5-4d52-8c2e-0a44c2a0a001")


@pytest.mark.django_db
def test_request_sent_again_gets_the_same_outcome_and_nothing_is_done(person: Person) -> None:
    done: list[str] = []

    def act() -> dict[str, Any]:
        done.append("done")
        return {"version": len(done), "saved": "14:02"}

    assert once(request_id=REQUEST, person=person, act=act) == ({"version": 1, "saved": "14:02"}, False)
    assert once(request_id=REQUEST, person=person, act=act) == ({"version": 1, "saved": "14:02"}, True)
    assert done == ["done"]


@pytest.mark.django_db
def test_same_id_of_another_person_is_another_request(person: Person, colleague: Person) -> None:
    assert once(request_id=REQUEST, person=person, act=lambda: {"of": "one"}) == ({"of": "one"}, False)
    assert once(request_id=REQUEST, person=colleague, act=lambda: {"of": "other"}) == ({"of": "other"}, False)


@pytest.mark.django_db
def test_request_that_was_refused_may_be_sent_again(person: Person) -> None:
    def refuse() -> dict[str, Any]:
        HistoryEntry.objects.create(at="2026-01-01T00:00Z", subject_kind="x")
        raise DomainError("Not so.")

    with pytest.raises(DomainError, match="Not so"):
        once(request_id=REQUEST, person=person, act=refuse)
    assert not HistoryEntry.objects.filter(subject_kind="x").exists()
    assert once(request_id=REQUEST, person=person, act=lambda: {"ok": 1}) == ({"ok": 1}, False)


@pytest.mark.django_db
def test_handled_request_is_forgotten_after_30_days(person: Person, set_clock: Any) -> None:
    set_clock("2026-03-01T12:00:00+01:00")
    once(request_id=REQUEST, person=person, act=dict)
    set_clock("2026-03-31T12:00:00+01:00")
    assert forget_old() == 0
    set_clock("2026-03-31T14:00:00+02:00")
    assert forget_old() == 1
    assert not HandledRequest.objects.filter(request_id=REQUEST).exists()


@pytest.mark.django_db(transaction=True)
def test_same_request_at_once_is_done_once(person: Person) -> None:
    def act() -> dict[str, Any]:
        entry = HistoryEntry.objects.create(at="2026-01-01T00:00Z", subject_kind="x")
        return {"made": entry.pk}

    def work() -> str:
        outcome, again = once(request_id=REQUEST, person=person, act=act)
        return f"{outcome['made']} {'again' if again else 'done'}"

    made = at_once(work, work, work, work)
    only = HistoryEntry.objects.get(subject_kind="x").pk
    assert made == [f"{only} again"] * 3 + [f"{only} done"]
