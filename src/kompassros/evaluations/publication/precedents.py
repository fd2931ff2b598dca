"""How others' practice was judged: judgements in the public sheets of other municipalities.

Own choice: only what others than the municipality itself judged is a precedent, and real and made-up never mix.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kompassros.evaluations import published
from kompassros.evaluations.course_sheet import CourseSheet, detail_of
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.published import Published


@dataclass(frozen=True)
class Precedent:
    """A judgement of one criterion elsewhere; ``slug`` is the address of the public result."""

    municipality: str
    year: int
    level: str
    reach: str
    basis: str
    slug: str


_Found = dict[str, Precedent]
_kept: dict[int, tuple[str, _Found]] = {}
_MOST_KEPT = 1_000


def precedents(
    instrument_key: str, criterion_ids: Iterable[str], *, made_up: bool = False, besides: str = ""
) -> dict[str, list[Precedent]]:
    """Return, for each criterion asked for, how it was judged elsewhere, the latest first; at most two queries.

    Only current sheets whose embargo has ended. made_up: among the made-up results instead of the real ones.
    besides: key of the municipality whose own results are left out.
    """
    found: dict[str, list[Precedent]] = {criterion: [] for criterion in criterion_ids}
    for entry in _entries(instrument_key, made_up, besides):
        judged = _read(entry)
        for criterion in found.keys() & judged.keys():
            found[criterion].append(judged[criterion])
    return found


def precedents_for(course: Course, criterion_ids: Iterable[str]) -> dict[str, list[Precedent]]:
    """Return the precedents for an evaluation: those of its instrument from other municipalities."""
    return precedents(
        course.edition.instrument.key,
        criterion_ids,
        made_up=course.made_up,
        besides=course.organisation.key,
    )


def _entries(instrument_key: str, made_up: bool, besides: str) -> Iterator[Published]:
    entries = published.by_others(published.made_up_is(made_up, published.current_evaluations()))
    for entry in sorted(entries, key=lambda one: (-(one.sheet.year or 0), one.slug)):
        sheet = entry.sheet
        if isinstance(sheet, CourseSheet) and sheet.instrument == instrument_key and sheet.organisation_key != besides:
            yield entry


def _read(entry: Published) -> _Found:
    """Return the judgements of a sheet by criterion, kept by its number: a frozen sheet never changes."""
    kept = _kept.get(entry.pk)
    if kept is None or kept[0] != entry.sha256:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        kept = _kept[entry.pk] = (entry.sha256, dict(_judgements(entry)))
    return kept[1]


def _judgements(entry: Published) -> Iterator[tuple[str, Precedent]]:
    detail = detail_of(entry.sheet)
    for area in detail.areas if detail else ():
        for question in area.questions:
            for one in question.criteria:
                yield (
                    one.id,
                    Precedent(
                        municipality=entry.sheet.organisation_name,
                        year=entry.sheet.year or 0,
                        level=one.level,
                        reach=one.reach,
                        basis=one.basis,
                        slug=entry.slug,
                    ),
                )
