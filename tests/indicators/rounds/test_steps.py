"""A round moves on when nothing stops it; who has not answered is told and reminded."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.rounds import calendar, progress, reminding, steps, trail
from kompassros.indicators.rounds.line import line_of
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.saving import State
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.models import Notice
from kompassros.records.notices import tell
from tests.indicators.rounds.makers import (
    make_asked,
    make_data,
    make_later_round,
    make_municipality,
    make_participant,
    person_with,
)

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
SUMMER, AUTUMN, WINTER = "2026-06-01T12:00:00+02:00", "2026-10-30T23:59:59+01:00", "2026-10-31T00:00:00+01:00"


def notices(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind).select_related("person").order_by("person__email"))


def test_planned_round_needs_measures_and_a_day_to_come(set_clock: SetClock) -> None:
    set_clock(WINTER)
    one = make_later_round(state="planned")
    sentences = [lack.sentence for lack in steps.lacks(one) if lack.stops]
    assert sentences == ["No measure is asked for.", "The last day of sign-up has passed. Set a later one."]
    with pytest.raises(DomainError, match="No measure is asked for"):
        steps.move(one=one, to=State.SIGN_UP, person=None)


def test_round_goes_through_its_states_and_tells_who_is_next(set_clock: SetClock) -> None:
    set_clock(SUMMER)
    officer, one = person_with(Role.ADMINISTRATOR), make_later_round(state="planned")
    asked = make_asked(one)
    steps.move(one=one, to=State.SIGN_UP, person=officer)
    told = notices("round_opened")
    assert [each.person.email for each in told] == ["coordinator.norrvik@demo.example", "coordinator@demo.example"]
    assert tell(told)[0].sentence == "KKiK 2026 is open: sign your municipality up by 2026-08-31."
    participant = make_participant(one)
    steps.move(one=one, to=State.COLLECTING, person=officer)
    assert [each.person.email for each in notices("round_collecting")] == ["coordinator@demo.example"]
    make_data(participant, asked)
    steps.move(one=one, to=State.CLOSED, person=officer)
    assert CollectionRound.objects.get(pk=one.pk).state == "closed"
    assert one.editions.count() == 1
    assert [point.place for point in line_of(one)] == ["done", "done", "done", "now"]
    assert all(point.since for point in line_of(one)[1:])


@pytest.mark.parametrize(
    ("state", "to"),
    [("planned", "collecting"), ("planned", "closed"), ("sign_up", "planned"), ("collecting", "sign_up")],
)
def test_round_skips_no_state_and_never_goes_back(state: str, to: str) -> None:
    one = make_later_round(state=state)
    with pytest.raises(DomainError, match="cannot go to"):
        steps.move(one=one, to=State(to), person=None)


def test_nobody_signed_up_stops_the_collection(set_clock: SetClock) -> None:
    set_clock(SUMMER)
    one = make_later_round(state="sign_up")
    with pytest.raises(DomainError, match="No municipality is signed up"):
        steps.move(one=one, to=State.COLLECTING, person=None)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.RESPONDENT, Role.AUDITOR])
def test_round_is_moved_and_reminded_by_no_other_role(role: Role) -> None:
    one = make_later_round(state="collecting")
    make_participant(one)
    with pytest.raises(DomainError, match="Your role does not allow this"):
        steps.move(one=one, to=State.CLOSED, person=person_with(role))
    with pytest.raises(DomainError, match="Your role does not allow this"):
        reminding.remind(one=one, person=person_with(role))


@pytest.mark.parametrize(("moment", "late"), [(AUTUMN, False), (WINTER, True)])
def test_progress_tells_what_is_handed_in_and_who_is_late_from_the_next_day_on(
    moment: str, late: bool, set_clock: SetClock
) -> None:
    set_clock(moment)
    one = make_later_round()
    first, second = make_asked(one), make_asked(one)
    granby, norrvik = make_participant(one), make_participant(one, "norrvik")
    for asked in (first, second):
        make_data(granby, asked)
    make_data(norrvik, first)
    make_participant(one, make_municipality("Tredby", "X903"), withdrawn_at=clock.now())
    granby.signed_off_at = clock.now()
    granby.save()
    found = [
        (each.participant.organisation.key, each.answered, each.asked, each.signed_off, each.late)
        for each in progress.of_round(one)
    ]
    assert found == [("granby", 2, 2, True, False), ("norrvik", 1, 2, False, late)]
    waiting = progress.unanswered(progress.of_round(one))
    assert [each.participant.organisation.key for each in waiting] == ["norrvik"]


def test_late_participant_stays_late() -> None:
    one = make_later_round(collect_until=date(2999, 1, 1))
    make_participant(one, late=True)
    assert [each.late for each in progress.of_round(one)] == [True]


def test_progress_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    one = make_later_round()
    asked = make_asked(one)
    for number in range(5):
        make_data(make_participant(one, make_municipality(f"By {number}", f"X8{number}")), asked)
    with django_assert_max_num_queries(8):
        assert len(progress.of_round(one)) == 5


def test_reminder_reaches_each_coordinator_once_and_names_those_without_one(set_clock: SetClock) -> None:
    set_clock(AUTUMN)
    one = make_later_round()
    make_asked(one)
    make_participant(one)
    tredby = make_municipality("Tredby", "X903")
    make_participant(one, tredby)
    reminded = reminding.remind(one=one, person=person_with(Role.ADMINISTRATOR))
    assert (reminded.people, [each.key for each in reminded.municipalities]) == (1, ["granby"])
    assert reminded.nobody == (tredby,)
    assert [each.person.email for each in notices("round_reminded")] == ["coordinator@demo.example"]
    entry = trail.entries_of(one).get()
    assert (entry.verb, entry.after) == ("reminded", {"municipalities": ["Granby"], "people": 1})


def test_nobody_is_reminded_when_all_have_answered_or_nothing_is_collected() -> None:
    one = make_later_round()
    make_participant(one, signed_off_at=clock.now())
    with pytest.raises(DomainError, match="there is nobody to remind"):
        reminding.remind(one=one, person=None)
    with pytest.raises(DomainError, match="this cannot be done now"):
        reminding.remind(one=make_later_round(key="other", state="sign_up"), person=None)


def test_usual_meetings_are_offered_while_one_is_missing() -> None:
    one = make_later_round()
    assert calendar.lacks_usual(one, one.meetings.all())
    calendar.plan_usual(one=one, person=None)
    assert not calendar.lacks_usual(one, one.meetings.all())
    one.meetings.filter(kind="results").update(cancelled_at=clock.now())
    assert calendar.lacks_usual(one, one.meetings.all())


def test_usual_meetings_fall_on_working_days_and_are_added_once() -> None:
    one = make_later_round()
    made = calendar.plan_usual(one=one, person=person_with(Role.ADMINISTRATOR))
    days = [(each.kind, each.starts_at.date().isoformat()) for each in made]
    assert days == [("start", "2026-09-10"), ("results", "2027-01-11"), ("development", "2027-05-10")]
    with pytest.raises(DomainError, match="has the year's three meetings already"):
        calendar.plan_usual(one=one, person=None)
    RoundMeeting.objects.filter(kind="results", round=one).update(cancelled_at=clock.now())
    assert [each.kind for each in calendar.plan_usual(one=one, person=None)] == ["results"]
