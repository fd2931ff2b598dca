"""Commands about published results; those about evaluations on their way are in ``course``."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kompassros.cli import course
from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.evaluations import comparison, imports, published, services
from kompassros.evaluations.records import as_record, detail_record
from kompassros.records.errors import DomainError
from kompassros.records.tabular import Severity, Trouble

app = typer.Typer(help="Evaluations on their way, and published results.", no_args_is_help=True)
app.command("state")(course.state)
app.command("score")(course.score)
app.command("publish")(course.publish_evaluation)
FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]


@app.command("list")
def list_evaluations(
    output: FormatOption = Format.TABLE,
    self_evaluations: Annotated[
        bool, typer.Option("--self-evaluations", help="Those by which municipalities judged themselves, instead.")
    ] = False,
) -> None:
    """List the published results."""
    entries = published.current_sheets()
    wanted = published.by_themselves if self_evaluations else published.by_others
    evaluations = wanted(entry for entry in entries if entry.sheet.kind == "evaluation")
    rows = [as_record(entry, comparison.source_comparisons(entry, entries)) for entry in evaluations]
    if output is Format.JSON:
        print_json(rows)
        return
    columns = ("slug", "municipality", "year", "instrument", "version", "total", "maximum", "status")
    print_table("Published evaluations", columns, [[row[column] for column in columns] for row in rows])


@app.command("show")
def show_evaluation(
    slug: Annotated[str, typer.Argument(help="Such as tyreso-2015.")], output: FormatOption = Format.TABLE
) -> None:
    """Show one published result, with what the source prints beside it and what it compares with."""
    entries = published.current_sheets()
    entry = next((found for found in entries if found.slug == slug), None)
    if entry is None:
        fail(f"There is no published result {slug}. `kompassros evaluation list` shows those there are.")
    record = as_record(entry, comparison.source_comparisons(entry, entries))
    record["comparable_with"] = comparison.comparable_record(entry, entries)
    record["detail"] = detail_record(entry)
    if output is Format.JSON:
        print_json(record)
        return
    print_table(
        f"{record['municipality']} {record['year'] or ''}",
        ("what", "value"),
        [*_facts(record), *[(f"area {area['no']}", area["points"]) for area in record["areas"]]],
    )


def _facts(record: dict[str, Any]) -> list[tuple[str, Any]]:
    simple = [(key, record[key]) for key in ("version", "status", "total", "printed_total", "adds_up", "source")]
    beside = [(reference["label"], reference["total"]) for reference in record["references"]]
    compared = record["comparable_with"]
    return [
        *simple,
        *beside,
        ("compares with", ", ".join(compared["comparable"]) or "nobody"),
        ("not with others because", " ".join(compared["reasons"])),
        ("assumed", " ".join(compared["assumptions"])),
    ]


@app.command("import")
def import_evaluations(
    file: Annotated[Path, typer.Argument(help="CSV with the columns of the published results.")],
    why: Annotated[str, typer.Option(help="Kept in the history.")] = "Imported on the command line",
    yes: Annotated[bool, typer.Option("--yes", help="Say yes to the questions: new names, corrections.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen.")] = False,
) -> None:
    """Import published results; everything is checked first and nothing is stored when a row has an error."""
    try:
        planned = imports.plan(file.read_bytes())
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")
    for trouble in planned.all_troubles():
        typer.echo(_line(file, trouble), err=True)
    if planned.has(Severity.ERROR):
        fail("Nothing was stored: mend the errors and import the file again.")
    if dry_run:
        typer.echo(f"{planned.count('new')} new, {planned.count('correction')} corrections; nothing was stored.")
        return
    if planned.has(Severity.QUESTION) and not yes:
        fail("Nothing was stored: some rows ask a question. Mend them, or add --yes to confirm them.")
    try:
        counts = imports.store(planned, publisher=services.Publisher(None, why), confirmed=yes)
    except DomainError as error:
        fail(str(error))
    typer.echo(", ".join(f"{count} {action}" for action, count in counts.items()) + ".")


def _line(file: Path, trouble: Trouble) -> str:
    place = f"row {trouble.row}" if trouble.row else "file"
    column = f", {trouble.column}" if trouble.column else ""
    return f"{file.name}: {place}{column}: {trouble.severity.value}: {trouble.message}"
