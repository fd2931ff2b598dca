"""Reading the team's notes and talks; inside the scope of the organisation."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID, uuid5

from django.db.models import QuerySet

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.models import Support
from kompassros.evaluations.interviews.models import Group, Interview, Note
from kompassros.evaluations.interviews.placing import Place, place_of
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.preparing.questions import area_label, placed_questions
from kompassros.instruments.outline import edition_outline
from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Person
from kompassros.web.formats import format_datetime

_GUIDE_NOTES = UUID("6f4d0c0e-2a39-4f0b-9d0e-7b1f4b1c52aa")
_EARLY_SECONDS = 900


@dataclass(frozen=True)
class ShownNote:
    """A note as it is listed. supports: whether its talk is tied to its criterion as evidence already."""

    note: Note
    place: Place
    talk: str
    own: bool
    supports: bool


@dataclass(frozen=True)
class NoteGroup:
    """Notes under one heading."""

    heading: str
    notes: tuple[ShownNote, ...]


def notes_of(course: Course) -> QuerySet[Note]:
    """Return the notes of an evaluation with author and talk, latest first."""
    found: QuerySet[Note] = Note.objects.filter(course=course).select_related("author", "interview")
    return found.order_by("-written_at", "-pk")


def shown_notes(course: Course, notes: Iterable[Note], person: Person) -> list[ShownNote]:
    """Return notes as they are listed; one query for what their talks support."""
    tied = _tied(course)
    return [
        ShownNote(
            note=note,
            place=place_of(course.edition, note.question, note.criterion),
            talk=name_of(note.interview) if note.interview else "",
            own=note.author_id == person.pk,
            supports=note.criterion in tied.get(note.interview_id or 0, ()),
        )
        for note in notes
    ]


def _tied(course: Course) -> Mapping[int, set[str]]:
    rows = Support.objects.filter(course=course, evidence__withdrawn_at=None, evidence__interview__isnull=False)
    found: dict[int, set[str]] = defaultdict(set)
    for interview, criterion in rows.values_list("evidence__interview_id", "criterion"):
        found[interview].add(criterion)
    return found


def name_of(interview: Interview) -> str:
    """Return the name by which the team calls a talk: its group, its own title if it has one, and when."""
    named = f"{interview.get_group_display()}: {interview.title}" if interview.title else interview.get_group_display()
    return f"{named}, {format_datetime(interview.starts_at)}"


def matching(notes: Iterable[ShownNote], search: str) -> list[ShownNote]:
    """Return the notes that hold every word: in the text, the place, the talk or the author's name."""
    words = search_key(search).split()
    return [one for one in notes if not words or _holds(one, words)]


def _holds(one: ShownNote, words: Iterable[str]) -> bool:
    text = search_key(f"{one.note.text} {one.place.label} {one.talk} {one.note.author}")
    return all(word in text for word in words)


def grouped(course: Course, notes: Sequence[ShownNote], by: str) -> list[NoteGroup]:
    """Return notes under headings, by "area", "talk" or else "question"; those tied to nothing stand last."""
    heading, order = {"area": _by_area(course), "talk": _by_talk()}.get(by) or _by_question(course)
    ordered = sorted(notes, key=order)
    return [NoteGroup(name, tuple(inside)) for name, inside in groupby(ordered, key=heading)]


_Ways = tuple[Callable[[ShownNote], str], Callable[[ShownNote], int]]


def _by_question(course: Course) -> _Ways:
    questions = placed_questions(edition_outline(course.edition))
    places = {key: place for place, key in enumerate(questions)}
    labels = {key: placed.label() for key, placed in questions.items()}
    return (
        lambda one: labels.get(one.place.question, ""),
        lambda one: places.get(one.place.question, len(places)),
    )


def _by_area(course: Course) -> _Ways:
    areas = edition_outline(course.edition).areas
    inside = {question.id: place for place, area in enumerate(areas) for question in area.questions or ()}
    labels = [area_label(area) for area in areas]

    def place_in(one: ShownNote) -> int:
        return inside.get(one.place.question, len(labels))

    return (lambda one: labels[place_in(one)] if one.place.question else "", place_in)


def _by_talk() -> _Ways:
    def moment(one: ShownNote) -> int:
        talk = one.note.interview
        return int(talk.starts_at.timestamp()) * 1000 + (talk.pk % 1000) if talk else 2**62

    return (lambda one: one.talk, moment)


def talk_at(talks: Sequence[Interview], now: datetime) -> Interview | None:
    """Return the talk that one is in: the latest that has begun or begins within a quarter of an hour, else the first.

    talks: in the order of time; None for no talk.
    """
    begun = [talk for talk in talks if (talk.starts_at - now).total_seconds() <= _EARLY_SECONDS]
    found = begun[-1:] or talks[:1]
    return found[0] if found else None


def talks_with(course: Course, group: Group) -> list[Interview]:
    """Return the talks with a group in the order of time; one query."""
    return list(Interview.objects.filter(course=course, group=group).order_by("starts_at", "pk"))


def guide_uid(course: Course, person: Person, talk: Interview | None, criterion: str) -> UUID:
    """Return the uid of the note that a person takes beside a criterion of the guide in one talk: always the same.

    So the field shows what was written in it, however often the guide is drawn anew.
    """
    return uuid5(_GUIDE_NOTES, f"{course.slug}/{person.pk}/{talk.pk if talk else 0}/{criterion}")


def criteria_in(course: Course, question: str) -> list[Place]:
    """Return the criteria of a question as places."""
    placed = framework_of(course.edition).placed
    return [place_of(course.edition, "", key) for key, one in placed.items() if one.question.id == question]
