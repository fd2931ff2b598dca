"""What judging says of an evaluation's states, and the rows it makes; registered when the app starts."""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses.hooks import Missing, make_on_entering, tell_missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.judging.queries import Standings, standings
from kompassros.evaluations.judging.services import make_judgements
from kompassros.instruments.exchange_schema import Area
from kompassros.instruments.outline import in_language
from kompassros.web.formats import current_language, format_list


def tell_unfinished(course: Course) -> Iterator[Missing]:
    """Say how many criteria are not judged and how many lack evidence; neither stops the course."""
    found = standings(course)
    address = reverse("courses:judge", args=[course.slug])
    if count := len(found.unjudged):
        text = ngettext("%(count)s criterion is not judged.", "%(count)s criteria are not judged.", count)
        yield Missing(text % {"count": count}, Part.EVALUATOR, address)
    if count := len(found.unsupported):
        text = ngettext(
            "%(count)s judgement has no evidence and gives no points.",
            "%(count)s judgements have no evidence and give no points.",
            count,
        )
        yield Missing(text % {"count": count}, Part.EVALUATOR, address)


def tell_differences(course: Course) -> Iterator[Missing]:
    """Say area by area on which criteria judge and second reader still differ: that stops the course."""
    found, framework = standings(course), framework_of(course.edition)
    differing = _by_area(course, found)
    for area in framework.areas:
        if numbers := differing.get(area.id):
            text, outside = _difference(area, numbers), _("The team has not agreed on its judgements yet.")
            yield Missing(text, Part.EVALUATOR, _address(course, area), stops=True, outside=outside)
    yield from tell_unfinished(course)


def _by_area(course: Course, found: Standings) -> dict[str, list[str]]:
    numbers: dict[str, list[str]] = defaultdict(list)
    for criterion in found.differing:
        placed = framework_of(course.edition).placed[criterion]
        numbers[placed.area.id].append(placed.number)
    return numbers


def _difference(area: Area, numbers: list[str]) -> str:
    text = ngettext(
        "%(area)s: judge and second reader differ on criterion %(numbers)s.",
        "%(area)s: judge and second reader differ on criteria %(numbers)s.",
        len(numbers),
    )
    return text % {"area": in_language(area.name, current_language()), "numbers": format_list(numbers)}


def _address(course: Course, area: Area) -> str:
    return reverse("courses:judge", args=[course.slug, area.id])


make_on_entering(State.READING, make_judgements)
tell_missing(State.READING, tell_unfinished)
tell_missing(State.VISITING, tell_unfinished)
tell_missing(State.AGREEING, tell_differences)
