"""The results reports of all municipalities of a class in one archive, made by the worker; kept for a week."""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from kompassros.documents.sheets import SheetColumn, write_csv
from kompassros.indicators import queries
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.results import words
from kompassros.indicators.results.building import build_reports
from kompassros.indicators.results.choices import FILES, SETTINGS
from kompassros.indicators.results.content import ResultsReport
from kompassros.organisations.models import Person
from kompassros.records import archives, job_pages, jobs
from kompassros.records.errors import DomainError
from kompassros.records.job_pages import JobPage
from kompassros.records.jobs import Progress
from kompassros.records.models import Job
from kompassros.statistics import unit_queries
from kompassros.statistics.models import Unit

KIND = "indicators.results_of_all"
CONTENTS = "contents.csv"


@dataclass(frozen=True)
class Wish:
    """What is asked for: the set's key and the year, the class of units, documents as in FILES, rule, language."""

    measure_set: str
    year: int
    unit_class: str
    files: tuple[str, ...]
    rule: str
    language: str
    level: str = ""


@transaction.atomic
def start(*, wish: Wish, person: Person) -> Job:
    """Queue the making, or return the person's job of the same wish that is not over yet.

    DomainError for a wish that cannot be met.
    """
    _look_over(wish)
    Person.objects.select_for_update().get(pk=person.pk)
    arguments = asdict(wish) | {"files": list(wish.files)}
    under_way = Job.objects.filter(kind=KIND, person=person, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    same = next((job for job in under_way.order_by("pk") if job.arguments == arguments), None)
    return same or jobs.start(KIND, arguments=arguments, person=person)


def _look_over(wish: Wish) -> None:
    if not wish.files or any(name not in FILES for name in wish.files):
        raise DomainError(_("Choose at least one document, each in a format in which it is made."))
    if wish.rule not in SETTINGS:
        raise DomainError(_("There is no such sign rule."))
    of_set = queries.measure_set(wish.measure_set)
    if of_set is None or not any(one.indicator_id for one in queries.measures(of_set)):
        raise DomainError(_("The set has no measure that the catalogue knows."))
    if not unit_queries.units_of_class(wish.unit_class).exists():
        raise DomainError(_("There are no municipalities of this kind in the catalogue."))


def make(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Make every report and put them into one archive with a list of what is in it.

    A municipality without any value gets no report and is named in the list. Run again, it begins anew: an archive is
    offered only when it is whole.
    """
    wish = Wish(**(arguments | {"files": tuple(arguments["files"])}))
    of_set = queries.measure_set(wish.measure_set)
    if of_set is None:
        raise DomainError(_("The set of measures is not there any more."))
    units = list(unit_queries.units_of_class(wish.unit_class))
    lines = []
    with archives.new_archive() as (archive, name), override(wish.language):
        for done, report in enumerate(_reports(wish, of_set, units)):
            progress.report(done, len(units))
            names = _add(archive, report, wish) if report.measured else []
            lines.append(_line(report, names))
        archive.writestr(CONTENTS, write_csv(_columns(), lines, wish.language))
    progress.report(len(units), len(units))
    left_out = [line[1] for line in lines if not line[-2]]
    return {"file": name, "count": len(lines) - len(left_out), "left_out": left_out, "called": _called(wish, units)}


def _reports(wish: Wish, of_set: MeasureSet, units: Sequence[Unit]) -> Iterable[ResultsReport]:
    return build_reports(units=units, measure_set=of_set, year=wish.year, setting=SETTINGS[wish.rule], level=wish.level)


def _add(archive: zipfile.ZipFile, report: ResultsReport, wish: Wish) -> list[str]:
    """Put a report's documents into the archive, in a folder for each kind; return their names."""
    names = []
    for asked in wish.files:
        kind, ending = FILES[asked]
        unit = slugify(report.unit.name) or "unit"
        name = f"{kind.key}-{ending}/{unit}-{kind.file_name(report, ending, wish.language)}"
        archive.writestr(name, kind.formats[ending](report))
        names.append(name)
    return names


def _columns() -> tuple[SheetColumn, ...]:
    heads = (_("Code"), _("Municipality"), _("Year"), _("Measures"), _("With a value"), _("Values"), _("Files"))
    return tuple(SheetColumn(head) for head in (*heads, _("Remark")))


def _line(report: ResultsReport, names: list[str]) -> tuple[str | int, ...]:
    return (
        *(report.unit.code, report.unit.name, report.year, len(report.results), report.measured),
        str(words.MADE_UP) if report.made_up else _("real"),
        " ".join(names),
        "" if names else _("left out: no measure has a value"),
    )


def _called(wish: Wish, units: Sequence[Unit]) -> str:
    """Return what the archive is called when it is fetched."""
    marks = ["made-up"] if units and units[0].unit_class.made_up else []
    return "-".join(["results", *marks, wish.measure_set, str(wish.year), wish.language]) + ".zip"


def _address(job: Job) -> str:
    return reverse("results_reports:ready", args=[job.uid])


jobs.register(KIND, make, queue=jobs.LONG_QUEUE)
job_pages.register(KIND, JobPage(gettext_lazy("The results reports of all municipalities are being made"), _address))
