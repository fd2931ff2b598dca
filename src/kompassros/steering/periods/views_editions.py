"""The pages of a closed period: an edition with its documents, what differs from before, and what the public reads."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.records.slots import fill
from kompassros.steering.budget.tables_frozen import edition_table, moved_money_table
from kompassros.steering.goals.said import say_shares
from kompassros.steering.periods import queries
from kompassros.steering.periods.access import edition_of, edition_page, find_period, period_of, period_page
from kompassros.steering.periods.closing import latest
from kompassros.steering.periods.difference import compare
from kompassros.steering.periods.files import BY_KEY, KINDS, report_of
from kompassros.steering.periods.models import PeriodEdition
from kompassros.steering.periods.policies import is_public
from kompassros.steering.periods.tables import cards_table, moved_table
from kompassros.steering.periods.views_correcting import changes_between
from kompassros.web.access import everyone
from kompassros.web.document_sending import language_asked_for, offered, send
from kompassros.web.tables import Table, respond_with_download


@edition_page("read_edition")
@require_safe
def show(request: HttpRequest, municipality: str, year: int, key: str, number: int) -> HttpResponse:
    """Show an edition as it was frozen."""
    arguments = (municipality, str(year), key, str(number))
    return _shown(request, edition_of(request), "period_file", arguments)


def _shown(request: HttpRequest, edition: PeriodEdition, address: str, arguments: tuple[str, ...]) -> HttpResponse:
    report = report_of(edition)
    cards = report.period.cards
    table = cards_table(cards)
    page = {
        "plan": edition.period.plan,
        "edition": edition,
        "period": edition.period,
        "frozen": report.period,
        "shares": say_shares(cards[0].shares("all")) if cards else "",
        "table": table,
        "money": edition_table(report.period),
        "changes": _changes(edition),
        "pieces": list(fill("steering.edition", request=request, edition=edition)),
        "offered": offered(KINDS, f"steering:{address}", *arguments),
    }
    files = filter(None, (table, edition_table(report.period, exact=True)))
    return respond_with_download(request, *files) or render(request, "steering/periods/edition.html", page)


def _changes(edition: PeriodEdition) -> dict[str, Any] | None:
    """Return what a correction changed, beside the edition that it corrects; None for the first."""
    if edition.number == 1:
        return None
    before = PeriodEdition.objects.get(period=edition.period, number=edition.number - 1)
    return changes_between(before.read(), edition.read())


@edition_page("read_edition")
@require_safe
def file(
    request: HttpRequest, municipality: str, year: int, key: str, number: int, kind: str, ending: str
) -> HttpResponse:
    """Send a document of an edition."""
    return _sent(request, edition_of(request), kind, ending)


def _sent(request: HttpRequest, edition: PeriodEdition, kind: str, ending: str) -> HttpResponse:
    if kind not in BY_KEY:
        raise Http404(_("There is no such document of a period."))
    return send(BY_KEY[kind], ending, report_of(edition), language_asked_for(request))


@period_page("see_period")
@require_safe
def difference(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Show what differs from the period before, both as they were frozen."""
    period = period_of(request)
    after, before = latest(period), queries.previous_edition(period)
    page: dict[str, Any] = {"plan": period.plan, "period": period, "before": before, "found": None}
    files: list[Table] = []
    if before and after:
        pair = (before.read(), after.read())
        found, money = compare(*pair), moved_money_table(*pair)
        page |= {"found": found, "table": moved_table(found), "money": money}
        files = [page["table"], *filter(None, [moved_money_table(*pair, exact=True)])]
    return respond_with_download(request, *files) or render(request, "steering/periods/difference.html", page)


def _public(request: HttpRequest, municipality: str, year: int, key: str) -> PeriodEdition:
    period = find_period(request, municipality, year, key)
    edition = latest(period) if is_public(period) else None
    if edition is None:
        raise Http404(_("This report is not public."))
    edition.period = period
    return edition


@everyone
@require_safe
def public(request: HttpRequest, municipality: str, year: int, key: str) -> HttpResponse:
    """Show the edition in force of a published period to everybody."""
    edition = _public(request, municipality, year, key)
    return _shown(request, edition, "period_public_file", (municipality, str(year), key))


@everyone
@require_safe
def public_file(request: HttpRequest, municipality: str, year: int, key: str, kind: str, ending: str) -> HttpResponse:
    """Send a document of a published period to everybody."""
    return _sent(request, _public(request, municipality, year, key), kind, ending)
