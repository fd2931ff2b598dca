"""What an evaluation lacks before its sheet can be frozen, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses import hooks
from kompassros.evaluations.courses.hooks import Missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.findings.queries import replies_unanswered
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.publication.standing import Judged, stand

_NAMED = 5


def lacking(course: Course) -> list[Missing]:
    """Return what stops publication: criteria not judged, differences not settled, replies not answered.

    Read inside the course's scope.
    """
    judged = stand(course)
    return [*_open_judgements(course, judged), *_open_replies(course)]


def _open_judgements(course: Course, judged: Judged) -> Iterator[Missing]:
    if judged.unjudged:
        text = ngettext(
            "%(count)s criterion is not judged: %(which)s.",
            "%(count)s criteria are not judged: %(which)s.",
            len(judged.unjudged),
        )
        yield _missing(course, text, judged.unjudged)
    if judged.differing:
        text = ngettext(
            "Judge and second reader still differ on %(count)s criterion: %(which)s.",
            "Judge and second reader still differ on %(count)s criteria: %(which)s.",
            len(judged.differing),
        )
        outside = _("The team has not agreed on its judgements yet.")
        yield replace(_missing(course, text, judged.differing), outside=outside)


def _missing(course: Course, text: str, criteria: tuple[str, ...]) -> Missing:
    """Name the first few by their printed numbers."""
    places = framework_of(course.edition).placed
    numbers = ", ".join(places[one].number for one in criteria[:_NAMED])
    which = f"{numbers} …" if len(criteria) > _NAMED else numbers
    values = {"count": len(criteria), "which": which}
    return Missing(text % values, Part.LEAD, reverse("courses:judge", args=[course.slug]), stops=True)


def _open_replies(course: Course) -> Iterator[Missing]:
    count = replies_unanswered(course)
    if count:
        text = ngettext(
            "%(count)s reply of the municipality is not answered.",
            "%(count)s replies of the municipality are not answered.",
            count,
        )
        address = reverse("courses:replies", args=[course.slug])
        yield Missing(text % {"count": count}, Part.LEAD, address, stops=True)


hooks.tell_missing(State.FACT_CHECK, lacking)
