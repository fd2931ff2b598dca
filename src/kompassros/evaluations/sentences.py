"""The one sentence that a page says, computed from the figures, in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations import wording
from kompassros.evaluations.comparison import Standing
from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.publication.tracing import total_sentence
from kompassros.evaluations.published import Published
from kompassros.evaluations.sheet import Sheet
from kompassros.instruments.outline import in_language
from kompassros.methods.comparability import WHOLE
from kompassros.web.formats import current_language, format_number


def points(value: Decimal | None) -> str:
    """Return points as they are printed, without needless decimals of a computed figure; "not published" for None."""
    if value is None:
        return _("not published")
    return format_number(value.quantize(Decimal(1)) if value == value.to_integral_value() else value)


def year_of(sheet: Sheet) -> str:
    """Return the year, or the words for none."""
    return str(sheet.year) if sheet.year else _("year not stated")


def version_of(sheet: Sheet) -> str:
    """Return the version in words: as stated, or that it is not stated with what the source lets guess."""
    if isinstance(sheet, CourseSheet):
        return in_language(sheet.detail.edition.name, current_language())
    if sheet.version:
        return sheet.version
    printed = sheet.version_printed
    return _("not stated (perhaps %(printed)s)") % {"printed": printed.strip("?")} if printed else _("not stated")


def result_sentence(entry: Published, earlier: Published | None) -> str:
    """Say what a municipality got, and what it had got before, never across versions without saying so."""
    sheet = entry.sheet
    if isinstance(sheet, CourseSheet):
        return total_sentence(sheet)
    total = sheet.total().total
    if total is None:
        return _no_total(sheet)
    values = {
        "name": sheet.organisation_name,
        "total": points(total),
        "maximum": points(sheet.maximum),
        "year": sheet.year,
        "version": sheet.version or "",
    }
    if sheet.year is None:
        return _("%(name)s got %(total)s of %(maximum)s points, in a year that is not stated.") % values
    if earlier is None or earlier.sheet.total().total is None or earlier.sheet.year is None:
        return _("%(name)s got %(total)s of %(maximum)s points in %(year)s.") % values
    before = {"before": points(earlier.sheet.total().total), "earlier": earlier.sheet.year}
    return _with_earlier(sheet, earlier.sheet) % {**values, **before}


def _with_earlier(sheet: Sheet, earlier: Sheet) -> str:
    if earlier.version is None:
        return _(
            "%(name)s got %(total)s of %(maximum)s points in %(year)s; "
            "in %(earlier)s it was %(before)s, by an edition that is not stated."
        )
    if sheet.version == earlier.version:
        return _("%(name)s got %(total)s of %(maximum)s points in %(year)s; in %(earlier)s it was %(before)s.")
    return _(
        "%(name)s got %(total)s of %(maximum)s points in %(year)s; "
        "in %(earlier)s it was %(before)s, by another version that does not compare."
    )


def _no_total(sheet: Sheet) -> str:
    values = {"name": sheet.organisation_name, "year": year_of(sheet)}
    if any(area.points is not None for area in sheet.areas):
        return _("Of %(name)s's result (%(year)s) only some areas are published, and no total.") % values
    return _("%(name)s was evaluated (%(year)s), but no figures can be read in the source.") % values


def place_sentence(standing: Standing) -> str:
    """Say the place among the results it compares with, in words; nothing where there is none."""
    place = standing.place
    if place is None:
        return ""
    others = place.of - 1
    text = ngettext(
        "Place %(rank)s of %(of)s among the latest comparable results in the country (%(others)s other municipality).",
        "Place %(rank)s of %(of)s among the latest comparable results in the country "
        "(%(others)s other municipalities).",
        others,
    )
    sentence = text % {"rank": place.rank_best, "of": place.of, "others": others}
    if place.tied:
        sentence += " " + ngettext(
            "%(tied)s other has the same total.", "%(tied)s others have the same total.", place.tied
        ) % {"tied": place.tied}
    return sentence


def circumstances(sheet: Sheet) -> dict[str, str]:
    """Return scope, evaluator and origin of the figures in words; what is not stated says so."""
    return {"scope": _scope(sheet), "evaluator": _evaluator(sheet), "figures_said": _figures(sheet)}


def _scope(sheet: Sheet) -> str:
    scope, told = sheet.scope, []
    if scope.organisation and scope.organisation != WHOLE:
        told.append(scope.organisation)
    if scope.level:
        told.append(str(wording.LEVELS[scope.level]))
    if scope.companies is not None:
        told.append(_("companies included") if scope.companies else _("companies not included"))
    return ", ".join(told) or _("not stated; assumed to be the whole municipality, down to its units")


def _evaluator(sheet: Sheet) -> str:
    kind = str(wording.EVALUATORS[sheet.evaluator_kind]) if sheet.evaluator_kind else ""
    told = "; ".join(part for part in (kind, sheet.evaluator) if part)
    return told or _("not stated; assumed to be the association's team")


def _figures(sheet: Sheet) -> str:
    total, areas = wording.STATUSES[sheet.total_status], wording.STATUSES[sheet.area_status]
    if sheet.total_status == sheet.area_status or not any(area.points is not None for area in sheet.areas):
        return str(total)
    return _("areas %(areas)s, total %(total)s") % {"areas": areas, "total": total}


def sum_sentence(sheet: Sheet) -> str:
    """Say whether the areas add up to the total; nothing where that cannot be checked."""
    total = sheet.total()
    if total.origin == "computed":
        text = _("No total is printed that can be read; the areas add up to %(sum)s, computed by us.")
        return text % {"sum": points(total.area_sum)}
    if total.adds_up is None:
        return ""
    if isinstance(sheet, CourseSheet) and not total.adds_up:
        text = _(
            "The areas are rounded one by one and add up to %(sum)s; the total is rounded once, from exact points."
        )
        return text % {"sum": points(total.area_sum)}
    values = {
        "sum": points(total.area_sum),
        "total": points(total.total),
        "difference": points(abs(total.difference or Decimal(0))),
    }
    if total.adds_up:
        return _("The areas add up to the total, %(total)s.") % values
    return (
        _("The areas add up to %(sum)s, but the total is given as %(total)s; the difference is %(difference)s.")
        % values
    )
