"""All commands, put together."""

import sys

import typer
from django.utils import translation

from kompassros.cli import edition, evaluation, instrument, organisation, running

app = typer.Typer(
    name="kompassros",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


READS_THE_DATABASE = {"instrument", "edition", "evaluation", "organisation"}


@app.callback()
def begin(context: typer.Context) -> None:
    """Examine how a municipality is run, compare it honestly, improve it."""
    translation.activate("en")
    if context.invoked_subcommand in READS_THE_DATABASE and "validate" not in sys.argv:
        running.ensure_prepared()


app.add_typer(instrument.app, name="instrument")
app.add_typer(edition.app, name="edition")
app.add_typer(evaluation.app, name="evaluation")
app.add_typer(organisation.app, name="organisation")
app.command("demo")(running.demo)
app.command("start")(running.start)


@app.command("manage")
def manage() -> None:
    """Run one of Django's own management commands, such as `kompassros manage check`."""
