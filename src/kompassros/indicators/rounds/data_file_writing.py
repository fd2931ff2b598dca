"""The form to take home as a workbook: what is asked, what is handed in, and drop-downs for method and status."""

from django.utils.translation import gettext as _

from kompassros.documents.fill_in_workbooks import About, FillColumn, FillSheet, FillValue, write_fill_in
from kompassros.indicators.rounds import data_file
from kompassros.indicators.rounds.models import Participant
from kompassros.indicators.rounds.tables_data import Line, lines_of, number_in_words

_WIDE = ("measure", "guidance", "comment", "explanation")


def write_form(participant: Participant) -> bytes:
    """Return the form of a municipality in the reader's language."""
    lines = {line.asked.pk: line for line in lines_of(participant)}
    sheets = [
        FillSheet(name, [_row(lines[one.pk]) for one in asked])
        for name, asked in data_file.by_sheet((line.asked for line in lines.values()), _("No area")).items()
    ]
    title = f"{participant.round.title}: {participant.organisation.name}"
    return write_fill_in(_columns(), sheets, _about(participant), title=title)


def _columns() -> list[FillColumn]:
    return [
        FillColumn(
            key=key,
            head=str(head),
            kind=_kind(key),
            wide=key in _WIDE,
            hidden=key == data_file.NUMBER,
            choices=[str(label) for _key, label in data_file.CHOICES[key].choices] if key in data_file.CHOICES else (),
        )
        for key, head in data_file.HEADS.items()
    ]


def _kind(key: str) -> str:
    if key not in data_file.FILLED:
        return "told"
    return "day" if key in data_file.DAYS else "open"


def _row(line: Line) -> list[FillValue]:
    measure = line.asked.measure
    told: list[FillValue] = [
        line.asked.pk,
        measure.title,
        measure.indicator.unit if measure.indicator is not None else "",
        line.asked.guidance,
        f"{number_in_words(line.before.value)} ({line.before.year})" if line.before else "",
    ]
    return [*told, *(_value(line, key) for key in data_file.FILLED)]


def _value(line: Line, key: str) -> FillValue:
    if line.row is None:
        return None
    value: FillValue = getattr(line.row, key)
    return str(data_file.CHOICES[key](value).label) if key in data_file.CHOICES and value else value


def _about(participant: Participant) -> About:
    facts: dict[str, str | int] = {
        "form": data_file.FORM,
        "version": data_file.VERSION,
        "round": participant.round.key,
        "municipality": participant.organisation.key,
        "title": participant.round.title,
        "name": participant.organisation.name,
    }
    sentences = (
        _("Fill in the framed cells of the other sheets, and send the file in again."),
        _("The layout of this form is our own, not that of the national office."),
        _("A row that is left empty changes nothing."),
    )
    return About(data_file.ABOUT, facts, sentences)
