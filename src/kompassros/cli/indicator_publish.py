"""`kompassros indicator publish`: the values of a set of measures as a folder of files, for any web server."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from kompassros.cli.output import fail
from kompassros.indicators import queries
from kompassros.indicators.publishing.folder import write_folder
from kompassros.indicators.publishing.found import read
from kompassros.indicators.publishing.wanted import values_of_set
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.statistics.models import UnitClass
from kompassros.statistics.values import SOURCE_GENDERS

EARLIEST = 1900


def publish(
    measure_set: Annotated[str, typer.Option("--set", help="The set of measures, such as kkik-2024.")],
    folder: Annotated[Path, typer.Option("--out", help="Where to: a new folder, or one written by this before.")],
    first: Annotated[int | None, typer.Option("--from", help="The first year; all if none.")] = None,
    last: Annotated[int | None, typer.Option("--to", help="The last year; this one if none.")] = None,
    kind: Annotated[UnitClass.Kind, typer.Option("--kind", help="Which units.")] = UnitClass.Kind.MUNICIPALITY,
    country: Annotated[str, typer.Option("--country", help="SE, or XX for made-up units.")] = "SE",
    genders: Annotated[str, typer.Option("--genders", help="Any of T, K and M.")] = "TKM",
) -> None:
    """Write values as CSV for each unit, JSON-stat for each indicator, and all together with a description."""
    found_set = queries.measure_set(measure_set)
    if found_set is None:
        known = ", ".join(entry.key for entry in queries.measure_sets())
        fail(f"There is no set {measure_set}. There are: {known}.")
    if not genders or set(genders) - set(SOURCE_GENDERS):
        fail("The genders are T (total), K (women) and M (men), such as TKM.")
    wanted = values_of_set(
        found_set,
        kind=kind,
        country=country.strip().upper(),
        periods=_years(first, last),
        genders=tuple(SOURCE_GENDERS.index(letter) for letter in genders),
    )
    if not wanted.classes:
        known = ", ".join(UnitClass.objects.order_by("country").values_list("country", flat=True).distinct())
        fail(f"There are no units of the kind {kind} in {country}. Countries: {known}.")
    # A quarter of the time went into looking for circles among millions of cells that have none.
    gc.disable()
    try:
        written = write_folder(folder, read(wanted, bounded=False), title=found_set.title)
    except DomainError as error:
        fail(str(error))
    finally:
        gc.enable()
    typer.echo(f"{folder}: {written.values} values in {written.files} files, {written.size / 1e6:.1f} MB.")


def _years(first: int | None, last: int | None) -> tuple[int, ...]:
    if first is None and last is None:
        return ()
    end = last or clock.today().year
    begin = EARLIEST if first is None else first
    if begin > end:
        fail(f"The first year, {begin}, is after the last, {end}.")
    return tuple(range(begin, end + 1))
