"""How the history tells of a year wheel."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kompassros.organisations.roles import Role
from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording
from kompassros.steering.wheel import trail
from kompassros.steering.wheel.templates import packaged_wheels


def _say_template(key: Any) -> str:
    wheel = packaged_wheels().get(key)
    return str(wheel or key)


register_wording(
    trail.WHEEL,
    Wording(
        kind=_("year wheel"),
        verbs={
            "taken": _("begun with a wheel"),
            "carried": _("carried on from the year before"),
            "added": _("added"),
            "changed": _("changed"),
            "done": _("marked as done"),
            "undone": _("marked as not done"),
            "removed": _("taken out"),
            "reorganised": _("taken over by another body"),
        },
        fields={
            "template": _("wheel to begin with"),
            "count": _("entries"),
            "from_year": _("from the year"),
            "title": _("title"),
            "first": _("first day"),
            "last": _("last day"),
            "roles": _("for whom"),
            "others": _("who takes part"),
            "produces": _("what comes out of it"),
            "body": _("body"),
        },
        values={"roles": say_choice(Role.choices), "template": _say_template},
    ),
)
register_wording(
    trail.KEY,
    Wording(
        kind=_("calendar address"),
        verbs={"made": _("made"), "revoked": _("revoked")},
        fields={"roles": _("for whom")},
        values={"roles": say_choice(Role.choices)},
    ),
)
