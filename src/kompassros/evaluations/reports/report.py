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
from kompassros.evaluations.reports.summary import summary
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
        author=_("Kompassros"),
        cover=_cover(material),
        contents=_("Contents"),
        blocks=tuple(blocks),
    )


def title_of(material: Material) -> str:
    """Return the title that all documents of a result bear."""
    return _("%(name)s: evaluation %(year)s") % {"name": material.sheet.organisation_name, "year": material.sheet.year}


def kicker_of(material: Material, kind: str) -> str:
    """Return what kind of document it is, with what must be seen on every page: made up, a draft."""
    told = [kind]
    if material.sheet.made_up:
        told.append(_("made-up demo data"))
    if material.preview:
        told.append(_("draft"))
    return " · ".join(told)


def _cover(material: Material) -> Cover:
    sheet, chart = material.sheet, pictures.rose(material)
    lines = (words.text_of(sheet.detail.edition.name), total_sentence(sheet))
    picture = pictures.as_figure(chart, share=82, titled=False) if chart else None
    return Cover(lines, picture, facts.standing_of(material))
