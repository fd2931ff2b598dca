"""`kompassros report`: the results report of one unit or of all, as files.

The modules that make documents are loaded when they are needed: they are slow to load.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation

from kompassros.cli.output import fail, progress_bar
from kompassros.indicators import queries
from kompassros.indicators.models import MeasureSet
from kompassros.methods.quarters import SignRule, SignSetting
from kompassros.statistics import unit_queries
from kompassros.statistics.models import Unit, UnitClass

KKIK = "kkik-"
app = typer.Typer(no_args_is_help=True, help="Reports of results.")


class Ending(StrEnum):
    """The formats; slides as PPTX, the figures as XLSX and JSON."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    PPTX = "pptx"
    XLSX = "xlsx"
    JSON = "json"


class Rule(StrEnum):
    """The sign rules, as they are typed."""

    QUARTERS = "quarters"
    FOURTHS = "fourths"
    AGAINST_MEAN = "against-mean"


class Language(StrEnum):
    """The languages of a report."""

    SWEDISH = "sv"
    NORWEGIAN = "nb"
    ENGLISH = "en"


@app.command("kkik")
def kkik(
    out: Annotated[Path, typer.Option("--out", help="The file to write; with --all the folder.")],
    year: Annotated[int, typer.Option("--year", help="The year of the results.")],
    unit: Annotated[str | None, typer.Argument(help="The unit's code, such as 0138.")] = None,
    every: Annotated[bool, typer.Option("--all", help="One file for each municipality of the country.")] = False,
    measure_set: Annotated[str, typer.Option("--set", help="The set of measures; KKiK's of the year if none.")] = "",
    country: Annotated[str, typer.Option("--country", help="SE, or XX for made-up units.")] = "SE",
    language: Annotated[Language, typer.Option("--language", help="sv, nb or en.")] = Language.SWEDISH,
    rule: Annotated[Rule, typer.Option("--sign-rule", help="quarters, fourths or against-mean.")] = Rule.QUARTERS,
    ending: Annotated[
        Ending, typer.Option("--format", help="pdf, docx, odt or html; pptx: slides; xlsx or json: figures.")
    ] = Ending.PDF,
) -> None:
    """Write the results report of a municipality and a year, or of all of them; a file is there whole or not at all."""
    if every == (unit is not None):
        fail("Name one unit, or write --all.")
    units = _all(country) if unit is None else [_one(unit, country)]
    found_set, setting = _set(measure_set, year), SignSetting(SignRule(rule.replace("-", "_")))
    if unit is not None and out.is_dir():
        fail(f"{out} is a folder. --out names the file to write.")
    with translation.override(language), progress_bar("Writing") as progress:
        for done, (name, content) in enumerate(_files(units, found_set, year, setting, ending, language), start=1):
            _write_whole(out if unit is not None else out / name, content)
            progress(done, len(units))
    typer.echo(f"{out}: {len(units)} {'file' if len(units) == 1 else 'files'}.")


def _one(code: str, country: str) -> Unit:
    found = unit_queries.unit(code.strip().upper(), country=country.strip().upper())
    if found is None:
        fail(f"There is no unit {code} in {country}.")
    return found


def _all(country: str) -> list[Unit]:
    of_country = country.strip().upper()
    found = Unit.objects.filter(unit_class__country=of_country, unit_class__kind=UnitClass.Kind.MUNICIPALITY)
    units = list(found.select_related("unit_class").order_by("unit_class", "code"))
    if not units:
        fail(f"There are no municipalities in {country}.")
    return units


def _set(key: str, year: int) -> MeasureSet:
    """Return the set that is named, else the latest of KKiK that is not of a later year."""
    found = queries.measure_set(key) if key else _latest(queries.measure_sets(), year)
    if found is None:
        known = ", ".join(entry.key for entry in queries.measure_sets())
        fail(f"There is no set {key}. There are: {known}." if key else f"No set is as old as {year}. Sets: {known}.")
    return found


def _latest(sets: Iterable[MeasureSet], year: int) -> MeasureSet | None:
    of_kkik = [entry for entry in sets if entry.key.startswith(KKIK) and entry.year and entry.year <= year]
    return max(of_kkik, key=lambda entry: entry.year or 0, default=None)


def _files(
    units: Sequence[Unit], of_set: MeasureSet, year: int, setting: SignSetting, ending: Ending, language: Language
) -> Iterator[tuple[str, bytes]]:
    """Make each unit's file; what comes is its name and its content."""
    from kompassros.indicators.results.building import build_reports
    from kompassros.indicators.results.files import FIGURES, REPORT, SLIDES

    kind = next(kind for kind in (REPORT, SLIDES, FIGURES) if ending in kind.formats)
    for report in build_reports(units=units, measure_set=of_set, year=year, setting=setting):
        yield kind.file_name(report, ending, language), kind.formats[ending](report)


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside the file and put it in its place, so that nobody finds half of one."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        fail(f"{path} cannot be written: {error.strerror}.")
