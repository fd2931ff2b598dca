"""What changes the bank: examples, files, leave, and where evaluations point to them."""

import json
from pathlib import Path
from typing import Any

import pytest

from kompassros.evaluations.courses import trail
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.findings import bank, bank_leave, bank_queries, bank_uses, queries
from kompassros.evaluations.findings.bank_demo import load_examples
from kompassros.evaluations.findings.bank_leave import Answer
from kompassros.evaluations.findings.bank_queries import Wanted
from kompassros.evaluations.findings.models import ExampleUse, GoodExample
from kompassros.organisations.demo import OTHER, OWN, SINCE
from kompassros.organisations.models import Grant, Organisation
from kompassros.organisations.roles import Role
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import clock, history
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import FileRevision, HistoryEntry, Notice
from tests.evaluations.course_cases import bring_to, demo_person, make_course, small_edition
from tests.evaluations.findings.bank_cases import (
    ALTERNATIVE,
    QUESTION,
    add_example,
    document,
    give,
    norrvik_coordinator,
    norwegian_municipality,
    picture,
    read_anew,
    wording,
)
from tests.evaluations.findings.conftest import AREA

pytestmark = pytest.mark.django_db
GIVEN, REFUSED = GoodExample.Leave.GIVEN, GoodExample.Leave.REFUSED


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """A folder of their own for what the tests upload."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def example(db: None) -> GoodExample:
    """An example of Norrvik that nobody has asked leave for."""
    small_edition()
    return add_example(leave=False)


def verbs(example: GoodExample) -> list[str]:
    return [entry.verb for entry in history.of_subject(bank.KIND, example.slug)]


def titles(person: Any, words: str) -> set[str]:
    return {found.title for found in bank_queries.find_examples(person, Wanted(words=words))}


def test_demo_has_six_with_leave_and_one_without(db: None) -> None:
    rows = GoodExample._base_manager.filter(made_up=True)
    assert sorted(rows.values_list("organisation__key", "leave")) == [(OWN, "not_asked"), *[(OTHER, "given")] * 6]
    assert load_examples() == 0


def test_example_is_added_with_its_history_and_takes_made_up_from_its_municipality(example: GoodExample) -> None:
    assert (example.made_up, example.leave, example.slug) == (True, "not_asked", "norrvik-cafe-anglamark")
    entry = history.of_subject(bank.KIND, example.slug).get()
    assert (entry.verb, entry.organisation_id) == ("added", example.organisation_id)
    assert entry.after
    assert entry.after["questions"] == ["1.1"]
    assert add_example(leave=False).slug == "norrvik-cafe-anglamark-2"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": " "},
        {"text": ""},
        {"text": "x" * (bank.LONGEST + 1)},
        {"questions": ()},
        {"questions": ("q-zzzzzz",)},
        {"instrument": "other"},
        {"language": "xx"},
    ],
)
def test_what_an_example_lacks_is_refused(changes: dict[str, object], example: GoodExample) -> None:
    with pytest.raises(DomainError):
        add_example(**changes)
    with pytest.raises(DomainError):
        bank.change_example(example=example, wording=wording(**changes), person=None)


def test_gold_star_is_for_norwegian_municipalities_only(example: GoodExample) -> None:
    with pytest.raises(DomainError, match="Gullstjerne"):
        add_example(gold_star=True)
    norwegian = norwegian_municipality()
    assert add_example(norwegian.key, gold_star=True, language="nb").gold_star


@pytest.mark.parametrize("words", ["cafe anglamark", "CAFÉ", "änglamark marker", "norrvik cafe"])
def test_search_leaves_case_and_accents_out(words: str, example: GoodExample) -> None:
    evaluator = demo_person(Role.EVALUATOR)
    assert "Café Änglamark" in titles(evaluator, words)
    assert "Café Änglamark" not in titles(evaluator, f"{words} nowhere")


def test_search_finds_the_changed_text(example: GoodExample) -> None:
    bank.change_example(example=example, wording=wording(text="Nytt om skolgårdar."), person=None)
    evaluator = demo_person(Role.EVALUATOR)
    assert titles(evaluator, "skolgardar") == {"Café Änglamark"}
    assert titles(evaluator, "marker text") == set()


def test_search_by_area_question_municipality_and_leave(example: GoodExample) -> None:
    evaluator = demo_person(Role.EVALUATOR)
    for about in (AREA, QUESTION):
        assert bank_queries.find_examples(evaluator, Wanted(about=about)) == [example]
    assert bank_queries.find_examples(evaluator, Wanted(about="a-ff55gg")) == []
    assert bank_queries.find_examples(evaluator, Wanted(municipality=OTHER, leave="not_asked")) == [example]
    assert bank_queries.find_examples(evaluator, Wanted(gold_star=True)) == []


def test_second_editor_is_told(example: GoodExample) -> None:
    late = read_anew(example)
    bank.change_example(example=example, wording=wording(title="First"), person=None)
    with pytest.raises(Conflict):
        bank.change_example(example=late, wording=wording(title="Second"), person=None)
    assert read_anew(example).title == "First"


@pytest.mark.parametrize(
    ("role", "own"), [(Role.READER, False), (Role.RESPONDENT, False), (Role.COORDINATOR, False), (Role.AUDITOR, False)]
)
def test_others_change_nothing_of_norrvik(role: Role, own: bool, example: GoodExample) -> None:
    person = demo_person(role)
    with pytest.raises(DomainError):
        bank.change_example(example=example, wording=wording(title="New"), person=person)
    with pytest.raises(DomainError):
        bank_leave.answer_leave(example=example, answer=Answer(GIVEN, "Me", SINCE), person=person)
    with pytest.raises(DomainError):
        bank_leave.ask_leave(example=example, person=person)
    with pytest.raises(DomainError):
        bank.add_example(organisation=example.organisation, wording=wording(), person=person)
    assert read_anew(example).version == example.version


def test_leave_is_asked_of_the_coordinators_and_given_by_one(example: GoodExample) -> None:
    evaluator, owner = demo_person(Role.EVALUATOR), norrvik_coordinator()
    example.added_by = evaluator
    assert bank_leave.ask_leave(example=example, person=evaluator) == 1
    assert Notice.objects.filter(person=owner, kind=bank_leave.ASKED).count() == 1
    with pytest.raises(DomainError, match="asked already"):
        bank_leave.ask_leave(example=example, person=evaluator)
    bank_leave.answer_leave(example=example, answer=Answer(GIVEN), person=owner)
    stored = read_anew(example)
    assert (stored.leave, stored.leave_by, stored.leave_on) == ("given", str(owner), clock.today())
    assert Notice.objects.filter(person=evaluator, kind=bank_leave.ANSWERED).count() == 1
    with pytest.raises(DomainError, match="given leave already"):
        bank_leave.ask_leave(example=stored, person=evaluator)
    bank_leave.answer_leave(example=stored, answer=Answer(REFUSED), person=owner)
    assert verbs(example) == ["leave_withdrawn", "leave_given", "leave_asked", "added"]


def test_leave_is_not_asked_where_nobody_coordinates(example: GoodExample) -> None:
    Grant.objects.filter(person=norrvik_coordinator()).update(withdrawn_at=clock.now())
    with pytest.raises(DomainError, match="no coordinator"):
        bank_leave.ask_leave(example=example, person=demo_person(Role.EVALUATOR))


def test_administrator_states_who_gave_leave_and_when(example: GoodExample) -> None:
    administrator = demo_person(Role.ADMINISTRATOR)
    for answer in (Answer(GIVEN), Answer(GIVEN, by="The director"), Answer(GIVEN, "The director", clock.today().max)):
        with pytest.raises(DomainError):
            bank_leave.answer_leave(example=example, answer=answer, person=administrator)
    bank_leave.answer_leave(example=example, answer=Answer(GIVEN, "The director", SINCE), person=administrator)
    assert (read_anew(example).leave_by, read_anew(example).leave_on) == ("The director", SINCE)
    with pytest.raises(DomainError, match="stored already"):
        bank_leave.answer_leave(example=example, answer=Answer(GIVEN, "The director", SINCE), person=administrator)


def test_evaluator_gives_no_leave(example: GoodExample) -> None:
    with pytest.raises(DomainError):
        bank_leave.answer_leave(
            example=example, answer=Answer(GIVEN, "Me", SINCE), person=demo_person(Role.LEAD_EVALUATOR)
        )


def test_leave_ends_where_another_changes_what_is_shown(example: GoodExample) -> None:
    give(example)
    evaluator = demo_person(Role.EVALUATOR)
    bank.change_example(example=example, wording=wording(questions=(QUESTION, "q-dd44ff")), person=evaluator)
    assert read_anew(example).leave == GIVEN
    bank.change_example(example=example, wording=wording(text="Other"), person=evaluator)
    stored = read_anew(example)
    assert (stored.leave, stored.leave_by, stored.leave_on) == ("not_asked", "", None)
    give(stored)
    bank.change_example(example=stored, wording=wording(text="By its owner"), person=norrvik_coordinator())
    assert read_anew(example).leave == GIVEN


def test_picture_needs_a_sentence_and_rights(example: GoodExample) -> None:
    for alternative, rights in (("", "Norrvik"), (ALTERNATIVE, " ")):
        with pytest.raises(DomainError, match="says what it shows"):
            bank.add_file(
                example=example, upload=picture(), title="", alternative=alternative, rights=rights, person=None
            )
    assert not FileRevision.objects.filter(name="pages.png").exists()
    piece = bank.add_file(
        example=example, upload=picture(), title="", alternative=ALTERNATIVE, rights="Norrvik", person=None
    )
    bank.add_file(example=example, upload=document(), title="Plan", alternative="", rights="", person=None)
    pictures, documents = bank_queries.files_of(example)
    assert ([one.piece for one in pictures], [one.revision.name for one in documents]) == ([piece], ["plan.txt"])
    bank.remove_file(example=example, piece=piece, person=None)
    assert bank_queries.files_of(example)[0] == []
    with pytest.raises(DomainError, match="another example"):
        bank.remove_file(example=add_example(), piece=documents[0].piece, person=None)


def test_file_put_there_by_another_ends_the_leave(example: GoodExample) -> None:
    give(example)
    bank.add_file(
        example=example,
        upload=document(),
        title="",
        alternative="",
        rights="",
        person=demo_person(Role.EVALUATOR),
    )
    assert read_anew(example).leave == "not_asked"


@pytest.fixture
def course(db: None) -> Course:
    return make_course(State.DRAFTING)


def point(course: Course, example: GoodExample, **changes: Any) -> ExampleUse:
    place = {"area": AREA, "question": QUESTION, "person": demo_person(Role.EVALUATOR)} | changes
    return bank_uses.point_to(course=course, example=example, **place)


def test_example_is_pointed_to_once_and_taken_away(course: Course, example: GoodExample) -> None:
    use = point(course, example)
    assert point(course, example).pk == use.pk
    assert point(course, example, question="").pk != use.pk
    bank_uses.take_away(course=course, use=use, person=demo_person(Role.EVALUATOR))
    assert list(ExampleUse._base_manager.filter(course=course).values_list("question", flat=True)) == [""]
    entries = HistoryEntry.objects.filter(subject_kind=bank_uses.KIND, subject_key__startswith=f"{course.slug}/")
    assert [(entry.verb, entry.organisation_id) for entry in entries] == [
        ("taken_away", None),
        ("pointed", None),
        ("pointed", None),
    ]


def test_only_what_has_leave_is_shown_outside_the_team(course: Course, example: GoodExample) -> None:
    use = point(course, example)
    with organisation_scope(course.organisation):
        assert queries.examples_by_area(course) == {}
        give(example)
        assert queries.examples_by_area(course) == {AREA: [use]}


def test_pointing_in_the_fact_check_stands_in_the_municipalitys_history(course: Course, example: GoodExample) -> None:
    bring_to(course, State.FACT_CHECK)
    use = point(course, give(example))
    entry = trail.entries_about(course, bank_uses.KIND, str(use.pk)).get()
    assert entry.organisation_id == course.organisation_id


@pytest.mark.parametrize("changes", [{"area": "a-zzzzzz"}, {"question": "q-ff55hh"}])
def test_place_that_is_not_there_is_refused(changes: dict[str, str], course: Course, example: GoodExample) -> None:
    with pytest.raises(DomainError):
        point(course, example, **changes)


def test_own_example_made_up_one_and_coordinator_are_refused(course: Course, example: GoodExample) -> None:
    with pytest.raises(DomainError, match="own example"):
        point(course, add_example(OWN))
    with pytest.raises(DomainError):
        point(course, example, person=demo_person(Role.COORDINATOR))
    Course._base_manager.filter(pk=course.pk).update(made_up=False)
    course.refresh_from_db()
    with pytest.raises(DomainError, match="made up"):
        point(course, example)


def test_suggested_are_those_of_the_same_question_of_others(course: Course, example: GoodExample) -> None:
    add_example(OWN, title="Own")
    add_example(title="Elsewhere in the edition", questions=("q-ff55hh",))
    with organisation_scope(course.organisation):
        here = next(area for area in queries.areas_with_findings(course) if area.id == AREA)
        evaluator = demo_person(Role.EVALUATOR)
        found = bank_queries.area_examples(course, here, evaluator, "elsewhere")
        assert [(offer.example, offer.question) for offer in found.suggested] == [(example, QUESTION)]
        assert [offer.example.title for offer in found.found] == ["Elsewhere in the edition"]
        point(course, example)
        again = bank_queries.area_examples(course, here, evaluator, "")
        assert (again.suggested, again.found, len(again.uses)) == ([], [], 1)


def test_history_of_an_example_holds_json_only(example: GoodExample) -> None:
    give(example)
    for entry in history.of_subject(bank.KIND, example.slug):
        assert json.dumps([entry.before, entry.after])


def test_no_municipality_has_no_examples(example: GoodExample) -> None:
    country = Organisation.objects.get(key="sverige")
    with pytest.raises(DomainError, match="belongs to a municipality"):
        bank.add_example(organisation=country, wording=wording(), person=None)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//norrvik.example", "books"])
def test_link_that_is_no_web_address_is_refused(link: str, db: None) -> None:
    small_edition()
    with pytest.raises(DomainError, match="https://"):
        add_example(leave=False, link=link)
