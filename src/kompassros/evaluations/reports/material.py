"""What the documents of a result are made of: the score sheet, what stands beside it, the facts of the municipality."""

from dataclasses import dataclass
from datetime import date, datetime

from kompassros.charts.profiles import Profile
from kompassros.evaluations import comparison
from kompassros.evaluations.course_sheet import CourseSheet
from kompassros.evaluations.figures import reference_profile, short_label
from kompassros.evaluations.library import Library, has_profile
from kompassros.evaluations.published import Published
from kompassros.evaluations.sentences import points
from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import inhabitants_by_key
from kompassros.records import clock
from kompassros.web.formats import local_day

MOST_EARLIER = 2


@dataclass(frozen=True)
class Earlier:
    """An earlier result of the same municipality by the same edition, judged by the same kind of evaluator."""

    label: str
    year: int | None
    total: str
    profile: Profile


@dataclass(frozen=True)
class Municipality:
    """Facts about the municipality; ``inhabitants`` with their year and source, each empty where it is not known."""

    region: str = ""
    country: str = ""
    inhabitants: int | None = None
    counted_in: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Material:
    """Everything that the documents of one result say.

    number, sha256: of the frozen sheet, 0 and empty for a preview. day: when it was published, or today for a preview.
    why: the reason of a correction. public_from: when an embargo ends that still holds it back. reference: the median
    profile of the results it compares with, None for too few.
    """

    sheet: CourseSheet
    number: int
    sha256: str
    day: date
    why: str = ""
    public_from: datetime | None = None
    reference: Profile | None = None
    earlier: tuple[Earlier, ...] = ()
    municipality: Municipality = Municipality()

    @property
    def preview(self) -> bool:
        """Return whether nothing of this is frozen yet."""
        return not self.sha256


def material_of(entry: Published, library: Library) -> Material:
    """Return what the documents of a published result are made of. TypeError for one that was printed elsewhere."""
    sheet = entry.sheet
    if not isinstance(sheet, CourseSheet):
        raise TypeError(f"{entry.slug} was printed elsewhere: it has no report")
    inhabitants = inhabitants_by_key()
    standing = comparison.standing(entry, library.evaluations, inhabitants)
    return Material(
        sheet=sheet,
        number=entry.number,
        sha256=entry.sha256,
        day=local_day(entry.published_at),
        why=entry.why,
        reference=reference_profile(standing.profile, library.decimals(sheet)),
        earlier=_earlier(sheet, library, entry),
        municipality=_municipality(sheet, inhabitants),
    )


def unpublished_material(
    sheet: CourseSheet, library: Library, *, number: int = 0, sha256: str = "", day: datetime | None = None
) -> Material:
    """Return what the documents of a result that the public does not see yet are made of."""
    return Material(
        sheet=sheet,
        number=number,
        sha256=sha256,
        day=local_day(day) if day else clock.today(),
        public_from=day if day and day > clock.now() else None,
        earlier=_earlier(sheet, library, None),
        municipality=_municipality(sheet, inhabitants_by_key()),
    )


def _earlier(sheet: CourseSheet, library: Library, own: Published | None) -> tuple[Earlier, ...]:
    """Return the latest earlier results by the same version: only they may stand in one picture with this one."""
    found = [
        entry
        for entry in library.of_organisations((sheet.organisation_key or "",))
        if (entry.sheet.year or 9999) < (sheet.year or 0)
        and (own is None or entry.pk != own.pk)
        and (entry.sheet.instrument, entry.sheet.version, entry.sheet.is_self)
        == (sheet.instrument, sheet.version, sheet.is_self)
        and has_profile(entry.sheet)
    ]
    return tuple(_as_earlier(entry) for entry in found[:MOST_EARLIER])


def _as_earlier(entry: Published) -> Earlier:
    label = short_label(entry.sheet)
    total = points(entry.sheet.total().total)
    return Earlier(label, entry.sheet.year, total, Profile(label, entry.sheet.points(), "earlier"))


def _municipality(sheet: CourseSheet, inhabitants: comparison.Inhabitants) -> Municipality:
    row = Organisation.objects.filter(key=sheet.organisation_key).select_related("parent").first()
    if row is None:
        return Municipality()
    by_year = inhabitants.get(row.key, {})
    count = comparison.nearest(by_year, sheet.year)
    year = next((known for known, many in by_year.items() if many == count), None)
    return Municipality(region=_region(row), country=row.country, inhabitants=count, counted_in=year)


def _region(row: Organisation) -> str:
    parent = row.parent
    return parent.name if parent is not None and parent.kind == Organisation.Kind.REGION else ""
