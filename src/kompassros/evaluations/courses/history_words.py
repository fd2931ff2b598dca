"""How the history tells what became of an evaluation, its team, its areas and its meetings."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import EVALUATOR_KINDS, LEVELS, Meeting
from kompassros.evaluations.courses.workflow import Part, State
from kompassros.records.history_sayings import say_choice, say_day, say_moment
from kompassros.records.history_table import Wording, register_wording
from kompassros.web.context import LANGUAGE_NAMES

_DAYS = ("ordered_on", "wished_from", "wished_to", "answers_due", "visit_from", "visit_to", "reply_due")
register_wording(
    "course",
    Wording(
        kind=_("evaluation"),
        verbs={
            "ordered": _("ordered"),
            "moved": _("moved on or back"),
            "dated": _("planned"),
            "correction_begun": _("correction begun"),
            "joined": _("became part of a joint evaluation"),
            "parted": _("left the joint evaluation"),
        },
        fields={
            "state": _("state"),
            "year": _("year"),
            "edition": _("edition"),
            "evaluator_kind": _("evaluated by"),
            "ordered_by": _("ordered by"),
            "ordered_on": _("ordered on"),
            "wished_from": _("wished from"),
            "wished_to": _("wished until"),
            "price": _("price"),
            "currency": _("currency"),
            "order_note": _("note"),
            "scope_organisation": _("part of the municipality"),
            "scope_level": _("level"),
            "scope_companies": _("companies included"),
            "language": _("language"),
            "answers_due": _("answers due"),
            "visit_from": _("first day of the visit"),
            "visit_to": _("last day of the visit"),
            "reply_due": _("reply due"),
            "joint": _("joint evaluation"),
        },
        values={
            **dict.fromkeys(_DAYS, say_day),
            "state": say_choice(State.choices),
            "evaluator_kind": say_choice(EVALUATOR_KINDS),
            "scope_level": say_choice(LEVELS),
            "language": say_choice(LANGUAGE_NAMES),
        },
        at_first=("year", "edition", "evaluator_kind", "ordered_by", "answers_due", "visit_from", "joint"),
    ),
)
register_wording(
    "team",
    Wording(
        kind=_("team"),
        verbs={"joined": _("came into the team"), "left": _("left the team")},
        fields={"person": _("person"), "part": _("part"), "home": _("comes from")},
        values={"part": say_choice(Part.choices)},
        at_first=("part", "home"),
    ),
)
register_wording(
    "area",
    Wording(
        kind=_("area"),
        verbs={"area_shared": _("shared out")},
        fields={"judge": _("judge"), "second_reader": _("second reader")},
    ),
)
register_wording(
    "meeting",
    Wording(
        kind=_("meeting"),
        verbs={
            "planned": _("planned"),
            "changed": _("changed"),
            "held": _("marked as held"),
            "cancelled": _("cancelled"),
        },
        fields={"kind": _("kind"), "starts_at": _("time"), "place": _("place"), "audience": _("with whom")},
        values={"kind": say_choice(Meeting.Kind.choices), "starts_at": say_moment},
        at_first=("starts_at", "place"),
    ),
)
register_wording(
    "joint_evaluation",
    Wording(
        kind=_("joint evaluation"),
        verbs={"made": _("made"), "written": _("summary written"), "left": _("a municipality left")},
        fields={"courses": _("evaluations"), "summary": _("summary")},
    ),
)
