"""`kompassros indicator compare`: one unit's value of one indicator beside the others, printed or as JSON."""

from typing import Annotated, Any

import typer

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.indicators import queries
from kompassros.indicators.records import comparison_record
from kompassros.statistics import unit_queries
from kompassros.statistics.values import SOURCE_GENDERS, Gender


def compare(
    code: Annotated[str, typer.Argument(help="The indicator, such as N15428.")],
    unit: Annotated[str, typer.Option("--unit", help="The unit's code, such as 0138.")],
    period: Annotated[int | None, typer.Option("--period", help="The year; the latest if none.")] = None,
    gender: Annotated[str, typer.Option("--gender", help="T, K or M.")] = "T",
    country: Annotated[str, typer.Option("--country", help="SE, or XX for made-up units.")] = "SE",
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Compare a unit's value with those of its class, its similar units and its networks."""
    from kompassros.indicators.comparing import compare_unit

    indicator = queries.indicator(code.strip().upper())
    if indicator is None:
        fail(f"There is no indicator {code}. `kompassros indicator list` with words of its title finds its code.")
    found = unit_queries.unit(unit.strip().upper(), country=country.strip().upper())
    if found is None:
        fail(f"There is no unit {unit} in {country}.")
    if gender not in SOURCE_GENDERS:
        fail("The gender is T (total), K (women) or M (men).")
    of_gender = Gender(SOURCE_GENDERS.index(gender))
    record = comparison_record(compare_unit(indicator=indicator, unit=found, period=period, gender=of_gender))
    if output is Format.JSON:
        print_json(record)
        return
    print_table(f"{indicator.code} {indicator.title}: {found.name}", ("what", "value"), _facts(record))


def _facts(record: dict[str, Any]) -> list[tuple[str, Any]]:
    facts = [
        (name, value) for name, value in record.items() if not isinstance(value, list | dict) and value is not None
    ]
    facts += [(name, record[name]["turn"] or record[name]["reason"]) for name in ("change", "trend")]
    groups = [*record["similar"], *record["networks"]]
    return facts + [(one["title"], f"{one['place']} of {one['of']}" if one["place"] else "no place") for one in groups]
