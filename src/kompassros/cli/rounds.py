"""Commands about rounds: open one, tell where it stands and who has not answered, close it."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.rounds import opening, progress, steps
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.progress import Standing
from kompassros.indicators.rounds.saving import State
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.records.errors import DomainError

app = typer.Typer(help="Rounds in which municipalities hand in what only they can count.", no_args_is_help=True)

KeyArgument = Annotated[str, typer.Argument(help="Address of a round, such as kkik-2026.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]
_DAYS = {"sign_up_until": "--sign-up-until", "collect_from": "--collect-from", "collect_until": "--collect-until"}


def _find(key: str) -> CollectionRound:
    found = CollectionRound.objects.select_related("owner", "measure_set").filter(key=key).first()
    if found is None:
        fail(f"There is no round {key}. Its address stands in the address of its pages.")
    return found


@app.command("open")
def open_round(
    key: KeyArgument,
    measure_set: Annotated[str, typer.Option("--set", help="Key of the set of measures, such as kkik-2024.")],
    year: Annotated[int, typer.Option(help="In which the data are collected.")] = 0,
    title: Annotated[str, typer.Option(help="Title; else the set's with the year.")] = "",
    country: Annotated[str, typer.Option(help="Key of the country that carries the round through.")] = "sverige",
    sign_up_until: Annotated[str, typer.Option(help="Last day of sign-up, such as 2026-08-31.")] = "",
    collect_from: Annotated[str, typer.Option(help="First day for data.")] = "",
    collect_until: Annotated[str, typer.Option(help="Last day for data.")] = "",
    made_up: Annotated[bool, typer.Option("--made-up", help="A trial for made-up municipalities only.")] = False,
) -> None:
    """Plan a round; days that are not given are suggested. Municipalities see it once its page opens sign-up."""
    found = MeasureSet.objects.filter(key=measure_set).first()
    owner = Organisation.objects.filter(key=country, kind=Organisation.Kind.COUNTRY).first()
    if found is None:
        fail(f"There is no set {measure_set}. The page of sets lists them.")
    if owner is None:
        fail(f"There is no country {country}.")
    days = {"sign_up_until": sign_up_until, "collect_from": collect_from, "collect_until": collect_until}
    year = year or clock.today().year
    try:
        suggested = opening.suggested_settings(found, year)
        changes: dict[str, Any] = {name: _day(name, text) for name, text in days.items() if text}
        settings = replace(suggested, **(changes | ({"title": title} if title else {})))
        plan = opening.Plan(key, owner, found, year, settings, made_up)
        one = opening.open_round(plan=plan, person=None)
    except (DomainError, ValueError) as error:
        fail(str(error))
    typer.echo(f"{one.key}: {one.title} is planned, {one.asked.count()} measures are asked for.")


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{_DAYS[name]}: {text} is not a day. Write it such as 2026-10-30.")


@app.command()
def status(key: KeyArgument, output: FormatOption = Format.TABLE) -> None:
    """Tell where a round stands, what is missing, and who has not answered."""
    record = _record(_find(key))
    if output is Format.JSON:
        print_json(record)
        return
    print_table(key, ("what", "value"), _rows(record))
    columns = ("key", "name", "answered", "asked", "stopped", "signed_off", "late")
    title = f"{len(record['municipalities'])} take part, {len(record['unanswered'])} have not answered"
    print_table(title, columns, [[each[name] for name in columns] for each in record["municipalities"]])


def _rows(record: dict[str, Any]) -> list[tuple[str, str]]:
    simple = [(name, str(record[name])) for name in ("title", "state", "about", "who", "collect_until")]
    missing = [("stops the next step" if each["stops"] else "missing", each["text"]) for each in record["missing"]]
    return [*simple, *missing]


def _record(one: CollectionRound) -> dict[str, Any]:
    standings = progress.of_round(one)
    return {
        "key": one.key,
        "title": one.title,
        "state": one.state,
        "about": str(steps.STEPS[one.state].about),
        "who": steps.who_is_next(one),
        "sign_up_until": one.sign_up_until.isoformat(),
        "collect_from": one.collect_from.isoformat(),
        "collect_until": one.collect_until.isoformat(),
        "missing": [
            {"text": lack.sentence, "who": lack.who, "stops": lack.stops} for lack in steps.lacks(one, standings)
        ],
        "municipalities": [_municipality(each) for each in standings],
        "unanswered": [each.participant.organisation.key for each in progress.unanswered(standings)],
    }


def _municipality(standing: Standing) -> dict[str, Any]:
    organisation = standing.participant.organisation
    counted = {name: getattr(standing, name) for name in ("answered", "asked", "stopped", "signed_off", "late")}
    return {"key": organisation.key, "name": organisation.name, **counted}


@app.command()
def close(key: KeyArgument) -> None:
    """Close a round: what was handed in is frozen. This cannot be undone."""
    one = _find(key)
    try:
        steps.move(one=one, to=State.CLOSED, person=None)
    except DomainError as error:
        fail(str(error))
    numbers = one.editions.values_list("number", flat=True)
    typer.echo(f"{one.key} is closed; edition {max(numbers)} is frozen.")
