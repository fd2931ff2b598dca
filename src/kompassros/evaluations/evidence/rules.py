"""What the evidence of an evaluation still lacks while the team reads."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import ngettext

from kompassros.evaluations.courses import hooks
from kompassros.evaluations.courses.hooks import Missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.evidence.queries import untied_count


def missing_ties(course: Course) -> Iterator[Missing]:
    """Tell how many pieces of evidence support nothing yet."""
    count = untied_count(course)
    if count:
        text = ngettext(
            "%(count)s piece of evidence is tied to no criterion yet.",
            "%(count)s pieces of evidence are tied to no criterion yet.",
            count,
        )
        yield Missing(text % {"count": count}, Part.EVALUATOR, reverse("courses:evidence", args=[course.slug]))


hooks.tell_missing(State.READING, missing_ties)
