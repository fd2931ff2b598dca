"""What an edition asks, made ready once in a process: editions never change."""

from dataclasses import dataclass

from kompassros.instruments import criteria
from kompassros.instruments.criteria import Placed
from kompassros.instruments.exchange_schema import Area
from kompassros.instruments.models import Edition
from kompassros.instruments.outline import edition_outline, in_language
from kompassros.methods import points


@dataclass(frozen=True)
class Framework:
    """The areas that can be judged, their criteria in order, and the frame that points are counted in."""

    areas: tuple[Area, ...]
    placed: dict[str, Placed]
    by_area: dict[str, tuple[Placed, ...]]
    frame: points.Frame


_kept: dict[str, Framework] = {}


def framework_of(edition: Edition) -> Framework:
    """Return what an edition asks; kept by its checksum."""
    if edition.sha256 not in _kept:
        _kept[edition.sha256] = _make(edition)
    return _kept[edition.sha256]


def _make(edition: Edition) -> Framework:
    outline = edition_outline(edition)
    placed, frame = criteria.placed(outline), criteria.frame(outline)
    areas = criteria.judged_areas(outline)
    by_area = {area.id: tuple(one for one in placed.values() if one.area.id == area.id) for area in areas}
    return Framework(areas, placed, by_area, frame)


def label_of(edition: Edition, criterion: str, language: str) -> str:
    """Return number and text of a criterion; its id where the edition does not have it."""
    placed = framework_of(edition).placed.get(criterion)
    return f"{placed.number} {in_language(placed.criterion.text, language)}" if placed else criterion
