"""The groups that are interviewed: what each is and who belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.interviews.models import Group

ABOUT: Mapping[Group, str | Promise] = {
    Group.DIRECTOR: _(
        "The chief executive with the heads of the staff functions: finance, information, personnel, IT, business "
        "development, quality. They know how the whole municipality is led."
    ),
    Group.POLITICIANS: _(
        "The leading politicians, of the majority and of the opposition. They know what they decide and what they "
        "get to decide on."
    ),
    Group.DEPARTMENTS: _(
        "The heads of the departments. They know how the council's goals become assignments and how results come back."
    ),
    Group.UNITS: _(
        "Managers of units such as schools, preschools and homes for the elderly, chosen to represent all of them. "
        "They know what of all this reaches the units."
    ),
    Group.UNIONS: _("Representatives of the trade unions. They know how the employer's policy is in daily work."),
}


@dataclass(frozen=True)
class GroupInPlan:
    """A group as the visit plan shows it; ``talks`` is how many talks with it are planned."""

    key: str
    label: str
    about: str
    talks: int


def groups_in_plan(talks: Mapping[str, int]) -> list[GroupInPlan]:
    """Return every group with its number of planned talks, in the order of the plan."""
    return [GroupInPlan(group.value, str(group.label), str(ABOUT[group]), talks.get(group.value, 0)) for group in Group]
