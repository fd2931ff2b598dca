"""Commands about reporting periods: open one, close one."""

from typing import Annotated

import typer

from kompassros.cli.output import fail
from kompassros.records.errors import DomainError
from kompassros.steering.periods import closing, planning
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.periods.usual import key_of

app = typer.Typer(help="Reporting periods, in which every body reports about its goals.", no_args_is_help=True)

MunicipalityArgument = Annotated[str, typer.Argument(help="Key of the municipality, as in the address of its pages.")]
YearArgument = Annotated[int, typer.Argument(help="Year of the plan.")]
KeyArgument = Annotated[str, typer.Argument(help="Short name of the period, such as T1, or year.")]


def _find(municipality: str, year: int, key: str) -> ReportingPeriod:
    rows = ReportingPeriod._base_manager.select_related("plan__organisation", "organisation")
    found: ReportingPeriod | None = rows.filter(
        plan__organisation__key=municipality, plan__year=year, key=key_of(key)
    ).first()
    if found is None:
        fail(f"{municipality} has no reporting period {key} in {year}. The page of its periods lists them.")
    return found


@app.command("open")
def open_period(municipality: MunicipalityArgument, year: YearArgument, key: KeyArgument) -> None:
    """Open a period: every agreed card gets a report to write."""
    period = _find(municipality, year, key)
    try:
        count = planning.open_period(period=period, person=None)
    except DomainError as error:
        fail(str(error))
    typer.echo(f"{period.title} is open, {count} bodies report until {period.due_on}.")


@app.command("close")
def close_period(municipality: MunicipalityArgument, year: YearArgument, key: KeyArgument) -> None:
    """Close a period, whoever has reported, and freeze it."""
    period = _find(municipality, year, key)
    try:
        edition = closing.close_period(period=period, person=None)
    except DomainError as error:
        fail(str(error))
    typer.echo(f"{period.title} is closed. Edition {edition.number}, SHA-256 {edition.sha256}.")
