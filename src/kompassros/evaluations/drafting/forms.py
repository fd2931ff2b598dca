"""The forms of the report's sections: one text, sharing out, a file from Word."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.drafting.queries import Standing
from kompassros.evaluations.drafting.services import LONGEST
from kompassros.organisations.models import Person
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import day_field


class SectionForm(RequestForm):
    """The text of a section."""

    text = forms.CharField(
        label=_("Text"),
        help_text=_("A blank line begins a new paragraph. Lines that begin with a hyphen and a blank become a list."),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    ready = forms.BooleanField(label=_("The section is ready"), required=False)


class GiveForm(RequestForm):
    """Who is to write which sections, and by when."""

    keys = forms.MultipleChoiceField(label=_("Sections"), widget=forms.CheckboxSelectMultiple)
    writer = forms.ChoiceField(label=_("Writer"), required=False)
    due = day_field(_("Due"))

    def __init__(self, *args: Any, sections: Sequence[Standing], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in people}
        self.fields["keys"].choices = [  # type: ignore[attr-defined]
            (one.place.key, _named(one)) for one in sections
        ]
        self.fields["writer"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody")),
            *((key, str(person)) for key, person in self._people.items()),
        ]

    def writer_chosen(self) -> Person | None:
        """Return who was chosen; only for a form that is in order."""
        return self._people.get(self.cleaned_data["writer"])


def _named(one: Standing) -> str:
    writer = one.section.assigned_to
    return f"{one.place.title} ({writer})" if writer else one.place.title


class WordForm(forms.Form):
    """A word file with sections that were edited elsewhere."""

    upload = forms.FileField(
        label=_("Word file (DOCX)"),
        help_text=_("The file that you fetched here, edited and stored. Its headings say which section is which."),
    )
