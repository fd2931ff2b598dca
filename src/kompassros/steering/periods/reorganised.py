"""How reports follow a reorganisation. Closed periods are frozen and do not change; signed reports stay signed."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from kompassros.organisations.saving import claim
from kompassros.records.errors import DomainError
from kompassros.steering.periods import trail
from kompassros.steering.periods.models import CardReport, ReportingPeriod, ReportLine, ReportReminder
from kompassros.steering.plans.models import Card
from kompassros.steering.reorganising.following import Following, Line, register

State = CardReport.State


def follow_reports(following: Following) -> Iterator[Line]:
    """Give the successors reports in the open periods; what nobody signed is taken over, its texts joined."""
    periods = ReportingPeriod._base_manager.filter(plan__in=following.plans, state=ReportingPeriod.State.OPEN)
    for period in periods.select_related("plan__organisation", "organisation"):
        rows = CardReport._base_manager.filter(period=period, organisation__in=following.sources)
        related = ("period__plan__organisation", "card__organisation", "card__plan__organisation")
        old = list(rows.select_related(*related).select_for_update(of=("self",)).order_by("pk"))
        if following.moves:
            bodies = (one.card.organisation for one in old)
            yield from (following.line("report", period, body, body) for body in bodies)
        elif old:
            yield from _in_period(following, period, old)


def _in_period(following: Following, period: ReportingPeriod, old: Sequence[CardReport]) -> Iterator[Line]:
    new = {body.pk: _report(following, period, body.pk) for body in following.successors}
    heir = new[following.heir.pk]
    joined = [one for one in old if one.pk != heir.pk and one.state != State.SIGNED]
    if joined:
        _refuse_signed(heir)
        _join(following, heir, joined)
    for one in old:
        signed = one.state == State.SIGNED
        fate = "signed" if signed else "stays" if one.pk == heir.pk else "joined"
        after = one.organisation if signed else following.heir
        yield following.line("report", period, one.card.organisation, after, fate)
        if not signed:
            _move_lines(one, new)
    for one in joined:
        trail.write_report(one, following.person, "taken_over", before={"text": one.text}, why=following.decision)
        _move_reminders(one, heir)
        one.delete()


def _report(following: Following, period: ReportingPeriod, body: int) -> CardReport:
    card: Card = following.cards[period.plan_id, body]
    found, _made = CardReport._base_manager.get_or_create(
        period=period, card=card, defaults={"organisation": card.organisation}
    )
    report: CardReport = found
    return report


def _refuse_signed(heir: CardReport) -> None:
    if heir.state == State.SIGNED:
        words = {"period": heir.period.title, "name": heir.card.organisation.name}
        raise DomainError(
            _("%(name)s has a signed report in %(period)s. Close the period first, or send the report back.") % words
        )


def _join(following: Following, heir: CardReport, joined: Sequence[CardReport]) -> None:
    """Put the texts of several reports into one, each under the name of its body; it is to be sent anew."""
    said = [one for one in joined if one.text]
    if len(joined) == 1 and not heir.text:
        text = "".join(one.text for one in said)
    else:
        own = [heir.text] if heir.text else []
        text = "\n\n".join([*own, *(f"{one.card.organisation}\n\n{one.text}" for one in said)])
    begun = text or heir.state != State.WAITING or any(one.state != State.WAITING for one in joined)
    stand_in = next((one.stand_in for one in (heir, *joined) if one.stand_in_id), None)
    nobody = dict.fromkeys(("sent_at", "sent_by"))
    state = State.DRAFT if begun else State.WAITING
    claim(heir, text=text, state=state, stand_in=stand_in, **nobody)
    trail.write_report(heir, following.person, "joined", after={"text": text}, why=following.decision)


def _move_reminders(old: CardReport, heir: CardReport) -> None:
    """Let what somebody was reminded of be the joined report; at most once a day each."""
    rows = ReportReminder._base_manager.filter(report=heir).values_list("person", "on")
    known = set(rows)
    for reminder in ReportReminder._base_manager.filter(report=old):
        if (reminder.person_id, reminder.on) in known:
            reminder.delete()
            continue
        reminder.report, reminder.organisation_id = heir, heir.organisation_id
        reminder.save()


def _move_lines(old: CardReport, new: dict[int, CardReport]) -> None:
    """Let what was said of a goal go with it; a report that stays keeps what is said of the goals that stay."""
    for line in ReportLine._base_manager.filter(report=old).select_related("goal"):
        report = new.get(line.goal.organisation_id)
        if report is not None and report.pk != old.pk:
            line.report, line.organisation_id = report, report.organisation_id
            line.version += 1
            line.save()
            if report.state == State.WAITING:
                claim(report, state=State.DRAFT)


register("reports", 40, follow_reports)
