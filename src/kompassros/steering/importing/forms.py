"""The forms by which a scorecard is sent in, its columns are said, and what was looked over is stored."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.records.filled_forms import LONGEST_SEALED
from kompassros.steering.importing.fields import LABELS, Field
from kompassros.steering.importing.mapping import MOST_COLUMNS, Mapping
from kompassros.steering.plans.services import FIRST_YEAR, LAST_YEAR, LONGEST_DECISION
from kompassros.steering.plans.structures import packaged_structures


class ScorecardFileForm(forms.Form):
    """A scorecard as another system exports it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with a row of headings, as another system exports it, at most 10 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("Of the rows, where neither a column nor a heading names it."),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        required=False,
    )
    structure = forms.ChoiceField(
        label=_("Steering model"), help_text=_("Of plans that are begun by the file."), initial="plain"
    )
    decision = forms.CharField(
        label=_("Decision"),
        help_text=_("By which an adopted plan changes; figures need none."),
        max_length=LONGEST_DECISION,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.key, str(each)) for each in packaged_structures()]
        self.fields["structure"].choices = choices  # type: ignore[attr-defined]


class SealedForm(forms.Form):
    """What was sent in, on its way through the browser."""

    content = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SEALED)


class ColumnsForm(SealedForm):
    """What each column is; ``mapping``: as it is read now."""

    def __init__(self, *args: Any, mapping: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("not read")), *((field.value, label) for field, label in LABELS.items())]
        for number, use in enumerate(mapping):
            chosen = use.field.value if use.field else ""
            self.fields[_name(number)] = forms.ChoiceField(
                label=use.heading, choices=choices, initial=chosen, required=False
            )


def said_fields(data: Any, count: int) -> list[Field | None]:
    """Return what a person said of the first ``count`` columns; what is no field is not read."""
    said: Iterable[str] = (data.get(_name(number), "") for number in range(min(count, MOST_COLUMNS)))
    return [Field(name) if name in set(Field) else None for name in said]


def _name(number: int) -> str:
    return f"column-{number}"


class TakeInForm(SealedForm):
    """Yes to a scorecard that was looked over."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
