"""Writing a report together: begun, shared out, written, pinned again, published, corrected."""

from datetime import date
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile

from kompassros.organisations.models import Person
from kompassros.organisations.roles import Role
from kompassros.records import history
from kompassros.records.comments import add_comment
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.models import Notice
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import change_goal
from kompassros.steering.periods.correcting import FigureCorrection, correct_edition
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.writing import section_services as chapters_of
from kompassros.steering.writing import trail
from kompassros.steering.writing.home import due_in_writing
from kompassros.steering.writing.models import ReportSection, WrittenEdition, WrittenReport
from kompassros.steering.writing.people import writers_of
from kompassros.steering.writing.policies import SEE_WRITING, WRITE_SECTION
from kompassros.steering.writing.section_services import Illustration
from kompassros.steering.writing.services import begin_report, change_report, obstacles, pin_again, publish_report
from tests.steering.conftest import Bodies
from tests.steering.periods.conftest import enter
from tests.steering.writing.conftest import PersonWith, chapters, fresh, write_all
from tests.steering.writing.pictures import JPEG, PNG

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def upload(content: bytes, name: str) -> ContentFile[bytes]:
    return ContentFile(content, name=name)


def test_report_begins_with_the_chapters_of_its_edition(report: WrittenReport, bodies: Bodies) -> None:
    told = [(one.position, one.kind, one.heading) for one in chapters(report)]
    areas = sorted(bodies.areas, key=lambda one: one.sort_sv)
    assert told == [
        (1, "text", "Foreword"),
        (2, "summary", "The year in short"),
        (3, "goal", "Friska i Lövhult"),
        *((place, "body", area.name) for place, area in enumerate(areas, 4)),
        (7, "asked", "What the council asked for"),
        (8, "text", "Outlook"),
    ]
    assert {one.state for one in chapters(report)} == {"waiting"}


def test_report_is_begun_once(report: WrittenReport, closed: ReportingPeriod) -> None:
    with pytest.raises(DomainError, match=r"The report of this period is begun already."):
        begin_report(period=closed, title="En till", person=None)


def test_open_period_has_no_written_report(first: ReportingPeriod) -> None:
    with pytest.raises(DomainError, match=r"First tertial 2026 is “open”; this cannot be done now."):
        begin_report(period=first, title="För tidigt", person=None)


def test_whoever_is_given_a_chapter_writes_it_and_sees_the_report(
    report: WrittenReport, leader: Person, writer: Person
) -> None:
    foreword, short = chapters(report)[:2]
    assert not SEE_WRITING.allows(writer, report)
    chapters_of.give_sections(report=report, sections=[str(foreword.uid)], writer=writer, due=TODAY, person=leader)
    foreword, short = chapters(report)[:2]
    assert (foreword.assigned_to, foreword.due_on) == (writer, TODAY)
    assert SEE_WRITING.allows(writer, report)
    assert WRITE_SECTION.allows(writer, foreword)
    assert not WRITE_SECTION.allows(writer, short)
    (notice,) = Notice.objects.filter(person=writer)
    assert notice.values == {"report": "Tertialrapport 1", "count": 1, "day": "2026-06-01"}
    written = chapters_of.write_section(section=foreword, text=" Ett förord. ", so_what="", ready=False, person=writer)
    assert (written.text, written.state) == ("Ett förord.", "writing")
    with pytest.raises(DomainError, match="Your role does not allow this"):
        chapters_of.write_section(section=short, text="Inte mitt", so_what="", ready=False, person=writer)


def test_given_chapter_waits_on_the_page_of_its_writer_until_it_is_ready(
    report: WrittenReport, leader: Person, writer: Person
) -> None:
    section = chapters(report)[0]
    chapters_of.give_sections(report=report, sections=[str(section.uid)], writer=writer, due=TODAY, person=leader)
    grants = list(writer.grants.all())
    piece = due_in_writing(person=writer, grants=grants)
    assert piece
    assert [each.text for each in piece.context["entries"]] == ["Tertialrapport 1: write “Foreword”, by 1 June 2026"]
    chapters_of.write_section(section=chapters(report)[0], text="Klart.", so_what="", ready=True, person=writer)
    assert due_in_writing(person=writer, grants=grants) is None


def test_somebody_from_elsewhere_is_given_nothing(report: WrittenReport, leader: Person) -> None:
    stranger = Person.objects.create_user("stranger@example.org", name="Stranger")
    uid = str(chapters(report)[0].uid)
    with pytest.raises(DomainError, match="Stranger has no role in this municipality"):
        chapters_of.give_sections(report=report, sections=[uid], writer=stranger, due=None, person=leader)


def test_chapter_of_another_report_is_not_given(report: WrittenReport, leader: Person) -> None:
    wanted = ["00000000-0000-0000-0000-000000000001"]
    with pytest.raises(DomainError, match="Choose at least one chapter of this report"):
        chapters_of.give_sections(report=report, sections=wanted, writer=None, due=None, person=leader)


def test_people_of_the_municipality_can_be_chosen(
    report: WrittenReport, leader: Person, writer: Person, person_with: PersonWith
) -> None:
    gone = person_with(Role.READER, report.organisation)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    assert writers_of(report.organisation) == sorted([leader, writer], key=str)


def test_two_writers_at_once_and_the_second_is_told(report: WrittenReport, leader: Person) -> None:
    mine, theirs = chapters(report)[0], chapters(report)[0]
    chapters_of.write_section(section=theirs, text="Först", so_what="", ready=False, person=leader)
    with pytest.raises(Conflict):
        chapters_of.write_section(section=mine, text="Sedan", so_what="", ready=False, person=leader)
    assert chapters(report)[0].text == "Först"


def test_ready_chapter_says_something_or_has_figures(report: WrittenReport) -> None:
    foreword, short = chapters(report)[:2]
    with pytest.raises(DomainError, match="Write something before you mark the chapter as ready"):
        chapters_of.write_section(section=foreword, text=" ", so_what="", ready=True, person=None)
    assert chapters_of.write_section(section=short, text="", so_what="", ready=True, person=None).state == "ready"


def test_history_keeps_what_a_chapter_said(report: WrittenReport, leader: Person) -> None:
    for text in ("Ett", "Två"):
        section = chapters(report)[0]
        chapters_of.write_section(section=section, text=text, so_what="", ready=False, person=leader)
    last = history.of_subject(trail.SECTION, str(section.uid))[0]
    assert last.verb == "written"
    assert (last.before["text"], last.after["text"]) == ("Ett", "Två")  # type: ignore[index]


def test_chapters_are_added_renamed_moved_and_taken_out(report: WrittenReport, leader: Person, bodies: Bodies) -> None:
    about = f"body:{bodies.units[0].key}"
    added = chapters_of.add_section(report=fresh(report), heading="Skolan", about=about, person=leader)
    assert (added.position, added.kind, added.body) == (9, "body", bodies.units[0])
    chapters_of.rename_section(section=chapters(report)[-1], heading="Ängens skola", person=leader)
    chapters_of.move_section(section=chapters(report)[-1], up=True, person=leader)
    assert [one.heading for one in chapters(report)][-2:] == ["Ängens skola", "Outlook"]
    with pytest.raises(DomainError, match="stands at the end already"):
        chapters_of.move_section(section=chapters(report)[-1], up=False, person=leader)
    with pytest.raises(DomainError, match="Say why the chapter is taken out"):
        chapters_of.remove_section(section=chapters(report)[0], why=" ", person=leader)
    chapters_of.remove_section(section=chapters(report)[0], why="Ingen skriver förord", person=leader)
    assert "Foreword" not in [one.heading for one in chapters(report)]
    entry = history.of_subject(trail.REPORT, str(report.pk))
    assert entry.count() == 1


def test_unknown_subject_of_a_chapter_is_refused(report: WrittenReport) -> None:
    with pytest.raises(DomainError, match="The edition has nothing of this kind"):
        chapters_of.add_section(report=fresh(report), heading="Mål", about="goal:nothing", person=None)


@pytest.mark.parametrize(("content", "name"), [(PNG, "bild.png"), (JPEG, "bild.jpg")])
def test_picture_comes_with_words_and_goes_again(report: WrittenReport, content: bytes, name: str) -> None:
    shown = Illustration(alt="En turkos ruta.", credit="Kim", upload=upload(content, name))
    section = chapters_of.illustrate_section(section=chapters(report)[0], shown=shown, person=None)
    assert section.picture
    assert (section.picture.name, section.picture_alt, section.picture_credit) == (name, "En turkos ruta.", "Kim")
    again = chapters_of.illustrate_section(
        section=chapters(report)[0], shown=Illustration(alt="En blå ruta."), person=None
    )
    assert (again.picture, again.picture_alt) == (section.picture, "En blå ruta.")
    gone = chapters_of.illustrate_section(section=chapters(report)[0], shown=Illustration(remove=True), person=None)
    assert (gone.picture, gone.picture_alt) == (None, "")


def test_picture_is_stored_without_what_the_camera_wrote_into_it(report: WrittenReport) -> None:
    told = b"\xff\xe1\x00\x1cExif\0\0II*\0 59.33 N 18.07 E"
    shown = Illustration(alt="En turkos ruta.", upload=upload(JPEG[:2] + told + JPEG[2:], "bild.jpg"))
    section = chapters_of.illustrate_section(section=chapters(report)[0], shown=shown, person=None)
    assert section.picture
    assert section.picture.sha256 == sha256(JPEG).hexdigest()


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (Illustration(upload=upload(PNG, "a.png")), "Say in a sentence what the picture shows"),
        (Illustration(alt="Tre ord här", upload=upload(b"hej\n", "a.txt")), "A picture is a PNG or a JPEG file"),
        (Illustration(alt="Tre ord här", upload=upload(JPEG[:30], "a.jpg")), "The picture is broken"),
        (Illustration(film="http://film.example/1", film_title="Film"), "begins with https://"),
        (Illustration(film="javascript:alert(1)", film_title="Film"), "begins with https://"),
        (Illustration(film="https://film.example/1"), "Say what the film is called"),
    ],
)
def test_what_cannot_stand_in_a_chapter_is_refused(report: WrittenReport, shown: Illustration, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        chapters_of.illustrate_section(section=chapters(report)[0], shown=shown, person=None)
    assert chapters(report)[0].picture is None


def test_report_is_not_published_before_every_chapter_is_ready(report: WrittenReport) -> None:
    missing = obstacles(report, chapters(report))
    assert missing[0] == "“Foreword” is not ready."
    assert len(missing) == 8
    with pytest.raises(DomainError, match=r"“Foreword” is not ready\."):
        publish_report(report=fresh(report), person=None)
    assert not WrittenEdition.objects.filter(report=report).exists()


def test_publishing_freezes_the_texts_with_the_figures_of_the_pinned_edition(
    report: WrittenReport, goals: dict[str, GoalEdition], bodies: Bodies
) -> None:
    write_all(report)
    edition = publish_report(report=fresh(report), person=None)
    frozen = edition.read()
    assert edition.is_intact()
    assert (frozen.title, frozen.number, frozen.edition["number"]) == ("Tertialrapport 1", 1, 1)
    council = frozen.sections[2]
    goal = goals[bodies.municipality.key]
    assert council.goal == {"uid": str(goal.goal.uid), "title": "Friska i Lövhult"}
    assert [(one.printed, str(one.attainment)) for _goal, one in council.indicators] == [("5,4", "met")]
    assert council.text == "Om Friska i Lövhult."
    school = next(one for one in frozen.sections if one.heading == "Lärande")
    assert school.shares
    assert [count for _status, count in school.shares.counts] == [0, 0, 1, 2]
    assert fresh(report).state == "published"


def test_correction_is_a_new_edition_with_its_reason(report: WrittenReport, leader: Person) -> None:
    write_all(report)
    first_one = publish_report(report=fresh(report), person=leader)
    section = chapters(report)[0]
    chapters_of.write_section(section=section, text="Rättat.", so_what="", ready=True, person=leader)
    with pytest.raises(DomainError, match="Say why the report is corrected"):
        publish_report(report=fresh(report), person=leader)
    published_at = fresh(report).published_at
    second = publish_report(report=fresh(report), person=leader, why="Fel år i förordet")
    assert (second.number, second.why) == (2, "Fel år i förordet")
    assert fresh(report).published_at == published_at
    assert [one.read().sections[0].text for one in (first_one, second)] == ["Om Foreword.", "Rättat."]


def test_newer_edition_is_used_only_when_it_is_pinned(
    report: WrittenReport, closed: ReportingPeriod, goals: dict[str, GoalEdition], bodies: Bodies
) -> None:
    write_all(report)
    with pytest.raises(DomainError, match="The period has no newer edition"):
        pin_again(report=fresh(report), person=None)
    goal = goals[bodies.municipality.key]
    uid = str(fresh(report).edition.read().cards[0].goals[0].indicators[0].uid)
    correct_edition(period=closed, corrections=[FigureCorrection(uid, "6,4")], why="Fel", person=None)
    assert fresh(report).edition.number == 1
    moved = pin_again(report=fresh(report), person=None)
    assert [one.heading for one in moved] == ["The year in short", goal.title]
    assert fresh(report).edition.number == 2
    assert {one.heading: one.state for one in chapters(report) if one.state != "ready"} == {
        "The year in short": "writing",
        goal.title: "writing",
    }


def test_changes_after_closing_do_not_reach_the_report(
    report: WrittenReport, goals: dict[str, GoalEdition], bodies: Bodies
) -> None:
    write_all(report)
    goal = goals[bodies.municipality.key]
    enter(goal, "9,9", seen=1)
    content = GoalContent("Nytt namn", perspective="staff")
    goal.refresh_from_db()
    change_goal(edition=goal, content=content, person=None, decision="KF § 9")
    frozen = publish_report(report=fresh(report), person=None).read()
    told = [(found.title, one.printed) for found, one in frozen.sections[2].indicators]
    assert told == [("Friska i Lövhult", "5,4")]


def test_comments_of_residents_are_opened_until_a_day(report: WrittenReport, leader: Person) -> None:
    change_report(report=fresh(report), title="Ny titel", comments_open=True, comments_until=TODAY, person=leader)
    now = fresh(report)
    assert (now.title, now.comments_open, now.comments_until) == ("Ny titel", True, TODAY)


def test_colleagues_comment_on_a_chapter(report: WrittenReport, leader: Person) -> None:
    section: ReportSection = chapters(report)[0]
    subject = (trail.SECTION, str(section.uid), section.heading)
    comment = add_comment(subject=subject, organisation_id=section.organisation_id, person=leader, text="Bra!")
    assert comment.subject_key == str(section.uid)
