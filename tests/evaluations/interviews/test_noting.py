"""Notes: written once however often they are sent, tied by number, moved, withdrawn, and disposed of."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course, DisposalDecision
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.evidence.services import ensure_interview_evidence
from kompassros.evaluations.interviews import disposing, noting, services
from kompassros.evaluations.interviews.disposing import Decision, Held
from kompassros.evaluations.interviews.models import Interview, Interviewed, Note
from kompassros.evaluations.interviews.placing import places_of, read_place
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import Comment, HandledRequest, HistoryEntry, Notice
from tests.evaluations.course_cases import CRITERIA, bring_to, demo_person, make_course
from tests.evaluations.interviews.cases import SECRET, WHISPERED, plan, write

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD, FOURTH = CRITERIA
QUESTION = "q-cc33dd"


@pytest.fixture
def course() -> Course:
    return make_course(State.VISITING)


@pytest.fixture
def lead() -> Person:
    return demo_person(Role.LEAD_EVALUATOR)


@pytest.fixture
def evaluator() -> Person:
    return demo_person(Role.EVALUATOR)


def all_notes(course: Course) -> list[tuple[str, str, str]]:
    return list(Note._base_manager.filter(course=course).order_by("pk").values_list("text", "question", "criterion"))


def verbs(course: Course) -> list[str]:
    return [entry.verb for entry in trail.entries_of(course).filter(subject_kind=noting.KIND)]


def test_note_sent_twice_is_kept_once(course: Course, evaluator: Person) -> None:
    talk, uid = plan(course), uuid4()
    first = write(course, talk, "They plan", person=evaluator, uid=uid)
    again = write(course, talk, "They plan", person=evaluator, uid=uid)
    assert (first.pk, again.version, all_notes(course)) == (again.pk, 1, [("They plan", "", "")])
    assert verbs(course) == ["written"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("#1.1 They plan", ("They plan", QUESTION, "")),
        ("#1.1.2: used by all", ("used by all", QUESTION, SECOND)),
        ("  #2.1.1\nlines\nkept", ("lines\nkept", "q-ff55hh", FOURTH)),
        ("#9.9 no such", ("#9.9 no such", "", "")),
        ("#1.1", ("#1.1", QUESTION, "")),
        ("#1.10 not 1.1", ("#1.10 not 1.1", "", "")),
        ("see #1.1 inside", ("see #1.1 inside", "", "")),
        ("#tag text", ("#tag text", "", "")),
    ],
)
def test_number_at_the_start_ties_a_note(
    course: Course, evaluator: Person, typed: str, stored: tuple[str, str, str]
) -> None:
    write(course, plan(course), typed, person=evaluator)
    assert all_notes(course) == [stored]


def test_number_counts_before_the_tie_that_is_given(course: Course, evaluator: Person) -> None:
    write(course, None, "#1.2 told", person=evaluator, criterion=FIRST)
    write(course, None, "told", person=evaluator, criterion=FIRST)
    assert all_notes(course) == [("told", "q-dd44ff", ""), ("told", QUESTION, FIRST)]


def test_every_place_is_read_back_by_its_number(course: Course) -> None:
    for number, place in places_of(course.edition).items():
        assert read_place(course.edition, f"#{number} x") == (place, "x")
    assert list(places_of(course.edition)) == ["1.1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2.1", "2.1.1"]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_empty_note_is_refused(course: Course, evaluator: Person, text: str) -> None:
    with pytest.raises(DomainError, match="Write the note first"):
        write(course, None, text, person=evaluator)
    assert all_notes(course) == []


def test_note_of_8000_characters_is_kept_and_one_more_is_refused(course: Course, evaluator: Person) -> None:
    write(course, None, "x" * noting.LONGEST, person=evaluator)
    with pytest.raises(DomainError, match="too long"):
        write(course, None, "x" * (noting.LONGEST + 1), person=evaluator)


def test_unknown_places_are_refused(course: Course, evaluator: Person) -> None:
    for wrong in ({"criterion": "c-zz99zz"}, {"question": "q-zz99zz"}):
        with pytest.raises(DomainError, match="no such question or criterion"):
            write(course, None, "x", person=evaluator, **wrong)


def test_change_needs_the_version_that_was_seen(course: Course, evaluator: Person) -> None:
    note = write(course, None, "one", person=evaluator)
    assert write(course, None, "two", person=evaluator, uid=note.uid, version=1).version == 2
    with pytest.raises(Conflict):
        write(course, None, "three", person=evaluator, uid=note.uid, version=1)
    assert all_notes(course) == [("two", "", "")]


def test_text_is_the_writers_and_the_place_the_teams(course: Course, evaluator: Person, lead: Person) -> None:
    note = write(course, None, "mine", person=evaluator)
    with pytest.raises(DomainError, match="Only who wrote a note"):
        write(course, None, "yours", person=lead, uid=note.uid, version=1)
    with pytest.raises(DomainError, match="can withdraw it"):
        noting.withdraw_note(course=course, note=note, person=lead)
    noting.move_note(course=course, note=note, question="", criterion=SECOND, person=lead)
    assert all_notes(course) == [("mine", QUESTION, SECOND)]
    noting.move_note(course=course, note=note, question="", criterion="", person=lead)
    assert all_notes(course) == [("mine", "", "")]
    assert verbs(course) == ["moved", "moved", "written"]


def test_withdrawn_note_is_gone_and_does_not_come_back(course: Course, evaluator: Person) -> None:
    note = write(course, None, WHISPERED, person=evaluator)
    write(course, None, f"{WHISPERED}!", person=evaluator, uid=note.uid, version=1)
    stale = Note._base_manager.get(pk=note.pk)
    stale.version = 1
    with pytest.raises(Conflict):
        noting.withdraw_note(course=course, note=stale, person=evaluator)
    noting.withdraw_note(course=course, note=Note._base_manager.get(pk=note.pk), person=evaluator)
    with pytest.raises(DomainError, match="withdrawn or disposed of"):
        write(course, None, "again", person=evaluator, uid=note.uid, version=2)
    assert all_notes(course) == []
    entries = trail.entries_of(course).filter(subject_kind=noting.KIND)
    assert [(entry.verb, entry.organisation_id) for entry in entries] == [
        ("withdrawn", None),
        ("changed", None),
        ("written", None),
    ]
    assert WHISPERED not in str(list(entries.values()))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.RESPONDENT])
def test_nobody_outside_the_team_writes(course: Course, role: Role) -> None:
    with pytest.raises(DomainError):
        write(course, None, "x", person=demo_person(role))


@pytest.mark.parametrize(
    ("state", "may"), [(State.PREPARING, False), (State.DRAFTING, True), (State.FACT_CHECK, False)]
)
def test_notes_are_written_from_reading_to_drafting(evaluator: Person, state: State, may: bool) -> None:
    course = make_course(state)
    if may:
        write(course, None, "x", person=evaluator)
    else:
        with pytest.raises(DomainError):
            write(course, None, "x", person=evaluator)
    assert len(all_notes(course)) == may


def test_note_of_another_evaluation_is_refused(course: Course, evaluator: Person) -> None:
    other = make_course(State.VISITING)
    foreign = write(other, None, "x", person=evaluator)
    with pytest.raises(DomainError, match="another evaluation"):
        write(course, None, "y", person=evaluator, uid=foreign.uid, version=1)
    with pytest.raises(DomainError, match="another evaluation"):
        write(course, plan(other), "y", person=evaluator)


def test_note_makes_its_talk_evidence_of_a_criterion(course: Course, evaluator: Person) -> None:
    talk = plan(course)
    note = write(course, talk, f"#1.1 {WHISPERED}", person=evaluator)
    support = noting.support_from_note(course=course, note=note, criterion=FIRST, person=evaluator)
    again = noting.support_from_note(course=course, note=note, criterion=FIRST, person=evaluator)
    assert (support, support.place, support.evidence.interview) == (again, "", talk)
    assert WHISPERED not in support.evidence.title
    assert all_notes(course) == [(WHISPERED, QUESTION, FIRST)]
    assert list(Support._base_manager.filter(course=course).values_list("criterion", flat=True)) == [FIRST]
    loose = write(course, None, "x", person=evaluator)
    with pytest.raises(DomainError, match="belongs to no talk"):
        noting.support_from_note(course=course, note=loose, criterion=FIRST, person=evaluator)


def decision(**changes: object) -> Decision:
    plain = {"case_number": "KS 2026/12", "decided_on": clock.today(), "decided_by": "The archives board"}
    return Decision(**(plain | changes))  # type: ignore[arg-type]


@pytest.fixture
def finished(course: Course, evaluator: Person) -> Course:
    """A published evaluation with a talk as evidence, two notes and a name."""
    talk = plan(course)
    services.set_for_team(
        course=course, interview=talk, title=f"with {SECRET}", present=6, interviewers=[evaluator], person=evaluator
    )
    services.add_interviewed(course=course, interview=talk, name=SECRET, function="finance", person=evaluator)
    note = write(course, talk, f"#1.1.1 {WHISPERED}", person=evaluator)
    write(course, None, WHISPERED, person=evaluator)
    noting.support_from_note(course=course, note=note, criterion=FIRST, person=evaluator)
    return bring_to(course, State.PUBLISHED)


def test_disposal_deletes_notes_and_names_and_keeps_numbers_and_evidence(finished: Course, lead: Person) -> None:
    made = disposing.dispose(course=finished, decision=decision(), confirmed=Held(2, 1), person=lead)
    assert (made.notes, made.people, made.carried_out_by, made.case_number) == (2, 1, lead, "KS 2026/12")
    assert all_notes(finished) == []
    assert not Interviewed._base_manager.filter(course=finished).exists()
    talk = Interview._base_manager.get(course=finished)
    assert (talk.group, talk.present, talk.title) == ("director", 6, "")
    assert Evidence._base_manager.get(course=finished).interview == talk
    entry = HistoryEntry.objects.filter(subject_kind="disposal").latest("pk")
    assert (entry.verb, entry.organisation_id) == ("disposed", finished.organisation_id)
    kept = [*HistoryEntry.objects.values(), *HandledRequest.objects.values(), *Comment.objects.values()]
    kept += [*Notice.objects.values(), *Evidence._base_manager.values(), *Support._base_manager.values()]
    assert SECRET not in str(kept)
    assert WHISPERED not in str(kept)
    with pytest.raises(DomainError, match="no notes and no names"):
        disposing.dispose(course=finished, decision=decision(), confirmed=Held(0, 0), person=lead)


@pytest.mark.parametrize(
    ("changes", "confirmed", "says"),
    [
        ({"case_number": " "}, Held(2, 1), "case number"),
        ({"decided_by": ""}, Held(2, 1), "who decided"),
        ({"decided_on": date(2999, 1, 1)}, Held(2, 1), "lies in the future"),
        ({}, Held(1, 1), "numbers have changed"),
        ({}, Held(2, 0), "numbers have changed"),
    ],
)
def test_disposal_without_decision_or_with_other_numbers_deletes_nothing(
    finished: Course, lead: Person, changes: dict[str, object], confirmed: Held, says: str
) -> None:
    with pytest.raises(DomainError, match=says):
        disposing.dispose(course=finished, decision=decision(**changes), confirmed=confirmed, person=lead)
    assert disposing.held_by(finished) == Held(2, 1)
    assert not DisposalDecision._base_manager.filter(course=finished).exists()


def test_decision_of_today_counts_and_of_tomorrow_does_not(finished: Course, lead: Person) -> None:
    tomorrow = decision(decided_on=clock.today() + timedelta(days=1))
    with pytest.raises(DomainError):
        disposing.dispose(course=finished, decision=tomorrow, confirmed=Held(2, 1), person=lead)
    disposing.dispose(course=finished, decision=decision(), confirmed=Held(2, 1), person=lead)
    assert disposing.held_by(finished) == Held(0, 0)


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_only_the_lead_disposes(finished: Course, role: Role) -> None:
    with pytest.raises(DomainError):
        disposing.dispose(course=finished, decision=decision(), confirmed=Held(2, 1), person=demo_person(role))


def test_nothing_is_disposed_of_before_publication(course: Course, evaluator: Person, lead: Person) -> None:
    write(course, None, "x", person=evaluator)
    ensure_interview_evidence(plan(course), None)
    with pytest.raises(DomainError):
        disposing.dispose(course=course, decision=decision(), confirmed=Held(1, 0), person=lead)
