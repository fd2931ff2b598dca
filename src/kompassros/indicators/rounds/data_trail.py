"""The history of what a municipality hands in; it stands in the municipality's history, not in the round's."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.models import AskedMeasure, Participant
from kompassros.records import history
from kompassros.records.models import HistoryEntry

ENTRY, DRAW = "own_data", "sample_draw"


def key_of(participant: Participant) -> str:
    """Return the key of a municipality's part in a round, with which the keys of its entries begin."""
    return f"{participant.round.key}/{participant.organisation.key}"


def write_entry(participant: Participant, asked: AskedMeasure, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to an entry; ``told``: before, after, why."""
    title = asked.measure.title or asked.measure.code
    subject = (ENTRY, f"{key_of(participant)}/{asked.pk}", f"{participant.round.title}: {title}"[:200])
    return history.write(person=person, verb=verb, subject=subject, organisation_id=participant.organisation_id, **told)


def write_draw(participant: Participant, number: int, person: Any, **told: Any) -> HistoryEntry:
    """Write that a sample was drawn."""
    subject = (DRAW, f"{key_of(participant)}/{number}", participant.round.title)
    return history.write(
        person=person, verb="drawn", subject=subject, organisation_id=participant.organisation_id, **told
    )


def entries_of(participant: Participant) -> QuerySet[HistoryEntry]:
    """Return everything that happened to a municipality's part in a round, latest first."""
    key = key_of(participant)
    below = Q(subject_kind__in=(ENTRY, DRAW), subject_key__startswith=f"{key}/")
    return HistoryEntry.objects.filter(below | Q(subject_kind=trail.PARTICIPANT, subject_key=key))


def entries_about(participant: Participant, asked: AskedMeasure) -> QuerySet[HistoryEntry]:
    """Return what happened to one entry, latest first."""
    return history.of_subject(ENTRY, f"{key_of(participant)}/{asked.pk}")
