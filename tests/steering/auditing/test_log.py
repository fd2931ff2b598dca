import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock, freezing, history, matters
from kompassros.records.models import HistoryEntry
from kompassros.steering.auditing.log import Choice, chained, log_of
from kompassros.steering.periods.models import ReportingPeriod
from tests.steering.conftest import Bodies

pytestmark = pytest.mark.django_db


def today(**more: str) -> Choice:
    return Choice(clock.today(), clock.today(), **more)


def test_log_has_everything_of_steering_and_nothing_else(closed: ReportingPeriod, bodies: Bodies) -> None:
    subject = ("steering_period", str(closed.pk))
    own = {"title": "Delårsrapport", "case_number": "KS 2026/1", "person": None}
    matters.open_matter(subject=subject, organisation_id=bodies.municipality.pk, **own)
    matters.open_matter(subject=("course", "1"), organisation_id=bodies.municipality.pk, **own)
    kinds = [entry.subject_kind for entry in log_of(bodies.municipality, today())]
    assert set(kinds) == {
        *("steering_plan", "steering_card", "steering_goal", "steering_indicator", "steering_period", "matter"),
    }
    assert kinds.count("matter") == 1
    nodes = Organisation.objects.filter(path__startswith=bodies.municipality.path).values("pk")
    everything = HistoryEntry.objects.filter(subject_kind__startswith="steering_", organisation_id__in=nodes)
    assert len(kinds) == everything.count() + 1


@pytest.mark.parametrize(
    ("more", "verbs"),
    [
        ({"kind": "steering_period"}, ["planned", "planned", "planned", "opened", "closed"]),
        ({"decision": "§ 101"}, ["adopted"]),
        ({"subject": "hemtjänst 2026"}, ["added", "agreed"]),
        ({"person": "nobody of this name"}, []),
    ],
)
def test_log_is_chosen_from(more: dict[str, str], verbs: list[str], closed: ReportingPeriod, bodies: Bodies) -> None:
    assert [entry.verb for entry in log_of(bodies.municipality, today(**more))] == verbs


def test_log_ends_at_its_days(closed: ReportingPeriod, bodies: Bodies) -> None:
    day = clock.today()
    assert not log_of(bodies.municipality, Choice(day - timedelta(days=9), day - timedelta(days=1))).exists()
    assert not log_of(bodies.municipality, Choice(day + timedelta(days=1), day + timedelta(days=9))).exists()


def test_changed_or_missing_row_changes_all_that_follow(closed: ReportingPeriod, bodies: Bodies) -> None:
    entries = list(log_of(bodies.municipality, today()))
    whole = [row.sha256 for row in chained(entries)]
    assert [row.sha256 for row in chained(list(entries))] == whole
    without = [row.sha256 for row in chained([*entries[:2], *entries[3:]])]
    assert without[:2] == whole[:2]
    assert not set(without[2:]) & set(whole[2:])
    entries[1].why = "something else"
    assert not set([row.sha256 for row in chained(entries)][1:]) & set(whole[1:])


def test_files_have_all_rows_with_checksums(
    client: Client, closed: ReportingPeriod, bodies: Bodies, auditor: Person
) -> None:
    subject = ("steering_plan", "1", "=1+1")
    history.write(person=auditor, verb="changed", subject=subject, organisation_id=bodies.units[0].pk)
    asked = {"since": clock.today().isoformat(), "until": clock.today().isoformat()}
    count = log_of(bodies.municipality, today()).count()
    found = {}
    for ending in ("csv", "xlsx", "json"):
        address = reverse("steering:log_file", args=[bodies.municipality.key, ending])
        answer = client.get(address, asked, headers={"accept-language": "en"})
        assert answer.status_code == 200
        found[ending] = answer.content
    content = json.loads(found["json"])
    assert content["count"] == count == len(content["rows"])
    before = ""
    for row in content["rows"]:
        told = {name: value for name, value in row.items() if name != "sha256"}
        before = freezing.digest({"before": before, "row": told})
        assert row["sha256"] == before
    assert content["sha256"] == before
    lines = found["csv"].decode("utf-8-sig").splitlines()
    assert len(lines) == count + 1
    assert lines[-1].endswith(before)
    assert "'=1+1" in lines[-1]
    missing = client.get(reverse("steering:log_file", args=[bodies.municipality.key, "pdf"]), asked)
    assert missing.status_code == 404


def test_page_refuses_days_in_the_wrong_order(client: Client, auditor: Person, bodies: Bodies) -> None:
    asked = {"since": "2026-06-02", "until": "2026-06-01"}
    page = client.get(reverse("steering:log", args=[bodies.municipality.key]), asked, headers={"accept-language": "en"})
    assert "The last day lies before the first one." in page.content.decode()
    address = reverse("steering:log_file", args=[bodies.municipality.key, "csv"])
    assert client.get(address, asked, headers={"accept-language": "en"}).status_code == 422


def test_log_is_for_those_who_see_the_history(
    client: Client, bodies: Bodies, person_with: Callable[[Role, Organisation], Person]
) -> None:
    address = reverse("steering:log", args=[bodies.municipality.key])
    statuses = {}
    for role in (Role.COORDINATOR, Role.CHIEF_EXECUTIVE, Role.POLITICIAN):
        person = person_with(role, bodies.municipality)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        statuses[role] = client.get(address).status_code
    assert statuses == {Role.COORDINATOR: 200, Role.CHIEF_EXECUTIVE: 403, Role.POLITICIAN: 403}
