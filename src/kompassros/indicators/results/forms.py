"""The form by which the reports of all municipalities are asked for."""

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from kompassros.indicators import queries
from kompassros.indicators.models import Measure
from kompassros.indicators.results.choices import FILES, RULE_NAMES, SETTINGS
from kompassros.indicators.results.of_all import Wish
from kompassros.statistics import unit_classes
from kompassros.web.context import LANGUAGE_NAMES
from kompassros.web.document_files import format_name
from kompassros.web.formats import current_language

EARLIEST, LATEST = 1990, 2100
_CLASSES = (
    (unit_classes.MUNICIPALITY, _("the municipalities")),
    (unit_classes.NORWEGIAN, _("the Norwegian municipalities")),
    (unit_classes.MADE_UP, _("the made-up municipalities of the demo")),
)


class OfAllForm(forms.Form):
    """Which set and year, whose reports, which documents, by which sign rule, in which language."""

    measure_set = forms.ChoiceField(label=_("Set of measures"))
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("A measure without a value of the year is shown with its latest one of the three years before."),
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )
    unit_class = forms.ChoiceField(label=_("Reports of"), choices=_CLASSES)
    documents = forms.MultipleChoiceField(label=_("Documents"), widget=forms.CheckboxSelectMultiple)
    rule = forms.ChoiceField(label=_("Groups by"))
    level = forms.ChoiceField(
        label=_("Measures for"),
        help_text=_("Only own sets say for whom a measure is."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of the documents"))
    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, data: Any = None) -> None:
        sets = queries.measure_sets()
        first = next((one for one in sets if one.year), None)
        start = {
            "measure_set": first.key if first else "",
            "year": first.year if first else None,
            "documents": ["report.pdf"],
            "language": current_language(),
        }
        super().__init__(data, initial=start)
        levels = [(value, label) for value, label in Measure.Level.choices if value]
        self._offer("measure_set", [(one.key, one.title) for one in sets])
        self._offer(
            "documents", [(key, f"{kind.name}: {format_name(ending)}") for key, (kind, ending) in FILES.items()]
        )
        self._offer("rule", [(key, RULE_NAMES[setting.rule]) for key, setting in SETTINGS.items()])
        self._offer("level", [("", _("everybody: all measures")), *levels])
        self._offer("language", [(code, LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES])

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wish(self) -> Wish:
        """Return what a valid form asks for."""
        names = ("measure_set", "year", "unit_class", "rule", "level", "language")
        return Wish(**{name: self.cleaned_data[name] for name in names}, files=tuple(self.cleaned_data["documents"]))
