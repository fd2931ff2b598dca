"""Commands about the releases of the statistics store."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.records.errors import DomainError
from kompassros.statistics.models import Dataset, Release

app = typer.Typer(help="Releases of statistics: list, switch, clear, compute anew.", no_args_is_help=True)


class Engine(StrEnum):
    """What runs the bulk comparison."""

    DUCKDB = "duckdb"
    SPARK = "spark"


COLUMNS = ("dataset", "release", "made at", "values", "indicators", "files", "read now", "note")


@app.command("list")
def list_releases(
    dataset: Annotated[str, typer.Option(help="Only of one dataset, such as kolada.")] = "",
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """List the releases, the latest of each dataset first."""
    rows = []
    for one in Dataset.objects.order_by("rank", "key"):
        if dataset in ("", one.key):
            rows += [_row(release, one) for release in Release.objects.filter(dataset=one).order_by("-number")]
    if output is Format.JSON:
        print_json(rows)
    else:
        print_table("Releases", COLUMNS, [list(row.values()) for row in rows])


def _row(release: Release, dataset: Dataset) -> dict[str, object]:
    from kompassros.statistics.releases import count_values

    manifest = release.read()
    values = count_values(release)
    return {
        "dataset": dataset.key,
        "release": release.number,
        "made at": release.made_at.isoformat(timespec="seconds"),
        "values": "cleared" if values is None else values,
        "indicators": len(manifest.numbers()),
        "files": "cleared" if values is None else len(manifest.files()),
        "read now": "yes" if release.pk == dataset.current_id else "",
        "note": release.note,
    }


@app.command("activate")
def activate_release(
    dataset: Annotated[str, typer.Argument(help="The dataset, such as kolada.")],
    number: Annotated[int, typer.Argument(help="The number of the release.")],
    why: Annotated[str, typer.Option(help="Kept in the history.")] = "Switched on the command line",
) -> None:
    """Let a dataset be read from one of its releases."""
    from kompassros.statistics.releases import activate

    try:
        release = activate(dataset_key=dataset, number=number, person=None, why=why)
    except (DomainError, Dataset.DoesNotExist) as error:
        fail(str(error) if isinstance(error, DomainError) else f"There is no dataset {dataset}.")
    typer.echo(f"{dataset} is read from release {release.number}.")


@app.command("compact")
def compact_releases(
    keep: Annotated[int, typer.Option(min=1, help="How many releases of each dataset keep their files.")] = 2,
) -> None:
    """Clear files that no kept release reads, and what killed processes left."""
    from kompassros.statistics.releases import compact

    cleared = compact(keep=keep)
    typer.echo(f"{cleared.files} files with {cleared.bytes / 1e6:.1f} MB were cleared.")


@app.command("compare")
def compare_observations(
    observations: Annotated[
        list[Path],
        typer.Argument(help="Parquet files of observations, or of a release's values.", exists=True, dir_okay=False),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for values.parquet and cells.parquet.", file_okay=False)],
    engine: Annotated[Engine, typer.Option("--engine", help="What computes; spark needs an extra.")] = Engine.DUCKDB,
) -> None:
    """Compute places, groups and means of observations as a release does, into files of their own."""
    from kompassros.statistics import comparing, spark

    run = spark.compare_on_spark if engine is Engine.SPARK else comparing.compare_on_duckdb
    try:
        made = run(observations=observations, folder=out)
    except DomainError as error:
        fail(str(error))
    typer.echo(f"values: {made.value_count}, {made.values}\ncells: {made.cell_count}, {made.cells}")
