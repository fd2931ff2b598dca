"""The forms of evidence."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.evidence.services import LONGEST_PLACE, WEB_SCHEMES
from kompassros.evaluations.preparing.questions import area_label
from kompassros.instruments.criteria import criteria_of
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.organisations.saving import RequestForm
from kompassros.records import files
from kompassros.records.errors import DomainError
from kompassros.records.file_types import ENDINGS
from kompassros.web.fields import day_field, text_field
from kompassros.web.formats import current_language

LONGEST_ADDRESS = 500
_LONGEST_LABEL = 110
_check_address = URLValidator(schemes=["http", "https"])
Choices = list[Any]


class UploadField(forms.FileField):
    """A file that is looked into when the form is checked, so that what is wrong with it stands beside the field."""

    def __init__(self, **values: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ",".join(ENDINGS)})
        super().__init__(allow_empty_file=True, widget=widget, **values)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the upload; what records/files refuses is an error of this field."""
        upload = super().clean(data, initial)
        if upload:
            try:
                files.inspect(upload)
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return upload


def check_page(form: forms.Form, kind: str, address: str) -> None:
    """Put what is wrong with the address of a page beside the field "address"."""
    if kind == Evidence.Kind.WEB and address:
        try:
            _check_address(address)
        except forms.ValidationError:
            message = gettext("Write the whole address of the page, such as %(example)s")
            form.add_error("address", message % {"example": f"{WEB_SCHEMES[0]}granby.example/budget"})


def criterion_choices(course: Course) -> Choices:
    """Return the criteria of the evaluation's edition in their order, grouped by area."""
    language = current_language()
    return [
        (
            area_label(area),
            [
                (criterion.id, _short(f"{question.no}.{place} {in_language(criterion.text, language)}"))
                for question in area.questions or ()
                for place, criterion in enumerate(criteria_of(question), start=1)
            ],
        )
        for area in edition_outline(course.edition).areas
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


class TieForm(RequestForm):
    """A criterion that a piece of evidence supports, and where in it."""

    criterion = forms.ChoiceField(label=_("Criterion"))
    place = forms.CharField(
        label=_("Where in it"),
        help_text=_("A page or a heading, such as p. 12, so that others find it."),
        max_length=LONGEST_PLACE,
        required=False,
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["criterion"]
        nothing = [] if field.required else [("", _("none yet"))]
        field.choices = [*nothing, *criterion_choices(course)]  # type: ignore[attr-defined]


class AddForm(TieForm):
    """What every new piece of evidence has; it may be tied to a criterion at once."""

    criterion = forms.ChoiceField(
        label=_("Criterion"), required=False, help_text=_("More criteria can be tied to it afterwards.")
    )


class PageForm(AddForm):
    """A page of the web or of the municipality's intranet."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in (Evidence.Kind.WEB, Evidence.Kind.INTRANET)],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    address = forms.CharField(
        label=_("Address"), max_length=LONGEST_ADDRESS, help_text=_("As it stands in the browser.")
    )
    seen_on = day_field(_("Seen on"), _("Pages change: this is the day on which it was so."), required=True)
    remark = text_field(_("What was seen"), _("One or two sentences, since the page may look different later."))
    field_order = ("kind", "title", "address", "seen_on", "remark", "criterion", "place")

    def clean(self) -> dict[str, Any]:
        """Refuse the address of a web page that is none."""
        check_page(self, self.cleaned_data.get("kind", ""), self.cleaned_data.get("address", ""))
        return self.cleaned_data


class FileForm(AddForm):
    """A document that the team has itself."""

    upload = UploadField(label=_("File"), help_text=_("A PDF, an office document, a picture or a text."))
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_(
            "Empty takes the name of the file. The title is public with the result; "
            "names of people do not belong in it."
        ),
    )
    remark = text_field(_("Remark"), _("What it is and where it comes from."))
    field_order = ("upload", "title", "remark", "criterion", "place")


class NewerForm(RequestForm):
    """A newer version of a document."""

    upload = UploadField(label=_("File"), help_text=_("The earlier versions stay."))
