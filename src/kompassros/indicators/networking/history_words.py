"""How the history tells of networks, their meetings, and what they write of a year."""

from django.utils.translation import gettext_lazy as _

from kompassros.indicators.networking.models import RoundMeeting
from kompassros.indicators.networking.trail import MEETING, NETWORK, YEAR
from kompassros.records.history_sayings import say_choice, say_moment
from kompassros.records.history_table import Wording, register_wording

register_wording(
    NETWORK,
    Wording(
        kind=_("network"),
        verbs={"made": _("made"), "changed": _("changed"), "members_changed": _("members changed")},
        fields={
            "title": _("title"),
            "purpose": _("purpose"),
            "measure_set": _("set of measures"),
            "members": _("members"),
        },
    ),
)
register_wording(
    MEETING,
    Wording(
        kind=_("meeting of a network"),
        verbs={"planned": _("planned"), "changed": _("changed"), "cancelled": _("cancelled")},
        fields={
            "kind": _("kind of meeting"),
            "starts_at": _("begins"),
            "ends_at": _("ends"),
            "place": _("place"),
            "audience": _("for whom"),
        },
        values={
            "kind": say_choice(RoundMeeting.Kind.choices),
            "starts_at": say_moment,
            "ends_at": say_moment,
        },
    ),
)
register_wording(
    YEAR,
    Wording(
        kind=_("a network's year"),
        verbs={"written": _("written"), "made_public": _("made public"), "hidden": _("no longer public")},
        fields={
            "seen": _("what was seen"),
            "learned": _("what was learned"),
            "next_steps": _("what is done next"),
        },
        at_first=(),
    ),
)
