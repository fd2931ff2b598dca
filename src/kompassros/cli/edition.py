"""Commands about editions as files: take one out, take one in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kompassros.cli.output import fail
from kompassros.documents.workbooks import LARGEST_FILE
from kompassros.instruments import exchange_writing, queries, services, workbook_writing
from kompassros.instruments.criteria import count_criteria
from kompassros.instruments.exchange import ExchangeError, canonical
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.files import read_file
from kompassros.records import signals
from kompassros.records.errors import DomainError

app = typer.Typer(help="Editions of instruments as files.", no_args_is_help=True)


class FileFormat(StrEnum):
    """How an edition is written."""

    YAML = "yaml"
    XLSX = "xlsx"


@app.command("export")
def export_edition(
    instrument: Annotated[str, typer.Argument(help="Such as kommunkompassen.")],
    version: Annotated[str, typer.Argument(help="Such as 2.0.")],
    output: Annotated[Path, typer.Option(help="The file to write.")],
    file_format: Annotated[FileFormat, typer.Option("--format", help="What to write.")] = FileFormat.YAML,
) -> None:
    """Write a stored edition as a file: YAML, or a workbook with one row per criterion."""
    entry = queries.edition(instrument, version)
    if entry is None:
        fail(f"There is no edition {instrument} {version}. `kompassros instrument list` shows those there are.")
    writing = exchange_writing if file_format is FileFormat.YAML else workbook_writing
    try:
        output.write_bytes(writing.write_content(canonical(entry.content)))
    except OSError as error:
        fail(f"{output} cannot be written: {error.strerror}.")
    typer.echo(f"Written: {output}")


@app.command("import")
def import_edition(
    file: Annotated[Path, typer.Argument(help="YAML or XLSX with a whole edition.")],
    why: Annotated[str, typer.Option(help="Kept in the history.")] = "Imported on the command line",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen.")] = False,
) -> None:
    """Store an edition from a file; it is checked first, and a stored revision is never changed."""
    edition = _read(file)
    name = f"{edition.instrument.id} {edition.version}, revision {edition.revision}"
    if dry_run:
        typer.echo(f"{name}: {len(edition.areas)} areas, {count_criteria(edition)} criteria; nothing was stored.")
        return
    try:
        services.store_edition(edition=edition, why=why)
    except DomainError as error:
        fail(str(error))
    signals.published_changed.announce()
    typer.echo(f"{name} is stored.")


def _read(file: Path) -> EditionFile:
    """Read a file, or tell every fault and end."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")
    try:
        return read_file(raw, file=file.name)
    except ExchangeError as error:
        for trouble in error.troubles:
            typer.echo(str(trouble), err=True)
        fail("Nothing was stored: mend the faults and import the file again.")
