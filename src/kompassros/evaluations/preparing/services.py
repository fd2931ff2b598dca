"""What changes the documents that are asked for: the team asks, the coordinator answers, each answer is evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.queries import people_as
from kompassros.evaluations.courses.reminding import mark_told
from kompassros.evaluations.courses.saving import require
from kompassros.evaluations.courses.services import plain
from kompassros.evaluations.courses.workflow import TEAM, Part
from kompassros.evaluations.evidence import services as evidence_services
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.evidence.services import Origin
from kompassros.evaluations.preparing.models import DocumentRequest
from kompassros.evaluations.preparing.questions import numbers_of, placed_questions
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim
from kompassros.records import clock, files, notices
from kompassros.records.errors import DomainError

KIND = "document_request"
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Wish:
    """A document that the team wants: its name, what it is for, and the ids of the questions that it serves."""

    title: str
    why: str = ""
    questions: tuple[str, ...] = ()


def _what(request: DocumentRequest) -> tuple[str, str, str]:
    return (KIND, str(request.pk), request.title)


def _told(request: DocumentRequest) -> dict[str, Any]:
    numbers = numbers_of(edition_outline(request.course.edition), request.questions)
    return plain({"title": request.title, "document_why": request.why, "due": request.due}) | {"questions": numbers}


@transaction.atomic
def ask_for(
    *, course: Course, wishes: Sequence[Wish], due: date | None, person: Person | None
) -> list[DocumentRequest]:
    """Ask for documents, many at once, and tell the coordinators; titles that are asked for already are passed over.

    DomainError for no wish at all or none that is new, for an empty or too long title, and for a question that the
    edition does not have.
    """
    require(person, course, "ask_documents")
    for wish in wishes:
        _refuse_wish(course, wish)
    asked = set(DocumentRequest._base_manager.filter(course=course).values_list("title", flat=True))
    known = {title.casefold() for title in asked}
    new = {wish.title.strip().casefold(): wish for wish in wishes if wish.title.strip().casefold() not in known}
    if not new:
        raise DomainError(_("Choose or write at least one document that is not asked for yet."))
    made = [_ask(course, wish, due, person) for wish in new.values()]
    _notify(course, [Part.COORDINATOR], person, "evaluations.documents_asked")
    if person is not None:
        mark_told(made)
    return made


def _refuse_wish(course: Course, wish: Wish) -> None:
    if not wish.title.strip() or len(wish.title.strip()) > LONGEST_TITLE:
        message = _("Name each document with at most %(most)s characters.")
        raise DomainError(message % {"most": LONGEST_TITLE})
    if set(wish.questions) - placed_questions(edition_outline(course.edition)).keys():
        raise DomainError(_("There is no such question in the edition of this evaluation."))


def _ask(course: Course, wish: Wish, due: date | None, person: Person | None) -> DocumentRequest:
    request: DocumentRequest = DocumentRequest._base_manager.create(
        course=course,
        organisation=course.organisation,
        title=wish.title.strip(),
        why=wish.why.strip(),
        questions=list(wish.questions),
        due=due,
        asked_by=person,
    )
    trail.write(course=course, person=person, verb="asked", what=_what(request), after=_told(request))
    return request


def _notify(course: Course, parts: Sequence[Part], person: Person | None, kind: str) -> None:
    """Tell those who play the parts; what the system itself does (the demo, the command line) is told to nobody."""
    if person is None:
        return
    notices.notify(
        people=[one for one in people_as(course, parts) if one.pk != person.pk],
        kind=kind,
        values={"municipality": course.organisation.name},
        address=reverse("courses:documents", args=[course.slug]),
        organisation_id=course.organisation_id,
    )


@transaction.atomic
def change_request(
    *, course: Course, request: DocumentRequest, wish: Wish, due: date | None, person: Person | None
) -> DocumentRequest:
    """Change what is asked for. DomainError as ``ask_for``, Conflict as ``claim``."""
    require(person, course, "ask_documents")
    _refuse_foreign(course, request)
    _refuse_wish(course, wish)
    before = _told(request)
    claim(request, title=wish.title.strip(), why=wish.why.strip(), questions=list(wish.questions), due=due)
    after = _told(request)
    trail.write(course=course, person=person, verb="changed", what=_what(request), before=before, after=after)
    return request


@transaction.atomic
def take_back(*, course: Course, request: DocumentRequest, person: Person | None) -> None:
    """Ask no more for a document. DomainError once it has been answered: the answer stays."""
    require(person, course, "ask_documents")
    _refuse_foreign(course, request)
    has_answer = Evidence._base_manager.filter(request=request).exists()
    if request.state != DocumentRequest.State.ASKED or has_answer:
        raise DomainError(_("This document has been answered already, so the request stays."))
    before, what = _told(request), _what(request)
    claim(request)
    request.delete()
    trail.write(course=course, person=person, verb="taken_back", what=what, before=before)


def _refuse_foreign(course: Course, request: DocumentRequest) -> None:
    if request.course_id != course.pk:
        raise DomainError(_("This belongs to another evaluation."))


@transaction.atomic
def send_file(
    *,
    course: Course,
    request: DocumentRequest,
    upload: files.Upload,
    person: Person | None,
    remark: str = "",
    renews: Evidence | None = None,
) -> Evidence:
    """Answer with a file, which becomes evidence under the title that was asked for.

    renews: the piece that this is a newer version of; None is one more document. DomainError as ``files.receive``.
    """
    _answer(course, request, DocumentRequest.State.RECEIVED, remark, person)
    if renews is not None and renews.request_id == request.pk:
        sent = evidence_services.renew_file(course=course, evidence=renews, upload=upload, person=person)
    else:
        sent = evidence_services.add_file(
            course=course,
            upload=upload,
            title=request.title,
            remark=remark,
            person=person,
            origin=Origin(from_municipality=True, request=request),
        )
    _tell_when_complete(course, person)
    return sent


@transaction.atomic
def send_page(
    *, course: Course, request: DocumentRequest, kind: str, address: str, person: Person | None, remark: str = ""
) -> Evidence:
    """Answer with an address of the web or the intranet. DomainError as ``evidence.services.add_page``."""
    _answer(course, request, DocumentRequest.State.RECEIVED, remark, person)
    sent = evidence_services.add_page(
        course=course,
        kind=kind,
        title=request.title,
        address=address,
        seen_on=clock.today(),
        remark=remark,
        person=person,
        origin=Origin(from_municipality=True, request=request),
    )
    _tell_when_complete(course, person)
    return sent


@transaction.atomic
def say_missing(*, course: Course, request: DocumentRequest, remark: str, person: Person | None) -> DocumentRequest:
    """Answer that the document does not exist; what was sent before counts no longer.

    DomainError without a remark that says what there is instead, or why there is nothing.
    """
    if not remark.strip():
        raise DomainError(_("Say in the remark why there is no such document, or what there is instead."))
    _answer(course, request, DocumentRequest.State.NOT_AVAILABLE, remark, person)
    for sent in Evidence._base_manager.filter(request=request, withdrawn_at=None).select_related("course"):
        evidence_services.withdrawn(course=course, evidence=sent, why=remark, person=person)
    _tell_when_complete(course, person)
    return request


def _answer(course: Course, request: DocumentRequest, state: str, remark: str, person: Person | None) -> None:
    require(person, course, "send_documents")
    _refuse_foreign(course, request)
    before = plain({"state": request.state, "answer": request.answer})
    claim(request, state=state, answer=remark.strip(), answered_by=person, answered_at=clock.now())
    after = plain({"state": str(request.state), "answer": request.answer})
    trail.write(course=course, person=person, verb="answered", what=_what(request), before=before, after=after)


def _tell_when_complete(course: Course, person: Person | None) -> None:
    """Tell the team when nothing that it asked for is open any more."""
    open_ones = DocumentRequest._base_manager.filter(course=course, state=DocumentRequest.State.ASKED)
    if not open_ones.exists():
        _notify(course, TEAM, person, "evaluations.documents_answered")
