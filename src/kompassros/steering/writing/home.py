"""What writing puts on a person's home page: the chapters that wait for them."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register
from kompassros.steering.activities.home import MOST_SHOWN, Due
from kompassros.steering.writing.models import ReportSection
from kompassros.steering.writing.people import writing_address
from kompassros.steering.writing.policies import WRITE_SECTION
from kompassros.web.formats import format_date


def due_in_writing(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the chapters given to a person that are not ready, those due first before the others."""
    rows = WRITE_SECTION.subjects(person).filter(assigned_to=person.pk).exclude(state=ReportSection.State.READY)
    related = ("report__period__plan", "report__organisation")
    found = list(rows.select_related(*related).order_by("due_on", "position", "pk")) if grants else []
    if not found:
        return None
    context = {"entries": [_due(each) for each in found[:MOST_SHOWN]], "more": len(found) - MOST_SHOWN}
    heading = _("Chapters that wait for you")
    return Piece("writing", heading, "steering/activities/home_due.html", context, len(found))


def _due(section: ReportSection) -> Due:
    report = section.report
    words = {"report": report.title, "heading": section.heading}
    text = _("%(report)s: write “%(heading)s”") % words
    if section.due_on:
        text = _("%(text)s, by %(day)s") % {"text": text, "day": format_date(section.due_on)}
    return Due(writing_address(report, "writing_section", section.uid), text)


register("home.due", "writing", 9, due_in_writing)
