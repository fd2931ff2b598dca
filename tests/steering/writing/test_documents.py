"""The documents of a written report: a pure function of what was frozen, readable in every format."""

import io
from decimal import Decimal

import docx
import openpyxl
import pypdf
import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from pptx import Presentation

from kompassros.steering.budget.services import set_frames
from kompassros.steering.goals.contents import GoalContent
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import change_goal
from kompassros.steering.periods.closing import close_period
from kompassros.steering.periods.correcting import FigureCorrection, correct_edition
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.writing.files import BY_KEY, KINDS, document_of, draft_of
from kompassros.steering.writing.models import WrittenEdition, WrittenReport
from kompassros.steering.writing.section_services import Illustration, illustrate_section, write_section
from kompassros.steering.writing.services import begin_report, change_report, pin_again, publish_report
from tests.documents.reading import read_html, read_odt, shown
from tests.steering.conftest import YEAR, Bodies
from tests.steering.periods.conftest import CardOf, enter
from tests.steering.writing.conftest import chapters, fresh, write_all
from tests.steering.writing.pictures import JPEG

pytestmark = pytest.mark.django_db
FILES = [(kind.key, ending) for kind in KINDS for ending in kind.formats]
TEXT = "Vi är friskare.\n\n- Färre vikarier\n- Mer tid"


@pytest.fixture
def published(report: WrittenReport) -> WrittenEdition:
    """The report with a picture, a film and a list, published."""
    write_all(report)
    goal = chapters(report)[2]
    write_section(section=goal, text=TEXT, so_what="Barnen möter samma personal.", ready=True, person=None)
    told = Illustration("En turkos ruta.", "Kim", "https://film.example/1", "Året på film", ContentFile(JPEG, "a.jpg"))
    illustrate_section(section=chapters(report)[2], shown=told, person=None)
    return publish_report(report=fresh(report), person=None)


def made(edition: WrittenEdition, kind: str, ending: str) -> bytes:
    return BY_KEY[kind].formats[ending](document_of(WrittenEdition.objects.get(pk=edition.pk)))


def everything(edition: WrittenEdition) -> dict[tuple[str, str], bytes]:
    with translation.override("sv"):
        return {file: made(edition, *file) for file in FILES}


def test_documents_stay_the_same_bytes_whatever_is_renamed_and_restated(
    published: WrittenEdition, closed: ReportingPeriod, goals: dict[str, GoalEdition], bodies: Bodies
) -> None:
    before = everything(published)
    goal = goals[bodies.municipality.key]
    enter(goal, "9,9", seen=1)
    goal.refresh_from_db()
    change_goal(edition=goal, content=GoalContent("Nytt", perspective="staff"), person=None, decision="KF § 9")
    bodies.areas[0].name = "Nytt område"
    bodies.areas[0].save(update_fields=["name"])
    uid = document_of(published).period.period.cards[0].goals[0].indicators[0].uid
    correct_edition(period=closed, corrections=[FigureCorrection(uid, "6,4")], why="Fel", person=None)
    report = fresh(published.report)
    change_report(report=report, title="Ny titel", comments_open=False, comments_until=None, person=None)
    pin_again(report=fresh(report), person=None)
    write_section(section=chapters(report)[0], text="Annat", so_what="", ready=True, person=None)
    assert set(before) == {
        *(("report", ending) for ending in ("pdf", "docx", "odt", "html")),
        *(("slides", ending) for ending in ("pptx", "pdf")),
        ("figures", "xlsx"),
    }
    assert everything(published) == before


def test_pdf_is_accessible_and_says_everything(published: WrittenEdition) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(published, "report", "pdf")))
    said = reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for wanted in ("Tertialrapport 1", "Friska i Lövhult", "Färre vikarier", "What it means", "Året på film", "5.4"):
        assert wanted in text, wanted


@pytest.mark.parametrize("ending", ["docx", "odt", "html"])
def test_text_formats_have_the_same_chapters(published: WrittenEdition, ending: str) -> None:
    content = made(published, "report", ending)
    if ending == "docx":
        text = "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    else:
        text = shown(read_html(content)) if ending == "html" else str(read_odt(content).body)
    for section in document_of(published).report.sections:
        assert section.heading in text, section.heading


def test_slides_are_the_result_the_goal_and_what_deviates(published: WrittenEdition) -> None:
    slides = Presentation(io.BytesIO(made(published, "slides", "pptx"))).slides
    titles = [slide.shapes.title.text for slide in slides if slide.shapes.title]
    assert titles == [
        "Tertialrapport 1",
        "The result in short",
        "The year in short",
        "Friska i Lövhult",
        "What deviates",
    ]


def test_workbook_has_a_row_for_each_indicator_of_the_edition(published: WrittenEdition) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made(published, "figures", "xlsx"))).worksheets[0]
    assert sheet.max_row == 1 + 8


def test_draft_says_that_it_is_one(report: WrittenReport) -> None:
    with translation.override("sv"):
        document = BY_KEY["report"].formats["html"](draft_of(fresh(report))).decode()
    with translation.override("en"):
        assert "draft, not published" in BY_KEY["report"].formats["html"](draft_of(fresh(report))).decode()
    assert "SHA-256 </p>" not in document


def test_money_of_the_edition_has_a_chapter_with_its_table(first: ReportingPeriod, card_of: CardOf) -> None:
    card, amounts = card_of(first.organisation), {YEAR: Decimal(12_000_000)}
    set_frames(card=card, amounts=amounts, person=None, decision="KF 2025-11-20 § 102")
    close_period(period=first, person=None)
    report = begin_report(period=first, title="Tertialrapport 1", person=None)
    kinds = [(one.kind, one.heading) for one in chapters(report)]
    assert ("money", "The money") in kinds
    page = shown(read_html(BY_KEY["report"].formats["html"](draft_of(fresh(report)))))
    assert "Frame 2026" in page
    assert "12,000" in page
