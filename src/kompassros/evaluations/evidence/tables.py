"""The tables of evidence."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.models import Evidence, Support
from kompassros.instruments.criteria import placed
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.formats import current_language
from kompassros.web.tables import Table

_MOST_SHOWN = 8
_LONGEST_WORD = 40


def evidence_table(course: Course, pieces: Iterable[Evidence], criteria: Mapping[int, Sequence[str]]) -> Table:
    """List all evidence in the order given. criteria: evidence's key -> the criteria that it is tied to."""
    columns = (
        Column("title", _("Title")),
        Column("kind", _("Kind")),
        Column("whence", _("From whom")),
        Column("criteria", _("Tied to the criteria")),
        Column("seen", _("Seen on"), "date"),
    )
    rows = [_row(course, piece, criteria.get(piece.pk, ())) for piece in pieces]
    empty = _("Documents from the municipality come here by themselves. The team adds pages and files of its own.")
    return Table("evidence", _("Evidence of this evaluation"), columns, rows, empty_text=empty)


def _row(course: Course, piece: Evidence, criteria: Sequence[str]) -> Row:
    seen = Cell(piece.seen_on) if piece.seen_on else Cell(None, _("not stated"))
    cells = {
        "title": Cell(piece.title, note=_("withdrawn: supports nothing") if piece.withdrawn_at else None),
        "kind": Cell(piece.get_kind_display()),
        "whence": Cell(whence(piece)),
        "criteria": _criteria_cell(course, piece, criteria),
        "seen": seen,
    }
    return Row(cells, reverse("courses:evidence_piece", args=[course.slug, piece.pk]))


def short_address(address: str) -> str:
    """Return an address so short that a table stays on the page: its beginning and its end."""
    if len(address) <= _LONGEST_WORD:
        return address
    half = _LONGEST_WORD // 2
    return f"{address[:half]}…{address[1 - half :]}"


def whence(piece: Evidence) -> str:
    """Say from whom a piece comes: the municipality, or who of the team added it."""
    return _("the municipality") if piece.from_municipality else str(piece.added_by or "Kompassros")


def _criteria_cell(course: Course, piece: Evidence, criteria: Sequence[str]) -> Cell:
    known = placed(edition_outline(course.edition))
    numbers = [known[criterion].number for criterion in known if criterion in set(criteria)]
    if not numbers:
        return Cell(None, _("not tied yet"), tone=None if piece.withdrawn_at else "unmeasured")
    more = len(numbers) - _MOST_SHOWN
    note = _("and %(count)s more") % {"count": more} if more > 0 else None
    return Cell(", ".join(numbers[:_MOST_SHOWN]), note=note)


def supports_of(course: Course, supports: Iterable[Support]) -> list[tuple[Support, str, str]]:
    """Return the ties of a piece in the order of the criteria, each with the criterion's number and text."""
    known = placed(edition_outline(course.edition))
    places = {criterion: place for place, criterion in enumerate(known)}
    ordered = sorted(supports, key=lambda support: places.get(support.criterion, len(places)))
    return [(support, *_named(course, support.criterion)) for support in ordered]


def _named(course: Course, criterion: str) -> tuple[str, str]:
    found = placed(edition_outline(course.edition)).get(criterion)
    return (found.number, in_language(found.criterion.text, current_language())) if found else (criterion, "")
