"""The table of residents' comments for those who read them before everybody does."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.steering.residents.models import ResidentComment
from kompassros.web.cells import Cell, Column, Row, Tone
from kompassros.web.tables import Table

TONES: dict[str, Tone] = {
    ResidentComment.State.WAITING: "warning",
    ResidentComment.State.SHOWN: "success",
    ResidentComment.State.REFUSED: "neutral",
}


def comment_address(comment: ResidentComment, name: str = "comment") -> str:
    """Return the address of a page of a comment."""
    return reverse(f"steering:{name}", args=[comment.organisation.key, comment.pk])


def comments_table(comments: Iterable[ResidentComment]) -> Table:
    """Return comments in the order given."""
    return Table(
        "comments",
        _("Residents' comments"),
        (
            Column("sent", _("Sent"), "date"),
            Column("state", _("State"), "tag"),
            Column("report", _("Report")),
            Column("chapter", _("Chapter")),
            Column("text", _("Comment"), prose=True),
            Column("name", _("Name")),
            Column("decided", _("Decided"), "date"),
            Column("by", _("By")),
            Column("reason", _("Why refused"), prose=True),
            Column("answer", pgettext("comment", "Answer"), prose=True),
        ),
        [_row(one) for one in comments],
        empty_text=_(
            "No resident has commented yet. What they write on a chapter of a public report comes here first."
        ),
    )


def _row(one: ResidentComment) -> Row:
    none = Cell(None, _("none"))
    waiting = Cell(None, _("not yet"))
    cells = {
        "sent": Cell(one.sent_at),
        "state": Cell(one.get_state_display(), tone=TONES[one.state]),
        "report": Cell(str(one.report)),
        "chapter": Cell(one.heading),
        "text": Cell(one.text),
        "name": Cell(one.name) if one.name else Cell(None, _("not given")),
        "decided": Cell(one.decided_at) if one.decided_at else waiting,
        "by": Cell(str(one.decided_by)) if one.decided_by else waiting,
        "reason": Cell(one.reason) if one.reason else none,
        "answer": Cell(one.answer) if one.answer else none,
    }
    return Row(cells, comment_address(one))
