"""The forms of the pages of measures; what is chosen stands in the address."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.measure_words import GENDERS
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.queries import Choices, Wanted
from kompassros.portal.measures.choosing import MOST_OTHERS, Chosen, name_of
from kompassros.statistics import unit_queries
from kompassros.statistics.models import Unit, UnitClass
from kompassros.statistics.values import Gender

MOST_BESIDE = 10


class LongSelect(forms.Widget):
    """A list of hundreds of options as HTML written in Python: Django's own takes ten times as long."""

    def __init__(self, options: Sequence[tuple[str, str]], field: str) -> None:
        """Take the field's name for its id: several fields share one name in the address."""
        super().__init__({"id": f"id_{field}"})
        self.options = tuple(options)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Return the list with the value's option selected."""
        chosen = format_html('<option value="{}"', "" if value is None else value)
        options = _options_html(self.options).replace(f"{chosen}>", f"{chosen} selected>", 1)
        given = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, given, SafeString(options))


@lru_cache(maxsize=32)
def _options_html(options: tuple[tuple[str, str], ...]) -> str:
    return format_html_join("\n", '<option value="{}">{}</option>', options)


class SearchForm(forms.Form):
    """Words and what narrows them."""

    words = forms.CharField(label=_("Words in the title, or the code"), required=False, max_length=100)
    area = forms.Field(label=_("Operating area"))
    perspective = forms.Field(label=_("Perspective"))
    set = forms.Field(label=_("Set of measures"))
    current = forms.BooleanField(label=_("Only those that still get values"), required=False)

    def __init__(self, asked: QueryDict | None, *, choices: Choices, sets: Sequence[MeasureSet]) -> None:
        super().__init__(asked)
        options = {
            "area": [(area, f"{area} ({count})") for area, count in choices.operating_areas],
            "perspective": [(name, f"{name} ({count})") for name, count in choices.perspectives],
            "set": [(found.key, found.title) for found in sets],
        }
        for name, chosen in options.items():
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[("", _("all")), *chosen])

    def wanted(self) -> Wanted:
        """Return what is looked for; a choice that does not exist is passed over."""
        found: dict[str, Any] = {} if not self.is_bound else self._cleaned()
        return Wanted(
            words=found.get("words", ""),
            operating_area=found.get("area", ""),
            perspective=found.get("perspective", ""),
            measure_set=found.get("set", ""),
            current=bool(found.get("current")),
        )

    def _cleaned(self) -> dict[str, Any]:
        self.full_clean()
        return dict(self.cleaned_data)


class MeasureForm(forms.Form):
    """Whose value, beside whom, which year, women or men. Every list has an option for nothing, so none is optional."""

    use_required_attribute = False

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(
            initial={
                "unit": chosen.unit.code if chosen.unit else "",
                "period": str(chosen.period),
                "gender": chosen.gender.letter,
            }
        )
        units = [(unit.code, unit.name) for unit in chosen.ordered]
        periods = [(str(period), str(period)) for period in reversed(chosen.values.periods_of(chosen.gender))]
        genders = [(Gender(number).letter, str(GENDERS[Gender(number)])) for number in chosen.values.genders]
        self._add("unit", _("Unit"), [("", str(_("nobody in particular"))), *units])
        self._add("period", _("Year"), periods)
        if len(genders) > 1:
            self._add("gender", _("Women and men"), genders)
        for number, other in enumerate((*chosen.others, None)[:MOST_OTHERS]):
            name = f"with{number}"
            self._add(name, _("Beside it") if number == 0 else _("And"), [("", str(_("nobody"))), *units])
            self.initial[name] = other.code if other else ""

    def _add(self, name: str, label: Any, options: Sequence[tuple[str, str]]) -> None:
        self.fields[name] = forms.Field(label=label, widget=LongSelect(options, name))

    def add_prefix(self, field_name: str) -> str:
        """Give all lists of others the one name that the address uses."""
        return "with" if field_name.startswith("with") else field_name


class BesideForm(forms.Form):
    """Ten lists of units, and words to find a measure by."""

    use_required_attribute = False

    def __init__(self, unit_class: UnitClass, chosen: Sequence[Unit], words: str) -> None:
        super().__init__()
        units = unit_queries.units_of_class(unit_class.key)
        options = [("", str(_("nobody"))), *((unit.code, name_of(unit)) for unit in units)]
        for number in range(min(len(chosen) + 2, MOST_BESIDE)):
            field = forms.Field(
                label=_("Unit %(number)s") % {"number": number + 1},
                widget=LongSelect(options, f"u{number}"),
                initial=chosen[number].code if number < len(chosen) else "",
            )
            self.fields[f"u{number}"] = field
        self.fields["words"] = forms.CharField(label=_("Find a measure to add"), initial=words)

    def add_prefix(self, field_name: str) -> str:
        """Give all lists of units the one name that the address uses."""
        return "u" if field_name.startswith("u") else field_name
