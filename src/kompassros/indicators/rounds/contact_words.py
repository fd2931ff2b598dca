"""The words of test contacts: how the history tells of them, and how figures and agreement are said."""

from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.rounds import contact_trail
from kompassros.indicators.rounds.contact_models import ContactRating, ContactScript, TestContact
from kompassros.methods.agreement import Alpha, Percent, Reason
from kompassros.methods.test_contacts import Figure
from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording
from kompassros.web.formats import format_number

_ALPHA_DECIMALS = 2
_REASONS = {
    Reason.TOO_FEW_PAIRS: _("too few contacts are rated by two"),
    Reason.ALL_ALIKE: _("all marks are the same, so there is nothing to compare with chance"),
}
_SCRIPT_FIELDS = {
    "channel": _("channel"),
    "subject": _("what it is about"),
    "text": _("question"),
    "good_answer": _("full answer"),
}
_PLAN_FIELDS = {
    "first_day": _("first day"),
    "last_day": _("last day"),
    "phone_times": _("times by telephone"),
    "mail_times": _("times by e-mail"),
    "working_days": _("working days"),
}


def share_in_words(figure: Figure) -> str:
    """Return a figure as “66.7 per cent (2 of 3)”; without a contact, that there is none."""
    if figure.share is None:
        return gettext("no contact")
    text = gettext("%(share)s per cent (%(numerator)s of %(denominator)s)")
    share = format_number(figure.share)
    return text % {"share": share, "numerator": figure.numerator, "denominator": figure.denominator}


def percent_in_words(percent: Percent) -> str:
    """Return how many marks of two raters are alike, or why that cannot be said."""
    if percent.share is None:
        return _cannot(percent.reason)
    text = gettext("%(share)s per cent: %(alike)s of %(count)s")
    share = format_number(Decimal(100 * percent.alike) / percent.pairs, decimals=0)
    return text % {"share": share, "alike": percent.alike, "count": percent.pairs}


def alpha_in_words(alpha: Alpha) -> str:
    """Return Krippendorff's alpha with its interval, or why there is none."""
    if alpha.value is None or alpha.low is None or alpha.high is None:
        return _cannot(alpha.reason)
    text = gettext("%(value)s (from %(low)s to %(high)s). 1 is full agreement, 0 is what chance would give.")
    value, low, high = (format_number(one, decimals=_ALPHA_DECIMALS) for one in (alpha.value, alpha.low, alpha.high))
    return text % {"value": value, "low": low, "high": high}


def _cannot(reason: Reason | None) -> str:
    return gettext("cannot be said: %(reason)s") % {"reason": _REASONS[reason or Reason.TOO_FEW_PAIRS]}


def mark_in_words(mark: int | None) -> str:
    """Return a mark in a word."""
    return str(ContactRating.Mark(mark).label) if mark is not None else gettext("not marked")


register_wording(
    contact_trail.SCRIPT,
    Wording(
        kind=_("question of the test contacts"),
        verbs={"added": _("added"), "changed": _("changed"), "removed": _("removed")},
        fields=_SCRIPT_FIELDS,
        values={"channel": say_choice(ContactScript.Channel.choices)},
        at_first=("channel", "text"),
    ),
)
register_wording(
    contact_trail.RATER,
    Wording(kind=_("rater of test contacts"), verbs={"appointed": _("appointed"), "dismissed": _("dismissed")}),
)
register_wording(
    contact_trail.PLAN,
    Wording(
        kind=_("plan of the test contacts"),
        verbs={"planned": _("planned"), "finished": _("finished"), "reopened": _("opened again")},
        fields=_PLAN_FIELDS,
    ),
)
register_wording(
    contact_trail.CONTACT,
    Wording(
        kind=_("test contact"),
        verbs={
            "begun": _("begun"),
            "put_back": _("put back"),
            "taken": _("the call was taken"),
            "ended": _("outcome stored"),
            "rated": _("rated"),
            "rated_anew": _("marks changed"),
        },
        fields={"outcome": _("outcome")},
        values={"outcome": say_choice(TestContact.Outcome.choices)},
    ),
)
