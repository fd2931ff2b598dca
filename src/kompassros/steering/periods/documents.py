"""The report of a period: a pure function of its frozen edition, in the language that is active."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.documents.blocks import (
    Block,
    Column,
    Cover,
    Document,
    Heading,
    Language,
    PageBreak,
    Remark,
    Run,
    Table,
    bullets,
    plain,
    written_text,
)
from kompassros.methods.shares import Shares
from kompassros.methods.targets import Attainment
from kompassros.organisations.roles import Role
from kompassros.steering.activities.models import Activity
from kompassros.steering.budget.documents import card_blocks, money_blocks
from kompassros.steering.goals.models import IndicatorValue
from kompassros.steering.goals.said import say_attainment, say_content, say_figure, say_flags, say_reason, say_shares
from kompassros.steering.periods.frozen_period import (
    FrozenCard,
    FrozenGoal,
    FrozenIndicator,
    FrozenPeriod,
    Json,
    number,
)
from kompassros.steering.periods.models import CardReport
from kompassros.web.formats import current_language, format_date, format_number

_CHAPTER = PageBreak(unless_left=55)


@dataclass(frozen=True)
class PeriodReport:
    """A frozen period with what is to know of the edition. ``day``: when it was frozen; ``why``: of a correction."""

    period: FrozenPeriod
    edition: int
    day: date
    sha256: str
    why: str = ""


def period_report(report: PeriodReport) -> Document:
    """Return the report: cover, the result in short, and a chapter for each body in the order of the tree."""
    period = report.period
    blocks: list[Block] = [*_summary(report)]
    for card in period.cards:
        blocks += [_CHAPTER, *_chapter(card, period.year)]
    return Document(
        title=title_of(report),
        language=cast("Language", current_language()),
        day=report.day,
        kicker=_kicker(report),
        author="Kompassros",
        cover=Cover((period.municipality, _days(report)), None, _foot(report)),
        blocks=tuple(blocks),
        contents=_("Contents") if len(period.cards) > 1 else "",
    )


def title_of(report: PeriodReport) -> str:
    """Return which period's report of which municipality this is."""
    return f"{report.period.municipality}: {report.period.title}"


def _kicker(report: PeriodReport) -> str:
    made_up = [_("made-up demo data")] if report.period.content["plan"]["made_up"] else []
    return " · ".join([_("Period report"), *made_up])


def _days(report: PeriodReport) -> str:
    told = report.period.content["period"]
    days = {name: format_date(date.fromisoformat(told[name])) for name in ("data_on", "due_on")}
    return _("Figures until %(data_on)s, reported by %(due_on)s") % days


def _foot(report: PeriodReport) -> tuple[str, ...]:
    words = {"number": report.edition, "day": format_date(report.day)}
    lines = [_("Edition %(number)s, frozen %(day)s") % words]
    if report.why:
        lines.append(_("Corrected: %(why)s") % {"why": report.why})
    return (*lines, f"SHA-256 {report.sha256}")


def _summary(report: PeriodReport) -> list[Block]:
    cards = report.period.cards
    blocks: list[Block] = [Heading(1, _("The result in short"))]
    if cards:
        blocks.append(plain(_("Of all targets: %(shares)s.") % {"shares": say_shares(cards[0].shares("all"))}))
    unsigned = [card.name for card in cards if card.report["state"] != CardReport.State.SIGNED]
    if unsigned:
        words = {"bodies": "; ".join(unsigned)}
        blocks.append(Remark((Run(_("Not signed when the period was closed: %(bodies)s.") % words),)))
    return [*blocks, shares_table(cards), *money_blocks(report.period)]


def shares_table(cards: Sequence[FrozenCard]) -> Table:
    """Return how many targets of each body, with all below it, have each status."""
    columns = (
        Column(_("Card")),
        Column(_("Report")),
        Column(pgettext("steering", "Indicators"), numeric=True),
        *(Column(say_attainment(status).capitalize(), numeric=True) for status in Attainment),
    )
    rows = [(card.name, say_state(card), *_numbers(card.shares("all"))) for card in cards]
    return Table(_("Targets of each body, with all below it"), columns, tuple(rows))


def _numbers(shares: Shares) -> list[str]:
    return [format_number(shares.total), *(format_number(count) for _status, count in shares.counts)]


def say_state(card: FrozenCard) -> str:
    """Return how far a report had come when the period was closed."""
    return str(CardReport.State(card.report["state"]).label)


def _chapter(card: FrozenCard, year: int) -> list[Block]:
    blocks: list[Block] = [Heading(1, card.name)]
    blocks += [plain(line) for line in signatures(card)]
    blocks += written_text(card.report["text"])
    goals = [goal for goal in card.goals if not goal.withdrawn]
    if goals:
        blocks.append(goals_table(goals))
    blocks += card_blocks(card, year)
    blocks += _said_of_goals(card)
    withdrawn = [goal.title for goal in card.goals if goal.withdrawn]
    if withdrawn:
        blocks += [Heading(2, _("Withdrawn in the year")), bullets(withdrawn)]
    return [*blocks, *_activities(card)]


def signatures(card: FrozenCard) -> list[str]:
    """Return by whom a report was sent and signed, and what was decided about it."""
    report = card.report
    if report["state"] != CardReport.State.SIGNED:
        return [_("Report: %(state)s. Its text is not part of the edition.") % {"state": say_state(card)}]
    lines = [_("Signed by %(who)s.") % {"who": _who(report["signed"])}]
    if report["decision"]:
        lines.append(_("Decision: %(decision)s.") % {"decision": report["decision"]})
    return lines


def _who(signature: Json) -> str:
    office = signature["office"]
    name = signature["name"] or "Kompassros"
    return f"{name}, {str(Role(office['role']).label).lower()}, {office['at']}" if office else name


def kept_value(one: FrozenIndicator) -> IndicatorValue | None:
    """Return a frozen figure in the shape of a stored one, which is not stored."""
    told = one.value
    if told is None:
        return None
    plain_values = {name: told[name] for name in told if name != "value"}
    return IndicatorValue(**plain_values, value=number(told["value"]))


def said_of(one: FrozenIndicator) -> tuple[str, str, str, str]:
    """Return an indicator's figure, what is to know of it, its target and its status, in words."""
    value, status = kept_value(one), one.content["status"]
    reason = say_reason(status["reason"])
    said = say_attainment(one.attainment) + (f": {reason}" if reason else "")
    return say_figure(value), say_flags(value), say_content(one.target(), one.content["unit"]), said


def goals_table(goals: Sequence[FrozenGoal]) -> Table:
    """Return goals with their indicators: figure, target, status; a goal without any has a row too."""
    heads = (pgettext("steering", "Goal"), pgettext("steering", "Indicator"), _("Figure"), _("Target"), _("Attainment"))
    rows = []
    for goal in goals:
        for one in goal.indicators:
            figure, flags, target, status = said_of(one)
            unit = f" {one.content['unit']}" if one.printed and one.content["unit"] else ""
            shown = f"{figure}{unit}" + (f"\n{flags}" if flags else "")
            rows.append((goal.title, one.title, shown, target, status))
        if not goal.indicators:
            rows.append((goal.title, _("no indicator yet"), "", "", say_attainment(Attainment.NOT_MEASURED)))
    return Table(_("Goals and indicators"), tuple(Column(head) for head in heads), tuple(rows))


def _said_of_goals(card: FrozenCard) -> list[Block]:
    titles = {goal.uid: goal.title for goal in card.goals}
    blocks: list[Block] = []
    for line in card.report["lines"]:
        blocks.append(Heading(2, titles.get(line["goal"]) or line["title"]))
        if line["attainment"]:
            words = {"forecast": say_attainment(line["attainment"]), "reasons": line["reasons"]}
            blocks.append(plain(_("Forecast for the end of the year: %(forecast)s. %(reasons)s") % words))
        elif line["reasons"]:
            blocks += written_text(line["reasons"])
        blocks += written_text(line["text"])
    return blocks


def _activities(card: FrozenCard) -> list[Block]:
    found = [*card.content["activities"], *(each for goal in card.goals for each in goal.content["activities"])]
    if not found:
        return []
    heads = (pgettext("steering", "Activity"), _("Status"), _("Deadline"), _("Responsible"))
    rows = [
        (each["title"], str(Activity.Status(each["status"]).label), _day(each["deadline"]), each["owner"])
        for each in found
    ]
    return [Table(pgettext("steering", "Activities"), tuple(Column(head) for head in heads), tuple(rows))]


def _day(text: str | None) -> str:
    return format_date(date.fromisoformat(text)) if text else _("none")
