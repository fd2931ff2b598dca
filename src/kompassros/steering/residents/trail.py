"""The history of residents' comments; it stands in that of the municipality.

It never holds what somebody wrote, nor a name: it cannot be changed, and a comment may have to be disposed of.
"""

from typing import Any

from kompassros.records import history
from kompassros.records.models import HistoryEntry
from kompassros.steering.residents.models import ResidentComment

COMMENT = "resident_comment"


def write_comment(comment: ResidentComment, person: Any, verb: str, **told: Any) -> HistoryEntry:
    """Write what happened to a comment; ``told``: before, after, why."""
    subject = (COMMENT, str(comment.pk), f"{comment.report}: {comment.heading}")
    return history.write(person=person, verb=verb, subject=subject, organisation_id=comment.organisation_id, **told)
