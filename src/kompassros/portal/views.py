"""The public pages. Each reads what it shows through the dossier or the library, and renders."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.charts.figure import Figure
from kompassros.evaluations import comparison, figures, published
from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.library import Library, has_profile
from kompassros.evaluations.publication.pages import result_parts
from kompassros.evaluations.published import Published
from kompassros.evaluations.reports.files import OF_A_RESULT
from kompassros.evaluations.sentences import circumstances, result_sentence
from kompassros.evaluations.services import INSTRUMENT
from kompassros.evaluations.sheet import Sheet
from kompassros.methods.ordering import sort_key
from kompassros.organisations import queries as organisations
from kompassros.organisations.models import Organisation
from kompassros.portal import listings
from kompassros.portal.annual.addresses import report_address
from kompassros.portal.annual.reading import reports_of
from kompassros.portal.dossier import Dossier
from kompassros.portal.offers import offered_public
from kompassros.portal.sections import SLOT, result_context
from kompassros.records.slots import fill
from kompassros.web.access import everyone
from kompassros.web.document_sending import offered
from kompassros.web.tables import Table, respond_with_download

FRONT_PAGE_RESULT = "tyreso-2015"
FRONT_PAGE_ROSES = 6


def language() -> str:
    """Return the language of the page: sv, nb or en."""
    return (get_language() or "sv")[:2]


def answer(request: HttpRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    """Render a page, or send the file of one of its tables and figures that the address asks for."""
    parts = [part for part in _flat(page) if isinstance(part, Table | Figure)]
    return respond_with_download(request, *parts) or render(request, template, page)


def _flat(page: dict[str, Any]) -> list[Any]:
    found: list[Any] = []
    for value in page.values():
        found.extend(_flat(value) if isinstance(value, dict) else value if isinstance(value, list) else [value])
    return found


@everyone
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show what this is in one picture: a real result with its rose, and ways in."""
    library = Library.open()
    ordinary = [entry for entry in library.by_others if entry.sheet.instrument == INSTRUMENT]
    with_profile = [entry for entry in ordinary if has_profile(entry.sheet) and not entry.sheet.made_up]
    complete = [entry for entry in with_profile if None not in entry.sheet.points()]
    latest = sorted(complete, key=lambda entry: (-(entry.sheet.year or 0), entry.slug))
    shown = library.find(FRONT_PAGE_RESULT) or next(iter(latest), None)
    page: dict[str, Any] = {
        "title": _("How well is your municipality run?"),
        "count": len([entry for entry in library.by_others if not entry.sheet.made_up]),
    }
    if shown:
        standing = comparison.standing(shown, library.evaluations, {})
        reference = figures.reference_profile(standing.profile, library.decimals(shown.sheet))
        page |= {
            "shown": shown,
            "rose": figures.rose(shown, library, language(), reference=reference, earlier=[]),
        }
    page["small"] = [(entry, figures.small(entry, library, language())) for entry in latest[:FRONT_PAGE_ROSES]]
    page["municipalities"] = len(
        {entry.sheet.organisation_key for entry in library.by_others if not entry.sheet.made_up}
    )
    return answer(request, "portal/front.html", page)


@everyone
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find a municipality or region; one hit on the whole name leads straight to its page."""
    text = request.GET.get("q", "").strip()[:100]
    entries = published.by_others(published.current_evaluations())
    if text:
        found = organisations.search(text, language=language())
        if len(found) == 1 and "format" not in request.GET:
            return redirect("portal:municipality", found[0].key)
    else:
        keys = {entry.sheet.organisation_key for entry in entries}
        found = list(organisations.in_order(Organisation.objects.filter(key__in=keys), language()))
    title = _("Search: %(text)s") % {"text": text} if text else _("Search")
    page = {
        "title": title,
        "text": text,
        "table": listings.municipalities(found, entries),
        "found": len(found),
        "reports": [(report_address(one), one) for one in reports_of([one.key for one in found] if text else [])],
    }
    return answer(request, "portal/search.html", page)


@everyone
@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """List all municipalities and regions, in the order of the language."""
    kinds = organisations.SEARCHED_KINDS
    found = list(organisations.in_order(Organisation.objects.filter(kind__in=kinds), language()))
    table = listings.municipalities(found, published.by_others(published.current_evaluations()))
    page = {"title": _("Municipalities and regions"), "table": table, "found": len(found)}
    return answer(request, "portal/municipalities.html", page)


@everyone
@require_safe
def municipality(request: HttpRequest, key: str) -> HttpResponse:
    """Show a municipality: made of the pieces that apps put into the slot."""
    organisation = organisations.with_names(key)
    if organisation is None or organisation.kind not in organisations.SEARCHED_KINDS:
        raise Http404(_("There is no municipality or region with this address."))
    dossier = Dossier.of(organisation, language())
    latest = dossier.latest
    earlier = comparison.earlier_of(latest, dossier.own) if latest else None
    pieces = list(fill(SLOT, dossier=dossier))
    page = {
        "title": organisation.name,
        "organisation": organisation,
        "lineage": dossier.lineage,
        "sentence": result_sentence(latest, earlier) if latest else "",
        "latest": latest,
        "inherited": len(dossier.results) - len(dossier.own),
        "pieces": pieces,
        "files": offered_public("history", key) if dossier.results else [],
        "parts": {piece.key: piece.context for piece in pieces},
    }
    return answer(request, "portal/municipality.html", page)


@everyone
@require_safe
def evaluations(request: HttpRequest) -> HttpResponse:
    """List all published evaluations that others than the municipality itself judged."""
    found = published.current_evaluations()
    entries = published.by_others(found)
    real = [entry for entry in entries if not entry.sheet.made_up]
    counts = {"count": len(real), "made_up": len(entries) - len(real)}
    page = {
        "title": _("Published results"),
        "tables": listings.by_instrument(_in_order(entries)),
        "self_evaluations": len(found) - len(entries),
        **counts,
    }
    return answer(request, "portal/evaluations.html", page)


def _in_order(entries: list[Published]) -> list[Published]:
    """Return results by the municipality's name in the order of the language, the latest first."""
    return sorted(
        entries,
        key=lambda entry: (sort_key(entry.sheet.organisation_name, language()), -(entry.sheet.year or 0), entry.slug),
    )


@everyone
@require_safe
def self_evaluations(request: HttpRequest) -> HttpResponse:
    """List the results by which municipalities judged themselves, apart from all others."""
    entries = _in_order(published.by_themselves(published.current_evaluations()))
    tables = listings.by_instrument(entries, caption=_("Self-evaluations"))
    page = {"title": _("Self-evaluations"), "tables": tables, "count": len(entries)}
    return answer(request, "portal/self_evaluations.html", page)


@everyone
@require_safe
def evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one published result: rose, areas, what it compares with and why, source, earlier sheets."""
    library = Library.open()
    entry = library.find(slug)
    if entry is None:
        raise Http404(_("There is no published result with this address."))
    organisation = organisations.with_names(entry.sheet.organisation_key or "")
    if organisation is None:
        raise Http404(_("There is no published result with this address."))
    dossier = Dossier(organisation, organisations.lineage(organisation), library, language())
    context = result_context(entry, dossier)
    reference = figures.reference_profile(context["standing"].profile, library.decimals(entry.sheet))
    earlier = comparison.earlier_of(entry, dossier.own)
    comparable = comparison.comparable(entry, library.evaluations)
    page = {
        **context,
        "title": f"{entry.sheet.organisation_name} {entry.sheet.year or ''}".strip(),
        "organisation": organisation,
        "sentence": result_sentence(entry, earlier),
        "bars": figures.bars(entry, library, language(), reference),
        "comparable": listings.evaluations(comparable, name="comparable", caption=_("Comparable results")),
        "others": listings.not_comparable(comparison.compared(entry, _judged_likewise(entry, library))),
        "comparable_count": len(comparable),
        "sheets": published.sheets_of(slug),
        **circumstances(entry.sheet),
        **made_here(entry.sheet),
        "offered": offered(OF_A_RESULT, "portal:result_file", slug) if isinstance(entry.sheet, CourseSheet) else [],
    }
    return answer(request, "portal/evaluation.html", page)


def _judged_likewise(entry: Published, library: Library) -> list[Published]:
    """Return self-evaluations for one, and for another those that others judged: they are not even named together."""
    return [one for one in library.evaluations if one.sheet.is_self == entry.sheet.is_self]


def made_here(sheet: Sheet) -> dict[str, Any]:
    """Return what explains the points of a result that was made here; nothing for one that was printed elsewhere."""
    return {"detail": sheet.detail, **result_parts(sheet)} if isinstance(sheet, CourseSheet) else {}


@everyone
@require_safe
def references(request: HttpRequest) -> HttpResponse:
    """List the references that sources print."""
    table = listings.references(published.current_references(), language())
    return answer(request, "portal/references.html", {"title": _("References that sources print"), "table": table})


@everyone
@require_safe
def reference(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one printed reference."""
    library = Library.open()
    entry = next((found for found in library.references if found.slug == slug), None)
    if entry is None:
        raise Http404(_("There is no reference with this address."))
    has_areas = any(area.points is not None for area in entry.sheet.areas)
    page = {
        "entry": entry,
        "sheet": entry.sheet,
        "title": entry.sheet.name_in(language()),
        "areas": listings.areas(entry, library, language(), None) if has_areas else None,
        "rose": figures.rose(entry, library, language(), reference=None, earlier=[]),
        "note": entry.sheet.notes.get(language(), ""),
        "sheets": published.sheets_of(slug),
    }
    return answer(request, "portal/reference.html", page)
