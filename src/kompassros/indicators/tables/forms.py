"""Forms of files of statistics: one to send in, one that was looked over to store, a dataset to switch."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.tables.receiving import NewDataset, Wish
from kompassros.organisations.saving import RequestForm, WhyField
from kompassros.records.errors import DomainError
from kompassros.statistics.models import Dataset

NEW = "+"
"""The choice of a new dataset; no key has this sign."""
_OF_NEW = ("key", "title", "source")


class SendForm(forms.Form):
    """A file of statistics."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, TSV, XLSX or JSON-stat 2; at most 10 MB and 200,000 cells."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.tab,.txt,.xlsx,.json,.jsonstat,.json-stat"}),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)


class ConfirmForm(RequestForm):
    """Yes to a file that was looked over: where its values go, and why."""

    leave_out = forms.BooleanField(
        required=False, label=_("I have looked at what cannot be taken in: it may be left out")
    )
    dataset = forms.ChoiceField(
        label=_("Into which dataset"),
        help_text=_(
            "What it has already stays. A value that differs takes the place of the one before, which is kept."
        ),
    )
    key = forms.SlugField(
        label=_("Key of the new dataset"),
        help_text=_("Small letters, digits and hyphens, such as own-survey. It stands in addresses and never changes."),
        required=False,
        max_length=60,
    )
    title = forms.CharField(label=_("Title of the new dataset"), required=False, max_length=200)
    source = forms.CharField(
        label=_("Its source"), help_text=_("Who made the values; shown with each."), required=False, max_length=200
    )
    licence = forms.CharField(
        label=_("Its licence"), help_text=_("How the values may be used."), required=False, max_length=200
    )
    rank = forms.IntegerField(
        label=_("Its place"),
        help_text=_(
            "Where two datasets have the same indicator for the same kind of units, the values of the one with the "
            "lower number are shown. Kolada has 10."
        ),
        required=False,
        initial=100,
        min_value=1,
        max_value=30_000,
    )
    name = forms.CharField(
        label=_("Keep the mapping as"),
        help_text=_("By which source and table you know it again; the next file of the same shape is read by it."),
        max_length=200,
    )

    def __init__(
        self, data: Any = None, *, initial: dict[str, Any], choices: list[tuple[str, Any]], asks: bool
    ) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["dataset"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *choices, (NEW, _("a new one, described below"))]
        self.fields["why"] = WhyField()
        if not asks:
            del self.fields["leave_out"]

    def clean(self) -> dict[str, Any]:
        """Refuse a new dataset without its key, title or source."""
        cleaned = super().clean() or {}
        if cleaned.get("dataset") == NEW:
            for name in _OF_NEW:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, forms.ValidationError(_("A new dataset needs this.")))
        return cleaned

    def wish(self) -> Wish:
        """Return what was wished. DomainError: the dataset is gone."""
        cleaned = self.cleaned_data
        return Wish(self._dataset(), cleaned["name"], cleaned["why"], cleaned.get("leave_out", False))

    def _dataset(self) -> Dataset | NewDataset:
        cleaned = self.cleaned_data
        if cleaned["dataset"] == NEW:
            rank = cleaned["rank"] or 100
            return NewDataset(cleaned["key"], cleaned["title"], cleaned["source"], cleaned["licence"], rank)
        found = Dataset.objects.filter(key=cleaned["dataset"]).first()
        if found is None:
            raise DomainError(str(_("This dataset is gone. Choose another one.")))
        return found


class SwitchForm(RequestForm):
    """Another release of a dataset to be read, and why."""

    number = forms.TypedChoiceField(label=_("Release to be read"), coerce=int)

    def __init__(self, data: Any = None, *, version: int, choices: list[tuple[int, str]]) -> None:
        super().__init__(data, initial={"version": version})
        field = self.fields["number"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        self.fields["why"] = WhyField()
