"""Organisations from a file: everything in it is stored, or nothing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kompassros.organisations import imports, tables
from kompassros.organisations.forms import ImportForm
from kompassros.organisations.models import Organisation
from kompassros.organisations.views import find_organisation, person_of
from kompassros.web.access import allowed
from kompassros.web.formats import format_number
from kompassros.web.tables import respond_with_download


def find_country(request: HttpRequest, key: str) -> Organisation:
    """Return the country that an address names, or raise Http404."""
    organisation = find_organisation(request, key)
    if organisation.kind != Organisation.Kind.COUNTRY:
        raise Http404(_("Organisations are imported for a whole country."))
    return organisation


@allowed("organisations.administer", find_country)
@require_http_methods(["GET", "HEAD", "POST"])
def import_organisations(request: HttpRequest, key: str) -> HttpResponse:
    """Take in a file of organisations; its troubles are told row by row, and then nothing of it is stored."""
    country: Organisation = request.subject  # type: ignore[attr-defined]
    example, columns = tables.example_table(), tables.columns_table()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent)
    page: dict[str, Any] = {"organisation": country, "form": form, "columns": columns}
    if form.is_bound and form.is_valid():
        report = imports.import_organisations(
            form.cleaned_data["file"].read(),
            person=person_of(request),
            country=country.country,
            why=form.cleaned_data["why"],
        )
        if not report.failed():
            messages.success(request, _stored_text(report))
            return redirect("organisations:list")
        page |= {"troubles": tables.troubles_table(report.troubles), "count": len(report.troubles)}
    return respond_with_download(request, example, columns) or render(request, "organisations/import.html", page)


def _stored_text(report: imports.Report) -> str:
    added = ngettext("%(count)s organisation was added.", "%(count)s organisations were added.", report.added)
    known = ngettext(
        "%(count)s was known already and is left as it was.",
        "%(count)s were known already and are left as they were.",
        report.unchanged,
    )
    sentences = [added % {"count": format_number(report.added)}]
    if report.unchanged:
        sentences.append(known % {"count": format_number(report.unchanged)})
    return " ".join(sentences)
