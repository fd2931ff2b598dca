"""The steps of an evaluation, its days, team, areas and meetings on their pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from icalendar import Calendar

from kompassros.evaluations.courses import meetings, queries, services, team, trail
from kompassros.evaluations.courses.models import AreaDuty, Course, Meeting, TeamMember
from kompassros.evaluations.courses.services import Dates
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.organisations.demo import OTHER, OWN
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.models import Notice
from tests.evaluations.course_cases import demo_person, make_course
from tests.evaluations.courses.pages import address, as_role, filled, text_of

pytestmark = pytest.mark.django_db
PLANNERS = {Role.ADMINISTRATOR, Role.LEAD_EVALUATOR}


def again(course: Course) -> Course:
    found: Course = Course._base_manager.get(pk=course.pk)
    return found


def notices_of(course: Course) -> QuerySet[Notice]:
    return Notice.objects.filter(address=address("show", course.slug))


def meeting_of(course: Course, **changed: Any) -> Meeting:
    values = {"kind": Meeting.Kind.START, "starts_at": clock.now() - timedelta(hours=3)} | changed
    made: Meeting = Meeting._base_manager.create(course=course, organisation=course.organisation, **values)
    return made


@pytest.mark.parametrize("role", list(Role))
def test_planning_is_for_lead_and_administrator(role: Role, client: Client) -> None:
    course = make_course(State.PREPARING)
    member = TeamMember._base_manager.get(course=course, part=Part.EVALUATOR)
    as_role(client, role)
    pages = [("dates",), ("join",), ("areas",), ("leave", member.pk)]
    answers = {client.get(address(name, course.slug, *more)).status_code for name, *more in pages}
    assert answers == ({200} if role in PLANNERS else {403})


def test_move_goes_on_and_tells_those_who_are_next(client: Client) -> None:
    course = make_course()
    as_role(client, Role.ADMINISTRATOR)
    form = client.get(address("show", course.slug)).context["onward"][0][1]
    client.post(address("move", course.slug), form.initial)
    assert again(course).stands is State.PREPARING
    told = {(notice.person, notice.kind) for notice in notices_of(course)}
    assert told == {(demo_person(role), "course_preparing") for role in (Role.COORDINATOR, Role.LEAD_EVALUATOR)}


def test_move_says_what_stops_it(client: Client) -> None:
    course = make_course(with_team=False)
    as_role(client, Role.ADMINISTRATOR)
    answer = client.post(address("move", course.slug), {"version": course.version, "to": "preparing"}, follow=True)
    assert "The team has no lead evaluator." in " ".join(str(message) for message in answer.context["messages"])
    assert again(course).stands is State.QUEUED


def test_move_on_an_old_version_is_told(client: Client) -> None:
    course = make_course()
    old = course.version
    services.plan_dates(course=course, dates=Dates(), person=None)
    as_role(client, Role.ADMINISTRATOR)
    answer = client.post(address("move", course.slug), {"version": old, "to": "preparing"}, follow=True)
    assert "Somebody else has changed this" in " ".join(str(message) for message in answer.context["messages"])
    assert again(course).stands is State.QUEUED


def test_move_to_a_state_that_is_none_is_refused_with_a_message(client: Client) -> None:
    course = make_course()
    as_role(client, Role.ADMINISTRATOR)
    answer = client.post(address("move", course.slug), {"version": 1, "to": "heaven"}, follow=True)
    assert len(list(answer.context["messages"])) == 1
    assert again(course).stands is State.QUEUED


def test_system_steps_tell_nobody(client: Client) -> None:
    assert not notices_of(make_course(State.PREPARING)).exists()


def test_step_back_needs_a_reason(client: Client) -> None:
    course = make_course(State.AGREEING)
    where = address("step_back", course.slug)
    as_role(client, Role.LEAD_EVALUATOR)
    assert set(client.post(where, filled(client, where)).context["form"].errors) == {"why"}
    client.post(where, filled(client, where, why="A talk was missed"))
    assert again(course).stands is State.FIRST_FEEDBACK


def test_step_back_from_the_queue_leads_to_the_overview(client: Client) -> None:
    course = make_course()
    answer = as_role(client, Role.ADMINISTRATOR).get(address("step_back", course.slug))
    assert answer.headers["Location"] == address("show", course.slug)


def test_withdrawal_asks_and_is_the_administrators(client: Client) -> None:
    course = make_course(State.READING)
    where = address("withdraw", course.slug)
    assert as_role(client, Role.LEAD_EVALUATOR).get(where).status_code == 403
    as_role(client, Role.ADMINISTRATOR)
    client.post(where, filled(client, where, why="The municipality merges"))
    assert again(course).stands is State.WITHDRAWN
    assert "The municipality merges" in text_of(client, address("show", course.slug))


def test_dates_are_stored_and_their_errors_stand_beside_the_fields(client: Client) -> None:
    course = make_course()
    where = address("dates", course.slug)
    as_role(client, Role.LEAD_EVALUATOR)
    wrong = client.post(where, filled(client, where, visit_from="2026-05-06", visit_to="2026-05-04"))
    assert set(wrong.context["form"].errors) == {"visit_to"}
    client.post(where, filled(client, where, visit_from="2026-05-04", visit_to="2026-05-05"))
    assert str(again(course).visit_to) == "2026-05-05"


def test_dates_second_editor_is_told_and_loses_nothing(client: Client) -> None:
    course = make_course()
    where = address("dates", course.slug)
    as_role(client, Role.LEAD_EVALUATOR)
    sent = filled(client, where, answers_due="2026-04-01")
    services.plan_dates(course=again(course), dates=Dates(reply_due=clock.today()), person=None)
    answer = client.post(where, sent)
    page = answer.content.decode()
    assert "Somebody else has changed this" in page
    assert "2026-04-01" in page
    assert "reply due" in page
    data = answer.context["form"].data
    client.post(where, data)
    assert str(again(course).answers_due) == "2026-04-01"


def test_join_offers_evaluators_who_are_not_in_the_team(client: Client) -> None:
    course = make_course(with_team=False)
    where = address("join", course.slug)
    as_role(client, Role.ADMINISTRATOR)
    form = client.get(where).context["form"]
    offered = {label for value, label in form.fields["member"].choices if value}
    roles = (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)
    assert offered == {demo_person(role) for role in roles}
    assert Organisation.objects.get(key=OWN) not in {label for _value, label in form.fields["home"].choices}


def test_join_puts_a_peer_with_a_home_into_the_team_and_tells_the_peer(client: Client) -> None:
    course, peer = make_course(with_team=False), demo_person(Role.PEER_EVALUATOR)
    where, norrvik = address("join", course.slug), Organisation.objects.get(key=OTHER)
    as_role(client, Role.ADMINISTRATOR)
    refused = client.post(where, filled(client, where, member=peer.pk, part="peer"))
    assert "Say which municipality the peer comes from." in refused.content.decode()
    client.post(where, filled(client, where, member=peer.pk, part="peer", home=norrvik.pk))
    assert [(one.person, one.home) for one in TeamMember._base_manager.filter(course=course)] == [(peer, norrvik)]
    assert [(one.person, one.kind) for one in notices_of(course)] == [(peer, "course_joined")]


def test_leaving_frees_the_areas_and_is_told_with_its_reason(client: Client) -> None:
    course = make_course(State.PREPARING)
    member = TeamMember._base_manager.get(course=course, part=Part.EVALUATOR)
    AreaDuty._base_manager.filter(course=course).update(judge=member.person)
    where = address("leave", course.slug, member.pk)
    as_role(client, Role.LEAD_EVALUATOR)
    client.post(where, filled(client, where, why="Ill"))
    assert [duty.judge for duty in queries.duties_of(course)] == [None, None]
    assert client.get(where).status_code == 404
    assert trail.entries_of(course).get(verb="left").why == "Ill"


def test_member_of_another_evaluation_is_not_found(client: Client) -> None:
    course, other = make_course(), make_course()
    member = TeamMember._base_manager.filter(course=other).first()
    as_role(client, Role.LEAD_EVALUATOR)
    assert client.get(address("leave", course.slug, member.pk)).status_code == 404


def test_areas_are_shared_out_in_one_form(client: Client) -> None:
    course = make_course(State.PREPARING)
    lead, second = demo_person(Role.LEAD_EVALUATOR), demo_person(Role.EVALUATOR)
    where = address("areas", course.slug)
    as_role(client, Role.LEAD_EVALUATOR)
    chosen = {"judge-a-bb22cc": lead.pk, "second-a-bb22cc": second.pk}
    client.post(where, filled(client, where, **chosen))
    found = {duty.area: (duty.judge, duty.second_reader) for duty in queries.duties_of(course)}
    assert found == {"a-bb22cc": (lead, second), "a-ff55gg": (None, None)}
    assert [entry.subject_label for entry in trail.entries_of(course).filter(verb="area_shared")] == ["1 area 1 sv"]


def test_areas_left_empty_go_to_those_chosen_for_the_rest(client: Client) -> None:
    course = make_course(State.PREPARING)
    lead, second = demo_person(Role.LEAD_EVALUATOR), demo_person(Role.EVALUATOR)
    where = address("areas", course.slug)
    as_role(client, Role.LEAD_EVALUATOR)
    rest = {"judge-rest": second.pk, "second-rest": lead.pk, "judge-a-bb22cc": lead.pk}
    answer = client.post(where, filled(client, where, **rest))
    assert set(answer.context["form"].errors) == {"second-a-bb22cc"}
    client.post(where, filled(client, where, **rest, **{"second-a-bb22cc": second.pk}))
    found = {duty.area: (duty.judge, duty.second_reader) for duty in queries.duties_of(course)}
    assert found == {"a-bb22cc": (lead, second), "a-ff55gg": (second, lead)}


def test_areas_refuse_a_second_reader_who_is_the_judge(client: Client) -> None:
    course, lead = make_course(State.PREPARING), demo_person(Role.LEAD_EVALUATOR)
    where = address("areas", course.slug)
    as_role(client, Role.LEAD_EVALUATOR)
    answer = client.post(where, filled(client, where, **{"judge-a-bb22cc": lead.pk, "second-a-bb22cc": lead.pk}))
    assert set(answer.context["form"].errors) == {"second-a-bb22cc"}


def test_areas_second_editor_is_told_and_can_save_again(client: Client) -> None:
    course, lead = make_course(State.PREPARING), demo_person(Role.LEAD_EVALUATOR)
    where = address("areas", course.slug)
    as_role(client, Role.LEAD_EVALUATOR)
    sent = filled(client, where, **{"judge-a-ff55gg": lead.pk})
    duty = AreaDuty._base_manager.get(course=course, area="a-bb22cc")
    team.share_area(course=course, duty=duty, judge=demo_person(Role.EVALUATOR), second_reader=None, person=None)
    answer = client.post(where, sent)
    assert [name for name, _duty in answer.context["changed"]] == ["1 area 1 en"]
    assert "Stored meanwhile by others" in answer.content.decode()
    assert AreaDuty._base_manager.get(course=course, area="a-ff55gg").judge is None
    client.post(where, answer.context["form"].data)
    assert AreaDuty._base_manager.get(course=course, area="a-ff55gg").judge == lead


def test_meeting_is_planned_changed_and_held(client: Client) -> None:
    course = make_course(State.READING)
    as_role(client, Role.COORDINATOR)
    where = address("meeting_add", course.slug)
    client.post(where, filled(client, where, kind="start", starts_at="2026-01-07T09:30", place="Room 1"))
    meeting = Meeting._base_manager.get(course=course)
    where = address("meeting", course.slug, meeting.pk)
    client.post(where, filled(client, where, place="Room 2", starts_at="2026-01-07T09:30", note="Bring the plan"))
    meeting.refresh_from_db()
    assert (meeting.place, meeting.note, meeting.version) == ("Room 2", "Bring the plan", 2)
    client.post(address("meeting_held", course.slug, meeting.pk), {"version": 2})
    meeting.refresh_from_db()
    assert meeting.held
    assert "Bring the plan" not in str(trail.entries_of(course).values())


def test_meeting_that_has_not_begun_cannot_be_held(client: Client) -> None:
    course = make_course(State.READING)
    meeting = meeting_of(course, starts_at=clock.now() + timedelta(days=1))
    as_role(client, Role.LEAD_EVALUATOR)
    answer = client.post(address("meeting_held", course.slug, meeting.pk), {"version": 1}, follow=True)
    assert "has not begun yet" in " ".join(str(message) for message in answer.context["messages"])


def test_meeting_second_editor_is_told(client: Client) -> None:
    course = make_course(State.READING)
    meeting = meeting_of(course)
    where = address("meeting", course.slug, meeting.pk)
    as_role(client, Role.LEAD_EVALUATOR)
    sent = filled(client, where, starts_at="2026-01-07T09:30", place="Room 3")
    Meeting._base_manager.filter(pk=meeting.pk).update(version=2)
    answer = client.post(where, sent)
    assert "Somebody else has changed this" in answer.content.decode()
    assert "Room 3" in answer.content.decode()


@pytest.mark.parametrize("name", ["meetings_calendar", "meeting_calendar"])
def test_meetings_as_calendar_file(name: str, client: Client) -> None:
    course = make_course(State.READING)
    meeting = meeting_of(course, place="Kommunhuset", audience="The executive")
    more = [meeting.pk] if name == "meeting_calendar" else []
    answer = as_role(client, Role.RESPONDENT).get(address(name, course.slug, *more))
    (entry,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (entry["uid"], entry["location"]) == (f"meeting-{meeting.pk}@kompassros", "Kommunhuset")
    assert entry.decoded("dtstart") == meeting.starts_at.replace(microsecond=0)


def test_meeting_of_another_evaluation_is_not_found(client: Client) -> None:
    course, other = make_course(State.READING), make_course(State.READING)
    meeting = meeting_of(other)
    as_role(client, Role.LEAD_EVALUATOR)
    for name in ("meeting", "meeting_calendar"):
        assert client.get(address(name, course.slug, meeting.pk)).status_code == 404


def told(course: Course) -> set[tuple[str, bool]]:
    return {(entry.text, entry.stops) for entry in queries.missing_in(course)}


def test_missing_in_the_queue(client: Client) -> None:
    days = {
        ("The day by which the municipality answers is not decided.", False),
        ("The days of the visit are not decided.", False),
    }
    assert told(make_course(with_team=False)) == {("The team has no lead evaluator.", True), *days}
    assert told(make_course()) == days


def test_missing_judges_and_second_readers(client: Client) -> None:
    course = make_course(State.PREPARING)
    assert ("2 areas have no judge yet.", False) in told(course)
    AreaDuty._base_manager.filter(course=course).update(judge=demo_person(Role.LEAD_EVALUATOR))
    assert ("2 areas have no second reader.", False) in told(course)


def test_missing_feedback_meeting_until_it_is_held(client: Client) -> None:
    course = make_course(State.PUBLISHED)
    unplanned = ("The feedback meeting, at which the result is presented, is not planned.", False)
    unheld = ("The feedback meeting is not marked as held.", False)
    assert unplanned in told(course)
    meeting = meeting_of(course, kind=Meeting.Kind.FEEDBACK)
    assert unheld in told(course)
    Meeting._base_manager.filter(pk=meeting.pk).update(held=True)
    assert not {unplanned, unheld} & told(course)


def test_every_missing_thing_leads_somewhere(client: Client) -> None:
    for state in State:
        if state is not State.WITHDRAWN:
            for entry in queries.missing_in(make_course(state, with_team=False)):
                assert entry.address.startswith("/"), entry


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_meeting_at_the_ends_of_time_is_refused(moment: str, client: Client) -> None:
    course = make_course()
    where = address("meeting_add", course.slug)
    as_role(client, Role.LEAD_EVALUATOR)
    answer = client.post(where, filled(client, where, starts_at=moment))
    assert set(answer.context["form"].errors) == {"starts_at"}


def test_meeting_is_cancelled_with_a_reason_and_all_are_told(client: Client) -> None:
    course = make_course(State.PUBLISHED)
    meeting = meeting_of(course, kind=Meeting.Kind.FEEDBACK, starts_at=clock.now() + timedelta(days=9))
    as_role(client, Role.LEAD_EVALUATOR)
    where = address("meeting_cancel", course.slug, meeting.pk)
    assert client.post(where, filled(client, where, why=" ")).status_code == 200
    client.post(where, filled(client, where, why="The council does not meet."))
    meeting.refresh_from_db()
    assert (meeting.cancelled_why, meeting.version) == ("The council does not meet.", 2)
    told = Notice.objects.filter(kind="course_meeting_cancelled", address=address("meetings", course.slug))
    assert {notice.person.email.split("@")[0] for notice in told} == {"evaluator", "peer.evaluator", "coordinator"}
    assert told[0].values["why"] == "The council does not meet."
    page = text_of(client, address("meetings", course.slug))
    assert "The council does not meet." in page
    assert f'href="{address("meeting", course.slug, meeting.pk)}"' not in page
    (entry,) = Calendar.from_ical(client.get(address("meeting_calendar", course.slug, meeting.pk)).content).walk(
        "VEVENT"
    )
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 2)
    assert entry["summary"].startswith("Cancelled: ")


def test_cancelled_meeting_is_neither_changed_nor_held_nor_counted(client: Client) -> None:
    course = make_course(State.PUBLISHED)
    meeting = meeting_of(course, kind=Meeting.Kind.FEEDBACK)
    meetings.cancel_meeting(course=course, meeting=meeting, why="Ill", person=None)
    plan = meetings.Plan("feedback", meeting.starts_at)
    for refused in (
        lambda: meetings.cancel_meeting(course=course, meeting=meeting, why="Again", person=None),
        lambda: meetings.change_meeting(course=course, meeting=meeting, plan=plan, person=None),
        lambda: meetings.hold_meeting(course=course, meeting=meeting, person=None),
    ):
        with pytest.raises(DomainError, match="The meeting is cancelled"):
            refused()
    missing = [entry.text for entry in queries.missing_in(course)]
    assert "The feedback meeting, at which the result is presented, is not planned." in missing


def test_meeting_that_was_held_cannot_be_cancelled() -> None:
    course = make_course(State.PUBLISHED)
    meeting = meeting_of(course, held=True)
    with pytest.raises(DomainError, match="was held"):
        meetings.cancel_meeting(course=course, meeting=meeting, why="Ill", person=None)
