"""The way from the total to the evidence: one step for each level of a score sheet, each with an address of its own.

Total, area, question, criterion with its evidence: three clicks down, and back by the way that each step shows. The
working pages and the public ones show the same steps; only the sheet (preview or frozen) and the addresses differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

from kompassros.evaluations.course_sheet import AreaSheet, CourseSheet, CriterionSheet, QuestionSheet, SheetEvidence
from kompassros.evaluations.publication import words
from kompassros.evaluations.publication.tables import Address, areas_table, criteria_table, questions_table
from kompassros.web.tables import Table

Placed = TypeVar("Placed", AreaSheet, QuestionSheet, CriterionSheet)


@dataclass(frozen=True)
class Link:
    """A place that a step leads to."""

    href: str
    label: str


@dataclass(frozen=True)
class ShownEvidence:
    """A piece of evidence as a page says it; ``href`` where it is a public web page."""

    piece: SheetEvidence
    said: str
    href: str


@dataclass(frozen=True)
class Step:
    """A level of the sheet. way: the levels above, from the total. beside: the neighbours on this level, if any."""

    title: str
    lead: str
    way: tuple[Link, ...]
    table: Table | None = None
    beside: tuple[Link | None, Link | None] = (None, None)
    criterion: CriterionSheet | None = None
    said: dict[str, str] | None = None
    evidence: tuple[ShownEvidence, ...] = ()

    @property
    def before(self) -> Link | None:
        """Return the neighbour before."""
        return self.beside[0]

    @property
    def after(self) -> Link | None:
        """Return the neighbour after."""
        return self.beside[1]


def find_step(sheet: CourseSheet, address: Address, *ids: str) -> Step | None:
    """Return the step that some ids name (an area's, then a question's, then a criterion's), or None for no such."""
    if not ids:
        return _total(sheet, address)
    area = _find(sheet.detail.areas, ids[0])
    if area is None:
        return None
    return _area(sheet, area, address) if len(ids) == 1 else _below_area(sheet, area, address, *ids[1:])


def _below_area(sheet: CourseSheet, area: AreaSheet, address: Address, *ids: str) -> Step | None:
    question = _find(area.questions, ids[0])
    if question is None:
        return None
    if len(ids) == 1:
        return _question(sheet, area, question, address)
    criterion = _find(question.criteria, ids[1])
    return None if criterion is None else _criterion(sheet, area, question, criterion, address)


def _find(places: Sequence[Placed], identifier: str) -> Placed | None:
    return next((one for one in places if one.id == identifier), None)


def total_sentence(sheet: CourseSheet) -> str:
    """Say what an evaluation got, of how much, by which instrument."""
    total = sheet.detail.total
    values = {
        "name": sheet.organisation_name,
        "total": words.printed_points(total.rescaled, sheet.detail.edition.decimals),
        "maximum": words.fine_points(total.maximum),
        "year": sheet.year,
        "instrument": words.text_of(sheet.detail.edition.instrument),
    }
    if total.rescaled is None:
        return _("%(name)s, %(year)s: no total can be counted by %(instrument)s.") % values
    return _("%(name)s got %(total)s of %(maximum)s points in %(year)s, by %(instrument)s.") % values


def _total(sheet: CourseSheet, address: Address) -> Step:
    title = _("Points of %(name)s, %(year)s") % {"name": sheet.organisation_name, "year": sheet.year}
    lead = " ".join(part for part in (total_sentence(sheet), words.taken_out_said(sheet.detail.total)) if part)
    return Step(title, lead, (), areas_table(sheet, address))


def _way(sheet: CourseSheet, address: Address, *above: AreaSheet | QuestionSheet) -> tuple[Link, ...]:
    """Return the way from the total through the levels above."""
    found = [Link(address(), _("Total"))]
    ids: list[str] = []
    for place in above:
        ids.append(place.id)
        found.append(Link(address(*ids), _label(place)))
    return tuple(found)


def _label(place: AreaSheet | QuestionSheet | CriterionSheet) -> str:
    """Return a short name of a place: an area by its name, what is below by its number."""
    if isinstance(place, AreaSheet):
        return f"{place.no}. {words.text_of(place.name)}"
    return _("Question %(no)s") % {"no": place.no} if isinstance(place, QuestionSheet) else place.number


def _neighbours(places: Sequence[Placed], here: Placed, address: Address, *ids: str) -> tuple[Link | None, Link | None]:
    """Return the places before and after one, so that one can go on without going back."""
    at = places.index(here)
    before = places[at - 1] if at else None
    after = places[at + 1] if at + 1 < len(places) else None
    return _link(before, address, *ids), _link(after, address, *ids)


def _link(place: AreaSheet | QuestionSheet | CriterionSheet | None, address: Address, *ids: str) -> Link | None:
    return Link(address(*ids, place.id), _label(place)) if place else None


def _area(sheet: CourseSheet, area: AreaSheet, address: Address) -> Step:
    values = {
        "points": words.printed_points(area.rescaled, sheet.detail.edition.decimals),
        "maximum": words.fine_points(area.maximum),
    }
    lead = _("%(points)s of %(maximum)s points.") % values
    return Step(
        _label(area),
        " ".join(part for part in (lead, words.taken_out_said(area)) if part),
        _way(sheet, address),
        questions_table(sheet, area, address),
        beside=_neighbours(sheet.detail.areas, area, address),
    )


def _question(sheet: CourseSheet, area: AreaSheet, question: QuestionSheet, address: Address) -> Step:
    values = {"points": words.fine_points(question.earned), "maximum": words.fine_points(question.maximum)}
    return Step(
        f"{question.no} {words.text_of(question.text)}",
        _("%(points)s of %(maximum)s points.") % values,
        _way(sheet, address, area),
        criteria_table(sheet, area, question, address),
        beside=_neighbours(area.questions, question, address, area.id),
    )


def _criterion(
    sheet: CourseSheet, area: AreaSheet, question: QuestionSheet, criterion: CriterionSheet, address: Address
) -> Step:
    values = {
        "level": words.level_word(criterion),
        "points": words.fine_points(criterion.earned),
        "maximum": words.fine_points(criterion.maximum),
    }
    return Step(
        f"{criterion.number} {words.text_of(criterion.text)}",
        _("Judged “%(level)s”: %(points)s of %(maximum)s points.") % values,
        _way(sheet, address, area, question),
        criterion=criterion,
        said={
            "level": values["level"],
            "reach": words.reach_word(criterion),
            "why": words.why_fewer_points(criterion),
        },
        evidence=show_evidence(criterion.evidence),
        beside=_neighbours(question.criteria, criterion, address, area.id, question.id),
    )


def show_evidence(pieces: Sequence[SheetEvidence]) -> tuple[ShownEvidence, ...]:
    """Return pieces of evidence as a page says them."""
    return tuple(ShownEvidence(piece, words.evidence_said(piece), piece.address) for piece in pieces)
