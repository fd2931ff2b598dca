"""The history of a round: of itself, of who takes part, of what is asked, of its meetings."""

from typing import Any

from django.db.models import Q, QuerySet

from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound, Participant
from kompassros.records import history
from kompassros.records.models import HistoryEntry

ROUND, PARTICIPANT, ASKED, MEETING = "collection_round", "round_participant", "asked_measure", "round_meeting"
_PARTS = (PARTICIPANT, ASKED, MEETING)


def write_round(one: CollectionRound, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a round; ``told``: before, after, why."""
    subject = (ROUND, one.key, one.title)
    return history.write(person=person, verb=verb, subject=subject, organisation_id=one.owner_id, **told)


def write_participant(participant: Participant, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a municipality's part in a round; it stands in the municipality's history."""
    one, organisation = participant.round, participant.organisation
    subject = (PARTICIPANT, f"{one.key}/{organisation.key}", f"{one.title}: {organisation.name}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=organisation.pk, **told)


def write_asked(asked: AskedMeasure, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a measure that is asked for."""
    one = asked.round
    subject = (ASKED, f"{one.key}/{asked.pk}", f"{one.title}: {asked.measure.title or asked.measure.code}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=one.owner_id, **told)


def write_meeting(meeting: Any, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a meeting of a round."""
    one = meeting.round
    subject = (MEETING, f"{one.key}/{meeting.pk}", f"{one.title}: {meeting.get_kind_display()}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=one.owner_id, **told)


def entries_of(one: CollectionRound) -> QuerySet[HistoryEntry]:
    """Return everything that happened in a round, latest first."""
    own = Q(subject_kind=ROUND, subject_key=one.key)
    return HistoryEntry.objects.filter(own | Q(subject_kind__in=_PARTS, subject_key__startswith=f"{one.key}/"))


def entries_about(kind: str, key: str) -> QuerySet[HistoryEntry]:
    """Return what happened to one thing, latest first."""
    return history.of_subject(kind, key)
