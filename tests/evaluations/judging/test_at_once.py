"""Several people judging at the same moment: nothing is lost, whoever comes second is told. These tests commit."""

from collections.abc import Callable

import pytest
from django.db import connection

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.judging import services
from kompassros.evaluations.judging.models import Judgement
from kompassros.instruments.models import Edition
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records.errors import Conflict
from kompassros.records.models import HistoryEntry
from tests.evaluations.course_cases import CRITERIA, demo_person, make_course
from tests.evaluations.judging.cases import judge
from tests.harness.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, SAVES_EACH = 8, 50


def saving(course: Course, criterion: str, level: str, person: Person) -> Callable[[], str]:
    def work() -> str:
        try:
            judge(course, criterion, level, person=person, version=1)
        except Conflict:
            return "told"
        return level

    return work


def test_same_judgement_saved_by_three_at_once_is_one_save_and_two_are_told() -> None:
    course = make_course(State.READING)
    people = [demo_person(role) for role in (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)]
    levels = ("planned", "partly", "full")
    works = [
        saving(Course._base_manager.get(pk=course.pk), CRITERIA[0], level, person)
        for level, person in zip(levels, people, strict=True)
    ]
    said = at_once(*works)
    [stored] = [one for one in said if one != "told"]
    row = Judgement._base_manager.get(course=course, criterion=CRITERIA[0])
    assert (said.count("told"), row.level, row.version) == (2, stored, 2)
    assert trail.entries_about(course, services.KIND, CRITERIA[0]).count() == 1


def test_judge_and_second_reader_at_once_both_are_stored() -> None:
    course = make_course(State.READING)
    judge(course, CRITERIA[0], "planned", person=demo_person(Role.LEAD_EVALUATOR))

    def reading_again() -> str:
        services.save_second(
            course=Course._base_manager.get(pk=course.pk),
            criterion=CRITERIA[0],
            level="full",
            reach="whole",
            remark="",
            person=demo_person(Role.PEER_EVALUATOR),
            version=1,
        )
        return "read"

    def judging() -> str:
        own = Course._base_manager.get(pk=course.pk)
        judge(own, CRITERIA[0], "partly", person=demo_person(Role.LEAD_EVALUATOR), version=2)
        return "judged"

    assert at_once(reading_again, judging) == ["judged", "read"]
    row = Judgement._base_manager.get(course=course, criterion=CRITERIA[0])
    assert (row.level, row.second_level, row.version, row.second_version) == ("partly", "full", 3, 2)


def test_four_hundred_saves_by_eight_at_once_are_all_stored() -> None:
    edition = Edition.objects.get(instrument__key="kompassros-bedomningspunkter")
    course = make_course(State.READING, edition=edition)
    rows = Judgement._base_manager.filter(course=course).order_by("pk")
    criteria = list(rows.values_list("criterion", flat=True))
    roles = (Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR)

    def work_of(number: int) -> Callable[[], str]:
        own = criteria[number * 10 : number * 10 + 10]

        def work() -> str:
            mine = Course._base_manager.select_related("organisation", "edition").get(pk=course.pk)
            person = demo_person(roles[number % len(roles)])
            for turn in range(SAVES_EACH):
                basis = f"{number}-{turn}"
                place, version = turn % len(own), turn // len(own) + 1
                judge(mine, own[place], "planned", person=person, basis=basis, version=version)
            return "done"

        return work

    assert at_once(*(work_of(number) for number in range(WORKERS))) == ["done"] * WORKERS
    entries = HistoryEntry.objects.filter(subject_kind=services.KIND, subject_key__startswith=f"{course.slug}/")
    told = {entry.after["basis"] for entry in entries if entry.after}
    assert told == {f"{number}-{turn}" for number in range(WORKERS) for turn in range(SAVES_EACH)}
    changed = rows.exclude(version=1)
    assert set(changed.values_list("version", flat=True)) == {SAVES_EACH // 10 + 1}
    assert changed.count() == WORKERS * 10
    connection.close()
