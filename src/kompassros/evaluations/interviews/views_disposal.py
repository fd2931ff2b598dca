"""Disposal of notes and names by the lead, after publication."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.changing import change, sent
from kompassros.evaluations.interviews import disposing
from kompassros.evaluations.interviews.forms import DisposalForm
from kompassros.evaluations.interviews.views_plan import form_methods
from kompassros.records import clock
from kompassros.web.fields import opened


@course_page("dispose_notes")
@form_methods
def dispose(request: HttpRequest, slug: str) -> HttpResponse:
    """Carry out a disposal decision, once the numbers are confirmed."""
    course = course_of(request)
    held = disposing.held_by(course)
    start = opened(course, decided_on=clock.today(), notes=held.notes, people=held.people)
    form = DisposalForm(sent(request), initial=start)

    def act(_values: dict[str, Any]) -> object:
        return disposing.dispose(
            course=course, decision=form.decision(), confirmed=form.held(), person=person_of(request)
        )

    if form.is_bound and form.is_valid() and form.held() != held:
        form.add_error(None, _("The numbers have changed since you saw them. Look at them again, then confirm."))
        form.show_again(held)
    page = {
        "title": _("Dispose of the notes"),
        "held": held,
        "decisions": disposing.decisions_of(course),
        "submit": _("Dispose of them"),
        "tone": "danger",
    }
    return change(
        request,
        form,
        act,
        page=page,
        said=_("The notes and names are disposed of. Their numbers and the decision stay."),
        to="courses:notes",
        template="evaluations/interviews/dispose.html",
    )
