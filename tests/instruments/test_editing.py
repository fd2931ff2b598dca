"""Changes of a draft's plain content: what is asked for happens, numbers follow, the old content stays as it was."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from kompassros.instruments import editing
from kompassros.instruments.checking import check
from kompassros.instruments.editing import Content
from kompassros.instruments.exchange import canonical, edition_model
from tests.instruments.tiny import read, text, tiny


@pytest.fixture
def content() -> Content:
    return canonical(read(tiny()))


def outline(content: Content) -> list[tuple[str, str]]:
    return [(editing.number_of(found, content), found.part["id"]) for found in editing.parts(content)]


FIRST = [
    ("1", "a-bb22cc"),
    ("1.1", "q-cc33dd"),
    ("1.1.1", "c-aa11bb"),
    ("1.1.2", "c-bb22cc"),
    ("1.2", "q-dd44ff"),
    ("1.2.1", "c-cc33ee"),
    ("2", "a-ff55gg"),
    ("2.1", "q-ff55hh"),
    ("2.1.1", "c-dd44gg"),
]


def test_parts_stand_in_the_order_of_print(content: Content) -> None:
    assert outline(content) == FIRST


CHANGES: list[Callable[[Content], object]] = [
    lambda content: editing.change(content, "c-aa11bb", {"weight": 9}),
    lambda content: editing.remove(content, "a-bb22cc"),
    lambda content: editing.move(content, "c-aa11bb", 2),
    lambda content: editing.move_below(content, "q-dd44ff", "a-ff55gg"),
    lambda content: editing.add_area(content, {}),
    lambda content: editing.add_question(content, "a-bb22cc", {}),
    lambda content: editing.add_criterion(content, "q-cc33dd", {}),
    editing.with_new_ids,
]


@pytest.mark.parametrize("change", CHANGES)
def test_old_content_stays_as_it_was(content: Content, change: Callable[[Content], object]) -> None:
    before = deepcopy(content)
    change(content)
    assert content == before


def test_part_gets_other_values_and_keeps_the_rest(content: Content) -> None:
    changed = editing.change(content, "c-aa11bb", {"partly": text("other")})
    part = editing.find(changed, "c-aa11bb").part
    assert (part["partly"], part["weight"]) == (text("other"), 3)
    assert editing.differences(content, changed) == (
        {f"1.1.1 c-aa11bb partly.{language}": f"plan partly {language}" for language in ("sv", "nb", "en")},
        {f"1.1.1 c-aa11bb partly.{language}": f"other {language}" for language in ("sv", "nb", "en")},
    )


def test_criterion_moves_and_the_numbers_follow(content: Content) -> None:
    changed = editing.move(content, "c-bb22cc", 1)
    assert outline(changed)[1:4] == [("1.1", "q-cc33dd"), ("1.1.1", "c-bb22cc"), ("1.1.2", "c-aa11bb")]
    assert editing.differences(content, changed) == (
        {"1.1.1 c-aa11bb place": 1, "1.1.2 c-bb22cc place": 2},
        {"1.1.1 c-aa11bb place": 2, "1.1.2 c-bb22cc place": 1},
    )


@pytest.mark.parametrize("place", [2, 99])
def test_area_moves_to_the_end(content: Content, place: int) -> None:
    changed = editing.move(content, "a-bb22cc", place)
    assert [area["no"] for area in changed["areas"]] == [1, 2]
    assert [q["no"] for area in changed["areas"] for q in area["questions"]] == ["1.1", "2.1", "2.2"]


def test_question_moves_below_another_area(content: Content) -> None:
    changed = editing.move_below(content, "q-ff55hh", "a-bb22cc")
    assert outline(changed)[-3:] == [("1.3", "q-ff55hh"), ("1.3.1", "c-dd44gg"), ("2", "a-ff55gg")]
    assert (changed["areas"][1]["questions"], changed["areas"][1]["questions_status"]) == (None, "unpublished")


def test_criterion_moves_below_another_question(content: Content) -> None:
    changed = editing.move_below(content, "c-aa11bb", "q-dd44ff")
    assert ("1.2.2", "c-aa11bb") in outline(changed)
    assert editing.move_below(content, "c-aa11bb", "q-cc33dd") == content


@pytest.mark.parametrize(("part", "parent"), [("c-aa11bb", "a-bb22cc"), ("q-cc33dd", "c-aa11bb"), ("c-zz", "q-cc33dd")])
def test_part_cannot_stand_below_what_holds_no_such_parts(content: Content, part: str, parent: str) -> None:
    with pytest.raises(LookupError):
        editing.move_below(content, part, parent)


def test_removed_area_is_forgotten_by_its_dimension(content: Content) -> None:
    changed = editing.remove(content, "a-bb22cc")
    assert outline(changed) == [("1", "a-ff55gg"), ("1.1", "q-ff55hh"), ("1.1.1", "c-dd44gg")]
    assert changed["dimensions"][0]["areas"] == []


def test_added_parts_get_new_ids_of_their_kind(content: Content) -> None:
    changed, area = editing.add_area(content, {"name": text("new")})
    changed, question = editing.add_question(changed, area, {"text": text("asked")})
    changed, criterion = editing.add_criterion(changed, question, {"weight": 5})
    assert outline(changed) == [*FIRST, ("3", area), ("3.1", question), ("3.1.1", criterion)]
    assert [part[0] for part in (area, question, criterion)] == ["a", "q", "c"]
    assert changed["areas"][2]["questions_status"] == "published"


def test_copy_for_another_instrument_has_no_old_id(content: Content) -> None:
    changed = editing.with_new_ids(content)
    assert {key for _no, key in outline(changed)} & {key for _no, key in FIRST} == set()
    assert changed["dimensions"][0]["areas"] == [changed["areas"][0]["id"]]
    assert edition_model(changed).model_validate(changed)


def test_empty_draft_is_told_what_it_lacks() -> None:
    content = editing.empty_content(key="new", version="1", names=text("new"))
    faults = {steps for steps, _reason in check(content).faults}
    assert {("areas",), ("sources",), ("notes", "sv"), ("level3", "text", "nb")} <= faults


def test_right_content_has_neither_faults_nor_remarks(content: Content) -> None:
    found = check(content)
    assert (found.faults, found.remarks) == ((), ())
    assert found.edition == read(tiny())


def test_remarks_stop_nothing(content: Content) -> None:
    changed = editing.remove(content, "c-cc33ee")
    changed = editing.change(changed, "c-aa11bb", {"text": text("x") | {"nb": "X EN"}})
    found = check(changed)
    assert found.edition
    assert [steps for steps, _reason in found.remarks] == [
        ("areas", 0, "questions", 0, "criteria", 0, "text"),
        ("areas", 0, "questions", 1),
    ]


def test_old_format_becomes_the_new_one_without_criteria() -> None:
    old = tiny(format="kompassros-edition-1")
    for area in old["areas"]:
        for question in area["questions"]:
            question.pop("weight", None)
            question.pop("criteria")
    content = editing.with_criteria(canonical(read(old)))
    assert [(q["weight"], q["criteria"]) for area in content["areas"] for q in area["questions"]] == [(1, [])] * 3
    assert check(content).edition
