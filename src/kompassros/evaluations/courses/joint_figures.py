"""A joint evaluation's published results side by side: a table of area points, and a small rose a municipality."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from kompassros.charts.figure import Figure
from kompassros.charts.rose import small_rose
from kompassros.evaluations import published
from kompassros.evaluations.courses import wording
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.models import Evaluation
from kompassros.evaluations.published import Published
from kompassros.instruments.criteria import judged_areas
from kompassros.instruments.exchange_schema import Area, EditionFile
from kompassros.instruments.outline import area_maximum, edition_outline, in_language
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import current_language, format_list, format_number
from kompassros.web.tables import Table

_FEWEST_FOR_A_ROSE = 3
_RIM = 100


@dataclass(frozen=True)
class Result:
    """A municipality's published points by area, in the order of the edition; None where an area has none."""

    course: Course
    entry: Published
    points: tuple[Decimal | None, ...]


def results_of(courses: Sequence[Course]) -> list[Result]:
    """Return what is published now of these evaluations, in their order; at most three queries."""
    rows = Evaluation._base_manager.filter(course__in=courses).values_list("course", "slug")
    slugs = dict(rows)
    if not slugs:
        return []
    current = {entry.slug: entry for entry in published.current_evaluations()}
    found = [(course, current.get(slugs.get(course.pk, ""))) for course in courses]
    return [Result(course, entry, _points(course, entry)) for course, entry in found if entry is not None]


def _points(course: Course, entry: Published) -> tuple[Decimal | None, ...]:
    by_area = {area.id: area.points for area in entry.sheet.areas}
    return tuple(by_area.get(area.id) for area in judged_areas(edition_outline(course.edition)))


def points_table(outline: EditionFile, results: Sequence[Result]) -> Table:
    """Return the points of the areas, a column a municipality, and the totals below."""
    language = current_language()
    heads = [Column(f"c{result.course.pk}", wording.name_of(result.course), "number") for result in results]
    rows = [
        Row(_line(_area_label(outline, area, language), results, [result.points[place] for result in results]))
        for place, area in enumerate(judged_areas(outline))
    ]
    totals = [result.entry.sheet.total().total for result in results]
    return Table(
        "points",
        _("Published points by area"),
        (Column("area", _("Area")), *heads),
        rows,
        footer=[Row(_line(_("Total"), results, totals))],
        source=_("Published score sheets of Kompassros"),
        filtered=False,
    )


def _area_label(outline: EditionFile, area: Area, language: str) -> str:
    name = f"{area.no} {in_language(area.name, language)}"
    most = area_maximum(outline, area)
    return name if most is None else _("%(area)s, of %(points)s") % {"area": name, "points": format_number(most)}


def _line(label: str, results: Sequence[Result], values: Sequence[Decimal | None]) -> dict[str, Cell]:
    cells = {"area": Cell(label)}
    for result, value in zip(results, values, strict=True):
        cells[f"c{result.course.pk}"] = Cell(None, _("not published")) if value is None else Cell(value)
    return cells


def roses(outline: EditionFile, results: Sequence[Result]) -> list[tuple[Result, Figure | None]]:
    """Return each result with its small rose.

    None where a rose would say nothing or mislead: fewer than three areas, half of them without points, or areas that
    are not all counted to the rim's 100.
    """
    areas = judged_areas(outline)
    fitting = len(areas) >= _FEWEST_FOR_A_ROSE and all(area_maximum(outline, area) == _RIM for area in areas)
    names = [in_language(area.name, current_language()) for area in areas]
    return [(result, _rose(result, names) if fitting and _is_known(result) else None) for result in results]


def _is_known(result: Result) -> bool:
    return sum(value is not None for value in result.points) * 2 >= len(result.points)


def _rose(result: Result, names: Sequence[str]) -> Figure:
    missing = _("not published")
    told = format_list(
        f"{name} {missing if value is None else format_number(value)}"
        for name, value in zip(names, result.points, strict=True)
    )
    return small_rose(
        name=f"rose-{result.course.slug}",
        values=result.points,
        axes=names,
        title=wording.name_of(result.course),
        description=f"{wording.name_of(result.course)}: {told}.",
        format_number=format_number,
        column_heads=[_("Area"), _("Points")],
        missing_text=missing,
    )
