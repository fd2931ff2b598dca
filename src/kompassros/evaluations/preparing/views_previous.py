"""What the team knows from before: the municipality's previous result, and what became of its actions."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations.course_sheet import detail_of
from kompassros.evaluations.courses.access import course_of, course_page
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.queries import previous_result
from kompassros.evaluations.followup.queries import what_became
from kompassros.evaluations.preparing.tables_previous import (
    actions_table,
    areas_table,
    findings_table,
    questions_table,
)
from kompassros.web.tables import respond_with_download


@course_page("see_evidence")
@require_safe
def show_previous(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the previous result by area, by question and by finding where it was made here, and its actions."""
    course = course_of(request)
    result = previous_result(course)
    detail = detail_of(result.sheet) if result else None
    actions = what_became(course)
    tables = [areas_table(result.sheet)] if result else []
    if detail is not None:
        tables += [questions_table(detail), findings_table(detail)]
    became = actions_table(actions)
    page = {
        "title": _("The previous evaluation"),
        "result": result,
        "total": result.sheet.total().total if result else None,
        "tables": tables,
        "actions": actions,
        "became": became,
        "done": sum(action.state == "done" for action in actions),
    }
    return respond_with_download(request, *tables, became) or render_course(
        request, "evaluations/preparing/previous.html", page
    )
