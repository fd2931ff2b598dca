"""The findings of an evaluation as they are read: all areas, the first feedback, the history."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.policies import is_in
from kompassros.evaluations.findings import queries
from kompassros.evaluations.findings.tables import findings_table
from kompassros.web.tables import respond_with_download


@course_page("see_findings")
@require_safe
def show_findings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all findings by area, with the replies to them."""
    course, person = course_of(request), person_of(request)
    areas = queries.areas_with_findings(course)
    table = findings_table(areas)
    page = {
        "title": _("Findings"),
        "areas": areas,
        "strengths": sum(len(area.strengths) for area in areas),
        "improvements": sum(len(area.improvements) for area in areas),
        "table": table,
        "may_write": is_in(person, course, "write_findings"),
    }
    return respond_with_download(request, table) or render_course(request, "evaluations/findings/findings.html", page)


@course_page("see_first_feedback")
@require_safe
def first_feedback(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the team tells on the last day of the visit: the findings so far, without points."""
    course = course_of(request)
    areas = queries.areas_with_findings(course)
    page = {
        "title": _("First feedback"),
        "areas": areas,
        "count": sum(area.count for area in areas),
        "may_write": is_in(person_of(request), course, "write_findings"),
    }
    return render_course(request, "evaluations/findings/first_feedback.html", page)
