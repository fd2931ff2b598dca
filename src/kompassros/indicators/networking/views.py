"""The pages of networks: all of one's own, one network, a new one, its words and its members."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.indicators.networking import keeping, trail
from kompassros.indicators.networking.access import network_of, network_page, person_of
from kompassros.indicators.networking.choosing import as_lines, municipalities_named
from kompassros.indicators.networking.forms import AboutForm, MakeForm, MembersForm
from kompassros.indicators.networking.models import MeasureNetwork
from kompassros.indicators.networking.policies import KEEP_NETWORK, MAKE_NETWORKS, SEE_NETWORK
from kompassros.indicators.networking.tables import networks_table
from kompassros.indicators.networking.years import years_of
from kompassros.indicators.sets.finding import find_maker
from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import countries_first
from kompassros.organisations.saving import RequestForm, submit
from kompassros.records.history_table import history_table
from kompassros.statistics import unit_queries
from kompassros.web.access import allowed, signed_in
from kompassros.web.fields import opened
from kompassros.web.formats import current_language
from kompassros.web.tables import respond_with_download

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def list_networks(request: HttpRequest) -> HttpResponse:
    """List the networks that the person keeps or is a member of, and offer to make one to those who may."""
    visible = MeasureNetwork.objects.filter(pk__in=SEE_NETWORK.subjects(request.user).values("pk"))
    found = visible.annotate(size=Count("group__memberships"))
    table = networks_table(found.select_related("group", "organisation", "measure_set").order_by("group__title"))
    makers = countries_first(MAKE_NETWORKS.subjects(request.user), current_language())
    page = {"table": table, "makers": makers}
    return respond_with_download(request, table) or render(request, "indicators/networking/list.html", page)


@allowed("indicators.make_networks", find_maker)
@form_methods
def make(request: HttpRequest, organisation: str) -> HttpResponse:
    """Make a network."""
    keeper: Organisation = request.subject  # type: ignore[attr-defined]
    form = MakeForm(request.POST or None, initial=opened(keeper))
    made: dict[str, str] = {}

    def act(values: dict[str, Any]) -> dict[str, Any]:
        members = municipalities_named(values["members"], keeper)
        network = keeping.make_network(
            organisation=keeper, about=form.about(), members=members, person=person_of(request), why=values["why"]
        )
        made["key"] = network.key
        return {"key": network.key}

    if request.method == "POST" and form.is_valid() and submit(request, form, keeper, act):
        messages.success(request, _("The network is made."))
        return redirect("networks:show", made["key"]) if made else redirect("networks:list")
    return render(request, "indicators/networking/make.html", {"keeper": keeper, "form": form})


@network_page("see_network")
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show a network: its members, its meetings, its years, every change."""
    network = network_of(request)
    may_keep = KEEP_NETWORK.allows(request.user, network)
    log = history_table(trail.entries_of(network), caption=_("Every change of the network"))
    page = {
        "network": network,
        "members": unit_queries.members(network.group),
        "meetings": list(network.meetings.all()),
        "years": years_of(network),
        "may_keep": may_keep,
        "log": log if may_keep else None,
    }
    shown = [log] if may_keep else []
    return respond_with_download(request, *shown) or render(request, "indicators/networking/show.html", page)


@network_page("keep_network")
@form_methods
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a network's title, purpose and set of measures."""
    network = network_of(request)
    about = keeping.about_of(network)
    started = {"title": about.title, "purpose": about.purpose, "measure_set": about.measure_set.key}
    form = AboutForm(request.POST or None, initial=opened(network, **started))

    def act(values: dict[str, Any]) -> dict[str, Any]:
        keeping.change_network(network=network, about=form.about(), why=values["why"], person=person_of(request))
        return {}

    page = {"heading": _("Name, purpose and measures"), "submit": _("Store the network")}
    return changed(request, form, act, network=network, said=_("The network is stored."), page=page)


@network_page("keep_network")
@form_methods
def members(request: HttpRequest, key: str) -> HttpResponse:
    """Change who is a member."""
    network = network_of(request)
    started = as_lines(unit_queries.members(network.group))
    form = MembersForm(request.POST or None, initial=opened(network, members=started))

    def act(values: dict[str, Any]) -> dict[str, Any]:
        chosen = municipalities_named(values["members"], network.organisation)
        keeping.change_members(network=network, members=chosen, why=values["why"], person=person_of(request))
        return {}

    page = {"heading": _("Members"), "submit": _("Store the members")}
    return changed(request, form, act, network=network, said=_("The members are stored."), page=page)


def changed(
    request: HttpRequest,
    form: RequestForm,
    act: Any,
    *,
    network: MeasureNetwork,
    said: str,
    page: dict[str, Any],
    row: Any = None,
) -> HttpResponse:
    """Show a form; once it is sent and in order, do ``act`` on the version that the person saw, and lead on.

    row: what is changed, None for the network itself. page: heading, lead, submit (the button's label), tone.
    """
    key = network.key
    if request.method == "POST" and form.is_valid() and submit(request, form, row or network, act):
        messages.success(request, said)
        return redirect("networks:show", key)
    caption = _("Changed since you opened this form")
    entries = trail.entries_of(network)[: form.missed]
    missed = history_table(entries, caption=caption, name="missed") if form.missed else None
    shown = {"network": network, "form": form, "missed": missed, **page}
    return render(request, "indicators/networking/change.html", shown)
