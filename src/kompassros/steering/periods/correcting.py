"""A figure or a text of a closed period is corrected by a new edition; the rest stays as it was frozen."""

from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.methods.printed_figures import read_outcome
from kompassros.methods.shares import Shares, add, share_out
from kompassros.organisations.saving import claim, require
from kompassros.records.errors import DomainError
from kompassros.steering.goals.indicator_services import LONGEST_FIGURE
from kompassros.steering.goals.statuses import columns
from kompassros.steering.periods import trail
from kompassros.steering.periods.closing import latest, store_edition
from kompassros.steering.periods.frozen_period import FrozenIndicator, Json, shares_content, written
from kompassros.steering.periods.gathering import statuses_of
from kompassros.steering.periods.models import CardReport, PeriodEdition, ReportingPeriod
from kompassros.steering.periods.policies import RUN_PERIOD
from kompassros.steering.periods.saving import State, lock_period


@dataclass(frozen=True)
class FigureCorrection:
    """An indicator's figure as it should have stood, by the indicator's uid; empty for not measured."""

    indicator: str
    printed: str
    note: str = ""


@dataclass(frozen=True)
class TextCorrection:
    """The text of a signed report as it should have stood, by the body's key."""

    body: str
    text: str


Correction = FigureCorrection | TextCorrection


@transaction.atomic
def correct_edition(
    *, period: ReportingPeriod, corrections: Sequence[Correction], why: str, person: Any
) -> PeriodEdition:
    """Make a new edition of a closed period with what is corrected, and name the old one in the history.

    Statuses and shares are computed anew from the frozen targets, not from those of today. DomainError without a
    reason, for a period that is not closed, and for what the edition does not hold. Conflict for a second editor.
    """
    require(person, RUN_PERIOD, period)
    held = lock_period(period, (State.CLOSED,))
    old = latest(held)
    if old is None or not corrections:
        raise DomainError(_("Say what is to be corrected."))
    if not why.strip():
        raise DomainError(_("Say why the edition is corrected: the reason stands beside it."))
    content = corrected(old, corrections)
    claim(period)
    edition = store_edition(held, content, person=person, why=why.strip())
    before = {"edition": old.number, "sha256": old.sha256}
    after = {"edition": edition.number, "sha256": edition.sha256}
    trail.write_period(period, person, "corrected", before=before, after=after, why=why.strip())
    return edition


def corrected(old: PeriodEdition, corrections: Sequence[Correction]) -> Json:
    """Return what an edition would hold with the corrections; the edition itself is left as it is.

    DomainError for what the edition does not hold, and a figure that is too long.
    """
    content: Json = deepcopy(old.content)
    for one in corrections:
        _correct(content, one)
    _share(content["cards"])
    content["corrects"] = {"number": old.number, "sha256": old.sha256}
    return content


def _correct(content: Json, one: Correction) -> None:
    if isinstance(one, TextCorrection):
        _correct_text(content, one)
    else:
        _correct_figure(content, one)


def _correct_text(content: Json, one: TextCorrection) -> None:
    found = next((card["report"] for card in content["cards"] if card["body"]["key"] == one.body), None)
    if found is None or found["state"] != CardReport.State.SIGNED:
        raise DomainError(_("This body has no signed report in the edition."))
    found["text"] = one.text.strip()


def _correct_figure(content: Json, one: FigureCorrection) -> None:
    goals = (goal for card in content["cards"] for goal in card["goals"])
    indicators = (each for goal in goals for each in goal["indicators"])
    found = next((each for each in indicators if each["uid"] == one.indicator), None)
    if found is None:
        raise DomainError(_("The edition has no such indicator."))
    if len(one.printed.strip()) > LONGEST_FIGURE:
        raise DomainError(_("A figure has at most 60 characters; put what else there is to say into the note."))
    found["value"] = _figure(content, found["value"], one)
    attained = columns(FrozenIndicator(found).judged())
    found["status"] = attained | {"compared": written(attained["compared"])}


def _figure(content: Json, old: Json | None, one: FigureCorrection) -> Json:
    outcome = read_outcome(one.printed.strip()).outcome
    kept = old or {"year": content["plan"]["year"], "broken": False, "source": "", "vintage": 0}
    return kept | {
        "printed": one.printed.strip(),
        "value": written(outcome.value) if outcome else None,
        "bound": outcome.bound if outcome else "",
        "preliminary": False,
        "note": one.note.strip(),
        "vintage": kept["vintage"] + 1,
    }


def _share(cards: Sequence[Json]) -> None:
    """Compute the shares anew; cards come parents first, so they are added from the end."""
    below: dict[str, list[Shares]] = defaultdict(list)
    for card in reversed(cards):
        own = share_out(statuses_of(card))
        together = add([own, *below[card["body"]["key"]]])
        card["shares"] = {"own": shares_content(own), "all": shares_content(together)}
        if card["above"] is not None:
            below[card["above"]].append(together)
