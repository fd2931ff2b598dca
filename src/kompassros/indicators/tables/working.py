"""The jobs' part: a received file is read and reported, a confirmed one stored."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.indicators.tables import reading
from kompassros.indicators.tables.catalogue import catalogue_of
from kompassros.indicators.tables.models import TableImport
from kompassros.indicators.tables.receiving import State, row_of
from kompassros.indicators.tables.report import Report, refusal, report_of
from kompassros.indicators.tables.storing import also_in_earlier, store_file
from kompassros.organisations.models import Person
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.jobs import Progress
from kompassros.statistics.making import Made
from kompassros.statistics.models import Dataset
from kompassros.statistics.receiving.files import read_file
from kompassros.statistics.receiving.guessing import Guess

_STEPS = 4


def _get(pk: int) -> TableImport:
    """Return a file by its number, for a job: the job's row says whose it is."""
    rows = TableImport._base_manager.select_related("organisation", "dataset", "release")
    return rows.get(pk=pk)


def read(pk: int, progress: Progress, *, version: int, language: str, anew: bool) -> dict[str, Any]:
    """Read a file by its mapping, or by the kept or guessed one, and keep what it comes to.

    Nothing is written when the file was corrected or withdrawn since the job was started.
    """
    received = _get(pk)
    progress.report(0, _STEPS)
    with override(language):
        try:
            values = _read(received, progress, language, anew=anew)
        except DomainError as error:
            values = {"state": State.REFUSED, "report": refusal(str(error), language=language)}
    progress.report(_STEPS, _STEPS)
    row_of(received).filter(state=State.READING, version=version).update(**values)
    return {"values": values["report"].get("values", 0)}


def _read(received: TableImport, progress: Progress, language: str, *, anew: bool) -> dict[str, Any]:
    found = read_file(bytes(received.content), received.file_name)
    progress.report(1, _STEPS)
    catalogue = catalogue_of(received.organisation.country)
    progress.report(2, _STEPS)
    values: dict[str, Any] = {"state": State.READ}
    reasons: tuple[Guess, ...] = ()
    if received.mapping is None:
        proposed = reading.propose_mapping(found, catalogue, owner=received.organisation, anew=anew)
        mapping, reasons = proposed.mapping, proposed.reasons
        values |= {"mapping": reading.plain(mapping), "kept": proposed.kept}
    else:
        mapping = reading.as_mapping(received.mapping, found)
    progress.report(3, _STEPS)
    report = report_of(reading.read_by(mapping, found, catalogue), reasons=reasons, language=language)
    return values | {"report": report}


def store(pk: int, progress: Progress, *, person: Person, language: str) -> dict[str, Any]:
    """Store a confirmed file as a release of its dataset; run again after a crash, nothing is stored twice.

    When it cannot be stored, the file can be looked over again.
    """
    received = _get(pk)
    if received.state == State.STORED:
        return dict(received.report["made"])
    if received.state != State.STORING or received.dataset is None:
        with override(language):
            raise DomainError(_("The file was handled in the meantime; nothing was stored."))
    try:
        with override(received.report["language"]):
            return _store(received, received.dataset, progress, person)
    except BaseException:
        row_of(received).filter(state=State.STORING).update(state=State.READ)
        raise


def _store(received: TableImport, dataset: Dataset, progress: Progress, person: Person) -> dict[str, Any]:
    found = read_file(bytes(received.content), received.file_name)
    catalogue = catalogue_of(received.organisation.country)
    read_again = reading.read_by(reading.as_mapping(received.mapping, found), found, catalogue)
    reasons = [Guess(*reason) for reason in received.report["reasons"]]
    report = report_of(read_again, reasons=reasons, language=received.report["language"])
    if report != received.report:
        row_of(received).update(report=report)
        raise Conflict(_("The file is read otherwise now than when it was looked over. Look at it again."))
    made, kept = store_file(
        read_again,
        dataset=dataset,
        owner=received.organisation,
        name=received.name,
        note=received.why,
        person=person,
        progress=progress.report,
    )
    told = _told(made, also_in_earlier(read_again, dataset))
    values = {"state": State.STORED, "report": report | {"made": told}, "release": made.release, "kept": kept}
    row_of(received).filter(state=State.STORING).update(**values)
    return told


def _told(made: Made, others: dict[str, list[str]]) -> Report:
    """Return in plain data what became of the values, and where others are shown in their place."""
    counts = {"added": made.added, "restated": made.restated, "unchanged": made.unchanged}
    return {"release": made.release.number, "is_new": made.is_new, **counts, "others": others}
