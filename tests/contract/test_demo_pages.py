"""Every page that the menus of the demo's evaluations lead to, opened by each role that is led there."""

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.menu import menu_of
from kompassros.evaluations.courses.models import Course
from kompassros.organisations.demo import OWN, demo_address
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role

pytestmark = pytest.mark.django_db
TEAM = (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)
SLOW = pytest.mark.slow
"""The lead sees all that the others of the team see."""
PAGES_OF = {Role.CHIEF_EXECUTIVE: 5, Role.POLITICIAN: 5, Role.READER: 5, Role.UNIT_MANAGER: 0} | dict.fromkeys(TEAM, 13)
"""Of how many of Granby's 14 evaluations somebody sees a page: the team has no part in the self-evaluation."""


@pytest.mark.parametrize("role", [pytest.param(role, marks=SLOW if role in TEAM[1:] else ()) for role in Role])
def test_no_page_of_the_menu_fails(role: Role, client: Client) -> None:
    person = Person.objects.get(email=demo_address(role))
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("courses:list")).status_code == 200
    found = Course._base_manager.filter(organisation__key=OWN, made_up=True).select_related("organisation", "edition")
    links = [(one.slug, link.href) for one in found.order_by("pk") for link in menu_of(one, person, "")]
    wrong = [(href, status) for _slug, href in links if (status := client.get(href).status_code) != 200]
    assert wrong == []
    assert len({slug for slug, _href in links}) == PAGES_OF.get(role, 14)
