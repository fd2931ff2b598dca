"""The forms of the bank of good examples."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.evidence.forms import UploadField
from kompassros.evaluations.findings.bank import GOLD_STAR_COUNTRY, LONGEST, PICTURES, Wording
from kompassros.evaluations.findings.bank_books import Book
from kompassros.evaluations.findings.bank_leave import LONGEST_BY, Answer
from kompassros.evaluations.findings.bank_measures import find_codes
from kompassros.evaluations.findings.bank_queries import Choices, Wanted
from kompassros.evaluations.findings.models import GoodExample
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import RequestForm
from kompassros.records import files
from kompassros.records.errors import DomainError
from kompassros.web.context import LANGUAGE_NAMES
from kompassros.web.fields import EARLIEST, LATEST, day_field


class SearchForm(forms.Form):
    """What somebody looks for in the bank."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    measure = forms.CharField(label=_("Code of a measure"), required=False, max_length=30)
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    about = forms.ChoiceField(label=_("Area or question"), required=False)
    leave = forms.ChoiceField(label=_("Leave"), choices=[("", _("all")), *GoodExample.Leave.choices], required=False)
    gold_star = forms.BooleanField(label=_("Only with a gold star"), required=False)

    def __init__(self, *args: Any, choices: Choices, with_leave: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("all"))
        self.fields["municipality"].choices = [everything, *choices.municipalities]  # type: ignore[attr-defined]
        self.fields["about"].choices = [everything, *choices.abouts]  # type: ignore[attr-defined]
        if not with_leave:
            del self.fields["leave"]

    def wanted(self) -> Wanted:
        """Return what is looked for; everything where the address says what the form does not offer."""
        if not self.is_bound or not self.is_valid():
            return Wanted()
        values = self.cleaned_data
        return Wanted(
            *(values["q"], values["municipality"], values["about"], values["gold_star"]),
            *(values.get("leave", ""), values["measure"].strip()),
        )


class MunicipalityForm(forms.Form):
    """Whose example is to be added."""

    municipality = forms.ChoiceField(
        label=_("Municipality"), help_text=_("The one whose practice it is, and who gives leave to show it.")
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(one.key, one.name) for one in organisations]
        self.fields["municipality"].choices = options  # type: ignore[attr-defined]


class ExampleForm(RequestForm):
    """What an example says. Its questions are drawn by the template, grouped by area."""

    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("What the municipality does, in a few words.")
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "What was the matter, what the municipality does, what came of it, what others should think of. In your "
            "own words, without names of persons."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=list(LANGUAGE_NAMES.items()))
    year = forms.IntegerField(label=_("Year"), required=False, min_value=EARLIEST.year, max_value=LATEST.year)
    link = forms.URLField(
        label=_("Link"), required=False, max_length=500, assume_scheme="https", help_text=_("Where one can read more.")
    )
    contact = forms.CharField(
        label=_("Whom to ask"),
        required=False,
        max_length=200,
        help_text=_("A function, such as “the planning unit”, never a person: people change, functions stay."),
    )
    gold_star = forms.BooleanField(
        label=_("It has a gold star"),
        required=False,
        help_text=_("Gullstjerne is a mark of KS, the Norwegian association, for good examples in Norway."),
    )
    measures = forms.CharField(
        label=_("Measures"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: the code of a measure, such as N15428, or words that only its title has."),
    )
    questions = forms.MultipleChoiceField(label=_("Questions"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, organisation: Organisation, book: Book | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._book = book
        self.fields["questions"].choices = list(book.questions.items()) if book else []  # type: ignore[attr-defined]
        if organisation.country != GOLD_STAR_COUNTRY:
            del self.fields["gold_star"]

    def clean_measures(self) -> tuple[str, ...]:
        """Return the codes of the measures that are named."""
        try:
            return find_codes(self.cleaned_data["measures"])
        except DomainError as error:
            raise forms.ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """Ask for a question or a measure."""
        values: dict[str, Any] = super().clean() or {}
        named = values.get("questions") or values.get("measures")
        if not named and not {"questions", "measures"} & self.errors.keys():
            self.add_error("questions", gettext("Choose at least one question or measure that the example belongs to."))
        return values

    def chosen(self) -> set[str]:
        """Return the questions that are ticked now."""
        sent = self.data.getlist("questions") if self.is_bound else self.initial.get("questions", ())  # type: ignore[attr-defined]
        return set(sent)

    def wording(self) -> Wording:
        """Return what was written; only for a form that is in order."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "request_id")}
        questions = tuple(values.pop("questions"))
        return Wording(instrument=self._book.instrument if self._book else "", questions=questions, **values)


class ExampleFileForm(RequestForm):
    """A picture or document of an example."""

    upload = UploadField(label=_("File"), help_text=_("A picture (PNG or JPEG), a PDF or an office document."))
    title = forms.CharField(
        label=_("Title"), max_length=200, required=False, help_text=_("Leave it empty to take the name of the file.")
    )
    alternative = forms.CharField(
        label=_("What the picture shows"),
        max_length=300,
        required=False,
        help_text=_("One sentence for those who do not see it. Every picture needs it, a document does not."),
    )
    rights = forms.CharField(
        label=_("Whose picture it is"),
        max_length=200,
        required=False,
        help_text=_("Who made it and that it may be shown. No picture of people who have not agreed."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what a picture needs."""
        values = self.cleaned_data
        upload = values.get("upload")
        if upload and files.inspect(upload)[1].content_type in PICTURES:
            if not values.get("alternative", "").strip():
                self.add_error("alternative", gettext("Say in one sentence what the picture shows."))
            if not values.get("rights", "").strip():
                self.add_error("rights", gettext("Say who made the picture and that it may be shown."))
        return values


class LeaveForm(RequestForm):
    """What the owner says; an administrator writes down who said it and when."""

    leave = forms.ChoiceField(
        label=_("May others see it?"),
        widget=forms.RadioSelect,
        choices=[(GoodExample.Leave.GIVEN, _("yes, leave is given")), (GoodExample.Leave.REFUSED, _("no"))],
    )
    by = forms.CharField(
        label=_("Who answered for the municipality"), max_length=LONGEST_BY, help_text=_("Name or function.")
    )
    on = day_field(_("When"), required=True)

    def __init__(self, *args: Any, as_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if as_owner:
            del self.fields["by"], self.fields["on"]

    def answer(self) -> Answer:
        """Return what was answered; only for a form that is in order."""
        values = self.cleaned_data
        return Answer(values["leave"], values.get("by", ""), values.get("on"))


class PointForm(forms.Form):
    """An example to point to, beside a question or the whole area."""

    example = forms.IntegerField(min_value=1)
    question = forms.CharField(required=False, max_length=20)
