"""A row of a scorecard becomes a goal with an indicator, the figures of two years, and an activity."""

from typing import Any

from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.steering.goals.contents import GoalContent, goal_content
from kompassros.steering.goals.models import GoalEdition
from kompassros.steering.goals.services import add_goal, change_goal
from kompassros.steering.importing.activities import ActivityStoring
from kompassros.steering.importing.fields import Field
from kompassros.steering.importing.figures import store_figures
from kompassros.steering.importing.indicators import IndicatorStoring
from kompassros.steering.importing.outcomes import Refused, RowOutcome, blaming
from kompassros.steering.importing.places import Places
from kompassros.steering.importing.rows import ScoreRow
from kompassros.steering.importing.shelves import Shelf
from kompassros.steering.plans.models import Card
from kompassros.steering.plans.structures import read_structure


class RowStoring:
    """Stores rows.

    ``decision``: by which what is adopted changes. ``repeated``: search keys of indicators that the file names under
    several goals, and which their name alone does not tell.
    """

    def __init__(self, places: Places, decision: str, repeated: frozenset[str], person: Any) -> None:
        self._places = places
        self._repeated = repeated
        self._saving: dict[str, Any] = {"person": person, "decision": decision}
        self._indicators = IndicatorStoring(repeated, self._saving)
        self._activities = ActivityStoring(person)

    def store(self, outcome: RowOutcome) -> None:
        """Store a row as far as it is not stored yet, and tell what was. Refused: what is wrong, and in which cell."""
        row = outcome.row
        municipality = self._places.municipality(row.where)
        body = self._places.body(municipality, row.where)
        shelf = self._places.shelf(municipality, body)
        card = self._places.card(municipality, body, row.where.year, outcome)
        goal = self._goal(card, shelf, outcome)
        if row.indicator.title:
            edition = self._indicators.of_year(goal, shelf, outcome)
            if row.says_of_year_before:
                earlier = self._places.card(municipality, body, row.where.year - 1, outcome)
                before = self._goal_before(earlier, goal, shelf, outcome)
                self._indicators.of_year_before(before, edition, shelf, outcome)
            with blaming(Field.RESULT):
                store_figures(edition, shelf, outcome, self._saving["person"])
        if row.activity:
            self._activities.store(card, goal, row.activity, outcome)

    def _goal(self, card: Card, shelf: Shelf, outcome: RowOutcome) -> GoalEdition:
        """Return this year's goal: the one of this title, that under which the indicator stands, or a new edition."""
        row = outcome.row
        stored = shelf.goal(row.where.year, row.goal.title)
        earlier = shelf.goal(row.where.year - 1, row.goal.previous) if row.goal.previous else None
        if stored is not None:
            self._refuse_two(stored, earlier)
            return self._with_note(stored, row, outcome)
        elsewhere = self._where_indicator_stands(shelf, row)
        if elsewhere is not None and earlier is None:
            message = _("The indicator stands under the goal “%(goal)s”, and stays there.")
            outcome.notes.append(message % {"goal": elsewhere.title})
            return elsewhere
        return self._new_goal(card, shelf, outcome, earlier or shelf.goal_near(row.where.year, row.goal.title))

    def _refuse_two(self, stored: GoalEdition, earlier: GoalEdition | None) -> None:
        if earlier is not None and earlier.goal_id != stored.goal_id:
            words = {"before": earlier.title, "now": stored.title}
            message = _("“%(before)s” and “%(now)s” are stored as two goals, and a file does not make them one.")
            raise Refused(Field.GOAL_PREVIOUS, message % words)

    def _where_indicator_stands(self, shelf: Shelf, row: ScoreRow) -> GoalEdition | None:
        if search_key(row.indicator.title) in self._repeated:
            return None
        found = shelf.only_indicator(row.where.year, row.indicator.title)
        return shelf.goal_in(found.goal.goal, row.where.year) if found else None

    def _with_note(self, stored: GoalEdition, row: ScoreRow, outcome: RowOutcome) -> GoalEdition:
        if row.goal_note and row.goal_note != stored.description:
            content = goal_content(stored)
            wanted = GoalContent(content.title, row.goal_note, content.perspective, content.responsible, content.serves)
            with blaming(Field.GOAL_NOTE):
                change_goal(edition=stored, content=wanted, **self._saving)
            outcome.tell(_("What is to know of the goal is changed."))
        return stored

    def _new_goal(self, card: Card, shelf: Shelf, outcome: RowOutcome, known: GoalEdition | None) -> GoalEdition:
        row, year = outcome.row, outcome.row.where.year
        taken = shelf.goal_in(known.goal, year) if known else None
        if taken is not None:
            message = _("The goal is called “%(title)s” in the plan of %(year)s.")
            raise Refused(Field.GOAL, message % {"title": taken.title, "year": year})
        content = GoalContent(row.goal.title, row.goal_note, self._perspective(card, row, outcome))
        edition = self._add(card, shelf, content, known)
        if known:
            words = {"title": known.title, "year": known.plan.year}
            outcome.tell(_("The goal is that of %(year)s: “%(title)s”.") % words)
        else:
            outcome.tell(_("The goal is new."))
        return edition

    def _add(self, card: Card, shelf: Shelf, content: GoalContent, known: GoalEdition | None) -> GoalEdition:
        with blaming(Field.GOAL):
            edition = add_goal(card=card, content=content, goal=known.goal if known else None, **self._saving)
        shelf.put_goal(edition)
        return edition

    def _perspective(self, card: Card, row: ScoreRow, outcome: RowOutcome) -> str:
        """Return the key of the perspective that a row names, by its words in any language."""
        structure = read_structure(card.plan.structure)
        wanted = search_key(row.perspective)
        for one in structure.perspectives:
            if wanted in {search_key(one.key), *map(search_key, one.words.values())}:
                return one.key
        if structure.perspectives:
            names = ", ".join(str(one) for one in structure.perspectives)
            raise Refused(Field.PERSPECTIVE, _("Name one of the plan's perspectives: %(names)s.") % {"names": names})
        if wanted:
            outcome.notes.append(_("The perspective is not kept: the plan's steering model has none."))
        return ""

    def _goal_before(self, card: Card, goal: GoalEdition, shelf: Shelf, outcome: RowOutcome) -> GoalEdition:
        """Return the goal as it was the year before, under the name that it had then."""
        row, year = outcome.row, card.plan.year
        title = row.goal.previous or row.goal.title
        stored, named = shelf.goal_in(goal.goal, year), shelf.goal(year, title)
        if stored is None and named is None:
            content = GoalContent(title, perspective=self._perspective(card, row, outcome))
            stored = self._add(card, shelf, content, goal)
            outcome.tell(_("In %(year)s the goal is called “%(title)s”.") % {"year": year, "title": title})
        elif stored is None or (row.goal.previous and stored is not named):
            held = (stored or goal).title
            message = _("“%(title)s” of %(year)s and the goal of this row, “%(held)s”, are stored as two goals.")
            raise Refused(Field.GOAL_PREVIOUS, message % {"title": title, "year": year, "held": held})
        return stored
