"""The page on which a resident comments on a chapter: apart, so that the chapter itself needs no cookie."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.portal.annual.addresses import chapter_address, report_address
from kompassros.portal.annual.forms import CommentForm
from kompassros.portal.annual.reading import OpenReport
from kompassros.portal.annual.views import find_chapter, find_open
from kompassros.records.errors import DomainError
from kompassros.steering.residents.limits import take_place
from kompassros.steering.residents.reading import takes_comments
from kompassros.steering.residents.services import send_comment
from kompassros.web.access import everyone


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, key: str, which: str, chapter: UUID) -> HttpResponse:
    """Ask for a comment on a chapter and take it; where comments are closed the page says so."""
    found = find_open(key, which)
    shown = found.chapters[find_chapter(found, chapter)]
    is_open = takes_comments(found.report.row)
    form = CommentForm(request.POST if request.method == "POST" else None)
    status = HTTPStatus.OK if is_open or not form.is_bound else HTTPStatus.CONFLICT
    if is_open and form.is_bound and form.is_valid():
        if take_place(request, chapter):
            if _sent(form, found, chapter):
                messages.success(request, _("Thank you. Your comment is read by the municipality before it is shown."))
                return redirect(chapter_address(found.report, chapter))
        else:
            form.add_error(None, _("Many comments have come in a short time. Wait an hour, then send yours again."))
            status = HTTPStatus.TOO_MANY_REQUESTS
    page = {
        "title": _("Comment on “%(chapter)s”") % {"chapter": shown.heading},
        "found": found,
        "report": found.report,
        "chapter": shown,
        "form": form,
        "is_open": is_open,
        "front": report_address(found.report),
        "back": chapter_address(found.report, chapter),
    }
    return render(request, "portal/annual/comment.html", page, status=status)


def _sent(form: CommentForm, found: OpenReport, chapter: UUID) -> bool:
    """Store the comment; what the service refuses becomes an error of the form, and the answer is False."""
    values = form.cleaned_data
    try:
        send_comment(report=found.report.row, section=chapter, name=values["name"], text=values["text"])
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True
