"""A round in every state that its release knows, and the store it goes into."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from kompassros.indicators.models import Indicator
from kompassros.indicators.rounds.freezing import close_round
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, Participant
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset
from kompassros.statistics.values import Gender, Status
from tests.indicators.rounds.makers import make_asked, make_data, make_municipality, make_participant, make_round

SIGNED = datetime(2024, 10, 1, 8, 30, tzinfo=UTC)
CLOSED, BEFORE, MOMENT = "2026-11-05T09:00:00+01:00", "2027-01-20T05:59:59+01:00", "2027-01-20T06:00:00+01:00"
AT = datetime.fromisoformat(MOMENT)
SECRET, UNSIGNED = "78.125", "41.375"


def made_up_dataset() -> Dataset:
    """The made-up dataset, in a store where nothing is read."""
    Dataset.objects.update(current=None)
    return Dataset.objects.get(key="made-up")


def closed_round(**values: Any) -> tuple[CollectionRound, Participant, AskedMeasure]:
    """A closed round with one value that is signed off and one that is not."""
    one = make_round(dataset=made_up_dataset(), **values)
    asked = make_asked(one)
    granby = make_participant(one, signed_off_at=SIGNED, signed_off_as="Director")
    make_data(granby, asked, Decimal(SECRET), women=Decimal(80), men=Decimal(77), comment="Counted in spring.")
    make_data(make_participant(one, make_municipality("Stillby", "9901")), asked, Decimal(UNSIGNED))
    close_round(one=one, person=None)
    return one, granby, asked


def stored_values(asked: AskedMeasure) -> dict[tuple[int, str], tuple[float | None, str]]:
    """What the store has of a measure: (unit, gender) -> value, status."""
    number = Indicator.objects.get(measures=asked.measure).number
    return {
        (row.unit, Gender(row.gender).letter): (row.value, Status(row.status).name)
        for row in reading.values(indicators=[number])
    }
