"""What makes the documents accessible: title, language, headings, bookmarks, heads of tables, alternative texts."""

import re

import pytest
from django.utils.translation import override

from kompassros.evaluations.library import Library
from kompassros.evaluations.published import Published
from kompassros.evaluations.reports.files import FIRST_FEEDBACK, OF_A_RESULT, REPORT, SLIDES
from kompassros.evaluations.reports.material import Material, material_of
from tests.evaluations.reports import opened
from tests.evaluations.reports.making import made_as

SENTENCE = re.compile(r"^[A-ZÅÄÖÆØ0-9].* .*\.$", re.DOTALL)
PICTURES = 12
FEWEST_WORDS = 20
"""A page with no more than these is empty to a reader: a dozen stand on every page anyway."""


@pytest.fixture
def report(entry: Published, language: str) -> tuple[str, Material]:
    with override(language):
        return language, material_of(entry, Library.open())


def test_pdf_has_title_language_bookmarks_and_no_empty_page(report: tuple[str, Material]) -> None:
    language, material = report
    content = made_as(REPORT, "pdf", material, language)
    reader = opened.pdf(content)
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith(f"{material.sheet.organisation_name}: ")
    assert str(reader.trailer["/Root"]["/Lang"])[:2] == language
    marks = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    assert [mark for mark in marks if re.match(r"\d\. ", str(mark))] == [
        f"{area.no}. {area.name[language]}" for area in material.sheet.detail.areas
    ]
    assert 20 <= len(reader.pages) <= 32
    words = [len(page.extract_text().split()) for page in reader.pages]
    assert [(number, count) for number, count in enumerate(words, start=1) if count <= FEWEST_WORDS] == []


def test_pdf_has_a_sentence_for_every_picture_and_a_head_for_every_table(material: Material) -> None:
    content = made_as(REPORT, "pdf", material, "sv")
    told = [str(figure.get("/Alt", "")) for figure in opened.pdf_elements(content, "/Figure")]
    assert len(told) == PICTURES
    assert [one for one in told if not SENTENCE.match(one)] == []
    tables = opened.pdf_elements(content, "/Table")
    assert len(tables) == len(opened.pdf_elements(content, "/THead")) >= len(material.sheet.detail.areas) + 4


@pytest.mark.parametrize("kind", ["report", "slides"])
def test_office_files_have_sentences_as_alternative_texts(material: Material, kind: str) -> None:
    if kind == "report":
        told = opened.docx_alternatives(made_as(REPORT, "docx", material, "sv"))
    else:
        told = opened.pptx_alternatives(made_as(SLIDES, "pptx", material, "sv"))
    assert len(told) == (PICTURES if kind == "report" else len(material.sheet.detail.areas) + 1)
    assert [one for one in told if not SENTENCE.match(one)] == []
    assert not any(".png" in one or ".svg" in one for one in told)


def test_web_page_has_a_sentence_for_every_picture(material: Material) -> None:
    told = opened.html_alternatives(made_as(REPORT, "html", material, "nb"))
    assert len(told) == PICTURES
    assert [one for one in told if not SENTENCE.match(one)] == []


def test_made_up_data_says_so_in_every_document(material: Material) -> None:
    for kind in (*OF_A_RESULT, FIRST_FEEDBACK):
        for ending in kind.formats:
            content = made_as(kind, ending, material, "sv")
            found = {
                "pdf": opened.pdf_text,
                "docx": opened.docx_text,
                "pptx": opened.pptx_text,
                "html": bytes.decode,
                "json": bytes.decode,
            }.get(ending)
            if found is not None:
                text = found(content).lower()
                assert "påhittade demodata" in text or '"made_up": true' in text, (kind.key, ending)


def test_first_feedback_has_findings_and_no_points(material: Material) -> None:
    text = opened.pptx_text(made_as(FIRST_FEEDBACK, "pptx", material, "sv"))
    assert all(opened.plain(one.text) in text for one in material.sheet.detail.findings)
    assert " av 100 poäng" not in text
    assert opened.pptx_tables(made_as(FIRST_FEEDBACK, "pptx", material, "sv")) == []


def test_equal_results_make_equal_files(material: Material) -> None:
    with override("sv"):
        for kind in (REPORT, SLIDES):
            for ending, make in kind.formats.items():
                assert make(material) == made_as(kind, ending, material, "sv"), (kind.key, ending)
