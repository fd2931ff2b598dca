"""Fields that many forms have: a day, a moment, some sentences; and what a form starts with."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

EARLIEST, LATEST = date(1999, 1, 1), date(2999, 12, 31)
_LONGEST_NOTE = 4000


def opened(row: Any, **values: Any) -> dict[str, Any]:
    """Return what a form starts with: the version of what it changes, a new request id, and more values."""
    return {"version": row.version, "request_id": uuid4(), **values}


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """Return a field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    bounds = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget, validators=bounds)


def moment_bounds() -> list[Any]:
    """Return what bounds a field for a day and a time: years that every calendar and time zone can hold."""
    first, last = (timezone.make_aware(datetime.combine(day, time.min)) for day in (EARLIEST, LATEST))
    return [MinValueValidator(first), MaxValueValidator(last)]


def text_field(label: Any, help_text: Any = "", *, rows: int = 3) -> forms.CharField:
    """Return a field for some sentences, which may stay empty."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=_LONGEST_NOTE, required=False, widget=widget)
