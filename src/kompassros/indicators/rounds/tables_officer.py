"""The tables of rounds: all of them, who takes part and how far they are, what is asked for."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound
from kompassros.indicators.rounds.progress import Standing
from kompassros.indicators.rounds.saving import State
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

STATE_TONES: dict[str, Tone] = {
    State.PLANNED: "neutral",
    State.SIGN_UP: "info",
    State.COLLECTING: "warning",
    State.CLOSED: "success",
}


def rounds_table(rounds: Iterable[CollectionRound]) -> Table:
    """Return the rounds that a person sees, each leading to its page."""
    return Table(
        "rounds",
        _("Rounds"),
        (
            Column("title", _("Round")),
            Column("country", _("Country")),
            Column("state", _("State"), "tag"),
            Column("sign_up", _("Sign-up until"), "date"),
            Column("from", _("Data from"), "date"),
            Column("until", _("Data until"), "date"),
            Column("public", _("Public from"), "date"),
        ),
        [_round_row(one) for one in rounds],
        empty_text=_("No round is open. Its officer, the administrator of the country, opens one."),
    )


def _round_row(one: CollectionRound) -> Row:
    cells = {
        "title": Cell(one.title, note=_("made-up demo data") if one.made_up else None),
        "country": Cell(one.owner.name),
        "state": Cell(one.get_state_display(), tone=STATE_TONES[one.state]),
        "sign_up": Cell(one.sign_up_until),
        "from": Cell(one.collect_from),
        "until": Cell(one.collect_until),
        "public": Cell(one.public_at) if one.public_at else Cell(None, _("not decided")),
    }
    return Row(cells, reverse("rounds:show", args=[one.key]))


def participants_table(one: CollectionRound, standings: Iterable[Standing], *, name: str = "participants") -> Table:
    """Return who takes part and how far each is. ``name``: "unanswered" for those who have not answered."""
    caption, empty = _("Who takes part"), _("No municipality is signed up yet. Coordinators do that, or you add one.")
    if name == "unanswered":
        caption, empty = _("Who has not answered"), _("Everybody has handed in everything and signed it off.")
    return Table(
        name,
        caption,
        (
            Column("name", _("Municipality")),
            Column("answered", _("Handed in"), "number"),
            Column("asked", _("Asked for"), "number"),
            Column("stopped", _("Stopped by checks"), "number"),
            Column("signed", _("Signed off"), "tag"),
            Column("late", _("Late"), "tag"),
            Column("last", _("Last changed"), "date"),
            Column("contacts", _("Test contacts")),
        ),
        [_standing_row(one, standing) for standing in standings],
        empty_text=empty,
        filtered=True if name == "participants" else None,
    )


def _standing_row(one: CollectionRound, standing: Standing) -> Row:
    participant = standing.participant
    municipality = participant.organisation
    signed: Cell = Cell(_("signed off"), tone="success") if standing.signed_off else Cell(_("not yet"), tone="neutral")
    late: Cell = Cell(_("late"), tone="warning") if standing.late else Cell(_("in time"), tone="neutral")
    cells = {
        "name": Cell(municipality.name, note=_("made up") if municipality.made_up else None),
        "answered": Cell(standing.answered),
        "asked": Cell(standing.asked),
        "stopped": Cell(standing.stopped),
        "signed": signed,
        "late": late,
        "last": Cell(standing.last) if standing.last else Cell(None, _("nothing yet")),
        "contacts": Cell(
            _("yes") if participant.contacts else _("no"),
            href=reverse("rounds:part", args=[one.key, municipality.key]) if one.state != State.CLOSED else None,
        ),
    }
    return Row(cells, reverse("rounds:participant", args=[one.key, municipality.key]))


def asked_table(one: CollectionRound, asked: Iterable[AskedMeasure], *, may_change: bool) -> Table:
    """Return what is asked for; for an officer each leads to the page on which it is changed."""
    return Table(
        "asked",
        _("What is asked for"),
        (
            Column("measure", _("Measure"), prose=True),
            Column("unit", _("Unit")),
            Column("least", _("Lowest value"), "number"),
            Column("most", _("Highest value"), "number"),
            Column("change", _("Largest change"), "number", unit="%"),
            Column("contacts", _("From test contacts")),
        ),
        [_asked_row(one, each, may_change) for each in asked],
        empty_text=_("No measure is asked for yet."),
    )


def _asked_row(one: CollectionRound, asked: AskedMeasure, may_change: bool) -> Row:
    measure = asked.measure
    nothing = _("no limit")
    note = _("numerator and denominator are asked for") if asked.fraction else None
    cells = {
        "measure": Cell(f"{measure.code} {measure.title}".strip(), note=note),
        "unit": Cell(measure.indicator.unit or _("not said") if measure.indicator else _("not said")),
        "least": _limit(asked.least, nothing),
        "most": _limit(asked.most, nothing),
        "change": Cell(asked.largest_change) if asked.largest_change else Cell(None, nothing),
        "contacts": Cell(asked.get_contacts_display()),
    }
    return Row(cells, reverse("rounds:asked", args=[one.key, asked.pk]) if may_change else None)


def _limit(value: Decimal | None, nothing: str) -> Cell:
    return Cell(None, nothing) if value is None else Cell(value.normalize() if value else Decimal(0))
