"""The forms by which a plan is made and adopted, and a card added, discussed and agreed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.steering.plans.services import FIRST_YEAR, LAST_YEAR, LONGEST_DECISION, Talk
from kompassros.steering.plans.structures import packaged_structures
from kompassros.web.fields import day_field, text_field


class PlanForm(RequestForm):
    """The year of a new plan and the steering model by which it is made."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    structure = forms.ChoiceField(
        label=_("Steering model"),
        widget=forms.RadioSelect,
        help_text=_("Its levels, perspectives and words stay with this year's plan."),
    )
    vision = text_field(_("Vision"), _("What the municipality wants to be; it may stay empty."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.key, str(each)) for each in packaged_structures()]
        self.fields["structure"].choices = choices  # type: ignore[attr-defined]


class VisionForm(RequestForm):
    """The vision of a plan."""

    vision = text_field(_("Vision"), rows=5)


class AdoptForm(RequestForm):
    """The council's decision on a plan."""

    decision = forms.CharField(
        label=_("The council's decision"),
        max_length=LONGEST_DECISION,
        help_text=_("As it stands in the minutes, for example “KF 2026-06-15 § 84”."),
    )
    on = day_field(_("Adopted on"), required=True)


class CardForm(RequestForm):
    """Which bodies get a card."""

    bodies = forms.MultipleChoiceField(label=_("Bodies"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, bodies: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = {each.key: each for each in bodies}
        self.fields["bodies"].choices = [(each.key, each.name) for each in bodies]  # type: ignore[attr-defined]

    def chosen(self) -> list[Organisation]:
        """Return the chosen bodies; only for a form that is in order."""
        return [self._known[key] for key in self.cleaned_data["bodies"]]


class PurposeForm(RequestForm):
    """What a body is for."""

    purpose = text_field(_("Main purpose"), _("What the service is there for, and for whom."), rows=4)


class TalkForm(RequestForm):
    """The talk about a card: its day and its points."""

    on = day_field(_("Day of the talk"), required=True)
    points = text_field(_("Points"), _("What was agreed, and what is left to do."), rows=6)

    def talk(self) -> Talk:
        """Return what was filled in; only for a form that is in order."""
        on: date = self.cleaned_data["on"]
        return Talk(on, self.cleaned_data["points"])
