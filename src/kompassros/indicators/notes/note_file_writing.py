"""The workbook to take home: what is measured and how it stands, and what is written to each question so far."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kompassros.documents.fill_in_workbooks import About, FillColumn, FillSheet, FillValue, write_fill_in
from kompassros.indicators.notes import note_file
from kompassros.indicators.notes.access import ResultsOf, in_order
from kompassros.indicators.notes.queries import Asked, Question, asked_of_all
from kompassros.indicators.notes.wording import HELP
from kompassros.indicators.results import words
from kompassros.indicators.results.content import MeasureResult, ResultsReport
from kompassros.web.formats import format_list

_WIDE = ("measure", *Question.values)


def write_file(of: ResultsOf, report: ResultsReport) -> bytes:
    """Return the workbook in the reader's language."""
    results = in_order(report)
    numbers = [one.indicator.number for one in results]
    asked = asked_of_all(organisation=of.organisation, indicators=numbers, year=of.year)
    rows = [_row(report, one, asked[one.indicator.number]) for one in results]
    title = f"{of.organisation.name}: {of.label}"
    return write_fill_in(_columns(), [FillSheet(_("Measures"), rows)], _about(of), title=title)


def _columns() -> list[FillColumn]:
    return [
        FillColumn(
            key=key,
            head=str(head),
            kind="open" if key in Question.values else "told",
            wide=key in _WIDE,
            hidden=key == note_file.SEEN,
        )
        for key, head in note_file.HEADS.items()
    ]


def _row(report: ResultsReport, one: MeasureResult, asked: Mapping[str, Asked]) -> list[FillValue]:
    public = [str(found.question.label) for found in asked.values() if found.public]
    carried = [
        _("%(question)s (from %(year)s)") % {"question": found.question.label, "year": found.carried}
        for found in asked.values()
        if found.carried
    ]
    told = {
        note_file.CODE: one.indicator.code,
        "measure": one.title,
        "area": words.area_name(one.measure.area),
        "value": words.value_said(one, report, between=" "),
        "standing": f"{words.place_said(one)}\n{words.group_said(one, report.setting)}",
        "change": words.changes_said(one),
        "public": format_list(public) if public else "",
        "carried": format_list(carried) if carried else "",
    }
    texts = {name: found.text for name, found in asked.items()}
    values = {**told, **texts, note_file.SEEN: note_file.write_seen(asked.values())}
    return [values[key] for key in note_file.HEADS]


def _about(of: ResultsOf) -> About:
    facts: dict[str, str | int] = {
        "form": note_file.FORM,
        "version": note_file.VERSION,
        "municipality": of.organisation.key,
        "set": of.measure_set.key,
        "year": of.year,
        "name": of.organisation.name,
        "title": of.measure_set.title,
    }
    sentences = (
        _("Write in the framed cells of the other sheet, and send the file in again."),
        _("A cell that is left as it is changes nothing, and neither does a row that is taken away."),
        _("An emptied cell takes its text back."),
        _("Who reads a text is not changed by the file: a new one is read by your own people only."),
        *(f"{question.label}: {HELP[question]}" for question in Question),
    )
    return About(note_file.ABOUT, facts, sentences)
