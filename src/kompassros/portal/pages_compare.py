"""Comparing up to five results, chosen in the address."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.evaluations import figures, wording
from kompassros.evaluations.comparison import assumptions_of
from kompassros.evaluations.library import Library
from kompassros.evaluations.published import Published
from kompassros.methods.comparability import Comparability, Verdict, compare
from kompassros.portal import listings
from kompassros.portal.forms import CompareForm, choices
from kompassros.portal.views import answer, language
from kompassros.web.access import everyone
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table

MOST = 5


@everyone
@require_safe
def compare_results(request: HttpRequest) -> HttpResponse:
    """Show two to five results beside each other, and for each pair whether it compares and why not."""
    library = Library.open()
    asked = list(dict.fromkeys(request.GET.getlist("e")))
    chosen = [entry for slug in asked if (entry := library.find(slug)) and not entry.sheet.is_self][:MOST]
    page = {
        "title": _("Compare results"),
        "chosen": chosen,
        "form": CompareForm(choices(library.by_others), initial={"e": [entry.slug for entry in chosen]}),
        "too_many": len(asked) > MOST,
        "most": MOST,
    }
    if len(chosen) > 1:
        page |= {
            "side": figures.beside(chosen, library, language()),
            "table": _areas_beside(chosen, library),
            "pairs": _pairs(chosen),
            "all_compare": _all_compare(chosen),
            "small": [(entry, figures.small(entry, library, language())) for entry in chosen],
            "assumptions": _assumptions(chosen),
            "sources": [entry.sheet.source for entry in chosen],
        }
    return answer(request, "portal/compare.html", page)


def _all_compare(chosen: list[Published]) -> bool:
    first = chosen[0].sheet.terms()
    return all(compare(first, entry.sheet.terms()).verdict is Verdict.COMPARABLE for entry in chosen)


def _assumptions(chosen: list[Published]) -> list[str]:
    """Return what is taken for granted about any of the results, each sentence once."""
    found = [one for entry in chosen for one in assumptions_of(entry)]
    return wording.assumed(found, [entry.sheet.scope for entry in chosen])


def _alike(found: Comparability) -> str:
    """Say why two results compare, and where that rests on what is assumed."""
    if found.assumptions:
        return _("Same version; evaluator and scope are the same as far as printed, the rest is assumed.")
    return _("Same version, same kind of evaluator, same scope.")


def _areas_beside(chosen: list[Published], library: Library) -> Table:
    """List the areas with a column per result; results of other versions have other areas, so only the total then."""
    columns = [Column("area", _("Area"), sort=False)]
    columns += [Column(f"r{number}", figures.label_of(entry.sheet), "number") for number, entry in enumerate(chosen)]
    rows = []
    if len({figures.edition_of(entry.sheet) for entry in chosen}) == 1:
        for index, name in enumerate(library.area_names(chosen[0].sheet, language())):
            cells = {
                f"r{number}": listings.number_cell(entry.sheet.areas[index].points, _("not published"))
                for number, entry in enumerate(chosen)
            }
            rows.append(Row({"area": Cell(name), **cells}))
    totals = {
        f"r{number}": listings.number_cell(entry.sheet.total().total, _("not published"))
        for number, entry in enumerate(chosen)
    }
    return Table(
        "compared",
        _("Points side by side"),
        columns,
        rows or [Row({"area": Cell(_("Total")), **totals})],
        footer=[Row({"area": Cell(_("Total")), **totals})] if rows else (),
        filtered=False,
    )


def _pairs(chosen: list[Published]) -> Table:
    columns = [
        Column("pair", _("Results")),
        Column("verdict", _("Verdict"), "tag"),
        Column("why", _("Why"), prose=True),
    ]
    rows = []
    for index, one in enumerate(chosen):
        for other in chosen[index + 1 :]:
            found = compare(one.sheet.terms(), other.sheet.terms())
            reasons = " ".join(str(wording.REASONS[reason]) for reason in found.reasons)
            names = _("%(one)s and %(other)s") % {
                "one": figures.label_of(one.sheet),
                "other": figures.label_of(other.sheet),
            }
            cells = {
                "pair": Cell(names),
                "verdict": Cell(str(wording.VERDICTS[found.verdict]), tone=listings.TONES[found.verdict]),
                "why": Cell(reasons or _alike(found)),
            }
            rows.append(Row(cells))
    return Table("pairs", _("Do they compare?"), columns, rows)
