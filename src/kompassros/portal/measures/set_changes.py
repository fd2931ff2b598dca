"""What a set's public page tells of its list: whose it is, what differs from the list before, every change and why."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kompassros.indicators.models import Measure, MeasureSet, NetworkYear
from kompassros.indicators.sets.content import SET
from kompassros.indicators.sets.differences import Differences, compare, earlier_measures, lines_of
from kompassros.indicators.sets.tables import differences_table
from kompassros.records.history import of_subject
from kompassros.records.history_table import changes_of, verb_of
from kompassros.records.models import HistoryEntry
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_date, format_number
from kompassros.web.tables import Table


def list_parts(measure_set: MeasureSet, measures: Sequence[Measure]) -> dict[str, Any]:
    """Return whose a set is, its measures against the list before, its change log, and the networks that share it."""
    before = earlier_measures(measure_set)
    earlier = before[0].measure_set if before else None
    found = compare(lines_of(before), lines_of(measures)) if before else None
    return {
        "owner": measure_set.owner,
        "earlier": earlier,
        "differs_said": _sentence(found, earlier) if found and earlier else "",
        "doubts": _doubts(earlier, measure_set) if earlier else [],
        "differences": _differences(found, earlier) if found and earlier else None,
        "log": change_log(measure_set) if measure_set.owner_id else None,
        "network_years": _compilations(measure_set),
    }


def _compilations(measure_set: MeasureSet) -> list[NetworkYear]:
    shared = NetworkYear.objects.filter(network__measure_set=measure_set, public=True)
    return list(shared.select_related("network__group")) if getattr(measure_set, "has_compilations", True) else []


def _sentence(found: Differences, earlier: MeasureSet) -> str:
    return _("Against %(set)s: %(new)s new, %(gone)s gone, %(same)s the same, of which %(changed)s with changes.") % {
        "set": earlier.title,
        "new": format_number(len(found.new)),
        "gone": format_number(len(found.gone)),
        "same": format_number(found.kept),
        "changed": format_number(len(found.changed)),
    }


def _doubts(earlier: MeasureSet, measure_set: MeasureSet) -> list[str]:
    """Say what an incomplete list leaves open."""
    told = [_("Measures are told apart by their codes and, where a code is not known, by their words.")]
    if not earlier.complete:
        told.append(_("The earlier list is not complete, so a measure that is told as new may have been there."))
    if not measure_set.complete:
        told.append(_("This list is not complete, so a measure that is told as gone may still be there."))
    return told


def _differences(found: Differences, earlier: MeasureSet) -> Table:
    return differences_table(found, _("Against %(set)s") % {"set": earlier.title}, with_same=True)


def change_log(measure_set: MeasureSet) -> Table:
    """List every change of an own set: when, whose decision, what, why. Names of people stay in the history."""
    columns = [
        Column("at", _("When"), kind="date"),
        Column("who", _("Who")),
        Column("what", _("What happened")),
        Column("changes", _("Before → after"), sort=False, prose=True),
        Column("why", _("Why"), sort=False, prose=True),
    ]
    rows = [_log_row(entry, measure_set) for entry in of_subject(SET, measure_set.key)]
    return Table("log", _("Changes of the list, and why"), columns, rows)


def _log_row(entry: HistoryEntry, measure_set: MeasureSet) -> Row:
    day = timezone.localtime(entry.at).date()
    told = changes_of(entry)
    measure = entry.subject_label.removeprefix(f"{measure_set.title}: ") if "measure_" in entry.verb else ""
    cells = {
        "at": Cell(day, format_date(day)),
        "who": Cell(str(measure_set.owner)),
        "what": Cell(verb_of(entry), note=measure or None),
        "changes": Cell("; ".join(told)) if told else Cell(None, _("no figures or texts changed")),
        "why": Cell(entry.why) if entry.why else Cell(None, _("no reason given")),
    }
    return Row(cells)
