"""The tables of a round on the public pages: rounds, who takes part, values by area, corrections."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.rounds.frozen_round import FrozenMeasure, FrozenParticipant, FrozenRound, FrozenValue
from kompassros.indicators.rounds.models import CollectionRound, OwnData
from kompassros.indicators.rounds.national import method_name
from kompassros.indicators.rounds.public import PublicCorrection
from kompassros.indicators.rounds.release import is_public
from kompassros.indicators.rounds.tables_release import by_in_words, number_in_words, value_in_words
from kompassros.portal.measures.tables import address_of
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_datetime, format_number, local_day
from kompassros.web.tables import Table


def rounds_table(found: Iterable[CollectionRound]) -> Table:
    """Return the rounds, the latest first, each with when its results come or came."""
    return Table(
        "rounds",
        _("Rounds"),
        (
            Column("round", _("Round")),
            Column("year", _("Year"), "number"),
            Column("set", _("Set of measures")),
            Column("state", _("State"), "tag"),
            Column("public", _("Results"), "date"),
        ),
        [_round_row(one) for one in found],
        empty_text=_("There is no round yet. One is shown here from the day on which municipalities can sign up."),
        filtered=False,
    )


def _round_row(one: CollectionRound) -> Row:
    state = Cell(_("public"), tone="success") if is_public(one) else Cell(one.get_state_display(), tone="neutral")
    when = Cell(one.public_at, format_datetime(one.public_at)) if one.public_at else Cell(None, _("not decided"))
    cells = {
        "round": Cell(one.title, note=_("made-up demo data") if one.made_up else None),
        "year": Cell(one.year, str(one.year)),
        "set": Cell(one.measure_set.title),
        "state": state,
        "public": when,
    }
    return Row(cells, reverse("portal:measure_round", args=[one.key]))


def participants_table(frozen: FrozenRound) -> Table:
    """Return who took part, how much each handed in, and who stands by it."""
    return Table(
        "participants",
        _("Who took part"),
        (
            Column("municipality", _("Municipality")),
            Column("values", _("Measures"), "number"),
            Column("signed", _("Signed off"), "date"),
            Column("office", _("By")),
        ),
        [_participant_row(one) for one in frozen.participants],
        empty_text=_("No municipality took part."),
    )


def _participant_row(one: FrozenParticipant) -> Row:
    unsigned = _("not signed off: its values are not shown") if one.values else _("handed in nothing")
    day = Cell(local_day(one.signed_off_at), note=_("late") if one.late else None) if one.signed_off_at else None
    cells = {
        "municipality": Cell(one.name, note=_("made-up municipality") if one.made_up else None),
        "values": Cell(len(one.values)) if one.counts else Cell(None, _("none released")),
        "signed": day or Cell(None, unsigned),
        "office": Cell(one.signed_off_as) if one.signed_off_as and one.counts else Cell(None, _("nobody")),
    }
    return Row(cells)


def area_tables(frozen: FrozenRound, corrected: set[tuple[str, int]]) -> list[tuple[str, Table]]:
    """Return a table of values for each area in the order of the set; ``corrected``: (municipality, asked)."""
    order = list(dict.fromkeys(one.area for one in frozen.measures))
    ordered = sorted(frozen.measures, key=lambda one: order.index(one.area))
    grouped = enumerate(groupby(ordered, lambda one: one.area), start=1)
    return [
        (area or _("Area not known"), _values_table(f"values-{number}", list(measures), frozen, corrected))
        for number, (area, measures) in grouped
    ]


def _values_table(
    name: str, measures: list[FrozenMeasure], frozen: FrozenRound, corrected: set[tuple[str, int]]
) -> Table:
    rows = [
        _value_row(measure, one, value, is_corrected=(one.key, measure.asked) in corrected)
        for measure in measures
        for one in frozen.released()
        if (value := one.value_of(measure.asked)) is not None
    ]
    return Table(
        name,
        _("Values of the municipalities"),
        (
            Column("measure", _("Measure")),
            Column("municipality", _("Municipality")),
            Column("value", _("Value"), "number"),
            Column("women", _("Women"), "number"),
            Column("men", _("Men"), "number"),
            Column("method", _("Method")),
            Column("comment", _("Comment"), sort=False, prose=True),
        ),
        rows,
        empty_text=_("No municipality has signed off a value in this area."),
        source=_("Own data of the municipalities, %(round)s.") % {"round": frozen.title},
    )


def _value_row(measure: FrozenMeasure, one: FrozenParticipant, value: FrozenValue, *, is_corrected: bool) -> Row:
    cells = {
        "measure": Cell(measure.title, note=measure.unit or None),
        "municipality": Cell(one.name),
        "value": _number(value.value, value, note=_("corrected") if is_corrected else None),
        "women": _number(value.women, value),
        "men": _number(value.men, value),
        "method": Cell(method_name(value), note=_counted(value)) if value.method else Cell(None, _("not stated")),
        "comment": Cell(value.comment) if value.comment else Cell(None, _("none")),
    }
    return Row(cells, address_of(measure.code))


def _number(text: str | None, value: FrozenValue, *, note: str | None = None) -> Cell:
    """Return a number as it was handed in, or the word that says why there is none."""
    if text is not None:
        return Cell(Decimal(text), number_in_words(text), note=note)
    status = OwnData.Status(value.status)
    return Cell(None, _("not told") if status == OwnData.Status.VALUE else status.label, note=note)


def _counted(value: FrozenValue) -> str | None:
    if value.cases is None:
        return None
    if value.population is None:
        return _("%(cases)s cases") % {"cases": format_number(value.cases)}
    numbers = {"cases": format_number(value.cases), "population": format_number(value.population)}
    return _("%(cases)s of %(population)s cases") % numbers


def corrections_table(found: Iterable[PublicCorrection]) -> Table:
    """Return what was corrected after the release, the latest first."""
    return Table(
        "corrections",
        _("Corrections after the release"),
        (
            Column("at", _("When"), "date"),
            Column("municipality", _("Municipality")),
            Column("measure", _("Measure")),
            Column("before", _("Before")),
            Column("after", _("After")),
            Column("why", _("Why"), sort=False, prose=True),
        ),
        [_correction_row(one) for one in found],
        empty_text=_("Nothing has been corrected since the release."),
    )


def _correction_row(one: PublicCorrection) -> Row:
    done = one.correction
    return Row({
        "at": Cell(one.at, format_datetime(one.at)),
        "municipality": Cell(done.name, note=_("corrected by %(who)s") % {"who": by_in_words(done)}),
        "measure": Cell(one.measure.title),
        "before": Cell(value_in_words(done.before)),
        "after": Cell(value_in_words(done.after)),
        "why": Cell(done.why),
    })  # fmt: skip
