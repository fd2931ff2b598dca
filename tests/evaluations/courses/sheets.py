"""Score sheets of evaluations, frozen without the way that leads to them."""

from datetime import timedelta
from decimal import Decimal

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.models import Evaluation, ScoreSheet
from kompassros.evaluations.sheet import SCHEMA, AreaPoints, PrintedScope, Sheet
from kompassros.instruments.outline import edition_outline
from kompassros.methods.comparability import EvaluatorKind
from kompassros.records import clock, freezing


def publish(course: Course, *, points: tuple[int, int] = (30, 30), later: bool = False) -> str:
    """Freeze a score sheet of the evaluation with points for its two areas; return its address."""
    slug = f"{course.slug}-result"
    evaluation = Evaluation._base_manager.create(
        slug=slug,
        organisation=course.organisation,
        instrument=course.edition.instrument,
        edition=course.edition,
        year=course.year,
        identity=slug,
        made_up=True,
        course=course,
    )
    sheet = Sheet(
        kind="evaluation",
        country="SE",
        organisation_key=course.organisation.key,
        organisation_name=course.organisation.name,
        year=course.year,
        instrument="tiny",
        version="1.0",
        revision=1,
        version_printed="1.0",
        names_from="1.0",
        areas=tuple(
            AreaPoints(no=no, id=area.id, points=Decimal(value))
            for no, (area, value) in enumerate(zip(edition_outline(course.edition).areas, points, strict=True), 1)
        ),
        area_status="computed",
        stated_total=None,
        total_status="computed",
        scope=PrintedScope(),
        evaluator_kind=EvaluatorKind.ASSOCIATION,
        source="made-up demo data",
        made_up=True,
    )
    moment = clock.now() + timedelta(days=1 if later else -1)
    ScoreSheet.objects.create(
        evaluation=evaluation,
        organisation=course.organisation,
        slug=slug,
        published_at=moment,
        content=sheet.to_content(),
        schema=SCHEMA,
        sha256=freezing.digest(sheet.to_content()),
    )
    return slug
