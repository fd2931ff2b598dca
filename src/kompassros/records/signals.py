"""Signals between apps that must not import each other."""

from typing import Any

from django.db import connection, transaction
from django.dispatch import Signal


class Announcement(Signal):
    """A signal without a sender or arguments; a receiver that fails does not stop the others."""

    def send_all(self) -> None:
        """Tell every receiver."""
        self.send_robust(sender=None)

    def announce(self) -> None:
        """Tell every receiver when the present transaction is committed, once however often it is announced."""
        waiting = (entry[1] for entry in connection.run_on_commit)
        if self.send_all not in waiting:
            transaction.on_commit(self.send_all)

    def hear(self, receiver: Any, *, name: str) -> None:
        """Connect a receiver once, whatever the number of calls."""
        self.connect(receiver, weak=False, dispatch_uid=name)


published_changed = Announcement()
each_round = Announcement()  # sent by the clock, every few seconds
