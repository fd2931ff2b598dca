"""The wheel as a picture, with its sentence, its text alternative and its table."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.charts.figure import Figure
from kompassros.charts.wheel import WheelArc, year_wheel
from kompassros.methods.year_wheel import Span, lay_out
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.steering.wheel.queries import Entry, by_month
from kompassros.steering.wheel.words import STANDINGS, say_days
from kompassros.web.formats import format_list, month_names


def wheel_figure(municipality: Organisation, year: int, entries: Sequence[Entry]) -> Figure:
    """Return the picture of a year's entries."""
    today = clock.today()
    return year_wheel(
        name="wheel",
        months=month_names(short=True),
        arcs=_arcs(entries, year),
        month=today.month if today.year == year else None,
        hub=str(year),
        kinds={standing.value: str(words) for standing, words in STANDINGS.items()},
        title=wheel_sentence(municipality, year, entries),
        description=_description(entries),
        columns=(_("Number"), _("What"), _("When"), _("For whom"), _("Standing")),
        rows=[_row(entry) for entry in entries],
    )


def _arcs(entries: Sequence[Entry], year: int) -> list[WheelArc]:
    arcs = lay_out([Span(entry.event.first, entry.event.last) for entry in entries], year)
    return [
        WheelArc(
            arc.start, arc.end, arc.lane, entry.standing.value, entry.event.title, say_days(entry.event, short=True)
        )
        for arc, entry in zip(arcs, entries, strict=True)
    ]


def _row(entry: Entry) -> tuple[str, ...]:
    title = f"{entry.body}: {entry.event.title}" if entry.body else entry.event.title
    return str(entry.number), title, entry.days, entry.people, entry.said


def wheel_sentence(municipality: Organisation, year: int, entries: Sequence[Entry]) -> str:
    """Return how many entries a wheel has, and how many of them stand where."""
    count = len(entries)
    words = {"name": municipality.name, "year": year, "count": count}
    if not entries:
        return _("The year wheel of %(name)s for %(year)s is empty.") % words
    first = ngettext(
        "The year wheel of %(name)s for %(year)s has %(count)s entry.",
        "The year wheel of %(name)s for %(year)s has %(count)s entries.",
        count,
    )
    numbers = Counter(entry.standing for entry in entries)
    told = format_list(f"{numbers[one]} {said}" for one, said in STANDINGS.items() if numbers[one])
    second = _("Standing: %(numbers)s.") % {"numbers": told}
    return f"{first % words} {second}"


def _description(entries: Sequence[Entry]) -> str:
    names = month_names()
    return " ".join(_month(names[month - 1], found) for month, found in by_month(entries))


def _month(name: str, entries: Sequence[Entry]) -> str:
    told = "; ".join(f"{entry.number} {entry.event.title} ({entry.days}, {entry.said})" for entry in entries)
    return f"{name.capitalize()}: {told}."
