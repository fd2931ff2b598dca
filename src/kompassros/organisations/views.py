"""The organisations of a person, the page of one, and its history."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.organisations import policies, tables, wording, working_queries
from kompassros.organisations.forms import PeriodForm
from kompassros.organisations.models import Organisation, Person
from kompassros.records import clock
from kompassros.records.history_table import history_table, inside_kinds
from kompassros.web.access import allowed, signed_in
from kompassros.web.formats import current_language
from kompassros.web.tables import Table, respond_with_download

MOST_CHANGES = 2000


def find_organisation(_request: HttpRequest, key: str) -> Organisation:
    """Return the organisation that an address names, with the one above it, or raise Http404."""
    return get_object_or_404(Organisation.objects.select_related("parent"), key=key)


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in; the access of every view here lets nobody else in."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


@signed_in
@require_safe
def list_organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations on which the person has a role."""
    found = list(working_queries.belonging(person_of(request), current_language()))
    table = tables.organisations_table(found)
    page = {
        "table": table,
        "count": len(found),
        "to_complete": sum(organisation.to_complete for organisation in found),
        "countries": working_queries.countries(person_of(request)),
    }
    return respond_with_download(request, table) or render(request, "organisations/list.html", page)


@allowed("organisations.belong", find_organisation)
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show an organisation: its names, what came before and after it, its people today, what one may do."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    may = _permissions(request, organisation)
    page: dict[str, Any] = {
        "organisation": organisation,
        "about": wording.about(organisation, clock.today()),
        "may": may,
        "names": tables.names_table(working_queries.names_over_time(organisation)),
        "links": tables.links_table(
            organisation,
            working_queries.links(organisation),
            lambda other: policies.BELONG.allows(request.user, other),
        ),
        "inhabitants": tables.inhabitants_table(working_queries.inhabitants(organisation)),
        "roles": _roles(organisation, everyone=may["people"] or may["history"]),
    }
    parts = [part for part in page.values() if isinstance(part, Table)]
    return respond_with_download(request, *parts) or render(request, "organisations/show.html", page)


def _permissions(request: HttpRequest, organisation: Organisation) -> dict[str, bool]:
    administers = request.user.has_perm("organisations.administer", organisation)
    exists = organisation.valid_to is None
    is_country = organisation.kind == Organisation.Kind.COUNTRY
    return {
        "complete": administers and organisation.to_complete,
        "rename": administers and exists,
        "succeed": administers and exists and not is_country,
        "import": administers and is_country,
        "people": request.user.has_perm("organisations.manage_people", organisation),
        "history": request.user.has_perm("organisations.see_history", organisation),
    }


def _roles(organisation: Organisation, *, everyone: bool) -> Table:
    """Return today's roles; to those who answer neither for people nor for the history only whom to ask."""
    today = clock.today()
    if everyone:
        found = working_queries.active_on(organisation, today)
        caption, empty = _("Roles that hold today"), _("Nobody has a role here today.")
    else:
        found = working_queries.active_on(organisation, today, working_queries.CONTACT_ROLES)
        caption, empty = _("Whom to ask"), _("Nobody administers or coordinates this organisation today.")
    return tables.roles_table(found, caption=caption, empty_text=empty)


@allowed("organisations.see_history", find_organisation)
@require_safe
def show_history(request: HttpRequest, key: str) -> HttpResponse:
    """Show every change on an organisation and everything below it, between two days if asked.

    What its people and an evaluation's team write to each other is shown to its own people alone.
    """
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    form = PeriodForm(request.GET if {"since", "until"} & request.GET.keys() else None)
    days = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = working_queries.history_of(organisation, since=days.get("since"), until=days.get("until"))
    if not policies.is_inside(request.user, organisation):
        found = found.exclude(subject_kind__in=inside_kinds())
    count = found.count()
    table = history_table(
        found[:MOST_CHANGES],
        caption=_("Changes on %(name)s") % {"name": organisation.name},
        address=tables.subject_address,
        empty_text=_("Nothing was changed in these days. Each change by a person, an import or the demo stands here."),
    )
    page = {
        "organisation": organisation,
        "form": form,
        "table": table,
        "count": count,
        "shown": min(count, MOST_CHANGES),
    }
    return respond_with_download(request, table) or render(request, "organisations/history.html", page)
