"""The administrator's pages of published results: who opens them, what they do and say, how many queries they take."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kompassros.evaluations.models import ResultImport, ScoreSheet
from kompassros.evaluations.services import Publisher, correct
from kompassros.organisations.demo import OWN, demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from tests.evaluations.made_up import csv_of, published, row
from tests.evaluations.pages import Upload, address, state_of, text_of

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"
MOST_QUERIES = 12
State = ResultImport.State
OTHERS = [role for role in Role if role is not Role.ADMINISTRATOR]


def filled(client: Client, slug: str, **changed: str) -> dict[str, str]:
    """What the browser sends back from the form of a correction, with some fields changed."""
    form = client.get(address("correct", slug)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value is not None} | changed


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_are_refused_everywhere(role: Role, client: Client, upload: Upload) -> None:
    received = upload(csv_of(row()))
    client.force_login(Person.objects.get(email=demo_address(role)))
    slug = ScoreSheet.objects.filter(organisation__key=OWN).values_list("slug", flat=True)[0]
    pages = [("list",), ("imports",), ("example",), ("import", "sverige"), ("correct", slug), ("history", slug)]
    for page in [*pages, ("report", received.pk)]:
        assert client.get(address(*page)).status_code == 403, page
    for page in (("correct", slug), ("import", "sverige"), ("confirm", received.pk), ("withdraw", received.pk)):
        assert client.post(address(*page), {}).status_code == 403, page
    assert state_of(received) == State.READY


@pytest.mark.parametrize("page", [("list",), ("imports",), ("correct", "tyreso-2015"), ("report", 1), ("confirm", 1)])
def test_visitor_is_sent_to_sign_in(client: Client, page: tuple[object, ...]) -> None:
    answer = client.get(address(*page))  # type: ignore[arg-type]
    assert (answer.status_code, "/accounts/login/" in answer.headers["Location"]) == (302, True)


def test_administrator_of_another_country_sees_nothing_of_this_one(
    client: Client, upload: Upload, norwegian: Person
) -> None:
    received = upload(csv_of(row()))
    client.force_login(norwegian)
    assert "Tyresö" not in text_of(client, address("list"))
    assert "Lom" in text_of(client, address("list"))
    assert "results.csv" not in text_of(client, address("imports"))
    for page in (("correct", "tyreso-2015"), ("history", "tyreso-2015"), ("import", "sverige")):
        assert client.get(address(*page)).status_code == 403, page
    assert client.get(address("report", received.pk)).status_code == 404
    assert client.post(address("confirm", received.pk), {"version": 1, "why": "x"}).status_code == 404
    assert client.post(address("withdraw", received.pk), {"withdraw-version": 1}).status_code == 404
    assert state_of(received) == State.READY


def test_administrator_of_a_municipality_corrects_it_and_imports_nothing(client: Client, granby: Organisation) -> None:
    from kompassros.organisations import people
    from kompassros.organisations.demo import SINCE

    person = people.invite(email="granby@demo.example", name="Gun Granby", made_up=True)
    people.grant_role(person=person, role=Role.ADMINISTRATOR, organisation=granby, since=SINCE, granted_by=None)
    client.force_login(person)
    shown = text_of(client, address("list"))
    assert "granby-2022/correct/" in shown
    assert "tyreso-2015" not in shown
    assert "Import results" not in shown
    assert client.get(address("correct", "granby-2022")).status_code == 200
    assert client.get(address("imports")).status_code == 403


@pytest.mark.parametrize("page", [("correct", "nowhere-1900"), ("history", "nowhere-1900"), ("report", 10**6)])
def test_unknown_thing_is_not_found(browser: Client, page: tuple[object, ...]) -> None:
    assert browser.get(address(*page)).status_code == 404  # type: ignore[arg-type]
    assert browser.get(address("import", "nowhere")).status_code == 404
    assert browser.get(address("import", "granby")).status_code == 404


def test_pages_take_a_bounded_number_of_queries(browser: Client, upload: Upload) -> None:
    received = upload((DATA / "every_trouble.csv").read_bytes())
    slugs = [("correct", "tyreso-2015"), ("history", "tyreso-2015"), ("correct", "se-median-2009")]
    slugs[2] = ("correct", ScoreSheet.objects.exclude(reference=None).values_list("slug", flat=True)[0])
    for page in (("list",), ("imports",), ("import", "sverige"), ("report", received.pk), ("example",), *slugs):
        where = address(*page)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(where).status_code == 200
        assert len(queries) <= MOST_QUERIES, (page, [query["sql"][:100] for query in queries])


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_pages_exist_in_each_language(browser: Client, language: str) -> None:
    for page in ("", "imports/", "imports/new/sverige/", "tyreso-2015/correct/", "tyreso-2015/history/"):
        assert f'<html lang="{language}"' in text_of(browser, f"/{language}/manage/results/{page}")


def test_list_says_what_is_published_and_what_does_not_add_up(browser: Client) -> None:
    shown = text_of(browser, address("list") + "?sheets-q=mean+40+latest")
    assert "no: the areas give 454" in shown
    shown = text_of(browser, address("list") + "?sheets-q=stockholm")
    assert "sum of the areas, computed by us" in shown
    assert ">602<" in shown
    assert "made-up demo data" in text_of(browser, address("list") + "?sheets-q=granby")


def test_list_shows_the_latest_sheet_and_how_often_it_was_corrected(browser: Client, granby: Organisation) -> None:
    old = published(granby)
    new = old.read().model_copy(update={"year": 2013})
    correct(old=old, sheet=new, publisher=Publisher(None, "misprint"))
    shown = text_of(browser, address("list") + "?sheets-q=granby")
    assert shown.count("granby-2014/correct/") == 1
    assert "1 correction" in shown


def test_list_is_taken_home(browser: Client) -> None:
    answer = browser.get(address("list") + "?format=csv&table=sheets")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 61
    assert lines[0][0] == "Municipality or reference"


def test_form_shows_every_figure_of_the_sheet(browser: Client) -> None:
    values = filled(browser, "tyreso-2015")
    assert [values[f"area{number}"] for number in range(1, 9)] == ["74", "74", "78", "55", "67", "64", "60", "64"]
    assert (values["total"], values["year"], values["version"], values["number"]) == ("536", "2015", "2.0", "1")
    assert (values["reference_total"], values["statistic"]) == ("473", "mean")
    assert values["note_sv"].startswith("Områdena ger")


def test_decimals_are_shown_and_read_as_the_language_writes_them(browser: Client) -> None:
    swedish = browser.get("/sv/manage/results/stockholm-2009/correct/").context["form"]
    assert swedish["area2"].value() == "78,5"
    values = {name: swedish[name].value() or "" for name in swedish.fields} | {"why": "x", "area2": "78,0"}
    browser.post("/sv/manage/results/stockholm-2009/correct/", values)
    assert str(ScoreSheet.objects.get(slug="stockholm-2009", number=2).read().areas[1].points) == "78.0"


def test_correction_is_published_with_who_when_and_why(browser: Client, administrator: Person) -> None:
    sent = filled(browser, "tyreso-2015", area1="75", total="537", why="The report was printed again")
    answer = browser.post(address("correct", "tyreso-2015"), sent)
    assert answer.headers["Location"] == address("history", "tyreso-2015")
    stored = ScoreSheet.objects.get(slug="tyreso-2015", number=2)
    assert (stored.published_by, stored.why) == (administrator, "The report was printed again")
    assert (str(stored.read().areas[0].points), stored.read().stated_total) == ("75", 537)
    shown = text_of(browser, address("history", "tyreso-2015"))
    for part in ("Anna Administratör", "The report was printed again", "Area 1", ">74<", ">75<", ">536<", ">537<"):
        assert part in shown, part
    assert "Packaged with Kompassros" in shown


def test_correction_changes_nothing_but_what_was_changed(browser: Client) -> None:
    before = ScoreSheet.objects.get(slug="stockholm-2009").content
    browser.post(address("correct", "stockholm-2009"), filled(browser, "stockholm-2009", note_sv="Ny.", why="x"))
    after = ScoreSheet.objects.get(slug="stockholm-2009", number=2).content
    assert {key for key in after if after[key] != before[key]} == {"notes"}


def test_total_that_does_not_add_up_is_told_after_saving(browser: Client) -> None:
    sent = filled(browser, "tyreso-2015", total="540", why="as printed on page 3")
    answer = browser.post(address("correct", "tyreso-2015"), sent, follow=True)
    assert "The areas add up to 536 but the total is 540" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("area1", "101", "101 points is more than the maximum of 100."),
        ("area1", "sjuttio", "“sjuttio” is not a number."),
        ("total", "-1", "Points cannot be negative"),
        ("year", "3015", "is not a year between"),
        ("version", "3.0", "is not a version here"),
        ("scope", "the schools", "is kept as printed"),
        ("reference_n", "many", "is not a number of evaluations"),
        ("source_url", "", "This field is required"),
        ("area_status", "guessed", "guessed is not one of the available choices"),
        ("why", "", "This field is required"),
        ("why", "  ", "This field is required"),
    ],
)
def test_wrong_figure_is_told_beside_its_field_and_nothing_typed_is_lost(
    browser: Client, field: str, value: str, part: str
) -> None:
    sent = filled(browser, "tyreso-2015", why="because", note_en="typed at length") | {field: value}
    answer = browser.post(address("correct", "tyreso-2015"), sent)
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert part in form.errors[field][0]
    assert form["note_en"].value() == "typed at length"
    assert ScoreSheet.objects.filter(slug="tyreso-2015").count() == 1


def test_question_of_a_correction_is_answered_by_a_tick(browser: Client) -> None:
    sent = filled(browser, "tyreso-2015", scope="the schools", why="as printed")
    answer = browser.post(address("correct", "tyreso-2015"), sent)
    assert 'type="checkbox" name="confirmed"' in answer.content.decode()
    assert 'type="checkbox" name="confirmed"' not in text_of(browser, address("correct", "tyreso-2015"))
    browser.post(address("correct", "tyreso-2015"), sent | {"confirmed": "on"})
    assert ScoreSheet.objects.get(slug="tyreso-2015", number=2).read().scope.printed == "the schools"


def test_correction_without_a_change_is_refused(browser: Client) -> None:
    answer = browser.post(address("correct", "tyreso-2015"), filled(browser, "tyreso-2015", why="x"))
    assert "Nothing differs" in str(answer.context["form"].non_field_errors())


def test_second_editor_is_told_and_loses_nothing(browser: Client, granby: Organisation, norwegian: Person) -> None:
    old = published(granby)
    sent = filled(browser, old.slug, area2="59", note_en="typed at length", why="second")
    first = old.read().model_copy(update={"stated_total": None, "total_status": "computed"})
    correct(old=old, sheet=first, publisher=Publisher(norwegian, "first"))
    answer = browser.post(address("correct", old.slug), sent)
    shown, form = answer.content.decode(), answer.context["form"]
    assert "Somebody else was first" in shown
    assert "What Nora Norsk changed since you opened the page" in shown
    assert [cells["figure"].value for cells in _cells(answer.context["between"])] == [
        "Total",
        "Where the total comes from",
    ]
    assert (form["note_en"].value(), form["area2"].value(), form["number"].value()) == ("typed at length", "59", "2")
    assert ScoreSheet.objects.filter(slug=old.slug).count() == 2
    again = {name: form[name].value() or "" for name in form.fields}
    browser.post(address("correct", old.slug), again)
    latest = ScoreSheet.objects.get(slug=old.slug, number=3)
    assert (latest.why, latest.read().stated_total, str(latest.read().areas[1].points)) == ("second", 486, "59")


def _cells(table: Any) -> list[Any]:
    return [one.cells for one in table.rows]


def test_same_form_sent_twice_is_one_correction(browser: Client) -> None:
    sent = filled(browser, "tyreso-2015", area1="75", total="537", why="twice")
    for _time in range(2):
        answer = browser.post(address("correct", "tyreso-2015"), sent)
        assert answer.headers["Location"] == address("history", "tyreso-2015")
    assert ScoreSheet.objects.filter(slug="tyreso-2015").count() == 2


def test_form_of_a_sheet_that_never_was_is_not_found(browser: Client) -> None:
    sent = filled(browser, "tyreso-2015", area1="75", why="x", number="7")
    assert browser.post(address("correct", "tyreso-2015"), sent).status_code == 404


def test_reference_is_corrected_with_its_own_fields(browser: Client) -> None:
    slug = ScoreSheet.objects.filter(content__n=40, reference__isnull=False).values_list("slug", flat=True)[0]
    sent = filled(browser, slug, name_sv="Nytt namn", reference_n="41", why="counted again")
    assert "scope_level" not in sent
    browser.post(address("correct", slug), sent)
    sheet = ScoreSheet.objects.get(slug=slug, number=2).read()
    assert (sheet.n, sheet.name["sv"], sheet.statistic) == (41, "Nytt namn", "mean")
