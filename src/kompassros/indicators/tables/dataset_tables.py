"""The tables of datasets and their releases."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.tables.queries import ReleaseLine
from kompassros.statistics.models import Dataset
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def datasets(found: Iterable[Dataset]) -> Table:
    """Return the datasets, each leading to its releases."""
    return Table(
        "datasets",
        _("Datasets"),
        (
            Column("title", _("Title")),
            Column("source", _("Source")),
            Column("licence", _("Licence")),
            Column("rank", _("Place"), "number"),
            Column("current", _("Release that is read"), "number"),
            Column("made", _("Made"), "date"),
        ),
        [_dataset_row(one) for one in found],
        empty_text=_("There is no dataset yet. One is added when a table is stored."),
    )


def _dataset_row(one: Dataset) -> Row:
    current = one.current
    cells = {
        "title": Cell(one.title, note=_("made-up demo data") if one.made_up else None),
        "source": Cell(one.source),
        "licence": Cell(one.licence) if one.licence else Cell(None, _("not stated")),
        "rank": Cell(one.rank),
        "current": Cell(current.number) if current else Cell(None, _("none")),
        "made": Cell(current.made_at) if current else Cell(None, _("none")),
    }
    return Row(cells, reverse("tables:dataset", args=[one.key]))


def releases(lines: Iterable[ReleaseLine]) -> Table:
    """Return the releases of a dataset, the latest first."""
    return Table(
        "releases",
        _("Releases"),
        (
            Column("number", _("Release")),
            Column("state", _("State"), "tag"),
            Column("made", _("Made"), "date"),
            Column("person", _("By")),
            Column("values", _("Values"), "number"),
            Column("indicators", _("Indicators"), "number"),
            Column("note", _("Why"), sort=False, prose=True),
        ),
        [_release_row(one) for one in lines],
        empty_text=_("There is no release yet: nothing has been stored in this dataset."),
    )


def _release_row(one: ReleaseLine) -> Row:
    release = one.release
    there = one.values is not None
    state = Cell(_("can be read again"), tone="neutral") if there else Cell(_("cleared away"), tone="warning")
    return Row({
        "number": Cell(release.number, _("Release %(number)s") % {"number": release.number}),
        "state": Cell(_("read now"), tone="success") if one.is_current else state,
        "made": Cell(release.made_at),
        "person": Cell(str(release.made_by or "Kompassros")),
        "values": Cell(one.values) if there else Cell(None, _("cleared away")),
        "indicators": Cell(one.indicators),
        "note": Cell(release.note) if release.note else Cell(None, _("no reason given")),
    })  # fmt: skip
