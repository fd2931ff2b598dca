"""The working pages of documents: what a result can be had as, and each file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.library import Library
from kompassros.evaluations.publication.building import build_sheet
from kompassros.evaluations.publication.queries import Result, result_for
from kompassros.evaluations.reports.files import BY_KEY, FIRST_FEEDBACK, OF_A_RESULT, Kind
from kompassros.evaluations.reports.material import Material, material_of, unpublished_material
from kompassros.web.document_sending import language_asked_for, offered, send


def material_for(course: Course, result: Result) -> Material:
    """Return what the documents of a result are made of, as somebody in the evaluation sees it."""
    library = Library.open()
    entry = library.find(result.slug) if result.slug and not result.waits else None
    if entry is not None and entry.sha256 == result.sha256:
        return material_of(entry, library)
    return unpublished_material(result.sheet, library, number=result.number, sha256=result.sha256, day=result.comes_at)


@course_page("see_points")
@require_safe
def list_documents(request: HttpRequest, slug: str) -> HttpResponse:
    """List the documents of a result with their formats, in the language that is chosen."""
    course = course_of(request)
    result = result_for(course, person_of(request))
    page: dict[str, Any] = {
        "title": _("Report and slides"),
        "result": result,
        "sheet": result.sheet,
        "offered": offered(OF_A_RESULT, "courses:report_file", course.slug),
    }
    return render_course(request, "evaluations/reports/documents.html", page)


@course_page("see_points")
@require_safe
def download(request: HttpRequest, slug: str, kind: str, ending: str) -> HttpResponse:
    """Send a document of a result: of the frozen sheet, or of the preview as long as nothing is frozen."""
    course = course_of(request)
    material = material_for(course, result_for(course, person_of(request)))
    return send(_kind(kind), ending, material, language_asked_for(request))


@course_page("see_first_feedback")
@require_safe
def first_feedback(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Send the slides of the last day, made of the findings as they stand now; they hold no points."""
    material = unpublished_material(build_sheet(course_of(request)), Library.open())
    return send(FIRST_FEEDBACK, ending, material, language_asked_for(request))


def _kind(key: str) -> Kind:
    kind = BY_KEY.get(key)
    if kind is None or kind not in OF_A_RESULT:
        raise Http404(_("There is no such document."))
    return kind
