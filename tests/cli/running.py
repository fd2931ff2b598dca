"""How the tests of the command line run a command: in Swedish, which must not reach the output for programs."""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from typer.testing import CliRunner

from kompassros.cli.commands import app


def runner(*command: str, columns: int = 200) -> Callable[..., Any]:
    """Return what runs ``kompassros command …`` with further arguments, on a terminal of so many columns."""

    def run(*arguments: object) -> Any:
        with translation.override("sv"):
            return CliRunner(env={"COLUMNS": str(columns)}).invoke(app, [*command, *map(str, arguments)])

    return run
