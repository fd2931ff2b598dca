"""What a network writes of a year in its compilation, and whether everybody may read it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kompassros.indicators.networking import trail
from kompassros.indicators.networking.models import MeasureNetwork, NetworkYear
from kompassros.indicators.networking.policies import KEEP_NETWORK
from kompassros.organisations.saving import claim, require
from kompassros.records import clock
from kompassros.records.errors import Conflict, DomainError

FIRST_YEAR, LAST_YEAR = 1990, 2999


@dataclass(frozen=True)
class Texts:
    """The three texts: what was seen, what was learned, what is done next."""

    seen: str = ""
    learned: str = ""
    next_steps: str = ""


@transaction.atomic
def write_year(
    *, network: MeasureNetwork, year: int, texts: Texts, public: bool, version: int, person: Any
) -> NetworkYear:
    """Store a year's texts. ``version``: the one that the writer saw, 0 where nothing was stored yet.

    Only with ``public`` does everybody read the compilation; each change of that stands in the history by itself.
    """
    require(person, KEEP_NETWORK, network)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(_("There is no such year."))
    values = asdict(texts) | {"public": public, "written_by": person, "written_at": clock.now()}
    stored = NetworkYear.objects.select_for_update().filter(network=network, year=year).first()
    before = _told(stored)
    was_public = stored is not None and stored.public
    if stored is None:
        stored = _create(network, year, values)
    else:
        stored.version = version
        claim(stored, **values)
    stored.network = network
    if before != _told(stored):
        trail.write_year(stored, person, "written", before=before, after=_told(stored))
    if public != was_public:
        trail.write_year(stored, person, "made_public" if public else "hidden")
    return stored


def _create(network: MeasureNetwork, year: int, values: dict[str, Any]) -> NetworkYear:
    try:
        with transaction.atomic():
            return NetworkYear.objects.create(network=network, year=year, **values)
    except IntegrityError:
        raise Conflict(
            _("Somebody else has changed this in the meantime. Look at what changed, then save again.")
        ) from None


def _told(stored: NetworkYear | None) -> dict[str, Any] | None:
    if stored is None:
        return None
    return {name: getattr(stored, name) for name in Texts.__dataclass_fields__}
