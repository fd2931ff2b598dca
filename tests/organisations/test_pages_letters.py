"""The page on which a person chooses the language of letters, and whether notices come by e-mail."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.organisations import people
from kompassros.organisations.models import Person
from kompassros.records.errors import DomainError
from kompassros.records.history import of_subject

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def choices(person: Person) -> tuple[str, bool]:
    person.refresh_from_db()
    return (person.language, person.notices_by_mail)


def test_new_person_gets_letters_in_swedish() -> None:
    assert choices(people.invite(email="ny@example.org", name="Ny")) == ("sv", True)


def test_choices_are_stored_with_a_row_in_the_history(coordinator: Person, sign_in: SignIn) -> None:
    address = reverse("account_letters")
    response = sign_in(coordinator).post(address, {"language": "nb"}, follow=True)
    assert response.redirect_chain == [(address, 302)]
    assert "Your choices are stored." in response.content.decode()
    assert choices(coordinator) == ("nb", False)
    entry = of_subject("person", str(coordinator.pk))[0]
    assert (entry.verb, entry.before, entry.after) == (
        "letters_chosen",
        {"language": "sv", "notices_by_mail": True},
        {"language": "nb", "notices_by_mail": False},
    )
    sign_in(coordinator).post(address, {"language": "en", "notices_by_mail": "on"})
    assert choices(coordinator) == ("en", True)


def test_form_shows_what_is_chosen(coordinator: Person, sign_in: SignIn) -> None:
    people.choose_letters(person=coordinator, language="nb", notices_by_mail=True)
    content = sign_in(coordinator).get(reverse("account_letters")).content.decode()
    chosen = [part.partition(">")[0] for part in content.split("<input") if "checked" in part.partition(">")[0]]
    assert ['value="nb"' in chosen[0], 'name="notices_by_mail"' in chosen[1], len(chosen)] == [True, True, 2]


def test_language_that_is_not_spoken_here_is_refused(coordinator: Person, sign_in: SignIn) -> None:
    response = sign_in(coordinator).post(reverse("account_letters"), {"language": "fi"})
    assert "ds-error-summary" in response.content.decode()
    with pytest.raises(DomainError, match="not spoken here"):
        people.choose_letters(person=coordinator, language="fi", notices_by_mail=True)
    assert choices(coordinator) == ("sv", True)
