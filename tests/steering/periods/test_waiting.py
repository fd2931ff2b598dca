from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import history
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering import trail as card_trail
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods import trail
from kompassros.steering.periods.models import CardReport, ReportingPeriod
from kompassros.steering.periods.reporting import LineContent, send, sign, write_report
from kompassros.steering.periods.waiting import Chosen, sign_all, waiting_for
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.services import Talk, keep_talk, take_back
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import CardOf, ReportOf

pytestmark = pytest.mark.django_db
SignIn = Callable[[Role, Organisation], Person]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sent_reports(
    first: ReportingPeriod, report_of: ReportOf, goals: dict[str, GoalEdition], bodies: Bodies
) -> list[CardReport]:
    """The reports of the two schools, sent."""
    found = []
    for body in bodies.units[:2]:
        report = report_of(body)
        line = LineContent("partly", "Influensa", "Vikarier")
        write_report(report=report, text=f"Så går det i {body.name}", lines={goals[body.key].pk: line}, person=None)
        send(report=report, person=None)
        found.append(report_of(body))
    return found


@pytest.fixture
def talked(agreed: object, bodies: Bodies, card_of: CardOf) -> Card:
    """The card of the third unit, taken back and talked through anew."""
    body = bodies.units[2]
    take_back(card=card_of(body), why="Nytt mål", person=None)
    keep_talk(card=card_of(body), talk=Talk(date(2026, 2, 3), "Punkter"), person=None)
    return card_of(body)


def names(rows: object) -> list[str]:
    return [row.organisation.name for row in rows]  # type: ignore[attr-defined]


def test_reports_and_cards_wait_for_the_nearest_manager_above(
    sent_reports: list[CardReport], talked: Card, bodies: Bodies, person_with: SignIn
) -> None:
    chief = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    found = waiting_for(chief, bodies.municipality)
    assert names(found.reports) == ["Ängens skola", "Åsens förskola"]
    assert names(found.cards) == ["Hemtjänst"]
    school = person_with(Role.UNIT_MANAGER, bodies.areas[0])
    assert names(waiting_for(school, bodies.municipality).reports) == ["Ängens skola", "Åsens förskola"]
    assert names(waiting_for(chief, bodies.municipality).reports) == []
    assert names(waiting_for(chief, bodies.municipality).cards) == ["Hemtjänst"]


def test_nothing_waits_for_who_signs_nothing(
    sent_reports: list[CardReport], bodies: Bodies, person_with: SignIn
) -> None:
    for role in (Role.POLITICIAN, Role.AUDITOR, Role.READER):
        assert waiting_for(person_with(role, bodies.municipality), bodies.municipality).to_sign == 0
    unit = person_with(Role.UNIT_MANAGER, bodies.units[0])
    assert waiting_for(unit, bodies.municipality).to_sign == 0


def test_signing_all_writes_a_row_of_history_for_each(
    sent_reports: list[CardReport], talked: Card, bodies: Bodies, person_with: SignIn
) -> None:
    chief = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    chosen = [Chosen(row, row.version) for row in (*sent_reports, talked)]
    assert sign_all(chosen=chosen, person=chief) == 3
    for report in sent_reports:
        report.refresh_from_db()
        assert (report.state, report.signed_by_id) == ("signed", chief.pk)
        assert next(entry.verb for entry in history.of_subject(trail.REPORT, str(report.pk))) == "signed"
    talked.refresh_from_db()
    assert talked.state == "agreed"
    assert next(entry.verb for entry in history.of_subject(card_trail.CARD, str(talked.pk))) == "agreed"


def test_one_that_was_changed_stops_all(sent_reports: list[CardReport], bodies: Bodies, person_with: SignIn) -> None:
    chief = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    one, other = sent_reports
    with pytest.raises(Conflict, match=r"Åsens förskola: .* Nothing was signed"):
        sign_all(chosen=[Chosen(one, one.version), Chosen(other, other.version - 1)], person=chief)
    assert set(CardReport._base_manager.filter(pk__in=[one.pk, other.pk]).values_list("state", flat=True)) == {"sent"}


def test_nothing_chosen_is_refused(bodies: Bodies, person_with: SignIn) -> None:
    with pytest.raises(DomainError, match="at least one"):
        sign_all(chosen=[], person=person_with(Role.CHIEF_EXECUTIVE, bodies.municipality))


def test_page_leads_by_a_look_to_many_signatures(
    client: Client, sent_reports: list[CardReport], talked: Card, bodies: Bodies, person_with: SignIn
) -> None:
    client.force_login(person_with(Role.CHIEF_EXECUTIVE, bodies.municipality), backend=BACKEND)
    address = reverse("steering:waiting", args=[bodies.municipality.key])
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(address, headers={"accept-language": "en"}).content.decode()
    assert len(queries) <= 14
    assert "3 reports and cards to sign" in shown
    keys = [f"report-{row.pk}" for row in sent_reports] + [f"card-{talked.pk}"]
    look = client.get(f"{address}sign/", {"chosen": keys}, headers={"accept-language": "en"}).content.decode()
    assert "Så går det i Ängens skola" in look
    assert "Sign all 3" in look
    chosen = [f"report-{row.pk}-{row.version}" for row in sent_reports] + [f"card-{talked.pk}-{talked.version}"]
    form = {"version": bodies.municipality.version, "request_id": str(uuid4()), "chosen": chosen}
    answer = client.post(f"{address}sign/", form, headers={"accept-language": "en"}, follow=True)
    assert "3 reports and cards are signed." in answer.content.decode()
    again = client.post(f"{address}sign/", form, headers={"accept-language": "en"}, follow=True)
    assert "Nothing waits for you here." in again.content.decode()


def test_page_refuses_what_does_not_wait_for_the_person(
    client: Client, sent_reports: list[CardReport], bodies: Bodies, person_with: SignIn
) -> None:
    client.force_login(person_with(Role.UNIT_MANAGER, bodies.areas[1]), backend=BACKEND)
    chosen = [f"report-{sent_reports[0].pk}-{sent_reports[0].version}"]
    form = {"version": bodies.municipality.version, "request_id": str(uuid4()), "chosen": chosen}
    address = reverse("steering:waiting_sign", args=[bodies.municipality.key])
    answer = client.post(address, form, headers={"accept-language": "en"}, follow=True)
    assert "does not wait for you any more" in answer.content.decode()
    sent_reports[0].refresh_from_db()
    assert sent_reports[0].state == "sent"


def test_decisions_of_committees_wait_until_they_are_recorded(
    sent_reports: list[CardReport], bodies: Bodies, person_with: SignIn
) -> None:
    chief = person_with(Role.CHIEF_EXECUTIVE, bodies.municipality)
    sign(report=sent_reports[0], person=None)
    assert list(waiting_for(chief, bodies.municipality).decisions) == []
    Organisation.objects.filter(pk=bodies.areas[0].pk).update(kind=Organisation.Kind.COMMITTEE)
    assert [row.pk for row in waiting_for(chief, bodies.municipality).decisions] == [sent_reports[0].pk]
