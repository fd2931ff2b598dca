"""The forms of how values are written, and of what names mean that the catalogue does not know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.tables import mapping_form_parts as parts
from kompassros.indicators.tables import mapping_text as text
from kompassros.indicators.tables.line_fields import LinesField
from kompassros.indicators.tables.words import TYPED_STATUSES
from kompassros.statistics.receiving.mapping import Conventions, TableMapping
from kompassros.statistics.receiving.symbols import PRESETS
from kompassros.statistics.values import SOURCE_GENDERS


class ConventionsForm(forms.Form):
    """How values are written, and what names mean that the catalogue does not know."""

    symbols = forms.ChoiceField(
        label=_("Signs in place of a value"),
        help_text=_(
            "The same sign means different things in different sources: “..” is secret at Kolada, missing at SSB."
        ),
    )
    words = LinesField(
        _("What other words in place of a value mean"),
        _("One in each line: what stands in the file = missing, does not apply, or suppressed."),
        text.read_pairs,
    )
    factor = forms.DecimalField(
        label=_("Multiply each value by"),
        help_text=_("1000 where the values are in thousands. A unit that is printed with the value goes before."),
        min_value=0,
        max_digits=14,
        decimal_places=4,
    )
    empty = forms.ChoiceField(label=_("An empty cell is"))
    indicator_names = LinesField(
        _("Names of indicators"),
        _("Names that are not known, one in each line: what stands in the file = the code, such as N15428."),
        text.read_pairs,
    )
    unit_names = LinesField(
        _("Names of units"),
        _("Names that are not known, one in each line: what stands in the file = the code, such as 0180."),
        text.read_pairs,
    )
    gender_words = LinesField(
        _("Words for genders"),
        _("One in each line: what stands in the file = T (all), K (women) or M (men)."),
        text.read_pairs,
    )
    left_out = LinesField(
        _("Units that are left out"),
        _("Such as a printed mean, one in each line, as it stands in the file."),
        text.read_lines,
    )

    def __init__(self, data: Any, *, mapping: Conventions) -> None:
        words = {word: str(TYPED_STATUSES[name]) for word, name in mapping.words.items()}
        initial = {
            "symbols": mapping.symbols,
            "words": text.write_pairs(words),
            "factor": mapping.factor.normalize(),
            "empty": mapping.empty,
            "indicator_names": text.write_pairs(mapping.indicator_names),
            "unit_names": text.write_pairs(mapping.unit_names),
            "gender_words": text.write_pairs(dict(mapping.gender_words)),
            "left_out": "\n".join(mapping.left_out),
        }
        super().__init__(data, prefix="all", initial=initial)
        self._choose("symbols", [(key, one.title) for key, one in PRESETS.items()])
        self._choose("empty", [("missing", _("a missing value")), ("left out", _("nothing at all"))])

    def _choose(self, name: str, choices: parts.Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_words(self) -> dict[str, str]:
        """Return what words mean by the names of statuses."""
        meant = {str(word).casefold(): name for name, word in TYPED_STATUSES.items()}
        pairs: dict[str, str] = self.cleaned_data["words"]
        if any(word.casefold() not in meant for word in pairs.values()):
            allowed = ", ".join(str(word) for word in TYPED_STATUSES.values())
            raise forms.ValidationError(_("Say of each word one of these: %(words)s."), params={"words": allowed})
        return {printed: meant[word.casefold()] for printed, word in pairs.items()}

    def clean_gender_words(self) -> dict[str, str]:
        """Return what words mean by the letters of genders."""
        pairs = {printed: letter.upper() for printed, letter in self.cleaned_data["gender_words"].items()}
        if not set(pairs.values()) <= set(SOURCE_GENDERS):
            raise forms.ValidationError(_("Say of each word T (all), K (women) or M (men)."))
        return pairs

    def values(self) -> dict[str, Any]:
        """Return the part of the mapping that this form holds."""
        return {name: self.cleaned_data[name] for name in self.fields}


class TableConventionsForm(ConventionsForm):
    """The same for tables, whose numbers are printed."""

    decimal = forms.ChoiceField(label=_("Decimal sign"), required=False)

    def __init__(self, data: Any, *, mapping: TableMapping) -> None:
        super().__init__(data, mapping=mapping)
        self.initial["decimal"] = mapping.decimal or ""
        self._choose("decimal", [("", _("as each column shows")), (",", _("comma")), (".", _("point"))])

    def values(self) -> dict[str, Any]:
        """Return the part of the mapping that this form holds."""
        return super().values() | {"decimal": self.cleaned_data["decimal"] or None}
