"""Every policy of every app: the predicate and its queryset say the same, for every role and every object."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from kompassros.evaluations.courses.policies import EVALUATORS
from kompassros.indicators.models import CollectionRound, ContactRater
from kompassros.organisations import people, policies
from kompassros.organisations.demo import OWN, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import GRANTED_BY_COORDINATOR, SEES_HISTORY, Role
from kompassros.records import clock
from kompassros.records.models import Job
from kompassros.records.policies import POLICIES
from tests.contract.permission_table import STEERING_FOLLOWERS, STEERING_LEADERS
from tests.contract.set_subjects import sets_of
from tests.contract.steering_subjects import steering_of

pytestmark = pytest.mark.django_db
NOBODY = ("ended", "coming", "nobody", "inactive", "signed out")
PEOPLE = [*Role, "norrvik", "region", "unit administrator", *NOBODY]


def _new(
    name: str, role: Role | None = None, key: str = "granby", *, from_day: int = 0, to_day: int | None = None
) -> Person:
    person = Person.objects.create_user(f"{name.replace(' ', '.')}@example.org", name=name)
    if role:
        today = clock.today()
        people.grant_role(
            person=person,
            role=role,
            organisation=Organisation.objects.get(key=key),
            since=today + timedelta(days=from_day),
            until=None if to_day is None else today + timedelta(days=to_day),
            granted_by=None,
        )
    return person


def _person(who: Role | str) -> Person | AnonymousUser:
    if isinstance(who, Role):
        return Person.objects.get(email=demo_address(who))
    if who == "signed out":
        return AnonymousUser()
    if who == "norrvik":
        return Person.objects.get(email="coordinator.norrvik@demo.example")
    if who == "inactive":
        person = _new(who, Role.ADMINISTRATOR, "sverige")
        Person.objects.filter(pk=person.pk).update(is_active=False)
        return Person.objects.get(pk=person.pk)
    return {
        "region": lambda: _new("region", Role.AUDITOR, "region-orebro-lan"),
        "unit administrator": lambda: _new("unit", Role.ADMINISTRATOR, "granby-forskolor"),
        "ended": lambda: _new("ended", Role.ADMINISTRATOR, from_day=-9, to_day=-1),
        "coming": lambda: _new("coming", Role.ADMINISTRATOR, from_day=1),
        "nobody": lambda: _new("nobody"),
    }[who]()


@pytest.fixture
def jobs() -> None:
    """What the demo has none of: jobs of people and of nobody, an own set, who rates, reporting periods."""
    sets_of(Organisation.objects.get(key=OWN))
    steering_of(Organisation.objects.get(key=OWN))
    rater = Person.objects.get(email=demo_address(Role.EVALUATOR))
    ContactRater.objects.create(round=CollectionRound.objects.all()[0], person=rater)
    for role in (Role.ADMINISTRATOR, Role.READER):
        Job.objects.create(kind="x", person=Person.objects.get(email=demo_address(role)), created_at=clock.now())
    Job.objects.create(kind="x", created_at=clock.now())


@pytest.mark.usefixtures("jobs")
@pytest.mark.parametrize("name", sorted(POLICIES))
def test_predicate_and_queryset_agree_and_some_are_allowed_nothing(name: str) -> None:
    """All people in one test: to make what the demo has none of takes far longer than to ask about one of them."""
    policy = POLICIES[name]
    everybody = {who: _person(who) for who in PEOPLE}
    everything = list(policy.model._base_manager.all())
    assert everything
    may = {}
    for who, person in everybody.items():
        may[who] = {subject.pk for subject in everything if policy.allows(person, subject)}
        assert set(policy.subjects(person).values_list("pk", flat=True)) == may[who], who
    assert any(may[role] for role in Role)
    assert not [who for who in NOBODY if may[who]]


@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what_on_their_own_municipality(role: Role, granby: Organisation) -> None:
    person = _person(role)
    may = {name for name, policy in POLICIES.items() if policy.model is Organisation and policy.allows(person, granby)}
    expected = set() if role is Role.UNIT_MANAGER else {"organisations.belong"}
    expected |= {"organisations.see_history"} if role in SEES_HISTORY else set()
    expected |= {"organisations.manage_people"} if role in (Role.ADMINISTRATOR, Role.COORDINATOR) else set()
    expected |= {"organisations.administer"} if role is Role.ADMINISTRATOR else set()
    expected |= {"evaluations.order"} if role in (Role.ADMINISTRATOR, Role.COORDINATOR) else set()
    expected |= {"evaluations.add_example"} if role in (*EVALUATORS, Role.ADMINISTRATOR, Role.COORDINATOR) else set()
    writers = (Role.COORDINATOR, Role.RESPONDENT, Role.UNIT_MANAGER)
    readers = (*writers, Role.CHIEF_EXECUTIVE, Role.READER, Role.POLITICIAN, Role.AUDITOR)
    on_unit = role is Role.UNIT_MANAGER
    expected |= {"indicators.write_notes"} if role in writers and not on_unit else set()
    expected |= {"indicators.read_notes"} if role in readers and not on_unit else set()
    expected |= {"steering.lead"} if role in STEERING_LEADERS else set()
    expected |= {"steering.follow"} if role in STEERING_FOLLOWERS else set()
    expected |= {"steering.read_log"} if role in (Role.COORDINATOR, Role.AUDITOR) else set()
    keepers = {"indicators.make_sets", "indicators.make_networks"}
    expected |= keepers if role in (Role.ADMINISTRATOR, Role.COORDINATOR) else set()
    expected |= {"indicators.sign_up", "indicators.write_result_papers"} if role is Role.COORDINATOR else set()
    assert may == expected


@pytest.mark.parametrize("role", list(Role))
def test_roles_that_a_person_may_give(role: Role, granby: Organisation, norrvik: Organisation) -> None:
    expected = {Role.ADMINISTRATOR: list(Role), Role.COORDINATOR: list(GRANTED_BY_COORDINATOR)}.get(role, [])
    assert policies.roles_to_give(_person(role), granby) == expected
    assert policies.roles_to_give(_person(role), norrvik) == (expected if role is Role.ADMINISTRATOR else [])
