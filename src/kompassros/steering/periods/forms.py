"""The forms by which a period is planned, a report is written and signed, and a decision recorded."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Person
from kompassros.organisations.saving import RequestForm
from kompassros.steering.goals.words import ATTAINMENTS
from kompassros.steering.periods.planning import LONGEST_TITLE
from kompassros.steering.periods.queries import GoalToReport
from kompassros.steering.periods.reporting import LONGEST_DECISION, LineContent
from kompassros.steering.periods.usual import PeriodContent
from kompassros.web.fields import day_field, moment_bounds, text_field


class PeriodForm(RequestForm):
    """Title and days of a period; its short name stays."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    data_on = day_field(_("Figures until"), required=True)
    due_on = day_field(_("Deadline"), _("Books close about the tenth of the next month."), required=True)

    def content(self, key: str) -> PeriodContent:
        """Return what was filled in; only for a form that is in order."""
        days: list[date] = [self.cleaned_data[name] for name in ("data_on", "due_on")]
        return PeriodContent(key, self.cleaned_data["title"], *days)


class NewPeriodForm(PeriodForm):
    """A period of the municipality's own."""

    key = forms.CharField(
        label=_("Short name"), max_length=20, help_text=_("Letters, digits and hyphens, such as “K1”; it stays.")
    )
    field_order = ("key", "title", "data_on", "due_on")


class PublishForm(RequestForm):
    """From when on everybody may read a closed period."""

    at = forms.DateTimeField(
        label=_("Public from"),
        required=False,
        help_text=_("Empty: from now on. Once it is public it stays so."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        validators=moment_bounds(),
    )


class DecisionForm(RequestForm):
    """What the committee or the council decided."""

    decision = forms.CharField(
        label=_("Decision"),
        max_length=LONGEST_DECISION,
        help_text=_("As it stands in the minutes, for example “BUN 2026-05-28 § 41”."),
    )


class StandInForm(RequestForm):
    """Who writes a report instead of the manager."""

    email = forms.EmailField(
        label=_("E-mail address of the stand-in"),
        required=False,
        help_text=_("Somebody with an account here. Empty: nobody, the manager writes it."),
    )

    def stand_in(self) -> Person | None:
        """Return the chosen person; only for a form that is in order."""
        found: Person | None = self.cleaned_data["found"]
        return found

    def clean(self) -> dict[str, Any]:
        """Look the person up by the address."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        email = values.get("email", "")
        values["found"] = Person.objects.filter(email__iexact=email, is_active=True).first() if email else None
        if email and values["found"] is None:
            self.add_error("email", _("Nobody has an account with this address."))
        return values


class ReportForm(forms.Form):
    """A report: its text, and for each goal that asks for it a forecast with reasons, and what is done."""

    text = text_field(_("How it goes"), _("What deviates, why, and what is done about it."), rows=6)

    def __init__(self, *args: Any, goals: Sequence[GoalToReport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._goals = goals
        choices = [("", _("no forecast")), *((str(key), word) for key, word in ATTAINMENTS.items())]
        for each in goals:
            prefix, line = f"goal-{each.goal.pk}", each.line
            self.fields[f"{prefix}-attainment"] = forms.ChoiceField(
                label=_("Forecast for the end of the year"), choices=choices, required=False
            )
            self.fields[f"{prefix}-reasons"] = text_field(_("Reasons"))
            self.fields[f"{prefix}-text"] = text_field(_("What is done about it"))
            for name in ("attainment", "reasons", "text"):
                self.initial.setdefault(f"{prefix}-{name}", getattr(line, name) if line else "")

    def parts(self) -> list[tuple[GoalToReport, list[forms.BoundField]]]:
        """Return each goal with its fields."""
        names = ("attainment", "reasons", "text")
        return [(each, [self[f"goal-{each.goal.pk}-{name}"] for name in names]) for each in self._goals]

    def lines(self) -> dict[int, LineContent]:
        """Return what was said of each goal; only for a form that is in order."""
        data = self.cleaned_data
        return {
            each.goal.pk: LineContent(
                *(data[f"goal-{each.goal.pk}-{name}"] for name in ("attainment", "reasons", "text"))
            )
            for each in self._goals
        }
