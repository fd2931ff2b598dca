"""Comments: what people write about a thing, in the order in which they wrote it; one's own can be withdrawn.

A comment never changes. The history tells that somebody commented or withdrew, never the text: it is personal, and
can be disposed of without touching the history.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kompassros.records import clock, history
from kompassros.records.errors import DomainError
from kompassros.records.models import Comment
from kompassros.web.formats import format_number

LONGEST = 4_000
_KIND = "comment"


@dataclass(frozen=True)
class Subject:
    """What is commented on: its kind, key and label, whose it is, and the path of the page that shows it."""

    kind: str
    key: str
    label: str
    organisation_id: int
    address: str

    def named(self) -> tuple[str, str, str]:
        """Return kind, key and label, as services take them."""
        return (self.kind, self.key, self.label)


@transaction.atomic
def add_comment(*, subject: tuple[str, str, str], organisation_id: int, person: Any, text: str) -> Comment:
    """Store a comment on ``subject`` (kind, key, label). DomainError where it is blank or too long.

    Whoever calls this has asked a policy before.
    """
    kind, key, label = subject
    written = text.strip()
    if not written:
        raise DomainError(_("The comment is empty. Write something first."))
    if len(written) > LONGEST:
        text = _("The comment has more than %(most)s characters. Make it shorter, or split it into two.")
        raise DomainError(text % {"most": format_number(LONGEST)})
    comment = Comment.objects.create(
        subject_kind=kind,
        subject_key=key,
        organisation_id=organisation_id,
        person=person,
        text=written,
        at=clock.now(),
    )
    _write_history(comment, "commented", label, person)
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, label: str, person: Any) -> None:
    """Withdraw one's own comment; it keeps its place without its text. DomainError for another's, or a second time."""
    if comment.person_id != person.pk:
        raise DomainError(_("Only the person who wrote a comment can withdraw it."))
    if not Comment.objects.filter(pk=comment.pk, withdrawn_at=None).update(withdrawn_at=clock.now()):
        raise DomainError(_("This comment is withdrawn already."))
    comment.refresh_from_db()
    _write_history(comment, "withdrawn", label, person)


def _write_history(comment: Comment, verb: str, label: str, person: Any) -> None:
    history.write(
        person=person,
        verb=verb,
        subject=(_KIND, str(comment.uid), label),
        organisation_id=comment.organisation_id,
    )


def comments_on(kind: str, key: str) -> QuerySet[Comment]:
    """Return the comments on a thing with who wrote them, first one first, the withdrawn ones too."""
    return Comment.objects.filter(subject_kind=kind, subject_key=key).select_related("person")
