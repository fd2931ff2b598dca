"""All commands, put together."""

import typer
from django.utils import translation

from kompassros.cli import evaluation, instrument, organisation, running

app = typer.Typer(
    name="kompassros",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def speak_english() -> None:
    """Examine how a municipality is run, compare it honestly, improve it."""
    translation.activate("en")


app.add_typer(instrument.app, name="instrument")
app.add_typer(evaluation.app, name="evaluation")
app.add_typer(organisation.app, name="organisation")
app.command("demo")(running.demo)
app.command("start")(running.start)


@app.command("manage")
def manage() -> None:
    """Run one of Django's own management commands, such as `kompassros manage check`."""
