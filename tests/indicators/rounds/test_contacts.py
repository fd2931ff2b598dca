"""Test contacts: questions that are fixed, a plan, calls and letters, figures for the municipality."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from kompassros.indicators.rounds import (
    contact_figures,
    contact_making,
    contact_planning,
    contact_progress,
    contact_raters,
    contact_scripts,
    rating,
)
from kompassros.indicators.rounds.contact_models import ContactRating, TestContact
from kompassros.indicators.rounds.contact_queries import Channel, Outcome, contacts_of, open_to, plan_of
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound
from kompassros.methods.test_contacts import Figure
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from tests.indicators.rounds.contact_cases import (
    FAIR,
    GOOD,
    MAIL,
    MORNING,
    PHONE,
    Case,
    again,
    answered_call,
    plan_wish,
    planned_case,
    rated,
)
from tests.indicators.rounds.makers import make_person, make_round

pytestmark = pytest.mark.django_db
Contacts = AskedMeasure.Contacts
SetClock = Callable[[str], None]
ZONE = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def case(set_clock: SetClock) -> Case:
    set_clock(MORNING)
    return planned_case()


def test_plan_puts_every_question_to_every_municipality_on_working_days(case: Case) -> None:
    contacts = list(contacts_of(case.one))
    assert len(contacts) == 4
    assert {contact.due_on.weekday() < 5 for contact in contacts} == {True}
    assert len({(contact.organisation.key, contact.script.subject) for contact in contacts}) == 4


def test_plan_anew_keeps_what_is_begun_and_takes_out_the_rest(case: Case) -> None:
    begun = case.contact(case.norrvik, Channel.MAIL)
    contact_making.begin(contact=begun, person=case.first)
    wish = plan_wish(mail_times=0, phone_times=2)
    contact_planning.plan_contacts(one=case.one, wish=wish, person=None, version=1)
    kept = [(row.script.channel, row.organisation.key, row.number) for row in contacts_of(case.one)]
    calls = [("phone", key, number) for key in ("granby", "norrvik") for number in (1, 2)]
    assert sorted(kept) == sorted([("mail", "norrvik", 1), *calls])


def test_plan_of_two_officers_at_the_same_version_is_refused_to_the_second(case: Case) -> None:
    contact_planning.plan_contacts(one=case.one, wish=plan_wish(phone_times=2), person=None, version=1)
    with pytest.raises(Conflict):
        contact_planning.plan_contacts(one=case.one, wish=plan_wish(phone_times=3), person=None, version=1)
    assert plan_of(case.one).phone_times == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("first_day", "last_day", "said"),
    [
        ("2026-09-05", "2026-09-06", "no working day"),
        ("2026-09-07", "2026-09-06", "before the first"),
        ("2026-09-07", "2028-09-06", "within a year"),
    ],
)
def test_plan_on_days_that_do_not_do_is_refused(case: Case, first_day: str, last_day: str, said: str) -> None:
    days = {
        name: datetime.fromisoformat(day).date() for name, day in (("first_day", first_day), ("last_day", last_day))
    }
    with pytest.raises(DomainError, match=said):
        contact_planning.plan_contacts(one=case.one, wish=plan_wish(**days), person=None, version=1)


def test_municipality_that_takes_no_part_any_more_has_no_contacts(case: Case) -> None:
    contact = case.contact(case.norrvik)
    case.norrvik.contacts = False
    case.norrvik.save()
    assert {row.organisation.key for row in contacts_of(case.one)} == {"granby"}
    with pytest.raises(DomainError, match="no longer takes part"):
        contact_making.begin(contact=contact, person=case.first)


def test_questions_change_until_the_first_contact_is_begun_and_never_after(case: Case) -> None:
    script = case.one.scripts.get(channel=Channel.PHONE)
    changed = contact_scripts.Wish(Channel.PHONE, "Swimming", "When does the swimming hall open?")
    contact_scripts.change_script(script=script, wish=changed, person=None)
    contact_making.begin(contact=case.contact(case.norrvik), person=case.first)
    script.refresh_from_db()
    other = make_round(key="kkik-2023", year=2023)
    contact_scripts.add_script(one=other, wish=PHONE, person=None)
    acts: tuple[Callable[[], object], ...] = (
        lambda: contact_scripts.change_script(script=script, wish=PHONE, person=None),
        lambda: contact_scripts.remove_script(script=script, person=None),
        lambda: contact_scripts.add_script(one=case.one, wish=MAIL, person=None),
        lambda: contact_scripts.copy_scripts(one=case.one, source=other, person=None),
    )
    for act in acts:
        with pytest.raises(DomainError, match="stay as they are"):
            act()
    script.refresh_from_db()
    assert script.text == "When does the swimming hall open?"


def test_question_put_back_before_any_other_is_begun_opens_the_questions_again(case: Case) -> None:
    contact = case.contact(case.norrvik)
    contact_making.begin(contact=contact, person=case.first)
    contact_making.put_back(contact=again(contact), person=case.first)
    contact_scripts.add_script(one=case.one, wish=contact_scripts.Wish(Channel.MAIL, "Dogs", "Where?"), person=None)
    assert contacts_of(case.one).filter(script__subject="Dogs").count() == 2


def test_questions_of_another_round_are_copied_once(case: Case) -> None:
    later = make_round(key="kkik-2025", year=2025)
    assert contact_scripts.copy_scripts(one=later, source=case.one, person=None) == 2
    with pytest.raises(DomainError, match="here already"):
        contact_scripts.copy_scripts(one=later, source=case.one, person=None)
    assert [contact_scripts.content_of(script) for script in later.scripts.all()] == [MAIL, PHONE]


def test_question_taken_out_takes_its_planned_contacts_along(case: Case) -> None:
    contact_scripts.remove_script(script=case.one.scripts.get(channel=Channel.MAIL), person=None)
    assert {row.script.channel for row in contacts_of(case.one)} == {"phone"}


def test_rater_with_a_role_in_the_municipality_or_below_is_kept_from_it(case: Case) -> None:
    granby = case.contact(case.granby)
    with pytest.raises(DomainError, match="role in this municipality"):
        contact_making.begin(contact=granby, person=case.third)
    call = answered_call(case, case.granby)
    with pytest.raises(DomainError, match="role in this municipality"):
        rated(call, case.third)
    assert {row.organisation.key for row in open_to(contacts_of(case.one), case.third)} == {"norrvik"}
    assert contact_raters.kept_from(case.one.raters.get(person=case.third)) == [case.granby.organisation]


def test_person_who_is_no_rater_makes_no_contact(case: Case) -> None:
    stranger = make_person(Role.ADMINISTRATOR, case.one.owner, "stranger")
    with pytest.raises(DomainError, match="do not rate"):
        contact_making.begin(contact=case.contact(case.norrvik), person=stranger)
    contact_raters.dismiss(rater=case.one.raters.get(person=case.first), person=None)
    with pytest.raises(DomainError, match="do not rate"):
        contact_making.begin(contact=case.contact(case.norrvik), person=case.first)


def test_rater_is_appointed_once(case: Case) -> None:
    with pytest.raises(DomainError, match="already"):
        contact_raters.appoint(one=case.one, email="FIRST@demo.example", name="F", person=None)


def test_call_is_timed_by_the_server(case: Case, set_clock: SetClock) -> None:
    contact = case.contact(case.norrvik)
    contact_making.begin(contact=contact, person=case.first)
    set_clock("2026-09-02T09:01:15+02:00")
    contact_making.take(contact=again(contact), person=case.first)
    set_clock("2026-09-02T09:05:00+02:00")
    contact_making.take(contact=again(contact), person=case.first)
    assert again(contact).waited == 75


def test_contact_of_another_rater_is_neither_ended_nor_put_back(case: Case) -> None:
    contact = case.contact(case.norrvik)
    contact_making.begin(contact=contact, person=case.first)
    result = contact_making.Result(Outcome.UNANSWERED)
    acts: tuple[Callable[[], object], ...] = (
        lambda: contact_making.store_result(contact=again(contact), result=result, person=case.second),
        lambda: contact_making.put_back(contact=again(contact), person=case.second),
        lambda: contact_making.take(contact=again(contact), person=case.second),
    )
    for act in acts:
        with pytest.raises(DomainError, match="Somebody else"):
            act()
    with pytest.raises(Conflict, match="begun already"):
        contact_making.begin(contact=again(contact), person=case.second)


def _letter(case: Case) -> TestContact:
    contact = case.contact(case.norrvik, Channel.MAIL)
    contact_making.begin(contact=contact, person=case.first)
    return again(contact)


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (contact_making.Result(Outcome.ANSWERED, "Yes"), "when the answer came"),
        (contact_making.Result(Outcome.REFERRED, " "), "Write down"),
        (contact_making.Result(Outcome.UNANSWERED), "not up yet"),
        (
            contact_making.Result(Outcome.ANSWERED, "Yes", answered_at=datetime(2026, 9, 2, 8, 59, 59, tzinfo=ZONE)),
            "not in the future",
        ),
        (
            contact_making.Result(Outcome.ANSWERED, "Yes", answered_at=datetime(2026, 9, 2, 9, 0, 1, tzinfo=ZONE)),
            "not in the future",
        ),
    ],
)
def test_result_of_a_letter_that_cannot_be_is_refused(case: Case, result: contact_making.Result, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        contact_making.store_result(contact=_letter(case), result=result, person=case.first)


def test_letter_counts_as_unanswered_from_the_second_on_which_its_time_is_up(case: Case, set_clock: SetClock) -> None:
    letter, result = _letter(case), contact_making.Result(Outcome.UNANSWERED, automatic=True)
    set_clock("2026-09-04T23:59:59+02:00")
    with pytest.raises(DomainError, match="not up yet"):
        contact_making.store_result(contact=letter, result=result, person=case.first)
    set_clock("2026-09-05T00:00:00+02:00")
    contact_making.store_result(contact=letter, result=result, person=case.first)
    assert (again(letter).outcome, again(letter).automatic) == ("unanswered", True)


def test_figures_are_seen_once_the_contacts_are_finished_and_not_before(case: Case, set_clock: SetClock) -> None:
    call = answered_call(case)
    letter = _letter(case)
    rated(call, case.first, GOOD, GOOD)
    rated(call, case.second, FAIR, GOOD)
    assert contact_figures.figures_of(case.norrvik) == {}
    with pytest.raises(DomainError, match="still be answered in time"):
        contact_planning.finish(one=case.one, person=None, version=1)
    set_clock("2026-09-07T12:00:00+02:00")
    late = contact_making.Result(Outcome.ANSWERED, "200", answered_at=datetime(2026, 9, 7, 8, 0, tzinfo=ZONE))
    contact_making.store_result(contact=letter, result=late, person=case.first)
    contact_planning.finish(one=case.one, person=None, version=1)
    assert contact_figures.figures_of(case.norrvik) == {
        Contacts.MAIL_ANSWERED: Figure(0, 1),
        Contacts.PHONE_ANSWERED: Figure(1, 1),
        Contacts.PHONE_RECEPTION: Figure(1, 1),
    }
    assert contact_figures.figures_of(case.granby) == {}
    contact_planning.reopen(one=case.one, why="A call was forgotten.", person=None, version=2)
    assert contact_figures.figures_of(case.norrvik) == {}


def test_letter_without_an_answer_counts_as_not_answered(case: Case, set_clock: SetClock) -> None:
    _letter(case)
    set_clock("2026-09-07T12:00:00+02:00")
    contact_planning.finish(one=case.one, person=None, version=1)
    figures = contact_figures.figures_of(case.norrvik)
    assert figures == {Contacts.MAIL_ANSWERED: Figure(0, 1)}
    assert figures[Contacts.MAIL_ANSWERED].share == Decimal("0.0")


def test_contacts_are_not_finished_while_a_call_runs(case: Case) -> None:
    with pytest.raises(DomainError, match="No contact has been made"):
        contact_planning.finish(one=case.one, person=None, version=1)
    contact_making.begin(contact=case.contact(case.norrvik), person=case.first)
    with pytest.raises(DomainError, match="no outcome yet"):
        contact_planning.finish(one=case.one, person=None, version=1)


def test_nothing_is_changed_after_the_contacts_are_finished_or_the_round_is_closed(case: Case) -> None:
    call = answered_call(case)
    contact_planning.finish(one=case.one, person=None, version=1)
    acts: tuple[Callable[[], object], ...] = (
        lambda: rated(call, case.second),
        lambda: contact_making.begin(contact=case.contact(case.granby), person=case.first),
        lambda: contact_planning.plan_contacts(one=case.one, wish=plan_wish(), person=None, version=2),
    )
    for act in acts:
        with pytest.raises(DomainError, match="are finished"):
            act()
    CollectionRound.objects.filter(pk=case.one.pk).update(state=CollectionRound.State.CLOSED)
    late: tuple[Callable[[], object], ...] = (
        lambda: contact_planning.reopen(one=case.one, why="Late", person=None, version=2),
        lambda: contact_raters.appoint(one=case.one, email="new@demo.example", name="New", person=None),
        lambda: contact_scripts.add_script(one=case.one, wish=MAIL, person=None),
    )
    for act in late:
        with pytest.raises(DomainError, match="The round stands at"):
            act()


# --- marks that stay unknown to the other ---


def test_marks_of_one_are_read_by_nobody_until_the_other_has_rated(case: Case) -> None:
    call = answered_call(case)
    rated(call, case.first, GOOD, FAIR)
    assert rating.rated_by_both([call]) == []
    assert rating.own_rating(call, case.second) is None
    rated(call, case.second, GOOD, GOOD)
    (both,) = rating.rated_by_both([call])
    assert (both.first.rater, both.reception, both.differs) == (case.first, (FAIR, GOOD), True)


def test_who_made_the_contact_stands_first_whoever_rated_first(case: Case) -> None:
    call = answered_call(case)
    rated(call, case.second, FAIR, FAIR)
    rated(call, case.first, GOOD, GOOD)
    (both,) = rating.rated_by_both([call])
    assert (both.first.rater, both.second.rater) == (case.first, case.second)


def test_marks_change_until_both_have_rated_and_never_after(case: Case) -> None:
    call = answered_call(case)
    rated(call, case.first, FAIR, FAIR)
    rated(call, case.first, GOOD, GOOD)
    rated(call, case.second, GOOD, GOOD)
    with pytest.raises(DomainError, match="stay as they are"):
        rated(call, case.first, FAIR, FAIR)
    assert ContactRating._base_manager.filter(contact=call, quality=GOOD).count() == 2


def test_place_of_the_one_who_made_the_contact_is_kept(case: Case) -> None:
    call = answered_call(case)
    rated(call, case.second)
    with pytest.raises(DomainError, match="Two people"):
        rated(call, case.third)
    assert contact_progress.work_of(case.one, case.third).to_rate == []
    contact_raters.dismiss(rater=case.one.raters.get(person=case.first), person=None)
    rated(call, case.third)
    assert len(rating.rated_by_both([call])) == 1


def test_answer_stays_as_it_is_once_somebody_has_rated_it(case: Case) -> None:
    call = answered_call(case)
    rated(call, case.second)
    with pytest.raises(DomainError, match="stay as they are"):
        contact_making.store_result(
            contact=again(call), result=contact_making.Result(Outcome.ANSWERED, "Other"), person=case.first
        )


def test_marks_of_an_answer_that_was_changed_in_between_are_refused(case: Case) -> None:
    seen = answered_call(case)
    result = contact_making.Result(Outcome.ANSWERED, "Every day until nine.")
    contact_making.store_result(contact=again(seen), result=result, person=case.first)
    with pytest.raises(Conflict, match="changed in the meantime"):
        rating.rate(contact=seen, marks=rating.Marks(GOOD, GOOD), person=case.second)


@pytest.mark.parametrize(
    ("outcome", "marks", "said"),
    [
        (Outcome.UNANSWERED, rating.Marks(None, None), "nothing to rate"),
        (Outcome.REFERRED, rating.Marks(GOOD, GOOD), "only the reception"),
        (Outcome.REFERRED, rating.Marks(None, None), "how the reception was"),
        (Outcome.ANSWERED, rating.Marks(None, GOOD), "how good the answer was"),
    ],
)
def test_marks_that_do_not_fit_the_outcome_are_refused(
    case: Case, outcome: str, marks: rating.Marks, said: str
) -> None:
    contact = case.contact(case.norrvik)
    contact_making.begin(contact=contact, person=case.first)
    result = contact_making.Result(outcome, "Call tomorrow.")
    contact_making.store_result(contact=again(contact), result=result, person=case.first)
    with pytest.raises(DomainError, match=said):
        rating.rate(contact=again(contact), marks=marks, person=case.first)


def test_history_holds_neither_answer_nor_mark_and_stands_with_the_owner(case: Case) -> None:
    call = answered_call(case)
    rated(call, case.first, GOOD, FAIR, "A rude tone")
    rated(call, case.second)
    entries = list(HistoryEntry.objects.filter(subject_kind="test_contact", subject_key__startswith=f"{case.one.key}/"))
    assert sorted(entry.verb for entry in entries) == ["begun", "ended", "rated", "rated"]
    assert {entry.organisation_id for entry in entries} == {case.one.owner_id}
    assert [entry for entry in entries if entry.verb == "rated" and (entry.before or entry.after or entry.why)] == []
    told = " ".join(str((entry.before, entry.after, entry.why)) for entry in entries)
    assert "until eight" not in told
    assert "rude" not in told


def test_progress_counts_each_step(case: Case) -> None:
    call = answered_call(case)
    rated(call, case.first)
    rated(call, case.second)
    _letter(case)
    granby, norrvik = contact_progress.standings(case.one)
    assert (granby.organisation.key, granby.planned, granby.made) == ("granby", 2, 0)
    assert (norrvik.planned, norrvik.made, norrvik.over, norrvik.to_rate, norrvik.rated) == (2, 2, 1, 1, 1)


def test_work_of_a_rater_is_in_one_list_each(case: Case) -> None:
    call, letter = answered_call(case), _letter(case)
    first, second = (contact_progress.work_of(case.one, person) for person in (case.first, case.second))
    assert (first.running, first.to_rate, len(first.to_make)) == ([letter], [call], 2)
    assert (second.running, second.to_rate, len(second.to_make)) == ([], [call], 2)
    rated(call, case.first)
    assert contact_progress.work_of(case.one, case.first).rated == [(call, False)]
