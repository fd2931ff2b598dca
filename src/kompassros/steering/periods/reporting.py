"""A body's report is written, by its manager or a stand-in, sent, sent back or signed, and decided on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.methods.targets import Attainment
from kompassros.organisations.models import Person
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.periods import trail
from kompassros.steering.periods.committees import DECIDE_REPORT
from kompassros.steering.periods.models import CardReport, ReportLine
from kompassros.steering.periods.policies import SIGN_REPORT, WRITE_REPORT
from kompassros.steering.periods.saving import lock_report
from kompassros.steering.policies import WRITE_CARD

State = CardReport.State
WRITABLE = (State.WAITING, State.DRAFT)
LONGEST_TEXT, LONGEST_DECISION = 20_000, 120


@dataclass(frozen=True)
class LineContent:
    """What is said of a goal: a forecast for the end of the year, or nothing, its reasons, what is done about it."""

    attainment: str = ""
    reasons: str = ""
    text: str = ""

    def fields(self) -> dict[str, str]:
        """Return the columns of a line."""
        return {"attainment": self.attainment, "reasons": self.reasons.strip(), "text": self.text.strip()}


@transaction.atomic
def write_report(*, report: CardReport, text: str, lines: Mapping[int, LineContent], person: Any) -> CardReport:
    """Store what is written: the text, and lines by the ids of the card's goals. Conflict for a second editor.

    DomainError for a report that is sent or signed, a goal of another card, and a forecast without reasons.
    """
    require(person, WRITE_REPORT, report)
    held = lock_report(report, WRITABLE)
    _check(text, lines)
    stored = {row.goal_id: row for row in ReportLine._base_manager.filter(report=held)}
    goals = _goals(held, lines)
    before = {"text": held.text, **_told({goal: _content(row) for goal, row in stored.items()}, goals)}
    claim(report, text=text.strip(), state=State.DRAFT)
    _store_lines(held, lines, stored)
    after = {"text": report.text, **_told(lines, goals)}
    trail.write_report(report, person, "written", before=before, after=after)
    return report


def _check(text: str, lines: Mapping[int, LineContent]) -> None:
    texts = [text, *(part for line in lines.values() for part in (line.reasons, line.text))]
    if any(len(part) > LONGEST_TEXT for part in texts):
        raise DomainError(_("A text is longer than 20,000 characters. Shorten it."))
    for line in lines.values():
        if line.attainment and line.attainment not in set(Attainment):
            raise DomainError(_("Choose one of the four statuses."))
        if line.attainment and not line.reasons.strip():
            raise DomainError(_("Give your reasons for the forecast: they stand beside what is computed."))


def _goals(report: CardReport, lines: Mapping[int, LineContent]) -> dict[int, str]:
    rows = GoalEdition._base_manager.filter(card=report.card_id)
    goals: dict[int, str] = dict(rows.values_list("pk", "title"))
    if set(lines) - set(goals):
        raise DomainError(_("The goal is not on this card."))
    return goals


def _content(row: ReportLine) -> LineContent:
    return LineContent(row.attainment, row.reasons, row.text)


def _told(lines: Mapping[int, LineContent], goals: Mapping[int, str]) -> dict[str, str]:
    """Return the lines as the history keeps them, each under its goal."""
    said = {goals[goal]: "; ".join(filter(None, line.fields().values())) for goal, line in lines.items()}
    return {goal: text for goal, text in said.items() if text}


def _store_lines(report: CardReport, lines: Mapping[int, LineContent], stored: Mapping[int, ReportLine]) -> None:
    for goal, line in lines.items():
        row = stored.get(goal)
        if row is None:
            row = ReportLine(report=report, goal_id=goal, organisation_id=report.organisation_id)
        elif _content(row) == LineContent(**line.fields()):
            continue
        else:
            row.version += 1
        for name, value in line.fields().items():
            setattr(row, name, value)
        row.save()


@transaction.atomic
def name_stand_in(*, report: CardReport, stand_in: Person | None, person: Any) -> CardReport:
    """Name who writes a report instead of the body's manager, or nobody. Only a manager of the body names one."""
    require(person, WRITE_CARD, report.card)
    lock_report(report, WRITABLE)
    if stand_in is not None and not stand_in.is_active:
        raise DomainError(_("This account is not in use any more. Choose somebody else."))
    claim(report, stand_in=stand_in)
    trail.write_report(report, person, "stand_in", after={"stand_in": str(stand_in or "")})
    return report


@transaction.atomic
def send(*, report: CardReport, person: Any) -> CardReport:
    """Send a report to the manager above. DomainError where nothing is written."""
    require(person, WRITE_REPORT, report)
    held = lock_report(report, WRITABLE)
    said = held.text or ReportLine._base_manager.filter(report=held).exclude(reasons="", text="").exists()
    if not said:
        raise DomainError(_("Write at least one sentence before you send the report, even if all goes as planned."))
    claim(report, state=State.SENT, sent_at=clock.now(), sent_by=person)
    _tell_state(report, held, person, "sent")
    return report


@transaction.atomic
def send_back(*, report: CardReport, why: str, person: Any) -> CardReport:
    """Send a report back to whoever wrote it, with a reason. A signed one may be sent back until the period closes."""
    require(person, SIGN_REPORT, report)
    held = lock_report(report, (State.SENT, State.SIGNED))
    if not why.strip():
        raise DomainError(_("Say what is to be mended: the reason goes back with the report."))
    if held.card.ended_on is not None:
        words = {"name": held.card.organisation.name}
        raise DomainError(_("%(name)s has ended; its signed report stays as it is.") % words)
    nobody = dict.fromkeys(("sent_at", "sent_by", "signed_at", "signed_by"))
    claim(report, state=State.DRAFT, decision="", **nobody)
    _tell_state(report, held, person, "sent_back", why=why.strip())
    return report


@transaction.atomic
def sign(*, report: CardReport, person: Any) -> CardReport:
    """Sign a report as the manager above; from then on everybody of the municipality reads it."""
    require(person, SIGN_REPORT, report)
    held = lock_report(report, (State.SENT,))
    claim(report, state=State.SIGNED, signed_at=clock.now(), signed_by=person)
    _tell_state(report, held, person, "signed")
    return report


@transaction.atomic
def record_decision(*, report: CardReport, decision: str, person: Any) -> CardReport:
    """Record what the committee or the council decided about a signed report, such as "BUN 2026-05-28 § 41"."""
    require(person, DECIDE_REPORT, report)
    held = lock_report(report, (State.SIGNED,))
    if not decision.strip():
        raise DomainError(_("Name the decision, for example “BUN 2026-05-28 § 41”."))
    if len(decision.strip()) > LONGEST_DECISION:
        raise DomainError(_("The decision's name is longer than 120 characters. Shorten it."))
    claim(report, decision=decision.strip())
    told = {"before": {"decision": held.decision}, "after": {"decision": report.decision}}
    trail.write_report(report, person, "decided", **told)
    return report


def _tell_state(report: CardReport, held: CardReport, person: Any, verb: str, **more: Any) -> None:
    states = {"before": {"state": held.state}, "after": {"state": str(report.state)}}
    trail.write_report(report, person, verb, **states, **more)
