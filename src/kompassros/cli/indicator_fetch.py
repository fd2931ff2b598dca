"""`kompassros indicator fetch`: values and the catalogue from Kolada's interface, told in sentences.

The modules that fetch are loaded when they are needed: they are slow to load, and other commands start without them.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.conf import settings

from kompassros.cli.output import fail, progress_bar
from kompassros.records import clock
from kompassros.records.errors import DomainError

if TYPE_CHECKING:
    from kompassros.indicators.kolada.chunks import Question
    from kompassros.indicators.kolada.client import KoladaClient
    from kompassros.indicators.kolada.fetching import FetchReport
    from kompassros.indicators.kolada.storing import StoreReport

FIRST, LAST = 1000, 9999


def fetch(
    *,
    first: Annotated[int | None, typer.Option("--from", min=FIRST, max=LAST, help="The first year.")] = None,
    last: Annotated[int | None, typer.Option("--to", min=FIRST, max=LAST, help="The last; this year if none.")] = None,
    sets: Annotated[list[str] | None, typer.Option("--set", help="A set of measures, such as kkik-2024.")] = None,
    groups: Annotated[list[str] | None, typer.Option("--group", help="A group, such as GKPI118.")] = None,
    kpis: Annotated[list[str] | None, typer.Option("--kpi", help="An indicator, such as N00945.")] = None,
    workplaces: Annotated[bool, typer.Option("--workplaces", help="Organisational units too.")] = False,
    catalogue: Annotated[bool, typer.Option("--catalogue", help="Save the whole catalogue too.")] = False,
    base_url: Annotated[str | None, typer.Option("--base-url", help="Another address than Kolada's own.")] = None,
    folder: Annotated[Path | None, typer.Option("--folder", help="Where to keep what comes.")] = None,
) -> None:
    """Fetch values from Kolada and make a release of them; when it was stopped, the same command goes on."""
    from kompassros.indicators.kolada.client import BASE_URL, KoladaClient
    from kompassros.indicators.kolada.wanted import find_wanted

    try:
        wanted = find_wanted(sets=sets or (), groups=groups or (), kpis=kpis or ())
        if not wanted.codes and not catalogue:
            fail("Say what to fetch: --set, --group or --kpi for values, --catalogue for the catalogue.")
        if wanted.without_code:
            typer.echo(f"Without a code at Kolada, so not fetched: {'; '.join(wanted.without_code)}.")
        with KoladaClient(base_url or BASE_URL) as client:
            if catalogue:
                _save_catalogue(client, folder, workplaces=workplaces)
            if wanted.codes:
                question = _question(client, wanted.codes, first, last, workplaces=workplaces)
                _fetch_values(client, question, folder)
    except DomainError as error:
        fail(str(error))


def _question(
    client: "KoladaClient", codes: Collection[str], first: int | None, last: int | None, *, workplaces: bool
) -> "Question":
    from kompassros.indicators.kolada.chunks import ask

    if first is None:
        fail("Say from which year to fetch values: --from 2015.")
    to_year = last or clock.today().year
    return ask(base_url=client.base_url, codes=codes, from_year=first, to_year=to_year, workplaces=workplaces)


def _save_catalogue(client: "KoladaClient", folder: Path | None, *, workplaces: bool) -> None:
    from kompassros.indicators.kolada.snapshot import save_catalogue

    target = folder / "catalogue" if folder else settings.DATA_DIR / "kolada" / "catalogue"
    with progress_bar("Catalogue") as progress:
        counts = save_catalogue(client=client, folder=target, workplaces=workplaces, progress=progress)
    typer.echo(f"Saved in {target}: " + ", ".join(f"{count} in {name}" for name, count in counts.items()) + ".")
    typer.echo(f"See what it would change here: kompassros indicator import {target} --dry-run")


def _fetch_values(client: "KoladaClient", question: "Question", folder: Path | None) -> None:
    from kompassros.indicators import made_up
    from kompassros.indicators.kolada.fetching import fetch as fetch_values
    from kompassros.indicators.kolada.folder import choose
    from kompassros.indicators.kolada.storing import store_fetched

    target = folder or choose(settings.DATA_DIR / "kolada", question)
    try:
        with progress_bar("Fetching") as progress:
            report = fetch_values(
                client=client,
                codes=question.kpis,
                from_year=question.from_year,
                to_year=question.to_year,
                workplaces=question.workplaces,
                folder=target,
                progress=progress,
            )
    except DomainError as error:
        fail(f"{error}\nWhat has come is kept in {target}; the same command goes on from there.")
    for sentence in _sentences(report):
        typer.echo(sentence)
    note = f"Fetched from {client.base_url}, {question.from_year}–{question.to_year}"
    with progress_bar("Storing") as progress:
        stored = store_fetched(folder=target, note=note, progress=progress)
    for sentence in _stored_sentences(stored):
        typer.echo(sentence)
    if made_up.withdraw():
        typer.echo("The made-up values are read no more, now that there are real ones.")


def _sentences(report: "FetchReport") -> Iterator[str]:
    yield f"{_counted(report.rows, 'value')} came, in {_counted(report.parts, 'part')}."
    if report.parts_before:
        there = f"Of these, {_counted(report.parts_before, 'part')} came before"
        yield f"{there}, in a fetch that began on {report.began_at:%Y-%m-%d}."
    for codes, what in (
        (report.without_values, "Without any value in these years"),
        (report.unknown, "Not in the catalogue here"),
        (report.vanished, "No longer in Kolada's catalogue"),
    ):
        if codes:
            yield f"{what}: {', '.join(codes)}."
    for code, (known, now) in report.renamed.items():
        yield f"{code} has another title: “{known}” is now “{now}”. See whether it still measures the same."
    for status, count in report.unread.items():
        yield f"Taken as missing, as the status “{status}” is not known beside it: {_counted(count, 'value')}."
    if report.repeated:
        yield f"Came more than once, and the last was kept: {_counted(report.repeated, 'value')}."


def _stored_sentences(stored: "StoreReport") -> Iterator[str]:
    yield from stored.troubles
    made = stored.made
    release = f"Release {made.release.number}" if made.is_new else f"No new release, {made.release.number} stands"
    yield (
        f"{release}: {made.added} new, {made.restated} other than before, {made.unchanged} as before; "
        f"{stored.left_out} left out."
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
