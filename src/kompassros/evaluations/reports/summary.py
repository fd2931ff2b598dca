"""The first chapter of a report: the result in short, what matters most, the table of areas."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.documents.blocks import Block, BulletList, Column, Heading, Remark, Run, Table, plain, written_text
from kompassros.evaluations.course_sheet import FindingSheet
from kompassros.evaluations.publication import words
from kompassros.evaluations.publication.tracing import total_sentence
from kompassros.evaluations.reports import pictures
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.sentences import points
from kompassros.web.document_parts import as_figure
from kompassros.web.formats import current_language

MOST_HIGHLIGHTS = 8
_WRITTEN_IN = {
    "sv": gettext_lazy("Summary, findings and replies were written in Swedish and stand here as they were written."),
    "nb": gettext_lazy("Summary, findings and replies were written in Norwegian and stand here as they were written."),
    "en": gettext_lazy("Summary, findings and replies were written in English and stand here as they were written."),
}


def summary(material: Material) -> tuple[Block, ...]:
    """Return the chapter: one sentence, what people wrote, the rose, the areas, what is emphasised."""
    rose = pictures.rose(material)
    return (
        Heading(1, _("The result in short")),
        plain(total_sentence(material.sheet)),
        *_remarks(material),
        *_written(material),
        areas_table(material),
        *((as_figure(rose, share=66),) if rose else ()),
        *_highlights(material),
    )


def _remarks(material: Material) -> tuple[Block, ...]:
    sheet = material.sheet
    told = [words.text_of(caution) for caution in sheet.detail.cautions]
    return tuple(Remark((Run(text),)) for text in told)


def _written(material: Material) -> tuple[Block, ...]:
    detail = material.sheet.detail
    if not detail.summary.strip():
        return ()
    return (Heading(2, _("What the team sees")), *written_in(material), *written_text(detail.summary))


def written_in(material: Material) -> tuple[Block, ...]:
    """Say in which language the team wrote, where that is not the document's."""
    language = material.sheet.detail.language
    if language == current_language():
        return ()
    return (Remark((Run(str(_WRITTEN_IN[language])),)),)


def areas_table(material: Material) -> Table:
    """List the areas with their points, what is possible, earlier results and the reference."""
    sheet, reference = material.sheet, material.reference
    beside = [(one.label, one.profile.values, one.total) for one in material.earlier]
    beside += [(reference.label, reference.values, "")] if reference else []
    columns = [Column(_("Area")), Column(_("Points"), numeric=True), Column(_("Of"), numeric=True)]
    columns += [Column(label, numeric=True) for label, _values, _total in beside]
    rows = [
        (name, points(own), points(most), *(points(values[at]) for _label, values, _total in beside))
        for at, (name, own, most) in enumerate(
            zip(pictures.area_names(material), sheet.points(), sheet.area_maxima(), strict=True)
        )
    ]
    total = (_("Total"), points(sheet.total().total), points(sheet.maximum), *(total for _l, _v, total in beside))
    return Table(_("Points by area"), tuple(columns), (*rows, total))


def _highlights(material: Material) -> tuple[Block, ...]:
    """List what the team emphasised, of each kind; nothing where it emphasised nothing."""
    emphasised = [one for one in material.sheet.detail.findings if one.emphasised]
    return (
        *_listed(_("Strengths that stand out"), (one for one in emphasised if one.kind == "strength")),
        *_listed(_("Where most can be gained"), (one for one in emphasised if one.kind == "improvement")),
    )


def _listed(title: str, findings: Iterable[FindingSheet]) -> tuple[Block, ...]:
    items = tuple((Run(one.text),) for one in findings)[:MOST_HIGHLIGHTS]
    return (Heading(2, title), BulletList(items)) if items else ()
