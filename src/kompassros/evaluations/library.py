"""All that is published and the editions it was judged by: what pages and documents of results read, once."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from kompassros.evaluations import published
from kompassros.evaluations.course_sheet import detail_of
from kompassros.evaluations.published import Published
from kompassros.evaluations.sheet import AREA_MAXIMUM, Sheet
from kompassros.instruments import queries as instruments
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.outline import in_language

FEWEST_SPOKES = 3


@dataclass(frozen=True)
class Library:
    """All that is published and the editions it was judged by: two or three queries, whatever the page shows.

    editions: those of Kommunkompassen, by version; a result that was made here carries its own names.
    """

    entries: tuple[Published, ...]
    editions: dict[str, EditionFile]

    @classmethod
    def open(cls, instrument: str = "kommunkompassen") -> "Library":
        """Read the current sheets and the editions of an instrument."""
        stored = {entry.version: entry.content for entry in instruments.editions(instrument)}
        return cls(tuple(published.current_sheets()), stored)

    @cached_property
    def evaluations(self) -> tuple[Published, ...]:
        """The current sheets of evaluations."""
        return tuple(entry for entry in self.entries if entry.sheet.kind == "evaluation")

    @cached_property
    def references(self) -> tuple[Published, ...]:
        """The references that sources print."""
        return tuple(entry for entry in self.entries if entry.sheet.kind == "reference")

    @cached_property
    def by_others(self) -> tuple[Published, ...]:
        """The evaluations that others than the municipality itself judged."""
        return tuple(published.by_others(self.evaluations))

    def find(self, slug: str) -> Published | None:
        """Return the evaluation with this address, or None."""
        return next((entry for entry in self.evaluations if entry.slug == slug), None)

    def of_organisations(self, keys: tuple[str, ...]) -> list[Published]:
        """Return the evaluations of organisations, latest first, undated ones last."""
        found = [entry for entry in self.evaluations if entry.sheet.organisation_key in keys]
        return sorted(found, key=lambda entry: (-(entry.sheet.year or 0), entry.slug))

    def area_names(self, sheet: Sheet, language: str) -> list[str]:
        """Return the names of a sheet's areas by the version it names, or “Area 1” where no version helps."""
        detail = detail_of(sheet)
        if detail is not None:
            return [in_language(name, language) for name in detail.area_names]
        outline = self.editions.get(sheet.names_from or "")
        if outline is None:
            return [_("Area %(number)s") % {"number": area.no} for area in sheet.areas]
        return [in_language(area.name, language) for area in outline.areas]

    def decimals(self, sheet: Sheet) -> int:
        """Return how many decimals the version's own results print."""
        detail = detail_of(sheet)
        if detail is not None:
            return detail.edition.decimals
        outline = self.editions.get(sheet.names_from or "")
        return (outline.decimals if outline else None) or 0


def has_figures(sheet: Sheet) -> bool:
    """Return whether a sheet has a total or the points of any area."""
    return sheet.total().total is not None or any(area.points is not None for area in sheet.areas)


def has_profile(sheet: Sheet) -> bool:
    """Return whether a rose can be drawn: at least half of the areas have points, three at least, each of 100."""
    known = sum(area.points is not None for area in sheet.areas)
    of_hundred = all(most in (None, AREA_MAXIMUM) for most in sheet.area_maxima())
    return of_hundred and known >= FEWEST_SPOKES and known * 2 >= len(sheet.areas)
