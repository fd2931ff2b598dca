"""Files sent in: read by a job, their mapping corrected, stored as a release, and by the kept mapping the next time."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from kompassros.indicators.tables import receiving, working
from kompassros.indicators.tables.catalogue import catalogue_of
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.receiving import NewDataset
from kompassros.organisations.models import Organisation, Person
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.jobs import run
from kompassros.records.models import HistoryEntry, Job
from kompassros.statistics import making
from kompassros.statistics.models import Dataset, KeptMapping, Unit
from kompassros.statistics.receiving.limits import LARGEST_FILE
from kompassros.statistics.receiving.mapping import Column, Constant, ValueColumn
from kompassros.statistics.releases import activate, count_values
from tests.indicators.tables.cases import (
    DOTTED,
    EVERY_ROW_WRONG,
    LONG,
    WIDE,
    again,
    confirmed,
    corrected,
    mapping_of,
    read_back,
    releases,
    stored,
)
from tests.statistics.receiving.cases import workbook
from tests.statistics.receiving.datasets import dataset as jsonstat

pytestmark = pytest.mark.django_db
State = TableImport.State
Send = Callable[..., TableImport]


def test_file_is_read_and_nothing_is_stored_yet(send: Send, dataset: Dataset) -> None:
    received = send(LONG)
    report = received.report
    assert (received.state, report["values"], report["numbers"]) == (State.READ, 5, 4)
    assert [[code, count] for code, _title, count in report["indicators"]] == [["N00945", 1], ["N15428", 4]]
    assert [name for _code, name, _count in report["units"]] == ["Malmö", "Ale", "Göteborg"]
    assert report["periods"] == [[2023, 5]]
    assert report["first"][1] == ["N15428", "1440", 2023, "K", "84.25", "PRESENT", "", "table", 3, 5, "84,25"]
    assert KeptMapping.objects.count() == 0
    assert releases(dataset) == []


def test_sign_that_differs_by_source_is_told_with_its_place_until_somebody_says_what_it_means(
    send: Send, administrator: Person
) -> None:
    received = send(DOTTED.replace("..", ":"))
    assert [one[:3] for one in received.report["troubles"]] == [["table", 4, 5]]
    assert "means different things" in received.report["troubles"][0][3]
    now = corrected(received, administrator, words={":": "SUPPRESSED"})
    assert (now.report["troubles"], now.report["values"]) == ([], 5)


def test_from_file_to_store_and_back_with_the_same_values_and_statuses(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    received = corrected(send(DOTTED), administrator, symbols="kolada")
    now = stored(received, administrator, dataset)
    assert (now.state, now.release and now.release.number, now.dataset) == (State.STORED, 1, dataset)
    assert now.report["made"] == {
        "release": 1, "is_new": True, "added": 5, "restated": 0, "unchanged": 0, "others": {},
    }  # fmt: skip
    assert sorted(read_back("N15428", "N00945")) == [
        ("N00945", "1480", 2023, "T", 1234.5, "PRESENT"),
        ("N15428", "1280", 2023, "T", None, "SUPPRESSED"),
        ("N15428", "1440", 2023, "K", 84.25, "PRESENT"),
        ("N15428", "1440", 2023, "T", 81.5, "PRESENT"),
        ("N15428", "1480", 2023, "T", 5.0, "BELOW"),
    ]
    release = now.release
    assert release is not None
    assert (release.made_by, release.note, count_values(release)) == (administrator, "the file of May", 5)


def test_name_that_is_not_known_is_explained(send: Send, administrator: Person) -> None:
    received = send(WIDE)
    assert received.report["values"] == 0
    assert "Say which indicator" in received.report["troubles"][0][3]
    layout = mapping_of(received).layouts[0]
    once = layout.model_copy(update={"indicator": Constant(value="Bemötande på förskolan")})
    changes: dict[str, Any] = {"layouts": (once,), "indicator_names": {"bemötande på FÖRSKOLAN": "N15428"}}
    now = corrected(received, administrator, **changes)
    assert (now.report["values"], now.report["troubles"]) == (6, [])
    assert now.report["statuses"] == [["PRESENT", 5], ["MISSING", 1]]


def test_mapping_is_kept_and_taken_for_the_next_file_of_the_same_shape(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    stored(corrected(send(DOTTED), administrator, symbols="kolada"), administrator, dataset)
    kept = KeptMapping.objects.get()
    assert (kept.name, kept.kind, kept.dataset, kept.times_used, kept.used_by) == (
        "The survey", "table", dataset, 1, administrator,
    )  # fmt: skip
    following = send(DOTTED.replace("2023", "2024").replace("81,5", "82,5"), "table next year.csv")
    assert following.kept == kept
    assert following.mapping is not None
    assert following.mapping["symbols"] == "kolada"
    assert "kept as “The survey”" in following.report["reasons"][0][2]
    stored(following, administrator, dataset)
    assert KeptMapping.objects.get().times_used == 2
    assert len(read_back("N15428")) == 8


def test_same_file_again_is_read_by_the_kept_mapping_and_makes_no_release(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    stored(corrected(send(DOTTED), administrator, symbols="kolada"), administrator, dataset)
    second = stored(send(DOTTED), administrator, dataset)
    assert (second.state, second.kept) == (State.STORED, KeptMapping.objects.get())
    assert (second.report["made"]["is_new"], second.report["made"]["unchanged"]) == (False, 5)
    assert releases(dataset) == [1]


def test_guess_can_be_made_anew(send: Send, administrator: Person, dataset: Dataset) -> None:
    stored(corrected(send(DOTTED), administrator, symbols="kolada"), administrator, dataset)
    second = send(LONG)
    run(receiving.guess_anew(received=second, person=administrator).pk)
    now = again(second)
    assert now.mapping is not None
    assert (now.state, now.kept, now.mapping["symbols"]) == (State.READ, None, "own")


def test_kept_mapping_that_can_be_read_no_more_is_not_taken(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    stored(send(LONG), administrator, dataset)
    KeptMapping.objects.update(mapping={"layouts": 1})
    second = send(LONG)
    assert (second.state, second.kept, second.report["values"]) == (State.READ, None, 5)


def test_values_are_laid_over_what_is_there(send: Send, administrator: Person, dataset: Dataset) -> None:
    stored(send(LONG), administrator, dataset)
    other = "Nyckeltal;Kommun;År;Kön;Värde\nN15428;Ale;2023;T;90\nN15428;Ale;2022;T;80\n"
    now = stored(send(other), administrator, dataset)
    made = now.report["made"]
    assert (made["release"], made["added"], made["restated"], made["unchanged"]) == (2, 1, 1, 0)
    assert [row[4] for row in read_back("N15428") if row[1] == "1440" and row[3] == "T"] == [80, 90]
    assert len(read_back("N15428", "N00945")) == 6
    assert now.release is not None
    assert count_values(now.release) == 6


def test_earlier_release_is_read_again(send: Send, administrator: Person, dataset: Dataset) -> None:
    stored(send(LONG), administrator, dataset)
    stored(send("Nyckeltal;Kommun;År;Kön;Värde\nN15428;Ale;2023;T;90\n"), administrator, dataset)
    activate(dataset_key=dataset.key, number=1, person=administrator, why="wrong file")
    assert ("N15428", "1440", 2023, "T", 81.5, "PRESENT") in read_back("N15428")


def test_file_with_a_trouble_on_every_row_stores_nothing(send: Send, administrator: Person, dataset: Dataset) -> None:
    sent = send(EVERY_ROW_WRONG)
    layout = mapping_of(sent).layouts[0]
    by_column = layout.model_copy(update={"unit": Column(column=2), "values": (ValueColumn(column=5),)})
    received = corrected(sent, administrator, layouts=(by_column,))
    assert [(row, column) for _sheet, row, column, _message in received.report["troubles"]] == [(2, 2), (3, 2)]
    with pytest.raises(DomainError, match="no value that can be stored"):
        confirmed(received, administrator, dataset, leave_out=True)
    assert (again(received).state, releases(dataset)) == (State.READ, [])
    assert not Job.objects.filter(kind=receiving.STORE).exists()


def test_troubles_must_be_looked_at_before_the_rest_is_stored(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    received = send(LONG + "N15428;Nowhere;2023;T;1\n")
    with pytest.raises(DomainError, match="say that it may be left out"):
        confirmed(received, administrator, dataset)
    now = stored(received, administrator, dataset, leave_out=True)
    assert (now.state, now.report["made"]["added"]) == (State.STORED, 5)


def test_confirmation_needs_a_reason(send: Send, administrator: Person, dataset: Dataset) -> None:
    received = send(LONG)
    wish = receiving.Wish(dataset=dataset, name="x", why=" ", leave_out=False)
    with pytest.raises(DomainError, match="Say why"):
        receiving.confirm(received=received, wish=wish, person=administrator)
    assert again(received).state == State.READ


def test_new_dataset_is_added_with_the_values(send: Send, administrator: Person, sweden: Organisation) -> None:
    new = NewDataset("new-survey", "New survey", "The town", "CC0-1.0", 30)
    now = stored(send(LONG), administrator, new)
    added = Dataset.objects.get(key="new-survey")
    assert (now.dataset, added.owner, added.rank, added.licence) == (added, sweden, 30, "CC0-1.0")
    assert HistoryEntry.objects.filter(
        subject_kind="dataset", subject_key="new-survey", verb="statistics.added"
    ).exists()


def test_key_of_a_new_dataset_that_is_taken_is_told_and_nothing_happens(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    received = send(LONG)
    with pytest.raises(DomainError, match="a dataset with the key “own-survey” already"):
        confirmed(received, administrator, NewDataset("own-survey", "x", "x", "", 1))
    assert (again(received).state, again(received).version) == (State.READ, received.version)


def test_dataset_that_goes_before_is_told(send: Send, administrator: Person, dataset: Dataset) -> None:
    stored(send(LONG), administrator, dataset)
    Dataset.objects.filter(made_up=True).update(current=dataset.releases.get(), rank=1)
    later = NewDataset("later", "Later", "x", "", 50)
    now = stored(send(LONG), administrator, later)
    assert now.report["made"]["others"] == {"Own survey": ["N00945", "N15428"]}


def test_file_is_confirmed_once(send: Send, administrator: Person, dataset: Dataset) -> None:
    received = send(LONG)
    seen_by_another = again(received)
    confirmed(received, administrator, dataset)
    with pytest.raises(Conflict, match="Somebody else has handled this file"):
        confirmed(seen_by_another, administrator, dataset)
    assert Job.objects.filter(kind=receiving.STORE).count() == 1


def test_storing_that_runs_again_after_a_crash_does_nothing_twice(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    received = send(LONG)
    job = confirmed(received, administrator, dataset)
    run(job.pk)
    TableImport._base_manager.filter(pk=received.pk).update(state=State.STORING, report=received.report)
    for _again in range(2):
        Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
        run(job.pk)
        assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert (again(received).state, releases(dataset)) == (State.STORED, [1])


def test_storing_that_fails_can_be_confirmed_again(
    send: Send, administrator: Person, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = send(LONG)
    job = confirmed(received, administrator, dataset)
    with monkeypatch.context() as patch:
        patch.setattr(making, "_switch", lambda *_values, **_named: 1 / 0)
        run(job.pk)
    assert (Job.objects.get(pk=job.pk).state, again(received).state) == (Job.State.FAILED, State.READ)
    assert (releases(dataset), KeptMapping.objects.count()) == ([], 0)
    assert stored(again(received), administrator, dataset).state == State.STORED


def test_what_the_file_is_read_as_has_changed_since_it_was_looked_over(
    send: Send, administrator: Person, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = send(LONG)
    job = confirmed(received, administrator, dataset)
    monkeypatch.setattr(working, "catalogue_of", catalogue_of)
    Unit.objects.filter(country="SE", code="1440").update(code="9440", name="Ale and more")
    run(job.pk)
    failed = Job.objects.get(pk=job.pk)
    assert (failed.state, failed.error.split(" than")[0]) == (Job.State.FAILED, "The file is read otherwise now")
    now = again(received)
    assert (now.state, now.report["values"], releases(dataset)) == (State.READ, 3, [])


def test_file_is_withdrawn_once(send: Send, administrator: Person) -> None:
    received = send(LONG)
    receiving.withdraw(received=received, person=administrator)
    assert again(received).state == State.WITHDRAWN
    entry = HistoryEntry.objects.get(subject_kind="table_import", verb="withdrawn")
    assert (entry.person, entry.subject_label) == (administrator, "table.csv")
    with pytest.raises(DomainError, match="handled already"):
        receiving.withdraw(received=again(received), person=administrator)


def test_file_that_is_being_stored_is_withdrawn_only_when_its_job_is_over(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    received = send(LONG)
    job = confirmed(received, administrator, dataset)
    with pytest.raises(DomainError, match="being stored at this moment"):
        receiving.withdraw(received=again(received), person=administrator)
    Job.objects.filter(pk=job.pk).update(state=Job.State.LOST)
    receiving.withdraw(received=again(received), person=administrator)
    assert again(received).state == State.WITHDRAWN


def test_reading_that_was_overtaken_by_a_withdrawal_changes_nothing(
    sweden: Organisation, administrator: Person
) -> None:
    received, job = receiving.receive(
        organisation=sweden, file_name="table.csv", content=LONG.encode(), person=administrator
    )
    receiving.withdraw(received=again(received), person=administrator)
    run(job.pk)
    assert (again(received).state, again(received).report) == (State.WITHDRAWN, {})


def test_correction_stands_in_the_history_with_before_and_after(send: Send, administrator: Person) -> None:
    corrected(send(DOTTED), administrator, symbols="kolada")
    entry = HistoryEntry.objects.get(subject_kind="table_import", verb="corrected")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["symbols"], entry.after["symbols"]) == ("own", "kolada")


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"%PDF-1.4 x", "table.csv", "PDF"),
        (LONG.encode(), "table.xlsx", "The name does not fit"),
        (b"<html></html>", "table.csv", "web page"),
        (b'{"class": "collection"}', "table.json", "collection"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_the_reason(
    send: Send, administrator: Person, content: bytes, name: str, told: str
) -> None:
    received = send(content, name)
    assert received.state == State.REFUSED
    assert told in received.report["refused"]
    receiving.withdraw(received=received, person=administrator)


@pytest.mark.parametrize(("size", "told"), [(0, "The file is empty"), (LARGEST_FILE + 1, "larger than 10 MB")])
def test_file_that_is_empty_or_too_large_is_not_even_kept(
    sweden: Organisation, administrator: Person, size: int, told: str
) -> None:
    with pytest.raises(DomainError, match=told):
        receiving.receive(organisation=sweden, file_name="x.csv", content=b"x" * size, person=administrator)
    assert TableImport._base_manager.count() == 0


def test_report_is_in_the_language_of_who_sent_the_file_and_plain_data(
    sweden: Organisation, administrator: Person
) -> None:
    with translation.override("sv"):
        received, job = receiving.receive(
            organisation=sweden, file_name="x.csv", content=EVERY_ROW_WRONG.encode(), person=administrator
        )
    run(job.pk)
    report = again(received).report
    assert report["language"] == "sv"
    assert json.loads(json.dumps(report)) == report


def test_workbook_with_a_sheet_for_each_gender(send: Send, administrator: Person, dataset: Dataset) -> None:
    rows = [["Kommun", "N15428 2023", "N15428 2022"], ["Ale", 81.5, None], ["1280", 0.25, 7]]
    received = send(workbook({"Kvinnor": rows, "Män": rows}), "survey.xlsx")
    now = stored(received, administrator, dataset)
    assert now.state == State.STORED
    assert ("N15428", "1280", 2022, "M", 7.0, "PRESENT") in read_back("N15428")
    assert ("N15428", "1440", 2022, "K", None, "MISSING") in read_back("N15428")
    assert len(read_back("N15428")) == 8


def test_dataset_of_dimensions_is_read_stored_and_known_again(
    send: Send, administrator: Person, dataset: Dataset
) -> None:
    content = json.dumps(jsonstat()).encode()
    now = stored(send(content, "table.json"), administrator, dataset)
    assert now.state == State.STORED
    assert sorted(read_back("N00945"))[:2] == [
        ("N00945", "1280", 2019, "K", 5.0, "PRESENT"),
        ("N00945", "1280", 2019, "M", 7.0, "PRESENT"),
    ]
    kept = KeptMapping.objects.get()
    assert (kept.kind, send(content, "again.json").kept) == ("dataset", kept)
