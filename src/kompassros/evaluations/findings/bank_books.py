"""The questions that good examples can belong to, in words: those of the editions of municipal instruments."""

from collections.abc import Iterable
from dataclasses import dataclass

from kompassros.evaluations.preparing.questions import area_label
from kompassros.instruments.criteria import count_criteria
from kompassros.instruments.models import Edition
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.web.formats import current_language

_KINDS = ("municipality", "any")
Labelled = tuple[str, str]


@dataclass(frozen=True)
class BookArea:
    """An area: its id, its label, and its questions as (id, label)."""

    id: str
    label: str
    questions: tuple[Labelled, ...]


@dataclass(frozen=True)
class Book:
    """An edition with questions: its row's number, its instrument's key, its name in the reader's language."""

    edition: int
    instrument: str
    name: str
    has_criteria: bool
    areas: tuple[BookArea, ...]

    @property
    def questions(self) -> dict[str, str]:
        """Return question -> label."""
        return {question: label for area in self.areas for question, label in area.questions}


@dataclass(frozen=True)
class QuestionPlace:
    """A question in words, with its area and the edition that asks it."""

    label: str
    area: BookArea
    book: Book


def books() -> list[Book]:
    """Return the latest revision of each edition that has questions, those with criteria first; one query.

    What an edition holds is read once in a process (instruments/outline.py), at one more query each.
    """
    rows = Edition.objects.select_related("instrument").defer("content").order_by("revision")
    latest = {(row.instrument_id, row.version): row for row in rows}
    made = [book for book in map(_book, latest.values()) if book is not None]
    return sorted(made, key=lambda book: (not book.has_criteria, book.name))


def _book(edition: Edition) -> Book | None:
    outline, language = edition_outline(edition), current_language()
    areas = tuple(
        BookArea(
            area.id,
            area_label(area),
            tuple((one.id, f"{one.no} {in_language(one.text, language)}") for one in area.questions),
        )
        for area in outline.areas
        if area.questions
    )
    if not areas or outline.instrument.kind not in _KINDS:
        return None
    name = f"{in_language(outline.instrument.name, language)} {outline.version}"
    return Book(edition.pk, outline.instrument.id, name, count_criteria(outline) > 0, areas)


def places(known: Iterable[Book]) -> dict[str, QuestionPlace]:
    """Return question -> where it stands; the first of the books that has it."""
    found: dict[str, QuestionPlace] = {}
    for book in known:
        for area in book.areas:
            for question, label in area.questions:
                found.setdefault(question, QuestionPlace(label, area, book))
    return found


def book_for(known: list[Book], instrument: str, questions: Iterable[str]) -> Book | None:
    """Return the book of an instrument that has most of some questions; the first of all for no instrument."""
    same = [book for book in known if book.instrument == instrument] if instrument else known
    wanted = set(questions)
    return max(same, key=lambda book: len(wanted & book.questions.keys()), default=None)
