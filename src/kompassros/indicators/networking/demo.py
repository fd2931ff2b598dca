"""A made-up network for trying out: three municipalities, a meeting that was and one to come, and a written year."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone, translation

from kompassros.indicators.made_up import COUNTRY
from kompassros.indicators.models import MeasureNetwork, MeasureSet, RoundMeeting
from kompassros.indicators.networking import keeping, meetings, writing
from kompassros.indicators.networking.keeping import About
from kompassros.indicators.networking.meetings import Meeting
from kompassros.indicators.networking.writing import Texts
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.records.demo import Loader, register
from kompassros.statistics.models import Unit

SET, YEAR = "kkik-2024", 2024
THIRD = "M041"
_TITLE = "Demonätverket (påhittat)"
_PURPOSE = (
    "Påhittat: tre kommuner som inte finns jämför sina mått två gånger om året, frågar den som lyckas bäst hur den gör "
    "och prövar en sak var till nästa möte."
)
_TEXTS = Texts(
    seen=(
        "Påhittat: skolans mått ligger nära varandra, men hemtjänstens skiljer. Den kommun där en person möter flest i "
        "hemtjänsten har inte fler vikarier än de andra, utan kortare pass."
    ),
    learned="Påhittat: fasta par av medarbetare går att schemalägga utan högre kostnad, om alla planerar samma dag.",
    next_steps="Påhittat: Granby prövar fasta par i ett område. Norrvik räknar om väntetiden för bygglov.",
)
_AUDIENCE = "Nätverkets kontaktpersoner"


def load_network() -> int:
    """Make the network once, kept together by Granby."""
    granby = Organisation.objects.filter(key=OWN, made_up=True).first()
    measure_set = MeasureSet.objects.filter(key=SET).first()
    members = _members()
    if granby is None or measure_set is None or len(members) < 3 or _is_there(granby):
        return 0
    with translation.override("sv"):
        network = keeping.make_network(
            organisation=granby, about=About(_TITLE, measure_set, _PURPOSE), members=members, person=None
        )
        for meeting in _meetings():
            meetings.plan_meeting(owner=network, meeting=meeting, person=None)
        writing.write_year(network=network, year=YEAR, texts=_TEXTS, public=True, version=0, person=None)
    return 1


def _is_there(granby: Organisation) -> bool:
    return MeasureNetwork.objects.filter(organisation=granby).exists()


def _members() -> list[Unit]:
    """Return the units of Granby, Norrvik and one of the numbered municipalities, all with made-up values."""
    found = Unit.objects.filter(country=COUNTRY, code__in=("X901", "X902", THIRD))
    return list(found.select_related("unit_class").order_by("code"))


def _meetings() -> list[Meeting]:
    today = clock.today()
    return [
        _meeting(
            _weekday(today - timedelta(days=60)),
            "Granbys stadshus (påhittat)",
            "Påhittat: vi gick igenom årets mått. Norrvik visade sitt schema i hemtjänsten.",
        ),
        _meeting(
            _weekday(today + timedelta(days=45)),
            "Videomöte",
            "Påhittat: var och en berättar vad den har prövat sedan sist.",
        ),
    ]


def _weekday(day: date) -> date:
    """Return the day, or the Monday after it where it is a Saturday or Sunday."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _meeting(day: date, place: str, note: str) -> Meeting:
    begins, ends = (timezone.make_aware(datetime.combine(day, hour)) for hour in (time(9), time(12)))
    return Meeting(RoundMeeting.Kind.NETWORK, begins, ends, place=place, audience=_AUDIENCE, note=note)


register(Loader("made-up network", 93, True, load_network))
