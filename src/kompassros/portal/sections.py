"""The pieces of a municipality's page, filled through the slot ``portal.municipality``. Later apps add their own."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.evaluations import comparison, figures, published, wording
from kompassros.evaluations.sentences import place_sentence, sum_sentence
from kompassros.portal import listings
from kompassros.portal.dossier import Dossier
from kompassros.records.slots import Piece, register

SLOT = "portal.municipality"


def latest_result(*, dossier: Dossier) -> Piece | None:
    """The rose of the latest result, its table, its references and what it rests on."""
    entry = dossier.latest
    if entry is None:
        return None
    return Piece(
        "result",
        _("The latest result, %(year)s") % {"year": entry.sheet.year or _("year not stated")},
        "portal/sections/result.html",
        result_context(entry, dossier),
    )


def result_context(entry: Any, dossier: Dossier) -> dict[str, Any]:
    """Return what the template of a result needs: pictures, tables and sentences."""
    library, language = dossier.library, dossier.language
    standing = comparison.standing(entry, library.evaluations, dossier.inhabitants)
    reference = figures.reference_profile(standing.profile, library.decimals(entry.sheet))
    earlier = [one for one in dossier.own if one.pk != entry.pk and (one.sheet.year or 0) < (entry.sheet.year or 0)]
    beside = comparison.source_comparisons(entry, library.entries)
    return {
        "entry": entry,
        "sheet": entry.sheet,
        "rose": figures.rose(entry, library, language, reference=reference, earlier=earlier),
        "areas": listings.areas(entry, library, language, standing) if _has_areas(entry) else None,
        "beside": listings.beside_source(beside, language) if beside else None,
        "standing": standing,
        "band": wording.SIZE_BANDS[standing.band.key] if standing.band else "",
        "place": place_sentence(standing),
        "sum": sum_sentence(entry.sheet),
        "assumptions": wording.assumed(comparison.assumptions_of(entry), [entry.sheet.scope]),
        "note": entry.sheet.notes.get(language, ""),
    }


def _has_areas(entry: Any) -> bool:
    return any(area.points is not None for area in entry.sheet.areas)


def all_results(*, dossier: Dossier) -> Piece | None:
    """The totals over time with their breaks, and the table of all results, those of predecessors included."""
    if not dossier.results:
        return None
    return Piece(
        "history",
        _("Results over time"),
        "portal/sections/history.html",
        {
            "timeline": figures.timeline(dossier.own),
            "tables": listings.by_instrument(
                published.by_others(dossier.results), name="results", caption=_("All published results")
            ),
            "by_itself": listings.by_instrument(
                published.by_themselves(dossier.results), name="self", caption=_("Self-evaluations")
            ),
            "has_own": any(entry.sheet.is_self for entry in dossier.results),
            "from_predecessors": len(dossier.results) > len(dossier.own),
        },
    )


def about_organisation(*, dossier: Dossier) -> Piece | None:
    """The names and codes over time, what merged into it and what it became."""
    return Piece(
        "organisation",
        _("About the organisation"),
        "portal/sections/organisation.html",
        {
            "organisation": dossier.organisation,
            "names": sorted(
                dossier.organisation.designations.all(),
                key=lambda one: (one.valid_from is not None, one.valid_from),
            ),
            "lineage": dossier.lineage,
            "inhabitants": sorted(dossier.inhabitants.get(dossier.organisation.key, {}).items()),
        },
    )


register(SLOT, "result", 10, latest_result)
register(SLOT, "history", 20, all_results)
register(SLOT, "organisation", 90, about_organisation)
