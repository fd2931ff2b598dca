"""How a network's compilation is said: its first sentence, a member's value, what it rests on."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kompassros.indicators.measure_words import TURNS, number_text, value_text
from kompassros.indicators.networking.compilation import Compilation, MemberValue, NetworkMeasure
from kompassros.indicators.networking.models import NetworkYear
from kompassros.methods.direction import Direction
from kompassros.statistics.values import Status
from kompassros.web.formats import format_list, format_number


def title_of(found: Compilation) -> str:
    """Return which network's year it is."""
    return _("%(network)s: %(year)s side by side") % {"network": found.network, "year": found.year}


def first_sentence(found: Compilation) -> str:
    """Say in one sentence how many members and measures there are, and how many have values."""
    return ngettext(
        "%(members)s municipalities; of %(all)s shared measure %(count)s has a value in %(year)s.",
        "%(members)s municipalities; of %(all)s shared measures %(count)s have a value in %(year)s.",
        len(found.measures),
    ) % {
        "members": format_number(len(found.units)),
        "all": format_number(len(found.measures)),
        "count": format_number(found.measured),
        "year": found.year,
    }


def head_of(measure: NetworkMeasure) -> str:
    """Return a measure with its unit, once where the title names it."""
    unit = measure.indicator.unit
    return f"{measure.title} ({unit})" if unit and unit not in measure.title else measure.title


def value_said(one: MemberValue, measure: NetworkMeasure) -> str:
    """Return a member's value, and whether it is preliminary; without one, why."""
    said = value_text(one.value, measure.indicator)
    preliminary = one.value is not None and one.value.status == Status.PRELIMINARY
    return f"{said} ({_('preliminary')})" if preliminary else said


def place_said(one: MemberValue, measure: NetworkMeasure) -> str:
    """Return "1 of 4", empty without a place; counted from the highest value where neither end is good."""
    if one.place is None:
        return ""
    place = _("%(place)s of %(of)s") % {"place": format_number(one.place), "of": format_number(measure.of)}
    return f"{place}, {_('from the highest value')}" if measure.direction is Direction.NONE else place


def change_said(one: MemberValue) -> str:
    """Return what became of the value since the measurement before, empty where nobody can say."""
    return str(TURNS[one.change.turn]) if one.change.turn else ""


def best_said(measure: NetworkMeasure) -> str:
    """Return who has the best value of the network, empty where nobody can say."""
    return format_list([one.unit.name for one in measure.best])


def mean_said(measure: NetworkMeasure) -> str:
    """Return the mean of the members with a value."""
    return number_text(measure.spread.mean, measure.indicator) if measure.spread else _("nobody has one")


def texts_said(texts: NetworkYear | None) -> list[tuple[str, str]]:
    """Return what the network writes of the year: (heading, text), those that are empty left out."""
    if texts is None:
        return []
    told = (
        (_("What we saw"), texts.seen),
        (_("What we learned"), texts.learned),
        (_("What we do next"), texts.next_steps),
    )
    return [(heading, text) for heading, text in told if text.strip()]


def rules_said() -> list[str]:
    """Say what places, mean and change are."""
    return [
        _(
            "The place is counted among the members with a value in the year, from the good end; equal values share a "
            "place. The mean is of these members, each counted once."
        ),
        _(
            "A change is told against the measurement before; values that print alike are unchanged, and none is told "
            "across a break in the series."
        ),
        _("So few municipalities are not put into groups: places are words here, not colours. That is our own choice."),
    ]


def source_lines(found: Compilation) -> list[str]:
    """Return a line for each dataset with its source and licence, and one for the set's list."""
    lines = [", ".join(part for part in (one.name, one.source, one.licence) if part) for one in found.datasets]
    listed = _(found.network.measure_set.source) if found.network.measure_set.source else _("no source is stated")
    return [
        *(lines or [_("No values are stored.")]),
        _("The set %(set)s: %(source)s") % {"set": found.network.measure_set.title, "source": listed},
    ]


def cautions(found: Compilation) -> list[str]:
    """Say what a reader must know first."""
    told = [_("The municipalities and values are made up.")] if found.made_up else []
    if not found.network.measure_set.complete:
        told.append(_("The list of this set is not complete: it had more measures than are known here."))
    if found.unknown:
        names = format_list([one.title or one.code for one in found.unknown])
        told.append(_("Not in the catalogue, and so without values: %(measures)s.") % {"measures": names})
    return told
