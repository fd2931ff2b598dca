"""A row of a file of published results to a draft, with every trouble of the row told. No database here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kompassros.evaluations.sheet import (
    AreaPoints,
    FigureStatus,
    PrintedScope,
    SourceComparison,
    Texts,
    never_adds_up,
)
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.outline import area_maximum
from kompassros.methods.comparability import EvaluatorKind, Level
from kompassros.methods.totals import reconcile
from kompassros.records.tabular import UNPRINTABLE, Severity, TableRow, Trouble, error

AREAS = 8
LANGUAGES = ("sv", "nb", "en")
AREA_COLUMNS = tuple(f"area{number}" for number in range(1, AREAS + 1))
REQUIRED = ("kind", "country", "municipality", "year", "version", *AREA_COLUMNS, "total", "status")
BASE = (*REQUIRED, "scope", "evaluator", "reference_label", "reference_total", "source_url", "note")
EXTRA = (
    "area_status", "total_status", "scope_organisation", "scope_level", "scope_companies", "evaluator_kind",
    "statistic", "window", "reference_n", "reference_size_band", "version_note",
    *(f"reference_label_{language}" for language in LANGUAGES),
    *(f"name_{language}" for language in LANGUAGES),
    *(f"note_{language}" for language in LANGUAGES),
)  # fmt: skip
KNOWN = (*BASE, *EXTRA)
EVALUATION_COUNTRIES = ("SE", "NO", "DK", "FI", "IS")
REFERENCE_COUNTRIES = (*EVALUATION_COUNTRIES, "INT")
STATUSES: tuple[FigureStatus, ...] = ("printed", "derived", "computed")
NO_FIGURES = "empty"
FIRST_YEAR = 1993
MOST_MEMBERS = 10_000
LONGEST_NAME = 120
LONGEST_VERSION = 60
MADE_UP = "made-up demo data"
_NOT_STATED = {"", "not stated"}
_UNSURE = re.compile(r"\?|\bor\b|\beller\b")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")
_YES_NO = {"": None, "yes": True, "no": False}


@dataclass
class Draft:
    """What a row says, read but not yet matched with an organisation."""

    number: int
    kind: str = "evaluation"
    country: str = ""
    name: str = ""
    names: Texts = field(default_factory=dict)
    year: int | None = None
    version: str | None = None
    version_printed: str = ""
    names_from: str | None = None
    edition: EditionFile | None = None
    areas: tuple[AreaPoints, ...] = ()
    area_status: FigureStatus = "printed"
    stated_total: Decimal | None = None
    total_status: FigureStatus = "printed"
    scope: PrintedScope = field(default_factory=PrintedScope)
    evaluator_kind: EvaluatorKind | None = None
    evaluator: str = ""
    statistic: str = ""
    window: str = ""
    n: int | None = None
    size_band: str = ""
    comparisons: tuple[SourceComparison, ...] = ()
    source: str = ""
    notes: Texts = field(default_factory=dict)
    made_up: bool = False
    troubles: list[Trouble] = field(default_factory=list)

    def has_errors(self) -> bool:
        """Return whether the row cannot be stored."""
        return any(trouble.severity is Severity.ERROR for trouble in self.troubles)


class RowReader:
    """Reads rows against the editions of one instrument; ``this_year`` bounds the years."""

    def __init__(self, editions: dict[str, EditionFile], this_year: int) -> None:
        self._editions = editions
        self._this_year = this_year

    def read(self, row: TableRow) -> Draft:
        """Return the draft of a row, with all its troubles."""
        draft = Draft(row.number)
        draft.troubles.extend(
            error(row.number, column, _("The text holds characters that cannot be shown. Type it anew."))
            for column, cell in row.cells.items()
            if UNPRINTABLE.search(cell)
        )
        for step in (self._read_subject, self._read_version, self._read_points, self._read_circumstances):
            draft.troubles.extend(step(row, draft))
        if not draft.has_errors():
            draft.troubles.extend(_remarks(draft))
        return draft

    def _read_subject(self, row: TableRow, draft: Draft) -> Iterator[Trouble]:
        draft.kind, draft.country = row.get("kind"), row.get("country")
        if draft.kind not in ("evaluation", "reference"):
            yield _wrong(row, "kind", _("“%(text)s” is not known; write evaluation or reference."))
        countries = REFERENCE_COUNTRIES if draft.kind == "reference" else EVALUATION_COUNTRIES
        if draft.country not in countries:
            yield _wrong(row, "country", _("“%(text)s” is not a country here; write one of: %(known)s."), countries)
        draft.name = _bare(row.get("municipality").removeprefix("(reference)").strip())
        draft.names = _texts(row, "name")
        if not draft.name:
            yield error(row.number, "municipality", _("The name is missing."))
        if len(draft.name) > LONGEST_NAME and draft.kind == "evaluation":
            message = _("The name is longer than %(limit)s characters.")
            yield error(row.number, "municipality", message % {"limit": LONGEST_NAME})
        year = row.get("year")
        if year and not (len(year) == 4 and year.isdecimal() and FIRST_YEAR <= int(year) <= self._this_year):
            message = _("“%(text)s” is not a year between %(first)s and %(last)s; leave it empty if it is not printed.")
            values = {"text": year, "first": FIRST_YEAR, "last": self._this_year}
            yield error(row.number, "year", message % values)
        elif year:
            draft.year = int(year)

    def _read_version(self, row: TableRow, draft: Draft) -> Iterator[Trouble]:
        printed = row.get("version")
        draft.version_printed = printed
        if len(printed) > LONGEST_VERSION:
            message = _("The version is longer than %(limit)s characters; put remarks into version_note.")
            yield error(row.number, "version", message % {"limit": LONGEST_VERSION})
        named = next((version for version in sorted(self._editions, key=len, reverse=True) if version in printed), None)
        if printed in self._editions:
            draft.version = printed
            draft.edition = self._editions[printed]
        elif printed.lower() in _NOT_STATED or _UNSURE.search(printed):
            draft.names_from = _first_named(printed, self._editions)
        elif printed.startswith("pre-v1"):
            draft.version = "pre-v1"
        else:
            known = ", ".join(sorted(self._editions))
            message = _(
                "“%(text)s” is not a version here (%(known)s). Write “?” after it, or leave it empty, "
                "if the source does not state it."
            )
            yield error(row.number, "version", message % {"text": printed, "known": known})
        draft.names_from = draft.names_from or (named if draft.version is None else None)

    def _read_points(self, row: TableRow, draft: Draft) -> Iterator[Trouble]:
        outline = draft.edition or self._editions.get(draft.names_from or "")
        areas = outline.areas if outline else ()
        points = []
        for number, column in enumerate(AREA_COLUMNS, start=1):
            area = areas[number - 1] if number <= len(areas) else None
            most = area_maximum(outline, area) if outline and area else None
            value, troubles = _decimal(row, column, most or Decimal(100))
            yield from troubles
            points.append(AreaPoints(no=number, id=area.id if area and draft.edition else None, points=value))
        draft.areas = tuple(points)
        most_total = (outline.total_maximum if outline else None) or Decimal(100 * AREAS)
        draft.stated_total, troubles = _decimal(row, "total", most_total)
        yield from troubles
        if draft.version == "pre-v1" and any(area.points is not None for area in draft.areas):
            yield error(row.number, "version", _("This version's areas are not known here; give the total only."))

    def _read_circumstances(self, row: TableRow, draft: Draft) -> Iterator[Trouble]:
        status = row.get("status")
        if status not in STATUSES:
            yield _wrong(row, "status", _("“%(text)s” is not known; write one of: %(known)s."), STATUSES)
            return
        for column in ("area_status", "total_status"):
            if row.get(column) not in (*STATUSES, "", NO_FIGURES):
                yield _wrong(
                    row, column, _("“%(text)s” is not known; write one of: %(known)s."), (*STATUSES, NO_FIGURES)
                )
        draft.area_status = _chosen(row, "area_status", STATUSES, status)
        draft.total_status = _chosen(row, "total_status", STATUSES, status)
        if draft.stated_total is None and draft.total_status != "computed":
            draft.total_status = "computed"
        yield from _read_scope(row, draft)
        yield from _read_evaluator(row, draft)
        draft.statistic, draft.window = row.get("statistic"), row.get("window")
        draft.size_band = row.get("reference_size_band")
        yield from _read_number_of_members(row, draft)
        draft.source = row.get("source_url")
        draft.notes = _texts(row, "note")
        draft.made_up = MADE_UP in f"{row.get('note')} {row.get('note_en')} {row.get('source_url')}".lower()
        if not draft.source:
            yield error(row.number, "source_url", _("The source is missing: where are the figures published?"))
        yield from _read_comparison(row, draft)


def _bare(name: str) -> str:
    """Return a name without the brackets around the whole of it."""
    return name[1:-1].strip() if name.startswith("(") and name.endswith(")") else name


def _wrong(row: TableRow, column: str, message: str, known: tuple[str, ...] = ()) -> Trouble:
    return error(row.number, column, message % {"text": row.get(column), "known": ", ".join(known)})


def _first_named(printed: str, editions: dict[str, EditionFile]) -> str | None:
    positions = {version: printed.find(version) for version in editions if version in printed}
    return min(positions, key=positions.__getitem__) if positions else None


def _texts(row: TableRow, column: str) -> Texts:
    """Return the texts of a column in the languages given; a text in the plain column stands for the others."""
    texts = {language: row.get(f"{column}_{language}") for language in LANGUAGES if row.get(f"{column}_{language}")}
    plain = row.get(column)
    return texts or ({"sv": plain, "nb": plain, "en": plain} if plain else {})


def _chosen(row: TableRow, column: str, known: tuple[FigureStatus, ...], otherwise: Any) -> Any:
    return row.get(column) if row.get(column) in known else otherwise


def _decimal(row: TableRow, column: str, most: Decimal) -> tuple[Decimal | None, list[Trouble]]:
    """Read points: a decimal comma or point, none where empty, nothing negative and nothing over the maximum."""
    text = row.get(column)
    if not text:
        return None, []
    plain = text.replace(",", ".").replace("\u00a0", "").replace("\u2212", "-")
    if not _NUMBER.fullmatch(plain):
        message = _("“%(text)s” is not a number. Write digits, or leave the cell empty if nothing is printed.")
        return None, [error(row.number, column, message % {"text": text[:60]})]
    value = Decimal(plain)
    if plain.startswith("-"):
        return None, [error(row.number, column, _("Points cannot be negative: %(text)s.") % {"text": text})]
    if value > most:
        message = _("%(text)s points is more than the maximum of %(most)s.")
        return None, [error(row.number, column, message % {"text": text, "most": f"{most.normalize():f}"})]
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        return None, [error(row.number, column, _("More than two decimals: %(text)s.") % {"text": text})]
    return value, []


def _read_scope(row: TableRow, draft: Draft) -> Iterator[Trouble]:
    printed = row.get("scope")
    printed = "" if printed.lower() in _NOT_STATED else printed
    level = row.get("scope_level") or ("group" if printed.lower().startswith("group") else "")
    if level and level not in list(Level):
        yield _wrong(row, "scope_level", _("“%(text)s” is not known; write one of: %(known)s."), tuple(Level))
        return
    companies = row.get("scope_companies")
    if companies not in _YES_NO:
        yield _wrong(row, "scope_companies", _("“%(text)s” is not known; write yes, no or nothing."))
        return
    draft.scope = PrintedScope(
        organisation=row.get("scope_organisation") or None,
        level=Level(level) if level else None,
        companies=_companies(row, companies, level),
        printed=printed,
    )
    if printed and not level and not row.get("scope_organisation"):
        message = _(
            "The scope “%(text)s” is kept as printed; say how deep the evaluators looked (scope_level), "
            "else it counts as ordinary."
        )
        yield Trouble(Severity.QUESTION, row.number, "scope", message % {"text": printed})


def _companies(row: TableRow, stated: str, level: str) -> bool | None:
    """Return whether companies were included: as stated, or as the note of a group-level row says."""
    if not stated and level == Level.GROUP and "companies included" in row.get("note").lower():
        return True
    return _YES_NO[stated]


def _read_evaluator(row: TableRow, draft: Draft) -> Iterator[Trouble]:
    printed = row.get("evaluator")
    draft.evaluator = "" if printed.lower() in _NOT_STATED else printed
    kind = row.get("evaluator_kind")
    if kind and kind not in list(EvaluatorKind):
        yield _wrong(
            row, "evaluator_kind", _("“%(text)s” is not known; write one of: %(known)s."), tuple(EvaluatorKind)
        )
    elif kind:
        draft.evaluator_kind = EvaluatorKind(kind)


def _read_number_of_members(row: TableRow, draft: Draft) -> Iterator[Trouble]:
    text = row.get("reference_n")
    if text and not (len(text) <= 5 and text.isdecimal() and 0 < int(text) <= MOST_MEMBERS):
        yield _wrong(row, "reference_n", _("“%(text)s” is not a number of evaluations."))
    elif text:
        draft.n = int(text)


def _read_comparison(row: TableRow, draft: Draft) -> Iterator[Trouble]:
    total, troubles = _decimal(row, "reference_total", Decimal(100_000))
    yield from troubles
    label = _texts(row, "reference_label")
    if label:
        draft.comparisons = (SourceComparison(label=label, total=total),)
    elif total is not None:
        yield error(row.number, "reference_label", _("The reference total needs a label: what is it the total of?"))


def _remarks(draft: Draft) -> Iterator[Trouble]:
    """Tell what is allowed but worth knowing: a total that does not add up, and a row without any figure."""
    total = reconcile([area.points for area in draft.areas], draft.stated_total)
    if total.adds_up is False and not never_adds_up(draft.kind, draft.statistic):
        message = _(
            "The areas add up to %(sum)s but the total is %(total)s; both are kept and the difference is shown."
        )
        values = {"sum": total.area_sum, "total": draft.stated_total}
        yield Trouble(Severity.NOTE, draft.number, "total", message % values)
    if draft.stated_total is None and not any(area.points is not None for area in draft.areas):
        yield Trouble(
            Severity.NOTE, draft.number, "", _("The row has no figures; it is kept as an evaluation without points.")
        )
