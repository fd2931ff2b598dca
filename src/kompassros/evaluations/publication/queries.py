"""Reads of a result for its working pages: what is frozen, what would be, and when the public sees it."""

from dataclasses import dataclass
from datetime import datetime

from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.publication.building import build_sheet
from kompassros.evaluations.publication.embargo import sheets_of_course
from kompassros.organisations.grants import AnyPerson
from kompassros.records import clock


@dataclass(frozen=True)
class Result:
    """The result of an evaluation as somebody in it sees it.

    preview: nothing of it is frozen yet. comes_at: when the public sees the frozen sheet. slug: its public address.
    number, sha256: of the frozen sheet. waits: whether the public does not see it yet.
    """

    sheet: CourseSheet
    preview: bool
    comes_at: datetime | None = None
    slug: str = ""
    number: int = 0
    sha256: str = ""

    @property
    def waits(self) -> bool:
        """Return whether an embargo still holds the frozen sheet back."""
        return self.comes_at is not None and self.comes_at > clock.now()


def frozen_result(course: Course) -> Result | None:
    """Return the latest frozen sheet of an evaluation, public or not, or None before publication."""
    row = sheets_of_course(course).last()
    if row is None:
        return None
    return Result(row.read(), False, row.comes_at, row.slug, row.number, row.sha256)


def result_for(course: Course, person: AnyPerson) -> Result:
    """Return what a person in the evaluation sees: the frozen sheet, or, for the team, a preview of the next one.

    A preview stands before publication, and while the sheet is being corrected. Read inside the course's scope.
    """
    frozen = frozen_result(course)
    if frozen is None or (course.correcting and is_in(person, course, "see_judgements")):
        return Result(build_sheet(course), True)
    return frozen
