"""The tables of documents that are asked for and of the self-description."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.evidence.tables import short_address
from kompassros.evaluations.preparing.models import DocumentRequest, SelfAnswer
from kompassros.evaluations.preparing.queries import is_overdue
from kompassros.evaluations.preparing.questions import area_label, numbers_of, placed_questions
from kompassros.instruments.outline import edition_outline
from kompassros.records import clock
from kompassros.web.cells import Cell, Column, Row, Sign
from kompassros.web.tables import Table

_SIGNS: dict[str, Sign] = {
    DocumentRequest.State.ASKED: "unmeasured",
    DocumentRequest.State.RECEIVED: "better",
    DocumentRequest.State.NOT_AVAILABLE: "middle",
    SelfAnswer.State.EMPTY: "unmeasured",
    SelfAnswer.State.DRAFT: "middle",
    SelfAnswer.State.DONE: "better",
}


def state_cell(row: DocumentRequest | SelfAnswer) -> Cell:
    """Return the state in a word with its sign; what is overdue says by how many days."""
    if is_overdue(row) and row.due is not None:
        days = (clock.today() - row.due).days
        said = ngettext("overdue by %(count)s day", "overdue by %(count)s days", days) % {"count": days}
        return Cell(said, note=row.get_state_display(), tone="worse", sort=-days)
    order = list(_SIGNS).index(row.state)
    return Cell(row.get_state_display(), tone=_SIGNS[row.state], sort=order)


def due_cell(row: DocumentRequest | SelfAnswer) -> Cell:
    """Return the day by which something is due, or that none is set."""
    return Cell(row.due) if row.due else Cell(None, _("no day set"))


def documents_table(
    course: Course, requests: Iterable[DocumentRequest], sent: Mapping[int, Sequence[Evidence]]
) -> Table:
    """List what is asked for in the order given. sent: request's key -> what came in answer to it."""
    outline = edition_outline(course.edition)
    columns = (
        Column("title", _("Document")),
        Column("state", _("State"), "tag"),
        Column("due", _("Due"), "date"),
        Column("sent", _("Sent")),
        Column("questions", _("For the questions")),
    )
    rows = []
    for row in requests:
        numbers = numbers_of(outline, row.questions)
        cells = {
            "title": Cell(row.title, note=row.why or None),
            "state": state_cell(row),
            "due": due_cell(row),
            "sent": _sent_cell(row, sent.get(row.pk, ())),
            "questions": Cell(", ".join(numbers)) if numbers else Cell(None, _("none named")),
        }
        rows.append(Row(cells, reverse("courses:document", args=[course.slug, row.pk])))
    empty = _("Here stands what the team asks for, with the day by which the municipality sends it.")
    return Table("documents", _("Documents that are asked for"), columns, rows, empty_text=empty)


def _sent_cell(row: DocumentRequest, sent: Sequence[Evidence]) -> Cell:
    if sent:
        names = [short_address(str(piece.revision) if piece.revision else piece.address) for piece in sent]
        return Cell(", ".join(names), note=row.answer or None)
    return Cell(None, _("nothing yet"), note=row.answer or None)


def answers_table(course: Course, answers: Iterable[SelfAnswer], address: str, *, name: str = "answers") -> Table:
    """List the questions with state, respondent and day, in the order given. address: name of where a row leads."""
    placed = placed_questions(edition_outline(course.edition))
    columns = (
        Column("question", _("Question")),
        Column("area", _("Area")),
        Column("state", _("State"), "tag"),
        Column("respondent", _("Respondent")),
        Column("due", _("Due"), "date"),
    )
    rows = [
        Row(
            {
                "question": Cell(found.label(), sort=place),
                "area": Cell(area_label(found.area), sort=found.area.no),
                "state": state_cell(answer),
                "respondent": Cell(str(answer.respondent)) if answer.respondent else Cell(None, _("nobody yet")),
                "due": due_cell(answer),
            },
            _row_address(course, answer, address),
        )
        for place, answer in enumerate(answers)
        if (found := placed.get(answer.question))
    ]
    empty = _("The questions come here when preparing begins.")
    return Table(name, _("Questions of the self-description"), columns, rows, empty_text=empty)


def _row_address(course: Course, answer: SelfAnswer, address: str) -> str:
    if address == "courses:answers_read":
        return f"{reverse(address, args=[course.slug])}#{answer.question}"
    return reverse(address, args=[course.slug, answer.pk])
