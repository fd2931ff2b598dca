"""Publishing twice at once freezes one sheet. These tests commit, and threads meet in the database as requests do."""

from collections.abc import Callable

import pytest

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.models import Evaluation, ScoreSheet
from kompassros.evaluations.publication.publish import publish
from kompassros.organisations.roles import Role
from kompassros.records.errors import DomainError
from tests.evaluations.course_cases import demo_person
from tests.evaluations.publication.cases import ready_course
from tests.harness.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_publishing_twice_at_once_freezes_one_sheet() -> None:
    course = ready_course()

    def publishing() -> Callable[[], str]:
        own = Course._base_manager.select_related("organisation", "edition").get(pk=course.pk)
        lead = demo_person(Role.LEAD_EVALUATOR)

        def work() -> str:
            try:
                publish(course=own, person=lead)
            except DomainError:
                return "refused"
            return "stored"

        return work

    assert at_once(publishing(), publishing(), publishing()) == ["refused", "refused", "stored"]
    assert ScoreSheet.objects.filter(slug=course.slug).count() == 1
    assert Evaluation._base_manager.filter(course=course).count() == 1
