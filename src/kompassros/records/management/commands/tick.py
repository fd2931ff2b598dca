"""The clock: what has to happen from time to time."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from kompassros.records import jobs

_SESSIONS_EVERY = 3600.0


class Command(BaseCommand):
    help = "Queue lost jobs again and clear old sessions, every few seconds, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=15.0, help="Seconds between two rounds.")
        parser.add_argument("--once", action="store_true", help="One round, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        cleared = 0.0
        while True:
            close_old_connections()
            jobs.reap()
            if time.monotonic() - cleared > _SESSIONS_EVERY:
                call_command("clearsessions")
                cleared = time.monotonic()
            if options["once"]:
                return
            time.sleep(options["interval"])
