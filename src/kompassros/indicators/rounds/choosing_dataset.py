"""Into which dataset the values of a round can go, and what each choice would do to what is shown today.

Of two datasets with the same indicator for the same class of units only the one with the lowest rank is shown. Values
in a dataset of the round's own would hide those of everybody who took no part, or be hidden themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kompassros.indicators.rounds.freezing import taking_part
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.statistics import reading
from kompassros.statistics.models import Dataset

Place = tuple[int, int]


@dataclass(frozen=True)
class Choice:
    """A dataset, and of how many of the measures its values are shown today, or nobody's are.

    ``hides``: measures that another dataset shows today and this one would hide. ``hidden``: those for which another
    one goes before, so that the values of the round would not be seen.
    """

    dataset: Dataset
    shown: int
    new: int
    hides: int
    hidden: int

    @property
    def is_safe(self) -> bool:
        """Whether the values would be seen, and nobody else's would be hidden."""
        return not (self.hides or self.hidden)


def choices(one: CollectionRound) -> list[Choice]:
    """Return the datasets that can be chosen, the proposed one first."""
    wanted = _places(one)
    datasets = list(_readable(one))
    held = {dataset.pk: _held(dataset, wanted) for dataset in datasets}
    shown = _shown(datasets, held)
    owned = [dataset for dataset in datasets if dataset.owner_id in (None, one.owner_id)]
    found = [_choice(dataset, wanted, shown) for dataset in owned]
    return sorted(found, key=lambda each: (not each.is_safe, -each.shown, each.hides + each.hidden, each.dataset.rank))


def proposed(one: CollectionRound) -> Dataset | None:
    """Return the dataset that shows the measures today, None where there is none at all."""
    found = choices(one)
    return found[0].dataset if found else None


def _readable(one: CollectionRound) -> Iterable[Dataset]:
    return Dataset.objects.filter(made_up=one.made_up).order_by("rank", "pk")


def _places(one: CollectionRound) -> set[Place]:
    """Return the (indicator, class of units) for which the round has values."""
    asked = one.asked.exclude(measure__indicator=None)
    indicators = list(asked.values_list("measure__indicator", flat=True))
    classes = set(taking_part(one).order_by().values_list("unit__unit_class", flat=True))
    return {(number, each) for number in indicators for each in classes}


def _held(dataset: Dataset, wanted: set[Place]) -> set[Place]:
    if dataset.current_id is None or not wanted:
        return set()
    indicators = sorted({indicator for indicator, _class in wanted})
    return reading.held(indicators=indicators, release=dataset.current_id) & wanted


def _shown(datasets: list[Dataset], held: dict[int, set[Place]]) -> dict[Place, Dataset]:
    """Return which dataset is shown for each (indicator, class): the first that has it."""
    found: dict[Place, Dataset] = {}
    for dataset in datasets:
        for place in held[dataset.pk]:
            found.setdefault(place, dataset)
    return found


def _choice(dataset: Dataset, wanted: set[Place], shown: dict[Place, Dataset]) -> Choice:
    own = others_after = others_before = 0
    for place in wanted & shown.keys():
        first = shown[place]
        if first.pk == dataset.pk:
            own += 1
        elif (dataset.rank, dataset.pk) < (first.rank, first.pk):
            others_after += 1
        else:
            others_before += 1
    return Choice(dataset, own, len(wanted - shown.keys()), hides=others_after, hidden=others_before)
