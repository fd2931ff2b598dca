"""The forms by which a report is begun, shared out, written, illustrated and published."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Person
from kompassros.organisations.saving import RequestForm
from kompassros.steering.writing.models import ReportSection
from kompassros.steering.writing.proposing import LONGEST_HEADING, Wanted
from kompassros.steering.writing.section_services import LONGEST_TEXT, Illustration
from kompassros.steering.writing.services import LONGEST_TITLE
from kompassros.web.fields import day_field


class TitleForm(RequestForm):
    """What a report is called."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)


class ReportForm(TitleForm):
    """What a report is called, and whether residents may comment."""

    comments_open = forms.BooleanField(
        label=_("Residents may comment on the chapters of the published report"), required=False
    )
    comments_until = day_field(_("Last day for comments"), _("Empty: until you close them."))


class NewSectionForm(RequestForm):
    """A chapter of the municipality's own."""

    heading = forms.CharField(label=_("Heading"), max_length=LONGEST_HEADING)
    about = forms.ChoiceField(label=_("Figures in it"), help_text=_("They are those of the pinned edition."))

    def __init__(self, *args: Any, choices: Sequence[Wanted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            (each.about, each.heading) for each in choices
        ]


class HeadingForm(RequestForm):
    """What a chapter is called."""

    heading = forms.CharField(label=_("Heading"), max_length=LONGEST_HEADING)


class GiveForm(RequestForm):
    """Who writes which chapters, and by when."""

    sections = forms.MultipleChoiceField(label=_("Chapters"), widget=forms.CheckboxSelectMultiple)
    writer = forms.ChoiceField(
        label=_("Writer"), required=False, help_text=_("Whoever has a role in the municipality or in a part of it.")
    )
    due_on = day_field(_("Due on"))

    def __init__(self, *args: Any, sections: Sequence[ReportSection], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in people}
        self.fields["sections"].choices = [  # type: ignore[attr-defined]
            (str(one.uid), f"{one.heading} ({one.assigned_to})" if one.assigned_to else one.heading) for one in sections
        ]
        self.fields["writer"].choices = [  # type: ignore[attr-defined]
            ("", _("nobody")),
            *((key, str(person)) for key, person in self._people.items()),
        ]

    def writer_chosen(self) -> Person | None:
        """Return who was chosen; only for a form that is in order."""
        return self._people.get(self.cleaned_data["writer"])


def _long(label: Any, help_text: Any, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=False, strip=False, max_length=LONGEST_TEXT, widget=widget
    )


class SectionForm(RequestForm):
    """What a chapter says."""

    text = _long(
        _("Text"),
        _("A blank line begins a new paragraph. Lines that begin with a hyphen and a blank become a list."),
        14,
    )
    so_what = _long(_("What it means"), _("For those who live there: so what? May stay empty."), 4)
    ready = forms.BooleanField(label=_("The chapter is ready"), required=False)


class IllustrationForm(RequestForm):
    """A chapter's picture, and a film on another site."""

    file = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_(
            "PNG or JPEG. The place that a camera wrote into it is taken out. Empty: the picture stays as it is."
        ),
    )
    alt = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=300,
        help_text=_("A sentence for those who do not see it; a report cannot be published without it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    credit = forms.CharField(label=_("Whose picture it is"), required=False, max_length=120)
    remove = forms.BooleanField(label=_("Take the picture away"), required=False)
    film = forms.URLField(
        label=_("Address of a film"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("The report links to it; it is not shown inside the page. It begins with https://."),
    )
    film_title = forms.CharField(label=_("Title of the film"), required=False, max_length=200)

    def shown(self) -> Illustration:
        """Return what was filled in; only for a form that is in order."""
        plain = {name: self.cleaned_data[name] for name in ("alt", "credit", "film", "film_title", "remove")}
        return Illustration(**plain, upload=self.cleaned_data["file"])
