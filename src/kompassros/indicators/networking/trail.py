"""The history of a network: of itself and its members, its meetings, what it writes of a year."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.indicators.networking.models import MeasureNetwork, NetworkYear, RoundMeeting
from kompassros.indicators.rounds import trail as round_trail
from kompassros.records import history
from kompassros.records.models import HistoryEntry

NETWORK, MEETING, YEAR = "measure_network", "network_meeting", "network_year"


def write_network(network: MeasureNetwork, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a network; ``told``: before, after, why."""
    return _write(network, person, verb, (NETWORK, network.key, str(network)), told)


def write_year(year: NetworkYear, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a network's texts of a year."""
    network = year.network
    return _write(network, person, verb, (YEAR, f"{network.key}/{year.year}", f"{network}: {year.year}"), told)


def write_meeting(meeting: RoundMeeting, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a meeting of a network or of a round."""
    if meeting.network is None:
        return round_trail.write_meeting(meeting, person, verb, **told)
    network = meeting.network
    label = f"{network}: {meeting.get_kind_display()}"
    return _write(network, person, verb, (MEETING, f"{network.key}/{meeting.pk}", label), told)


def _write(network: MeasureNetwork, person: Any, verb: str, subject: tuple[str, str, str], told: Any) -> HistoryEntry:
    return history.write(person=person, verb=verb, subject=subject, organisation_id=network.organisation_id, **told)


def entries_of(network: MeasureNetwork) -> QuerySet[HistoryEntry]:
    """Return everything that happened in a network, latest first."""
    own = Q(subject_kind=NETWORK, subject_key=network.key)
    parts = Q(subject_kind__in=(MEETING, YEAR), subject_key__startswith=f"{network.key}/")
    return HistoryEntry.objects.filter(own | parts)
