"""Fixtures of the tests of documents: a result of the demo that has everything a document may hold."""

import pytest
from django.utils.translation import override

from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.library import Library
from kompassros.evaluations.published import Published
from kompassros.evaluations.reports.material import Material, material_of
from tests.contract.course_subjects import demo_course


@pytest.fixture
def entry(db: None) -> Published:
    """The public result of the demo's evaluation in follow-up."""
    course = demo_course(State.FOLLOW_UP)
    return next(one for one in Library.open().evaluations if getattr(one.sheet, "course", "") == course.slug)


@pytest.fixture(params=["sv", "nb", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn; the test runs in it."""
    return str(request.param)


@pytest.fixture
def material(entry: Published) -> Material:
    """What its documents are made of, in Swedish."""
    with override("sv"):
        return material_of(entry, Library.open())
