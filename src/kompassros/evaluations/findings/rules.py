"""What findings and replies say of an evaluation's states; registered when the app starts."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses.hooks import Missing, tell_missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.findings import queries


def tell_without_findings(course: Course) -> Iterator[Missing]:
    """Say for which areas nothing is written yet; it stops nothing."""
    areas = [area for area in queries.areas_with_findings(course) if not area.count]
    if areas:
        text = ngettext("%(count)s area has no findings.", "%(count)s areas have no findings.", len(areas))
        address = reverse("courses:write_area", args=[course.slug, areas[0].id])
        yield Missing(text % {"count": len(areas)}, Part.EVALUATOR, address)


def tell_drafting(course: Course) -> Iterator[Missing]:
    """Say what the draft lacks: findings at all stop the fact check."""
    findings = queries.standing_findings(course)
    if not findings:
        address = reverse("courses:findings", args=[course.slug])
        text = _("There is no finding for the municipality to check.")
        yield Missing(text, Part.EVALUATOR, address, stops=True)
    else:
        yield from tell_without_findings(course)


def tell_open_replies(course: Course) -> Iterator[Missing]:
    """Say how many findings the municipality has not replied to."""
    count = queries.replies_open(course)
    if count:
        text = ngettext(
            "%(count)s finding has no reply of the municipality.",
            "%(count)s findings have no reply of the municipality.",
            count,
        )
        yield Missing(text % {"count": count}, Part.COORDINATOR, reverse("courses:replies", args=[course.slug]))


tell_missing(State.FIRST_FEEDBACK, tell_without_findings)
tell_missing(State.DRAFTING, tell_drafting)
tell_missing(State.FACT_CHECK, tell_open_replies)
