"""Evidence of every kind in the demo, and what it supports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kompassros.evaluations.courses.demo_people import Cast
from kompassros.evaluations.courses.demo_rows import store, tell
from kompassros.evaluations.courses.demo_scripts import Script
from kompassros.evaluations.courses.demo_texts import texts
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.evaluations.interviews.models import Interview
from kompassros.evaluations.judging.models import Judgement, Level
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.questions import question_number
from kompassros.instruments.outline import edition_outline
from kompassros.records.models import FileRevision

_EVERY = 7
"""Every seventh answer of the self-description is a piece of evidence."""
_TWO, _OF_LITTLE = 0.3, 0.35
"""How often a point rests on two pieces, and how often a criterion without points has a piece all the same."""
_COUNTS = (Level.PARTLY, Level.FULL)


@dataclass(frozen=True)
class Material:
    """What evidence is made of: the documents sent, the answers written, the talks held."""

    files: Mapping[str, FileRevision]
    requests: Mapping[str, DocumentRequest]
    answers: list[SelfAnswer]
    talks: Mapping[str, Interview]


def collect_evidence(course: Course, script: Script, cast: Cast, material: Material) -> list[Evidence]:
    """Make the pieces of evidence of an evaluation: documents, pages, talks and answers."""
    rows = [
        *_sent(course, script, cast, material),
        *_seen(course, script, cast),
        *_heard(course, script, cast, material),
    ]
    made = store(Evidence, course, rows)
    for team_only in (True, False):
        found = [piece for piece in made if piece.from_municipality is not team_only]
        after = [{"title": piece.title, "kind": str(piece.kind)} for piece in found]
        told = [(piece.added_by, str(piece.pk), piece.title, entry) for piece, entry in zip(found, after, strict=True)]
        tell(course, "evidence", "added", told, team_only=team_only)
    return made


def _address(course: Course, kind: str, path: str) -> str:
    host = "intranat." if kind == Evidence.Kind.INTRANET else ""
    return f"https://{host}{course.organisation.key}.example/{path}"


def _sent(course: Course, script: Script, cast: Cast, material: Material) -> Iterator[dict[str, Any]]:
    """Yield the documents and pages that answer what was asked for."""
    day = script.done(-25, 10)
    for document in texts()["documents"]:
        request = material.requests[document["key"]]
        row = {"title": document["title"], "request": request, "from_municipality": True}
        row |= {"added_by": cast.coordinator, "added_at": day, "seen_on": day.date()}
        if request.state != DocumentRequest.State.RECEIVED:
            continue
        if "file" in document:
            yield row | {"kind": Evidence.Kind.FILE, "revision": material.files[document["key"]]}
        else:
            yield row | {"kind": document["page"], "address": _address(course, document["page"], document["path"])}


def _seen(course: Course, script: Script, cast: Cast) -> Iterator[dict[str, Any]]:
    """Yield the pages that the team found itself."""
    day = script.done(-6, 9)
    for place, page in enumerate(texts()["pages"]):
        yield {
            "kind": page["kind"],
            "title": page["title"],
            "address": _address(course, page["kind"], page["path"]),
            "remark": page["remark"],
            "seen_on": day.date(),
            "added_by": cast.team[place % len(cast.team)],
            "added_at": day,
        }


def _heard(course: Course, script: Script, cast: Cast, material: Material) -> Iterator[dict[str, Any]]:
    """Yield the talks that were held and some answers of the self-description."""
    outline = edition_outline(course.edition)
    for group, talk in material.talks.items():
        day = {"seen_on": talk.starts_at.date(), "added_by": cast.lead, "added_at": talk.ends_at}
        yield {"kind": Evidence.Kind.INTERVIEW, "interview": talk, "title": texts()["talks"][group]["title"]} | day
    for answer in material.answers[::_EVERY]:
        written = {"added_by": cast.evaluator, "added_at": script.done(-6, 9), "seen_on": script.done(-6, 9).date()}
        title = f"Självbeskrivningen, fråga {question_number(outline, answer.question)}"
        yield {"kind": Evidence.Kind.SELF_DESCRIPTION, "answer": answer, "title": title} | written


def tie_evidence(
    course: Course, script: Script, pieces: list[Evidence], judgements: list[Judgement], alone: set[str]
) -> None:
    """Tie pieces to the criteria that were judged; ``alone`` are those whose judgement stays without evidence."""
    chance, places, rows = script.random("evidence"), texts()["places"], []
    for row in judgements:
        counts = row.level in _COUNTS
        if not row.level or row.criterion in alone or not (counts or chance.random() < _OF_LITTLE):
            continue
        number = 2 if counts and chance.random() < _TWO else 1
        for piece in chance.sample(pieces, number):
            place = chance.choice(places) if piece.kind == Evidence.Kind.FILE else ""
            rows.append({"evidence": piece, "criterion": row.criterion, "place": place, "added_by": row.judged_by})
    moment = script.done(-5, 15)
    store(Support, course, (row | {"added_at": moment} for row in rows))
