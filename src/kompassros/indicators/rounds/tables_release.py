"""The tables of a frozen round: its editions, what differs between two, the datasets, what can be corrected."""

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.indicators.rounds.choosing_dataset import Choice
from kompassros.indicators.rounds.differing import Difference
from kompassros.indicators.rounds.frozen_round import (
    Correction,
    FrozenMeasure,
    FrozenParticipant,
    FrozenValue,
    frozen_of,
)
from kompassros.indicators.rounds.models import CollectionRound, OwnData, RoundEdition
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import format_number
from kompassros.web.tables import Table


def by_in_words(correction: Correction) -> str:
    """Return who corrected: the municipality itself, or whoever carries the round through."""
    if correction.by == "municipality":
        return _("the municipality")
    return _("the officer of the round") if correction.by == "officer" else _("Kompassros")


def value_in_words(value: FrozenValue | None) -> str:
    """Return a value with those of women and men, or why there is none."""
    if value is None:
        return _("nothing handed in")
    if value.status != OwnData.Status.VALUE or value.value is None:
        return str(OwnData.Status(value.status).label)
    apart = [(_("women"), value.women), (_("men"), value.men)]
    told = [f"{word} {number_in_words(text)}" for word, text in apart if text is not None]
    return ", ".join([number_in_words(value.value), *told])


def number_in_words(text: str) -> str:
    """Return an exact text as a number of the reader's language."""
    return format_number(Decimal(text))


def editions_table(one: CollectionRound, editions: Iterable[RoundEdition]) -> Table:
    """Return the editions of a round, the latest first, each leading to its page."""
    return Table(
        "editions",
        pgettext("of a round", "Editions"),
        (
            Column("number", pgettext("of a round", "Edition"), "number"),
            Column("at", _("Frozen"), "date"),
            Column("by", _("By")),
            Column("what", _("What was corrected")),
            Column("why", _("Why"), sort=False, prose=True),
        ),
        [_edition_row(one, each) for each in editions],
        empty_text=_("There is none yet: the first one is made when the round is closed."),
    )


def _edition_row(one: CollectionRound, edition: RoundEdition) -> Row:
    frozen = frozen_of(edition)
    done = frozen.correction
    what = f"{done.name}: {frozen.measure(done.asked).title}" if done else _("everything that was handed in")
    cells = {
        "number": Cell(edition.number),
        "at": Cell(edition.frozen_at),
        "by": Cell(str(edition.frozen_by or "Kompassros"), note=by_in_words(done) if done else None),
        "what": Cell(what),
        "why": Cell(edition.why) if edition.why else Cell(None, _("no reason given")),
    }
    return Row(cells, reverse("rounds:edition", args=[one.key, edition.number]))


def differences_table(found: Iterable[Difference]) -> Table:
    """Return what differs from the edition before."""
    return Table(
        "differences",
        _("What differs from the edition before"),
        (
            Column("municipality", _("Municipality")),
            Column("measure", _("Measure")),
            Column("before", _("Before")),
            Column("after", _("After")),
        ),
        [_difference_row(each) for each in found],
        empty_text=_("Nothing differs, or there is no edition before this one."),
    )


def _difference_row(each: Difference) -> Row:
    before, after = value_in_words(each.before), value_in_words(each.after)
    note = _("method, period or comment") if before == after else None
    return Row({
        "municipality": Cell(each.municipality),
        "measure": Cell(each.measure.title),
        "before": Cell(before),
        "after": Cell(after, note=note),
    })  # fmt: skip


def datasets_table(found: Iterable[Choice]) -> Table:
    """Return the datasets that can be chosen, and what each choice would do to what is shown today."""
    return Table(
        "datasets",
        _("What each choice does"),
        (
            Column("title", _("Dataset")),
            Column("verdict", _("What happens"), "tag"),
            Column("shown", _("Measures it shows today"), "number"),
            Column("new", _("Measures nobody shows"), "number"),
            Column("hides", _("Measures of others it would hide"), "number"),
            Column("hidden", _("Measures that would not be seen"), "number"),
        ),
        [_dataset_row(each) for each in found],
        empty_text=_("There is no dataset that the values could go into. Ask an administrator to add one."),
    )


def _dataset_row(each: Choice) -> Row:
    if each.is_safe:
        verdict = Cell(_("seen, and nothing is hidden"), tone="success")
    else:
        verdict = Cell(_("hides others' values") if each.hides else _("would not be seen"), tone="warning")
    return Row({
        "title": Cell(each.dataset.name, note=_("made-up demo data") if each.dataset.made_up else None),
        "verdict": verdict,
        "shown": Cell(each.shown),
        "new": Cell(each.new),
        "hides": Cell(each.hides),
        "hidden": Cell(each.hidden),
    })  # fmt: skip


def to_correct_table(one: CollectionRound, participant: FrozenParticipant, measures: Iterable[FrozenMeasure]) -> Table:
    """Return what is frozen of a municipality, each measure leading to its correction."""
    return Table(
        "frozen",
        _("What is frozen"),
        (Column("measure", _("Measure")), Column("value", _("Value")), Column("comment", _("Comment"), sort=False)),
        [_measure_row(one, participant, each) for each in measures],
        empty_text=_("The round asked for no measure."),
    )


def _measure_row(one: CollectionRound, participant: FrozenParticipant, measure: FrozenMeasure) -> Row:
    value = participant.value_of(measure.asked)
    comment = value.comment if value else ""
    cells = {
        "measure": Cell(measure.title, note=measure.code),
        "value": Cell(value_in_words(value)),
        "comment": Cell(comment) if comment else Cell(None, _("none")),
    }
    return Row(cells, reverse("rounds:correct_value", args=[one.key, participant.key, measure.asked]))
