"""What the addresses of own sets and networks are about."""

from typing import Any

from kompassros.indicators.models import MeasureNetwork, MeasureSet, RoundMeeting
from kompassros.indicators.networking.keeping import About, make_network
from kompassros.indicators.networking.writing import Texts, write_year
from kompassros.indicators.sets.changing import make_set
from kompassros.indicators.sets.content import Head, Line, Reason
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.statistics.models import Unit
from tests.indicators.rounds.makers import make_unit

YEAR = 2024


def sets_of(organisation: Organisation) -> dict[str, dict[str, Any]]:
    """Return the arguments of addresses by subject: a set of an organisation, a network that it keeps and is in."""
    head, lines = Head("Goals", YEAR), [Line("N15428")]
    own = make_set(organisation=organisation, head=head, reason=Reason("x"), person=None, lines=lines)
    network = _network(organisation)
    meeting = RoundMeeting.objects.create(network=network, kind="network", starts_at=clock.now())
    told = {"key": network.key, "year": YEAR, "kind": "figures", "ending": "xlsx"}
    return {
        "maker": {"organisation": organisation.key},
        "own_set": {"key": own.key, "pk": own.measures.get().pk, "ending": "yaml"},
        "network": told,
        "network_meeting": {"key": network.key, "pk": meeting.pk},
    }


def _network(organisation: Organisation) -> MeasureNetwork:
    other = Unit.objects.get(country="XX", code="M001")
    about = About(f"Network of {organisation}", MeasureSet.objects.get(key="kkik-2024"))
    made = make_network(organisation=organisation, about=about, members=[make_unit(organisation), other], person=None)
    write_year(network=made, year=YEAR, texts=Texts(), public=True, version=0, person=None)
    return made
