"""The pages on which documents of several results are asked for and fetched."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.evaluations.courses.access import person_of
from kompassros.evaluations.library import Library
from kompassros.evaluations.reports import bundle
from kompassros.evaluations.reports.forms import BundleForm
from kompassros.records.archive_pages import send_archive, show_archive
from kompassros.records.errors import DomainError
from kompassros.records.models import Job
from kompassros.web.access import allowed, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose results and a document; the worker makes them, and the page of its work leads on to the archive."""
    entries = bundle.results_made_here(Library.open())
    form = BundleForm(request.POST if request.method == "POST" else None, entries)
    if form.is_bound and form.is_valid():
        try:
            kind, ending = form.cleaned_data["what"].split(".")
            job = bundle.start(
                slugs=form.cleaned_data["results"],
                kind=kind,
                ending=ending,
                language=form.cleaned_data["language"],
                person=person_of(request),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("records:job", job.uid)
    page = {"form": form, "count": len(entries), "title": _("Documents of several results")}
    return render(request, "evaluations/reports/bundle.html", page, status=422 if form.is_bound else 200)


def _find(request: HttpRequest, uid: UUID) -> Job:
    return get_object_or_404(Job, uid=uid, kind=bundle.KIND)


@allowed("records.see_job", _find)
@require_safe
def show(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what was made, and lead to the archive."""
    return show_archive(request, "evaluations/reports/bundle_ready.html", title=_("Documents of several results"))


@allowed("records.see_job", _find)
@require_safe
def download(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Send the archive; Http404 where it is not made, or removed after a week."""
    return send_archive(request, name="reports.zip")
