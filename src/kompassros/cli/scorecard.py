"""Commands about scorecards: take one in from a file, show one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.records.errors import DomainError

if TYPE_CHECKING:
    from kompassros.organisations.models import Organisation
    from kompassros.statistics.receiving.cells import SheetFile
    from kompassros.steering.importing.mapping import Mapping
    from kompassros.steering.importing.outcomes import Intake

app = typer.Typer(help="Scorecards: goals, indicators, targets and what became of them.", no_args_is_help=True)


@app.command("import")
def import_scorecard(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with a row of headings.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen.")] = False,
    organisation: Annotated[str, typer.Option(help="Key of the municipality, where the file names none.")] = "",
    year: Annotated[int | None, typer.Option(help="Year of the rows, where the file names none.")] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="What a column is, such as “Enhet=unit”; may be given several times.")
    ] = None,
    structure: Annotated[str, typer.Option(help="Steering model of plans that are begun.")] = "plain",
    add: Annotated[
        bool, typer.Option("--add", help="Add municipalities that are not known, to be completed later.")
    ] = False,
    decision: Annotated[str, typer.Option(help="The decision by which an adopted plan changes.")] = "",
) -> None:
    """Import a scorecard; everything is told first, and nothing is stored when a row has an error."""
    from kompassros.steering.importing.places import Wish
    from kompassros.steering.importing.reading import read_scorecard
    from kompassros.steering.importing.storing import take_in

    try:
        found = _found(file)
        owner = _municipality(organisation)
        mapping = _mapping(found, column or [], owner)
        scorecard = read_scorecard(found, mapping, year=year)
        wish = Wish(owner, structure, decision, add)
        intake = take_in(scorecard=scorecard, wish=wish, person=None, dry_run=dry_run)
    except DomainError as error:
        fail(str(error))
    _tell(mapping, intake)
    if intake.troubles:
        fail("Nothing was stored: mend the errors and import the file again.")
    counts = ", ".join(f"{count} {action.value}" for action, count in intake.counts().items())
    typer.echo(f"{counts}; nothing was stored." if dry_run else f"{counts}.")


def _found(file: Path) -> "SheetFile":
    from kompassros.statistics.receiving.limits import LARGEST_FILE
    from kompassros.statistics.receiving.sheets import read_sheets

    try:
        with file.open("rb") as stream:
            return read_sheets(stream.read(LARGEST_FILE + 1), file.name)
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")


def _municipality(key: str) -> "Organisation | None":
    from kompassros.organisations.models import Organisation

    found = Organisation.objects.filter(key=key, kind=Organisation.Kind.MUNICIPALITY).first()
    if key and found is None:
        fail(f"There is no municipality {key}. `kompassros organisation find` tells its key.")
    return found


def _mapping(found: "SheetFile", said: list[str], owner: "Organisation | None") -> "Mapping":
    """Return the mapping that is kept for the file's headings, else the guessed one, with what is said of columns."""
    from kompassros.steering.importing.fields import Field
    from kompassros.steering.importing.mapping import correct_mapping, guess_mapping, headed_sheets, reuse_mapping

    guessed, kept = guess_mapping(headed_sheets(found)), None
    if owner is not None:
        guessed, kept = reuse_mapping(guessed, owner)
    if kept is not None:
        typer.echo(f"Read by the mapping that was kept as “{kept.name}”.")
    chosen = {heading: field for heading, _sign, field in (one.rpartition("=") for one in said)}
    unknown = [heading for heading in chosen if heading not in {use.heading for use in guessed}]
    unknown += [field for field in chosen.values() if field and field not in set(Field)]
    if unknown:
        fail(f"--column: {unknown[0]} is neither a heading of the file nor one of {', '.join(Field)}.")
    fields = [Field(chosen[use.heading]) if chosen.get(use.heading) else use.field for use in guessed]
    taken = {Field(field) for field in chosen.values() if field}
    kept_fields = [
        None if use.heading not in chosen and field in taken else field
        for use, field in zip(guessed, fields, strict=True)
    ]
    return correct_mapping(guessed, kept_fields)


def _tell(mapping: "Mapping", intake: "Intake") -> None:
    from kompassros.steering.importing.mapping import unused_headings

    unused = unused_headings(mapping)
    if unused:
        typer.echo(f"Not read: {', '.join(unused)}.")
    for outcome in intake.outcomes:
        row = outcome.row
        said = " ".join([*outcome.told, *outcome.notes])
        place = f"{row.place.sheet}, row {row.place.row}"
        typer.echo(f"{place}: {outcome.action.value}: {row.goal.title} / {row.named}. {said}".rstrip())
    for one in intake.troubles:
        place = ", ".join(filter(None, (one.sheet, one.place.address)))
        typer.echo(f"{one.file}: {place}: {one.message}", err=True)


@app.command("show")
def show(
    organisation: Annotated[str, typer.Argument(help="Key of a municipality or of one of its bodies.")],
    year: Annotated[int, typer.Option(help="The plan's year.")],
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Show the goals of a card with their targets, figures and statuses."""
    from kompassros.steering.importing import records

    card = records.find_card(organisation, year)
    if card is None:
        years = ", ".join(map(str, records.years_of(organisation))) or "no year"
        fail(f"{organisation} has no card for {year}. There are cards for {years}.")
    record = records.card_record(card)
    if output is Format.JSON:
        print_json(record)
        return
    lines = [line for goal in record["goals"] for line in _lines(goal)]
    columns = ("goal", "indicator", "target", str(year - 1), str(year), "status", "reason")
    print_table(f"{record['name']} {year}", columns, lines)


def _lines(goal: dict[str, Any]) -> list[tuple[str, ...]]:
    if not goal["indicators"]:
        return [(goal["title"], *[""] * 6)]
    return [
        (
            goal["title"],
            one["title"],
            one["target"] or one["target_read_as"],
            _said(one["previous_figure"]),
            _said(one["figure"]),
            one["status"],
            one["reason"] or "",
        )
        for one in goal["indicators"]
    ]


def _said(figure: dict[str, Any]) -> str:
    flags = [name for name in ("preliminary", "restated", "broken") if figure[name]]
    return " ".join([figure["printed"] or "not measured", *([f"({', '.join(flags)})"] if flags else [])])
