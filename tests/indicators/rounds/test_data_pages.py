"""The pages on which a municipality hands in: who sees and who changes, what a save says, sign-off, draws."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from kompassros.indicators.rounds import handing_in
from kompassros.indicators.rounds.forms_release import NumberField
from kompassros.indicators.rounds.models import CollectionRound, SampleDraw
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.models import HandledRequest
from kompassros.statistics import reading
from tests.indicators.rounds.data_cases import NOON, DataCase, data_case, sent
from tests.indicators.rounds.makers import make_person, person_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(set_clock: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> DataCase:
    set_clock(NOON)
    monkeypatch.setattr(reading, "values", lambda **_wanted: [])
    return data_case()


@pytest.fixture
def as_person(client: Client) -> Callable[[Person], Client]:
    def signing_in(person: Person) -> Client:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signing_in


As = Callable[[Person], Client]


def test_overview_and_form_of_a_measure_are_shown(case: DataCase, as_person: As) -> None:
    browser = as_person(case.coordinator)
    overview = browser.get(case.at("participant")).content.decode()
    assert "0 of 2" in overview
    assert case.first.measure.title in overview
    form = browser.get(case.at("data_entry", case.first.pk)).content.decode()
    assert f'data-keep="round-{case.granby.pk}-{case.first.pk}"' in form
    assert browser.get(case.at("data_entry", 999999)).status_code == 404


def test_share_is_caught_after_save_then_mended_and_signed_off(case: DataCase, as_person: As) -> None:
    browser = as_person(case.coordinator)
    address = case.at("data_entry", case.first.pk)
    answer = browser.post(address, sent(1, value="0,75"), follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "looks like a share from 0 to 1" in answer.content.decode()
    browser.post(case.at("data_entry", case.second.pk), sent(1, status="not_measured"))
    browser.post(case.at("sign_off"), sent(case.stored().version, office="Head"))
    assert case.stored().signed_off_at is None
    answer = browser.post(address, sent(2, value="75"), follow=True)
    assert answer.redirect_chain == [(case.at("participant"), 302)]
    browser.post(case.at("sign_off"), sent(case.stored().version, office="Head"))
    assert case.stored().signed_off_as == "Head"


def test_change_after_sign_off_asks_why(case: DataCase, as_person: As) -> None:
    browser = as_person(case.coordinator)
    for one in (case.first, case.second):
        browser.post(case.at("data_entry", one.pk), sent(1, value="60"))
    browser.post(case.at("sign_off"), sent(case.stored().version, office="Head"))
    address = case.at("data_entry", case.first.pk)
    assert "takes the sign-off away" in browser.get(address).content.decode()
    assert browser.post(address, sent(2, value="61")).status_code == 200
    assert case.stored().signed_off_at is not None
    browser.post(address, sent(2, value="61", why="Counted twice"))
    assert case.stored().signed_off_at is None
    assert handing_in.data_of(case.granby)[case.first.pk].value == 61


def test_second_editor_sees_what_changed_and_may_save_again(case: DataCase, as_person: As) -> None:
    browser = as_person(case.coordinator)
    address = case.at("data_entry", case.first.pk)
    browser.post(address, sent(1, value="60"))
    answer = browser.post(address, sent(1, value="70"))
    assert "Somebody else has changed this" in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()
    assert handing_in.data_of(case.granby)[case.first.pk].value == 60
    browser.post(address, sent(2, value="70"))
    assert handing_in.data_of(case.granby)[case.first.pk].value == 70


def test_entry_is_taken_away(case: DataCase, as_person: As) -> None:
    browser = as_person(case.coordinator)
    browser.post(case.at("data_entry", case.first.pk), sent(1, value="60"))
    browser.post(case.at("data_take_away", case.first.pk), sent(1))
    assert case.first.pk in handing_in.data_of(case.granby)
    browser.post(case.at("data_take_away", case.first.pk), sent(2))
    assert handing_in.data_of(case.granby) == {}


@pytest.mark.parametrize("role", [Role.READER, Role.AUDITOR, Role.POLITICIAN, Role.ADMINISTRATOR])
def test_others_of_the_municipality_see_and_change_nothing(case: DataCase, as_person: As, role: Role) -> None:
    browser = as_person(person_with(role))
    assert browser.get(case.at("participant")).status_code == 200
    page = browser.get(case.at("data_entry", case.first.pk))
    assert (page.status_code, 'name="value"' in page.content.decode()) == (200, False)
    assert browser.get(case.at("draw")).status_code == 200
    assert browser.get(case.at("data_file_in")).status_code == 403
    for name in ("data_entry", "data_take_away"):
        assert browser.post(case.at(name, case.first.pk), sent(1, value="1")).status_code == 403
    assert browser.post(case.at("sign_off"), sent(1, office="x")).status_code == 403
    browser.post(case.at("draw"), {"pasted": "a\nb"})
    assert (handing_in.data_of(case.granby), SampleDraw._base_manager.count()) == ({}, 0)


def test_another_municipalitys_people_are_kept_out(case: DataCase, as_person: As) -> None:
    stranger = make_person(Role.COORDINATOR, Organisation.objects.get(key="norrvik"), "stranger")
    browser = as_person(stranger)
    assert browser.get(case.at("participant", who="norrvik")).status_code == 200
    for name in ("participant", "data_form", "data_file_in", "draw"):
        assert browser.get(case.at(name)).status_code == 403
    assert browser.post(case.at("data_entry", case.first.pk), sent(1, value="1")).status_code == 403
    assert browser.get(case.at("participant", who="kvarnby")).status_code == 404


def test_closed_round_takes_nothing_in(case: DataCase, as_person: As) -> None:
    CollectionRound.objects.update(state="closed")
    browser = as_person(case.coordinator)
    assert browser.get(case.at("participant")).status_code == 200
    assert browser.post(case.at("data_entry", case.first.pk), sent(1, value="1")).status_code == 403
    assert handing_in.data_of(case.granby) == {}


def test_drawn_lines_stand_in_the_answer_once_and_nowhere_else(case: DataCase, as_person: As) -> None:
    browser = as_person(case.coordinator)
    answer = browser.post(case.at("draw"), {"pasted": "\n".join(f"case-{number}" for number in range(200))})
    assert answer.content.decode().count("case-") == 150
    assert "no-store" in answer["Cache-Control"]
    kept = SampleDraw._base_manager.get()
    for page in (case.at("draw"), case.at("draw_check", kept.pk), case.at("participant")):
        assert "case-" not in browser.get(page).content.decode()
    assert not HandledRequest.objects.filter(outcome__icontains="case-").exists()


def test_draw_is_checked_again_from_a_file(case: DataCase, as_person: As) -> None:
    browser = as_person(case.coordinator)
    browser.post(case.at("draw"), {"pasted": "a\nb\nc", "seed": "s"})
    address = case.at("draw_check", SampleDraw._base_manager.get().pk)
    same = browser.post(address, {"file": SimpleUploadedFile("list.txt", b"a\nb\nc\n")})
    assert "comes out the same" in same.content.decode()
    other = browser.post(address, {"pasted": "a\nc\nb"})
    assert "not the list" in other.content.decode()
    neither = browser.post(address, {"pasted": " "})
    assert "either as a file or pasted" in neither.content.decode()
    assert browser.get(case.at("draw_check", 999999)).status_code == 404


@pytest.mark.parametrize(("language", "shown"), [("sv", "0,82"), ("nb", "0,82"), ("en", "0.82")])
def test_a_number_stands_in_its_field_as_the_reader_types_it(language: str, shown: str) -> None:
    with translation.override(language):
        field = NumberField()
        assert field.prepare_value("0.82") == shown
        assert field.prepare_value(Decimal("0.82")) == shown
        assert field.clean(shown) == Decimal("0.82")
    assert field.prepare_value(None) is None
