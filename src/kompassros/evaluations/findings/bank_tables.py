"""The examples that were found, as a table for reading and download."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.findings.bank_books import QuestionPlace
from kompassros.evaluations.findings.models import GoodExample
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

TONES: dict[str, Tone] = {
    GoodExample.Leave.NOT_ASKED: "neutral",
    GoodExample.Leave.ASKED: "info",
    GoodExample.Leave.GIVEN: "success",
    GoodExample.Leave.REFUSED: "warning",
}
_LEAVE = Column("leave", gettext_lazy("Leave"), "tag")
_COLUMNS = (
    Column("title", gettext_lazy("Title")),
    Column("municipality", gettext_lazy("Municipality")),
    Column("year", gettext_lazy("Year")),
    Column("questions", gettext_lazy("Questions"), prose=True),
    Column("measures", gettext_lazy("Measures")),
    Column("gold_star", gettext_lazy("Gold star")),
    Column("link", gettext_lazy("Link"), sort=False),
    Column("origin", gettext_lazy("Origin")),
)


def examples_table(examples: Iterable[GoodExample], places: Mapping[str, QuestionPlace], *, with_leave: bool) -> Table:
    """Return the examples, one a row; the state of leave to those who may ask for it."""
    columns = [*_COLUMNS, *((_LEAVE,) if with_leave else ())]
    rows = [Row(_cells(one, places), href=reverse("examples:show", args=[one.slug])) for one in examples]
    return Table("examples", _("Good examples"), columns, rows, empty_text=_("No example fits."))


def _cells(example: GoodExample, places: Mapping[str, QuestionPlace]) -> dict[str, Cell]:
    asked = [places[question].label for question in example.questions if question in places]
    return {
        "title": Cell(example.title),
        "municipality": Cell(example.organisation.name),
        "year": Cell(str(example.year)) if example.year else Cell(None, _("not stated")),
        "questions": Cell("; ".join(asked)) if asked else Cell(None, _("none")),
        "measures": Cell(", ".join(example.measures)) if example.measures else Cell(None, _("none")),
        "gold_star": Cell(_("yes") if example.gold_star else _("no")),
        "link": Cell(example.link) if example.link else Cell(None, _("none")),
        "origin": Cell(_("made-up demo data") if example.made_up else _("real")),
        "leave": Cell(example.get_leave_display(), tone=TONES[example.leave]),
    }
