"""What changes published results: publishing a sheet, correcting one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.evaluations.course_sheet import COURSE_SCHEMA, CourseSheet
from kompassros.evaluations.models import Course, Evaluation, Reference, ScoreSheet
from kompassros.evaluations.sheet import SCHEMA, Sheet
from kompassros.evaluations.writing import to_cells
from kompassros.instruments.models import Edition, Instrument
from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import clock, history, signals
from kompassros.records.errors import Conflict, DomainError

INSTRUMENT = "kommunkompassen"
TYPED_OVER = gettext_lazy(
    "This result was made here, judgement by judgement: its figures are not typed over. "
    "The evaluation's lead begins a correction on its page of publication."
)


@dataclass(frozen=True)
class Publisher:
    """Who publishes, and why. ``person`` None is the system: the demo loader or the command line."""

    person: Person | None
    why: str


def identity_of(sheet: Sheet) -> str:
    """Return what makes a published result the same one: whose it is, its year, its version as printed.

    Of one made here it is its course, so that a municipality can be evaluated twice in a year.
    """
    if isinstance(sheet, CourseSheet):
        return f"course|{sheet.course}"
    whose = sheet.organisation_key or f"{sheet.country} {search_key(sheet.organisation_name)}"
    return f"{sheet.kind}|{whose}|{sheet.year or ''}|{sheet.version or sheet.version_printed}"[:200]


def schema_of(sheet: Sheet) -> int:
    """Return the schema number that a sheet is frozen with."""
    return COURSE_SCHEMA if isinstance(sheet, CourseSheet) else SCHEMA


def _free_slug(sheet: Sheet) -> str:
    if isinstance(sheet, CourseSheet) and not ScoreSheet.objects.filter(slug=sheet.course).exists():
        return sheet.course
    whose = sheet.organisation_key or slugify(search_key(sheet.organisation_name))
    parts = [whose if sheet.kind == "evaluation" else f"{sheet.country.lower()}-{whose}", str(sheet.year or "undated")]
    base = "-".join(parts)[:90]
    taken = set(ScoreSheet.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    versioned = f"{base}-{slugify(sheet.version or sheet.version_printed) or 'version-not-stated'}"[:110]
    number, candidate = 1, versioned
    while candidate in taken:
        number += 1
        candidate = f"{versioned}-{number}"
    return candidate


@transaction.atomic
def publish(
    *,
    sheet: Sheet,
    organisation: Organisation | None,
    publisher: Publisher,
    course: Course | None = None,
    at: datetime | None = None,
) -> ScoreSheet:
    """Publish a first sheet; DomainError when the same result is published already.

    course: the evaluation that the sheet closes. at: when the public sees it, else now.
    """
    instrument = Instrument.objects.get(key=sheet.instrument)
    edition = _edition(instrument, sheet)
    identity, slug = identity_of(sheet), _free_slug(sheet)
    common = {"slug": slug, "instrument": instrument, "edition": edition, "year": sheet.year, "identity": identity}
    try:
        with transaction.atomic():
            owner = _create_owner(sheet, organisation, course, common)
    except IntegrityError as error:
        raise DomainError(_("%(name)s is published already.") % {"name": _label(sheet)}) from error
    stored = ScoreSheet.objects.create(
        **owner,
        organisation=organisation,
        slug=slug,
        schema=schema_of(sheet),
        content=sheet.to_content(),
        published_at=at or clock.now(),
        published_by=publisher.person,
        why=publisher.why,
    )
    _write_history("published", stored, None, publisher)
    return stored


def _create_owner(
    sheet: Sheet, organisation: Organisation | None, course: Course | None, common: dict[str, Any]
) -> dict[str, Any]:
    if organisation is None:
        return {"reference": Reference.objects.create(country=sheet.country, **common)}
    with organisation_scope(organisation):
        evaluation = Evaluation.objects.create(
            organisation=organisation,
            version_printed=sheet.version_printed,
            made_up=sheet.made_up,
            course=course,
            **common,
        )
    return {"evaluation": evaluation}


def _edition(instrument: Instrument, sheet: Sheet) -> Edition | None:
    if sheet.version is None:
        return None
    rows = instrument.editions.filter(version=sheet.version)
    if isinstance(sheet, CourseSheet):
        rows = rows.filter(revision=sheet.detail.edition.revision)
    return rows.order_by("-revision").first()


@transaction.atomic
def correct(*, old: ScoreSheet, sheet: Sheet, publisher: Publisher, at: datetime | None = None) -> ScoreSheet:
    """Publish a corrected sheet that names the old one; both stay.

    Raises DomainError without a reason or a difference, and where a result that was made here would be typed over;
    Conflict when ``old`` was corrected in the meantime.
    """
    _refuse_typing_over(old, sheet)
    if not publisher.why.strip():
        raise DomainError(_("Say why the figures are corrected."))
    if sheet.to_content() == old.content:
        raise DomainError(_("Nothing differs from what is published."))
    identity = identity_of(sheet)
    _keep_identity(old, sheet, identity)
    try:
        with transaction.atomic():
            stored = ScoreSheet.objects.create(
                evaluation_id=old.evaluation_id,
                reference_id=old.reference_id,
                organisation_id=old.organisation_id,
                slug=old.slug,
                number=old.number + 1,
                replaces=old,
                schema=schema_of(sheet),
                content=sheet.to_content(),
                published_at=at or clock.now(),
                published_by=publisher.person,
                why=publisher.why,
            )
    except IntegrityError as error:
        message = _("Somebody else has corrected %(name)s in the meantime. Open it again to see what changed.")
        raise Conflict(message % {"name": _label(sheet)}) from error
    _write_history("corrected", stored, old, publisher)
    return stored


def _refuse_typing_over(old: ScoreSheet, sheet: Sheet) -> None:
    if schema_of(sheet) != old.schema:
        raise DomainError(TYPED_OVER)


def _keep_identity(old: ScoreSheet, sheet: Sheet, identity: str) -> None:
    """Let the evaluation or reference follow a corrected year or version; two of the same are refused."""
    edition = _edition(Instrument.objects.get(key=sheet.instrument), sheet)
    values = {"identity": identity, "year": sheet.year, "edition": edition}
    try:
        with transaction.atomic():
            if old.organisation and old.evaluation_id:
                with organisation_scope(old.organisation):
                    Evaluation.objects.filter(pk=old.evaluation_id).update(
                        version_printed=sheet.version_printed, **values
                    )
            elif old.reference_id:
                Reference.objects.filter(pk=old.reference_id).update(**values)
    except IntegrityError as error:
        raise DomainError(_("%(name)s is published already.") % {"name": _label(sheet)}) from error


def _label(sheet: Sheet) -> str:
    return f"{sheet.organisation_name} {sheet.year or ''}".strip()


def _write_history(verb: str, stored: ScoreSheet, old: ScoreSheet | None, publisher: Publisher) -> None:
    sheet: Sheet = stored.read()
    history.write(
        person=publisher.person,
        verb=verb,
        subject=("score_sheet", stored.slug, _label(sheet)),
        organisation_id=stored.organisation_id,
        before=_for_history(old.read()) if old else None,
        after=_for_history(sheet, waits=stored.published_at > clock.now()),
        why=publisher.why,
    )
    signals.published_changed.announce()


def _for_history(sheet: Sheet, *, waits: bool = False) -> dict[str, Any]:
    """Return the sheet as the cells of a file, so that the history shows which figure changed.

    Of one made here only what heads it: its own history tells each judgement. ``waits``: its embargo lasts, and the
    municipality's history, which others than its people read, tells no points.
    """
    if isinstance(sheet, CourseSheet):
        total = "" if sheet.stated_total is None or waits else str(sheet.stated_total)
        return {"year": str(sheet.year), "version": sheet.version_printed, "total": total}
    return {column: cell for column, cell in to_cells(sheet).items() if cell}
