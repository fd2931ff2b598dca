"""Commands about year wheels: show what happens when in a municipality's year."""

from typing import Annotated, Any

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from kompassros.steering.wheel.queries import Entry, entries_of
from kompassros.steering.wheel.words import roles_of

app = typer.Typer(help="Year wheels: what happens when in the steering of a municipality.", no_args_is_help=True)

_COLUMNS = ("number", "title", "first", "last", "standing", "roles", "others", "produces", "printed")


@app.callback()
def about() -> None:
    """Year wheels: what happens when in the steering of a municipality."""


@app.command()
def show(
    municipality: Annotated[str, typer.Argument(help="Address of a municipality, such as granby.")],
    year: Annotated[int, typer.Option(help="Of the wheel.")],
    role: Annotated[str, typer.Option(help="Only what is for a role, such as politician.")] = "",
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Tell what happens when in a year, for whom, and where it stands today."""
    found = Organisation.objects.filter(key=municipality, kind=Organisation.Kind.MUNICIPALITY).first()
    if found is None:
        fail(f"There is no municipality {municipality}. Its address stands in the address of its pages.")
    if role and role not in Role.values:
        fail(f"There is no role {role}. Roles are {', '.join(Role.values)}.")
    records = [_record(entry) for entry in entries_of(found, year, role)]
    if output is Format.JSON:
        print_json(records)
        return
    print_table(f"{found.name} {year}", _COLUMNS, [[_text(each[name]) for name in _COLUMNS] for each in records])


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _record(entry: Entry) -> dict[str, Any]:
    event = entry.event
    return {
        "number": entry.number,
        "key": event.key,
        "title": event.title,
        "first": event.first.isoformat(),
        "last": event.last.isoformat(),
        "standing": entry.standing.value,
        "roles": list(roles_of(event)),
        "others": event.others,
        "produces": event.produces,
        "printed": event.printed,
        "note": event.note,
        "source": event.source,
        "done_on": event.done_on.isoformat() if event.done_on else None,
    }
