"""The pages of test contacts: who sees what, and that no address tells a mark before both have rated."""

from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.indicators.rounds import contact_making, contact_planning
from kompassros.indicators.rounds.contact_models import ContactRating, TestContact
from kompassros.indicators.rounds.contact_queries import Channel, Outcome, contacts_of
from kompassros.indicators.rounds.models import OwnData
from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from tests.indicators.rounds.contact_cases import FAIR, GOOD, MORNING, Case, again, answered_call, planned_case, rated
from tests.indicators.rounds.makers import make_asked, make_person

pytestmark = pytest.mark.django_db
SECRET = "The tone was unmistakably icy"
SetClock = Callable[[str], None]


@pytest.fixture
def case(set_clock: SetClock) -> Case:
    set_clock(MORNING)
    return planned_case()


@pytest.fixture
def sign_in(client: Client) -> Callable[[Person], Client]:
    def signing_in(person: Person) -> Client:
        client.logout()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signing_in


SignIn = Callable[[Person], Client]


def _officer() -> Person:
    return Person.objects.get(email=demo_address(Role.ADMINISTRATOR))


def _at(name: str, *arguments: object) -> str:
    return reverse(f"rounds:{name}", args=[str(one) for one in arguments])


def _sent(row: object, **values: object) -> dict[str, object]:
    return {"version": row.version, "request_id": str(uuid4()), **values}  # type: ignore[attr-defined]


def _every_address(case: Case, contact: TestContact) -> list[str]:
    """Return every address that can tell something of a contact, with every file of it."""
    key = case.one.key
    pages = [
        _at("contacts", key),
        _at("contacts_mine", key),
        _at("contact", key, contact.pk),
        _at("contacts_differences", key),
        _at("contacts_my_differences", key),
        _at("contacts_finish", key),
        _at("contacts_own", key, "norrvik"),
    ]
    tables = ("questions", "standings", "running", "to-make", "to-rate", "rated", "differences", "answers", "marks")
    files = [f"{page}?format={kind}&table={table}" for page in pages for table in tables for kind in ("csv",)]
    history = [reverse("organisations:history", args=[place]) for place in ("sverige", "norrvik")]
    return [*pages, *files, *history, f"{history[0]}?format=csv&table=history", reverse("portal:home")]


def test_marks_of_one_stand_at_no_address_for_anybody_else(case: Case, sign_in: SignIn) -> None:
    call = answered_call(case)
    rated(call, case.first, FAIR, FAIR, SECRET)
    coordinator = make_person(Role.COORDINATOR, case.norrvik.organisation, "norrvik-coordinator")
    for person in (case.second, case.third, _officer(), coordinator):
        browser = sign_in(person)
        told = [browser.get(address) for address in _every_address(case, call)]
        assert [one.request["PATH_INFO"] for one in told if SECRET in one.content.decode("utf-8", "replace")] == []
        assert [one.request["PATH_INFO"] for one in told if b'value="2" checked' in one.content] == []
    own = sign_in(case.first).get(_at("contact", case.one.key, call.pk)).content.decode()
    assert SECRET in own


def test_second_rater_sees_question_and_answer_then_both_see_both(case: Case, sign_in: SignIn) -> None:
    call = answered_call(case)
    rated(call, case.first, FAIR, GOOD, SECRET)
    address = _at("contact", case.one.key, call.pk)
    before = sign_in(case.second).get(address).content.decode()
    assert "When is the swimming hall open?" in before
    assert "Every day until eight." in before
    assert "Both have rated" not in before
    answer = sign_in(case.second).post(
        _at("contact_rate", case.one.key, call.pk), _sent(call, quality=GOOD, reception=GOOD, remark="Fine by me")
    )
    assert answer.status_code == 302
    for person, theirs in ((case.second, SECRET), (case.first, "Fine by me")):
        after = sign_in(person).get(address).content.decode()
        assert "The two differ" in after
        assert theirs in after
    shown = sign_in(case.second).get(_at("contacts_my_differences", case.one.key)).content.decode()
    assert "0 per cent: 0 of 1" in shown
    assert SECRET in shown


def test_refused_marks_do_not_tell_those_of_the_other(case: Case, sign_in: SignIn) -> None:
    call = answered_call(case)
    rated(call, case.first, FAIR, FAIR, SECRET)
    answer = sign_in(case.second).post(_at("contact_rate", case.one.key, call.pk), _sent(call, reception=GOOD))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "needs your attention" in page
    assert SECRET not in page
    assert ContactRating._base_manager.filter(contact=call).count() == 1


def test_rater_with_a_role_in_the_municipality_is_refused_at_every_address_of_the_contact(
    case: Case, sign_in: SignIn
) -> None:
    call = answered_call(case, case.granby)
    browser, key = sign_in(case.third), case.one.key
    assert browser.get(_at("contact", key, call.pk)).status_code == 403
    for name in ("contact_begin", "contact_put_back", "contact_take", "contact_end", "contact_rate"):
        assert browser.post(_at(name, key, call.pk), _sent(call, quality=3, reception=3)).status_code == 403
    rated(call, case.first, FAIR, GOOD, SECRET)
    rated(call, case.second)
    assert SECRET not in browser.get(_at("contacts_my_differences", key)).content.decode()
    assert "Granby" not in browser.get(_at("contacts_mine", key)).content.decode().split("</header>")[-1]


def test_officer_who_does_not_rate_opens_no_contact_and_rater_no_page_of_the_officer(
    case: Case, sign_in: SignIn
) -> None:
    call, key = case.contact(case.norrvik), case.one.key
    assert sign_in(_officer()).get(_at("contact", key, call.pk)).status_code == 403
    browser = sign_in(case.first)
    names = (
        "contacts",
        "contact_script_add",
        "contact_rater_add",
        "contacts_plan",
        "contacts_finish",
        "contacts_reopen",
    )
    assert {browser.get(_at(name, key)).status_code for name in names} == {403}
    assert browser.get(_at("contacts_own", key, "norrvik")).status_code == 403


def test_contact_of_another_round_is_not_found(case: Case, sign_in: SignIn) -> None:
    assert sign_in(case.first).get(_at("contact", case.one.key, 999_999)).status_code == 404


def test_call_from_begin_to_outcome_by_the_buttons(case: Case, sign_in: SignIn, set_clock: SetClock) -> None:
    call, key = case.contact(case.norrvik), case.one.key
    browser = sign_in(case.first)
    assert "It rings" in browser.get(_at("contact", key, call.pk)).content.decode()
    browser.post(_at("contact_begin", key, call.pk), _sent(call))
    set_clock("2026-09-02T09:00:42+02:00")
    browser.post(_at("contact_take", key, call.pk), _sent(again(call)))
    page = browser.get(_at("contact", key, call.pk)).content.decode()
    assert "Taken after 42 seconds" in page
    assert 'data-keep="contact-' in page
    sent = _sent(again(call), outcome=Outcome.ANSWERED, answer="Until eight.")
    assert browser.post(_at("contact_end", key, call.pk), sent).status_code == 302
    assert browser.post(_at("contact_end", key, call.pk), sent).status_code == 302
    assert (again(call).outcome, again(call).waited, again(call).made_by) == ("answered", 42, case.first)


def test_outcome_that_lacks_the_answer_keeps_what_was_typed(case: Case, sign_in: SignIn) -> None:
    letter, key = case.contact(case.norrvik, Channel.MAIL), case.one.key
    contact_making.begin(contact=letter, person=case.first)
    sent = _sent(again(letter), outcome=Outcome.ANSWERED, answer="Two hundred")
    page = sign_in(case.first).post(_at("contact_end", key, letter.pk), sent).content.decode()
    assert "Say when the answer came." in page
    assert "Two hundred" in page


def test_begin_of_a_contact_that_somebody_else_has_begun_says_so(case: Case, sign_in: SignIn) -> None:
    call, key = case.contact(case.norrvik), case.one.key
    opened = _sent(call)
    contact_making.begin(contact=call, person=case.second)
    page = sign_in(case.first).post(_at("contact_begin", key, call.pk), opened, follow=True).content.decode()
    assert "begun already" in page
    assert again(call).made_by == case.second


def test_officer_writes_plans_and_finishes(case: Case, sign_in: SignIn) -> None:
    browser, key = sign_in(_officer()), case.one.key
    page = browser.get(_at("contacts", key)).content.decode()
    assert "Has a role in Granby" in page
    wish = {"channel": "mail", "subject": "Dogs", "text": "Where may dogs run free?", "good_answer": ""}
    assert browser.post(_at("contact_script_add", key), _sent(case.one, **wish)).status_code == 302
    assert contacts_of(case.one).count() == 6
    script = case.one.scripts.get(subject="Dogs")
    changed = browser.post(_at("contact_script", key, script.pk), _sent(script, **(wish | {"subject": "Dog parks"})))
    assert changed.status_code == 302
    late = browser.post(_at("contact_script", key, script.pk), _sent(script, **(wish | {"subject": "Parks"})))
    assert "Somebody was here before you" in late.content.decode()
    script.refresh_from_db()
    browser.post(_at("contact_script_remove", key, script.pk), _sent(script))
    assert contacts_of(case.one).count() == 4
    refused = browser.post(_at("contacts_finish", key), _sent(case.one.contact_plan))
    assert "No contact has been made yet" in refused.content.decode()
    answered_call(case)
    locked = browser.get(_at("contacts", key)).content.decode()
    assert "the questions are fixed" in locked
    assert _at("contact_script_add", key) not in locked


def test_empty_round_says_what_to_do_first(case: Case, sign_in: SignIn) -> None:
    case.one.raters.all().delete()
    TestContact._base_manager.filter(participant__round=case.one).delete()
    case.one.scripts.all().delete()
    page = sign_in(_officer()).get(_at("contacts", case.one.key)).content.decode()
    assert "Write the questions that are put to every municipality" in page
    assert "At least two, since two people rate each contact" in page


def test_municipality_sees_answers_but_not_who_asked_once_finished(case: Case, sign_in: SignIn) -> None:
    call, key = answered_call(case), case.one.key
    rated(call, case.first, FAIR, GOOD, SECRET)
    rated(call, case.second, GOOD, GOOD)
    reader = make_person(Role.READER, case.norrvik.organisation, "norrvik-reader")
    address = _at("contacts_own", key, "norrvik")
    before = sign_in(reader).get(address).content.decode()
    assert "Every day until eight." not in before
    contact_planning.finish(one=case.one, person=None, version=1)
    after = sign_in(reader).get(address).content.decode()
    assert "Every day until eight." in after
    assert "100.0 per cent (1 of 1)" in after
    assert "answer: good, fair; reception: good, good" in after
    for hidden in ("First", "Second", SECRET, "@demo.example"):
        assert hidden not in after.split("<main")[-1].split("</main>")[0]
    assert "contacts/of/norrvik/take-over" not in after
    assert sign_in(reader).get(_at("contacts_own", key, "granby")).status_code == 403


def test_coordinator_is_offered_to_hand_the_figures_in(case: Case, sign_in: SignIn) -> None:
    make_asked(case.one, contacts="phone_answered")
    answered_call(case)
    contact_planning.finish(one=case.one, person=None, version=1)
    coordinator = make_person(Role.COORDINATOR, Organisation.objects.get(key="norrvik"), "norrvik-coordinator")
    address = _at("contacts_take_over", case.one.key, "norrvik")
    page = sign_in(coordinator).get(_at("contacts_own", case.one.key, "norrvik")).content.decode()
    assert address in page
    assert OwnData._base_manager.filter(participant=case.norrvik).count() == 0
    told = sign_in(coordinator).post(address, _sent(case.norrvik), follow=True).content.decode()
    assert "are handed in" in told
    row = OwnData._base_manager.get(participant=case.norrvik)
    assert [row.value, row.numerator, row.denominator] == [Decimal(100), Decimal(1), Decimal(1)]
    assert (row.method, row.cases) == ("contacts", 1)
    again_told = sign_in(coordinator).post(address, _sent(case.norrvik), follow=True).content.decode()
    assert "no figure of the test contacts that is not handed in" in again_told


def test_rater_finds_the_list_from_the_home_page(case: Case, sign_in: SignIn) -> None:
    assert _at("contacts_mine", case.one.key) in sign_in(case.first).get(reverse("portal:home")).content.decode()
