"""The forms of the working pages of organisations and people."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.organisations.models import Designation, Organisation, Person, Succession
from kompassros.organisations.roles import EXPLANATIONS, Role
from kompassros.organisations.saving import ChangeForm, WhyField
from kompassros.organisations.wording import period
from kompassros.records.tabular import LARGEST_FILE
from kompassros.web.context import LANGUAGE_NAMES
from kompassros.web.formats import format_date, format_number

_NAME_LENGTH = Designation._meta.get_field("name").max_length
_CODE_LENGTH = Designation._meta.get_field("code").max_length
_MEGABYTE = 1024 * 1024
# The person waits for the file, about two seconds for 1,000 rows; a country has some hundred municipalities.
MOST_ROWS = 2000
EARLIEST, LATEST = date(1500, 1, 1), date(2999, 12, 31)
_CHOOSE = _("Choose one")


def _day_field(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    bounds = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget, validators=bounds)


class OrganisationChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of several organisations; each is named with its code and, where it has ended, until when it existed."""

    def label_from_instance(self, organisation: Any) -> str:
        """Return the name that stands in the list."""
        named = f"{organisation.name} ({organisation.code})" if organisation.code else organisation.name
        return f"{named}, {period(None, organisation.valid_to)}" if organisation.valid_to else named


class RenameForm(ChangeForm):
    """A new name or official code from a day on."""

    name = forms.CharField(label=_("Name"), max_length=_NAME_LENGTH)
    code = forms.CharField(label=_("Official code"), max_length=_CODE_LENGTH, required=False)
    since = _day_field(_("First day"), help_text=_("The old name stays in the history, until the day before."))
    why = WhyField()


class CompleteForm(ChangeForm):
    """What an import could not know: the official code and the place in the tree."""

    code = forms.CharField(
        label=_("Official code"),
        max_length=_CODE_LENGTH,
        help_text=_("As the statistical office writes it, such as 1880."),
    )
    parent = OrganisationChoice(label=_("Belongs to"), queryset=Organisation.objects.none(), empty_label=_CHOOSE)
    why = WhyField()

    def __init__(self, *args: Any, parents: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents  # type: ignore[attr-defined]


class SucceedForm(ChangeForm):
    """That another organisation follows on this one, wholly or in part."""

    KINDS = (
        (Succession.Kind.MERGED, _("It merged into the other one and ended.")),
        (Succession.Kind.SPLIT, _("The other one was split off from it.")),
        (Succession.Kind.PART_MOVED, _("A part of it moved to the other one.")),
    )
    kind = forms.ChoiceField(label=_("What happened"), choices=KINDS, widget=forms.RadioSelect)
    successor = OrganisationChoice(
        label=_("The other organisation"), queryset=Organisation.objects.none(), empty_label=_CHOOSE
    )
    day = _day_field(_("First day after the change"), help_text=_("The day on which the new order began."))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The decision or the page that says so, as an address or in words."),
    )
    why = WhyField()

    def __init__(self, *args: Any, successors: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a successor that does not exist on the day."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        successor, day = values.get("successor"), values.get("day")
        if successor and day and not successor.exists_on(day):
            words = {"name": successor.name, "period": period(successor.valid_from, successor.valid_to)}
            self.add_error("day", gettext("%(name)s does not exist on that day (%(period)s).") % words)
        return values


class ImportForm(forms.Form):
    """A file of organisations."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV with a header row, at most %(limit)s MB.") % {"limit": LARGEST_FILE // _MEGABYTE},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        allow_empty_file=True,
    )
    why = WhyField()

    def clean_file(self) -> Any:
        """Refuse a file that is too large, or has too many rows to wait for, before it is read as a table."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            limit = LARGEST_FILE // _MEGABYTE
            raise forms.ValidationError(
                gettext("The file is larger than %(limit)s MB. Split it into several files.") % {"limit": limit}
            )
        if len(file.read().splitlines()) > MOST_ROWS + 1:
            text = gettext("The file has more than %(most)s rows. Split it into several files.")
            raise forms.ValidationError(text % {"most": format_number(MOST_ROWS)})
        file.seek(0)
        return file


class GrantForm(forms.Form):
    """A role for somebody, from one day to another."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("The person signs in with it."))
    name = forms.CharField(label=_("Name"), max_length=Person._meta.get_field("name").max_length)
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    since = _day_field(_("First day"))
    until = _day_field(_("Last day"), help_text=_("Leave it empty if no end is known."), required=False)
    why = WhyField()

    def __init__(self, data: Any = None, *, roles: list[Role], today: date) -> None:
        super().__init__(data, initial={"since": today})
        self._today = today
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, f"{capfirst(str(role.label))}. {EXPLANATIONS[role]}") for role in roles
        ]

    def clean_until(self) -> date | None:
        """Refuse a role that would be over already."""
        until: date | None = self.cleaned_data["until"]
        if until and until < self._today:
            text = gettext("The last day has passed; today is %(day)s.")
            raise forms.ValidationError(text % {"day": format_date(self._today)})
        return until


class EndForm(ChangeForm):
    """That a role ends."""

    why = WhyField()


class LettersForm(forms.Form):
    """In which language a person gets letters, and whether notices come as letters too."""

    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=[(code, LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES],
        widget=forms.RadioSelect,
        help_text=_("The language of a page is chosen at its top."),
    )
    notices_by_mail = forms.BooleanField(
        label=_("Send me notices by e-mail, at once"),
        help_text=_("They stand on the page of your notices in any case."),
        required=False,
    )


class PeriodForm(forms.Form):
    """Days between which changes are shown; either may be left open."""

    since = _day_field(_("From"), required=False)
    until = _day_field(_("To"), required=False)
