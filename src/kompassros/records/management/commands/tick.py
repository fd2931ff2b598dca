"""The clock: what has to happen from time to time."""

import math
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from kompassros.records import files, jobs, mail, requests, signals

_CLEAN_UP_EVERY = 3600.0


def _clean_up() -> None:
    """Remove old sessions, handled requests, and contents of files that no row names."""
    call_command("clearsessions")
    requests.forget_old()
    files.sweep()


class Command(BaseCommand):
    help = "Queue lost jobs and letters again and clear what is old, every few seconds, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=15.0, help="Seconds between two rounds.")
        parser.add_argument("--once", action="store_true", help="One round, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        cleared = -math.inf
        while True:
            close_old_connections()
            jobs.reap()
            mail.start_due()
            signals.each_round.send_all()
            if time.monotonic() - cleared > _CLEAN_UP_EVERY:
                _clean_up()
                cleared = time.monotonic()
            if options["once"]:
                return
            time.sleep(options["interval"])
