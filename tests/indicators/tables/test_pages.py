"""The administrator's pages of tables of values and of datasets, through the browser's requests."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.receiving import READ, STORE
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records.jobs import run
from kompassros.records.models import Job
from kompassros.statistics.models import Dataset, KeptMapping, Unit
from tests.indicators.tables.cases import LONG, WIDE, again, read_back, releases, stored
from tests.statistics.receiving.datasets import dataset as jsonstat

pytestmark = pytest.mark.django_db
State = TableImport.State
Send = Callable[..., TableImport]


@pytest.fixture
def browser(client: Client, administrator: Person) -> Client:
    client.force_login(administrator)
    return client


def address(name: str, *values: object) -> str:
    return reverse(f"tables:{name}", args=values)


def text_of(client: Client, where: str) -> str:
    answer = client.get(where)
    assert answer.status_code == 200, where
    return answer.content.decode()


def confirming(received: TableImport, **changes: Any) -> dict[str, Any]:
    sent = {"version": received.version, "dataset": "own-survey", "name": "The survey", "why": "the file of May"}
    return sent | {"rank": 100} | changes


def form_values(client: Client, where: str) -> dict[str, Any]:
    """Return what a browser would send of the mapping's forms as they are filled."""
    page = client.get(where).context
    sent: dict[str, Any] = {"version": page["head"].initial["version"], "request_id": str(uuid4())}
    for part in page["editor"].parts:
        for field in part.form:
            value = field.value()
            if value not in (None, False):
                sent[field.html_name] = "on" if value is True else value
    return sent


def test_file_is_sent_in_and_its_page_shows_what_it_comes_to(browser: Client) -> None:
    file = SimpleUploadedFile("survey.csv", LONG.encode(), "text/csv")
    answer = browser.post(address("send_in", "sverige"), {"file": file, "request_id": str(uuid4())})
    job = Job.objects.get(kind=READ)
    assert answer.headers["Location"] == f"/en/manage/jobs/{job.uid}/"
    received = TableImport._base_manager.get()
    assert "The file is being read" in text_of(browser, address("import", received.pk))
    run(job.pk)
    assert browser.get(f"/en/manage/jobs/{job.uid}/").headers["Location"] == address("import", received.pk)
    shown = text_of(browser, address("import", received.pk))
    for part in ("5 values are read", "84,25", "column B", "Column B: 100 per cent", "Everything is taken in"):
        assert part in shown, part


def test_file_sent_twice_under_one_request_is_kept_once(browser: Client) -> None:
    request_id, places = str(uuid4()), []
    for _time in range(2):
        file = SimpleUploadedFile("survey.csv", LONG.encode(), "text/csv")
        answer = browser.post(address("send_in", "sverige"), {"file": file, "request_id": request_id})
        places.append(answer.headers["Location"])
    assert places[0] == places[1]
    assert TableImport._base_manager.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "This field is required"),
        (b"", "The file is empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_missing_empty_and_too_large_file_is_told_at_once(browser: Client, content: bytes | None, told: str) -> None:
    sent = {} if content is None else {"file": SimpleUploadedFile("large.csv", content)}
    answer = browser.post(address("send_in", "sverige"), sent)
    assert told in str(answer.context["form"].errors["file"])
    assert not Job.objects.filter(kind=READ).exists()


def test_troubles_are_shown_and_downloaded_by_file_sheet_row_and_column(browser: Client, send: Send) -> None:
    received = send(LONG + "N15428;Nowhere;2023;T;1\n")
    where = address("import", received.pk)
    assert "“Nowhere” is no unit that is known here" in text_of(browser, where)
    answer = browser.get(where, {"format": "csv", "table": "troubles"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "File,Sheet,Row,Column,In words"
    assert lines[1].startswith('table.csv,table,7,B,"“Nowhere” is no unit that is known here.')
    assert browser.get(where, {"format": "xlsx", "table": "troubles"}).content[:2] == b"PK"


def test_mapping_is_corrected_in_its_forms_and_the_file_read_again(browser: Client, send: Send) -> None:
    received = send(WIDE)
    assert "No value can be taken in yet" in text_of(browser, address("import", received.pk))
    where = address("mapping", received.pk)
    sent = form_values(browser, where)
    assert (sent["layout0-unit"], sent["layout0-period"], sent["layout0-columns"]) == ("column:1", "header:2", "B-")
    sent |= {"layout0-indicator": "constant", "layout0-indicator_text": "Vår fråga"}
    sent |= {
        "all-indicator_names": "vår fråga = N15428",
        "all-words": "saknades = missing",
        "all-left_out": "Snitt\nRiket",
    }
    answer = browser.post(where, sent)
    job = Job.objects.get(kind=READ, state=Job.State.QUEUED)
    assert answer.headers["Location"] == f"/en/manage/jobs/{job.uid}/"
    run(job.pk)
    now = again(received)
    assert (now.state, now.report["values"], now.report["troubles"]) == (State.READ, 6, [])
    assert now.mapping is not None
    assert (now.mapping["words"], now.mapping["left_out"]) == ({"saknades": "MISSING"}, ["Snitt", "Riket"])
    shown = text_of(browser, address("import", received.pk))
    assert "“Vår fråga”, said once for all" in shown
    assert "vår fråga = N15428" in shown


def test_forms_sent_unchanged_leave_the_mapping_as_it_is(browser: Client, send: Send) -> None:
    received = send(LONG)
    where = address("mapping", received.pk)
    browser.post(where, form_values(browser, where))
    assert again(received).mapping == received.mapping
    assert again(received).state == State.READING


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("layout0-columns", "3", "names no columns"),
        ("layout0-columns", "F-B", "names no columns"),
        ("layout0-header_rows", "one", "names no rows"),
        ("layout0-first_row", "", "This field is required"),
        ("layout0-says", "D: 2019", "says nothing"),
        ("layout0-says", "D = 2019", "among those with values"),
        ("layout0-says", "4 = 2019", "is no column"),
        ("layout0-unit", "constant", "Say it here"),
        ("layout0-unit", "column:99", "Select a valid choice"),
        ("all-words", "x = y", "one of these: missing"),
        ("all-gender_words", "1 = B", "T (all), K (women) or M (men)"),
        ("all-factor", "0", "The mapping cannot be used"),
        ("all-indicator_names", "no sign", "says nothing"),
    ],
)
def test_what_cannot_be_a_mapping_is_told_and_nothing_changes(
    browser: Client, send: Send, field: str, value: str, told: str
) -> None:
    received = send(LONG)
    where = address("mapping", received.pk)
    answer = browser.post(where, form_values(browser, where) | {field: value})
    assert told in answer.content.decode()
    assert (again(received).state, again(received).version) == (State.READ, received.version)


def test_correction_of_what_somebody_else_corrected_is_told(browser: Client, send: Send) -> None:
    received = send(LONG)
    where = address("mapping", received.pk)
    answer = browser.post(where, form_values(browser, where) | {"version": received.version + 1})
    assert "Somebody else has handled this file" in answer.content.decode()
    assert again(received).state == State.READ


def test_dimensions_are_corrected_in_their_forms(browser: Client, send: Send) -> None:
    import json

    content = jsonstat(
        id=["Region", "Age", "Tid"],
        size=[2, 2, 2],
        role={"geo": ["Region"], "time": ["Tid"]},
        dimension=jsonstat()["dimension"]
        | {"Age": {"label": "age", "category": {"index": ["all", "old"], "label": {"all": "All", "old": "Old"}}}},
    )
    received = send(json.dumps(content).encode(), "table.json")
    assert received.report["values"] == 0
    where = address("mapping", received.pk)
    sent = form_values(browser, where)
    sent |= {"dimensions-indicator": "N00945", "dimensions-pick1": "all"}
    browser.post(where, sent)
    run(Job.objects.get(kind=READ, state=Job.State.QUEUED).pk)
    now = again(received)
    assert (now.report["values"], now.report["troubles"]) == (4, [])
    assert now.mapping is not None
    assert now.mapping["picks"] == {"Age": "all"}


def test_file_is_confirmed_and_stored(browser: Client, send: Send, dataset: Dataset, administrator: Person) -> None:
    received = send(LONG)
    answer = browser.post(address("confirm", received.pk), confirming(received))
    job = Job.objects.get(kind=STORE)
    assert answer.headers["Location"] == f"/en/manage/jobs/{job.uid}/"
    run(job.pk)
    shown = text_of(browser, address("import", received.pk))
    for part in ("The values are stored", "Release 1 of Own survey: 5 new", "the file of May"):
        assert part in shown, part
    assert "Withdraw the file" not in shown
    assert ("N15428", "1440", 2023, "T", 81.5, "PRESENT") in read_back("N15428")
    assert "The survey" in text_of(browser, address("imports"))


def test_two_who_confirm_the_same_file_store_it_once(browser: Client, send: Send, dataset: Dataset) -> None:
    received = send(LONG)
    for _time in range(2):
        answer = browser.post(address("confirm", received.pk), confirming(received), follow=True)
    assert "Somebody else has handled this file" in answer.content.decode()
    assert Job.objects.filter(kind=STORE).count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"why": ""}, "why"),
        ({"name": ""}, "name"),
        ({"dataset": ""}, "dataset"),
        ({"dataset": "made-up"}, "dataset"),
        ({"dataset": "+"}, "key"),
        ({"dataset": "+", "key": "Å å", "title": "x", "source": "x"}, "key"),
        ({"dataset": "+", "key": "own-survey", "title": "x", "source": "x"}, "__all__"),
        ({}, "__all__"),
    ],
)
def test_confirmation_that_lacks_something_is_told(
    browser: Client, send: Send, dataset: Dataset, changes: dict[str, str], field: str
) -> None:
    received = send(LONG if changes else LONG + "N15428;Nowhere;2023;T;1\n")
    answer = browser.post(address("confirm", received.pk), confirming(received, **changes))
    assert field in answer.context["confirm"].errors
    assert again(received).state == State.READ
    assert not Job.objects.filter(kind=STORE).exists()


def test_new_dataset_is_described_on_the_page(browser: Client, send: Send) -> None:
    received = send(LONG)
    new = {"dataset": "+", "key": "town-survey", "title": "Town survey", "source": "The town", "licence": "CC0-1.0"}
    browser.post(address("confirm", received.pk), confirming(received, **new, rank=30))
    added = Dataset.objects.get(key="town-survey")
    assert (added.title, added.rank) == ("Town survey", 30)
    assert again(received).dataset == added


def test_dataset_and_name_of_the_kept_mapping_are_offered(
    browser: Client, send: Send, dataset: Dataset, administrator: Person
) -> None:
    stored(send(LONG), administrator, dataset)
    received = send(LONG)
    page = browser.get(address("import", received.pk))
    assert "It is read by the mapping that was kept as “The survey”" in page.content.decode()
    assert page.context["confirm"].initial["dataset"] == "own-survey"
    browser.post(address("guess", received.pk), {"again-version": received.version})
    run(Job.objects.get(kind=READ, state=Job.State.QUEUED).pk)
    assert again(received).kept is None


def test_file_is_withdrawn(browser: Client, send: Send) -> None:
    received = send(LONG)
    browser.post(address("withdraw", received.pk), {"withdraw-version": received.version})
    assert again(received).state == State.WITHDRAWN
    assert "Nothing of it was stored" in text_of(browser, address("import", received.pk))
    answer = browser.post(address("withdraw", received.pk), {"withdraw-version": received.version}, follow=True)
    assert "handled already" in answer.content.decode()


@pytest.mark.parametrize("page", ["confirm", "withdraw", "guess"])
def test_change_is_made_by_post_only(browser: Client, send: Send, page: str) -> None:
    assert browser.get(address(page, send(LONG).pk)).status_code == 405


def test_file_that_cannot_be_read_says_why(browser: Client, send: Send) -> None:
    assert "web page" in text_of(browser, address("import", send(b"<html></html>").pk))


def test_first_page_says_what_is_not_there_yet(browser: Client) -> None:
    shown = text_of(browser, address("imports"))
    assert "Nobody has sent in a table yet" in shown
    assert "Send in a table of values for Sverige" in shown
    assert "Send in a table of values for Norge" in shown
    Unit.objects.filter(country="NO").update(country="ZZ")
    assert "Send in a table of values for Norge" not in text_of(browser, address("imports"))
    Unit.objects.update(country="ZZ")
    assert "No units are known yet" in text_of(browser, address("imports"))


def test_file_of_a_country_of_others_is_not_there(client: Client, norwegian: Person, send: Send) -> None:
    client.force_login(norwegian)
    assert client.get(address("import", send(LONG).pk)).status_code == 404


def test_coordinator_opens_none_of_the_pages(client: Client, send: Send) -> None:
    from kompassros.organisations.demo import demo_address

    received = send(LONG)
    client.force_login(Person.objects.get(email=demo_address(Role.COORDINATOR)))
    for where in (
        address("imports"),
        address("import", received.pk),
        address("dataset", "kolada"),
        address("datasets"),
    ):
        assert client.get(where).status_code == 403


def test_release_before_is_read_again_from_the_page_of_the_dataset(
    browser: Client, send: Send, dataset: Dataset, administrator: Person
) -> None:
    stored(send(LONG), administrator, dataset)
    stored(send("Nyckeltal;Kommun;År;Kön;Värde\nN15428;Ale;2023;T;90\n"), administrator, dataset)
    where = address("dataset", "own-survey")
    page = browser.get(where)
    assert [choice[0] for choice in page.context["form"].fields["number"].choices] == [1]
    version = page.context["form"].initial["version"]
    assert "Why" in browser.post(where, {"version": version, "number": 1, "why": ""}).content.decode()
    answer = browser.post(where, {"version": version, "number": 1, "why": "a wrong file"}, follow=True)
    assert "Release 1 is read from now on" in answer.content.decode()
    assert ("N15428", "1440", 2023, "T", 81.5, "PRESENT") in read_back("N15428")
    again_sent = browser.post(where, {"version": version, "number": 2, "why": "x"})
    assert "got another release meanwhile" in again_sent.content.decode()
    assert releases(dataset) == [1, 2]


def test_dataset_without_a_release_says_so(browser: Client, dataset: Dataset) -> None:
    shown = text_of(browser, address("dataset", "own-survey"))
    assert "There is no release yet" in shown
    assert "Let another release be read" not in shown
    assert "Own survey" in text_of(browser, address("datasets"))


def test_dataset_of_another_country_is_closed(
    client: Client, norwegian: Person, dataset: Dataset, sweden: Organisation
) -> None:
    Dataset.objects.filter(pk=dataset.pk).update(owner=sweden)
    client.force_login(norwegian)
    assert client.get(address("dataset", "own-survey")).status_code == 403
    assert client.get(address("dataset", "kolada")).status_code == 200


def test_home_page_leads_there(browser: Client) -> None:
    shown = text_of(browser, reverse("portal:home"))
    for name in ("imports", "datasets"):
        assert f'href="{address(name)}"' in shown


@pytest.mark.parametrize("language", ["sv", "nb"])
def test_pages_are_drawn_in_each_language(browser: Client, send: Send, language: str) -> None:
    received = send(LONG)
    for name, values in (("imports", ()), ("import", (received.pk,)), ("mapping", (received.pk,)), ("datasets", ())):
        where = address(name, *values).replace("/en/", f"/{language}/")
        assert browser.get(where).status_code == 200


def test_kept_mapping_is_of_one_country(send: Send, dataset: Dataset, administrator: Person) -> None:
    stored(send(LONG), administrator, dataset)
    KeptMapping.objects.update(owner=Organisation.objects.get(key="norge"))
    assert send(LONG).kept is None
