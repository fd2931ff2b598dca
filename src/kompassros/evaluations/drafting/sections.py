"""Which sections a report has, in their order, and what each is called."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.judging.framework import framework_of
from kompassros.instruments.outline import in_language
from kompassros.web.formats import current_language

SUMMARY, FACTS, METHOD = "summary", "facts", "method"


@dataclass(frozen=True)
class Place:
    """A place of the report for a text: its key, its title, and what belongs there."""

    key: str
    title: str
    help: str


def places_of(course: Course) -> list[Place]:
    """Return the places for texts in the order of the report, named in the reader's language."""
    language = current_language()
    areas = [
        Place(area.id, f"{area.no}. {in_language(area.name, language)}", _about_area())
        for area in framework_of(course.edition).areas
    ]
    return [
        Place(SUMMARY, _("Summary"), _("What the whole says, in a page or less. It stands first in the report.")),
        *areas,
        Place(FACTS, _("Facts about the municipality"), _("Inhabitants, organisation, seats in the council, economy.")),
        Place(METHOD, _("Method and cautions"), _("How the evaluation was done: whom the team met, and when.")),
    ]


def _about_area() -> str:
    return _("What the points mean: how the municipality works in this area, and what stands out. Half a page to one.")


def place_of(course: Course, key: str) -> Place | None:
    """Return the place with a key; None where the report has no such."""
    return next((place for place in places_of(course) if place.key == key), None)
