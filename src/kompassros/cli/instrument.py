"""Commands about instruments."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.instruments import criteria, queries
from kompassros.instruments.exchange import check_edition
from kompassros.instruments.exchange_schema import Area

app = typer.Typer(help="Evaluation instruments and their editions.", no_args_is_help=True)
FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]


def _summary(entry: queries.StoredEdition) -> dict[str, Any]:
    content = entry.content
    questions = [len(area.questions) for area in content.areas if area.questions is not None]
    return {
        "instrument": content.instrument.id,
        "version": content.version,
        "revision": content.revision,
        "name": content.name.sv,
        "areas": len(content.areas),
        "questions": sum(questions) if len(questions) == len(content.areas) else None,
        "criteria": criteria.count_criteria(content) or None,
        "valid_from": content.valid_from,
        "valid_to": content.valid_to,
        "sha256": entry.sha256,
    }


@app.command("list")
def list_instruments(output: FormatOption = Format.TABLE) -> None:
    """List the stored editions."""
    rows = [_summary(entry) for entry in queries.editions()]
    if output is Format.JSON:
        print_json(rows)
        return
    columns = ("instrument", "version", "revision", "areas", "questions", "valid_from", "valid_to")
    print_table("Editions", columns, [[_cell(column, row[column]) for column in columns] for row in rows])


def _cell(column: str, value: object) -> object:
    missing = "not published" if column == "questions" else "not known"
    return missing if value is None else value


@app.command("show")
def show_instrument(
    instrument: Annotated[str, typer.Argument(help="Such as kommunkompassen.")],
    version: Annotated[str, typer.Argument(help="Such as 2.0; without it the latest.")] = "",
    output: FormatOption = Format.TABLE,
) -> None:
    """Show an edition: its areas and questions, and the criteria below them where it has any."""
    found = [entry for entry in queries.editions(instrument) if version in ("", entry.version)]
    if not found:
        fail(f"There is no edition {instrument} {version}. `kompassros instrument list` shows those there are.")
    entry = found[-1]
    if output is Format.JSON:
        print_json({**_summary(entry), "content": entry.content.model_dump(mode="json")})
        return
    rows: list[tuple[object, ...]] = []
    for area in entry.content.areas:
        rows.append((area.no, area.name.sv, area.maximum or entry.content.area_maximum or "not published"))
        rows.extend(_below(area))
    print_table(f"{entry.content.name.sv}", ("no", "text", "maximum"), rows)


def _below(area: Area) -> Iterator[tuple[object, ...]]:
    for question in area.questions or ():
        yield question.no, question.text.sv, question.maximum or ""
        for place, criterion in enumerate(criteria.criteria_of(question), start=1):
            yield f"{question.no}.{place}", criterion.text.sv, ""


@app.command("validate")
def validate_instrument(files: Annotated[list[Path], typer.Argument(help="Exchange files (YAML).")]) -> None:
    """Check exchange files and tell every fault with file, place and reason; exit code 1 when there is one."""
    troubles = [trouble for path in files for trouble in check_edition(path)]
    for trouble in troubles:
        typer.echo(str(trouble), err=True)
    if troubles:
        raise typer.Exit(1)
    typer.echo(f"{len(files)} file(s) without faults.")
