"""Every address as every role, signed out, on one's own organisation and on another's."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.models import ResultImport, ScoreSheet
from kompassros.indicators.models import TableImport
from kompassros.instruments.drafts import start_draft
from kompassros.instruments.models import Edition, EditionDraft
from kompassros.organisations.demo import OTHER, OWN, demo_address
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import clock
from kompassros.records.models import Job
from tests.contract.addresses import address_of, all_names
from tests.contract.contact_subjects import contacts_of
from tests.contract.course_subjects import demo_course, example_of, joint_of, subjects_of_course, write_paper
from tests.contract.note_subjects import notes_of
from tests.contract.paper_subjects import papers_of_steering
from tests.contract.permission_table import TABLE, Rule
from tests.contract.round_subjects import rounds_of
from tests.contract.set_subjects import sets_of
from tests.contract.steering_subjects import steering_of
from tests.contract.table_subjects import tables_of
from tests.contract.wheel_subjects import wheel_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_refusals")]
OPEN = {200, 302, 404, 405, 422}


def test_every_address_stands_in_the_table() -> None:
    assert all_names() == set(TABLE)


@dataclass(frozen=True)
class Subjects:
    """The things that addresses name: those of the roles' own municipality and those of another one."""

    own: dict[str, dict[str, Any]]
    other: dict[str, dict[str, Any]]


@pytest.fixture
def subjects(db: None) -> Subjects:
    return Subjects(_subjects_of(OWN), _subjects_of(OTHER))


def _subjects_of(key: str) -> dict[str, dict[str, Any]]:
    organisation = Organisation.objects.get(key=key)
    stranger = Person.objects.create_user(f"stranger@{key}.example", name="Stranger")
    grant = Grant.objects.create(person=stranger, role=Role.READER, organisation=organisation, valid_from=clock.today())
    country = Organisation.objects.get(key="sverige")
    received = ResultImport._base_manager.create(
        organisation=country,
        file_name="x.csv",
        content=b"",
        sha256="",
        created_by=stranger,
        created_at=clock.now(),
    )
    bundle = Job.objects.create(kind="results.bundle", person=stranger, created_at=clock.now())
    of_all = Job.objects.create(kind="indicators.results_of_all", person=stranger, created_at=clock.now())
    job = Job.objects.create(kind="results.check", person=stranger, created_at=clock.now())
    sheet = ScoreSheet.objects.filter(organisation=organisation).first()
    reference = ScoreSheet.objects.exclude(reference=None).first()
    assert sheet
    assert reference
    course = demo_course(State.FACT_CHECK, key)
    draft = _draft_of(country, stranger)
    area = draft.content["areas"][0]
    steering = steering_of(organisation)
    return {
        "": {},
        "draft": {"pk": draft.pk},
        "area_of_draft": {"pk": draft.pk, "part": area["id"]},
        "question_of_draft": {"pk": draft.pk, "part": area["questions"][0]["id"]},
        "stored_edition": {"edition": draft.based_on_id},
        "organisation": {"key": key},
        **tables_of(country, stranger),
        **contacts_of(organisation, stranger),
        **notes_of(organisation, stranger),
        **rounds_of(organisation),
        **sets_of(organisation),
        **steering,
        **papers_of_steering(steering, stranger),
        **wheel_of(organisation),
        "grant": {"pk": grant.pk},
        "sheet": {"slug": sheet.slug},
        "reference": {"slug": reference.slug},
        "edition": {"key": "kommunkompassen", "instrument": "kommunkompassen", "version": "2.0"},
        "mapping": {"key": "kommunkompassen", "source": "v1", "target": "2.0"},
        "import": {"pk": received.pk},
        "job": {"uid": job.uid},
        "bundle": {"uid": bundle.uid},
        "results_of_all": {"uid": of_all.uid},
        "format": {"ending": "html"},
        "measure": {"code": "N15428", "picture": "spread", "key": "kkik-2024", "country": "SE", "rest": "kpi/N15428"},
        "handbook_file": {"key": "kkik-2024", "kind": "handbook", "ending": "xlsx"},
        "measure_results": {"key": "kkik-2024", "unit": "0180", "kind": "figures", "ending": "json"},
        "result_file": {"slug": sheet.slug, "kind": "scores", "ending": "json"},
        "history_file": {"key": key, "ending": "html"},
        **subjects_of_course(course),
        "result_place": subjects_of_course(demo_course(State.FOLLOW_UP, key))["course_place"],
        "course_paper": write_paper(course, stranger),
        "joint": joint_of(course, country),
        **example_of(organisation),
    }


def _draft_of(country: Organisation, person: Person) -> EditionDraft:
    based_on = Edition.objects.get(instrument__key="kommunkompassen", version="2.0")
    return start_draft(
        organisation=country, key="kommunkompassen", version="3.0", names={}, person=person, based_on=based_on
    )


def _address(name: str, rule: Rule, subjects: dict[str, dict[str, Any]]) -> str:
    return address_of(name, subjects[rule.subject])


def test_addresses_signed_out(subjects: Subjects, client: Client) -> None:
    wrong = []
    for name, rule in TABLE.items():
        response = client.get(_address(name, rule, subjects.own))
        to_sign_in = "/accounts/login/" in response.headers.get("Location", "")
        is_open = response.status_code in OPEN and (not to_sign_in or name.startswith(("account_", "mfa_")))
        is_closed = response.status_code == 302 and to_sign_in
        if not (is_open if rule.public else is_closed):
            wrong.append(f"{name}: answered {response.status_code}, public: {rule.public}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("whose", ["own", "other"])
def test_addresses_as_role(role: Role, whose: str, subjects: Subjects, client: Client) -> None:
    person = Person.objects.get(email=demo_address(role))
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    wrong = []
    for name, rule in TABLE.items():
        if name == "account_logout":
            continue
        response = client.get(_address(name, rule, getattr(subjects, whose)))
        b"".join(response)  # a download holds its file open until it is read
        status = response.status_code
        may = role in getattr(rule, whose)
        if (status in OPEN) != may or (not may and status != 403):
            wrong.append(f"{name}: answered {status}, may open: {may}")
    assert not wrong, "\n".join(wrong)


def test_nothing_can_be_written_with_a_get(subjects: Subjects, client: Client) -> None:
    person = Person.objects.get(email=demo_address(Role.ADMINISTRATOR))
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    with organisation_scope(Organisation.objects.get(key="sverige")):
        before = list(ResultImport.objects.values_list("pk", "state"))
    for name in ("evaluations:confirm", "evaluations:withdraw", "tables:confirm", "tables:withdraw", "tables:guess"):
        client.get(_address(name, TABLE[name], subjects.own))
    assert set(TableImport._base_manager.values_list("state", "version")) == {("reading", 1)}
    with organisation_scope(Organisation.objects.get(key="sverige")):
        assert list(ResultImport.objects.values_list("pk", "state")) == before
