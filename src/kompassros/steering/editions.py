"""The table of what was frozen of a thing, edition by edition."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def editions_table(
    editions: Iterable[Any],
    *,
    caption: str,
    heads: tuple[str, str],
    first: str,
    address: Callable[[int], str],
    empty: str,
) -> Table:
    """Return the editions of a thing as they come: number, when and by whom it was frozen, why, its checksum.

    heads: of the number and of the moment. first: what stands for the reason of an edition that corrects nothing.
    """
    columns = (
        Column("number", heads[0], "number"),
        Column("frozen", heads[1], "date"),
        Column("by", _("By")),
        Column("why", _("Why"), prose=True),
        Column("sha256", "SHA-256"),
    )
    rows = [
        Row(
            {
                "number": Cell(one.number),
                "frozen": Cell(one.frozen_at),
                "by": Cell(str(one.frozen_by or "Kompassros")),
                "why": Cell(one.why) if one.why else Cell(first),
                "sha256": Cell(f"{one.sha256[:12]}…"),
            },
            address(one.number),
        )
        for one in editions
    ]
    return Table("editions", caption, columns, rows, empty_text=empty)
