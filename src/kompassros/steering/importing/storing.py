"""A scorecard is taken in: every row in one transaction, or nothing; the same file again changes nothing.

What would become of a file is found by storing it and taking all of it back, so that what is told is what is done.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation
from kompassros.statistics.receiving.troubles import Told
from kompassros.steering.importing.fields import Field
from kompassros.steering.importing.mapping import keep_mapping
from kompassros.steering.importing.outcomes import Action, Intake, Refused, RowOutcome
from kompassros.steering.importing.places import Places, Wish
from kompassros.steering.importing.reading import Scorecard
from kompassros.steering.importing.row_storing import RowStoring
from kompassros.steering.importing.rows import ScoreRow


@transaction.atomic
def take_in(*, scorecard: Scorecard, wish: Wish, person: Any, dry_run: bool = False) -> Intake:
    """Store every row of a scorecard, or none where anything is wrong or the run is a dry one; return what is told.

    Two at once: the second waits for the first, and then finds what it has stored.
    """
    told = Told()
    for trouble in scorecard.troubles:
        told.tell(trouble.file, trouble.place, trouble.message)
    places = Places(wish, person)
    whose = _municipalities(scorecard, places, told)
    _hold(whose)
    storing = _Storing(places, wish, _repeated(scorecard.rows), person)
    outcomes = [storing.store(scorecard.name, row, told) for row in scorecard.rows]
    intake = Intake(tuple(outcomes), tuple(told.troubles))
    if dry_run or intake.troubles:
        transaction.set_rollback(True)
    elif intake.changes_something and wish.keeps:
        for municipality in whose:
            keep_mapping(scorecard.mapping, owner=municipality, name=scorecard.name, person=person)
    return intake


def _municipalities(scorecard: Scorecard, places: Places, told: Told) -> list[Organisation]:
    found: dict[int, Organisation] = {}
    for row in scorecard.rows:
        try:
            one = places.municipality(row.where)
        except Refused as refused:
            told.tell(scorecard.name, row.place_of(refused.field), str(refused))
        else:
            found[one.pk] = one
    return [found[key] for key in sorted(found)]


def _hold(municipalities: Iterable[Organisation]) -> None:
    """Let whoever imports for the same municipality wait until this is over."""
    keys = [one.pk for one in municipalities]
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _repeated(rows: Iterable[ScoreRow]) -> frozenset[str]:
    """Return the names of indicators that a body has more than once in a year."""
    named = {(row.where, search_key(row.indicator.title), search_key(row.goal.title)) for row in rows}
    counted = Counter((where, title) for where, title, _goal in named if title)
    return frozenset(title for (_where, title), count in counted.items() if count > 1)


class _Storing:
    """Stores rows one after the other; a row that says the same thing as an earlier one is refused."""

    def __init__(self, places: Places, wish: Wish, repeated: frozenset[str], person: Any) -> None:
        self._rows = RowStoring(places, wish.decision, repeated, person)
        self._seen: dict[tuple[Any, ...], ScoreRow] = {}
        self._planned: dict[tuple[Any, ...], ScoreRow] = {}

    def store(self, file: str, row: ScoreRow, told: Told) -> RowOutcome:
        """Store a row and return what was stored; what is wrong is told."""
        outcome = RowOutcome(row)
        try:
            self._refuse_second(row)
            self._rows.store(outcome)
        except Refused as refused:
            told.tell(file, row.place_of(refused.field), str(refused))
            outcome = replace(outcome, action=Action.REFUSED)
        return outcome

    def _refuse_second(self, row: ScoreRow) -> None:
        names = (row.where.municipality, row.where.body, row.goal.title)
        key = (row.where.year, *map(search_key, names))
        if row.indicator.title:
            first = self._seen.setdefault((*key, search_key(row.indicator.title)), row)
            if first is not row and not (row.activity and row.says_as(first)):
                message = _("The indicator stands under this goal already, in row %(row)s. Take one of them away.")
                raise Refused(Field.INDICATOR, message % {"row": first.place.row})
        if row.activity:
            first = self._planned.setdefault((*key, search_key(row.activity.title)), row)
            if first is not row:
                message = _("The activity stands under this goal already, in row %(row)s. Take one of them away.")
                raise Refused(Field.ACTIVITY, message % {"row": first.place.row})
