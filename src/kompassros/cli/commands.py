"""All commands, put together."""

import sys

import typer
from django.utils import translation

from kompassros.cli import (
    backup,
    edition,
    evaluation,
    indicator,
    indicator_compare,
    indicator_fetch,
    indicator_publish,
    indicator_read,
    instrument,
    organisation,
    periods,
    release,
    report,
    rounds,
    running,
    scorecard,
    wheel,
)

app = typer.Typer(
    name="kompassros",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


READS_THE_DATABASE = {
    "instrument",
    "edition",
    "evaluation",
    "organisation",
    "indicator",
    "release",
    "report",
    "round",
    "scorecard",
    "period",
    "wheel",
}


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
app.add_typer(indicator.app, name="indicator")
indicator.app.command("fetch")(indicator_fetch.fetch)
indicator.app.command("compare")(indicator_compare.compare)
indicator.app.command("read")(indicator_read.read)
indicator.app.command("publish")(indicator_publish.publish)
app.add_typer(release.app, name="release")
app.add_typer(report.app, name="report")
app.add_typer(rounds.app, name="round")
app.add_typer(scorecard.app, name="scorecard")
app.add_typer(periods.app, name="period")
app.add_typer(wheel.app, name="wheel")
app.command("demo")(running.demo)
app.command("start")(running.start)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("verify")(backup.verify)


@app.command("manage")
def manage() -> None:
    """Run one of Django's own management commands, such as `kompassros manage check`."""
