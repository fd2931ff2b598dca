"""Random draws from a list of cases. The list is never kept: only its length, its checksum, the seed and the rows."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kompassros.indicators.rounds.data_trail import write_draw
from kompassros.indicators.rounds.models import AskedMeasure, Participant, SampleDraw
from kompassros.indicators.rounds.policies import HAND_IN
from kompassros.indicators.rounds.saving import State, lock_participant, lock_round
from kompassros.methods.sampling import LARGEST_SAMPLE, draw_rows
from kompassros.organisations.saving import require
from kompassros.records import clock
from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.sheets import read_sheets

MOST_LINES = 100_000
LONGEST_SEED = 64


@dataclass(frozen=True)
class Drawn:
    """What is kept of a draw, and the lines that were drawn, which are not."""

    kept: SampleDraw
    lines: list[str]


def read_list(raw: bytes, name: str) -> list[str]:
    """Return the rows of a file as lines, cells divided by semicolons; DomainError says why a file is refused."""
    sheets = [sheet for sheet in read_sheets(raw, name).sheets if sheet.rows and not sheet.hidden]
    if len(sheets) > 1:
        raise DomainError(_("The workbook has several sheets with content. Leave only the one with the list."))
    rows = sheets[0].rows if sheets else ()
    return ["; ".join(cell.text for cell in row if cell.merged_into is None) for row in rows]


def lines_of(text: str) -> list[str]:
    """Return the lines of a pasted list without blanks around them; empty ones are left out."""
    return [line for each in text.splitlines() if (line := each.strip())]


def checksum(lines: Sequence[str]) -> str:
    """Return SHA-256 of the lines, joined by line feeds, in UTF-8."""
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def draw(
    *, participant: Participant, lines: Sequence[str], person: Any, asked: AskedMeasure | None = None, seed: str = ""
) -> Drawn:
    """Draw at most 150 of the lines at random; without a seed a new one is made.

    The same list with the same seed for the same measure is the draw that is kept already, and is not kept twice.
    DomainError for an empty list and one of more than 100,000 lines, and outside the time in which data are handed in.
    """
    require(person, HAND_IN, participant)
    one = lock_round(participant.round, (State.COLLECTING,))
    held = lock_participant(participant)
    _refuse(held, lines, seed)
    if asked is not None and asked.round_id != one.pk:
        raise DomainError(_("The round does not ask for this measure."))
    sown = seed.strip() or secrets.token_hex(8)
    rows = draw_rows(len(lines), sown)
    values = {"participant": held, "asked": asked, "seed": sown, "sha256": checksum(lines)}
    kept = SampleDraw._base_manager.filter(**values).first()
    if kept is None:
        kept = _keep(held, {**values, "population": len(lines), "rows": rows}, person)
    return Drawn(kept, [lines[row - 1] for row in rows])


def _refuse(held: Participant, lines: Sequence[str], seed: str) -> None:
    if held.withdrawn_at is not None:
        raise DomainError(_("%(name)s has left the round.") % {"name": held.organisation.name})
    if not lines:
        raise DomainError(_("The list is empty. Give one case on each line."))
    if len(lines) > MOST_LINES:
        raise DomainError(_("The list has more than 100,000 lines. Divide it, and draw from each part."))
    if len(seed.strip()) > LONGEST_SEED:
        raise DomainError(_("The seed is longer than 64 characters. Shorten it."))


def _keep(held: Participant, values: dict[str, Any], person: Any) -> SampleDraw:
    kept: SampleDraw = SampleDraw._base_manager.create(
        organisation=held.organisation, drawn_by=person, drawn_at=clock.now(), **values
    )
    told = {
        "population": kept.population,
        "drawn": len(kept.rows),
        "seed": kept.seed,
        "sha256": kept.sha256,
    }
    write_draw(held, kept.pk, person, after=told)
    return kept


def is_same_draw(kept: SampleDraw, lines: Sequence[str]) -> bool:
    """Return whether a list is the one that was drawn from, and its draw comes out the same."""
    is_same_list = len(lines) == kept.population and checksum(lines) == kept.sha256
    return is_same_list and draw_rows(len(lines), kept.seed, LARGEST_SAMPLE) == kept.rows


def draws_of(participant: Participant) -> list[SampleDraw]:
    """Return what is kept of a participant's draws, the latest first."""
    rows = SampleDraw._base_manager.filter(participant=participant)
    return list(rows.select_related("asked__measure", "drawn_by").order_by("-drawn_at", "-pk"))
