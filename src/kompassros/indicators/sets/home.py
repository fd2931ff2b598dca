"""What the home page shows of own sets: the way to them."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.indicators.sets.policies import MAKE_SETS
from kompassros.organisations.models import Grant
from kompassros.records.slots import Piece, register


def own_sets(*, person: Any, grants: list[Grant]) -> Piece | None:
    """The way into the pages of own sets, for those who make them."""
    if not MAKE_SETS.subjects(person).exists():
        return None
    return Piece("sets", _("Sets of measures"), "indicators/sets/home.html", {})


register("home.places", "sets", 22, own_sets)
