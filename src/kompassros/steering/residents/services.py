"""A resident sends a comment; those who lead show it, refuse it with a reason, or answer it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.policies import LEAD
from kompassros.steering.residents import trail
from kompassros.steering.residents.models import ResidentComment
from kompassros.steering.residents.notifying import tell_of_waiting
from kompassros.steering.residents.reading import chapter_of, takes_comments
from kompassros.steering.writing.models import WrittenReport
from kompassros.web.formats import format_number

LONGEST_TEXT, LONGEST_NAME, LONGEST_REASON = 2000, 80, 500
SAME_WITHIN = timedelta(minutes=10)
"""Within this time the same words by the same name on the same chapter are one comment, sent twice. Own choice."""
State = ResidentComment.State


@transaction.atomic
def send_comment(*, report: WrittenReport, section: UUID, name: str, text: str) -> ResidentComment:
    """Store what a resident says of a chapter; it waits until somebody has read it.

    DomainError where the report is not public or takes no comments now, has no such chapter, or for a text that is
    empty or too long. The same once more is the first one.
    """
    if not takes_comments(report):
        raise DomainError(_("This report takes no comments now."))
    heading = chapter_of(report, section)
    if heading is None:
        raise DomainError(_("The report has no such chapter."))
    written, called = _cleaned(text, LONGEST_TEXT), " ".join(_cleaned(name, LONGEST_NAME).split())
    if not written:
        raise DomainError(_("The comment is empty. Write something first."))
    now = clock.now()
    earlier = _same(report, section, called, written, now)
    if earlier is not None:
        return earlier
    is_first = not ResidentComment._base_manager.filter(report=report, state=State.WAITING).exists()
    comment: ResidentComment = ResidentComment._base_manager.create(
        report=report,
        organisation_id=report.organisation_id,
        section=section,
        heading=heading,
        name=called,
        text=written,
        sent_at=now,
    )
    trail.write_comment(comment, None, "sent", after={"state": str(State.WAITING)})
    if is_first:
        tell_of_waiting(comment)
    return comment


def _cleaned(text: str, longest: int) -> str:
    """Return a text without control characters, which could turn the direction of a page; DomainError when too long."""
    spaced = "".join(" " if each.isspace() and each != "\n" else each for each in text.replace("\r\n", "\n"))
    plain = "".join(each for each in spaced if each.isprintable() or each == "\n").strip()
    if len(plain) > longest:
        words = {"most": format_number(longest), "count": format_number(len(plain))}
        raise DomainError(_("There is room for %(most)s characters, and this has %(count)s.") % words)
    return plain


def _same(report: WrittenReport, section: UUID, name: str, text: str, now: datetime) -> ResidentComment | None:
    rows = ResidentComment._base_manager.filter(report=report, section=section, sent_at__gte=now - SAME_WITHIN)
    found: ResidentComment | None = rows.filter(name=name, text=text, state=State.WAITING).first()
    return found


@transaction.atomic
def show_comment(*, comment: ResidentComment, person: Any) -> ResidentComment:
    """Let everybody read a comment; one that was refused too."""
    require(person, LEAD, comment.organisation)
    if comment.state == State.SHOWN:
        raise DomainError(_("The comment is shown already."))
    return _decide(comment, State.SHOWN, person, "")


@transaction.atomic
def refuse_comment(*, comment: ResidentComment, reason: str, person: Any) -> ResidentComment:
    """Do not show a comment, or no longer, for a reason; it is kept."""
    require(person, LEAD, comment.organisation)
    said = _cleaned(reason, LONGEST_REASON)
    if not said:
        raise DomainError(_("Say why the comment is not shown."))
    if comment.state == State.REFUSED:
        raise DomainError(_("The comment is refused already."))
    return _decide(comment, State.REFUSED, person, said)


def _decide(comment: ResidentComment, state: str, person: Any, reason: str) -> ResidentComment:
    before = comment.state
    claim(comment, state=state, reason=reason, decided_at=clock.now(), decided_by=person)
    told = {"before": {"state": str(before)}, "after": {"state": str(state)}, "why": reason}
    trail.write_comment(comment, person, str(state), **told)
    return comment


@transaction.atomic
def answer_comment(*, comment: ResidentComment, answer: str, person: Any) -> ResidentComment:
    """Answer a comment that is shown, or put another answer in its place; everybody reads it below the comment."""
    require(person, LEAD, comment.organisation)
    said = _cleaned(answer, LONGEST_TEXT)
    if not said:
        raise DomainError(_("Write an answer first."))
    if comment.state != State.SHOWN:
        raise DomainError(_("Show the comment first: an answer stands below it."))
    claim(comment, answer=said, answered_at=clock.now(), answered_by=person)
    trail.write_comment(comment, person, "answered")
    return comment
