"""What the bank of good examples puts on a person's home page: the way to it, and examples that wait for leave."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.evaluations.findings.bank_policies import SEE_EXAMPLE
from kompassros.evaluations.findings.bank_queries import waiting_in
from kompassros.evaluations.findings.models import GoodExample
from kompassros.organisations.grants import below, granted_paths
from kompassros.organisations.models import Grant
from kompassros.organisations.roles import Role
from kompassros.records.slots import Piece, register


def waiting_examples(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the examples of the person's municipality whose leave somebody has asked for."""
    paths = granted_paths(person, (Role.COORDINATOR,))
    if not paths:
        return None
    found = waiting_in(GoodExample._base_manager.filter(below(paths, "organisation__path")))
    if not found:
        return None
    heading = _("May these good examples be shown?")
    return Piece("examples", heading, "evaluations/examples/home_due.html", {"examples": found}, len(found))


def bank(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Return the way to the bank, with how many examples the person can read there."""
    if not grants:
        return None
    count = SEE_EXAMPLE.subjects(person).count()
    return Piece("bank", _("Good examples"), "evaluations/examples/home_places.html", {"count": count}, count)


register("home.due", "examples", 14, waiting_examples)
register("home.places", "bank", 17, bank)
