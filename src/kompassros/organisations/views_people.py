"""The people of an organisation: their roles, giving one, ending one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.organisations import people, policies, tables, wording, working_queries
from kompassros.organisations.forms import EndForm, GrantForm
from kompassros.organisations.models import Grant, Organisation
from kompassros.organisations.roles import Role
from kompassros.organisations.saving import attempt
from kompassros.organisations.views import find_organisation, person_of
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.records.history import of_subject
from kompassros.records.history_table import history_table
from kompassros.web.access import allowed
from kompassros.web.tables import Table, respond_with_download


def find_grant(_request: HttpRequest, pk: int) -> Grant:
    """Return the grant that an address names, with its person and organisation, or raise Http404."""
    return get_object_or_404(Grant.objects.select_related("person", "organisation"), pk=pk)


@allowed("organisations.manage_people", find_organisation)
@require_safe
def show_people(request: HttpRequest, key: str) -> HttpResponse:
    """List the roles given on an organisation and below it, and those from above that hold here too."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    today = clock.today()
    grants = list(working_queries.grants_within(organisation))
    endable = set(policies.END_GRANT.subjects(request.user).values_list("pk", flat=True))
    for_file = "format" in request.GET
    table = tables.grants_table(organisation, grants, today=today, endable=endable, for_file=for_file)
    above = tables.roles_table(
        working_queries.active_on(organisation, today).exclude(organisation=organisation),
        caption=_("Roles given higher up that hold here too"),
        empty_text=_("No role that was given higher up holds here."),
    )
    page = {
        "organisation": organisation,
        "table": table,
        "above": above,
        "active": sum(wording.state(grant, today) == "active" for grant in grants),
    }
    return respond_with_download(request, table, above) or render(request, "organisations/people.html", page)


@allowed("organisations.manage_people", find_organisation)
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, key: str) -> HttpResponse:
    """Give a role to somebody, who is invited if new."""
    organisation: Organisation = request.subject  # type: ignore[attr-defined]
    roles = policies.roles_to_give(request.user, organisation)
    sent = request.POST if request.method == "POST" else None
    form = GrantForm(sent, roles=roles, today=clock.today())
    if form.is_bound and form.is_valid() and _give(request, form, organisation):
        return redirect("organisations:people", organisation.key)
    return render(request, "organisations/grant.html", {"organisation": organisation, "form": form})


def _give(request: HttpRequest, form: GrantForm, organisation: Organisation) -> bool:
    values = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
    try:
        given, is_new = people.invite_to_role(organisation=organisation, granted_by=person_of(request), **values)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _given_text(given, is_new=is_new))
    return True


def _given_text(given: Grant, *, is_new: bool) -> str:
    values = {"name": given.person.name, "role": given.get_role_display(), "email": given.person.email}
    if not is_new:
        return _("%(name)s, who has an account already, now has the role %(role)s.") % values
    return (
        _(
            "%(name)s has the role %(role)s. No e-mail was sent: tell the person to open the sign-in page, choose "
            "“Forgotten password” and give the address %(email)s; a link for choosing a password is then sent there."
        )
        % values
    )


@allowed("organisations.end_grant", find_grant)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role, after asking."""
    ended: Grant = request.subject  # type: ignore[attr-defined]
    organisation = ended.organisation
    sent = request.POST if request.method == "POST" else None
    form = EndForm(sent, initial={"version": ended.version})

    def act(values: dict[str, Any]) -> object:
        return people.end_grant(grant=ended, ended_by=person_of(request), why=values["why"])

    if form.is_bound and form.is_valid() and attempt(form, ended, act):
        values = {"name": ended.person.name, "role": ended.get_role_display()}
        messages.success(request, _("The role %(role)s of %(name)s ends.") % values)
        return redirect("organisations:people", organisation.key)
    page = {
        "grant": ended,
        "organisation": organisation,
        "form": form,
        "state": wording.state(ended, clock.today()),
        "missed": _missed(ended) if form.missed else None,
    }
    return render(request, "organisations/end.html", page)


def _missed(grant: Grant) -> Table:
    """Return the latest change of the person's roles on the organisation: the one that came in between."""
    found = of_subject("person", str(grant.person_id)).filter(organisation_id=grant.organisation_id)
    caption = _("Changed since you opened this form")
    return history_table(found[:1], caption=caption, name="missed", with_subject=False)
