"""Activities and requests in words: statuses with their tones, counts as sentences."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kompassros.steering.activities.models import Activity
from kompassros.steering.activities.queries import Asked, Counts, Line
from kompassros.web.cells import Tone
from kompassros.web.formats import format_date, format_list

TONES: dict[str, Tone] = {
    Activity.Status.NOT_STARTED: "neutral",
    Activity.Status.STARTED: "info",
    Activity.Status.LATE: "danger",
    Activity.Status.DONE: "success",
    Activity.Status.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class Note:
    """An activity as it stands in a list or on the board: where its page is, who does it, and when, in words."""

    address: str
    line: Line
    who: str
    when: str
    tone: Tone


def note(line: Line, address: str, *, with_body: bool = True) -> Note:
    """Return an activity as a list shows it; ``with_body``: whether it says whose it is."""
    body = line.activity.organisation.name if with_body else ""
    who = " · ".join(filter(None, (body, line.activity.owner)))
    return Note(address, line, who, say_when(line), TONES[line.activity.status])


def say_goal(line: Line) -> str:
    """Return the title of the goal that an activity is for, or why it is not told."""
    if line.goal is not None:
        return line.goal.title
    return _("on a card that is not agreed yet") if line.hidden else _("no goal")


def say_when(line: Line) -> str:
    """Return when an activity was ended, or by when it shall be done and whether that day is past."""
    ended_on, deadline = line.activity.ended_on, line.activity.deadline
    if ended_on is not None:
        return _("ended on %(day)s") % {"day": format_date(ended_on)}
    if deadline is None:
        return _("no deadline")
    day = {"day": format_date(deadline)}
    return _("past its deadline: %(day)s") % day if line.overdue else _("by %(day)s") % day


def in_kronor(cost: Decimal) -> Decimal:
    """Return a cost without decimals where it has none."""
    return cost.quantize(Decimal(1)) if cost == cost.to_integral_value() else cost


def say_counts(counts: Counts) -> str:
    """Return how many activities there are, and how many of them are open, late and past their deadline."""
    if not counts.total:
        return _("No activity stands here yet.")
    total = ngettext("%(count)s activity", "%(count)s activities", counts.total) % {"count": counts.total}
    words = {"activities": total, "parts": format_list(_parts(counts))}
    return _("%(activities)s: %(parts)s.") % words


def _parts(counts: Counts) -> list[str]:
    parts = [ngettext("%(count)s open", "%(count)s open", counts.open) % {"count": counts.open}]
    if counts.late:
        parts.append(ngettext("%(count)s late", "%(count)s late", counts.late) % {"count": counts.late})
    if counts.overdue:
        said = ngettext("%(count)s past its deadline", "%(count)s past their deadline", counts.overdue)
        parts.append(said % {"count": counts.overdue})
    return parts


def say_asked(count: int, opened: int) -> str:
    """Return how many requests of the council there are, and how many have no answer."""
    if not count:
        return _("No request of the council is entered yet.")
    total = ngettext("%(count)s request of the council", "%(count)s requests of the council", count) % {"count": count}
    if not opened:
        return _("%(requests)s; every one is answered.") % {"requests": total}
    said = ngettext("%(requests)s; %(open)s has no answer.", "%(requests)s; %(open)s have no answer.", opened)
    return said % {"requests": total, "open": opened}


def say_standing(one: Asked) -> tuple[str, Tone]:
    """Return where a request stands, with its tone."""
    if not one.open:
        return pgettext("request", "answered"), "success"
    return (_("open, past its day"), "danger") if one.overdue else (pgettext("request", "open"), "info")
