"""The evaluation report: a pure function of a result to a document, in the language that is active."""

from typing import cast

from django.utils.translation import gettext as _

from kompassros.documents.blocks import (
    Block,
    Cover,
    Document,
    Language,
    PageBreak,
)
from kompassros.evaluations.publication import words
from kompassros.evaluations.publication.tracing import total_sentence
from kompassros.evaluations.reports import about, area, facts, overview, pictures
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.reports.naming import kicker_of, title_of
from kompassros.evaluations.reports.summary import summary
from kompassros.web.document_parts import as_figure
from kompassros.web.formats import current_language

# A chapter begins where more than half of a page is free, else on the next one. Own choice.
_CHAPTER = PageBreak(unless_left=55)


def evaluation_report(material: Material) -> Document:
    """Return the report: cover, contents, summary, the instrument, area by area, points, facts, method."""
    sheet = material.sheet
    blocks: list[Block] = [*summary(material), _CHAPTER, *about.about_the_instrument(material)]
    for one in sheet.detail.areas:
        blocks += [_CHAPTER, *area.chapter(material, one)]
    blocks += [_CHAPTER, *overview.points_overview(material), _CHAPTER, *facts.facts(material)]
    return Document(
        title=title_of(material),
        language=cast("Language", current_language()),
        day=material.day,
        kicker=kicker_of(material, _("Evaluation report")),
        author="Kompassros",
        cover=_cover(material),
        contents=_("Contents"),
        blocks=tuple(blocks),
    )


def _cover(material: Material) -> Cover:
    sheet, chart = material.sheet, pictures.rose(material)
    lines = (words.text_of(sheet.detail.edition.name), total_sentence(sheet))
    picture = as_figure(chart, share=82, titled=False) if chart else None
    return Cover(lines, picture, facts.standing_of(material))
