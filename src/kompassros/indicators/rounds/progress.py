"""How far the municipalities of a round have come, and which of them have not answered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kompassros.indicators.rounds import checks
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, OwnData, Participant
from kompassros.indicators.rounds.taking_part import participants_of
from kompassros.indicators.rounds.year_before import Before, of_units
from kompassros.records import clock


@dataclass(frozen=True)
class Standing:
    """Where a municipality stands: measures asked for, answered, and stopped by checks that nobody has explained.

    late: data came in after the last day, or have not all come in though the day has passed. last: when something
    was last changed, None where nothing has come in.
    """

    participant: Participant
    asked: int
    answered: int
    stopped: int
    signed_off: bool
    late: bool
    last: datetime | None = None

    @property
    def has_answered(self) -> bool:
        """Whether everything is handed in and signed off."""
        return self.answered >= self.asked and self.signed_off


def of_round(one: CollectionRound) -> list[Standing]:
    """Return where each municipality that takes part stands, by name."""
    return of_participants(one, participants_of(one))


def of_participants(one: CollectionRound, participants: Sequence[Participant]) -> list[Standing]:
    """Return where some municipalities of a round stand, in the order given; one read of the statistics store."""
    asked = list(one.asked.select_related("round", "measure__indicator"))
    handed_in: dict[int, dict[int, OwnData]] = defaultdict(dict)
    for row in OwnData._base_manager.filter(participant__in=[each.pk for each in participants]):
        handed_in[row.participant_id][row.asked_id] = row
    before = _before(one, participants, asked) if handed_in else {}
    passed = clock.today() > one.collect_until
    return [
        _standing(each, asked, handed_in.get(each.pk, {}), before.get(each.unit_id, {}), passed)
        for each in participants
    ]


def _before(
    one: CollectionRound, participants: Sequence[Participant], asked: Sequence[AskedMeasure]
) -> dict[int, dict[int, Before]]:
    """Return the latest values of earlier years by unit and asked measure."""
    found: dict[int, dict[int, Before]] = defaultdict(dict)
    for (unit, measure), value in of_units(one, [each.unit_id for each in participants], asked).items():
        found[unit][measure] = value
    return found


def _standing(
    participant: Participant,
    asked: Sequence[AskedMeasure],
    rows: dict[int, OwnData],
    before: dict[int, Before],
    passed: bool,
) -> Standing:
    answered = len(rows.keys() & {each.pk for each in asked})
    return Standing(
        participant=participant,
        asked=len(asked),
        answered=answered,
        stopped=len(checks.stopped(asked, rows, before)),
        signed_off=participant.signed_off_at is not None,
        late=participant.late or (passed and answered < len(asked)),
        last=max((row.entered_at for row in rows.values()), default=None),
    )


def unanswered(standings: list[Standing]) -> list[Standing]:
    """Return those that have not handed in everything, or that nobody has signed off."""
    return [one for one in standings if not one.has_answered]
