"""Publication: complete, once, frozen; corrected by a new sheet that names the old; held back until its time."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from kompassros.evaluations import published, services
from kompassros.evaluations.course_sheet import COURSE_SCHEMA
from kompassros.evaluations.courses import services as courses
from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.findings.models import Reply
from kompassros.evaluations.models import Embargo, Evaluation, ScoreSheet
from kompassros.evaluations.publication import embargo
from kompassros.evaluations.publication.publish import publish
from kompassros.evaluations.services import Publisher
from kompassros.evaluations.sheet import Sheet
from kompassros.methods.comparability import EvaluatorKind
from kompassros.organisations.demo import OTHER
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records import clock, signals
from kompassros.records.errors import Conflict, DomainError
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course
from tests.evaluations.publication.cases import judge, published_course, ready_course

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
NOON = datetime.fromisoformat("2027-03-01T12:00:00+01:00")
DAY = timedelta(days=1)


def lead() -> Person:
    return demo_person(Role.LEAD_EVALUATOR)


def current(slug: str) -> list[int]:
    return [entry.number for entry in published.current_sheets() if entry.slug == slug]


def test_publish_freezes_the_sheet_and_moves_the_course() -> None:
    course, sheet = published_course()
    assert (sheet.slug, sheet.number, sheet.schema) == (course.slug, 1, COURSE_SCHEMA)
    assert sheet.is_intact()
    assert Course._base_manager.get(pk=course.pk).stands is State.PUBLISHED
    assert Evaluation._base_manager.get(course=course).slug == sheet.slug
    assert current(sheet.slug) == [1]
    assert trail.entries_of(course).filter(verb="moved", after={"state": "published"}).count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"level": ""}, "1 criterion is not judged: 1.2.1."),
        ({"second_level": "none", "second_reach": "whole"}, "still differ on 1 criterion: 1.2.1."),
    ],
)
def test_publish_says_what_is_missing(change: dict[str, str], sentence: str) -> None:
    course = ready_course()
    judge(course, CRITERIA[2], **change)
    with pytest.raises(DomainError, match=sentence):
        publish(course=course, person=None)
    assert not ScoreSheet.objects.filter(slug=course.slug).exists()


def test_publish_needs_every_reply_answered() -> None:
    course = ready_course()
    Reply._base_manager.filter(course=course).update(outcome="")
    with pytest.raises(DomainError, match="1 reply of the municipality is not answered"):
        publish(course=course, person=None)


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_publish_is_the_leads_alone(role: Role) -> None:
    course = ready_course()
    with pytest.raises(DomainError):
        publish(course=course, person=demo_person(role))


def test_publish_from_another_state_is_refused() -> None:
    with pytest.raises(DomainError):
        publish(course=make_course(State.DRAFTING), person=None)


def test_publish_twice_is_refused_and_freezes_one_sheet() -> None:
    course, sheet = published_course()
    with pytest.raises(DomainError, match="published already"):
        publish(course=course, person=None)
    assert ScoreSheet.objects.filter(slug=sheet.slug).count() == 1


def test_publish_on_an_old_version_is_a_conflict() -> None:
    course = ready_course()
    Course._base_manager.filter(pk=course.pk).update(version=course.version + 1)
    with pytest.raises(Conflict):
        publish(course=course, person=None)
    assert not ScoreSheet.objects.filter(slug=course.slug).exists()


def test_two_evaluations_of_one_year_both_stand() -> None:
    (_first, one), (_second, other) = published_course(), published_course()
    assert {one.slug, other.slug} == {"tested-1", "tested-2"}
    assert current(one.slug) + current(other.slug) == [1, 1]


def test_embargo_in_the_past_is_refused() -> None:
    with pytest.raises(DomainError, match="in the future"):
        publish(course=ready_course(), person=None, embargo_until=clock.now())


@pytest.mark.parametrize(("moment", "expected"), [(NOON - timedelta(seconds=1), []), (NOON, [1])])
def test_sheet_is_public_from_the_end_of_its_embargo(
    set_clock: SetClock, moment: datetime, expected: list[int]
) -> None:
    set_clock((NOON - DAY).isoformat())
    course, sheet = published_course(embargo_until=NOON)
    assert course.embargo_until == sheet.published_at == NOON
    set_clock(moment.isoformat())
    assert current(sheet.slug) == expected


@pytest.mark.parametrize("later", [NOON + DAY, None])
def test_embargo_is_moved_or_lifted_with_a_reason_while_it_lasts(set_clock: SetClock, later: datetime | None) -> None:
    set_clock((NOON - DAY).isoformat())
    course, sheet = published_course(embargo_until=NOON)
    with pytest.raises(DomainError, match="Say why"):
        embargo.change_embargo(course=course, until=later, person=None, why=" ")
    embargo.change_embargo(course=course, until=later, person=lead(), why="the council meets later")
    assert current(sheet.slug) == ([] if later else [1])
    set_clock((NOON + timedelta(hours=1)).isoformat())
    assert current(sheet.slug) == ([] if later else [1])
    assert ScoreSheet.objects.get(pk=sheet.pk).published_at == NOON
    assert trail.entries_of(course)[0].why == "the council meets later"


def test_embargo_that_is_over_stays_over(set_clock: SetClock) -> None:
    set_clock((NOON - DAY).isoformat())
    course, _sheet = published_course(embargo_until=NOON)
    set_clock(NOON.isoformat())
    with pytest.raises(DomainError, match="The result is public"):
        embargo.change_embargo(course=course, until=NOON + DAY, person=None, why="too late")


def test_end_of_an_embargo_is_announced_once(set_clock: SetClock) -> None:
    set_clock((NOON - DAY).isoformat())
    _course, sheet = published_course(embargo_until=NOON)
    embargo.announce_what_came()
    assert not Embargo.objects.get(sheet=sheet).announced
    set_clock(NOON.isoformat())
    assert embargo.announce_what_came() >= 1
    assert embargo.announce_what_came() == 0
    assert Embargo.objects.get(sheet=sheet).announced


def begin_correction(course: Course) -> None:
    courses.begin_correction(course=course, person=lead(), why="A document was misread")
    judge(course, CRITERIA[0], level="partly")


def test_correction_is_a_new_sheet_that_names_the_old() -> None:
    course, old = published_course()
    begin_correction(course)
    new = publish(course=course, person=lead())
    assert (new.slug, new.number, new.replaces_id, new.why) == (old.slug, 2, old.pk, "A document was misread")
    assert not Course._base_manager.get(pk=course.pk).correcting
    assert current(old.slug) == [2]
    assert (old.read().stated_total, new.read().stated_total) == (55, 40)
    with pytest.raises(DomainError):
        publish(course=course, person=lead())


def test_correction_that_changes_nothing_is_refused() -> None:
    course, _sheet = published_course()
    courses.begin_correction(course=course, person=lead(), why="A second look")
    with pytest.raises(DomainError, match="Nothing differs"):
        publish(course=course, person=None)


def test_correction_of_what_is_held_back_keeps_its_time(set_clock: SetClock) -> None:
    set_clock((NOON - DAY).isoformat())
    course, old = published_course(embargo_until=NOON)
    begin_correction(course)
    with pytest.raises(DomainError, match="held back already"):
        publish(course=course, person=None, embargo_until=NOON + DAY)
    publish(course=course, person=None)
    assert current(old.slug) == []
    embargo.change_embargo(course=course, until=NOON + DAY, person=None, why="later")
    set_clock(NOON.isoformat())
    assert current(old.slug) == []
    set_clock((NOON + DAY).isoformat())
    assert current(old.slug) == [2]
    assert Embargo.objects.filter(sheet__slug=old.slug).count() == 2


def test_correction_with_an_embargo_leaves_the_old_sheet_until_then(set_clock: SetClock) -> None:
    set_clock((NOON - DAY).isoformat())
    course, old = published_course()
    begin_correction(course)
    publish(course=course, person=None, embargo_until=NOON)
    assert current(old.slug) == [1]
    set_clock(NOON.isoformat())
    assert current(old.slug) == [2]


def test_figures_of_a_course_are_not_typed_over() -> None:
    _course, old = published_course()
    plain = {name: value for name, value in old.content.items() if name not in ("course", "detail")}
    typed = Sheet.model_validate(plain)
    with pytest.raises(DomainError, match="made here"):
        services.correct(old=old, sheet=typed, publisher=Publisher(None, "why"))


def test_self_evaluation_is_published_as_such() -> None:
    _course, sheet = published_course(kind=EvaluatorKind.SELF, with_team=False, organisation=OTHER)
    entry = next(one for one in published.current_sheets() if one.slug == sheet.slug)
    assert entry.sheet.is_self
    assert published.by_others([entry]) == []
    assert published.by_themselves([entry]) == [entry]


def test_clock_announces_what_came(set_clock: SetClock) -> None:
    set_clock((NOON - DAY).isoformat())
    _course, sheet = published_course(embargo_until=NOON)
    signals.each_round.send_all()
    assert not Embargo.objects.get(sheet=sheet).announced
    set_clock(NOON.isoformat())
    signals.each_round.send_all()
    assert Embargo.objects.get(sheet=sheet).announced
