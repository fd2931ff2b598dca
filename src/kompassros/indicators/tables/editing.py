"""All forms of one mapping together: drawn from a file's report, read back as a mapping."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from pydantic import ValidationError

from kompassros.indicators.tables.convention_forms import ConventionsForm, TableConventionsForm
from kompassros.indicators.tables.mapping_forms import DimensionsForm, LayoutForm
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.reading import Mapping
from kompassros.indicators.tables.report import Report
from kompassros.organisations.saving import ChangeForm
from kompassros.statistics.receiving.mapping import DatasetMapping, Layout, TableMapping

_ANY_TABLE = Layout(header_rows=(1,), first_row=2)


class HeadForm(ChangeForm):
    """The hidden fields: the version that the person saw, and the id by which a retry is recognised."""

    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True)
class Part:
    """One of the forms under its heading."""

    heading: str
    form: forms.Form


class Editor:
    """The forms of the mapping of one received file."""

    def __init__(self, received: TableImport, data: Any = None) -> None:
        self._is_dataset = "dimensions" in received.report
        self._content: dict[str, Any] = received.mapping or {}
        self.parts = list(_dataset_parts(received, data) if self._is_dataset else _table_parts(received, data))
        self.trouble = ""

    def mapping(self) -> Mapping | None:
        """Return the mapping that was typed, or None where a form has an error."""
        if not all([part.form.is_valid() for part in self.parts]):  # noqa: C419 - each is to show its errors
            return None
        layouts: list[dict[str, Any]] = []
        values: dict[str, Any] = {}
        for part in self.parts:
            if isinstance(part.form, LayoutForm):
                layouts.append(part.form.values())
            elif isinstance(part.form, ConventionsForm | DimensionsForm):
                values |= part.form.values()
        try:
            if self._is_dataset:
                return DatasetMapping.model_validate(values)
            kept = {"layouts": layouts, "fingerprint": self._content.get("fingerprint", "")}
            return TableMapping.model_validate(values | kept)
        except ValidationError as error:
            self.trouble = "; ".join(str(one["msg"]) for one in error.errors())
            return None


def _dataset_parts(received: TableImport, data: Any) -> Iterator[Part]:
    mapping = DatasetMapping.model_validate(received.mapping)
    yield Part(_("What the dimensions are"), DimensionsForm(data, mapping=mapping, report=received.report))
    yield Part(_("How values and names are written"), ConventionsForm(data, mapping=mapping))


def _table_parts(received: TableImport, data: Any) -> Iterator[Part]:
    mapping = TableMapping.model_validate(received.mapping)
    names = received.report.get("sheet_names", [])
    layouts = mapping.layouts or (_ANY_TABLE,)
    for number, layout in enumerate(layouts):
        sheet = _sheet_of(layout, received.report)
        heading = _("Where everything stands")
        if layout.sheets:
            heading = f"{heading}: {', '.join(layout.sheets)}"
        form = LayoutForm(data, layout=layout, sheet=sheet, names=names, prefix=f"layout{number}")
        yield Part(heading, form)
    yield Part(_("How values and names are written"), TableConventionsForm(data, mapping=mapping))


def _sheet_of(layout: Layout, report: Report) -> Report:
    """Return how the first sheet begins that a layout is for."""
    sheets: list[Report] = report.get("sheets", [])
    fitting = [one for one in sheets if (one["name"] in layout.sheets if layout.sheets else not one["hidden"])]
    return next(iter([*fitting, *sheets]), {})
