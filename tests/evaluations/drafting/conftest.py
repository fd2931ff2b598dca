"""An evaluation that is being drafted, and its report's first section."""

import pytest

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.drafting.models import ReportSection
from kompassros.evaluations.drafting.sections import SUMMARY
from kompassros.evaluations.drafting.services import find_section
from tests.evaluations.course_cases import make_course

AREA = "a-bb22cc"


@pytest.fixture
def course(db: None) -> Course:
    """An evaluation in drafting, by the small edition."""
    return make_course(State.DRAFTING)


@pytest.fixture
def summary(course: Course) -> ReportSection:
    """Its summary, empty."""
    return find_section(course, SUMMARY)
