"""The administrator's pages of the reports of all municipalities: ask for them, and fetch them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.indicators.results import of_all
from kompassros.indicators.results.forms import OfAllForm
from kompassros.indicators.results.policies import MAKE_REPORTS
from kompassros.indicators.tables.finding import act_once, person_of
from kompassros.organisations.models import Organisation
from kompassros.records import archives
from kompassros.records.archive_pages import send_archive, show_archive
from kompassros.records.errors import DomainError
from kompassros.records.models import Job
from kompassros.web.access import allowed

SHOWN = 10
"""How many of the person's archives the page lists."""


def _country(request: HttpRequest, **_others: Any) -> Organisation | None:
    return MAKE_REPORTS.subjects(request.user).order_by("name").first()


@allowed("indicators.make_reports", _country)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the reports of all municipalities; the worker makes them, and its page leads on to the archive."""
    form = OfAllForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            outcome = act_once(request, form.cleaned_data["request_id"], lambda: _start(request, form))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("records:job", outcome["job"])
    page = {"form": form, "jobs": _jobs(request), "title": _("Results reports of all municipalities")}
    return render(request, "indicators/results/of_all.html", page, status=422 if form.is_bound else 200)


def _start(request: HttpRequest, form: OfAllForm) -> dict[str, Any]:
    job = of_all.start(wish=form.wish(), person=person_of(request))
    return {"job": str(job.uid)}


def _jobs(request: HttpRequest) -> list[Job]:
    """Return the person's latest jobs that go on or whose archive is there still."""
    found = Job.objects.filter(kind=of_all.KIND, person=person_of(request)).order_by("-created_at")[:SHOWN]
    return [job for job in found if not job.is_over() or archives.file_of(job)]


def _find(request: HttpRequest, uid: UUID) -> Job:
    return get_object_or_404(Job, uid=uid, kind=of_all.KIND)


@allowed("records.see_job", _find)
@require_safe
def ready(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Show what was made and what was left out, and lead to the archive."""
    return show_archive(
        request, "indicators/results/of_all_ready.html", title=_("Results reports of all municipalities")
    )


@allowed("records.see_job", _find)
@require_safe
def download(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Send the archive; Http404 where it is not made, or removed after a week."""
    return send_archive(request, name="results.zip")
