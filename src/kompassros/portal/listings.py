"""The tables of the public pages."""

from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations import wording
from kompassros.evaluations.comparison import Beside, Compared, Standing
from kompassros.evaluations.course_sheet import CourseSheet, detail_of
from kompassros.evaluations.library import Library
from kompassros.evaluations.publication import words
from kompassros.evaluations.published import Published
from kompassros.evaluations.sentences import points, version_of, year_of
from kompassros.evaluations.services import INSTRUMENT
from kompassros.evaluations.sheet import MAXIMUM, Sheet
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.outline import area_maximum, in_language
from kompassros.methods.comparability import Verdict
from kompassros.methods.references import ReferenceValue
from kompassros.methods.rounding import round_half_up
from kompassros.organisations.models import Organisation
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.formats import current_language
from kompassros.web.tables import Table

TONES: dict[Verdict, Tone] = {
    Verdict.COMPARABLE: "success",
    Verdict.BESIDE: "neutral",
    Verdict.NOT_COMPARABLE: "warning",
}


def number_cell(value: Decimal | None, why: str, note: str | None = None) -> Cell:
    """Return a number, or the word that says why there is none."""
    if value is None:
        return Cell(None, why, note=note)
    return Cell(value, points(value), note=note)


def year_cell(sheet: Sheet) -> Cell:
    """Return the year as a number that is not grouped, or that it is not stated."""
    return Cell(sheet.year, str(sheet.year)) if sheet.year else Cell(None, _("not stated"))


def _total_note(sheet: Sheet) -> str | None:
    total = sheet.total()
    notes = [] if total.origin in ("printed", "none") else [str(wording.ORIGINS[total.origin.value])]
    if isinstance(sheet, CourseSheet):
        notes = [words.taken_out_said(sheet.detail.total)] if sheet.detail.total.taken_out else []
    elif total.adds_up is False:
        notes.append(_("areas add up to %(sum)s") % {"sum": points(total.area_sum)})
    return "; ".join(notes) or None


def name_cell(sheet: Sheet) -> Cell:
    """Return the municipality's name; made-up data and self-evaluations say so wherever they are seen."""
    notes = [_("made-up demo data")] if sheet.made_up else []
    notes += [_("the municipality judged itself")] if sheet.is_self else []
    return Cell(sheet.organisation_name, note=", ".join(notes) or None)


def by_instrument(entries: Sequence[Published], *, name: str = "evaluations", caption: str = "") -> list[Table]:
    """List evaluations with a table for each instrument, Kommunkompassen first: their points never stand in one."""
    found = {sheet.instrument: sheet for sheet in (entry.sheet for entry in entries)}
    tables = [evaluations([one for one in entries if one.sheet.instrument == INSTRUMENT], name=name, caption=caption)]
    for instrument in sorted(found.keys() - {INSTRUMENT}):
        called = _("%(caption)s: %(instrument)s") % {
            "caption": caption or _("Published evaluations"),
            "instrument": found[instrument].instrument_in(current_language()),
        }
        own = [entry for entry in entries if entry.sheet.instrument == instrument]
        tables.append(evaluations(own, name=f"{name}-{instrument}", caption=called))
    return [table for table in tables if table.rows] or tables[:1]


def evaluations(entries: Sequence[Published], *, name: str = "evaluations", caption: str = "") -> Table:
    """List published evaluations by one instrument: whose, when, by what, how many points, whether that was printed."""
    maxima = {entry.sheet.maximum for entry in entries} or {MAXIMUM}
    unit = _("points of %(maximum)s") % {"maximum": points(min(maxima))} if len(maxima) == 1 else _("points")
    columns = [
        Column("municipality", _("Municipality")),
        Column("country", _("Country")),
        Column("year", _("Year"), "number"),
        Column("version", _("Version")),
        Column("total", _("Total"), "number", unit=unit),
        Column("areas", _("Areas published"), "number"),
        Column("status", _("Figures")),
    ]
    return Table(
        name,
        caption or _("Published evaluations"),
        columns,
        [Row(_evaluation_cells(entry), reverse("portal:evaluation", args=[entry.slug])) for entry in entries],
        empty_text=_(
            "No result is published here yet. An association's administrator imports them, with their source."
        ),
        source=_("Compiled from published sources; each result names its own."),
    )


def _evaluation_cells(entry: Published) -> dict[str, Cell]:
    sheet = entry.sheet
    published_areas = sum(area.points is not None for area in sheet.areas)
    return {
        "municipality": name_cell(sheet),
        "country": Cell(sheet.country),
        "year": year_cell(sheet),
        "version": Cell(version_of(sheet), sort=sheet.version or "~"),
        "total": number_cell(sheet.total().total, _("not published"), _total_note(sheet)),
        "areas": Cell(published_areas),
        "status": Cell(str(wording.STATUSES[sheet.total_status])),
    }


def areas(entry: Published, library: Library, language: str, standing: Standing | None) -> Table:
    """List the areas of a result with its points and the median of those it compares with."""
    sheet = entry.sheet
    names = library.area_names(sheet, language)
    median = standing.profile if standing and any(value is not None for value in standing.profile.areas) else None
    columns = [Column("area", _("Area")), *_points_columns(sheet)]
    columns += [Column("median", _("Median of comparable"), "number"), Column("n", "n", "number")] if median else []
    rows = []
    for index, (area, area_name) in enumerate(zip(sheet.areas, names, strict=True)):
        cells = {"area": Cell(f"{area.no}. {area_name}", sort=area.no), **_area_points(sheet, index)}
        cells |= _median_cells(median, index, library.decimals(sheet)) if median else {}
        rows.append(Row(cells, _way_down(entry, area.id)))
    total = sheet.total()
    foot = {
        "area": Cell(_("Total")),
        "points": number_cell(total.total, _("not published"), _total_note(sheet)),
    }
    if detail_of(sheet) is not None:
        foot["maximum"] = number_cell(sheet.maximum, "")
    if median and standing:
        foot |= {
            "median": _middle(standing.median.total, library.decimals(sheet)),
            "n": Cell(standing.median.total_n),
        }
    return Table("areas-table", _("Points by area"), columns, rows, footer=[Row(foot)], source=sheet.source)


def _points_columns(sheet: Sheet) -> list[Column]:
    """Return the columns of points: of 100 each, or with the maximum beside where the edition has its own."""
    if detail_of(sheet) is None:
        return [Column("points", _("Points"), "number", unit=_("of 100"))]
    return [Column("points", _("Points"), "number"), Column("maximum", _("Maximum"), "number")]


def _area_points(sheet: Sheet, index: int) -> dict[str, Cell]:
    area, detail = sheet.areas[index], detail_of(sheet)
    if detail is None:
        return {"points": number_cell(area.points, _("not published"))}
    judged = next((one for one in detail.areas if one.id == area.id), None)
    if judged is None:
        return dict.fromkeys(("points", "maximum"), Cell(None, _("no criteria")))
    note = words.taken_out_said(judged) or None
    return {
        "points": number_cell(area.points, _("not counted"), note),
        "maximum": number_cell(sheet.area_maxima()[index], ""),
    }


def _way_down(entry: Published, area: str | None) -> str | None:
    """Return where an area's questions are, for a result that was made here."""
    detail = detail_of(entry.sheet)
    if detail is None or not any(one.id == area for one in detail.areas):
        return None
    return reverse("portal:result_area", args=[entry.slug, area])


def _median_cells(median: ReferenceValue, index: int, decimals: int) -> dict[str, Cell]:
    return {"median": _middle(median.areas[index], decimals), "n": Cell(median.area_n[index])}


def _middle(value: Decimal | None, decimals: int) -> Cell:
    return number_cell(None if value is None else round_half_up(value, decimals), _("too few"))


def beside_source(found: Sequence[Beside], language: str) -> Table:
    """List what the source itself prints beside a result."""
    columns = [
        Column("what", _("What the source prints beside it")),
        Column("total", _("Total"), "number", unit=_("points")),
    ]
    rows = [
        Row(
            {
                "what": Cell(entry.label.get(language) or entry.label.get("sv", "")),
                "total": number_cell(entry.total, _("not readable")),
            },
            reverse("portal:evaluation", args=[entry.slug]) if entry.slug else None,
        )
        for entry in found
    ]
    return Table("beside", _("The source's own comparison"), columns, rows)


def not_comparable(found: Sequence[Compared]) -> Table:
    """List why other results do not compare: each set of reasons once, with the results that it keeps apart."""
    kept_apart: dict[tuple[Verdict, str], list[Sheet]] = {}
    for one in found:
        if one.comparability.verdict is not Verdict.COMPARABLE:
            why = " ".join(str(wording.REASONS[reason]) for reason in one.comparability.reasons)
            kept_apart.setdefault((one.comparability.verdict, why), []).append(one.entry.sheet)
    columns = [
        Column("why", _("Why"), prose=True),
        Column("verdict", _("Verdict"), "tag"),
        Column("count", _("Results"), "number"),
        Column("which", _("Which"), sort=False, prose=True),
    ]
    rows = [
        Row(
            {
                "why": Cell(why),
                "verdict": Cell(str(wording.VERDICTS[verdict]), tone=TONES[verdict]),
                "count": Cell(len(sheets)),
                "which": Cell(", ".join(f"{sheet.organisation_name} {year_of(sheet)}" for sheet in sheets)),
            }
        )
        for (verdict, why), sheets in sorted(kept_apart.items(), key=lambda item: -len(item[1]))
    ]
    return Table(
        "others",
        _("Why other results do not compare"),
        columns,
        rows,
        filtered=False,
        empty_text=_("Made-up results are never compared with real ones."),
    )


def references(entries: Sequence[Published], language: str) -> Table:
    """List the references that sources print. A total stands only where one is printed."""
    columns = [
        Column("name", _("Reference")),
        Column("country", _("Country")),
        Column("year", _("Year"), "number"),
        Column("version", _("Version")),
        Column("statistic", _("Statistic")),
        Column("n", "n", "number"),
        Column("total", _("Total"), "number", unit=_("points")),
    ]
    rows = []
    for entry in entries:
        sheet = entry.sheet
        cells = {
            "name": Cell(sheet.name_in(language)),
            "country": Cell(_("several") if sheet.country == "INT" else sheet.country),
            "year": year_cell(sheet),
            "version": Cell(version_of(sheet), sort=sheet.version or "~"),
            "statistic": Cell(str(wording.STATISTICS.get(sheet.statistic, sheet.statistic))),
            "n": Cell(sheet.n) if sheet.n else Cell(None, _("not stated")),
            "total": number_cell(sheet.total().total, _("not published"), _total_note(sheet)),
        }
        rows.append(Row(cells, reverse("portal:reference", args=[entry.slug])))
    return Table("references", _("References that sources print"), columns, rows)


def municipalities(found: Sequence[Organisation], entries: Sequence[Published]) -> Table:
    """List organisations with how many results are published of each, and the latest."""
    latest: dict[str, list[Published]] = {}
    for entry in entries:
        latest.setdefault(entry.sheet.organisation_key or "", []).append(entry)
    columns = [
        Column("name", _("Name")),
        Column("kind", _("Kind")),
        Column("country", _("Country")),
        Column("code", _("Official code")),
        Column("results", _("Published results"), "number"),
        Column("years", _("Years")),
    ]
    rows = [
        Row(
            {
                "name": Cell(organisation.name, note=_("made-up demo data") if organisation.made_up else None),
                "kind": Cell(organisation.get_kind_display()),
                "country": Cell(organisation.country),
                "code": Cell(organisation.code) if organisation.code else Cell(None, _("not known")),
                "results": Cell(len(latest.get(organisation.key, []))),
                "years": Cell(
                    ", ".join(sorted(year_of(one.sheet) for one in latest.get(organisation.key, []))) or _("no results")
                ),
            },
            reverse("portal:municipality", args=[organisation.key]),
        )
        for organisation in found
    ]
    return Table(
        "municipalities",
        _("Municipalities and regions"),
        columns,
        rows,
        empty_text=_("No name fits the search."),
    )


def questions(outline: EditionFile, language: str) -> Table:
    """List the areas of an edition and their questions; what is not published says so."""
    columns = [
        Column("no", _("No."), sort=False),
        Column("text", _("Area or question"), sort=False),
        Column("maximum", _("Maximum"), "number", unit=_("points"), sort=False),
    ]
    rows = []
    for area in outline.areas:
        note = None if area.questions is not None else _("Its questions are not published.")
        name = Cell(in_language(area.name, language), note=note)
        rows.append(_question_row(str(area.no), name, area_maximum(outline, area)))
        for question in area.questions or ():
            text = Cell(in_language(question.text, language))
            rows.append(_question_row(question.no, text, question.maximum))
    return Table("questions", _("Areas and questions"), columns, rows, filtered=False)


def _question_row(number: str, text: Cell, maximum: Decimal | None) -> Row:
    return Row({"no": Cell(number), "text": text, "maximum": number_cell(maximum, _("not published"))})
