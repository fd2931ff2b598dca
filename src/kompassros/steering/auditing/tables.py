"""The tables of the auditor's pages: a plan as it stood, a part of the log, the verdicts of a period."""

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.steering.auditing.kept import KeptPlan, PlacedGoal
from kompassros.steering.auditing.models import AuditVerdict
from kompassros.steering.auditing.words import TONES, conclusion_said
from kompassros.steering.plans.models import SteeringPlan
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table


def kept_table(plan: SteeringPlan, kept: KeptPlan) -> Table:
    """Return every goal with its indicators and targets as they stood, each with the checksum of its revision."""
    return Table(
        "kept",
        _("Goals, indicators and targets as they stood"),
        (
            Column("goal", pgettext("steering", "Goal"), prose=True),
            Column("body", _("Card")),
            Column("indicator", pgettext("steering", "Indicator"), prose=True),
            Column("target", _("Target"), prose=True),
            Column("since", _("Since"), "date"),
            Column("decision", _("Decision")),
            Column("sha256", "SHA-256"),
        ),
        [row for each in kept.goals for row in _kept_rows(plan, each)],
        empty_text=_("No goal of the plan was there on this day."),
        source=f"{plan}, {kept.day.isoformat()}, SHA-256 {_in_groups(kept.sha256)}",
    )


def _in_groups(sha256: str) -> str:
    """Return a checksum in four groups, which a narrow page can break."""
    return " ".join(sha256[start : start + 16] for start in range(0, 64, 16))


def _kept_rows(plan: SteeringPlan, each: PlacedGoal) -> Iterator[Row]:
    goal = each.goal
    title = f"{goal.title} ({_('withdrawn')})" if goal.withdrawn else goal.title
    address = reverse("steering:goal", args=[plan.organisation.key, plan.year, each.body.key, each.pk])
    none = Cell(None, _("none"))
    told = [(Cell(one.title), Cell(one.target)) for one in goal.indicators] or [(none, none)]
    for indicator, target in told:
        cells = {
            "goal": Cell(title),
            "body": Cell(each.body.name),
            "indicator": indicator,
            "target": target,
            "since": Cell(goal.since),
            "decision": Cell(goal.decision) if goal.decision else none,
            "sha256": Cell(goal.sha256, f"{goal.sha256[:12]}…"),
        }
        yield Row(cells, address)


def verdicts_table(verdicts: Iterable[AuditVerdict]) -> Table:
    """Return all verdicts of a period, the one that holds first."""
    return Table(
        "verdicts",
        _("The auditor's verdicts"),
        (
            Column("number", _("Verdict"), "number"),
            Column("at", _("Given"), "date"),
            Column("by", _("By")),
            Column("edition", pgettext("period", "Edition"), "number"),
            Column("financial", _("Finances"), "tag"),
            Column("operational", _("Operations"), "tag"),
            Column("overall", _("All in all"), "tag"),
            Column("reasons", _("Reasons"), prose=True),
        ),
        [_verdict_row(each) for each in verdicts],
    )


def _verdict_row(verdict: AuditVerdict) -> Row:
    parts = ("financial", "operational", "overall")
    told = {name: getattr(verdict, name) for name in parts}
    return Row(
        {
            "number": Cell(verdict.number),
            "at": Cell(verdict.at),
            "by": Cell(str(verdict.by or "Kompassros")),
            "edition": Cell(verdict.edition.number),
            "reasons": Cell(verdict.reasons),
            **{name: Cell(key, conclusion_said(key), tone=TONES[key]) for name, key in told.items()},
        }
    )
