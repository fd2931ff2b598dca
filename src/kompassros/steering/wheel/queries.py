"""What a year wheel holds: in the order of the days, with where each entry stands today."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kompassros.methods.year_wheel import Span, Standing, standing_of
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.records.models import HistoryEntry
from kompassros.steering.wheel import trail
from kompassros.steering.wheel.models import WheelEvent
from kompassros.steering.wheel.words import STANDINGS, TONES, roles_of, say_days, say_roles

NEXT_SHOWN = 3


@dataclass(frozen=True)
class Entry:
    """An entry of a wheel with its number in the picture and where it stands."""

    event: WheelEvent
    number: int
    standing: Standing

    @property
    def said(self) -> str:
        """Where it stands, in words."""
        return str(STANDINGS[self.standing])

    @property
    def tone(self) -> str:
        """The tone of its label."""
        return TONES[self.standing]

    @property
    def days(self) -> str:
        """Its days in words."""
        return say_days(self.event)

    @property
    def body(self) -> str:
        """The body whose it is, empty for the whole municipality."""
        organisation = self.event.organisation
        return "" if organisation.kind == Organisation.Kind.MUNICIPALITY else organisation.name

    @property
    def people(self) -> str:
        """The roles for which it is, in words."""
        return say_roles(roles_of(self.event))


def entries_of(municipality: Organisation, year: int, role: str = "") -> list[Entry]:
    """Return the entries of a year, those for a role alone where one is given; one query."""
    rows = WheelEvent._base_manager.filter(organisation__path__startswith=municipality.path or "-", year=year)
    found = [event for event in rows.select_related("organisation") if not role or role in roles_of(event)]
    today = clock.today()
    return [
        Entry(event, number, standing_of(Span(event.first, event.last), done=event.done_on is not None, today=today))
        for number, event in enumerate(found, start=1)
    ]


def bodies_of(municipality: Organisation) -> QuerySet[Organisation]:
    """Return the bodies below a municipality whose an entry can be, by name."""
    inside = Organisation.objects.filter(path__startswith=municipality.path or "-", valid_to=None)
    return inside.exclude(pk=municipality.pk).order_by("sort_sv")


def first_to_see(entries: Sequence[Entry]) -> list[Entry]:
    """Return what is over and not done, what goes on now, and the next ones that begin (three; own choice)."""
    waiting = [entry for entry in entries if entry.standing in (Standing.OVERDUE, Standing.NOW)]
    ahead = [entry for entry in entries if entry.standing is Standing.AHEAD]
    return [*waiting, *ahead[:NEXT_SHOWN]]


def by_month(entries: Sequence[Entry]) -> list[tuple[int, list[Entry]]]:
    """Return the entries by the month in which they begin; a month without any is left out."""
    months = sorted({entry.event.first.month for entry in entries})
    return [(month, [entry for entry in entries if entry.event.first.month == month]) for month in months]


def history_of(municipality: Organisation, year: int) -> QuerySet[HistoryEntry]:
    """Return what happened to a wheel and to what is in it, latest first."""
    begins = Q(subject_key__startswith=trail.wheel_key(municipality, year))
    return HistoryEntry.objects.filter(begins, subject_kind=trail.WHEEL)
