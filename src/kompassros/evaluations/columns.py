"""The columns of a file of published results, in the words of people: for forms, reports, history and the help page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations import wording
from kompassros.evaluations.reading import AREA_COLUMNS, KNOWN, LANGUAGES, REQUIRED

Sentence = str | Promise

_NEEDED = (*REQUIRED, "source_url")
_LANGUAGE_NAMES: dict[str, Sentence] = {"sv": _("Swedish"), "nb": _("Norwegian"), "en": _("English")}
LABELS: dict[str, Sentence] = {
    "kind": _("Kind"),
    "country": _("Country"),
    "municipality": _("Municipality"),
    "year": _("Year"),
    "version": _("Version as printed"),
    "total": _("Total"),
    "status": _("Where the figures come from"),
    "area_status": _("Where the points of the areas come from"),
    "total_status": _("Where the total comes from"),
    "scope": _("Scope as printed"),
    "scope_organisation": _("Which organisation"),
    "scope_level": _("How deep"),
    "scope_companies": _("Municipal companies included"),
    "evaluator": _("Evaluators as printed"),
    "evaluator_kind": _("Who evaluated"),
    "reference_label": _("What is printed beside it"),
    "reference_total": _("Total printed beside it"),
    "statistic": _("Statistic"),
    "window": _("Period"),
    "reference_n": _("Number of evaluations"),
    "reference_size_band": _("Size group"),
    "source_url": _("Source"),
    "version_note": _("Remark on the version"),
    "name": _("Name"),
    "note": _("Remark"),
}
YES_NO: dict[str, Sentence] = {"yes": _("yes"), "no": _("no")}
_WORDS: dict[str, dict[str, Sentence]] = {
    "area_status": wording.STATUSES,
    "total_status": wording.STATUSES,
    "scope_level": {str(key): text for key, text in wording.LEVELS.items()},
    "scope_companies": YES_NO,
    "evaluator_kind": {str(key): text for key, text in wording.EVALUATORS.items()},
    "statistic": wording.STATISTICS,
}
HELP: dict[str, Sentence] = {
    "kind": _("evaluation, or reference for a median or mean that a source prints."),
    "country": _("SE, NO, DK, FI or IS; a reference may also be INT."),
    "municipality": _("The municipality's name; for a reference, what it is the median or mean of."),
    "year": _("The year of the evaluation; empty if the source does not print it."),
    "version": _("v1, 2.0, 2016 or 2020; with “?” after it, or empty, if the source does not state it."),
    "area": _("The points of each area; empty where nothing is printed. A decimal comma or a point."),
    "total": _("The total as printed; empty if none is printed."),
    "status": _("printed, derived (follows from the source's words) or computed (by us)."),
    "area_status": _("The same for the areas alone; empty if as above."),
    "total_status": _("The same for the total alone; empty if as above."),
    "scope": _("What was studied, in the source's words; “not stated” or empty if nothing is said."),
    "scope_organisation": _("Part of the organisation, if not the whole municipality."),
    "scope_level": _("group, boards or units: how deep the evaluators looked."),
    "scope_companies": _("yes or no; empty if nothing is said."),
    "evaluator": _("The evaluators in the source's words."),
    "evaluator_kind": _("association, peers or self."),
    "reference_label": _("What the source prints beside the result, such as a mean of others."),
    "reference_total": _("The total of what is printed beside it."),
    "statistic": _("median, mean, best or other."),
    "window": _("The years that a reference is about."),
    "reference_n": _("How many evaluations a reference rests on."),
    "reference_size_band": _("The size group that a reference is about, such as 5000-9999."),
    "source_url": _("Address or title of the publication that prints the figures."),
    "version_note": _("Kept in your file only."),
    "name": _("The name of a reference."),
    "note": _("What a reader must know about the figures."),
}


@dataclass(frozen=True)
class ColumnHelp:
    """What a column, or several of one sort, holds."""

    names: str
    label: str
    text: str
    required: bool


def label(column: str) -> str:
    """Return what a column, or a figure of a published sheet, is called; an unknown one keeps its own name."""
    if column in AREA_COLUMNS:
        return _now("Area %(number)s") % {"number": AREA_COLUMNS.index(column) + 1}
    stem, _underscore, language = column.rpartition("_")
    if language in LANGUAGES and stem in LABELS:
        return f"{LABELS[stem]} ({_LANGUAGE_NAMES[language]})"
    return str(LABELS.get(column, column))


def help_texts() -> list[ColumnHelp]:
    """Return the columns in the order of a file; the areas stand once, and so do the languages of a text."""
    found: dict[str, list[str]] = {}
    for column in KNOWN:
        found.setdefault(_sort_of(column), []).append(column)
    return [
        ColumnHelp(", ".join(names), _label_of(sort), _text_of(sort), required=names[0] in _NEEDED)
        for sort, names in found.items()
    ]


def _sort_of(column: str) -> str:
    """Return what stands once in the help: ``area`` for all areas, ``note_`` for the notes of all languages."""
    stem, _underscore, language = column.rpartition("_")
    if column in AREA_COLUMNS:
        return "area"
    return f"{stem}_" if language in LANGUAGES else column


def _label_of(sort: str) -> str:
    return _now("Areas") if sort == "area" else str(LABELS[sort.removesuffix("_")])


def _text_of(sort: str) -> str:
    stem = sort.removesuffix("_")
    if stem != sort and stem in KNOWN:
        return _now("The same in each language; used instead of the column without a language.")
    return str(HELP[stem])


def value_text(column: str, value: str) -> str:
    """Return what a cell says, in words; an empty one says so."""
    if not value:
        return _now("nothing")
    return str(_WORDS.get(column, {}).get(value, value))
