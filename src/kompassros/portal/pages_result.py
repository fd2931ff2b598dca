"""The public pages that explain a result made here: from an area down to the evidence, and the annex for paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations import published
from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.publication.annex import annex_of
from kompassros.evaluations.publication.tables import Address, annex_table
from kompassros.evaluations.publication.tracing import Step, find_step
from kompassros.evaluations.published import Published
from kompassros.portal.views import answer
from kompassros.web.access import everyone
from kompassros.web.tables import respond_with_download

_PAGES = {0: "portal:evaluation", 1: "portal:result_area", 2: "portal:result_question", 3: "portal:result_criterion"}


def find_result(slug: str) -> tuple[Published, CourseSheet]:
    """Return a public result that was made here; Http404 for any other address, and before its time."""
    sheets = published.sheets_of(slug)
    if not sheets or not isinstance(sheets[0].sheet, CourseSheet):
        raise Http404(_("There is no published result with this address."))
    return sheets[0], sheets[0].sheet


def address_of(slug: str) -> Address:
    """Return where the levels of a result have their pages: with no ids the result, with one an area ..."""
    return lambda *ids: reverse(_PAGES[len(ids)], args=[slug, *ids])


@everyone
@require_safe
def level(request: HttpRequest, slug: str, **ids: str) -> HttpResponse:
    """Show an area, a question, or a criterion with its evidence."""
    entry, sheet = find_result(slug)
    step = find_step(sheet, address_of(slug), *ids.values())
    if step is None:
        raise Http404(_("This result has no such area, question or criterion."))
    page = {
        "entry": entry,
        "sheet": sheet,
        "detail": sheet.detail,
        "step": step,
        "title": step.title,
        "crumbs": _crumbs(sheet, step),
        "table": step.table,
    }
    return answer(request, "portal/result_level.html", page)


def _crumbs(sheet: CourseSheet, step: Step) -> list[tuple[str, str]]:
    """Return the way from the list of results down to this level; the total is called by the result's name."""
    name = f"{sheet.organisation_name} {sheet.year}"
    above = [(name, step.way[0].href), *((link.label, link.href) for link in step.way[1:])] if step.way else []
    return [(_("Results"), reverse("portal:evaluations")), *above, (step.title, "")]


@everyone
@require_safe
def annex(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every criterion of a result with judgement and evidence on one page; as a table for download."""
    entry, sheet = find_result(slug)
    file = respond_with_download(request, annex_table(sheet))
    name = {"name": sheet.organisation_name, "year": sheet.year}
    page = {
        "entry": entry,
        "sheet": sheet,
        "detail": sheet.detail,
        "title": _("Annex to the result of %(name)s, %(year)s") % name,
        "annex": annex_of(sheet),
    }
    return file or answer(request, "portal/result_annex.html", page)
