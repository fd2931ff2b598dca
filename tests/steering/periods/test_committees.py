from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.periods.committees import (
    DECIDE_REPORT,
    awaits_decision,
    committee_of,
    is_decision_late,
)
from kompassros.steering.periods.home import due_in_reporting, sent_to_committees
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.reporting import record_decision, send, sign, write_report
from kompassros.steering.policies import WRITE_CARD
from tests.steering.conftest import Bodies, Kind, body
from tests.steering.periods.conftest import ReportOf

pytestmark = pytest.mark.django_db
PersonWith = Callable[[Role, Organisation], Person]
DECISION = "BUN 2026-05-28 § 41"


@pytest.fixture
def committee(bodies: Bodies) -> Organisation:
    """A committee between the municipality and its first planning area."""
    found = body(Kind.COMMITTEE, "Utbildningsnämnden", bodies.municipality)
    for one in (bodies.areas[0], *bodies.units[:2]):
        below = (one.path or "").removeprefix(bodies.municipality.path or "")
        Organisation.objects.filter(pk=one.pk).update(path=f"{found.path}{below}")
    Organisation.objects.filter(pk=bodies.areas[0].pk).update(parent=found)
    for one in (*bodies.areas, *bodies.units):
        one.refresh_from_db()
    return found


@pytest.fixture
def signed(committee: Organisation, first: ReportingPeriod, bodies: Bodies, report_of: ReportOf) -> CardReport:
    """The signed report of the area below the committee."""
    write_report(report=report_of(bodies.areas[0]), text="Som planerat.", lines={}, person=None)
    send(report=report_of(bodies.areas[0]), person=None)
    return sign(report=report_of(bodies.areas[0]), person=None)


def test_committee_decides_on_the_bodies_directly_below_it(committee: Organisation, bodies: Bodies) -> None:
    assert [committee_of(one) for one in (committee, bodies.areas[0])] == [committee, committee]
    assert [committee_of(one) for one in (bodies.units[0], bodies.areas[1], bodies.municipality)] == [None, None, None]


def test_those_who_lead_and_the_secretary_record_the_decision(
    signed: CardReport, committee: Organisation, bodies: Bodies, person_with: PersonWith, report_of: ReportOf
) -> None:
    may = {
        person_with(Role.CHIEF_EXECUTIVE, bodies.municipality): True,
        person_with(Role.UNIT_MANAGER, committee): True,
        person_with(Role.UNIT_MANAGER, bodies.areas[0]): False,
        person_with(Role.POLITICIAN, committee): False,
        person_with(Role.AUDITOR, bodies.municipality): False,
    }
    report, unit = report_of(bodies.areas[0]), report_of(bodies.units[0])
    for person, allowed in may.items():
        for one in (report, unit):
            assert DECIDE_REPORT.allows(person, one) is allowed, person
            assert DECIDE_REPORT.subjects(person).filter(pk=one.pk).exists() is allowed, person
        if not allowed:
            with pytest.raises(DomainError):
                record_decision(report=report, decision=DECISION, person=person)


def test_where_no_committee_stands_above_whoever_signs_records_it(
    signed: CardReport, bodies: Bodies, person_with: PersonWith, report_of: ReportOf
) -> None:
    above, own = person_with(Role.UNIT_MANAGER, bodies.areas[1]), person_with(Role.UNIT_MANAGER, bodies.units[2])
    report = report_of(bodies.units[2])
    assert [DECIDE_REPORT.allows(person, report) for person in (above, own)] == [True, False]
    assert [DECIDE_REPORT.subjects(person).filter(pk=report.pk).exists() for person in (above, own)] == [True, False]


def test_secretary_and_members_are_told_of_what_the_committee_decides_on(
    signed: CardReport, committee: Organisation, bodies: Bodies, person_with: PersonWith
) -> None:
    secretary, member = person_with(Role.UNIT_MANAGER, committee), person_with(Role.POLITICIAN, committee)
    other = person_with(Role.POLITICIAN, bodies.municipality)
    assert told(due_in_reporting, secretary) == ["First tertial 2026, Lärande: record the committee's decision"]
    assert told(sent_to_committees, member) == ["First tertial 2026, Lärande: signed, for the committee's decision"]
    assert told(sent_to_committees, other) == []
    record_decision(report=signed, decision=DECISION, person=secretary)
    assert told(due_in_reporting, secretary) == told(sent_to_committees, member) == []


def told(piece_of: Callable[..., object], person: Person) -> list[str]:
    piece = piece_of(person=person, grants=list(person.grants.select_related("organisation")))
    return [entry.text for entry in piece.context["entries"]] if piece else []  # type: ignore[attr-defined]


def test_members_read_signed_reports_below_the_committee_and_write_no_card(
    signed: CardReport, committee: Organisation, bodies: Bodies, person_with: PersonWith, client: Client
) -> None:
    member = person_with(Role.POLITICIAN, committee)
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    start = [bodies.municipality.key, 2026, "T1"]
    address, unsigned = (
        reverse("steering:report", args=[*start, one.key]) for one in (bodies.areas[0], bodies.units[0])
    )
    assert "Decision of Utbildningsnämnden" in client.get(address).content.decode()
    assert client.get(unsigned).status_code == 403
    assert not WRITE_CARD.allows(member, signed.card)


def test_missing_decision_is_late_the_day_after_the_deadline(
    signed: CardReport, monkeypatch: pytest.MonkeyPatch, person_with: PersonWith, bodies: Bodies, client: Client
) -> None:
    for day, late in ((20, False), (21, True)):
        monkeypatch.setattr(clock, "now", lambda day=day: datetime(2026, 5, day, 12, tzinfo=UTC))
        assert (awaits_decision(signed), is_decision_late(signed)) == (True, late)
    chief = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    client.force_login(chief, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("steering:period", args=[bodies.municipality.key, 2026, "T1"])
    assert "The committee has not decided" in client.get(address).content.decode()
    record_decision(report=signed, decision=DECISION, person=chief)
    assert not is_decision_late(signed)
    assert "The committee has not decided" not in client.get(address).content.decode()
