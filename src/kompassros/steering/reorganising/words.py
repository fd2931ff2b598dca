"""The words for what a reorganisation does, in the reader's language."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kompassros.steering.reorganising.models import BodyChange, Reorganisation
from kompassros.web.cells import Tone
from kompassros.web.formats import format_date, format_list

WHATS = {
    "body": gettext_lazy("body"),
    "card": gettext_lazy("card"),
    "goal": gettext_lazy("goal"),
    "indicator": pgettext_lazy("steering", "indicator"),
    "activity": pgettext_lazy("steering", "activity"),
    "report": pgettext_lazy("steering", "report"),
    "wheel": gettext_lazy("entry of the year wheel"),
    "request": gettext_lazy("request of the council"),
    "budget": gettext_lazy("budget"),
    "grant": gettext_lazy("role"),
    "link": gettext_lazy("link to a goal above"),
}
FATES = {
    "along": gettext_lazy("comes along"),
    "moved": gettext_lazy("goes over"),
    "stays": gettext_lazy("stays"),
    "ended": gettext_lazy("ends"),
    "begun": gettext_lazy("begins"),
    "joined": gettext_lazy("is joined into one report"),
    "signed": gettext_lazy("stays as it was signed"),
    "loosened": gettext_lazy("is loosened"),
    "given": gettext_lazy("is given"),
}
TONES: dict[str, Tone] = {
    "along": "neutral",
    "moved": "info",
    "stays": "neutral",
    "ended": "warning",
    "begun": "success",
    "joined": "info",
    "signed": "neutral",
    "loosened": "warning",
    "given": "success",
}


def say_change(one: Reorganisation, changes: Sequence[BodyChange]) -> str:
    """Return what happened, in a sentence."""
    bodies = dict.fromkeys(str(change.organisation) for change in changes)
    became = dict.fromkeys(str(change.became) for change in changes)
    if one.kind == Reorganisation.Kind.MOVE:
        old, new = (format_list([str(each or "") for each in row]) for row in zip(*_places(changes), strict=True))
        return _("%(bodies)s moved from %(old)s to %(new)s.") % {
            "bodies": format_list(list(bodies)),
            "old": old,
            "new": new,
        }
    words = {"bodies": format_list(list(bodies)), "became": format_list(list(became))}
    if one.kind == Reorganisation.Kind.SPLIT:
        return _("%(bodies)s was split into %(became)s.") % words
    return _("%(bodies)s merged into %(became)s.") % words


def _places(changes: Sequence[BodyChange]) -> list[tuple[object, object]]:
    return [(change.was_below, change.now_below) for change in changes]


def say_became(change: BodyChange) -> str:
    """Return what a body became, to stand on its own card, before the name of what it became."""
    return _("From %(day)s on: %(became)s.") % {
        "day": format_date(change.reorganisation.on),
        "became": change.became.name,
    }


def say_was(change: BodyChange) -> str:
    """Return what a body was before, to stand on the card of what it became."""
    last = change.reorganisation.on - timedelta(days=1)
    return _("Until %(day)s: %(was)s.") % {"day": format_date(last), "was": change.organisation.name}


def say_moved(change: BodyChange) -> str:
    """Return where a moved body lay before, and where it lies since."""
    words = {
        "day": format_date(change.reorganisation.on),
        "old": str(change.was_below or ""),
        "new": str(change.now_below or ""),
    }
    return _("Lay below %(old)s until it moved below %(new)s on %(day)s.") % words
