"""Made-up own sets of Granby for trying out: the list of 2023, and that of 2024, which was changed since."""

from dataclasses import replace

from django.utils import translation

from kompassros.indicators.models import Measure, MeasureSet
from kompassros.indicators.sets import changing
from kompassros.indicators.sets.content import Head, Line, Reason, line_of
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation
from kompassros.records.demo import Loader, register

SOURCE = "Påhittad demo: kommunstyrelsen i Granby, som inte finns."
_TITLE = "Påhittade styrmått"
_COUNCIL, _COMMITTEE, _UNIT = Measure.Level.COUNCIL, Measure.Level.COMMITTEE, Measure.Level.UNIT
_CITIZENS, _CHILDREN, _CARE = "Invånare och service", "Barn och unga", "Stöd och omsorg"
_LINES = (
    Line("N00647", "Det går bra att få svar på frågor till kommunen, andel (%)", _CITIZENS, level=_COUNCIL),
    Line("U00811", "Så länge tar ett bygglov, dagar (median)", _CITIZENS, level=_COMMITTEE),
    Line("N15428", "Behöriga till gymnasiets yrkesprogram, andel (%)", _CHILDREN, level=_COUNCIL),
    Line("N15452", "Klarar de nationella proven i svenska i åk 3, andel (%)", _CHILDREN, level=_UNIT),
    Line("N11102", "Barn per årsarbetare i förskolan, antal", _CHILDREN, level=_UNIT),
    Line("N11008", "Kostnad för förskolan, kr per barn", _CHILDREN, "low", _COMMITTEE),
    Line("U21468", "Nöjda med hemtjänsten, andel (%)", _CARE, level=_COUNCIL),
    Line("U21401", "Så många möter en person med hemtjänst på 14 dagar, antal", _CARE, level=_UNIT),
)
_ADDED = Line("U23401", "Väntetid till särskilt boende, dagar", _CARE, level=_COMMITTEE)
_GONE, _MOVED = "N11008", "N15452"


def load_sets() -> int:
    """Make the two lists once, the later one as a copy that is changed measure by measure, each time with a reason."""
    granby = Organisation.objects.filter(key=OWN, made_up=True).first()
    if granby is None or MeasureSet.objects.filter(owner=granby).exists():
        return 0
    with translation.override("sv"):
        head = Head(f"{_TITLE} 2023", 2023, SOURCE)
        reason = Reason("Påhittat: den första egna listan.", "KS 2023-02-07 § 12")
        first = changing.make_set(organisation=granby, head=head, reason=reason, person=None, lines=_LINES)
        _change(_copy(first, granby))
    return 2


def _copy(first: MeasureSet, granby: Organisation) -> MeasureSet:
    head = Head(f"{_TITLE} 2024", 2024, SOURCE)
    reason = Reason("Påhittat: listan för nästa år.", "KS 2024-01-16 § 4")
    return changing.copy_set(source=first, organisation=granby, head=head, reason=reason, person=None)


def _change(second: MeasureSet) -> None:
    """Add a measure, take one out, and let one be for the committee instead of the units."""
    decision = "KS 2024-03-12 § 31"
    added = Reason("Påhittat: kön till särskilt boende oroar invånarna.", decision)
    changing.add_measures(measure_set=second, lines=[_ADDED], reason=added, person=None)
    gone = Reason("Påhittat: kostnaden följs upp i budgeten i stället.", decision)
    changing.remove_measure(measure=second.measures.get(code=_GONE), reason=gone, person=None)
    moved = second.measures.get(code=_MOVED)
    changing.change_measure(
        measure=moved,
        line=replace(line_of(moved), level=_COMMITTEE),
        place=moved.position,
        reason=Reason("Påhittat: nämnden följer proven för alla skolor tillsammans."),
        person=None,
    )


register(Loader("made-up sets of measures", 92, True, load_sets))
