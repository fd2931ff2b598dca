"""The visit plan: planned and changed by team and coordinator, with what the team alone keeps of a talk."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kompassros.evaluations.courses import hooks, trail
from kompassros.evaluations.courses.models import Course, Meeting
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.services import ensure_interview_evidence
from kompassros.evaluations.interviews import plan as planning
from kompassros.evaluations.interviews import services, standard
from kompassros.evaluations.interviews.models import Group, Interview, Interviewed
from kompassros.evaluations.interviews.services import Talk
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry, Notice
from tests.evaluations.course_cases import demo_person, make_course
from tests.evaluations.interviews.cases import SECRET, START, plan, talk, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return make_course(State.READING)


@pytest.fixture
def coordinator() -> Person:
    return demo_person(Role.COORDINATOR)


@pytest.fixture
def evaluator() -> Person:
    return demo_person(Role.EVALUATOR)


def history_of(course: Course, interview: Interview) -> list[HistoryEntry]:
    return list(trail.entries_about(course, services.KIND, str(interview.pk)))


def told() -> list[tuple[str, str]]:
    return sorted(Notice.objects.values_list("person__email", "kind"))


def test_coordinator_plans_a_talk_and_the_lead_is_told(course: Course, coordinator: Person) -> None:
    planned = services.plan_interview(course=course, talk=talk(place="Room 1", expected=6), person=coordinator)
    [entry] = history_of(course, planned)
    assert (entry.verb, entry.organisation_id, entry.subject_label) == (
        "planned",
        course.organisation_id,
        services.what_of(planned)[2],
    )
    assert entry.after == {
        "group": "director",
        "starts_at": START.isoformat(),
        "ends_at": (START + timedelta(hours=2)).isoformat(),
        "place": "Room 1",
        "expected": 6,
    }
    assert told() == [(demo_person(Role.LEAD_EVALUATOR).email, "visit_planned")]


def test_coordinator_is_told_when_the_team_changes_the_plan(
    course: Course, evaluator: Person, coordinator: Person
) -> None:
    planned = plan(course)
    services.change_interview(course=course, interview=planned, talk=talk(hours=1), person=evaluator)
    assert (coordinator.email, "visit_changed") in told()
    assert [entry.verb for entry in history_of(course, planned)] == ["changed", "planned"]


def test_same_talk_again_changes_nothing(course: Course, evaluator: Person) -> None:
    planned = plan(course)
    services.change_interview(course=course, interview=planned, talk=talk(), person=evaluator)
    assert (planned.version, told()) == (1, [])


def test_second_editor_of_a_talk_is_told(course: Course, evaluator: Person) -> None:
    planned = plan(course)
    mine = Interview._base_manager.get(pk=planned.pk)
    services.change_interview(course=course, interview=planned, talk=talk(place="A"), person=evaluator)
    with pytest.raises(Conflict):
        services.change_interview(course=course, interview=mine, talk=talk(place="B"), person=evaluator)
    assert Interview._base_manager.get(pk=planned.pk).place == "A"


@pytest.mark.parametrize(
    "wrong",
    [
        Talk("everybody", START, START + timedelta(hours=1)),
        Talk("unions", START, START),
        Talk("unions", START, START + timedelta(hours=1), expected=-1),
        Talk("unions", START, START + timedelta(hours=1), expected=501),
    ],
)
def test_impossible_talk_is_refused(course: Course, wrong: Talk) -> None:
    with pytest.raises(DomainError):
        services.plan_interview(course=course, talk=wrong, person=None)
    assert not Interview._base_manager.filter(course=course).exists()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.RESPONDENT, Role.AUDITOR, Role.READER])
def test_others_do_not_plan(course: Course, role: Role) -> None:
    with pytest.raises(DomainError):
        services.plan_interview(course=course, talk=talk(), person=demo_person(role))


def test_talk_is_cancelled_with_a_reason_until_the_team_works_with_it(course: Course, evaluator: Person) -> None:
    first, second, third, fourth = (plan(course, hours=hours) for hours in range(4))
    with pytest.raises(DomainError, match="Say why"):
        services.cancel_interview(course=course, interview=first, why=" ", person=evaluator)
    label = services.what_of(first)[2]
    services.cancel_interview(course=course, interview=first, why="ill", person=evaluator)
    write(course, second, "said", person=evaluator)
    ensure_interview_evidence(third, None)
    services.set_for_team(course=course, interview=fourth, title="", present=3, interviewers=[], person=None)
    for begun in (second, third, fourth):
        with pytest.raises(DomainError, match="begun to work"):
            services.cancel_interview(course=course, interview=begun, why="x", person=evaluator)
    left = Interview._base_manager.filter(course=course).order_by("pk")
    assert list(left) == [second, third, fourth]
    [cancelled] = trail.entries_of(course).filter(verb="cancelled")
    assert (cancelled.why, cancelled.subject_label) == ("ill", label)


def test_team_keeps_interviewers_number_and_people_without_names_in_history(course: Course, evaluator: Person) -> None:
    planned = plan(course)
    services.set_for_team(
        course=course, interview=planned, title=SECRET, present=6, interviewers=[evaluator], person=evaluator
    )
    written = services.add_interviewed(
        course=course, interview=planned, name=f" {SECRET} ", function="finance", person=evaluator
    )
    assert (planned.present, list(planned.interviewers.all()), written.name) == (6, [evaluator], SECRET)
    entries = history_of(course, planned)
    assert [(entry.verb, entry.organisation_id) for entry in entries] == [
        ("people_written", None),
        ("kept", None),
        ("planned", course.organisation_id),
    ]
    assert SECRET not in str([(entry.before, entry.after, entry.why, entry.subject_label) for entry in entries])
    services.remove_interviewed(course=course, interviewed=written, person=evaluator)
    with pytest.raises(Conflict):
        services.remove_interviewed(course=course, interviewed=written, person=evaluator)
    assert not Interviewed._base_manager.filter(course=course).exists()


def test_only_the_team_interviews_and_keeps(course: Course, coordinator: Person) -> None:
    planned = plan(course)
    with pytest.raises(DomainError, match="is not in the team"):
        services.set_for_team(
            course=course, interview=planned, title="", present=None, interviewers=[coordinator], person=None
        )
    for state in (State.PREPARING, State.READING):
        early = make_course(state)
        with pytest.raises(DomainError):
            services.add_interviewed(course=early, interview=plan(early), name="x", function="", person=coordinator)


def test_talk_of_another_evaluation_is_refused(course: Course) -> None:
    other = plan(make_course(State.READING))
    with pytest.raises(DomainError, match="another evaluation"):
        services.change_interview(course=course, interview=other, talk=talk(hours=1), person=None)


def dated(course: Course, first: date, last: date | None = None) -> Course:
    Course._base_manager.filter(pk=course.pk).update(visit_from=first, visit_to=last or first + timedelta(days=1))
    course.refresh_from_db()
    return course


def local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d %H.%M}"


def test_standard_plan_takes_two_days_and_ends_with_the_first_feedback(course: Course, evaluator: Person) -> None:
    dated(course, date(2026, 5, 4))
    talks = standard.plan_standard_visit(course=course, person=evaluator)
    assert [(one.group, local(one.starts_at), local(one.ends_at)) for one in talks] == [
        ("director", "04 13.00", "04 16.30"),
        ("politicians", "04 17.00", "04 18.30"),
        ("departments", "05 09.00", "05 11.30"),
        ("units", "05 12.30", "05 14.30"),
        ("unions", "05 14.45", "05 15.45"),
    ]
    meeting = Meeting._base_manager.get(course=course)
    assert (meeting.kind, local(meeting.starts_at)) == ("first_feedback", "05 16.15")
    assert [kind for _email, kind in told()] == ["visit_planned"] * len(told())
    with pytest.raises(DomainError, match="has talks already"):
        standard.plan_standard_visit(course=course, person=evaluator)


def test_standard_plan_needs_the_first_day_and_keeps_a_planned_feedback(course: Course) -> None:
    with pytest.raises(DomainError, match="not decided"):
        standard.plan_standard_visit(course=course, person=None)
    dated(course, date(2026, 5, 4), date(2026, 5, 6))
    standard.plan_standard_visit(course=course, person=None)
    assert local(Meeting._base_manager.get(course=course).starts_at) == "06 16.15"
    Interview._base_manager.filter(course=course).delete()
    standard.plan_standard_visit(course=course, person=None)
    assert Meeting._base_manager.filter(course=course).count() == 1


def warnings(course: Course, *, for_team: bool = True) -> list[tuple[str, ...]]:
    with organisation_scope(course.organisation):
        days = planning.days_of(course, planning.talks_of(course), [], for_team=for_team)
    return [warned.warnings for day in days for warned in day.talks]


def test_plan_warns_of_days_small_groups_and_double_interviewers(course: Course, evaluator: Person) -> None:
    dated(course, date(2026, 5, 4), date(2026, 5, 4))
    first, second = plan(course, expected=4), plan(course, "unions", hours=1, expected=5)
    plan(course, "units", hours=2, expected=5)
    plan(course, "units", hours=24, expected=5)
    for one in (first, second):
        services.set_for_team(
            course=course, interview=one, title="", present=None, interviewers=[evaluator], person=None
        )
    twice = f"{evaluator} has another talk at the same time."
    small = "Fewer than 5: it will not be shown as evidence outside the team."
    assert warnings(course) == [(small, twice), (twice,), (), ("Outside the days of the visit.",)]
    assert warnings(course, for_team=False) == [(small,), (), (), ("Outside the days of the visit.",)]


def test_few_present_are_warned_of_to_the_team_alone(course: Course) -> None:
    planned = plan(course)
    services.set_for_team(course=course, interview=planned, title="", present=4, interviewers=[], person=None)
    assert warnings(course) == [("Fewer than 5 were present: it is not shown as evidence outside the team.",)]
    assert warnings(course, for_team=False) == [()]


def missing(course: Course) -> list[str]:
    with organisation_scope(course.organisation):
        return [entry.text for entry in hooks.missing_in(course) if entry.address.endswith("/visit/")]


@pytest.mark.parametrize(("kind", "lacks"), [(EvaluatorKind.ASSOCIATION, True), (EvaluatorKind.SELF, False)])
def test_reading_lacks_a_visit_plan_where_a_visit_belongs(kind: EvaluatorKind, lacks: bool) -> None:
    course = make_course(State.READING, kind=kind, with_team=kind is EvaluatorKind.ASSOCIATION)
    assert missing(course) == (["There is no visit plan."] if lacks else [])


def test_visiting_lacks_groups_and_numbers(monkeypatch: Any) -> None:
    course = make_course(State.VISITING)
    for place, group in enumerate(Group.values):
        plan(course, group, hours=place * 3)
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 5, 4, 15, 30, tzinfo=UTC))
    [groups, numbers] = missing(course)
    assert groups == "Not interviewed yet: heads of department, unit managers and trade union representatives."
    assert numbers.startswith("The number of people present is not stated for 1 talk.")
    held = Interview._base_manager.filter(course=course).order_by("starts_at").first()
    assert held
    services.set_for_team(course=course, interview=held, title="", present=7, interviewers=[], person=None)
    assert missing(course) == [groups]
