"""The forms by which a file is sent in, goals and indicators are chosen, and what was looked over is stored."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kompassros.steering.bulk.editing import GOAL, INDICATOR, Edit
from kompassros.steering.bulk.scope import MOST, Scope
from kompassros.steering.goals.forms import decision_field
from kompassros.steering.plans.structures import read_structure
from kompassros.web.formats import month_names


class FileForm(forms.Form):
    """A workbook that was taken out here."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The workbook that you took out on this page, changed."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    decision = decision_field()


class ChosenForm(forms.Form):
    """Which goals and indicators get what; an empty field changes nothing."""

    goals = forms.MultipleChoiceField(label=_("Goals"), widget=forms.CheckboxSelectMultiple, required=False)
    indicators = forms.MultipleChoiceField(
        label=pgettext_lazy("steering", "Indicators"), widget=forms.CheckboxSelectMultiple, required=False
    )
    responsible = forms.CharField(label=_("Responsible"), max_length=120, required=False)
    measured_in = forms.ChoiceField(
        label=_("Measured in month"), required=False, help_text=_("Of the chosen indicators.")
    )
    perspective = forms.ChoiceField(label=_("Perspective"), required=False, help_text=_("Of the chosen goals."))
    decision = decision_field()

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._goals = {str(each.pk): each for each in scope.goals()[: MOST + 1]}
        self._indicators = {str(each.pk): each for each in scope.indicators()[: MOST + 1]}
        self.too_many = len(self._goals) + len(self._indicators) > MOST
        stays = ("", gettext("stays as it is"))
        months = [(str(number), name) for number, name in enumerate(month_names(), 1)]
        perspectives = [(each.key, str(each)) for each in read_structure(scope.plan.structure).perspectives]
        self._choose("goals", [(key, _named(each, scope)) for key, each in self._goals.items()])
        self._choose("indicators", [(key, _named(each, scope)) for key, each in self._indicators.items()])
        self._choose("measured_in", [stays, *months])
        self._choose("perspective", [stays, *perspectives])
        if not perspectives:
            del self.fields["perspective"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Say what is not chosen."""
        values = super().clean() or self.cleaned_data
        if not self.errors and not any(True for _each in self.edits()):
            self.add_error(None, gettext("Choose goals or indicators, and what they shall have."))
        return values

    def edits(self) -> Iterator[Edit]:
        """Yield what shall be changed, of the versions that are stored now; only for a form that is in order."""
        values = self.cleaned_data
        shared = {"responsible": values["responsible"]} if values["responsible"] else {}
        goals = shared | ({"perspective": values["perspective"]} if values.get("perspective") else {})
        indicators = shared | ({"measured_in": values["measured_in"]} if values["measured_in"] else {})
        if goals:
            yield from (Edit(GOAL, int(key), self._goals[key].version, goals) for key in values["goals"])
        if indicators:
            chosen = values["indicators"]
            yield from (Edit(INDICATOR, int(key), self._indicators[key].version, indicators) for key in chosen)


def _named(edition: Any, scope: Scope) -> str:
    return str(edition.title) if scope.card else f"{edition.organisation.name}: {edition.title}"


def kind_said(kind: str) -> str:
    """Return what is changed, in a word."""
    return {GOAL: pgettext("steering", "Goal"), INDICATOR: pgettext("steering", "Indicator")}[kind]
