"""How the history tells of written reports and their chapters."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.records.history_sayings import say_choice
from kompassros.records.history_table import Wording, register_wording
from kompassros.steering.writing import trail
from kompassros.steering.writing.models import ReportSection

register_wording(
    trail.REPORT,
    Wording(
        kind=_("written report"),
        verbs={
            "begun": _("begun"),
            "changed": _("changed"),
            "pinned": _("pinned to a newer edition"),
            "published": _("published"),
            "corrected": _("corrected"),
        },
        fields={
            "title": _("title"),
            "comments_open": _("comments open"),
            "comments_until": _("comments until"),
            "edition": _("edition of the period"),
            "number": _("edition"),
        },
    ),
)
register_wording(
    trail.SECTION,
    Wording(
        kind=pgettext_lazy("steering", "chapter"),
        verbs={
            "added": _("added"),
            "renamed": _("renamed"),
            "moved": _("moved"),
            "removed": _("taken out"),
            "given": _("given to somebody"),
            "written": _("written"),
            "illustrated": _("picture or film changed"),
        },
        fields={
            "heading": _("heading"),
            "report": _("written report"),
            "place": _("place"),
            "assigned_to": _("writer"),
            "due_on": _("due on"),
            "state": _("state"),
            "text": _("text"),
            "so_what": _("what it means"),
            "picture": _("picture"),
            "picture_alt": _("what the picture shows"),
            "picture_credit": _("whose picture it is"),
            "film": _("film"),
            "film_title": _("title of the film"),
        },
        values={"state": say_choice(ReportSection.State.choices)},
        inside=True,
    ),
)
