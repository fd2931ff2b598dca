"""The page of what waits for a person's signature, and the one on which many things are signed after a look at each."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kompassros.steering.access import municipality_of, municipality_page, person_of
from kompassros.steering.goals.queries import goals_of
from kompassros.steering.pages import done, sent
from kompassros.steering.periods import queries
from kompassros.steering.periods.forms_waiting import ChooseForm, SignForm, by_key
from kompassros.steering.periods.models import CardReport, ReportLine
from kompassros.steering.periods.tables import report_address
from kompassros.steering.periods.waiting import sign_all, waiting_for
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.sentences import card_sentence
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Look:
    """What is shown of a report or card before it is signed."""

    heading: str
    text: str
    lines: list[ReportLine]


@municipality_page("follow")
@require_safe
def waiting(request: HttpRequest, municipality: str) -> HttpResponse:
    """List what waits for the person: reports and cards to sign, decisions to record."""
    organisation = municipality_of(request)
    found = waiting_for(person_of(request), organisation)
    page = {
        "one": organisation,
        "waiting": found,
        "form": ChooseForm(waiting=found) if found.to_sign else None,
        "decisions": [(report, report_address(report, "report_decision")) for report in found.decisions],
    }
    return render(request, "steering/periods/waiting.html", page)


@municipality_page("follow")
@_form_methods
def sign(request: HttpRequest, municipality: str) -> HttpResponse:
    """Show what was chosen, and sign it all once the person has looked."""
    organisation, person = municipality_of(request), person_of(request)
    found = waiting_for(person, organisation)
    rows = by_key(found)
    names = request.GET.getlist("chosen")
    seen = [f"{key}-{rows[key].version}" for key in names if key in rows]
    form = SignForm(sent(request), initial=opened(organisation, chosen=seen))
    counted: list[int] = []

    def act(_values: object) -> object:
        counted.append(sign_all(chosen=form.rows(rows), person=person))
        return counted

    if done(request, form, act, row=organisation):
        count = sum(counted)
        said = ngettext("%(count)s report or card is signed.", "%(count)s reports and cards are signed.", count)
        messages.success(request, said % {"count": count})
        return redirect("steering:waiting", municipality)
    if form.is_bound:
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
        return redirect("steering:waiting", municipality)
    looks = [_look(rows[key]) for key in names if key in rows]
    page = {"one": organisation, "form": form, "looks": looks, "count": len(looks)}
    return render(request, "steering/periods/sign.html", page)


def _look(row: CardReport | Card) -> Look:
    if isinstance(row, CardReport):
        heading = f"{row.card.organisation.name}: {row.period.title}"
        return Look(heading, row.text, queries.lines_of(row))
    return Look(f"{row.organisation.name} {row.plan.year}", card_sentence(row, goals_of(row)), [])
