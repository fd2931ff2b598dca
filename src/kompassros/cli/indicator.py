"""Commands about the catalogue of indicators; those that fetch and compare are added by their own modules."""

import csv
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.indicators import queries
from kompassros.indicators.catalogue import Outcome, Wish, import_catalogue
from kompassros.indicators.models import Indicator
from kompassros.indicators.records import indicator_record
from kompassros.records.tabular import Severity, Trouble
from kompassros.statistics.catalogue_files import LARGEST_FILE
from kompassros.statistics.catalogue_plan import Action, Plan, Step

app = typer.Typer(help="Indicators: find, show, import the catalogue.", no_args_is_help=True)
COLUMNS = ("code", "title", "unit", "direction", "about", "operating_area", "by_gender", "valid_to")
TABLE_COLUMNS = ("code", "title", "unit", "direction", "valid_to")
TOLD_STEPS = 20
ENDINGS = (".csv", ".json")


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@app.command("list")
def list_indicators(
    words: Annotated[list[str] | None, typer.Argument(help="All must stand in the title or code.")] = None,
    measure_set: Annotated[str, typer.Option("--set", help="Only the measures of a set, such as kkik-2024.")] = "",
    area: Annotated[str, typer.Option("--area", help="Only of an operating area.")] = "",
    current: Annotated[bool, typer.Option("--current", help="Without those that have ended or vanished.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many rows a table shows.")] = queries.MOST_FOUND,
    output: Annotated[ListFormat, typer.Option("--format", help="How to print; JSON and CSV hold all.")] = (
        ListFormat.TABLE
    ),
) -> None:
    """List indicators; case and accents do not count."""
    if measure_set and queries.measure_set(measure_set) is None:
        known = ", ".join(entry.key for entry in queries.measure_sets())
        fail(f"There is no set {measure_set}. There are: {known}.")
    wanted = queries.Wanted(" ".join(words or ()), operating_area=area, measure_set=measure_set, current=current)
    found = queries.search(wanted, limit=limit if output is ListFormat.TABLE else None)
    rows = [_row(indicator) for indicator in found.indicators]
    if output is ListFormat.JSON:
        print_json(rows)
    elif output is ListFormat.CSV:
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        shown = [[row[name] for name in TABLE_COLUMNS] for row in rows]
        print_table(f"Indicators: {found.total}", TABLE_COLUMNS, shown)
        if found.total > len(rows):
            typer.echo(f"{found.total - len(rows)} more: add words, or --limit.", err=True)


def _row(indicator: Indicator) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in COLUMNS}


@app.command("show")
def show_indicator(
    code: Annotated[str, typer.Argument(help="Such as N15428.")],
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Show an indicator: what holds, what was corrected by hand, its breaks, groups and neighbours."""
    found = queries.indicator(code.strip().upper())
    if found is None:
        fail(f"There is no indicator {code}. `kompassros indicator list` with words of its title finds its code.")
    record = _record(found)
    if output is Format.JSON:
        print_json(record)
        return
    print_table(f"{found.code} {found.title}", ("what", "value"), _facts(record))


def _record(indicator: Indicator) -> dict[str, Any]:
    record = indicator_record(indicator)
    return {
        **record,
        "versions": [
            {"seen_on": one["seen_on"], "source": one["source"], "title": one["entry"].get("title", "")}
            for one in record["versions"]
        ],
        "groups": [{"code": group.code, "title": group.title} for group in queries.groups_of(indicator)],
        "neighbours": [{"code": other.code, "title": other.title} for other in queries.neighbours(indicator)],
    }


def _facts(record: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, dict):
            yield name, ", ".join(f"{key} {part}" for key, part in value.items() if part)
        elif isinstance(value, list):
            for entry in value:
                yield name, entry if isinstance(entry, str) else " ".join(str(part) for part in entry.values())
        elif value not in ("", None):
            yield name, value


@app.command("import")
def import_files(
    path: Annotated[Path, typer.Argument(help="A catalogue file (CSV, or JSON as Kolada answers), or a folder.")],
    part: Annotated[bool, typer.Option("--part", help="It is a part of the catalogue: nothing has vanished.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Say yes to the questions.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen.")] = False,
    why: Annotated[str, typer.Option(help="Kept in the history.")] = "Imported on the command line",
) -> None:
    """Import indicators, units and groups; everything is checked, and all is stored or nothing."""
    wish = Wish(part=part, confirmed=yes, dry_run=dry_run, why=why)
    outcome = import_catalogue(_contents(path), wish)
    _tell(outcome)
    if outcome.has(Severity.ERROR):
        fail("Nothing was stored: mend the errors and import again.")
    if dry_run:
        typer.echo("Nothing was stored: this was a dry run.")
    elif not outcome.stored:
        fail("Nothing was stored: some files ask a question. Add --part or --yes.")


def _contents(path: Path) -> list[tuple[str, bytes]]:
    """Return name and content of the files; of each at most one byte more than may be read."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        chosen = [file for file in files if file == path or file.suffix.lower() in ENDINGS]
        contents = []
        for file in chosen:
            with file.open("rb") as stream:
                contents.append((file.name, stream.read(LARGEST_FILE + 1)))
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
    return contents


def _tell(outcome: Outcome) -> None:
    for name in outcome.left_aside:
        typer.echo(f"{name}: holds no indicators, units or groups; left aside.", err=True)
    for plan in outcome.plans:
        for trouble in plan.troubles:
            typer.echo(_line(plan.file, trouble), err=True)
        if plan.kind and not plan.has(Severity.ERROR):
            _tell_plan(plan)


def _tell_plan(plan: Plan[Any]) -> None:
    counts = ", ".join(f"{count} {action}" for action, count in plan.counts().items() if count)
    typer.echo(f"{plan.kind} ({plan.file}): {counts or 'nothing'}.")
    told = plan.of(Action.RENAMED, Action.VANISHED, Action.RETURNED)
    for step in told[:TOLD_STEPS]:
        typer.echo(f"  {step.code} {step.action}: {_what(step)}")
    if len(told) > TOLD_STEPS:
        typer.echo(f"  and {len(told) - TOLD_STEPS} more.")


def _what(step: Step) -> str:
    title = next((change for change in step.changes if change.field == "title"), None)
    return f"“{title.before}” is now “{title.after}”" if title else step.title


def _line(file: str, trouble: Trouble) -> str:
    place = f"row {trouble.row}" if trouble.row else "file"
    column = f", {trouble.column}" if trouble.column else ""
    return f"{file}: {place}{column}: {trouble.severity.value}: {trouble.message}"
