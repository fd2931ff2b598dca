"""The forms of texts about measures: one text, which its page draws by its own template, and a workbook of them."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.notes.services import LONGEST
from kompassros.organisations.saving import RequestForm
from kompassros.records.filled_forms import LONGEST_SEALED


class NoteForm(RequestForm):
    """A text; its version is 0 where nothing is stored for the year yet."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    public = forms.BooleanField(label=_("Public"), required=False)


class NoteFileForm(forms.Form):
    """The workbook that was filled in at home."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The file of this set and year as XLSX, at most 5 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class TakeInForm(forms.Form):
    """Yes to a workbook that was looked over. What was read of it travels along, with the version of each text."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SEALED)
    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
