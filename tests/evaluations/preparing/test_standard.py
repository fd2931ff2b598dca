"""The usual documents name questions that our own edition has, and cover it."""

from pathlib import Path

import kompassros.instruments
from kompassros.evaluations.preparing.questions import placed_questions
from kompassros.evaluations.preparing.standard import STANDARD, standard_documents
from kompassros.instruments.exchange import read_edition
from tests.instruments.tiny import read, tiny

OWN = Path(kompassros.instruments.__file__).parent / "data" / "kompassros-bedomningspunkter-1.yaml"


def test_every_question_of_our_edition_is_served_by_a_document() -> None:
    named = {question for document in STANDARD for question in document.questions}
    assert named == set(placed_questions(read_edition(OWN)))


def test_keys_and_titles_stand_once() -> None:
    assert len({document.key for document in STANDARD}) == len(STANDARD)
    assert len({str(document.title).casefold() for document in STANDARD}) == len(STANDARD)


def test_another_frame_has_the_documents_without_questions() -> None:
    found = list(standard_documents(read(tiny())))
    assert [document.key for document in found] == [document.key for document in STANDARD]
    assert {document.questions for document in found} == {()}
