"""The page on which an edition of a closed period is corrected: choose a body, mend, look at what changes, store."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kompassros.records.errors import DomainError
from kompassros.steering.access import person_of
from kompassros.steering.goals.said import say_shares
from kompassros.steering.pages import done, sent
from kompassros.steering.periods.access import period_of, period_page
from kompassros.steering.periods.closing import latest
from kompassros.steering.periods.correcting import correct_edition, corrected
from kompassros.steering.periods.difference import compare, other_texts
from kompassros.steering.periods.forms_correcting import BodyForm, CorrectionForm
from kompassros.steering.periods.frozen_period import FrozenCard, FrozenPeriod
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod
from kompassros.steering.periods.tables import moved_table, period_address
from kompassros.web.fields import opened

_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@period_page("run_period")
@_form_methods
def correct(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Correct an edition: without a body the choice of one, then its form, with what changes before it is stored."""
    period = period_of(request)
    edition = latest(period)
    if edition is None:
        raise Http404(_("The period is not closed yet: change its figures and reports themselves."))
    cards = edition.read().cards
    card = next((each for each in cards if each.body == request.GET.get("body")), None)
    if card is None:
        page = _page(period, edition) | {"form": BodyForm(cards=cards)}
        return render(request, "steering/periods/correct_choose.html", page)
    form = CorrectionForm(sent(request), initial=opened(period), card=card)
    if request.POST.get("step") == "store" and _stored(request, period, form):
        messages.success(request, _("The new edition is made. The one before stays as it was."))
        return redirect(f"{period_address(period)}#editions")
    changes = _preview(edition, form) if form.is_bound and form.is_valid() else None
    page = _page(period, edition) | {"form": form, "card": card, "changes": changes}
    status = 422 if form.is_bound and changes is None else 200
    return render(request, "steering/periods/correct.html", page, status=status)


def _page(period: ReportingPeriod, edition: PeriodEdition) -> dict[str, Any]:
    return {"plan": period.plan, "period": period, "edition": edition, "cancel": period_address(period)}


def _stored(request: HttpRequest, period: ReportingPeriod, form: CorrectionForm) -> bool:
    def act(values: dict[str, Any]) -> object:
        found = form.corrections()
        return correct_edition(period=period, corrections=found, why=values["why"], person=person_of(request))

    return done(request, form, act, row=period)


def _preview(edition: PeriodEdition, form: CorrectionForm) -> dict[str, Any] | None:
    """Return what the new edition would change; None, with an error in the form, where that is nothing or cannot be."""
    found = form.corrections()
    if not found:
        form.add_error(None, _("Say what is to be corrected."))
        return None
    try:
        after = FrozenPeriod(corrected(edition, found))
    except DomainError as error:
        form.add_error(None, str(error))
        return None
    return changes_between(edition.read(), after)


def changes_between(before: FrozenPeriod, after: FrozenPeriod) -> dict[str, Any]:
    """Return what a page shows of the difference of two editions of a period."""
    return {
        "table": moved_table(compare(before, after)),
        "texts": other_texts(before, after),
        "before": _shares(before.cards),
        "after": _shares(after.cards),
    }


def _shares(cards: list[FrozenCard]) -> str:
    return say_shares(cards[0].shares("all")) if cards else ""
