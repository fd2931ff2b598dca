"""The forms of where everything stands on a sheet, and of what the dimensions of a dataset are."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kompassros.indicators.tables import mapping_form_parts as parts
from kompassros.indicators.tables import mapping_text as text
from kompassros.indicators.tables.line_fields import LinesField, TextField
from kompassros.indicators.tables.report import Report
from kompassros.statistics.receiving.guessing import ROLE_NAMES
from kompassros.statistics.receiving.mapping import DatasetMapping, Layout
from kompassros.statistics.receiving.resolving import Role

ROLES: tuple[Role, ...] = ("indicator", "unit", "period", "gender")


class LayoutForm(forms.Form):
    """Where everything stands on some sheets."""

    header_rows = TextField(
        _("Rows with headings"), _("Their numbers, such as 1, 2; empty where there are none."), text.read_rows
    )
    first_row = forms.IntegerField(label=_("First row with values"), min_value=1)
    last_row = forms.IntegerField(
        label=_("Last row with values"), help_text=_("Empty: to the end of the sheet."), required=False, min_value=1
    )
    columns = forms.CharField(
        label=_("Columns with values"),
        help_text=_("Their letters, such as C, F-H. “C-” is C and all to its right that have a heading."),
        max_length=500,
    )
    says = LinesField(
        _("What single columns are of"),
        _("Only where the headings do not say it. One column in each line: D = 2019, or D = N15428, K."),
        text.read_says,
    )
    count = forms.ChoiceField(
        label=_("Column with how many members a value is made of"),
        help_text=_("Only for values of groups."),
        required=False,
    )
    status = forms.ChoiceField(label=_("Column that says why a value is missing"), required=False)

    def __init__(self, data: Any, *, layout: Layout, sheet: Report, names: list[str], prefix: str) -> None:
        super().__init__(data, prefix=prefix, initial=_initial(layout))
        for role in ROLES:
            self.fields |= dict(_role_fields(role, sheet, layout))
        for name in ("count", "status"):
            self.fields[name] = _optional(self.fields[name], parts.column_choices(sheet, layout, getattr(layout, name)))
        if len(names) > 1:
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Sheets"),
                help_text=_("On which sheets everything stands so; none chosen: on all."),
                choices=[(name, name) for name in dict.fromkeys((*names, *layout.sheets))],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        roles = [f"{role}{part}" for role in ROLES for part in ("", "_text", "_fill")]
        self.order_fields(["sheets", "header_rows", "first_row", "last_row", "columns", *roles, "says"])

    def clean(self) -> dict[str, Any]:
        """Put together the columns and what is said of single ones, and refuse a choice without its text."""
        cleaned = super().clean() or {}
        for role in ROLES:
            if cleaned.get(role) == parts.CONSTANT and not cleaned.get(f"{role}_text", "").strip():
                self.add_error(f"{role}_text", forms.ValidationError(_("Say it here, or choose where it stands.")))
        says = cleaned.get("says") or {}
        try:
            cleaned["values"] = text.read_columns(cleaned.get("columns", ""), says)
        except ValueError as error:
            self.add_error("columns", str(error))
        else:
            if not says.keys() <= {column.column for column in cleaned["values"]}:
                self.add_error("says", forms.ValidationError(_("Name only columns that are among those with values.")))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the layout that this form holds, as plain data."""
        cleaned = self.cleaned_data
        layout = {name: cleaned[name] for name in ("header_rows", "first_row", "last_row")}
        for role in ROLES:
            layout[role] = parts.as_source(cleaned[role], cleaned[f"{role}_text"], fill=cleaned[f"{role}_fill"])
        for name in ("count", "status"):
            layout[name] = {"column": int(cleaned[name])} if cleaned[name] else None
        columns = [column.model_dump() for column in cleaned["values"]]
        return layout | {"values": columns, "sheets": cleaned.get("sheets", ())}


def _initial(layout: Layout) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "sheets": list(layout.sheets),
        "header_rows": ", ".join(str(row) for row in layout.header_rows),
        "first_row": layout.first_row,
        "last_row": layout.last_row,
        "columns": text.write_columns(layout.values),
        "says": text.write_says(layout.values),
        "count": str(layout.count.column) if layout.count else "",
        "status": str(layout.status.column) if layout.status else "",
    }
    for role in ROLES:
        initial[role], initial[f"{role}_text"], initial[f"{role}_fill"] = parts.as_choice(getattr(layout, role))
    return initial


def _role_fields(role: Role, sheet: Report, layout: Layout) -> Iterator[tuple[str, forms.Field]]:
    name: Any = ROLE_NAMES[role]
    yield role, forms.ChoiceField(label=name, choices=parts.source_choices(role, sheet, layout), required=False)
    once = _("%(what)s, said once") if role != "gender" else _("%(what)s, said once: T, K or M")
    yield f"{role}_text", forms.CharField(label=_with(once, name), required=False, max_length=200)
    filled = _with(_("%(what)s: an empty cell repeats the one before it"), name)
    yield f"{role}_fill", forms.BooleanField(label=filled, required=False)


def _with(sentence: Any, name: Any) -> str:
    return str(sentence) % {"what": name}


def _optional(field: forms.Field, choices: parts.Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=field.label, help_text=field.help_text, choices=choices, required=False)


class DimensionsForm(forms.Form):
    """What the dimensions of a dataset are, and what is the same for all its values."""

    def __init__(self, data: Any, *, mapping: DatasetMapping, report: Report) -> None:
        super().__init__(data, prefix="dimensions", initial=mapping.model_dump(exclude={"indicators", "picks"}))
        self.fields |= dict(_dimension_fields(parts.dimension_choices(report)))
        self.initial["indicators"] = text.write_pairs(mapping.indicators)
        divided = [one for one in report["dimensions"] if one["count"] > 1]
        self._dimensions = [one["key"] for one in divided]
        for number, one in enumerate(divided):
            chosen = mapping.picks.get(one["key"], "")
            field = forms.ChoiceField(label=_with(_PICK, one["label"]), required=False, initial=chosen)
            field.choices = parts.category_choices(one, chosen)
            self.fields[f"pick{number}"] = field

    def values(self) -> dict[str, Any]:
        """Return the part of the mapping that this form holds."""
        cleaned = self.cleaned_data
        named = {
            name: cleaned[name] or None for name in ("metric", "geo", "time", "gender", "indicator", "unit", "period")
        }
        roles = {named[name] for name in ("metric", "geo", "time", "gender")}
        picked = {key: cleaned[f"pick{number}"] for number, key in enumerate(self._dimensions)}
        picks = {key: code for key, code in picked.items() if code and key not in roles}
        return named | {"indicators": cleaned["indicators"], "picks": picks}


_ONCE = _("%(what)s, the same for all values")
_PICK = _("“%(what)s”: the one category that is meant, where it is none of the above")


def _dimension_fields(choices: parts.Choices) -> Iterator[tuple[str, forms.Field]]:
    names: Any = ROLE_NAMES
    yield "metric", forms.ChoiceField(label=names["indicator"], choices=choices, required=False)
    yield "indicator", forms.CharField(label=_with(_ONCE, names["indicator"]), required=False, max_length=200)
    yield (
        "indicators",
        LinesField(
            _("What the categories are in the catalogue"),
            _("One in each line: the category's code = the indicator's code, such as N15428."),
            text.read_pairs,
        ),
    )
    yield "geo", forms.ChoiceField(label=names["unit"], choices=choices, required=False)
    yield "unit", forms.CharField(label=_with(_ONCE, names["unit"]), required=False, max_length=200)
    yield "time", forms.ChoiceField(label=names["period"], choices=choices, required=False)
    once = _with(_ONCE, names["period"])
    yield "period", forms.IntegerField(label=once, required=False, min_value=1900, max_value=2099)
    yield "gender", forms.ChoiceField(label=names["gender"], choices=choices, required=False)
