"""The pages of the bank of good examples, as each role; pointing to examples from the page of an area."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.findings import bank, bank_uses
from kompassros.evaluations.findings.models import ExampleFile, ExampleUse, GoodExample
from kompassros.organisations.demo import OTHER, OWN
from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
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
)
from tests.evaluations.findings.conftest import AREA, sign_in

pytestmark = pytest.mark.django_db
FINDERS = {Role.ADMINISTRATOR, Role.LEAD_EVALUATOR, Role.EVALUATOR, Role.PEER_EVALUATOR}
WRITERS = FINDERS | {Role.COORDINATOR}
TITLE = "Café Änglamark"


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """A folder of their own for what the tests upload."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def own(db: None) -> GoodExample:
    """An example of Granby without leave."""
    small_edition()
    return add_example(OWN, leave=False, title="Granby's own")


@pytest.fixture
def other(own: GoodExample) -> GoodExample:
    """An example of Norrvik with leave."""
    return add_example(OTHER)


def as_person(client: Client, person: Person) -> Client:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(name: str, *values: object) -> str:
    return reverse(f"examples:{name}", args=values)


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def with_picture(example: GoodExample) -> ExampleFile:
    return bank.add_file(
        example=example, upload=picture(), title="", alternative=ALTERNATIVE, rights="Norrvik", person=None
    )


@pytest.mark.parametrize("role", list(Role))
def test_who_opens_what(role: Role, own: GoodExample, other: GoodExample, client: Client) -> None:
    sign_in(client, role)
    opened = {
        (name, example.organisation.key): client.get(address(name, example.slug)).status_code == 200
        for name in ("show", "change", "add_file", "leave")
        for example in (own, other)
    }
    deciders = {Role.ADMINISTRATOR, Role.COORDINATOR}
    assert opened == {
        ("show", OWN): role in WRITERS,
        ("show", OTHER): True,
        ("change", OWN): role in WRITERS,
        ("change", OTHER): role in FINDERS,
        ("add_file", OWN): role in WRITERS,
        ("add_file", OTHER): role in FINDERS,
        ("leave", OWN): role in deciders,
        ("leave", OTHER): role is Role.ADMINISTRATOR,
    }
    page = text_of(client, address("list"))
    assert ("Granby&#x27;s own" in page, TITLE in page) == (role in WRITERS, True)
    assert ('name="leave"' in page) == (role in FINDERS)
    assert (address("start") in page) == (role in WRITERS)


def test_person_without_a_role_sees_an_empty_bank(other: GoodExample, client: Client) -> None:
    nobody = Person.objects.create_user("nobody@example.org", name="Nobody")
    as_person(client, nobody)
    assert "There is no example yet" in text_of(client, address("list"))
    assert client.get(address("show", other.slug)).status_code == 403
    assert client.get(address("start")).status_code == 403


def test_list_is_narrowed_and_turned_into_a_file(own: GoodExample, other: GoodExample, client: Client) -> None:
    sign_in(client, Role.READER)
    where = address("list")
    assert "1 example fits" in text_of(client, f"{where}?q=cafe+ANGLAMARK&municipality={OTHER}&about={QUESTION}")
    assert "No example fits" in text_of(client, f"{where}?q=cafe&gold_star=on")
    assert "7 examples fit" in text_of(client, f"{where}?leave=not_asked")
    file = client.get(f"{where}?q=cafe&table=examples&format=csv")
    assert file["Content-Type"].startswith("text/csv")
    assert TITLE in file.content.decode("utf-8-sig")


def test_list_has_pages(other: GoodExample, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kompassros.evaluations.findings.views_bank.ON_A_PAGE", 4)
    sign_in(client, Role.READER)
    assert "?page=2" in text_of(client, address("list"))
    page = text_of(client, f"{address('list')}?q=o&page=2")
    assert "?q=o&amp;page=1" in page
    assert "Page 2 of" in page


def sent(**changes: Any) -> dict[str, Any]:
    plain = {
        "title": TITLE,
        "text": "Text",
        "language": "sv",
        "year": "2025",
        "link": "https://norrvik.example/x",
        "contact": "The planning unit",
        "questions": [QUESTION],
        "version": 1,
        "request_id": uuid4(),
    }
    return plain | changes


def edition_number() -> int:
    return small_edition().pk


def test_example_is_added_once_by_an_evaluator(own: GoodExample, client: Client) -> None:
    sign_in(client, Role.EVALUATOR)
    assert OTHER in text_of(client, address("start"))
    start = client.get(f"{address('start')}?municipality={OTHER}")
    assert start.headers["Location"] == address("add", OTHER)
    where = f"{address('add', OTHER)}?edition={edition_number()}"
    assert f'value="{QUESTION}"' in text_of(client, where)
    values = sent(version=own.organisation.version)
    for _time in range(2):
        assert client.post(where, values).status_code == 302
    added = GoodExample._base_manager.get(title=TITLE)
    assert (added.contact, added.questions, added.year, added.leave) == (
        "The planning unit",
        [QUESTION],
        2025,
        "not_asked",
    )


def test_coordinator_goes_straight_to_the_own_municipality(own: GoodExample, client: Client) -> None:
    sign_in(client, Role.COORDINATOR)
    assert client.get(address("start")).headers["Location"] == address("add", OWN)
    assert client.get(address("add", OTHER)).status_code == 403


def test_what_was_typed_stays_where_something_is_missing(own: GoodExample, client: Client) -> None:
    sign_in(client, Role.EVALUATOR)
    where = f"{address('add', OTHER)}?edition={edition_number()}"
    answer = client.post(where, sent(title="", text="Typed", version=1))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Typed" in page
    assert f'value="{QUESTION}" id="q-{QUESTION}" checked' in page
    none = client.post(where, sent(questions=[], version=1))
    assert none.status_code == 422
    assert 'href="#id_questions"' in none.content.decode()


def test_gold_star_is_offered_in_norway_only(own: GoodExample, client: Client) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    norwegian = norwegian_municipality()
    assert 'name="gold_star"' not in text_of(client, address("add", OTHER))
    assert 'name="gold_star"' in text_of(client, address("add", norwegian.key))


def test_second_editor_is_told_and_loses_nothing(other: GoodExample, client: Client) -> None:
    sign_in(client, Role.EVALUATOR)
    where = f"{address('change', other.slug)}?edition={edition_number()}"
    assert client.post(where, sent(text="First", version=other.version)).status_code == 302
    late = client.post(where, sent(text="Second", version=other.version))
    assert late.status_code == 422
    page = late.content.decode()
    assert "Second" in page
    assert "Changed since you opened this form" in page
    assert read_anew(other).text == "First"


def test_warning_where_a_change_ends_the_leave(own: GoodExample, other: GoodExample, client: Client) -> None:
    warning = "leave must be asked for again"
    assert warning in text_of(sign_in(client, Role.EVALUATOR), address("change", other.slug))
    assert warning not in text_of(as_person(client, norrvik_coordinator()), address("change", other.slug))


def test_leave_is_asked_found_on_the_home_page_and_given(own: GoodExample, client: Client) -> None:
    sign_in(client, Role.EVALUATOR)
    client.post(address("ask", own.slug), {"version": own.version})
    assert read_anew(own).leave == "asked"
    sign_in(client, Role.COORDINATOR)
    assert address("leave", own.slug) in text_of(client, reverse("portal:home"))
    page = text_of(client, address("leave", own.slug))
    assert 'name="by"' not in page
    values = {"leave": "given", "version": read_anew(own).version, "request_id": uuid4()}
    assert client.post(address("leave", own.slug), values).status_code == 302
    assert read_anew(own).leave_by == str(demo_person(Role.COORDINATOR))
    assert "Granby&#x27;s own" in text_of(sign_in(client, Role.READER), address("show", own.slug))


def test_administrator_says_who_gave_leave(own: GoodExample, client: Client) -> None:
    sign_in(client, Role.ADMINISTRATOR)
    where, values = address("leave", own.slug), {"leave": "given", "version": own.version, "on": "2026-01-02"}
    assert client.post(where, values).status_code == 422
    assert client.post(where, values | {"by": "The director", "request_id": uuid4()}).status_code == 302
    assert read_anew(own).leave_by == "The director"


def test_home_page_leads_to_the_bank(other: GoodExample, client: Client) -> None:
    assert address("list") in text_of(sign_in(client, Role.READER), reverse("portal:home"))


def test_picture_is_shown_safely_and_other_files_are_not(other: GoodExample, client: Client) -> None:
    shown = with_picture(other)
    paper = bank.add_file(example=other, upload=document(), title="Plan", alternative="", rights="", person=None)
    sign_in(client, Role.READER)
    page = text_of(client, address("show", other.slug))
    assert f'alt="{ALTERNATIVE}"' in page
    answer = client.get(address("picture", other.slug, shown.pk))
    assert {name: answer[name] for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options")} == {
        "Content-Type": "image/png",
        "Content-Disposition": "inline",
        "X-Content-Type-Options": "nosniff",
    }
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer).startswith(b"\x89PNG")
    assert client.get(address("picture", other.slug, paper.pk)).status_code == 404
    file = client.get(address("file", other.slug, paper.pk))
    assert (file["Content-Disposition"].split(";")[0], b"".join(file)) == ("attachment", b"A plan.")
    assert address("picture", other.slug, shown.pk) in text_of(client, f"{address('list')}?q=cafe")


def test_files_of_another_example_are_not_found(own: GoodExample, other: GoodExample, client: Client) -> None:
    hidden = with_picture(own)
    sign_in(client, Role.READER)
    for name in ("file", "picture"):
        assert client.get(address(name, other.slug, hidden.pk)).status_code == 404
        assert client.get(address(name, own.slug, hidden.pk)).status_code == 403
    sign_in(client, Role.EVALUATOR)
    assert client.post(address("remove_file", other.slug, hidden.pk)).status_code == 404
    assert ExampleFile.objects.filter(pk=hidden.pk).exists()


def test_picture_without_a_sentence_is_refused_beside_the_field(own: GoodExample, client: Client) -> None:
    sign_in(client, Role.COORDINATOR)
    where, values = address("add_file", own.slug), {"version": own.version, "request_id": uuid4(), "rights": "Granby"}
    answer = client.post(where, values | {"upload": picture()})
    assert answer.status_code == 422
    assert 'href="#id_alternative"' in answer.content.decode()
    assert client.post(where, values | {"upload": picture(), "alternative": ALTERNATIVE}).status_code == 302
    drawing = SimpleUploadedFile("x.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/png")
    again = values | {"upload": drawing, "alternative": ALTERNATIVE, "version": read_anew(own).version}
    assert client.post(where, again | {"request_id": uuid4()}).status_code == 422
    piece = ExampleFile.objects.get(example=own)
    remove = address("remove_file", own.slug, piece.pk)
    client.post(remove, {"version": own.version})
    assert ExampleFile.objects.filter(pk=piece.pk).exists()
    client.post(remove, {"version": read_anew(own).version})
    assert not ExampleFile.objects.filter(pk=piece.pk).exists()


@pytest.fixture
def course(other: GoodExample) -> Course:
    return make_course(State.DRAFTING)


def test_team_points_to_an_example_and_takes_it_away(course: Course, other: GoodExample, client: Client) -> None:
    sign_in(client, Role.PEER_EVALUATOR)
    area = reverse("courses:write_area", args=[course.slug, AREA])
    assert "Suggested: the same question" in text_of(client, area)
    assert "Öppen kvart" in text_of(client, f"{area}?find=oppen+kvart")
    assert "No example of another municipality fits" in text_of(client, f"{area}?find=nowhere")
    point = reverse("courses:point_to_example", args=[course.slug, AREA])
    assert client.post(point, {"example": other.pk, "question": QUESTION}).headers["Location"] == area
    use = ExampleUse._base_manager.get(course=course)
    assert client.post(point, {"example": 0}).status_code == 404
    assert TITLE in text_of(client, reverse("courses:findings", args=[course.slug]))
    assert "1 evaluation that you may read points to it" in text_of(client, address("show", other.slug))
    elsewhere = make_course(State.DRAFTING)
    foreign = reverse("courses:take_example_away", args=[elsewhere.slug, use.pk])
    assert client.post(foreign).status_code == 404
    away = reverse("courses:take_example_away", args=[course.slug, use.pk])
    assert client.post(away).headers["Location"] == area
    assert not ExampleUse._base_manager.filter(course=course).exists()


def test_coordinator_sees_examples_with_leave_only_and_points_to_none(
    course: Course, other: GoodExample, client: Client
) -> None:
    hidden = add_example(OTHER, leave=False, title="Without leave")
    for example in (other, hidden):
        bank_uses.point_to(course=course, example=example, area=AREA, question="", person=None)
    bring_to(course, State.FACT_CHECK)
    sign_in(client, Role.COORDINATOR)
    for name in ("findings", "first_feedback"):
        page = text_of(client, reverse(f"courses:{name}", args=[course.slug]))
        assert (TITLE in page, "Without leave" in page) == (name == "findings", False)
    point = reverse("courses:point_to_example", args=[course.slug, AREA])
    assert client.post(point, {"example": other.pk}).status_code == 403


def test_evaluator_may_point_to_what_has_no_leave_and_reader_of_the_bank_is_not_told(
    course: Course, client: Client
) -> None:
    hidden = add_example(OTHER, leave=False, title="Without leave")
    sign_in(client, Role.EVALUATOR)
    client.post(reverse("courses:point_to_example", args=[course.slug, AREA]), {"example": hidden.pk})
    page = text_of(client, reverse("courses:write_area", args=[course.slug, AREA]))
    assert "the owner has not been asked" in page
    give(hidden)
    assert str(course) not in text_of(sign_in(client, Role.READER), address("show", hidden.slug))


@pytest.mark.parametrize(("name", "most"), [("list", 12), ("show", 16), ("change", 8), ("leave", 8), ("start", 8)])
def test_pages_have_bounded_queries(
    name: str, most: int, course: Course, client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    example = add_example(OTHER, title="First")
    for number in range(5):
        with_picture(example if name == "show" else add_example(OTHER, title=f"{number}", leave=False))
        bank_uses.point_to(course=make_course(State.DRAFTING), example=example, area=AREA, question="", person=None)
    sign_in(client, Role.ADMINISTRATOR)
    where = address(name) if name in ("list", "start") else address(name, example.slug)
    client.get(where)
    with django_assert_max_num_queries(most):
        assert client.get(where).status_code == 200


def test_button_with_an_endless_version_is_answered(client: Client, own: GoodExample) -> None:
    sign_in(client, Role.LEAD_EVALUATOR)
    answer = client.post(reverse("examples:ask", args=[own.slug]), {"version": "9" * 5_000})
    assert answer.status_code == 302
