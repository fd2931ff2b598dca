"""The forms of own sets: a set's head, measures to add, one measure, a file, a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.models import Indicator, Measure, MeasureSet
from kompassros.indicators.sets.content import Head, Line, Reason
from kompassros.organisations.saving import RequestForm, WhyField

FIRST_YEAR, LAST_YEAR = 1990, 2999
_DIRECTIONS = [("", _("as the catalogue says")), *Indicator.Direction.choices]


class ReasonForm(RequestForm):
    """Why a set is changed, and where that is decided."""

    why = WhyField()
    decision = forms.CharField(
        label=_("Decision"),
        help_text=_("Where it was decided, such as “KS 2026-11-02 § 14”. May stay empty."),
        max_length=200,
        required=False,
    )
    field_order: Sequence[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest = [name for name in self.fields if name not in ("why", "decision")]
        self.order_fields([*rest, "why", "decision"])
        self.fields["why"].help_text = _("One sentence. Everybody can read it on the set's page.")

    def reason(self) -> Reason:
        """Return the reason; only for a form that is in order."""
        return Reason(self.cleaned_data["why"], self.cleaned_data["decision"])


class HeadForm(ReasonForm):
    """What a set says of itself."""

    title = forms.CharField(label=_("Title"), max_length=200)
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("The year whose list it is. Empty for a list that does not change by year."),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
    )
    source = forms.CharField(
        label=_("Who chose the measures"),
        help_text=_("Shown on the set's page, such as “The executive board's follow-up of goals”."),
        max_length=300,
        required=False,
    )
    signs = forms.ChoiceField(label=_("Results are marked by"), choices=MeasureSet.Signs.choices)

    def head(self) -> Head:
        """Return the head; only for a form that is in order."""
        return Head(**{name: self.cleaned_data[name] for name in Head.__dataclass_fields__})


class MakeForm(HeadForm):
    """A new set, empty or with the measures of another."""

    source_set = forms.ModelChoiceField(
        label=_("Take over the measures of"),
        queryset=MeasureSet.objects.none(),
        required=False,
        empty_label=_("none: begin with an empty list"),
        to_field_name="key",
        help_text=_("They can be changed afterwards; the other set stays as it is."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_set"].queryset = MeasureSet.objects.order_by("title")  # type: ignore[attr-defined]


class AddForm(ReasonForm):
    """Measures of the catalogue that are added together, in one area and for one level."""

    codes = forms.MultipleChoiceField(label=_("Measures"), widget=forms.CheckboxSelectMultiple)
    area = forms.CharField(label=_("Area"), max_length=120, required=False)
    level = forms.ChoiceField(
        label=_("Level"),
        help_text=_("For whom the measures are first of all."),
        choices=Measure.Level.choices,
        required=False,
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = choices  # type: ignore[attr-defined]

    def lines(self) -> list[Line]:
        """Return what is added; only for a form that is in order."""
        area, level = self.cleaned_data["area"], self.cleaned_data["level"]
        return [Line(code=code, area=area, level=level) for code in self.cleaned_data["codes"]]


class OwnWordsForm(ReasonForm):
    """A measure that the catalogue does not have: words only."""

    title = forms.CharField(label=_("Words"), max_length=300)
    area = forms.CharField(label=_("Area"), max_length=120, required=False)

    def lines(self) -> list[Line]:
        """Return what is added; only for a form that is in order."""
        return [Line(title=self.cleaned_data["title"], area=self.cleaned_data["area"])]


class MeasureForm(ReasonForm):
    """One measure of a set."""

    title = forms.CharField(
        label=_("Own words"),
        help_text=_("How the set itself calls the measure. Empty: the catalogue's title."),
        max_length=300,
        required=False,
    )
    area = forms.CharField(label=_("Area"), max_length=120, required=False)
    direction = forms.ChoiceField(
        label=_("Direction"),
        help_text=_("Only where the set itself says which end is good."),
        choices=_DIRECTIONS,
        required=False,
    )
    level = forms.ChoiceField(label=_("Level"), choices=Measure.Level.choices, required=False)
    place = forms.IntegerField(label=_("Place in the list"), min_value=1)

    def line(self) -> Line:
        """Return the line without its code; only for a form that is in order."""
        return Line(**{name: self.cleaned_data[name] for name in ("title", "area", "direction", "level")})


class FileForm(forms.Form):
    """A file with a whole set."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("YAML or XLSX, as they can be had of a set; at most 1 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
    )


class TakeInForm(ReasonForm):
    """Yes to a file that was looked over; what was read of it travels with the form."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=500_000)
