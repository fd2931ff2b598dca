"""What a figure stands beside in the store, in words: the country, similar municipalities, the place among all."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.indicators.measure_words import NO_GROUPS
from kompassros.methods.direction import Direction
from kompassros.methods.quarters import Group, NoGroups, Quarter, group_of
from kompassros.steering.goals.surroundings import Around, read_around
from kompassros.web.formats import format_number

_PLACES: Mapping[Group | Quarter, str | Promise] = {
    Group.BEST: gettext_lazy("among the best quarter of %(units)s"),
    Group.MIDDLE: gettext_lazy("in the middle half of %(units)s"),
    Group.WORST: gettext_lazy("among the worst quarter of %(units)s"),
    Quarter.HIGHEST: gettext_lazy("among the highest quarter of %(units)s"),
    Quarter.MIDDLE: gettext_lazy("in the middle half of %(units)s"),
    Quarter.LOWEST: gettext_lazy("among the lowest quarter of %(units)s"),
}


def say_around(content: Any) -> str:
    """Return what was kept beside a figure, where no direction is known."""
    around = read_around(content)
    return "; ".join(say_beside(around, Direction.NONE)) if around else ""


def say_beside(around: Around, direction: Direction) -> list[str]:
    """Return a clause for the country, for the similar municipalities, and for the place; only of what there is."""
    return [*_country(around), *_group(around), _place(around, direction)]


def _country(around: Around) -> list[str]:
    if around.country is None:
        return [_("no value of the country")]
    words = {"figure": format_number(Decimal(around.country)), "units": around.units}
    if around.country_is_mean:
        return [_("the mean of %(units)s: %(figure)s (the source gives no value of the country)") % words]
    return [_("the country's own value: %(figure)s") % words]


def _group(around: Around) -> list[str]:
    if around.group is None:
        return [_("no mean of similar municipalities")]
    figure = format_number(Decimal(around.group))
    words = {"title": around.group_title, "figure": figure, "units": around.group_units}
    return [_("%(title)s: %(figure)s, the mean of %(units)s") % words]


def _place(around: Around, direction: Direction) -> str:
    if around.quarter is not None:
        quarter = Quarter(around.quarter)
        return str(_PLACES[group_of(quarter, direction) or quarter]) % {"units": around.units}
    if around.no_groups:
        return str(NO_GROUPS[NoGroups(around.no_groups)])
    return _("no place among the %(units)s with a value") % {"units": around.units}
