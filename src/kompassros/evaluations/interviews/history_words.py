"""How the history tells of the visit plan, of notes (never their text) and of disposal."""

from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.interviews.models import Group
from kompassros.records.history_sayings import say_choice, say_day, say_moment
from kompassros.records.history_table import Wording, register_wording

register_wording(
    "interview",
    Wording(
        kind=_("talk of the visit plan"),
        verbs={
            "planned": _("planned"),
            "changed": _("changed"),
            "cancelled": _("cancelled"),
            "kept": _("the team's own remarks changed"),
            "people_written": _("people written down"),
        },
        fields={
            "group": _("group"),
            "starts_at": _("begins"),
            "ends_at": _("ends"),
            "place": _("place"),
            "expected": _("people expected"),
            "present": _("people present"),
            "interviewers": _("interviewers"),
            "people": _("number of people"),
        },
        values={
            "group": say_choice(Group.choices),
            "starts_at": say_moment,
            "ends_at": say_moment,
        },
        at_first=("group", "starts_at", "ends_at", "place", "expected"),
    ),
)
register_wording(
    "interview_note",
    Wording(
        kind=_("note"),
        verbs={
            "written": _("written"),
            "changed": _("changed"),
            "moved": _("moved"),
            "withdrawn": _("withdrawn"),
        },
        fields={"tied_to": _("tied to"), "characters": _("characters")},
    ),
)
register_wording(
    "disposal",
    Wording(
        kind=_("disposal"),
        verbs={"disposed": _("notes and names disposed of")},
        fields={
            "case_number": _("case number"),
            "decided_on": _("decided on"),
            "decided_by": _("decided by"),
            "notes": _("notes"),
            "people": _("number of people"),
        },
        values={"decided_on": say_day},
        at_first=("case_number", "decided_on", "decided_by", "notes", "people"),
    ),
)
