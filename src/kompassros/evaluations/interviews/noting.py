"""What changes the team's notes: writing, moving, withdrawing, and what a note is evidence of.

Notes are working papers. The history says that one was written, moved or withdrawn, by whom and how long it was,
never what stands in it.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.evidence.services import ensure_interview_evidence, tie
from kompassros.evaluations.interviews.models import Interview, Note
from kompassros.evaluations.interviews.placing import Place, place_of, read_place
from kompassros.evaluations.interviews.services import refuse_foreign
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

KIND = "interview_note"
LONGEST = 8000


@transaction.atomic
def write_note(
    *,
    course: Course,
    uid: UUID,
    interview: Interview | None,
    question: str,
    criterion: str,
    text: str,
    person: Person,
    version: int,
) -> Note:
    """Store a note under the ``uid`` that its writer's browser made: a new one, or a new text of one that is there.

    A number at the start of the text ("#1.2", "#1.2.3") ties it and counts before ``question`` and ``criterion``.
    version: that of the note as it was seen, 0 for a new one. The same content again changes nothing, so a note that
    is sent twice is kept once. DomainError for an empty or too long text, an unknown question or criterion, another
    person's note, one that was withdrawn meanwhile; Conflict where it was changed since ``version``.
    """
    require(person, course, "take_notes")
    if interview is not None:
        refuse_foreign(course, interview)
    named, kept = read_place(course.edition, text)
    place = named or _placed(course, question, criterion)
    _refuse_text(kept)
    note: Note | None = Note._base_manager.filter(uid=uid).select_related("course").first()
    if note is None:
        return _write_new(course, uid, interview, place, kept, person, version)
    return _rewrite(course, note, place, kept, person, version)


def _placed(course: Course, question: str, criterion: str) -> Place:
    place = place_of(course.edition, question, criterion)
    if (criterion and place.criterion != criterion) or (question and not place.question):
        raise DomainError(_("There is no such question or criterion in the edition of this evaluation."))
    return place


def _refuse_text(text: str) -> None:
    if not text:
        raise DomainError(_("Write the note first. To take one away, withdraw it."))
    if len(text) > LONGEST:
        raise DomainError(_("The note is too long. Divide it into several."))


def _write_new(
    course: Course, uid: UUID, interview: Interview | None, place: Place, text: str, person: Person, version: int
) -> Note:
    if version:
        raise DomainError(_("This note was withdrawn or disposed of in the meantime."))
    note: Note = Note._base_manager.create(
        course=course,
        organisation=course.organisation,
        uid=uid,
        interview=interview,
        question=place.question,
        criterion=place.criterion,
        text=text,
        author=person,
        written_at=clock.now(),
    )
    _tell(note, person, "written", after=_told(place, text))
    return note


def _rewrite(course: Course, note: Note, place: Place, text: str, person: Person, version: int) -> Note:
    refuse_foreign(course, note)
    if note.author_id != person.pk:
        raise DomainError(_("Only who wrote a note changes its text. Everybody in the team may move it."))
    if (note.text, note.question, note.criterion) == (text, place.question, place.criterion):
        return note
    before = _told(_place_now(note), note.text)
    note.version = version
    claim(note, text=text, question=place.question, criterion=place.criterion, changed_at=clock.now())
    _tell(note, person, "changed", before=before, after=_told(place, text))
    return note


def _place_now(note: Note) -> Place:
    return place_of(note.course.edition, note.question, note.criterion)


def _told(place: Place, text: str) -> dict[str, Any]:
    return {"tied_to": place.number, "characters": len(text)}


def _tell(note: Note, person: Person | None, verb: str, **changes: Any) -> None:
    with translation.override(note.course.language):
        label = _("note")
    what = (KIND, str(note.pk), label)
    trail.write(course=note.course, person=person, verb=verb, what=what, team_only=True, **changes)


@transaction.atomic
def move_note(*, course: Course, note: Note, question: str, criterion: str, person: Person | None) -> Note:
    """Tie a note to a question or a criterion, or to nothing (both empty). DomainError, Conflict as ``write_note``."""
    require(person, course, "take_notes")
    refuse_foreign(course, note)
    place = _placed(course, question, criterion)
    if (note.question, note.criterion) == (place.question, place.criterion):
        return note
    before = {"tied_to": _place_now(note).number}
    claim(note, question=place.question, criterion=place.criterion)
    _tell(note, person, "moved", before=before, after={"tied_to": place.number})
    return note


@transaction.atomic
def withdraw_note(*, course: Course, note: Note, person: Person) -> None:
    """Delete one's own note: it is a working paper. The history says only that it was withdrawn.

    DomainError for another person's note; Conflict where it was changed since it was seen.
    """
    require(person, course, "take_notes")
    refuse_foreign(course, note)
    if note.author_id != person.pk:
        raise DomainError(_("Only who wrote a note can withdraw it."))
    if not Note._base_manager.filter(pk=note.pk, version=note.version).delete()[0]:
        raise Conflict(_("Somebody else has changed this in the meantime. Look at what changed, then save again."))
    _tell(note, person, "withdrawn")


@transaction.atomic
def support_from_note(*, course: Course, note: Note, criterion: str, person: Person | None) -> Support:
    """Say that the talk in which a note was taken supports a criterion; the talk becomes evidence where it is none.

    The evidence is the talk with its group, never the note. The note is tied to the criterion too, while notes may
    still be moved. DomainError for a note of no talk, or as evidence.services.tie.
    """
    refuse_foreign(course, note)
    if note.interview is None:
        raise DomainError(_("The note belongs to no talk, so there is nothing to be evidence."))
    support = support_from_interview(course=course, interview=note.interview, criterion=criterion, person=person)
    if note.criterion != criterion:
        move_note(course=course, note=note, question="", criterion=criterion, person=person)
    return support


@transaction.atomic
def support_from_interview(*, course: Course, interview: Interview, criterion: str, person: Person | None) -> Support:
    """Make the talk evidence where it is none, and tie it to a criterion: one click."""
    refuse_foreign(course, interview)
    evidence: Evidence = ensure_interview_evidence(interview, person)
    return tie(course=course, evidence=evidence, criterion=criterion, place="", person=person)
