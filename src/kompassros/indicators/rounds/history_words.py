"""How the history tells of rounds, of who takes part, of what is asked and of meetings."""

from django.utils.translation import gettext_lazy as _

from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.rounds import trail
from kompassros.indicators.rounds.models import AskedMeasure, CollectionRound
from kompassros.organisations.roles import Role
from kompassros.records.history_sayings import say_choice, say_day, say_moment
from kompassros.records.history_table import Wording, register_wording

_DAYS = ("sign_up_until", "contacts_until", "collect_from", "collect_until")

register_wording(
    trail.ROUND,
    Wording(
        kind=_("round"),
        verbs={
            "opened": _("planned"),
            "changed": _("changed"),
            "measures_chosen": _("chosen what is asked for"),
            "moved": _("moved on"),
            "reminded": _("reminded"),
            "closed": _("closed and frozen"),
            "corrected": _("corrected after closing"),
            "release_decided": _("release decided"),
            "stored": _("values stored"),
        },
        fields={
            "title": _("title"),
            "sign_up_until": _("sign-up until"),
            "contacts_until": _("test contacts until"),
            "collect_from": _("data from"),
            "collect_until": _("data until"),
            "sign_off_role": _("signed off by"),
            "dataset": _("dataset"),
            "measure_set": _("set"),
            "year": _("year"),
            "asked": _("asked for"),
            "state": _("state"),
            "municipalities": _("municipalities"),
            "people": _("people told"),
            "public_at": _("public from"),
            "edition": _("edition"),
            "signed_off": _("signed off"),
            "sha256": _("checksum"),
            "municipality": _("municipality"),
            "measure": _("measure"),
            "value": _("value"),
            "by": _("by"),
            "release": _("release"),
        },
        values={
            **dict.fromkeys(_DAYS, say_day),
            "public_at": say_moment,
            "state": say_choice(CollectionRound.State.choices),
            "sign_off_role": say_choice(Role.choices),
        },
    ),
)
register_wording(
    trail.PARTICIPANT,
    Wording(
        kind=_("part in a round"),
        verbs={
            "signed_up": _("signed up"),
            "added": _("added by the officer"),
            "contacts_chosen": _("test contacts changed"),
            "left": _("left the round"),
            "signed_off": _("signed off"),
            "sign_off_taken": _("sign-off taken away"),
        },
        fields={"contacts": _("test contacts"), "office": _("as"), "late": _("late")},
    ),
)
register_wording(
    trail.ASKED,
    Wording(
        kind=_("measure that is asked for"),
        verbs={"changed": _("changed")},
        fields={
            "least": _("lowest value"),
            "most": _("highest value"),
            "largest_change": _("largest change, per cent"),
            "fraction": _("numerator and denominator"),
            "guidance": _("guidance"),
            "contacts": _("figure of the test contacts"),
        },
        values={"contacts": say_choice(AskedMeasure.Contacts.choices)},
    ),
)
register_wording(
    trail.MEETING,
    Wording(
        kind=_("meeting of a round"),
        verbs={"planned": _("planned"), "changed": _("changed"), "cancelled": _("cancelled")},
        fields={
            "kind": _("kind"),
            "starts_at": _("begins"),
            "ends_at": _("ends"),
            "place": _("place"),
            "audience": _("for whom"),
        },
        values={
            "starts_at": say_moment,
            "ends_at": say_moment,
            "kind": say_choice(RoundMeeting.Kind.choices),
        },
    ),
)
