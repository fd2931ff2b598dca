"""What the municipality says of its measures, as parts of documents; nothing where it says nothing."""

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, Heading, Paragraph, Run, Runs, Slide, bullets, written_text
from kompassros.indicators.results import words
from kompassros.indicators.results.content import AreaResults, MeasureResult, ResultsReport

LONGEST_ON_A_SLIDE = 400
"""Letters of a comment on a slide. Own choice."""


def notes_chapter(report: ResultsReport, area: AreaResults) -> list[Block]:
    """Return the part of an area's chapter: each measure with what is said of it, question by question."""
    said = [one for one in area.results if one.notes]
    blocks: list[Block] = [Heading(2, _("What the municipality says"))] if said else []
    for one in said:
        blocks.append(Heading(3, one.title))
        for label, text in words.notes_said(one, report):
            blocks += [Paragraph((Run(label, strong=True),)), *written_text(text)]
    return blocks


def comment_slides(area: AreaResults) -> list[Slide]:
    """Return the comments on an area's values; the analysis is for those who read the report."""
    said = [
        _("%(measure)s: %(comment)s") % {**told, "comment": _shortened(told["comment"])}
        for told in (_commented(one) for one in area.results)
        if told["comment"]
    ]
    title = _("%(area)s: what the municipality says") % {"area": words.area_name(area.name)}
    return [Slide(title, (bullets(said),))] if said else []


def comment_item(one: MeasureResult) -> Runs:
    """Return a measure with its comment as an item of a list."""
    told = _("%(measure)s: %(comment)s") % _commented(one)
    return (Run(_("Comment: "), strong=True), Run(told))


def _shortened(comment: str) -> str:
    """Return a comment as a slide holds it: a longer one ends at a word and says where the rest is."""
    if len(comment) <= LONGEST_ON_A_SLIDE:
        return comment
    kept = comment[:LONGEST_ON_A_SLIDE].rsplit(" ", 1)[0]
    return _("%(beginning)s … (all of it is in the report)") % {"beginning": kept}


def _commented(one: MeasureResult) -> dict[str, str]:
    return {"measure": one.title, "comment": " ".join(words.comment_of(one).split())}
