"""The form of a figure: as it is printed, and where it comes from, a survey with its numbers among others."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.saving import RequestForm
from kompassros.records.errors import DomainError
from kompassros.steering.goals.indicator_services import LONGEST_FIGURE, Figure
from kompassros.steering.goals.models import IndicatorValue
from kompassros.steering.goals.surveys import LEAST_SMALLEST, LONGEST_NAME, SMALLEST, Survey, read_survey
from kompassros.web.fields import text_field

ENTERED = ("printed", "preliminary", "broken", "note", "source")


class FigureForm(RequestForm):
    """A result as it is printed, for a year."""

    year = forms.IntegerField(label=_("Year"), min_value=1999, max_value=2999)
    printed = forms.CharField(
        label=_("Figure"),
        max_length=LONGEST_FIGURE,
        required=False,
        help_text=_("As its source prints it, without the unit: “8,3” or “> 70”. Empty: not measured."),
    )
    preliminary = forms.BooleanField(label=_("The figure is preliminary"), required=False)
    broken = forms.BooleanField(
        label=_("The series begins anew here"), required=False, help_text=_("New definition, method or population.")
    )
    note = text_field(_("Note"))
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    survey = forms.CharField(
        label=_("From a survey: its name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Then it is the source, and the number of answers is needed."),
    )
    answers = forms.IntegerField(label=_("Number of answers"), min_value=0, max_value=10_000_000, required=False)
    rate = forms.DecimalField(
        label=_("Response rate, per cent"),
        max_digits=4,
        decimal_places=1,
        min_value=0,
        max_value=100,
        required=False,
        localize=True,
    )
    smallest = forms.IntegerField(
        label=_("Smallest group that is shown"),
        min_value=LEAST_SMALLEST,
        max_value=100,
        initial=SMALLEST,
        required=False,
        help_text=_("Five; another number, never under three, only where the survey's own rule says so."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def clean(self) -> dict[str, Any]:
        """Let a survey be the source; say what is missing, and refuse a group that is too small."""
        values = super().clean() or self.cleaned_data
        if not self.errors and values["survey"]:
            self._take_survey(values)
        elif not self.errors and (values["answers"] is not None or values["rate"] is not None):
            self.add_error("survey", gettext("Name the survey that was answered."))
        return values

    def _take_survey(self, values: dict[str, Any]) -> None:
        if values["source"]:
            self.add_error("source", gettext("The survey is the source. Leave this empty, or put it into the note."))
        if values["answers"] is None:
            self.add_error("answers", gettext("Say how many answered."))
            return
        smallest = SMALLEST if values["smallest"] is None else values["smallest"]
        survey = Survey(values["survey"], values["answers"], values["rate"], smallest)
        try:
            survey.check()
        except DomainError as error:
            self.add_error("answers", str(error))
        values["source"] = survey.printed()

    def figure(self) -> Figure:
        """Return what was filled in; only for a form that is in order."""
        return Figure(**{name: self.cleaned_data[name] for name in ENTERED})


def started_with(known: IndicatorValue) -> dict[str, Any]:
    """Return what the form starts with for a figure that is there already."""
    started = {name: getattr(known, name) for name in ENTERED}
    survey = read_survey(known.source)
    if survey is None:
        return started
    parts = {"survey": survey.name, "answers": survey.answers, "rate": survey.rate, "smallest": survey.smallest}
    return started | {"source": ""} | parts
