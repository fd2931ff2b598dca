"""What the pages of one municipality or one result need, read once: frozen sheets, editions, lineage, inhabitants."""

from dataclasses import dataclass
from functools import cached_property

from kompassros.evaluations import comparison, published
from kompassros.evaluations.comparison import Inhabitants
from kompassros.evaluations.library import Library, has_figures
from kompassros.evaluations.published import Published
from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import Lineage, inhabitants_by_key, lineage


@dataclass(frozen=True)
class Dossier:
    """One municipality: what it is, where it came from, what is published about it, and all the rest beside it."""

    organisation: Organisation
    lineage: Lineage
    library: Library
    language: str

    @classmethod
    def of(cls, organisation: Organisation, language: str) -> "Dossier":
        """Read what the page of an organisation needs."""
        return cls(organisation, lineage(organisation), Library.open(), language)

    @cached_property
    def results(self) -> list[Published]:
        """The results of the organisation and of those that merged into it, latest first."""
        return self.library.of_organisations(self.lineage.keys())

    @cached_property
    def own(self) -> list[Published]:
        """The results of the organisation itself."""
        return [entry for entry in self.results if entry.sheet.organisation_key == self.organisation.key]

    @cached_property
    def latest(self) -> Published | None:
        """The organisation's own latest dated result with any figures, else any with figures; judged by others."""
        with_figures = [entry for entry in published.by_others(self.own) if has_figures(entry.sheet)]
        return next(iter(with_figures), None)

    @cached_property
    def standing(self) -> comparison.Standing | None:
        """Where the latest result stands among those it compares with."""
        if self.latest is None:
            return None
        return comparison.standing(self.latest, self.library.evaluations, self.inhabitants)

    @cached_property
    def inhabitants(self) -> Inhabitants:
        """Numbers of inhabitants by organisation and year, in one query."""
        return inhabitants_by_key()
