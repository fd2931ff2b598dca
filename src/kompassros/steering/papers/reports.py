"""What is suggested for papers about a body's signed report, to its committee, and a closed period, to the council."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kompassros.records.matter_desk import Desk, Subject
from kompassros.records.matters import Suggestion
from kompassros.steering.auditing.queries import verdict_of
from kompassros.steering.auditing.words import say_verdict
from kompassros.steering.budget.frozen import frozen_money
from kompassros.steering.budget.queries import money_of_card
from kompassros.steering.goals.queries import goals_of
from kompassros.steering.goals.said import say_attainment, say_figure, say_shares, say_target
from kompassros.steering.papers import wording
from kompassros.steering.periods import queries, trail
from kompassros.steering.periods.access import find_period, find_report
from kompassros.steering.periods.closing import latest
from kompassros.steering.periods.documents import said_of
from kompassros.steering.periods.frozen_period import FrozenCard, FrozenIndicator, Json
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod
from kompassros.steering.periods.tables import period_address, report_address
from kompassros.steering.plans.sentences import card_sentence
from kompassros.web.formats import format_date, local_day


def describe_report(report: CardReport) -> Subject:
    """Return what matters about a body's report are named and addressed by."""
    label = f"{report.card.organisation}: {report.period}"
    municipality = report.period.plan.organisation
    return wording.subject(trail.REPORT, report.pk, label, report_address(report), municipality)


def suggest_report(report: CardReport, language: str) -> Suggestion:
    """Return what a paper to a committee about a body's report would say; of one that is not signed nothing is told."""
    with override(language):
        words = {"name": report.card.organisation.name, "period": report.period.title}
        title = _("%(period)s: report of %(name)s") % words
        background = wording.paragraphs(wording.about_plan(report.period.plan), _days(report.period))
        sources = (wording.source(describe_report(report).label, report_address(report)),)
        if report.state != CardReport.State.SIGNED:
            told = _("The report is not signed yet. This paper tells nothing of it.")
            return Suggestion(title, background, told, _("The information is noted."), sources)
        proposal = _("The report of %(name)s for %(period)s is approved and handed on to the council.") % words
        return Suggestion(title, background, _of_report(report), proposal, sources)


def _days(period: ReportingPeriod) -> str:
    words = {"data": format_date(period.data_on), "due": format_date(period.due_on), "period": period.title}
    return _("%(period)s: figures until %(data)s, reported by %(due)s.") % words


def _of_report(report: CardReport) -> str:
    """Return the text of a report, what deviates in the period, what is expected, and the money."""
    frozen = _frozen(report)
    if frozen is not None:
        return _of_frozen(frozen)
    goals = queries.to_report(report)
    due = [
        _("%(indicator)s: %(figure)s, target %(target)s")
        % {"indicator": one.edition.title, "figure": say_figure(one.value), "target": say_target(one.edition)}
        + f" ({say_attainment(one.attainment)})"
        for goal in goals
        for one in goal.due
    ]
    lines = queries.lines_of(report)
    expected = [
        wording.forecast_said(line.goal.title, line.attainment, f"{line.reasons} {line.text}")
        for line in lines
        if line.attainment
    ]
    done = [f"{line.goal.title}: {' '.join(line.text.split())}" for line in lines if line.text and not line.attainment]
    return wording.paragraphs(
        report.text,
        card_sentence(report.card, goals_of(report.card)),
        wording.listed(_("What deviates or is not measured in the period:"), due),
        wording.listed(_("What is expected at the end of the year:"), expected),
        wording.listed(_("What is done about it:"), done),
        wording.money_said(money_of_card(report.card).money),
    )


def _frozen(report: CardReport) -> FrozenCard | None:
    """Return the report's card as the edition in force keeps it, None while the period is open."""
    edition = latest(report.period)
    if edition is None:
        return None
    key = report.card.organisation.key
    return next((card for card in edition.read().cards if card.body == key), None)


def _of_frozen(card: FrozenCard) -> str:
    titles = {goal.uid: goal.title for goal in card.goals}
    lines = card.report["lines"]
    expected = [
        wording.forecast_said(_title(titles, line), line["attainment"], f"{line['reasons']} {line['text']}")
        for line in lines
        if line["attainment"]
    ]
    done = [
        f"{_title(titles, line)}: {' '.join(line['text'].split())}"
        for line in lines
        if line["text"] and not line["attainment"]
    ]
    own = (one for goal in card.goals if not goal.withdrawn for one in goal.indicators)
    return wording.paragraphs(
        card.report["text"],
        _("Of all targets: %(shares)s.") % {"shares": say_shares(card.shares("all"))},
        wording.listed(_("What deviates:"), _deviating(own)),
        wording.listed(_("What is expected at the end of the year:"), expected),
        wording.listed(_("What is done about it:"), done),
        wording.money_said(frozen_money(card)),
    )


def _title(titles: Mapping[str, str], line: Json) -> str:
    """Return which goal a line is about; one that a reorganisation put on another card is named by the line."""
    return titles.get(line["goal"]) or str(line.get("title", ""))


def _deviating(indicators: Iterable[FrozenIndicator]) -> list[str]:
    found = []
    for one in indicators:
        if one.attainment in wording.DEVIATING:
            figure, _flags, target, status = said_of(one)
            words = {"indicator": one.title, "figure": figure, "target": target}
            found.append(_("%(indicator)s: %(figure)s, target %(target)s") % words + f" ({status})")
    return found


def describe_period(period: ReportingPeriod) -> Subject:
    """Return what matters about a period are named and addressed by."""
    label = f"{period.plan.organisation}: {period}"
    return wording.subject(trail.PERIOD, period.pk, label, period_address(period), period.plan.organisation)


def suggest_period(period: ReportingPeriod, language: str) -> Suggestion:
    """Return what a paper to the council about a period would say: only what its edition in force holds."""
    with override(language):
        words = {"name": period.plan.organisation.name, "period": period.title}
        title = _("%(period)s: report of %(name)s") % words
        background = wording.paragraphs(wording.about_plan(period.plan), _days(period))
        edition = latest(period)
        if edition is None:
            told = _("The period is not closed yet. This paper tells no figures of it.")
            source = wording.source(title, period_address(period))
            return Suggestion(title, background, told, _("The information is noted."), (source,))
        proposal = _("The council approves the report of %(name)s for %(period)s.") % words
        return Suggestion(title, background, _of_edition(period, edition), proposal, _sources(period, edition))


def _of_edition(period: ReportingPeriod, edition: PeriodEdition) -> str:
    frozen = edition.read()
    cards = frozen.cards
    signed = sum(card.report["state"] == CardReport.State.SIGNED for card in cards)
    told = ngettext(
        "%(count)s body reports; %(signed)s of the reports are signed.",
        "%(count)s bodies report; %(signed)s of the reports are signed.",
        len(cards),
    )
    verdict = verdict_of(period)
    return wording.paragraphs(
        told % {"count": len(cards), "signed": signed},
        _of_frozen(cards[0]) if cards else "",
        wording.listed(_("The bodies, with all below them:"), [_body(card) for card in cards[1:]]),
        say_verdict(verdict) if verdict else "",
    )


def _body(card: FrozenCard) -> str:
    return f"{card.name}: {say_shares(card.shares('all'))}"


def _sources(period: ReportingPeriod, edition: PeriodEdition) -> tuple[str, ...]:
    words = {"number": edition.number, "day": format_date(local_day(edition.frozen_at))}
    told = _("Edition %(number)s, frozen %(day)s") % words
    address = period_address(period, "period_edition", edition.number)
    return (wording.source(told, address), f"SHA-256 {edition.sha256}")


REPORT = Desk(
    "steering.read_report", "steering.write_report", find_report, describe_report, suggest_report, final_only=True
)
PERIOD = Desk(
    "steering.see_period", "steering.run_period", find_period, describe_period, suggest_period, final_only=True
)
