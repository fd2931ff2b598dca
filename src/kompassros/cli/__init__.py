"""The command line: `kompassros ...`."""

import os
import sys


def main() -> None:
    """Run the command line, in English; Django is set up before the commands are imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")
    if len(sys.argv) > 1 and sys.argv[1] == "manage":
        from django.core.management import execute_from_command_line

        execute_from_command_line(["kompassros manage", *sys.argv[2:]])
        return
    import django

    django.setup()
    from kompassros.cli.commands import app

    app()
