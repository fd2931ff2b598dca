"""Up to five results side by side: which were chosen, their tables, and whether they compare."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kompassros.evaluations import figures, wording
from kompassros.evaluations.comparison import assumptions_of
from kompassros.evaluations.library import Library
from kompassros.evaluations.published import Published
from kompassros.methods.comparability import Comparability, Verdict, compare
from kompassros.portal import listings
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import current_language
from kompassros.web.tables import Table

MOST = 5


def asked_for(request: HttpRequest) -> list[str]:
    """Return the addresses of the results that the page's address names, each once."""
    return list(dict.fromkeys(request.GET.getlist("e")))


def chosen_results(request: HttpRequest, library: Library) -> list[Published]:
    """Return the results that the page's address names, at most five; self-evaluations stand beside no other."""
    found = (library.find(slug) for slug in asked_for(request))
    return [entry for entry in found if entry and not entry.sheet.is_self][:MOST]


def all_compare(chosen: list[Published]) -> bool:
    """Return whether every chosen result compares with the first."""
    first = chosen[0].sheet.terms()
    return all(compare(first, entry.sheet.terms()).verdict is Verdict.COMPARABLE for entry in chosen)


def assumptions(chosen: list[Published]) -> list[str]:
    """Return what is taken for granted about any of the results, each sentence once."""
    found = [one for entry in chosen for one in assumptions_of(entry)]
    return wording.assumed(found, [entry.sheet.scope for entry in chosen])


def _alike(found: Comparability) -> str:
    """Say why two results compare, and where that rests on what is assumed."""
    if found.assumptions:
        return _("Same version; evaluator and scope are the same as far as printed, the rest is assumed.")
    return _("Same version, same kind of evaluator, same scope.")


def areas_beside(chosen: list[Published], library: Library) -> Table:
    """List the areas with a column per result; results of other versions have other areas, so only the total then."""
    columns = [Column("area", _("Area"), sort=False)]
    columns += [Column(f"r{number}", figures.label_of(entry.sheet), "number") for number, entry in enumerate(chosen)]
    rows = []
    if len({figures.edition_of(entry.sheet) for entry in chosen}) == 1:
        for index, name in enumerate(library.area_names(chosen[0].sheet, current_language())):
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


def pairs(chosen: list[Published]) -> Table:
    """List each pair of results with the verdict on it and why."""
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
