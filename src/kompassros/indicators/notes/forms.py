"""The form of one text about a measure. Eight stand on a page, drawn by their own template; here they are checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.notes.services import LONGEST
from kompassros.organisations.saving import RequestForm


class NoteForm(RequestForm):
    """A text; its version is 0 where nothing is stored for the year yet."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    public = forms.BooleanField(label=_("Public"), required=False)
