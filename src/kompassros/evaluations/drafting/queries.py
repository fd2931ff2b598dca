"""Reading the texts of a report; inside the scope of its organisation."""

from dataclasses import dataclass

from kompassros.evaluations.courses.models import Course, TeamMember
from kompassros.evaluations.drafting.models import ReportSection, SectionVersion
from kompassros.evaluations.drafting.sections import Place, places_of
from kompassros.methods.differences import Piece, count_words, differences
from kompassros.organisations.models import Person


@dataclass(frozen=True)
class Standing:
    """A place of the report with its section, which is not stored where nobody has written or is to write it."""

    place: Place
    section: ReportSection

    @property
    def words(self) -> int:
        """Return how many words it has."""
        return count_words(self.section.text)


def writers_of(course: Course) -> list[Person]:
    """Return the people who may write the report: the team, by name."""
    members = TeamMember._base_manager.filter(course=course, left_at=None).select_related("person")
    return sorted({member.person for member in members}, key=str)


def sections_of(course: Course) -> list[Standing]:
    """Return every place of the report with its section, in the order of the report; one query."""
    rows = ReportSection.objects.filter(course=course).select_related("assigned_to", "written_by")
    found = {row.key: row for row in rows}
    empty = {"course": course, "organisation": course.organisation}
    return [
        Standing(place, found.get(place.key) or ReportSection(key=place.key, **empty)) for place in places_of(course)
    ]


def texts_of(course: Course) -> dict[str, str]:
    """Return key -> text of the sections that say something."""
    rows = ReportSection._base_manager.filter(course=course).exclude(text="").values_list("key", "text")
    return dict(rows)


def versions_of(section: ReportSection) -> list[SectionVersion]:
    """Return what a section said, the latest first."""
    if section._state.adding:
        return []
    return list(SectionVersion.objects.filter(section=section).select_related("written_by").order_by("-number"))


def what_changed(versions: list[SectionVersion], number: int) -> tuple[Piece, ...]:
    """Return how a version differs from the one before it; KeyError for a number that is none."""
    by_number = {version.number: version for version in versions}
    before = by_number.get(number - 1)
    return differences(before.text if before else "", by_number[number].text)
