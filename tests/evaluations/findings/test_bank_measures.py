"""Good examples that belong to measures: how they are named in the form, and where they are shown, and to whom."""

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.findings import bank
from kompassros.evaluations.findings.bank_measures import (
    MOST_MEASURES,
    beside_measures,
    examples_beside,
    find_codes,
    known_codes,
)
from kompassros.evaluations.findings.bank_queries import Wanted, find_examples
from kompassros.evaluations.findings.models import GoodExample
from kompassros.indicators.models import Indicator
from kompassros.organisations.demo import OTHER
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError
from tests.evaluations.findings.bank_cases import give, norrvik_coordinator, read_anew

pytestmark = pytest.mark.django_db
CODE, OTHER_CODE = "N15428", "N00945"


def example_of(*codes: str, leave: bool = True, made_up: bool = True) -> GoodExample:
    """Return an example of Norrvik that belongs to measures and to no question."""
    wording = bank.Wording(title="Marker5", text="A text.", instrument="", questions=(), measures=codes)
    added = bank.add_example(organisation=Organisation.objects.get(key=OTHER), wording=wording, person=None)
    GoodExample._base_manager.filter(pk=added.pk).update(made_up=made_up)
    return give(read_anew(added)) if leave else added


def test_example_may_belong_to_a_measure_alone() -> None:
    assert (example_of(CODE.lower(), CODE).measures, example_of(CODE).questions) == ([CODE], [])


def test_example_belongs_to_something() -> None:
    with pytest.raises(DomainError, match="question or measure"):
        example_of()


@pytest.mark.parametrize(
    ("codes", "said"), [(["N99999"], "no measure with the code N99999"), ([f"N{at}" for at in range(13)], "at most 12")]
)
def test_codes_that_are_not_known_or_too_many_are_refused(codes: list[str], said: str) -> None:
    assert MOST_MEASURES == 12
    with pytest.raises(DomainError, match=said):
        known_codes(codes)


def test_measures_are_found_by_code_and_by_words_of_one() -> None:
    Indicator.objects.create(code="own.1", title="Zebror per invånare", search_key="zebror per invanare own.1")
    assert find_codes(f" {CODE.lower()} whatever\n\nzebror\nown.1") == (CODE, "own.1")


def test_words_of_many_measures_name_some_of_them() -> None:
    with pytest.raises(DomainError, match="More than one measure"):
        find_codes("elever")
    with pytest.raises(DomainError, match="No measure has"):
        find_codes("xyzzy")


@pytest.mark.parametrize("leave", [True, False])
def test_example_stands_beside_its_measure_with_leave_only(leave: bool) -> None:
    example = example_of(CODE, leave=leave)
    found = [one.example.pk for one in examples_beside([CODE, OTHER_CODE], made_up=True)]
    assert found == ([example.pk] if leave else [])
    assert examples_beside([OTHER_CODE], made_up=True) == []


def test_made_up_example_stands_beside_made_up_values_only() -> None:
    example_of(CODE)
    assert beside_measures(codes=[CODE], made_up=False) is None
    real = example_of(CODE, made_up=False)
    assert [one.example.pk for one in examples_beside([CODE], made_up=False)] == [real.pk]


def test_changed_measures_by_another_end_the_leave_and_by_the_owner_do_not() -> None:
    example = example_of(CODE)
    wording = bank.Wording(title="Marker5", text="A text.", instrument="", questions=(), measures=(OTHER_CODE,))
    changed = bank.change_example(example=example, wording=wording, person=norrvik_coordinator())
    assert (changed.measures, changed.leave) == ([OTHER_CODE], GoodExample.Leave.GIVEN)


def test_examples_of_a_measure_are_found_in_the_bank() -> None:
    example = example_of(CODE)
    assert find_examples(norrvik_coordinator(), Wanted(measure=CODE.lower())) == [example]
    assert find_examples(norrvik_coordinator(), Wanted(measure=OTHER_CODE)) == []


def test_public_pages_show_it_beside_made_up_values(client: Client) -> None:
    example_of(CODE)
    made_up = client.get(f"/en/measures/{CODE}/?class=XX-municipality").content.decode()
    results = client.get("/en/measures/sets/kkik-2024/M007/?country=XX").content.decode()
    assert ("Marker5" in made_up, "Marker5" in results) == (True, True)


def test_example_is_added_in_the_form_by_words_of_a_measure(client: Client) -> None:
    client.force_login(norrvik_coordinator(), backend="allauth.account.auth_backends.AuthenticationBackend")
    where = reverse("examples:add", args=[OTHER])
    content = {"version": "1", "title": "Marker6", "text": "A text.", "language": "sv", "measures": "xyzzy"}
    refused = client.post(where, content)
    assert refused.status_code == 422
    assert "No measure has" in refused.content.decode()
    content |= {"measures": CODE, "version": str(Organisation.objects.get(key=OTHER).version)}
    assert client.post(where, content).status_code == 302
    added = GoodExample._base_manager.get(title="Marker6")
    assert added.measures == [CODE]
    page = client.get(reverse("examples:show", args=[added.slug])).content.decode()
    assert f"/measures/{CODE}/" in page
    form = client.get(reverse("examples:change", args=[added.slug])).content.decode()
    assert CODE in form
