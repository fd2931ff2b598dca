"""Every address as every role, signed out, on one's own organisation and on another's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kompassros.evaluations.models import ResultImport, ScoreSheet
from kompassros.organisations.demo import OTHER, OWN, demo_address
from kompassros.organisations.models import Grant, Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import clock
from kompassros.records.models import Job
from tests.contract.permission_table import TABLE, Rule

pytestmark = pytest.mark.django_db
OPEN = {200, 302, 404, 405, 422}


def _names(patterns: Any, namespace: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            name = pattern.name or str(pattern.pattern)
            yield f"{namespace}:{name}" if namespace else name


def test_every_address_stands_in_the_table() -> None:
    assert set(_names(get_resolver().url_patterns)) == set(TABLE)


@dataclass(frozen=True)
class Subjects:
    """The things that addresses name: those of the roles' own municipality and those of another one."""

    own: dict[str, dict[str, Any]]
    other: dict[str, dict[str, Any]]


@pytest.fixture
def subjects(loaded: None) -> Subjects:
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
    job = Job.objects.create(kind="results.check", person=stranger, created_at=clock.now())
    sheet = ScoreSheet.objects.filter(organisation=organisation).first()
    reference = ScoreSheet.objects.exclude(reference=None).first()
    assert sheet
    assert reference
    return {
        "": {},
        "organisation": {"key": key},
        "country": {"key": "sverige"},
        "grant": {"pk": grant.pk},
        "sheet": {"slug": sheet.slug},
        "reference": {"slug": reference.slug},
        "edition": {"key": "kommunkompassen", "instrument": "kommunkompassen", "version": "2.0"},
        "mapping": {"key": "kommunkompassen", "source": "v1", "target": "2.0"},
        "import": {"pk": received.pk},
        "job": {"uid": job.uid},
    }


def _address(name: str, rule: Rule, subjects: dict[str, dict[str, Any]]) -> str:
    values = dict(subjects[rule.subject])
    if name == "account_reset_password_from_key":
        values = {"uidb36": "1", "key": "none"}
    wanted = _parameters(name)
    renamed = {"country_key": "key"}
    return reverse(name, kwargs={parameter: values[renamed.get(parameter, parameter)] for parameter in wanted})


def _parameters(name: str) -> list[str]:
    if name == "account_reset_password_from_key":
        return ["uidb36", "key"]
    namespace, _, last = name.rpartition(":")
    resolver = get_resolver()
    found: list[str] = []
    for pattern, prefix in _walk(resolver.url_patterns, ""):
        if prefix == namespace and pattern.name == last:
            found = list(pattern.pattern.converters)
    return found


def _walk(patterns: Any, namespace: str) -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, ":".join(part for part in (namespace, pattern.namespace) if part))
        else:
            yield pattern, namespace


@pytest.mark.parametrize("name", sorted(TABLE))
def test_address_signed_out(name: str, subjects: Subjects, client: Client) -> None:
    rule = TABLE[name]
    response = client.get(_address(name, rule, subjects.own))
    if rule.public:
        assert response.status_code in OPEN
        assert "/accounts/login/" not in response.headers.get("Location", "") or name.startswith(("account_", "mfa_"))
    else:
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("whose", ["own", "other"])
def test_addresses_as_role(role: Role, whose: str, subjects: Subjects, client: Client) -> None:
    person = Person.objects.get(email=demo_address(role))
    wrong = []
    for name, rule in TABLE.items():
        if name == "account_logout":
            continue
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        status = client.get(_address(name, rule, getattr(subjects, whose))).status_code
        may = role in getattr(rule, whose)
        if (status in OPEN) != may or (not may and status != 403):
            wrong.append(f"{name}: answered {status}, may open: {may}")
    assert not wrong, "\n".join(wrong)


def test_nothing_can_be_written_with_a_get(subjects: Subjects, client: Client) -> None:
    person = Person.objects.get(email=demo_address(Role.ADMINISTRATOR))
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    with organisation_scope(Organisation.objects.get(key="sverige")):
        before = list(ResultImport.objects.values_list("pk", "state"))
    for name in ("evaluations:confirm", "evaluations:withdraw"):
        client.get(_address(name, TABLE[name], subjects.own))
    with organisation_scope(Organisation.objects.get(key="sverige")):
        assert list(ResultImport.objects.values_list("pk", "state")) == before
