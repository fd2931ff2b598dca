"""The questions of an edition by their ids, each with its area."""

from collections.abc import Iterable
from dataclasses import dataclass

from kompassros.instruments.exchange_schema import Area, EditionFile, Question
from kompassros.instruments.outline import in_language
from kompassros.web.formats import current_language


@dataclass(frozen=True)
class PlacedQuestion:
    """A question with its area."""

    area: Area
    question: Question

    def label(self) -> str:
        """Return its number and text in the reader's language."""
        return f"{self.question.no} {in_language(self.question.text, current_language())}"


def placed_questions(outline: EditionFile) -> dict[str, PlacedQuestion]:
    """Return every question of an edition by its id, in the order of areas and questions."""
    return {question.id: PlacedQuestion(area, question) for area in outline.areas for question in area.questions or ()}


def area_label(area: Area) -> str:
    """Return an area's number and name in the reader's language."""
    return f"{area.no} {in_language(area.name, current_language())}"


def question_number(outline: EditionFile, question: str) -> str:
    """Return the printed number of a question; its id where the edition does not have it."""
    found = placed_questions(outline).get(question)
    return found.question.no if found else question


def numbers_of(outline: EditionFile, questions: Iterable[str]) -> list[str]:
    """Return the printed numbers of some questions in the edition's order; those that it does not have are left out."""
    wanted = set(questions)
    return [placed.question.no for key, placed in placed_questions(outline).items() if key in wanted]
