"""The pictures of published results: their finding as title, their alternative text as sentences."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.charts.bars import area_bars
from kompassros.charts.figure import Figure
from kompassros.charts.profiles import Profile
from kompassros.charts.rose import compass_rose, small_rose
from kompassros.charts.sidebyside import side_by_side
from kompassros.charts.timeline import TimelineTexts, totals_over_time
from kompassros.evaluations import published
from kompassros.evaluations.comparison import is_alike
from kompassros.evaluations.library import Library, has_profile
from kompassros.evaluations.published import Published
from kompassros.evaluations.sentences import points, year_of
from kompassros.evaluations.services import INSTRUMENT
from kompassros.evaluations.sheet import MAXIMUM, Sheet
from kompassros.methods.references import ReferenceValue, Statistic
from kompassros.methods.rounding import round_half_up
from kompassros.methods.series import Point, segments
from kompassros.web.formats import current_language, format_list, format_number

MOST_EARLIER = 2


def missing_text() -> str:
    """Return the words for points that are not published."""
    return _("not published")


def label_of(sheet: Sheet) -> str:
    """Return how a result is named in a legend; made-up data, self-evaluations and other instruments say so."""
    label = f"{sheet.organisation_name} {sheet.year or _('undated')}"
    if sheet.instrument != INSTRUMENT:
        label = f"{label}, {sheet.instrument_in(current_language())}"
    if sheet.is_self:
        label = _("%(label)s (self-evaluation)") % {"label": label}
    return _("%(label)s (made up)") % {"label": label} if sheet.made_up else label


def short_label(sheet: Sheet) -> str:
    """Return how a result is named where everything beside it is of the same edition and as made up as it is."""
    return f"{sheet.organisation_name} {sheet.year or _('undated')}"


def rounded(values: Sequence[Decimal | None], decimals: int) -> tuple[Decimal | None, ...]:
    """Round a reference's values once, as the edition prints."""
    return tuple(None if value is None else round_half_up(value, decimals) for value in values)


def reference_profile(value: ReferenceValue, decimals: int) -> Profile | None:
    """Return a computed reference as a profile named with statistic and n, or None without enough members."""
    if not value.areas or None in value.areas:
        return None
    name = _("Median, n = %(n)s") if value.statistic is Statistic.MEDIAN else _("Mean, n = %(n)s")
    return Profile(name % {"n": min(value.area_n)}, rounded(value.areas, decimals), "reference")


def rose(
    entry: Published,
    library: Library,
    language: str,
    *,
    reference: Profile | None,
    earlier: Sequence[Published],
) -> Figure | None:
    """Draw the compass rose of a result, or None when fewer than half of its areas are published."""
    sheet = entry.sheet
    if not has_profile(sheet):
        return None
    names = library.area_names(sheet, language)
    profiles = [Profile(label_of(sheet), sheet.points(), "own")]
    profiles += [reference] if reference else []
    alike = [one for one in earlier if is_alike(entry, one) and one.sheet.version == sheet.version]
    shown = [one for one in alike if has_profile(one.sheet)]
    profiles += [Profile(label_of(one.sheet), one.sheet.points(), "earlier") for one in shown[:MOST_EARLIER]]
    return draw_rose(sheet, names, profiles)


def draw_rose(sheet: Sheet, names: Sequence[str], profiles: Sequence[Profile]) -> Figure:
    """Draw the compass rose of a result with its finding as title."""
    return compass_rose(
        name="rose",
        axes=names,
        profiles=profiles,
        title=rose_finding(sheet, names),
        description=describe(profiles, names),
        format_number=points,
        column_heads=[_("Area")],
        missing_text=missing_text(),
    )


def rose_finding(sheet: Sheet, names: Sequence[str]) -> str:
    """Say what a profile shows: where it is highest and lowest."""
    known = [(value, name) for value, name in zip(sheet.points(), names, strict=True) if value is not None]
    most, least = max(value for value, _name in known), min(value for value, _name in known)
    highest = format_list(name for value, name in known if value == most)
    lowest = format_list(name for value, name in known if value == least)
    text = _("%(name)s, %(year)s: highest in %(highest)s (%(most)s), lowest in %(lowest)s (%(least)s)")
    return text % {
        "name": sheet.organisation_name,
        "year": year_of(sheet),
        "highest": highest,
        "lowest": lowest,
        "most": points(most),
        "least": points(least),
    }


def describe(profiles: Sequence[Profile], names: Sequence[str]) -> str:
    """Say all that a picture of profiles shows, one sentence a profile."""
    sentences = []
    for profile in profiles:
        told = format_list(f"{name} {points(value)}" for name, value in zip(names, profile.values, strict=True))
        sentences.append(f"{profile.label}: {told}.")
    return " ".join(sentences)


def small(entry: Published, library: Library, language: str) -> Figure | None:
    """Draw a small rose for lists, or None without a profile."""
    sheet = entry.sheet
    if not has_profile(sheet):
        return None
    names = library.area_names(sheet, language)
    return small_rose(
        name=f"small-{entry.slug}",
        values=sheet.points(),
        axes=names,
        title=label_of(sheet),
        description=rose_finding(sheet, names),
        format_number=points,
        column_heads=[_("Area"), _("Points")],
        missing_text=missing_text(),
    )


def bars(entry: Published, library: Library, language: str, reference: Profile | None) -> Figure | None:
    """Draw a bar per area with the reference across it, or None when no area is published."""
    sheet = entry.sheet
    known = [value for value in sheet.points() if value is not None]
    if not known:
        return None
    names = library.area_names(sheet, language)
    return draw_bars(names, Profile(label_of(sheet), sheet.points(), "own"), reference)


def draw_bars(names: Sequence[str], own: Profile, reference: Profile | None) -> Figure:
    """Draw a bar for each area with the reference across it."""
    return area_bars(
        name="areas",
        axes=names,
        own=own,
        reference=reference,
        title=bars_finding(own, reference),
        description=describe([own, *([reference] if reference else [])], names),
        format_number=points,
        column_heads=[_("Area")],
        missing_text=missing_text(),
    )


def bars_finding(own: Profile, reference: Profile | None) -> str:
    """Say in how many areas a result lies above the reference; what the bars are where there is none."""
    if reference is None:
        return _("Points by area, of 100")
    pairs = [(a, b) for a, b in zip(own.values, reference.values, strict=True) if a is not None and b is not None]
    above = sum(a > b for a, b in pairs)
    text = ngettext(
        "Above the reference in %(above)s of %(of)s area",
        "Above the reference in %(above)s of %(of)s areas",
        len(pairs),
    )
    return text % {"above": above, "of": len(pairs)}


def timeline(entries: Sequence[Published]) -> Figure | None:
    """Draw the totals over time, broken where the version changes; None with fewer than two totals.

    Only results of Kommunkompassen that others judged: points of other instruments have another measure.
    """
    drawn = [entry for entry in published.by_others(entries) if entry.sheet.instrument == INSTRUMENT]
    totals = [(entry.sheet, entry.sheet.total().total) for entry in drawn]
    known = [Point(sheet.year, total, sheet.version) for sheet, total in totals if total is not None]
    if len(known) < 2:
        return None
    ordered = sorted(known, key=lambda point: point.year or 0)
    dated = [point for point in ordered if point.year]
    return totals_over_time(
        name="totals",
        segments=segments(ordered),
        maximum=int(MAXIMUM),
        title=_timeline_finding(dated or ordered),
        description=_("Totals in points of 800. A line joins results of one version only; versions do not compare."),
        format_number=points,
        texts=TimelineTexts(
            year=_("Year"),
            version=_("Version"),
            points=_("Points"),
            year_not_stated=_("year not stated"),
            version_not_stated=_("version not stated"),
            version_name=lambda version: _("version %(version)s") % {"version": version.removeprefix("v")},
        ),
    )


def _timeline_finding(ordered: Sequence[Point]) -> str:
    first, last = ordered[0], ordered[-1]
    values = {
        "first": points(first.value), "then": first.year, "last": points(last.value), "now": last.year,
    }  # fmt: skip
    if None in (first.version, last.version):
        return _("%(first)s points in %(then)s and %(last)s in %(now)s; not both versions are stated") % values
    if first.version == last.version:
        return _("From %(first)s points in %(then)s to %(last)s in %(now)s") % values
    return _("%(first)s points in %(then)s and %(last)s in %(now)s, by versions that do not compare") % values


def edition_of(sheet: Sheet) -> tuple[str, str | None]:
    """Return what names the areas of a sheet: two with the same may stand in one table of areas."""
    return sheet.instrument, sheet.names_from


def beside(entries: Sequence[Published], library: Library, language: str) -> Figure | None:
    """Draw two to five results side by side, area by area; None when fewer than two have areas of one version."""
    drawn = [entry for entry in entries if has_profile(entry.sheet)]
    if len(drawn) < 2 or len({edition_of(entry.sheet) for entry in drawn}) > 1:
        return None
    profiles = [
        Profile(label_of(entry.sheet), entry.sheet.points(), "own" if n == 0 else "other")
        for n, entry in enumerate(drawn)
    ]
    names = library.area_names(drawn[0].sheet, language)
    return side_by_side(
        name="side-by-side",
        axes=names,
        profiles=profiles,
        title=_widest_gap(profiles, names),
        description=describe(profiles, names),
        format_number=points,
        column_heads=[_("Area")],
        missing_text=missing_text(),
    )


def _widest_gap(profiles: Sequence[Profile], names: Sequence[str]) -> str:
    gaps = []
    for name, *values in zip(names, *(profile.values for profile in profiles), strict=True):
        known = [value for value in values if value is not None]
        gaps.append((max(known) - min(known) if known else Decimal(0), name))
    widest, name = max(gaps)
    return _("They differ most in %(area)s: %(gap)s points") % {"area": name, "gap": format_number(widest)}
