"""Commands about organisations."""

from pathlib import Path
from typing import Annotated

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.organisations import imports, people, queries, services
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import DomainError

app = typer.Typer(help="Municipalities, regions and other organisations.", no_args_is_help=True)


@app.command("find")
def find(
    text: Annotated[str, typer.Argument(help="Part of a name, old or new; case and accents do not count.")],
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Find municipalities and regions by name or code."""
    found = queries.search(text, language="sv")
    rows = [
        {
            "key": entry.key,
            "name": entry.name,
            "kind": entry.kind,
            "country": entry.country,
            "code": entry.code,
        }
        for entry in found
    ]
    if output is Format.JSON:
        print_json(rows)
    else:
        print_table("Organisations", ("key", "name", "kind", "country", "code"), [list(row.values()) for row in rows])


@app.command("import")
def import_file(
    file: Annotated[
        Path, typer.Argument(help="CSV: key, country, kind, code, name, parent_code, valid_from, valid_to.")
    ],
    why: Annotated[str, typer.Option(help="Kept in the history.")] = "Imported on the command line",
) -> None:
    """Add organisations from a file; nothing is stored when a row has an error."""
    _print_report(imports.import_organisations(_bytes(file), person=None, why=why))


@app.command("inhabitants")
def import_inhabitants(
    file: Annotated[Path, typer.Argument(help="CSV: country, code, year, inhabitants, source.")],
) -> None:
    """Store numbers of inhabitants, by which size groups are formed."""
    _print_report(imports.import_inhabitants(_bytes(file)))


@app.command("administrator")
def make_administrator(
    email: Annotated[str, typer.Argument(help="The person's e-mail address, also the sign-in name.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    country: Annotated[str, typer.Option(help="SE, NO, DK, FI or IS.")] = "SE",
) -> None:
    """Make a person administrator of a country; the password is chosen by "forgotten password" on the sign-in page."""
    try:
        node = services.ensure_country(country)
        person = people.invite(email=email, name=name)
        people.grant_role(
            person=person,
            role=Role.ADMINISTRATOR,
            organisation=node,
            since=clock.today(),
            granted_by=None,
            why="Made on the command line",
        )
    except DomainError as error:
        fail(str(error))
    typer.echo(f"{person} administers {node}.")


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")


def _print_report(report: imports.Report) -> None:
    for trouble in report.troubles:
        typer.echo(f"row {trouble.row}, {trouble.column or 'file'}: {trouble.message}", err=True)
    if report.failed():
        fail("Nothing was stored.")
    typer.echo(f"{report.added} added, {report.unchanged} known already.")
