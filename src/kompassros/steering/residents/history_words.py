"""How the history tells of residents' comments."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording
from kompassros.steering.residents import trail
from kompassros.steering.residents.models import ResidentComment

register_wording(
    trail.COMMENT,
    Wording(
        kind=_("resident's comment"),
        verbs={
            "sent": pgettext_lazy("comment", "sent"),
            "shown": pgettext_lazy("comment", "shown"),
            "refused": pgettext_lazy("comment", "refused"),
            "answered": pgettext_lazy("comment", "answered"),
        },
        fields={"state": _("state")},
        values={"state": say_choice(ResidentComment.State.choices)},
        inside=True,
    ),
)
