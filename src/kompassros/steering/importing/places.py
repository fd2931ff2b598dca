"""Whose a row is: the municipality, the body, and the card of the year, made where it is not there yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation
from kompassros.organisations.queries import NameIndex, NameMatch
from kompassros.organisations.services import NamePeriod, add_organisation, ensure_country
from kompassros.steering.importing.fields import Field
from kompassros.steering.importing.outcomes import Refused, RowOutcome, blaming
from kompassros.steering.importing.rows import ScoreRow, Where
from kompassros.steering.importing.shelves import Shelf
from kompassros.steering.plans.models import Card, SteeringPlan
from kompassros.steering.plans.services import add_card, make_plan
from kompassros.web.formats import format_list

_COUNTRIES = ("SE", "NO", "DK", "FI", "IS")


@dataclass(frozen=True)
class Wish:
    """How a file is taken in.

    ``only``: the municipality that it is for, where the file names none or no other may be meant. ``structure``: the
    steering model of plans that are begun. ``decision``: by which what is adopted changes. ``adds``: whether
    municipalities that are not known are added, to be completed. ``keeps``: whether the mapping is kept for the next
    file.
    """

    only: Organisation | None = None
    structure: str = "plain"
    decision: str = ""
    adds: bool = False
    keeps: bool = True


class Places:
    """Finds municipalities and bodies by their names, and plans and cards by their years; each once."""

    def __init__(self, wish: Wish, person: Any) -> None:
        self._only = wish.only
        self._adds = wish.adds
        self._structure = wish.structure
        self._person = person
        self._names: NameIndex | None = None
        self._found: dict[tuple[str, str], Organisation | Refused] = {}
        self._bodies: dict[int, dict[str, list[Organisation]]] = {}
        self._plans: dict[tuple[int, int], SteeringPlan | None] = {}
        self._cards: dict[tuple[int, int], Card] = {}
        self._shelves: dict[tuple[int, int], Shelf] = {}

    def municipality(self, where: Where) -> Organisation:
        """Return the municipality that a row names. Refused: none, an unknown one, or another than is imported for."""
        if not where.municipality:
            if self._only is None:
                raise Refused(Field.MUNICIPALITY, _("Say whose scorecard it is: the file names no municipality."))
            return self._only
        key = (where.country, search_key(where.municipality))
        if key not in self._found:
            self._found[key] = self._looked_up(where)
        found = self._found[key]
        if isinstance(found, Refused):
            raise found
        if self._only is not None and found != self._only:
            message = _("The row is of %(name)s; this import is for %(only)s.")
            raise Refused(Field.MUNICIPALITY, message % {"name": found.name, "only": self._only.name})
        return found

    def _looked_up(self, where: Where) -> Organisation | Refused:
        """Return the municipality of a name, or why there is none: a name is looked up once, known or not."""
        try:
            return self._named(where)
        except Refused as refused:
            return refused

    def _named(self, where: Where) -> Organisation:
        self._names = self._names or NameIndex()
        countries = [where.country] if where.country else list(_COUNTRIES)
        matches = [self._names.match(country, where.municipality, where.year) for country in countries]
        found = [one.organisation for one in matches if one.organisation is not None]
        municipalities = [one for one in found if one.kind == Organisation.Kind.MUNICIPALITY]
        if len(municipalities) > 1:
            message = _("Several countries have a municipality %(municipality)s. Name the country.")
            raise Refused(Field.COUNTRY, message % vars(where))
        return municipalities[0] if municipalities else self._unknown(where, matches)

    def _unknown(self, where: Where, matches: Iterable[NameMatch]) -> Organisation:
        """Add a municipality where that is wished; else say which names come close."""
        if self._adds and where.country:
            with blaming(Field.COUNTRY):
                return add_organisation(
                    kind=Organisation.Kind.MUNICIPALITY,
                    country=where.country,
                    periods=[NamePeriod(where.municipality)],
                    parent=ensure_country(where.country),
                    to_complete=True,
                    person=self._person,
                    why=_("Named in a scorecard."),
                )
        close = format_list([name for match in matches for name in match.close])
        message = _("There is no municipality %(municipality)s.") % vars(where)
        raise Refused(
            Field.MUNICIPALITY, f"{message} {_('Close are: %(names)s.') % {'names': close}}" if close else message
        )

    def body(self, municipality: Organisation, where: Where) -> Organisation:
        """Return the body whose card a row is for. Refused: the municipality has none of this name, or several."""
        if not where.body or search_key(where.body) == search_key(municipality.name):
            return municipality
        if municipality.pk not in self._bodies:
            self._bodies[municipality.pk] = _bodies_of(municipality)
        found = self._bodies[municipality.pk].get(search_key(where.body), [])
        if len(found) != 1:
            words = {"name": municipality.name, "body": where.body}
            message = _("%(name)s has no body “%(body)s”.") if not found else _("%(name)s has several “%(body)s”.")
            raise Refused(Field.BODY, message % words)
        return found[0]

    def shelf(self, municipality: Organisation, body: Organisation) -> Shelf:
        """Return what is stored of a body."""
        key = (municipality.pk, body.pk)
        if key not in self._shelves:
            self._shelves[key] = Shelf(municipality, body)
        return self._shelves[key]

    def card(self, municipality: Organisation, body: Organisation, year: int, outcome: RowOutcome) -> Card:
        """Return the card of a body and year; plan and card are made where they are not there yet."""
        plan = self._plan(municipality, year, outcome)
        key = (plan.pk, body.pk)
        if key not in self._cards:
            self._cards[key] = self._stored_card(plan, body) or self._new_card(plan, body, outcome)
        return self._cards[key]

    def _plan(self, municipality: Organisation, year: int, outcome: RowOutcome) -> SteeringPlan:
        key = (municipality.pk, year)
        if key not in self._plans:
            rows = SteeringPlan._base_manager.select_related("organisation")
            self._plans[key] = rows.filter(organisation=municipality, year=year).first()
        plan = self._plans[key]
        if plan is None:
            plan = self._plans[key] = self._new_plan(municipality, year, outcome.row)
            outcome.tell(_("The plan of %(year)s is begun.") % {"year": year})
        return plan

    def _new_plan(self, municipality: Organisation, year: int, row: ScoreRow) -> SteeringPlan:
        with blaming(Field.YEAR):
            return make_plan(
                organisation=municipality,
                year=year,
                structure=self._structure,
                source=row.source,
                person=self._person,
            )

    def _stored_card(self, plan: SteeringPlan, body: Organisation) -> Card | None:
        rows = Card._base_manager.select_related("plan__organisation", "organisation__parent")
        found: Card | None = rows.filter(plan=plan, organisation=body).first()
        return found

    def _new_card(self, plan: SteeringPlan, body: Organisation, outcome: RowOutcome) -> Card:
        with blaming(Field.BODY):
            card = add_card(plan=plan, organisation=body, person=self._person)
        outcome.tell(_("The card of %(name)s for %(year)s is added.") % {"name": body.name, "year": plan.year})
        return card


def _bodies_of(municipality: Organisation) -> dict[str, list[Organisation]]:
    inside = Organisation.objects.filter(path__startswith=municipality.path or "-", valid_to=None)
    found: dict[str, list[Organisation]] = {}
    for body in inside.exclude(pk=municipality.pk):
        found.setdefault(search_key(body.name), []).append(body)
    return found
