"""`kompassros indicator read`: a table of values as it is, read by a mapping, told, and stored where it is wished."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kompassros.cli.output import fail, print_json, print_table
from kompassros.records.errors import DomainError

if TYPE_CHECKING:
    from kompassros.indicators.tables.reading import Found, Mapping, ReadFile
    from kompassros.organisations.models import Organisation
    from kompassros.statistics.receiving.outcome import Outcome

TOLD_TROUBLES = 50
FIRST = 10


def read(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX or JSON-stat 2.")],
    *,
    mapping: Annotated[Path | None, typer.Option("--mapping", help="Read by this mapping (JSON).")] = None,
    dataset: Annotated[str, typer.Option("--dataset", help="The dataset to store in, such as kolada.")] = "",
    store: Annotated[bool, typer.Option("--store", help="Store the values as a release.")] = False,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="Store although some things are left out.")] = False,
    show_mapping: Annotated[bool, typer.Option("--show-mapping", help="Print only the mapping, as JSON.")] = False,
    country: Annotated[str, typer.Option("--country", help="Whose units the file is about.")] = "SE",
    why: Annotated[str, typer.Option("--why", help="Kept with the release.")] = "Read on the command line",
) -> None:
    """Read a table of values and tell what it comes to; it is stored only with --store."""
    from kompassros.indicators.tables import reading
    from kompassros.indicators.tables.catalogue import catalogue_of

    try:
        found = _found(file)
        owner, catalogue = _country(country.strip().upper()), catalogue_of(country.strip().upper())
        proposed = reading.propose_mapping(found, catalogue, owner=owner)
        chosen = reading.as_mapping(_json(mapping), found) if mapping else proposed.mapping
        if show_mapping:
            print_json(reading.plain(chosen))
            return
        if proposed.kept and not mapping:
            typer.echo(f"Read by the mapping that was kept as “{proposed.kept.name}”.")
        come = reading.read_by(chosen, found, catalogue)
        _tell(chosen, come.outcome)
        if not store:
            typer.echo("Nothing was stored: add --store and --dataset.")
        elif come.outcome.troubles and not leave_out:
            fail("Nothing was stored: some things cannot be taken in. Mend them, or add --leave-out.")
        else:
            _store(come, owner, dataset, file.name, why)
    except DomainError as error:
        fail(str(error))


def _found(file: Path) -> "Found":
    from kompassros.statistics.receiving.files import read_file
    from kompassros.statistics.receiving.limits import LARGEST_FILE

    try:
        with file.open("rb") as stream:
            return read_file(stream.read(LARGEST_FILE + 1), file.name)
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        fail(f"{file} cannot be read as a mapping: {error}.")


def _country(code: str) -> "Organisation":
    from kompassros.organisations.models import Organisation

    found = Organisation.objects.filter(country=code, kind=Organisation.Kind.COUNTRY).first()
    if found is None:
        fail(f"There is no country {code}.")
    return found


def _tell(mapping: "Mapping", outcome: "Outcome") -> None:
    from kompassros.indicators.tables.in_words import lines_of

    lines = [(line.sheets or "all", line.what, line.said) for line in lines_of(mapping)]
    print_table("How the file is read", ("sheets", "what", "said"), lines)
    rows = outcome.observations
    first = [(row.indicator, row.unit, row.period, row.gender, row.value, row.status.name) for row in rows[:FIRST]]
    print_table("The first values", ("indicator", "unit", "year", "gender", "value", "status"), first)
    indicators, units = {row.indicator for row in rows}, {row.unit for row in rows}
    years = sorted({row.period for row in rows})
    span = f"{years[0]}–{years[-1]}" if years else "no year"
    typer.echo(f"{len(rows)} values: {len(indicators)} indicators, {len(units)} units, {span}.")
    _tell_troubles(outcome)


def _tell_troubles(outcome: "Outcome") -> None:
    for one in outcome.troubles[:TOLD_TROUBLES]:
        place = ", ".join(filter(None, (one.sheet, one.place.address)))
        typer.echo(": ".join(filter(None, (one.file, place, one.message))), err=True)
    beside = len(outcome.troubles) + outcome.more - TOLD_TROUBLES
    if beside > 0:
        typer.echo(f"and {beside} more.", err=True)


def _store(read: "ReadFile", owner: "Organisation", dataset_key: str, name: str, why: str) -> None:
    from kompassros.indicators.tables.storing import store_file
    from kompassros.statistics.models import Dataset

    dataset = Dataset.objects.filter(key=dataset_key, made_up=False).first()
    if dataset is None:
        known = ", ".join(Dataset.objects.filter(made_up=False).order_by("rank").values_list("key", flat=True))
        fail(f"Nothing was stored: say in which dataset, with --dataset and one of {known}.")
    made, _kept = store_file(read, dataset=dataset, owner=owner, name=name, note=why)
    release = f"Release {made.release.number}" if made.is_new else f"No new release, {made.release.number} stands"
    typer.echo(f"{release}: {made.added} new, {made.restated} other than before, {made.unchanged} as before.")
