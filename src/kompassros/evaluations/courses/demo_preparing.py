"""What the municipality prepares in the demo: documents asked for and answered, the self-description shared out."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from kompassros.evaluations.courses.demo_people import Cast
from kompassros.evaluations.courses.demo_rows import store, tell
from kompassros.evaluations.courses.demo_scripts import Script
from kompassros.evaluations.courses.demo_texts import texts
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.questions import placed_questions, question_number
from kompassros.instruments.outline import edition_outline
from kompassros.records import files
from kompassros.records.models import FileRevision

_ASKED, _ANSWERED, _HELD_BACK = -60, -25, 3
"""Days before the visit on which documents are asked for and answered; how many are open while preparing."""
_EACH = 3
"""Every third question that is not answered yet is the respondent's, and a few answers are drafts."""
_DRAFTS = 2


def send_files(cast: Cast) -> dict[str, FileRevision]:
    """Store the municipality's documents once, and return them by their keys; evaluations share them."""
    return {
        document["key"]: files.receive(
            upload=ContentFile(document["content"].encode("utf-8"), name=document["file"]),
            title=document["title"],
            organisation_id=cast.municipality.pk,
            person=cast.coordinator,
        )
        for document in texts()["documents"]
        if "file" in document
    }


def ask_documents(course: Course, script: Script, cast: Cast) -> dict[str, DocumentRequest]:
    """Ask for the documents, and answer them all but a few where the evaluation is still being prepared."""
    documents = texts()["documents"]
    waiting = documents[-_HELD_BACK:] if script.state in (State.PREPARING, State.WITHDRAWN) else []
    rows = [_request(document, script, cast, answered=document not in waiting) for document in documents]
    made = store(DocumentRequest, course, rows)
    told = [(row, {"title": row.title, "document_why": row.why}) for row in made]
    tell(course, "document_request", "asked", [(cast.lead, str(row.pk), row.title, after) for row, after in told])
    answered = [row for row in made if row.state != DocumentRequest.State.ASKED]
    after = [(cast.coordinator, str(row.pk), row.title, {"state": str(row.state)}) for row in answered]
    tell(course, "document_request", "answered", after)
    return {document["key"]: row for document, row in zip(documents, made, strict=True)}


def _request(document: dict[str, Any], script: Script, cast: Cast, *, answered: bool) -> dict[str, Any]:
    row = {
        "title": document["title"],
        "why": document["why"],
        "questions": document["questions"],
        "due": script.day(-21),
        "asked_by": cast.lead,
    }
    if not answered:
        return row
    is_missing = "missing" in document
    state = DocumentRequest.State.NOT_AVAILABLE if is_missing else DocumentRequest.State.RECEIVED
    given = {"answered_by": cast.coordinator, "answered_at": script.done(_ANSWERED, 10)}
    return row | given | {"state": state, "answer": document.get("missing", "")}


def describe_itself(course: Course, script: Script, cast: Cast) -> list[SelfAnswer]:
    """Write the self-description: some questions are answered, some shared out, some drafts; return the answers."""
    outline = edition_outline(course.edition)
    made = store(SelfAnswer, course, _answers(course, script, cast))
    number = partial(question_number, outline)
    shared = [row for row in made if row.respondent]
    told = [
        (cast.coordinator, row.question, number(row.question), {"respondent": str(row.respondent)}) for row in shared
    ]
    tell(course, "self_answer", "shared", told)
    written = [row for row in made if row.text]
    after = [(row.written_by, row.question, number(row.question), {"state": str(row.state)}) for row in written]
    tell(course, "self_answer", "written", after)
    return written


def _answers(course: Course, script: Script, cast: Cast) -> Iterator[dict[str, Any]]:
    answers: dict[str, str] = texts()["answers"]
    known = list(answers) if script.reaches(State.READING) else list(answers)[: len(answers) // _DRAFTS]
    left = 0
    for question in placed_questions(edition_outline(course.edition)):
        row = {"question": question, "due": script.day(-21)}
        if question in known:
            yield row | _answer(answers[question], known.index(question), script, cast)
            continue
        left += 1
        respondent = cast.respondent if left % _EACH == 0 else None
        is_draft = respondent is not None and left <= _DRAFTS * _EACH
        draft = _written(texts()["answer_draft"], SelfAnswer.State.DRAFT, cast.respondent, script) if is_draft else {}
        yield row | {"respondent": respondent} | draft


def _answer(text: str, place: int, script: Script, cast: Cast) -> dict[str, Any]:
    writer = cast.coordinator if place % _EACH else cast.respondent
    return {"respondent": writer} | _written(text, SelfAnswer.State.DONE, writer, script)


def _written(text: str, state: SelfAnswer.State, writer: Any, script: Script) -> dict[str, Any]:
    at: datetime = script.done(_ANSWERED, 14)
    return {"text": text, "state": state.value, "written_by": writer, "written_at": at}
