from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import history
from kompassros.records.errors import Conflict, DomainError
from kompassros.steering.auditing import trail
from kompassros.steering.auditing.models import AuditVerdict
from kompassros.steering.auditing.queries import verdict_of
from kompassros.steering.auditing.services import VerdictContent, record_verdict
from kompassros.steering.periods.closing import latest
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.planning import publish
from tests.steering.conftest import YEAR, Bodies

pytestmark = pytest.mark.django_db
CONTENT = VerdictContent("consistent", "partly", "partly", "Åtta av trettio mål är uppfyllda.")


def test_verdict_stands_beside_the_edition_and_leaves_it(closed: ReportingPeriod, auditor: Person) -> None:
    before = latest(closed)
    verdict = record_verdict(period=closed, content=CONTENT, person=auditor)
    after = latest(closed)
    assert before is not None
    assert after is not None
    assert (verdict.number, verdict.edition_id, verdict.by) == (1, before.pk, auditor)
    assert (after.pk, after.sha256) == (before.pk, before.sha256)
    (entry,) = history.of_subject(trail.VERDICT, str(closed.pk))
    assert entry.verb == "given"
    assert entry.after == {
        "financial": "consistent",
        "operational": "partly",
        "overall": "partly",
        "reasons": CONTENT.reasons,
        "edition": 1,
    }


def test_later_verdict_holds_and_the_earlier_stays(closed: ReportingPeriod, auditor: Person) -> None:
    record_verdict(period=closed, content=CONTENT, person=auditor)
    record_verdict(period=closed, content=replace(CONTENT, overall="not"), person=auditor)
    held = verdict_of(closed)
    assert held is not None
    assert (held.number, held.overall) == (2, "not")
    numbers = AuditVerdict._base_manager.filter(period=closed).values_list("number", "overall")
    assert sorted(numbers) == [(1, "partly"), (2, "not")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (replace(CONTENT, financial="good"), "one of the four conclusions"),
        (replace(CONTENT, reasons="  "), "never stands without them"),
        (replace(CONTENT, reasons="x" * 10_001), "longer than 10000"),
    ],
)
def test_verdict_that_is_not_whole_is_refused(
    content: VerdictContent, said: str, closed: ReportingPeriod, auditor: Person
) -> None:
    with pytest.raises(DomainError, match=said):
        record_verdict(period=closed, content=content, person=auditor)


def test_open_period_has_no_verdict(first: ReportingPeriod, auditor: Person) -> None:
    with pytest.raises(DomainError, match="cannot be done now"):
        record_verdict(period=first, content=CONTENT, person=auditor)


def test_second_auditor_is_told(closed: ReportingPeriod, auditor: Person) -> None:
    seen = ReportingPeriod._base_manager.select_related("plan__organisation", "organisation").get(pk=closed.pk)
    record_verdict(period=closed, content=CONTENT, person=auditor)
    with pytest.raises(Conflict):
        record_verdict(period=seen, content=CONTENT, person=auditor)


def test_only_an_auditor_gives_it(
    closed: ReportingPeriod, bodies: Bodies, person_with: Callable[[Role, Organisation], Person]
) -> None:
    for role in (Role.COORDINATOR, Role.CHIEF_EXECUTIVE, Role.POLITICIAN):
        with pytest.raises(DomainError, match="role does not allow"):
            record_verdict(period=closed, content=CONTENT, person=person_with(role, bodies.municipality))


def test_database_keeps_reasons_and_one_row_for_each_number(closed: ReportingPeriod, auditor: Person) -> None:
    verdict = record_verdict(period=closed, content=CONTENT, person=auditor)
    verdict.pk = None
    for reasons, number in (("", 2), ("Skäl", 1)):
        verdict.reasons, verdict.number = reasons, number
        with pytest.raises(IntegrityError), transaction.atomic():
            verdict.save(force_insert=True)


def test_pages_show_the_verdict_inside_and_in_public(
    client: Client, closed: ReportingPeriod, auditor: Person, bodies: Bodies
) -> None:
    def at(name: str, *more: object) -> str:
        return reverse(f"steering:{name}", args=[bodies.municipality.key, YEAR, "T1", *more])

    english = {"accept-language": "en"}
    assert "Give a verdict as auditor" in client.get(at("period"), headers=english).content.decode()
    form = {"version": closed.version, "request_id": str(uuid4()), **vars(CONTENT)}
    answer = client.post(at("period_verdict"), form, headers=english, follow=True)
    assert "The verdict is recorded." in answer.content.decode()
    publish(period=ReportingPeriod._base_manager.get(pk=closed.pk), at=None, person=None)
    client.logout()
    page = client.get(at("period_public"), headers=english).content.decode()
    assert "partly consistent with the goals" in page
    assert CONTENT.reasons in page
    assert "Give the verdict anew" not in page
