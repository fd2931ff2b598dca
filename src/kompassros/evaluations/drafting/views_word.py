"""Fetching the report's sections as a word file, and bringing an edited one back: differences first, then the save."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.documents.docx_reading import DocxError, Fault, read_docx
from kompassros.evaluations.courses.access import course_of, course_page, person_of
from kompassros.evaluations.courses.menu import render_course
from kompassros.evaluations.drafting import queries, services
from kompassros.evaluations.drafting.forms import WordForm
from kompassros.evaluations.drafting.word import returned, word_copy
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.web.document_files import MEDIA_TYPES


@course_page("write_findings")
@require_safe
def fetch(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the sections as a word file to edit."""
    course = course_of(request)
    content = word_copy(course, queries.sections_of(course), clock.today())
    response = HttpResponse(content, content_type=MEDIA_TYPES["docx"])
    response["Content-Disposition"] = content_disposition_header(True, f"{course.slug}-texts.docx")
    return response


@course_page("write_findings")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a word file, and show how each of its sections differs from what is stored; nothing is stored yet."""
    form = WordForm(request.POST or None, request.FILES or None)
    page: dict[str, Any] = {"title": _("Bring back from Word"), "form": form}
    if form.is_bound and form.is_valid():
        try:
            parts = read_docx(form.cleaned_data["upload"].read())
        except DocxError as error:
            form.add_error("upload", said_fault(error.fault))
        else:
            found, strangers = returned(parts, queries.sections_of(course_of(request)))
            page |= {"found": found, "strangers": strangers, "changed": sum(one.differs for one in found)}
            if not found:
                form.add_error("upload", _("None of the file’s headings is a section of this report."))
    status = 422 if form.is_bound and form.errors else 200
    return render_course(request, "evaluations/drafting/bring.html", page, status=status)


def said_fault(fault: Fault) -> str:
    """Say why a word file cannot be read, and what to do."""
    told = {
        Fault.LARGE: _("The file is larger than 20 MB. Take out pictures, then send it again."),
        Fault.NOT_A_DOCUMENT: _("This is no word file. Store it as DOCX, then send it again."),
        Fault.UNPACKED: _("The file unpacks to more than 100 MB. Store it anew in your program, then send it again."),
        Fault.BROKEN: _("The file cannot be read. Open it in your program, store it anew as DOCX, then send it again."),
    }
    return told[fault]


@course_page("write_findings")
@require_POST
def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Store the ticked sections of a file that was shown; one that somebody changed meanwhile is left and named."""
    course = course_of(request)
    taken, refused = 0, []
    for one in queries.sections_of(course):
        if one.place.key not in request.POST.getlist("take"):
            continue
        try:
            services.write_section(
                section=services.find_section(course, one.place.key),
                text=request.POST.get(f"text-{one.place.key}", ""),
                ready=False,
                version=_number(request.POST.get(f"version-{one.place.key}", "")),
                person=person_of(request),
                note="from_word",
            )
        except DomainError as error:
            refused.append(f"{one.place.title}: {error}")
        else:
            taken += 1
    for text in refused:
        messages.error(request, text)
    if taken:
        text = ngettext("%(count)s section is stored.", "%(count)s sections are stored.", taken)
        messages.success(request, text % {"count": taken})
    elif not refused:
        messages.error(request, _("No section was ticked, so nothing is stored."))
    return redirect("courses:writing", course.slug)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
