"""A municipality's published reports for everybody: all of them, a report's front page, a chapter, its picture."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.organisations.models import Organisation
from kompassros.portal.annual.addresses import chapter_address, report_address
from kompassros.portal.annual.chapters import Chapter, shares_of_all
from kompassros.portal.annual.reading import OpenReport, find_report, reports_of
from kompassros.portal.annual.tables import chapters_table, figures_table, reports_table
from kompassros.portal.annual.tables_whole import asked_table, bodies_table, money_table
from kompassros.portal.views import answer
from kompassros.records.files import respond_with_file
from kompassros.records.models import FileRevision
from kompassros.steering.goals.said import say_shares
from kompassros.steering.residents.queries import counts_of, shown_of
from kompassros.steering.residents.reading import takes_comments
from kompassros.steering.writing.documents import MOST_DRAWN, own_shares, said_below
from kompassros.steering.writing.files import document_of
from kompassros.steering.writing.pictures import against_figure, shares_figure
from kompassros.web.access import everyone
from kompassros.web.document_sending import language_asked_for, offered, send

PICTURES = ("image/png", "image/jpeg", "image/webp")


def find_open(key: str, which: str) -> OpenReport:
    """Return a published report; Http404 for others, as for those that do not exist."""
    found = find_report(key, which)
    if found is None:
        raise Http404(_("There is no published report with this address."))
    return found


def find_chapter(found: OpenReport, chapter: UUID) -> int:
    """Return the place of a chapter of a report; Http404 for one that it does not have."""
    place = found.place_of(chapter)
    if place is None:
        raise Http404(_("The report has no such chapter."))
    return place


@everyone
@require_safe
def reports(request: HttpRequest, key: str) -> HttpResponse:
    """List the published reports of a municipality."""
    kind = Organisation.Kind.MUNICIPALITY
    organisation = Organisation.objects.filter(key=key, kind=kind).first()
    if organisation is None:
        raise Http404(_("There is no municipality or region with this address."))
    found = reports_of([key])
    page = {
        "title": _("Annual reports of %(name)s") % {"name": organisation.name},
        "organisation": organisation,
        "count": len(found),
        "table": reports_table(found, organisation.name),
    }
    return answer(request, "portal/annual/reports.html", page)


@everyone
@require_safe
def report(request: HttpRequest, key: str, which: str) -> HttpResponse:
    """Show the front page of a report: what became of the targets, the chapters, the documents."""
    found = find_open(key, which)
    shares = shares_of_all(found.chapters)
    page = {
        **_frame(request, found, report_address(found.report)),
        "title": found.title,
        "sentence": say_shares(shares) if shares.total else "",
        "total": shares.total,
        "shares": shares_figure(shares),
        "table": chapters_table(found.report, found.chapters, counts_of(found.report.row)),
        "offered": offered(found.kinds, "portal:annual_report_file", key, which),
    }
    return answer(request, "portal/annual/report.html", page)


def _frame(request: HttpRequest, found: OpenReport, address: str) -> dict[str, Any]:
    """Return what every page of a report shows around its own."""
    return {
        "found": found,
        "report": found.report,
        "takes_comments": takes_comments(found.report.row),
        "front": report_address(found.report),
        "shared": request.build_absolute_uri(address),
    }


@everyone
@require_safe
def chapter(request: HttpRequest, key: str, which: str, chapter: UUID) -> HttpResponse:
    """Show a chapter: what it says and what follows from it, its figures, its picture and film, the comments."""
    found = find_open(key, which)
    place = find_chapter(found, chapter)
    shown = found.chapters[place]
    address = chapter_address(found.report, chapter)
    has_picture = shown.picture is not None
    page = {
        **_frame(request, found, address),
        "title": shown.heading,
        "chapter": shown,
        "number": place + 1,
        "count": len(found.chapters),
        "picture": chapter_address(found.report, chapter, "annual_picture") if has_picture else "",
        **_figures(shown, found.report.year),
        "comments": shown_of(found.report.row, chapter),
        "comment_here": chapter_address(found.report, chapter, "annual_comment"),
        "before": _link(found, place - 1) if place else None,
        "after": _link(found, place + 1) if place + 1 < len(found.chapters) else None,
    }
    return answer(request, "portal/annual/chapter.html", page)


def _figures(shown: Chapter, year: int) -> dict[str, Any]:
    """Return the pictures and tables of a chapter; None for what it is not about."""
    indicators = [one for _goal, one in shown.indicators]
    drawn = against_figure(indicators, own_shares(shown), year) if len(indicators) <= MOST_DRAWN else None
    return {
        "shares": shares_figure(shown.shares) if shown.shares and not shown.goals else None,
        "below": said_below(shown),
        "against": drawn,
        "table": figures_table(shown, year) if shown.goals else None,
        "bodies": bodies_table(shown.cards) if shown.cards else None,
        "money": money_table(shown.money, year) if shown.money or shown.kind == "money" else None,
        "asked": asked_table(shown.asked) if shown.kind == "asked" else None,
    }


def _link(found: OpenReport, place: int) -> tuple[str, Chapter]:
    other = found.chapters[place]
    return chapter_address(found.report, other.key), other


@everyone
@require_safe
def picture(request: HttpRequest, key: str, which: str, chapter: UUID) -> FileResponse:
    """Send the picture of a chapter."""
    found = find_open(key, which)
    told = found.chapters[find_chapter(found, chapter)].picture
    rows = FileRevision.objects.filter(content_type__in=PICTURES)
    revision = rows.filter(pk=told["revision"]).first() if told else None
    if revision is None:
        raise Http404(_("The chapter has no picture."))
    return respond_with_file(revision)


@everyone
@require_safe
def file(request: HttpRequest, key: str, which: str, kind: str, ending: str) -> HttpResponse:
    """Send a document of a published report."""
    found = find_open(key, which)
    offer = next((one for one in found.kinds if one.key == kind), None)
    if offer is None:
        raise Http404(_("There is no such document."))
    return send(offer, ending, document_of(found.edition), language_asked_for(request))
