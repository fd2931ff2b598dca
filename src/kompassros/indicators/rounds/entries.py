"""What is handed in for one asked measure, on its way in: the same from a form, a file and a correction."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kompassros.indicators.rounds.models import OwnData


@dataclass(frozen=True)
class Entry:
    """The content of an ``OwnData`` row, under the same names."""

    status: OwnData.Status = OwnData.Status.VALUE
    value: Decimal | None = None
    women: Decimal | None = None
    men: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    method: str = ""
    cases: int | None = None
    population: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    comment: str = ""
    explanation: str = ""
