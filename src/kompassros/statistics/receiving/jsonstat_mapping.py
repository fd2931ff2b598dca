"""A JSON-stat dataset to observations: which dimension is year, unit, gender and indicator, and what of the rest."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from django.utils.translation import gettext as _

from kompassros.statistics.receiving.jsonstat import Category, Dataset, Dimension
from kompassros.statistics.receiving.mapping import DatasetMapping
from kompassros.statistics.receiving.outcome import Collector, Key, Outcome
from kompassros.statistics.receiving.printed_numbers import Reading, with_status
from kompassros.statistics.receiving.recognising import GenderLetter, Known
from kompassros.statistics.receiving.resolving import Answer, Resolver, Role
from kompassros.statistics.receiving.texts import sign
from kompassros.statistics.receiving.troubles import Place
from kompassros.statistics.values import Status

VALUES = "value"
"""The sheet of the places of values: row 1 is the first value of the dataset."""
_FEW = 4
_ROLES: tuple[Role, ...] = ("indicator", "unit", "period", "gender")


def apply_dataset(mapping: DatasetMapping, dataset: Dataset, known: Known) -> Outcome:
    """Return the observations of a dataset and all its troubles; nothing is stored."""
    return _Cube(mapping, dataset, known).read()


class _Cube:
    """Reads one dataset by one mapping into a collector."""

    def __init__(self, mapping: DatasetMapping, dataset: Dataset, known: Known) -> None:
        self._mapping = mapping
        self._dataset = dataset
        self._meanings = mapping.meanings
        named = known.with_names(units=mapping.unit_names, indicators=mapping.indicator_names)
        self._resolver = Resolver(named, mapping.gender_words)
        self._collector = Collector()
        self._left_out = {sign(text) for text in mapping.left_out}
        self._positions = {dimension.key: place for place, dimension in enumerate(dataset.dimensions)}
        self._role_of = dict(_roles(mapping))

    def read(self) -> Outcome:
        lacking = list(self._lacking())
        for message in lacking:
            self._tell(Place(""), message)
        if not lacking:
            self._read_values()
        return self._collector.outcome()

    def _tell(self, place: Place, message: str) -> None:
        self._collector.told.tell(self._dataset.file, place, message)

    def _lacking(self) -> Iterator[str]:
        """Say what the mapping leaves open, and without which no value can be taken in."""
        for key in (*self._role_of, *self._mapping.picks):
            if key not in self._positions:
                yield _("The dataset has no dimension “%(name)s”. Say which one is meant.") % {"name": key}
        said = set(self._role_of.values())
        if "period" not in said and self._mapping.period is None:
            yield _("Say which dimension is the year, or which year all values are of.")
        if "unit" not in said and self._mapping.unit is None:
            yield _("Say which dimension is the unit, or which unit all values are of.")
        if "indicator" not in said and self._mapping.indicator is None:
            yield _("Say which dimension is the indicator, or which indicator all values are of.")
        unpicked = [dimension for dimension in self._others() if self._pick(dimension) is None]
        if unpicked:
            message = _(
                "The dataset is divided further, by %(dimensions)s. Pick one category of each, or say that it is the "
                "gender or the indicator."
            )
            yield message % {"dimensions": "; ".join(map(_described, unpicked))}

    def _others(self) -> list[Dimension]:
        return [dimension for dimension in self._dataset.dimensions if dimension.key not in self._role_of]

    def _pick(self, dimension: Dimension) -> int | None:
        """Return the place of the category that is picked; the only one needs no picking."""
        wanted = self._mapping.picks.get(dimension.key)
        if wanted is None:
            return 0 if len(dimension.categories) == 1 else None
        codes = [category.code for category in dimension.categories]
        return codes.index(wanted) if wanted in codes else None

    def _read_values(self) -> None:
        answers = [self._answers(dimension) for dimension in self._dataset.dimensions]
        once = self._said_once()
        for index, position in enumerate(self._dataset.positions()):
            parts = dict(once)
            for (role, of_categories), place in zip(answers, position, strict=True):
                if of_categories[place] is None:
                    break
                if role is not None:
                    parts[role] = cast(Answer, of_categories[place]).value
            else:
                self._take(index, parts)

    def _answers(self, dimension: Dimension) -> tuple[Role | None, list[Answer | None]]:
        """Return what each category of a dimension stands for; None for those that are not taken in."""
        role = self._role_of.get(dimension.key)
        if role is None:
            picked = self._pick(dimension)
            return None, [Answer() if place == picked else None for place in range(len(dimension.categories))]
        return role, [self._answer(role, dimension, category) for category in dimension.categories]

    def _answer(self, role: Role, dimension: Dimension, category: Category) -> Answer | None:
        """Resolve a category by what the mapping says of it, by its code, or by its label; tell where none is known.

        The label of a gender goes before its code: codes such as 1 and 2 mean nothing by themselves.
        """
        if {sign(category.code), sign(category.label)} & self._left_out:
            return None
        said = self._mapping.indicators.get(category.code) if role == "indicator" else None
        texts = [said] if said else [category.code, category.label]
        found = [self._resolver.resolve(role, text) for text in (reversed(texts) if role == "gender" else texts)]
        answer = next((answer for answer in found if answer.value is not None), None)
        if answer is None:
            place = Place(f"{dimension.label}: {category.code} {category.label}")
            self._tell(place, found[-1].trouble)
        return answer

    def _said_once(self) -> dict[Role, str | int | None]:
        """Return what is the same for all values; the gender is the total where no dimension is one."""
        mapping = self._mapping
        said = {"indicator": mapping.indicator, "unit": mapping.unit, "period": mapping.period, "gender": "T"}
        once: dict[Role, str | int | None] = {}
        for role in _ROLES:
            if role not in self._role_of.values():
                answer = self._resolver.resolve(role, str(said[role]))
                once[role] = answer.value
                if answer.trouble:
                    self._tell(Place(""), answer.trouble)
        return once

    def _take(self, index: int, parts: dict[Role, str | int | None]) -> None:
        value = self._dataset.values.get(index)
        status = self._dataset.statuses.get(index, "")
        reading = Reading(value, Status.MISSING if value is None else Status.PRESENT)
        reading = with_status(reading, status, meanings=self._meanings)
        place = Place(VALUES, index + 1)
        if reading.trouble:
            self._tell(place, reading.trouble)
        elif None not in parts.values() and not (value is None and not status and self._mapping.empty == "left out"):
            if reading.value is not None:
                reading = replace(reading, value=reading.value * self._mapping.factor)
            gender = cast(GenderLetter, parts["gender"])
            key = Key(str(parts["indicator"]), str(parts["unit"]), int(cast(int, parts["period"])), gender)
            self._collector.add(self._dataset.file, key, reading, place=place)


def _roles(mapping: DatasetMapping) -> Iterator[tuple[str, Role]]:
    """Give the dimensions that have a role."""
    keys = {"indicator": mapping.metric, "unit": mapping.geo, "period": mapping.time, "gender": mapping.gender}
    for role in _ROLES:
        key = keys[role]
        if key:
            yield key, role


def _described(dimension: Dimension) -> str:
    """Name a dimension with its first categories and their number."""
    few = ", ".join(f"{category.code} {category.label}" for category in dimension.categories[:_FEW])
    message = _("%(name)s [%(key)s] (%(few)s, %(count)s in all)")
    values = {"name": dimension.label, "key": dimension.key, "few": few, "count": len(dimension.categories)}
    return message % values
