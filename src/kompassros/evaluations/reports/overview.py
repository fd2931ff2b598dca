"""The chapter with all points: every question, the totals by share, what gives no points."""

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, Column, Heading, Table, bullets, plain
from kompassros.evaluations.course_sheet import AreaSheet
from kompassros.evaluations.publication import words
from kompassros.evaluations.publication.pages import without_points
from kompassros.evaluations.reports import pictures
from kompassros.evaluations.reports.material import Material
from kompassros.web.document_parts import as_figure


def points_overview(material: Material) -> tuple[Block, ...]:
    """Return the chapter."""
    chart = pictures.bars(material)
    nothing = without_points(material.sheet)
    return (
        Heading(1, _("Points overview")),
        *((as_figure(chart),) if chart else ()),
        Heading(2, _("Points by question")),
        plain(_("A question has the number of its area and of its column: 3.2 stands in row 3 under x.2.")),
        all_questions(material),
        Heading(2, _("What “partly in place” gives")),
        plain(
            _(
                "Partly in place gives part of the points. How large a part is our choice; other shares give these "
                "totals."
            )
        ),
        _shares(material),
        *((Heading(2, _("Judged above planned, and yet without points")), bullets(nothing)) if nothing else ()),
    )


def all_questions(material: Material) -> Table:
    """List the areas with the points of each of their questions beside them, and the exact totals."""
    areas = material.sheet.detail.areas
    most = max((len(area.questions) for area in areas), default=0)
    columns = [Column(_("Area")), *(Column(f"x.{number}", numeric=True) for number in range(1, most + 1))]
    rows = [
        (f"{area.no}. {words.text_of(area.name)}", *_points(area, most), words.fine_points(area.earned))
        for area in areas
    ]
    total = material.sheet.detail.total
    last = (_("Total, exact"), *("",) * most, words.fine_points(total.earned))
    return Table(_("Points of every question"), (*columns, Column(_("Area"), numeric=True)), (*rows, last))


def _points(area: AreaSheet, most: int) -> list[str]:
    shown = [words.fine_points(question.earned) for question in area.questions]
    return [*shown, *("",) * (most - len(shown))]


def _shares(material: Material) -> Table:
    detail = material.sheet.detail
    rows = []
    for entry in detail.totals:
        share = f"{entry.share.numerator}/{entry.share.denominator}"
        used = _("%(share)s, used here") % {"share": share} if entry.share == detail.partly else share
        rows.append((used, words.printed_points(entry.rescaled, detail.edition.decimals)))
    columns = (Column(_("Share that “partly in place” gives")), Column(_("Total"), numeric=True))
    return Table(_("How much rests on the share"), columns, tuple(rows))
