"""The officer's pages of test contacts: questions, raters, plan, how far they have come."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kompassros.indicators.rounds import (
    contact_planning,
    contact_progress,
    contact_queries,
    contact_raters,
    contact_scripts,
    contact_tables,
    contact_trail,
)
from kompassros.indicators.rounds.access import person_of, round_of, round_page
from kompassros.indicators.rounds.contact_forms import CopyForm, PlanForm, RaterForm, ScriptForm
from kompassros.indicators.rounds.contact_models import ContactRater, ContactScript
from kompassros.indicators.rounds.contact_pages import change, press
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.pages import sent
from kompassros.indicators.rounds.policies import RATE_CONTACTS, SEE_ROUND
from kompassros.organisations.saving import RequestForm, WhyForm
from kompassros.web.fields import opened
from kompassros.web.tables import respond_with_download

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@round_page("manage_round")
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show questions, raters, plan and progress."""
    one = round_of(request)
    locked = contact_queries.is_locked(one)
    scripts = contact_tables.scripts_table(one, one.scripts.all(), locked=locked)
    standings = contact_tables.standings_table(contact_progress.standings(one))
    page = {
        "one": one,
        "locked": locked,
        "closed": one.state == CollectionRound.State.CLOSED,
        "may_plan": one.state in contact_queries.MADE_IN,
        "plan": contact_queries.plan_of(one),
        "scripts": scripts,
        "standings": standings,
        "raters": [_rater_line(rater) for rater in contact_queries.raters_of(one)],
        "may_rate": RATE_CONTACTS.allows(request.user, one),
    }
    answer = respond_with_download(request, scripts, standings)
    return answer or render(request, "indicators/rounds/contacts/overview.html", page)


def _rater_line(rater: ContactRater) -> dict[str, Any]:
    form = RequestForm(initial={"version": 1}, auto_id=False)
    return {"rater": rater, "kept_from": contact_raters.kept_from(rater), "form": form}


def _script(one: CollectionRound, pk: int) -> ContactScript:
    return get_object_or_404(one.scripts.select_related("round"), pk=pk)


@round_page("manage_round")
@_form_methods
def add_script(request: HttpRequest, key: str) -> HttpResponse:
    """Write a question."""
    one = round_of(request)
    form = ScriptForm(sent(request), initial=opened(one, channel=ContactScript.Channel.PHONE))

    def act(_values: dict[str, Any]) -> object:
        return contact_scripts.add_script(one=one, wish=form.wish(), person=person_of(request))

    page = {
        "title": _("Write a question"),
        "lead": _("It is put to every municipality in these words. With the first contact all questions are fixed."),
        "submit": _("Store the question"),
        "keep": f"contact-script-new-{one.pk}",
    }
    return change(request, form, act, page=page, said=_("The question is stored."), row=one)


@round_page("manage_round")
@_form_methods
def edit_script(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Change a question, or take it out."""
    script = _script(round_of(request), pk)
    form = ScriptForm(sent(request), initial=opened(script, **vars(contact_scripts.content_of(script))), script=script)

    def act(_values: dict[str, Any]) -> object:
        return contact_scripts.change_script(script=script, wish=form.wish(), person=person_of(request))

    page = {
        "title": _("Change the question"),
        "lead": _("It can be changed until the first contact is made."),
        "submit": _("Store the question"),
        "keep": f"contact-script-{script.pk}",
        "remove": RequestForm(initial=opened(script), auto_id=False),
        "remove_action": reverse("rounds:contact_script_remove", args=[key, pk]),
    }
    return change(
        request, form, act, page=page, said=_("The question is stored."), row=script, about=(contact_trail.SCRIPT, pk)
    )


@round_page("manage_round")
@require_POST
def remove_script(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take a question out."""
    script = _script(round_of(request), pk)

    def act(_values: dict[str, Any]) -> object:
        return contact_scripts.remove_script(script=script, person=person_of(request))

    back = reverse("rounds:contacts", args=[key])
    return press(request, RequestForm(request.POST), act, said=_("The question is taken out."), row=script, to=back)


@round_page("manage_round")
@_form_methods
def copy_scripts(request: HttpRequest, key: str) -> HttpResponse:
    """Copy the questions of another round."""
    one = round_of(request)
    rounds = SEE_ROUND.subjects(request.user).filter(scripts__isnull=False).exclude(pk=one.pk).distinct()
    sources = {other.pk: other for other in rounds}
    form = CopyForm(sent(request), initial=opened(one), sources=sources.values())

    def act(values: dict[str, Any]) -> object:
        return contact_scripts.copy_scripts(one=one, source=sources[values["source"]], person=person_of(request))

    page = {
        "title": _("Copy the questions of another round"),
        "lead": _("The same questions year after year make the figures comparable over time."),
        "submit": _("Copy the questions"),
        "nothing": "" if sources else _("No other round that you can see has questions yet."),
    }
    return change(request, form, act, page=page, said=_("The questions are copied."), row=one)


@round_page("manage_round")
@_form_methods
def add_rater(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody make and rate contacts."""
    one = round_of(request)
    form = RaterForm(sent(request), initial=opened(one))

    def act(values: dict[str, Any]) -> object:
        return contact_raters.appoint(one=one, email=values["email"], name=values["name"], person=person_of(request))

    page = {
        "title": _("Appoint a rater"),
        "lead": _("Each contact is rated by two people. Nobody rates a municipality in which they have a role."),
        "submit": _("Appoint"),
    }
    return change(request, form, act, page=page, said=_("The rater is appointed."), row=one)


@round_page("manage_round")
@require_POST
def dismiss_rater(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Let a rater go."""
    one = round_of(request)
    rater = contact_queries.raters_of(one).filter(pk=pk).select_related("round", "person").first()
    if rater is None:
        raise Http404(_("There is no such rater in this round."))

    def act(_values: dict[str, Any]) -> object:
        return contact_raters.dismiss(rater=rater, person=person_of(request))

    back = reverse("rounds:contacts", args=[key])
    form = RequestForm(request.POST)
    return press(request, form, act, said=_("The rater is dismissed; marks that were given stay."), row=one, to=back)


@round_page("manage_round")
@_form_methods
def plan(request: HttpRequest, key: str) -> HttpResponse:
    """Plan the contacts."""
    one = round_of(request)
    known = contact_queries.plan_of(one)
    names = contact_planning.Wish.__dataclass_fields__
    started = {name: getattr(known, name) for name in names} if known else {}
    form = PlanForm(sent(request), initial=opened(known or one, **started))

    def act(values: dict[str, Any]) -> object:
        return contact_planning.plan_contacts(
            one=one, wish=form.wish(), person=person_of(request), version=values["version"]
        )

    page = {
        "title": _("Plan the contacts"),
        "lead": _("Every question is put to every municipality that takes part. What is made already stays."),
        "submit": _("Plan"),
    }
    return change(
        request,
        form,
        act,
        page=page,
        said=_("The contacts are planned."),
        row=known or one,
        about=(contact_trail.PLAN, ""),
    )


@round_page("manage_round")
@_form_methods
def finish(request: HttpRequest, key: str) -> HttpResponse:
    """Finish the contacts."""
    one = round_of(request)
    known = contact_queries.plan_of(one)
    form = RequestForm(sent(request), initial=opened(known or one))

    def act(values: dict[str, Any]) -> object:
        return contact_planning.finish(one=one, person=person_of(request), version=values["version"])

    standings = contact_progress.standings(one)
    page = {
        "title": _("Finish the contacts"),
        "lead": _("Nothing is changed after this, and each municipality sees its own figures and answers."),
        "submit": _("Finish"),
        "unmade": sum(row.planned - row.made for row in standings),
        "unrated": sum(row.to_rate - row.rated for row in standings),
    }
    return change(
        request,
        form,
        act,
        page=page,
        said=_("The contacts are finished."),
        row=known or one,
        about=(contact_trail.PLAN, ""),
    )


@round_page("manage_round")
@_form_methods
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Open finished contacts again."""
    one = round_of(request)
    known = contact_queries.plan_of(one)
    form = WhyForm(sent(request), initial=opened(known or one))

    def act(values: dict[str, Any]) -> object:
        return contact_planning.reopen(one=one, why=values["why"], person=person_of(request), version=values["version"])

    page = {
        "title": _("Open the contacts again"),
        "lead": _("The municipalities see nothing of them until they are finished anew."),
        "submit": _("Open again"),
    }
    return change(
        request,
        form,
        act,
        page=page,
        said=_("The contacts are open again."),
        row=known or one,
        about=(contact_trail.PLAN, ""),
    )
