"""What the report's sections say of the state of drafting, and the sentence of their notice."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompassros.evaluations.courses.hooks import Missing, tell_missing
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.evaluations.drafting import queries
from kompassros.evaluations.drafting.models import ReportSection
from kompassros.evaluations.drafting.sections import SUMMARY
from kompassros.records import notices


def tell_unwritten(course: Course) -> Iterator[Missing]:
    """Say that there is no summary, and how many sections are drafts; neither stops anything."""
    sections = queries.sections_of(course)
    if not next(one for one in sections if one.place.key == SUMMARY).section.text:
        address = reverse("courses:section", args=[course.slug, SUMMARY])
        yield Missing(_("The summary is not written."), Part.LEAD, address)
    drafts = [one for one in sections if one.section.state == ReportSection.State.DRAFT]
    if drafts:
        text = ngettext(
            "%(count)s section of the report is still a draft.",
            "%(count)s sections of the report are still drafts.",
            len(drafts),
        )
        yield Missing(text % {"count": len(drafts)}, Part.EVALUATOR, reverse("courses:writing", args=[course.slug]))


tell_missing(State.DRAFTING, tell_unwritten)
notices.register_kind(
    "evaluations.sections_given",
    gettext_lazy("%(municipality)s: sections of the report are yours to write. Number of sections: %(count)s."),
)
