"""The pages of visit, guide and notes as each role gets them."""

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from icalendar import Calendar

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Support
from kompassros.evaluations.evidence.services import tie, withdraw
from kompassros.evaluations.interviews import noting, services
from kompassros.evaluations.interviews.models import Group, Interview, Interviewed, Note
from kompassros.evaluations.interviews.noting import support_from_interview
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.models import HandledRequest
from tests.evaluations.course_cases import CRITERIA, bring_to, demo_person, make_course
from tests.evaluations.interviews.cases import (
    SECRET,
    START,
    WHISPERED,
    WORK,
    address,
    as_role,
    keep,
    plan,
    sending,
    write,
)
from tests.evaluations.judging.cases import add_evidence, judge, read_again

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD, FOURTH = CRITERIA
TEAM = (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)
PAGE_QUERIES = 18


@pytest.fixture
def course() -> Course:
    return make_course(State.VISITING)


@pytest.fixture
def talk(course: Course) -> Interview:
    """A talk with everything that must not leave the team."""
    planned = plan(course, place="Room 1", expected=6)
    evaluator = demo_person(Role.EVALUATOR)
    services.set_for_team(
        course=course,
        interview=planned,
        title=f"title of {SECRET}",
        present=7,
        interviewers=[evaluator],
        person=evaluator,
    )
    services.add_interviewed(course=course, interview=planned, name=SECRET, function=WORK, person=evaluator)
    write(course, planned, f"#1.1.1 {WHISPERED}", person=evaluator)
    return planned


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return re.sub(r"\s+", " ", answer.content.decode())


def test_coordinator_sees_the_plan_and_nothing_of_the_team(course: Course, talk: Interview, client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    paths = [address(course, name) for name in ("visit", "visit_calendar", "interview_add", "show", "meetings")]
    paths += [address(course, name, talk.pk) for name in ("interview_change", "interview_calendar", "interview_cancel")]
    csv = f"{address(course, 'visit')}?format=csv&table=day-2026-05-04"
    shown = [page(client, path) for path in [*paths, csv]]
    for text in shown:
        for secret in (SECRET, WHISPERED, WORK):
            assert secret not in text
    evaluator = str(demo_person(Role.EVALUATOR))
    assert evaluator not in shown[0]
    assert evaluator not in shown[-1]
    assert "Room 1" in shown[0]
    assert "Present" not in shown[0]
    closed = [address(course, name) for name in ("guide", "notes", "note_write")]
    closed += [address(course, name, talk.pk) for name in ("interview", "note_taking", "interview_keep")]
    closed += [address(course, "note", Note._base_manager.get(course=course).uid)]
    assert {path: client.get(path).status_code for path in closed} == dict.fromkeys(closed, 403)
    bring_to(course, State.PUBLISHED)
    assert client.get(address(course, "notes_dispose")).status_code == 403


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.RESPONDENT, Role.READER])
def test_others_see_neither_plan_nor_notes(course: Course, talk: Interview, client: Client, role: Role) -> None:
    as_role(client, role)
    paths = [address(course, name) for name in ("visit", "visit_calendar", "guide", "notes")]
    assert [client.get(path).status_code for path in paths] == [403] * 4


@pytest.mark.parametrize("role", TEAM)
def test_team_sees_everything(course: Course, talk: Interview, client: Client, role: Role) -> None:
    as_role(client, role)
    assert str(demo_person(Role.EVALUATOR)) in page(client, address(course, "visit"))
    shown = page(client, address(course, "interview", talk.pk))
    for text in (SECRET, WHISPERED, WORK, "7 people were present."):
        assert text in shown
    assert WHISPERED in page(client, address(course, "notes"))
    assert WHISPERED in page(client, address(course, "note_taking", talk.pk))


def test_empty_plan_offers_the_standard_one(course: Course, client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    assert "Make the standard plan" not in page(client, address(course, "visit"))
    Course._base_manager.filter(pk=course.pk).update(visit_from=date(2026, 5, 4), visit_to=date(2026, 5, 5))
    assert "Make the standard plan from 4 May 2026" in page(client, address(course, "visit"))
    assert client.post(address(course, "visit_standard"), sending(course)).status_code == 302
    shown = page(client, address(course, "visit"))
    assert "5 talks are planned, on 2 days." in shown
    assert shown.index("13:00–16:30") < shown.index("17:00–18:30") < shown.index("09:00–11:30")
    assert shown.index("14:45–15:45") < shown.index("16:15")


def test_talk_is_planned_changed_and_cancelled_by_form(course: Course, client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    values = {"group": "unions", "day": "2026-05-05", "begins": "13:00", "ends": "12:00", "expected": "3"}
    answer = client.post(address(course, "interview_add"), sending(course, **values))
    assert answer.context["form"].errors == {"ends": ["The talk must end after it begins."]}
    assert (
        client.post(address(course, "interview_add"), sending(course, **values | {"ends": "14:00"})).status_code == 302
    )
    planned = Interview._base_manager.get(course=course)
    assert (planned.starts_at, planned.ends_at) == (
        datetime(2026, 5, 5, 11, 0, tzinfo=UTC),
        datetime(2026, 5, 5, 12, 0, tzinfo=UTC),
    )
    assert "Fewer than 5" in page(client, address(course, "visit"))
    changed = sending(planned, **values | {"ends": "15:00"})
    where = address(course, "interview_change", planned.pk)
    assert client.post(where, changed).status_code == 302
    second = client.post(where, sending(1, **values | {"ends": "16:00"}))
    assert "Somebody else has changed this" in second.content.decode()
    planned.refresh_from_db()
    assert client.post(address(course, "interview_cancel", planned.pk), sending(planned, why="ill")).status_code == 302
    assert not Interview._base_manager.filter(course=course).exists()


def test_calendar_file_read_again_has_every_talk_and_no_name(course: Course, talk: Interview, client: Client) -> None:
    plan(course, "unions", hours=20)
    as_role(client, Role.EVALUATOR)
    content = client.get(address(course, "visit_calendar")).content
    entries = Calendar.from_ical(content).walk("VEVENT")
    assert [(entry["uid"], entry.decoded("dtstart"), entry.decoded("dtend")) for entry in entries] == [
        (f"interview-{one.pk}@kompassros", one.starts_at, one.ends_at)
        for one in Interview._base_manager.filter(course=course).order_by("starts_at")
    ]
    assert (entries[0]["location"], entries[0].decoded("dtstart")) == ("Room 1", START)
    for secret in (SECRET, WORK, str(demo_person(Role.EVALUATOR))):
        assert secret not in content.decode()
    [one] = Calendar.from_ical(client.get(address(course, "interview_calendar", talk.pk)).content).walk("VEVENT")
    assert one["summary"] == f"{course}: chief executive and heads of staff functions"


def test_team_keeps_number_interviewers_and_names_by_form(course: Course, client: Client) -> None:
    planned, peer = plan(course), demo_person(Role.PEER_EVALUATOR)
    as_role(client, Role.EVALUATOR)
    where = address(course, "interview_keep", planned.pk)
    assert client.post(where, sending(planned, present="-1")).status_code == 422
    assert client.post(where, sending(planned, present="6", interviewers=[peer.pk], title="all")).status_code == 302
    planned.refresh_from_db()
    assert (planned.present, planned.title, list(planned.interviewers.all())) == (6, "all", [peer])
    assert client.post(where, sending(1, present="9")).status_code == 422
    people = address(course, "interviewed_add", planned.pk)
    assert client.post(people, sending(planned, name="")).status_code == 422
    assert client.post(people, sending(planned, name=SECRET, function="x")).status_code == 302
    written = Interviewed._base_manager.get(course=course)
    assert client.post(address(course, "interviewed_remove", planned.pk, written.pk)).status_code == 302
    assert not Interviewed._base_manager.filter(course=course).exists()


def asked(client: Client, course: Course, group: str) -> list[str]:
    shown = page(client, address(course, "guide", group))
    return re.findall(r'<div class="criterion columns" id="([^"]+)"', shown)


def test_guide_holds_what_lacks_support_and_shrinks(course: Course, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    assert [asked(client, course, group) for group in Group.values] == [[FIRST], [FIRST], [THIRD], [SECOND], [FOURTH]]
    piece = add_evidence(course, FIRST)
    assert asked(client, course, "director") == []
    assert "Nothing is left to ask this group" in page(client, address(course, "guide", "director"))
    withdraw(course=course, evidence=piece, why="old", person=None)
    assert asked(client, course, "politicians") == [FIRST]
    judge(course, FIRST, "planned", person=None)
    assert asked(client, course, "director") == []
    judge(course, SECOND, "partly", person=None)
    assert asked(client, course, "units") == [SECOND]
    support_from_interview(course=course, interview=plan(course, "units"), criterion=SECOND, person=None)
    assert asked(client, course, "units") == []
    read_again(course, SECOND, "none", person=demo_person(Role.PEER_EVALUATOR))
    assert asked(client, course, "units") == [SECOND]


def test_guide_of_a_group_that_is_none_is_not_found(course: Course, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    assert client.get(address(course, "guide", "everybody")).status_code == 404


def test_guide_keeps_the_field_of_each_criterion(course: Course, client: Client) -> None:
    planned = plan(course, "units")
    as_role(client, Role.EVALUATOR)
    first = page(client, address(course, "guide", "units"))
    uid = re.findall(r'name="uid" value="([^"]+)"', first)
    assert len(uid) == 1
    answer = keep(client, course, uid=uid[0], interview=planned.pk, tie="1.1.2", text=WHISPERED, group="units")
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    second = page(client, address(course, "guide", "units"))
    assert re.findall(r'name="uid" value="([^"]+)"', second) == uid
    assert WHISPERED in second
    note = Note._base_manager.get(course=course)
    assert (str(note.uid), note.criterion, note.interview) == (uid[0], SECOND, planned)
    support_from_interview(course=course, interview=planned, criterion=SECOND, person=None)
    assert "Your notes on what has support now" in page(client, address(course, "guide", "units"))
    as_role(client, Role.LEAD_EVALUATOR)
    assert WHISPERED not in page(client, address(course, "guide", "units"))


def test_typing_screen_gives_each_note_a_uid_and_lists_what_is_written(
    course: Course, talk: Interview, client: Client
) -> None:
    as_role(client, Role.EVALUATOR)
    shown = page(client, address(course, "note_taking", talk.pk))
    mine = str(Note._base_manager.get(course=course).uid)
    found = re.findall(r'name="uid" value="([^"]+)"', shown)
    assert found[1:] == [mine]
    assert UUID(found[0]) != UUID(mine)
    assert f'data-keep="note:{talk.pk}:{found[0]}"' in shown
    assert '<li data-number="1.1.2">1.1.2 used en</li>' in shown
    as_role(client, Role.LEAD_EVALUATOR)
    others = page(client, address(course, "note_taking", talk.pk))
    assert mine not in re.findall(r'name="uid" value="([^"]+)"', others)


def test_note_sent_by_the_keeper_answers_its_place(course: Course, talk: Interview, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    uid = str(uuid4())
    answer = keep(client, course, uid=uid, interview=talk.pk, text="#1.2 <b>told</b>")
    assert answer.json()["parts"] == {
        f'[data-note-of="{uid}"]': "<p>&lt;b&gt;told&lt;/b&gt;</p>\n",
        f'[data-tie-of="{uid}"]': "1.2 question 1.2 en",
        f'[data-theirs-of="{uid}"]': "",
    }
    assert HandledRequest.objects.latest("at").outcome == {"version": 1}


def test_note_that_is_empty_or_tied_to_nothing_known_is_invalid(course: Course, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    other = plan(make_course(State.VISITING))
    assert keep(client, course, text=" ").json()["errors"].keys() == {"text"}
    assert keep(client, course, text="x", tie="9.9").json()["errors"].keys() == {"tie"}
    assert keep(client, course, text="x", interview=other.pk).json()["errors"].keys() == {"interview"}
    assert not Note._base_manager.filter(course=course).exists()


def test_second_writer_of_a_note_is_told_and_sees_what_is_stored(course: Course, client: Client) -> None:
    note = write(course, None, "one", person=demo_person(Role.EVALUATOR))
    as_role(client, Role.EVALUATOR)
    noting.move_note(course=course, note=note, question="", criterion=FIRST, person=None)
    answer = keep(client, course, uid=str(note.uid), text="two", version=1)
    assert (answer.status_code, answer.json()["version"]) == (409, 2)
    assert "one" in answer.json()["parts"][f'[data-theirs-of="{note.uid}"]']
    plain = {"uid": str(note.uid), "interview": "", "tie": "", "text": "two", **sending(1)}
    again = client.post(address(course, "note_write"), plain)
    assert again.status_code == 422
    assert 'name="version" value="2"' in again.content.decode()
    assert "two</textarea>" in again.content.decode()


def test_note_is_written_without_scripts(course: Course, talk: Interview, client: Client) -> None:
    as_role(client, Role.EVALUATOR)
    content = {"uid": str(uuid4()), "interview": talk.pk, "tie": "", "text": "#1.2 plain", **sending(0)}
    where = address(course, "note_write")
    answers = [client.post(where, content) for _time in range(2)]
    assert [answer["Location"] for answer in answers] == [address(course, "note_taking", talk.pk)] * 2
    assert Note._base_manager.filter(course=course, text="plain").count() == 1
    guided = content | {"group": "director", "uid": str(uuid4()), **sending(0)}
    assert client.post(where, guided)["Location"].startswith(f"{address(course, 'guide', 'director')}?talk={talk.pk}")


def listed(client: Client, course: Course, query: str) -> list[str]:
    shown = page(client, f"{address(course, 'notes')}?{query}")
    return re.findall(r"<li><div><p>([^<]+)</p>", shown)


def test_notes_are_listed_searched_and_ordered(course: Course, client: Client) -> None:
    early, late = plan(course, "units", hours=1), plan(course, "director", hours=9)
    evaluator, lead = demo_person(Role.EVALUATOR), demo_person(Role.LEAD_EVALUATOR)
    write(course, late, "#2.1 apple", person=evaluator)
    write(course, early, "#1.2 Åsa's pear", person=lead)
    write(course, None, "plum", person=evaluator)
    as_role(client, Role.EVALUATOR)
    assert listed(client, course, "") == ["Åsa&#x27;s pear", "apple", "plum"]
    assert listed(client, course, "by=talk") == ["Åsa&#x27;s pear", "apple", "plum"]
    assert listed(client, course, "by=area&show=mine") == ["apple", "plum"]
    assert listed(client, course, "show=untied") == ["plum"]
    assert listed(client, course, "q=asa") == ["Åsa&#x27;s pear"]
    assert listed(client, course, "q=unit") == ["Åsa&#x27;s pear"]
    assert listed(client, course, "show=nonsense&by=nonsense") == ["Åsa&#x27;s pear", "apple", "plum"]
    assert "format=csv" not in page(client, address(course, "notes"))


def test_note_is_moved_withdrawn_and_its_talk_supports(course: Course, talk: Interview, client: Client) -> None:
    note = Note._base_manager.get(course=course)
    as_role(client, Role.EVALUATOR)
    where = address(course, "note", note.uid)
    assert client.post(where, sending(note, tie="7.7")).status_code == 422
    assert client.post(where, sending(note, tie="1.1.2")).status_code == 302
    assert "The talk supports 1.1.2" in page(client, where)
    assert client.post(address(course, "note_support", note.uid), {"criterion": SECOND}).status_code == 302
    assert list(Support._base_manager.filter(course=course).values_list("criterion", flat=True)) == [SECOND]
    assert "supports the criterion" in page(client, address(course, "notes"))
    note.refresh_from_db()
    assert client.post(address(course, "note_withdraw", note.uid), sending(note)).status_code == 302
    assert client.get(where).status_code == 404


def test_lead_disposes_with_confirmed_numbers(course: Course, talk: Interview, client: Client) -> None:
    as_role(client, Role.LEAD_EVALUATOR)
    assert client.get(address(course, "notes_dispose")).status_code == 403
    bring_to(course, State.PUBLISHED)
    where = address(course, "notes_dispose")
    assert "Notes: 1. Names of interviewed people: 1." in page(client, where)
    values = {"case_number": "KS 12", "decided_on": clock.today().isoformat(), "decided_by": "The board"}
    values |= {"notes": 1, "people": 1}
    unconfirmed = client.post(where, sending(course, **values))
    assert unconfirmed.context["form"].errors.keys() == {"confirmed"}
    other = client.post(where, sending(course, confirmed="on", **values | {"notes": 2}))
    assert "numbers have changed" in other.content.decode()
    assert 'name="notes" value="1"' in other.content.decode()
    assert Note._base_manager.filter(course=course).exists()
    assert client.post(where, sending(course, confirmed="on", **values)).status_code == 302
    shown = page(client, address(course, "notes"))
    assert "case number KS 12" in shown
    for path in ("notes", "history", "visit", "notes_dispose"):
        for secret in (SECRET, WHISPERED):
            assert secret not in page(client, address(course, path))
    assert WHISPERED not in page(client, address(course, "interview", talk.pk))


def test_rows_of_another_evaluation_are_not_found(course: Course, talk: Interview, client: Client) -> None:
    other = make_course(State.VISITING)
    as_role(client, Role.EVALUATOR)
    note = Note._base_manager.get(course=course)
    paths = [address(other, name, talk.pk) for name in ("interview", "note_taking", "interview_change")]
    paths.append(address(other, "note", note.uid))
    assert [client.get(path).status_code for path in paths] == [404] * 4
    written = Interviewed._base_manager.get(course=course)
    assert client.post(address(other, "interviewed_remove", talk.pk, written.pk)).status_code == 404


@pytest.mark.parametrize("name", ["visit", "guide", "notes", "interview", "note_taking"])
def test_pages_ask_the_database_a_bounded_number_of_times(
    course: Course, client: Client, name: str, django_assert_max_num_queries: Any
) -> None:
    evaluator = demo_person(Role.EVALUATOR)
    talks = [plan(course, group, hours=place * 3) for place, group in enumerate(Group.values)]
    for one in talks:
        services.set_for_team(course=course, interview=one, title="", present=6, interviewers=[evaluator], person=None)
        for number in ("1.1", "1.1.1", "2.1.1"):
            write(course, one, f"#{number} x", person=evaluator)
    piece = add_evidence(course, FIRST)
    tie(course=course, evidence=piece, criterion=SECOND, place="", person=None)
    as_role(client, Role.EVALUATOR)
    where = address(course, name, talks[0].pk) if name in {"interview", "note_taking"} else address(course, name)
    page(client, where)
    with django_assert_max_num_queries(PAGE_QUERIES):
        page(client, where)
