"""The forms of money: a body's frames, its outcome and forecast, and a file with those of many bodies."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.organisations.saving import RequestForm
from kompassros.steering.budget.services import LONGEST_SOURCE, Spent, years_of
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.plans.services import LONGEST_DECISION

_AMOUNT: dict[str, Any] = {"required": False, "max_digits": 14, "decimal_places": 2, "localize": True}


def _source() -> forms.CharField:
    return forms.CharField(
        label=_("Source"), max_length=LONGEST_SOURCE, required=False, help_text=_("Such as the accounting system.")
    )


class FramesForm(RequestForm):
    """The frames of a body, by year."""

    decision = forms.CharField(
        label=_("Decision"),
        max_length=LONGEST_DECISION,
        required=False,
        help_text=_("Needed once the plan is adopted, such as “KF 2026-06-15 § 84”."),
    )
    source = _source()

    def __init__(self, *args: Any, plan: SteeringPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._years = years_of(plan)
        for year in self._years:
            self.fields[f"frame-{year}"] = forms.DecimalField(
                label=_("Frame %(year)s, in kronor") % {"year": year}, **_AMOUNT
            )
        self.order_fields([f"frame-{year}" for year in self._years])

    def amounts(self) -> dict[int, Decimal | None]:
        """Return the frames by year; only for a form that is in order."""
        return {year: self.cleaned_data[f"frame-{year}"] for year in self._years}


class SpentForm(RequestForm):
    """What a body has cost in a period, and its forecast for the year."""

    outcome = forms.DecimalField(
        label=pgettext_lazy("money", "Outcome until the data date, in kronor"),
        help_text=_("Net cost since the first day of the year. Empty: not known."),
        **_AMOUNT,
    )
    forecast = forms.DecimalField(
        label=_("Forecast for the whole year, in kronor"), help_text=_("Empty: not known."), **_AMOUNT
    )
    source = _source()

    def spent(self) -> Spent:
        """Return what was filled in; only for a form that is in order."""
        return Spent(self.cleaned_data["outcome"], self.cleaned_data["forecast"])
