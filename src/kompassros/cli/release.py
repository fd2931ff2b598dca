"""Commands about the releases of the statistics store."""

from typing import Annotated

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.records.errors import DomainError
from kompassros.statistics.models import Dataset, Release

app = typer.Typer(help="Releases of statistics: list, switch, clear.", no_args_is_help=True)
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
    from kompassros.statistics.releases import has_files

    manifest = release.read()
    return {
        "dataset": dataset.key,
        "release": release.number,
        "made at": release.made_at.isoformat(timespec="seconds"),
        "values": sum(part.values.rows for part in manifest.parts if part.whole),
        "indicators": len(manifest.numbers()),
        "files": len(manifest.files()) if has_files(release) else "cleared",
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
