"""Writing, renewing and taking back texts about measures; what the history keeps; what is carried on."""

from datetime import timedelta

import pytest

from kompassros.indicators.models import MeasureNote
from kompassros.indicators.notes.queries import Note, asked_of, notes_of, public_notes, sets_of_years
from kompassros.indicators.notes.services import KIND, LONGEST, STILL_WRITING, Place, withdraw_note, write_note
from kompassros.organisations.demo import OTHER, OWN
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import HistoryEntry
from tests.indicators.notes.note_cases import Question, place, write
from tests.indicators.rounds.makers import person_with

pytestmark = pytest.mark.django_db
CODE, YEAR = "N15428", 2024


def told() -> list[HistoryEntry]:
    return list(HistoryEntry.objects.filter(subject_kind=KIND, subject_key__contains=f":{CODE}:").order_by("pk"))


def written_long_ago(note: MeasureNote) -> None:
    earlier = clock.now() - STILL_WRITING - timedelta(seconds=1)
    MeasureNote._base_manager.filter(pk=note.pk).update(written_at=earlier)


def test_first_text_is_version_one_and_told_without_the_text() -> None:
    note = write(place(CODE), "  First.\r\nSecond. ", public=True, person=person_with(Role.COORDINATOR))
    assert (note.text, note.public, note.version) == ("First.\nSecond.", True, 1)
    (entry,) = told()
    assert (entry.verb, entry.after) == ("written", {"public": True, "characters": 14})


def test_same_text_again_makes_no_version() -> None:
    write(place(CODE), "Text.")
    assert write(place(CODE), "Text. ").version == 1
    assert len(told()) == 1


def test_text_that_is_still_typed_is_not_kept_and_one_that_stood_is_kept_once() -> None:
    at, person = place(CODE), person_with(Role.COORDINATOR)
    for text in ("T", "Te", "Text"):
        note = write(at, text, person=person)
    written_long_ago(note)
    write(at, "Another", person=person)
    assert [(entry.after or {}).get("earlier") for entry in told()] == [None, None, None, "Text"]


@pytest.mark.parametrize("role", [Role.RESPONDENT, None])
def test_text_of_somebody_else_is_kept(role: Role | None) -> None:
    at = place(CODE)
    write(at, "Theirs", person=person_with(Role.COORDINATOR))
    write(at, "Ours", person=person_with(role) if role else None)
    assert told()[-1].after == {"public": False, "characters": 4, "earlier": "Theirs"}


def test_public_text_is_kept_however_soon_it_goes() -> None:
    at, person = place(CODE), person_with(Role.COORDINATOR)
    write(at, "Public", public=True, person=person)
    write(at, "Public too", public=True, person=person)
    assert told()[-1].after == {"public": True, "characters": 10, "earlier": "Public"}


def test_withdrawn_text_is_empty_not_public_and_kept_in_the_history() -> None:
    note = write(place(CODE), "Text.", public=True)
    gone = withdraw_note(place=place(CODE), version=note.version, person=None)
    assert (gone.text, gone.public, gone.version) == ("", False, 2)
    assert (told()[-1].verb, told()[-1].after) == (
        "withdrawn",
        {"public": False, "characters": 0, "earlier": "Text."},
    )


def test_empty_text_is_never_public() -> None:
    assert write(place(CODE), "  ", public=True).public is False


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_second_writer_is_told_that_the_text_changed(seen: int) -> None:
    write(place(CODE), "One")
    write(place(CODE), "Two")
    with pytest.raises(Conflict, match="Somebody else"):
        write_note(place=place(CODE), text="Three", public=False, version=seen, person=None)
    note = place(CODE).find()
    assert note is not None
    assert note.text == "Two"


def test_version_of_a_text_that_is_not_there_is_a_conflict() -> None:
    with pytest.raises(Conflict):
        write_note(place=place(CODE), text="Text", public=False, version=1, person=None)


@pytest.mark.parametrize(
    ("text", "said"), [("x" * (LONGEST + 1), "longer than"), ("a\x0bb", "cannot be shown"), ("a\x00b", "cannot be")]
)
def test_text_that_cannot_be_kept_is_refused(text: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        write(place(CODE), text)
    assert place(CODE).find() is None


@pytest.mark.parametrize("year", [1989, 3000])
def test_year_out_of_bounds_is_refused(year: int) -> None:
    with pytest.raises(DomainError, match="no such year"):
        write(place(CODE, year=year), "Text")


def test_unknown_question_is_refused() -> None:
    with pytest.raises(DomainError, match="no such question"):
        write(place(CODE, "why"), "Text")


@pytest.mark.parametrize("role", list(Role))
def test_only_who_works_for_the_municipality_writes(role: Role) -> None:
    person = person_with(role)
    if role in {Role.COORDINATOR, Role.RESPONDENT}:
        assert write(place(CODE), "Text", person=person).version == 1
    else:
        with pytest.raises(DomainError, match="may not write"):
            write(place(CODE), "Text", person=person)


def test_coordinator_of_another_municipality_writes_nothing() -> None:
    stranger = Person.objects.get(email="coordinator.norrvik@demo.example")
    with pytest.raises(DomainError, match="may not write"):
        write(place(CODE), "Text", person=stranger)


# --- what holds in a year


def held(year: int, *, public: bool = False) -> list[Note]:
    number, own = place(CODE).indicator.number, Organisation.objects.get(key=OWN).pk
    read = public_notes if public else notes_of
    return list(read(organisation=own, indicators=[number], year=year).get(number, ()))


def test_answer_is_carried_until_it_is_renewed_and_the_comment_never() -> None:
    write(place(CODE, Question.BEST, 2022), "Best then")
    write(place(CODE, Question.COMMENT, 2022), "Comment then")
    write(place(CODE, Question.BEST, 2024), "Best now")
    assert held(2022) == [
        Note("comment", 2022, "Comment then", public=False),
        Note("best", 2022, "Best then", public=False),
    ]
    assert held(2023) == [Note("best", 2022, "Best then", public=False)]
    assert held(2024) == [Note("best", 2024, "Best now", public=False)]
    assert held(2021) == []


def test_emptied_answer_ends_the_earlier_one() -> None:
    write(place(CODE, Question.BEST, 2022), "Best then", public=True)
    write(place(CODE, Question.BEST, 2024), "")
    assert (len(held(2023)), held(2024), held(2025), held(2024, public=True)) == (1, [], [], [])
    assert told()[-1].verb == "ended"


def test_everybody_reads_only_what_is_public_and_nothing_that_is_being_renewed() -> None:
    write(place(CODE, Question.MEANS, 2023), "Public then", public=True)
    write(place(CODE, Question.COMMENT, 2024), "Not public")
    assert [note.text for note in held(2024, public=True)] == ["Public then"]
    write(place(CODE, Question.MEANS, 2024), "Draft of now")
    assert held(2024, public=True) == []
    write(place(CODE, Question.MEANS, 2024), "Draft of now", public=True)
    assert [note.text for note in held(2024, public=True)] == ["Draft of now"]


def test_hidden_years_are_not_read_and_the_earlier_answer_stays() -> None:
    number, own = place(CODE).indicator.number, Organisation.objects.get(key=OWN).pk
    write(place(CODE, Question.MEANS, 2023), "Then", public=True)
    write(place(CODE, Question.MEANS, 2024), "Now", public=True)
    found = public_notes(organisation=own, indicators=[number], year=2024, hidden={(number, 2024)})
    assert [note.text for note in found[number]] == ["Then"]


def test_texts_of_another_municipality_are_not_read() -> None:
    indicator = place(CODE).indicator
    write(Place(Organisation.objects.get(key=OTHER), indicator, YEAR, Question.BEST), "Theirs", public=True)
    assert held(YEAR) == []


def test_form_of_a_new_year_starts_with_the_earlier_answer_as_not_public() -> None:
    own, indicator = Organisation.objects.get(key=OWN), place(CODE).indicator
    write(place(CODE, Question.BEST, 2022), "Best then", public=True)
    write(place(CODE, Question.COMMENT, 2022), "Comment then")
    asked = asked_of(organisation=own, indicator=indicator.number, year=2024)
    best, comment = asked["best"], asked["comment"]
    assert (best.text, best.public, best.version, best.carried) == ("Best then", False, 0, 2022)
    assert (comment.text, comment.version, comment.carried) == ("", 0, None)
    write(place(CODE, Question.BEST, 2024), "Best then", public=True)
    renewed = asked_of(organisation=own, indicator=indicator.number, year=2024)["best"]
    assert (renewed.public, renewed.version, renewed.carried) == (True, 1, None)


def test_sets_tell_how_many_measures_are_written_about() -> None:
    own = Organisation.objects.get(key=OWN)
    write(place(CODE), "Text")
    write(place(CODE, Question.BEST), "Text")
    write(place(CODE, Question.BEST, 2023), "")
    found = {one.measure_set.key: one for one in sets_of_years(own)}
    assert (found["kkik-2024"].year, found["kkik-2024"].size, found["kkik-2024"].written) == (2024, 40, 1)
