"""Forms of the administrator: a file to upload, a checked file to confirm, a published sheet to correct."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations import columns, wording
from kompassros.evaluations.reading import AREA_COLUMNS, LANGUAGES, Draft, RowReader
from kompassros.evaluations.sheet import Sheet
from kompassros.evaluations.writing import to_cells
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.outline import in_language
from kompassros.records import clock
from kompassros.records.tabular import LONGEST_CELL, Severity, TableRow, Trouble
from kompassros.web.formats import current_language

Choices = list[tuple[str, columns.Sentence]]
DECIMALS = (*AREA_COLUMNS, "total", "reference_total")
STATUS_CHOICES: Choices = [*wording.STATUSES.items()]


def _or_unsaid(words: Mapping[Any, columns.Sentence]) -> Choices:
    return [("", _("not stated")), *((str(key), text) for key, text in words.items() if key)]


_CHOICES: dict[str, Choices] = {
    "area_status": STATUS_CHOICES,
    "total_status": STATUS_CHOICES,
    "scope_level": _or_unsaid(wording.LEVELS),
    "scope_companies": _or_unsaid(columns.YES_NO),
    "evaluator_kind": _or_unsaid(wording.EVALUATORS),
    "statistic": _or_unsaid(wording.STATISTICS),
}
_LONG = ("note",)


def _in_each_language(column: str) -> tuple[str, ...]:
    return tuple(f"{column}_{language}" for language in LANGUAGES)


_POINTS = (*AREA_COLUMNS, "total")
_ORIGIN = ("area_status", "total_status")
_WHEN = ("year", "version")
_SCOPE = ("scope", "scope_organisation", "scope_level", "scope_companies", "evaluator", "evaluator_kind")
_BESIDE = (*_in_each_language("reference_label"), "reference_total", "statistic", "reference_n")
_OF_REFERENCE = (*_in_each_language("name"), "statistic", "window", "reference_n", "reference_size_band")
_SOURCE = ("source_url", *_in_each_language("note"))
Groups = tuple[tuple[columns.Sentence, tuple[str, ...]], ...]
GROUPS_OF_EVALUATION: Groups = (
    (_("Points"), _POINTS),
    (_("Where the figures come from"), _ORIGIN),
    (_("When, and by which version"), _WHEN),
    (_("What was studied, and by whom"), _SCOPE),
    (_("What the source prints beside it"), _BESIDE),
    (_("Source and remarks"), _SOURCE),
)
GROUPS_OF_REFERENCE: Groups = (
    (_("Points"), _POINTS),
    (_("Where the figures come from"), _ORIGIN),
    (_("What it is the reference of"), (*_OF_REFERENCE, *_WHEN)),
    (_("Source and remarks"), _SOURCE),
)


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under their heading."""

    heading: columns.Sentence
    fields: list[BoundField]


class WhyField(forms.CharField):
    """The reason that the history keeps."""

    widget = forms.Textarea(attrs={"rows": 5})


class SheetForm(forms.Form):
    """Every figure and circumstance of a published sheet. What is typed is read by the rules of a file's row.

    ``number`` is the sheet that the person saw, so that a second editor can be told. After ``is_valid``,
    ``draft`` holds what was read; ``confirmed`` is asked only when a rule asks a question.
    """

    template_name = "evaluations/sheet_fields.html"
    number = forms.IntegerField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        required=False, label=_("I have looked at the questions above: it is right as it stands")
    )
    why = WhyField(
        label=_("Why are the figures corrected?"),
        help_text=_("Kept in the history: what was wrong, and where the right figure stands."),
        max_length=LONGEST_CELL,
    )

    def __init__(self, data: Any = None, *, sheet: Sheet, number: int, editions: dict[str, EditionFile]) -> None:
        self._cells = to_cells(sheet)
        self._editions = editions
        self.draft: Draft | None = None
        super().__init__(data, initial={**_localised(self._cells), "number": number})
        self._groups = GROUPS_OF_REFERENCE if sheet.kind == "reference" else GROUPS_OF_EVALUATION
        named = [name for _heading, names in self._groups for name in names]
        self.fields |= {column: _field(column) for column in named}
        self.order_fields(named)
        self._name_areas(editions.get(sheet.names_from or ""))
        if not self.data.get("confirmed"):
            self.fields["confirmed"].widget = forms.HiddenInput()

    def _name_areas(self, edition: EditionFile | None) -> None:
        """Label the points as the edition names the areas, and say beside each what is published now."""
        names = {area.no: in_language(area.name, current_language()) for area in edition.areas} if edition else {}
        for number, column in enumerate(AREA_COLUMNS, start=1):
            if number in names:
                self.fields[column].label = f"{number} {names[number]}"
        for column in _POINTS:
            published = self.initial[column] or columns.value_text(column, "")
            self.fields[column].help_text = _("Published now: %(value)s") % {"value": published}

    def clean(self) -> dict[str, Any]:
        """Read what was typed as a row of a file is read, and put each trouble beside its field."""
        cleaned = super().clean() or {}
        cells = self._cells | {column: cleaned[column] for column in self._cells if column in cleaned}
        row = TableRow(0, cells | {"status": cells["area_status"]})
        self.draft = RowReader(self._editions, clock.today().year).read(row)
        for trouble in self.draft.troubles:
            self._tell(trouble, confirmed=bool(cleaned.get("confirmed")))
        return cleaned

    def _tell(self, trouble: Trouble, *, confirmed: bool) -> None:
        if trouble.severity is Severity.NOTE or (trouble.severity is Severity.QUESTION and confirmed):
            return
        if trouble.severity is Severity.QUESTION:
            self.fields["confirmed"].widget = forms.CheckboxInput()
        self.add_error(trouble.column if trouble.column in self.fields else None, trouble.message)

    def notes(self) -> list[str]:
        """Return what the rules tell without stopping anything."""
        troubles = self.draft.troubles if self.draft else []
        return [trouble.message for trouble in troubles if trouble.severity is Severity.NOTE]

    def groups(self) -> Iterator[Group]:
        """Yield the other fields under their headings."""
        for heading, names in self._groups:
            yield Group(heading, [self[name] for name in names])

    def last(self) -> list[BoundField]:
        """Return the fields at the end: the reason, and the confirmation where something is asked."""
        return [self["why"]] if self["confirmed"].is_hidden else [self["confirmed"], self["why"]]


def _localised(cells: dict[str, str]) -> dict[str, str]:
    """Return the cells with a decimal comma where the language has one."""
    if current_language() == "en":
        return cells
    return {column: cell.replace(".", ",") if column in DECIMALS else cell for column, cell in cells.items()}


def _field(column: str) -> forms.Field:
    label = columns.label(column)
    if column in _CHOICES:
        return forms.ChoiceField(label=label, choices=_CHOICES[column], required=column in _ORIGIN)
    if column in DECIMALS:
        attributes = {"inputmode": "decimal", "autocomplete": "off"}
        return forms.CharField(label=label, required=False, max_length=20, widget=forms.TextInput(attrs=attributes))
    needed = column == "source_url"
    widget = forms.Textarea(attrs={"rows": 5}) if column.startswith(_LONG) else forms.TextInput()
    return forms.CharField(label=label, required=needed, max_length=LONGEST_CELL, widget=widget)


class UploadForm(forms.Form):
    """A file of published results."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, as every spreadsheet program saves it; semicolon or comma, at most 5 MB."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )


class ConfirmForm(forms.Form):
    """Yes to a checked file; ``version`` tells a second administrator that somebody was first."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answered = forms.BooleanField(
        required=False, label=_("I have looked at the questions: the rows are right as they stand")
    )
    why = WhyField(
        label=_("Why are the results stored?"),
        help_text=_("Kept in the history: where the file comes from, what it adds or corrects."),
        max_length=LONGEST_CELL,
    )

    def __init__(self, data: Any = None, *, version: int, asks: bool) -> None:
        super().__init__(data, initial={"version": version})
        if not asks:
            del self.fields["answered"]


class WithdrawForm(forms.Form):
    """No to a file."""

    version = forms.IntegerField(widget=forms.HiddenInput)
