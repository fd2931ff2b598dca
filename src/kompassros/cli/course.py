"""Commands about evaluations on their way: where one stands, its points now, its publication."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

import typer
from django.utils import timezone

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.evaluations.courses import queries
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import STAGES, next_states
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.publication.building import decimals_of
from kompassros.evaluations.publication.publish import publish
from kompassros.evaluations.publication.standing import Judged, stand
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.methods.rounding import round_half_up
from kompassros.organisations.models import Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import DomainError

SlugArgument = Annotated[str, typer.Argument(help="Address of an evaluation on its way, such as granby-2026-1.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print.")]


class Share(StrEnum):
    """The shares that "partly in place" may give on the command line: those that the sheet prints."""

    QUARTER = "1/4"
    HALF = "1/2"
    THREE_QUARTERS = "3/4"


def _find(slug: str) -> Course:
    rows = Course._base_manager.select_related("organisation", "edition", "edition__instrument")
    found: Course | None = rows.filter(slug=slug).first()
    if found is None:
        fail(f"There is no evaluation {slug}. Its address stands in the address of its pages.")
    return found


def state(slug: SlugArgument, output: FormatOption = Format.TABLE) -> None:
    """Tell where an evaluation stands, what is missing, and who is next."""
    course = _find(slug)
    with organisation_scope(course.organisation):
        record = _state_record(course)
    if output is Format.JSON:
        print_json(record)
        return
    print_table(slug, ("what", "value"), _state_rows(record))


def _state_rows(record: dict[str, Any]) -> list[tuple[str, str]]:
    simple = [(key, record[key]) for key in ("evaluation", "state", "about")]
    lists = [("next", ", ".join(record["next"])), ("who is next", ", ".join(record["who"]))]
    missing = [
        ("stops the next step" if entry["stops"] else "missing", f"{entry['text']} ({entry['who']})")
        for entry in record["missing"]
    ]
    return [*simple, *lists, *missing]


def _state_record(course: Course) -> dict[str, Any]:
    stage = STAGES[course.stands]
    return {
        "slug": course.slug,
        "evaluation": str(course),
        "state": course.state,
        "correcting": course.correcting,
        "about": str(stage.explanation),
        "who": [str(part.label) for part in stage.acting],
        "next": [following.value for following in next_states(course.stands, visit=course.has_visit)],
        "missing": [
            {"text": entry.text, "who": str(entry.part.label), "stops": entry.stops}
            for entry in queries.missing_in(course)
        ],
    }


def score(
    slug: SlugArgument,
    partly: Annotated[Share, typer.Option(help="Share of the points that partly in place gives.")] = Share.HALF,
    output: FormatOption = Format.TABLE,
) -> None:
    """Count the points of an evaluation as it is judged now, with what is unjudged and what lacks evidence."""
    course = _find(slug)
    with organisation_scope(course.organisation):
        record = _score_record(course, stand(course, Fraction(partly.value)), partly)
    if output is Format.JSON:
        print_json(record)
        return
    columns = ("area", "points", "earned", "possible", "maximum")
    rows = [*record["areas"], {"area": "total", **record["total"]}]
    print_table(f"{slug}, partly gives {partly.value}", columns, [[row[name] for name in columns] for row in rows])
    for name in ("unjudged", "unsupported"):
        typer.echo(f"{name}: {', '.join(record[name]) or 'none'}")


def _score_record(course: Course, judged: Judged, partly: Share) -> dict[str, Any]:
    outline = edition_outline(course.edition)
    names = {area.id: f"{area.no} {in_language(area.name, 'en')}" for area in outline.areas}
    decimals = decimals_of(outline)
    placed = framework_of(course.edition).placed
    return {
        "slug": course.slug,
        "partly": partly.value,
        "areas": [
            {"id": area.id, "area": names[area.id], **_sum_record(area, decimals)} for area in judged.points.areas
        ],
        "total": _sum_record(judged.points.total, decimals),
        "unjudged": [placed[one].number for one in judged.unjudged],
        "unsupported": [placed[one].number for one in judged.points.unsupported],
    }


def _sum_record(counted: Any, decimals: int) -> dict[str, Any]:
    """Return points: as printed (over what is applicable), and exact as texts; null where they cannot be counted."""
    exact = {name: getattr(counted, name) for name in ("earned", "possible", "maximum")}
    printed = None if counted.rescaled is None else str(round_half_up(counted.rescaled, decimals))
    return {
        "points": printed,
        **{name: None if value is None else str(value) for name, value in exact.items()},
        "comparable": counted.comparable,
    }


def publish_evaluation(
    slug: SlugArgument,
    by: Annotated[str, typer.Option(help="E-mail address of its lead evaluator.")],
    embargo: Annotated[str, typer.Option(help="Not public before: a moment such as 2026-12-01T12:00.")] = "",
) -> None:
    """Freeze the score sheet of an evaluation, with the same checks as the page of publication."""
    course = _find(slug)
    person = Person.objects.filter(email__iexact=by).first()
    if person is None:
        fail(f"Nobody here has the address {by}.")
    try:
        sheet = publish(course=course, person=person, embargo_until=_moment(embargo))
    except DomainError as error:
        fail(str(error))
    typer.echo(f"{sheet.slug}: sheet {sheet.number} is frozen, public from {sheet.published_at.isoformat()}.")


def _moment(text: str) -> datetime | None:
    """Return a moment from its ISO form, in the server's time zone where it names none."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        fail(f"{text} is not a moment. Write it such as 2026-12-01T12:00.")
    return found if found.tzinfo else timezone.make_aware(found)
