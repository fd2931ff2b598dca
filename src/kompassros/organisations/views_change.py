"""What an administrator changes about an organisation: its name, what an import could not know, what follows on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.organisations import services, working_queries
from kompassros.organisations.forms import CompleteForm, RenameForm, SucceedForm
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import ChangeForm, attempt
from kompassros.organisations.tables import subject_address
from kompassros.organisations.views import find_organisation, person_of
from kompassros.records.history import of_subject
from kompassros.records.history_table import history_table
from kompassros.web.access import allowed
from kompassros.web.formats import current_language
from kompassros.web.tables import Table

_form_methods = require_http_methods(["GET", "HEAD", "POST"])
Act = Callable[[dict[str, Any]], object]


@allowed("organisations.administer", find_organisation)
@_form_methods
def complete(request: HttpRequest, key: str) -> HttpResponse:
    """Enter the official code and the place of an organisation that an import created without them."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    parents = working_queries.possible_parents(person_of(request), organisation, current_language())
    initial = {"version": organisation.version, "code": organisation.code, "parent": organisation.parent_id}
    form = CompleteForm(_sent(request), initial=initial, parents=parents)

    def act(values: dict[str, Any]) -> object:
        return services.complete(
            organisation=organisation,
            code=values["code"],
            parent=values["parent"],
            person=person_of(request),
            why=values["why"],
        )

    said = _("The code and the place of %(name)s are stored.") % {"name": organisation.name}
    return _change(request, form, act, template="organisations/complete.html", said=said)


@allowed("organisations.administer", find_organisation)
@_form_methods
def rename(request: HttpRequest, key: str) -> HttpResponse:
    """Give an organisation a new name or code from a day on."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    initial = {"version": organisation.version, "name": organisation.name, "code": organisation.code}
    form = RenameForm(_sent(request), initial=initial)

    def act(values: dict[str, Any]) -> object:
        return services.designate(
            organisation=organisation,
            name=values["name"],
            code=values["code"],
            since=values["since"],
            person=person_of(request),
            why=values["why"],
        )

    said = _("The new name or code is stored; the old one stays under “Names and codes over time”.")
    return _change(request, form, act, template="organisations/rename.html", said=said)


@allowed("organisations.administer", find_organisation)
@_form_methods
def succeed(request: HttpRequest, key: str) -> HttpResponse:
    """Record that another organisation follows on this one."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    successors = working_queries.possible_successors(person_of(request), organisation, current_language())
    form = SucceedForm(_sent(request), initial={"version": organisation.version}, successors=successors)

    def act(values: dict[str, Any]) -> object:
        return services.succeed(
            predecessor=organisation,
            successor=values["successor"],
            kind=values["kind"],
            day=values["day"],
            source=values["source"],
            person=person_of(request),
            why=values["why"],
        )

    said = _("The change is stored; the results of %(name)s stay under its own name.") % {"name": organisation.name}
    return _change(request, form, act, template="organisations/succeed.html", said=said)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _change(request: HttpRequest, form: ChangeForm, act: Act, *, template: str, said: str) -> HttpResponse:
    """Show a form; once it is sent and in order, change the organisation, say so, and go to its page."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    if form.is_bound and form.is_valid() and attempt(form, organisation, act):
        messages.success(request, said)
        return redirect("organisations:show", organisation.key)
    missed = _missed(organisation, form) if form.missed else None
    return render(request, template, {"organisation": organisation, "form": form, "missed": missed})


def _missed(organisation: Organisation, form: ChangeForm) -> Table:
    """Return what others changed since the form was opened: each change of an organisation is one version."""
    latest = of_subject("organisation", organisation.key)[: form.missed]
    caption = _("Changed since you opened this form")
    return history_table(latest, caption=caption, name="missed", with_subject=False, address=subject_address)
