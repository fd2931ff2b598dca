"""How the history tells of plans, cards, goals and indicators."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.records.history_sayings import say_choice, say_day
from kompassros.records.history_table import Wording, register_wording
from kompassros.steering import trail
from kompassros.steering.goals.models import IndicatorEdition
from kompassros.steering.goals.said_around import say_around
from kompassros.steering.goals.words import ATTAINMENTS, COMPARISONS, TARGET_KINDS
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.structures import packaged_structures
from kompassros.steering.reorganising.models import Reorganisation


def _say_structure(key: Any) -> str:
    return next((str(each) for each in packaged_structures() if each.key == key), str(key))


_BODIES = {"bodies": _("bodies"), "became": _("became"), "below": _("lies below")}

register_wording(
    trail.PLAN,
    Wording(
        kind=_("plan"),
        verbs={
            "made": _("begun"),
            "changed": _("changed"),
            "adopted": _("adopted"),
            "closed": _("closed"),
            "reorganised": _("bodies reorganised"),
        },
        fields={
            "year": _("year"),
            "structure": _("steering model"),
            "vision": _("vision"),
            "decision": _("decision"),
            "on": _("on"),
            "kind": _("what happened"),
            **_BODIES,
        },
        values={"on": say_day, "structure": _say_structure, "kind": say_choice(Reorganisation.Kind.choices)},
    ),
)
register_wording(
    trail.CARD,
    Wording(
        kind=_("card"),
        verbs={
            "added": _("added"),
            "changed": _("changed"),
            "discussed": _("discussed"),
            "agreed": pgettext_lazy("card", "agreed"),
            "taken_back": _("taken back"),
            "moved": _("moved"),
            "took_over": _("took over from other bodies"),
            "ended": _("ended"),
        },
        fields={
            "level": _("level"),
            "purpose": _("purpose"),
            "on": _("on"),
            "points": _("points of the talk"),
            "state": _("state"),
            **_BODIES,
        },
        values={"state": say_choice(Card.State.choices), "on": say_day},
    ),
)
register_wording(
    trail.GOAL,
    Wording(
        kind=_("goal"),
        verbs={
            "set": pgettext_lazy("goal", "set"),
            "changed": _("changed"),
            "withdrawn": _("withdrawn"),
            "judged": _("judged"),
            "linked": _("linked to where it came from"),
            "reorganised": _("put on another card"),
            "loosened": _("link to the goal above loosened"),
        },
        fields={
            "title": _("title"),
            "description": _("description"),
            "perspective": _("perspective"),
            "responsible": _("responsible"),
            "serves": _("serves"),
            "on": _("on"),
            "attainment": _("attainment"),
            "forecast": _("forecast"),
            "reasons": _("reasons"),
            "origin": _("came from"),
            "card": _("card"),
        },
        values={"attainment": say_choice(ATTAINMENTS.items()), "on": say_day},
    ),
)
register_wording(
    trail.INDICATOR,
    Wording(
        kind=_("indicator"),
        verbs={
            "added": _("added"),
            "changed": _("changed"),
            "measured": _("measured"),
            "restated": _("restated"),
            "compared": _("compared anew with the store"),
        },
        fields={
            "title": _("title"),
            "purpose": _("purpose"),
            "definition": _("definition"),
            "source": _("source"),
            "unit": _("unit"),
            "direction": _("direction"),
            "decimals": _("decimals"),
            "baseline": _("baseline"),
            "target_text": _("target"),
            "target_kind": _("kind of target"),
            "comparison": _("comparison"),
            "low": _("target's number"),
            "high": _("upper end"),
            "acceptable": _("lowest acceptable level"),
            "measured_in": _("measured in month"),
            "frequency": _("every how many years"),
            "responsible": _("responsible"),
            "note": _("note"),
            "year": _("year"),
            "period": _("period"),
            "figure": _("figure"),
            "preliminary": _("preliminary"),
            "around": _("stands beside"),
        },
        values={
            "around": say_around,
            "direction": say_choice(IndicatorEdition.Direction.choices),
            "target_kind": say_choice(TARGET_KINDS.items()),
            "comparison": say_choice(COMPARISONS.items()),
        },
    ),
)
