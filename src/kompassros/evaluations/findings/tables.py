"""The findings as a table, for reading, for print and for download."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.findings.models import Finding, Reply
from kompassros.evaluations.findings.queries import AreaFindings
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table

_COLUMNS = (
    Column("area", gettext_lazy("Area")),
    Column("kind", gettext_lazy("Kind")),
    Column("text", gettext_lazy("Finding"), prose=True),
    Column("emphasised", gettext_lazy("Emphasised")),
    Column("question", gettext_lazy("Question"), prose=True),
    Column("reply", gettext_lazy("The municipality"), prose=True),
    Column("answer", gettext_lazy("The team"), prose=True),
)


def findings_table(areas: Iterable[AreaFindings]) -> Table:
    """Return all findings that stand, one a row, with the municipality's reply and the team's answer."""
    rows = [_row(area, finding) for area in areas for finding in (*area.strengths, *area.improvements)]
    empty = _(
        "Nothing is written yet. The team writes findings area by area, or takes over what its judgements suggest."
    )
    return Table("findings", _("All findings"), list(_COLUMNS), rows, empty_text=empty)


def _row(area: AreaFindings, finding: Finding) -> Row:
    reply: Reply | None = getattr(finding, "reply", None)
    cells = {
        "area": Cell(f"{area.no} {area.name}", sort=area.no),
        "kind": Cell(finding.get_kind_display()),
        "text": Cell(finding.text),
        "emphasised": Cell(_("yes") if finding.emphasised else _("no")),
        "question": Cell(dict(area.questions).get(finding.question) or _("the whole area")),
        "reply": Cell(reply_in_words(reply)) if reply else Cell(None, _("no reply")),
        "answer": Cell(answer_in_words(reply)) if reply and reply.outcome else Cell(None, _("no answer")),
    }
    return Row(cells)


def reply_in_words(reply: Reply) -> str:
    """Return whether the municipality agrees, and what it says."""
    stance = _("agrees") if reply.agrees else _("does not agree")
    return f"{stance}: {reply.text}" if reply.text else stance


def answer_in_words(reply: Reply) -> str:
    """Return what became of the finding, and what the team answers."""
    outcome = str(reply.get_outcome_display())
    return f"{outcome}: {reply.answer}" if reply.answer else outcome
