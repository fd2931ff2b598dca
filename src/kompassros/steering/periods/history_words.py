"""How the history tells of reporting periods and reports."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording
from kompassros.steering.periods import trail
from kompassros.steering.periods.models import CardReport, ReportingPeriod

register_wording(
    trail.PERIOD,
    Wording(
        kind=_("reporting period"),
        verbs={
            "planned": pgettext_lazy("period", "planned"),
            "changed": _("changed"),
            "opened": pgettext_lazy("period", "opened"),
            "widened": _("new cards taken in"),
            "closed": _("closed"),
            "corrected": _("corrected"),
            "published": _("published"),
            "reminded": _("people reminded"),
        },
        fields={
            "title": _("title"),
            "data_on": _("figures until"),
            "due_on": _("deadline"),
            "state": _("state"),
            "cards": _("cards"),
            "signed_cards": _("signed reports"),
            "edition": _("edition"),
            "published_at": _("public from"),
            "late_reports": _("reports that were not sent"),
            "people": _("people"),
        },
        values={"state": say_choice(ReportingPeriod.State.choices)},
    ),
)
register_wording(
    trail.REPORT,
    Wording(
        kind=pgettext_lazy("steering", "report"),
        verbs={
            "written": _("written"),
            "stand_in": _("stand-in named"),
            "sent": pgettext_lazy("report", "sent"),
            "sent_back": _("sent back"),
            "signed": pgettext_lazy("report", "signed"),
            "decided": _("decision recorded"),
            "taken_over": _("taken over by another body"),
            "joined": _("joined with other bodies' reports"),
        },
        fields={
            "text": _("text"),
            "stand_in": _("stand-in"),
            "state": _("state"),
            "decision": _("decision"),
        },
        values={"state": say_choice(CardReport.State.choices)},
        inside=True,
    ),
)
