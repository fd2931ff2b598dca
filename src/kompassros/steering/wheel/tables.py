"""The table of a person's calendar addresses."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kompassros.organisations.roles import Role
from kompassros.steering.wheel.models import CalendarKey
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def keys_table(keys: Iterable[CalendarKey]) -> Table:
    """Return the addresses that a person has made, without what opens them."""
    return Table(
        "keys",
        _("Your calendar addresses"),
        (
            Column("number", _("Number"), "number"),
            Column("role", _("For whom")),
            Column("made", _("Made"), "date"),
            Column("used", _("Last used"), "date"),
            Column("revoked", _("Revoked"), "date"),
        ),
        [_key_row(key) for key in keys],
        empty_text=_("You have made none yet."),
        filtered=False,
    )


def _key_row(key: CalendarKey) -> Row:
    return Row(
        {
            "number": Cell(key.pk),
            "role": Cell(str(Role(key.role).label) if key.role else _("everybody")),
            "made": Cell(key.made_at),
            "used": Cell(key.last_used_at) if key.last_used_at else Cell(None, _("not yet")),
            "revoked": Cell(key.revoked_at) if key.revoked_at else Cell(None, _("no")),
        }
    )
