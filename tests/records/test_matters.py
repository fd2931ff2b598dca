"""Matters and agenda papers: numbers, versions, requests sent twice, and that a final paper never changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from kompassros.organisations.demo import demo_address
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.roles import Role
from kompassros.records import history, matters
from kompassros.records.documents import PaperCopy, agenda_paper, from_content, to_content
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.history_table import changes_of
from kompassros.records.matter_models import AgendaPaper, Matter
from kompassros.records.matters import Letterhead, PaperText, Suggestion

pytestmark = pytest.mark.django_db
SetClock = Callable[[str], None]
HEAD = Letterhead("Granby", made_up=True)
SUGGESTED = Suggestion("The result", "It was examined.", "It is better.", "The board takes note.", ("Score sheet",))
TEXT = PaperText("KS 2026/1", "The result", "The board", date(2026, 4, 1), "Before.", "Now.", "Decide.")


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.get(email=demo_address(Role.COORDINATOR))


@pytest.fixture
def matter(person: Person) -> Matter:
    granby = Organisation.objects.get(key="granby")
    return matters.open_matter(
        subject=("thing", "one"), organisation_id=granby.pk, title="The case", case_number=" KS 2026/1 ", person=person
    )


@pytest.fixture
def paper(matter: Matter, person: Person) -> AgendaPaper:
    return matters.start_paper(matter=matter, language="sv", suggestion=SUGGESTED, person=person)


def save(
    paper: AgendaPaper, person: Person, text: PaperText = TEXT, *, version: int = 1, request_id: UUID | None = None
) -> int:
    return matters.save_paper(paper=paper, text=text, version=version, request_id=request_id or uuid4(), person=person)


def stored(paper: AgendaPaper) -> AgendaPaper:
    return AgendaPaper.objects.select_related("matter", "author").get(pk=paper.pk)


def finished(paper: AgendaPaper, person: Person) -> AgendaPaper:
    version = save(paper, person)
    return matters.finish_paper(paper=paper, version=version, letterhead=HEAD, person=person)


def test_matter_has_its_case_number_without_blanks_around(matter: Matter, person: Person) -> None:
    assert (matter.case_number, matter.title, matter.created_by) == ("KS 2026/1", "The case", person)
    assert [entry.verb for entry in history.of_subject("matter", str(matter.pk))] == ["opened"]


@pytest.mark.parametrize(
    ("case_number", "title", "said"),
    [
        ("x\ny", "T", "characters that cannot be shown"),
        ("x\x00", "T", "characters that cannot be shown"),
        ("x" * 61, "T", "longer than 60 characters"),
        ("x", " ", "Give the paper a title"),
        ("x", "t" * 201, "longer than 200 characters"),
    ],
)
def test_matter_that_cannot_be_kept_is_refused(case_number: str, title: str, said: str, person: Person) -> None:
    with pytest.raises(DomainError, match=said):
        matters.open_matter(
            subject=("thing", "two"), organisation_id=1, title=title, case_number=case_number, person=person
        )
    assert not Matter.objects.filter(subject_key="two").exists()


def test_longest_case_number_is_kept(person: Person) -> None:
    matter = matters.open_matter(
        subject=("thing", "x"), organisation_id=1, title="T", case_number="x" * 60, person=person
    )
    assert len(matter.case_number) == 60


def test_paper_starts_with_what_is_suggested(paper: AgendaPaper, person: Person) -> None:
    first = stored(paper)
    assert matters.text_of(first) == PaperText(
        "KS 2026/1", "The result", "", None, "It was examined.", "It is better.", "The board takes note."
    )
    assert (first.number, first.state, first.version, first.sources) == (1, "draft", 1, ["Score sheet"])
    assert first.author == person


def test_papers_of_a_matter_are_numbered(matter: Matter, paper: AgendaPaper, person: Person) -> None:
    second = matters.start_paper(matter=matter, language="nb", suggestion=SUGGESTED, person=person)
    assert (paper.number, second.number) == (1, 2)
    (found,) = matters.matters_of("thing", "one")
    assert list(found.papers.all()) == [paper, second]


def test_number_stands_once_in_a_matter(paper: AgendaPaper) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaPaper.objects.create(matter=paper.matter, number=1, language="sv", title="T", written_at=paper.written_at)


def test_unknown_language_is_refused(matter: Matter, person: Person) -> None:
    with pytest.raises(DomainError, match="languages offered"):
        matters.start_paper(matter=matter, language="fi", suggestion=SUGGESTED, person=person)


def test_saved_paper_holds_what_was_typed_and_its_history(paper: AgendaPaper, person: Person) -> None:
    assert save(paper, person) == 2
    assert matters.text_of(stored(paper)) == TEXT
    latest = history.of_subject("agenda_paper", str(paper.pk))[0]
    assert (latest.verb, latest.organisation_id) == ("changed", paper.matter.organisation_id)
    assert changes_of(latest) == [
        "assessment: It is better. → Now.",
        "background: It was examined. → Before.",
        "board: nothing → The board",
        "day of the meeting: nothing → 1 April 2026",
        "proposal for decision: The board takes note. → Decide.",
    ]


def test_nothing_changed_makes_no_version_and_no_history(paper: AgendaPaper, person: Person) -> None:
    version = save(paper, person)
    before = history.of_subject("agenda_paper", str(paper.pk)).count()
    assert save(paper, person, replace(TEXT, title=" The result "), version=version) == version
    assert history.of_subject("agenda_paper", str(paper.pk)).count() == before


def test_request_sent_twice_is_done_once(paper: AgendaPaper, person: Person) -> None:
    request_id = uuid4()
    assert save(paper, person, request_id=request_id) == 2
    assert save(paper, person, request_id=request_id) == 2
    assert stored(paper).version == 2


def test_second_writer_is_told_and_changes_nothing(paper: AgendaPaper, person: Person) -> None:
    save(paper, person)
    with pytest.raises(Conflict, match="Somebody else"):
        save(paper, person, replace(TEXT, title="Another"), version=1)
    assert stored(paper).title == "The result"


def test_new_case_number_is_that_of_the_matter_and_tells_those_who_write_its_other_drafts(
    matter: Matter, paper: AgendaPaper, person: Person
) -> None:
    other = matters.start_paper(matter=matter, language="sv", suggestion=SUGGESTED, person=person)
    save(paper, person, replace(TEXT, case_number="KS 2026/2"))
    matter.refresh_from_db()
    assert matter.case_number == "KS 2026/2"
    with pytest.raises(Conflict):
        save(other, person)
    latest = history.of_subject("matter", str(matter.pk))[0]
    assert (latest.before, latest.after) == ({"case_number": "KS 2026/1"}, {"case_number": "KS 2026/2"})


def test_paper_with_characters_that_cannot_be_shown_is_refused(paper: AgendaPaper, person: Person) -> None:
    with pytest.raises(DomainError, match="characters that cannot be shown"):
        save(paper, person, replace(TEXT, background="a\x00b"))
    with pytest.raises(DomainError, match="longer than 20000"):
        save(paper, person, replace(TEXT, background="a" * 20_001))
    assert stored(paper).version == 1


@pytest.mark.parametrize(
    ("missing", "said"), [("case_number", "case number"), ("body", "which board"), ("proposal", "which board")]
)
def test_paper_that_lacks_something_is_not_made_final(
    missing: str, said: str, paper: AgendaPaper, person: Person
) -> None:
    version = save(paper, person, replace(TEXT, **{missing: " "}))
    with pytest.raises(DomainError, match=said):
        matters.finish_paper(paper=paper, version=version, letterhead=HEAD, person=person)
    assert stored(paper).state == "draft"


def test_paper_of_another_version_is_not_made_final(paper: AgendaPaper, person: Person) -> None:
    save(paper, person)
    with pytest.raises(Conflict):
        matters.finish_paper(paper=paper, version=1, letterhead=HEAD, person=person)


def test_final_paper_keeps_what_it_said(
    matter: Matter, paper: AgendaPaper, person: Person, set_clock: SetClock
) -> None:
    set_clock("2026-03-01T23:30:00+00:00")
    final = finished(paper, person)
    second = matters.start_paper(matter=matter, language="sv", suggestion=SUGGESTED, person=person)
    save(second, person, replace(TEXT, case_number="KS 2026/9"))
    copy = matters.copy_of(stored(final), Letterhead("Another name"))
    assert copy == PaperCopy(
        organisation="Granby",
        language="sv",
        case_number="KS 2026/1",
        title="The result",
        day=date(2026, 3, 2),
        body="The board",
        meeting_day=date(2026, 4, 1),
        background="Before.",
        assessment="Now.",
        proposal="Decide.",
        author=str(person),
        sources=("Score sheet",),
        made_up=True,
        final=True,
    )
    assert len(final.sha256) == 64


def test_final_paper_is_changed_neither_by_a_service_nor_in_the_database(paper: AgendaPaper, person: Person) -> None:
    final = finished(paper, person)
    with pytest.raises(DomainError, match="final and keeps its text"):
        save(final, person, replace(TEXT, title="Another"), version=final.version)
    with pytest.raises(DomainError, match="final and keeps its text"):
        matters.finish_paper(paper=final, version=final.version, letterhead=HEAD, person=person)
    for change in ({"title": "Another"}, {"state": "draft", "content": None}):
        with pytest.raises(DatabaseError, match="frozen rows cannot be changed"), transaction.atomic():
            AgendaPaper.objects.filter(pk=final.pk).update(**change)


def test_database_refuses_a_final_paper_without_content(paper: AgendaPaper) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaPaper.objects.filter(pk=paper.pk).update(state="final")


COPY = PaperCopy(
    organisation="Granby",
    language="nb",
    case_number="",
    title="Result",
    day=date(2026, 3, 2),
    body="",
    meeting_day=None,
    background="One.\n\nTwo.",
    assessment=" ",
    proposal="Decide.",
    author="Ann",
)


def test_copy_is_read_as_it_was_frozen() -> None:
    for copy in (COPY, replace(COPY, meeting_day=date(2026, 4, 1), sources=("A", "B"), made_up=True, final=True)):
        assert from_content(to_content(copy)) == copy


def test_document_leaves_out_what_is_blank_and_says_what_is_missing() -> None:
    made = agenda_paper(replace(COPY, language="en"))
    facts, *rest = made.blocks
    assert facts.pairs == (  # type: ignore[union-attr]
        ("Case number", "not given yet"),
        ("Municipality", "Granby"),
        ("Date", "2 March 2026"),
        ("Written by", "Ann"),
    )
    assert [block.text for block in rest if hasattr(block, "text")] == ["Background", "Proposal for decision"]
    assert made.kicker == "Granby · Agenda paper, draft"


def test_document_says_made_up_demo_data_only_when_it_is() -> None:
    said = "Made-up demo data: this municipality does not exist."
    assert said in str(agenda_paper(replace(COPY, language="en", made_up=True)).blocks[0])
    assert said not in str(agenda_paper(replace(COPY, language="en")).blocks)


def test_document_lists_its_sources_last() -> None:
    made = agenda_paper(replace(COPY, language="en", sources=("A", "B"), final=True))
    assert (str(made.blocks[-2].text), len(made.blocks[-1].items)) == ("Sources", 2)  # type: ignore[union-attr]
    assert made.kicker == "Granby · Agenda paper"


def test_document_is_dated_in_the_language_of_the_paper() -> None:
    facts = agenda_paper(COPY).blocks[0]
    assert "2. mars 2026" in str(facts)
