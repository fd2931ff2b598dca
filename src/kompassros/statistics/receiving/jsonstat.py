"""JSON-stat 2.0 datasets (json-stat.org/full): dimensions, values in row-major order, and their statuses.

Read are responses of class "dataset". A collection only points to datasets elsewhere; a "dimension" has no values.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod
from typing import Any, Literal, NamedTuple, NoReturn, TypeGuard

from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.statistics.receiving.limits import MOST_CELLS

DimensionRole = Literal["", "time", "geo", "metric"]
_ROLES: tuple[DimensionRole, ...] = ("time", "geo", "metric")
MOST_DIMENSIONS = 30
_LARGEST_EXPONENT = 30
_HIGH, _LOW = r"\\u[dD][89abAB][0-9a-fA-F]{2}", r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_UNKEPT = re.compile(rf"\\u0000|{_HIGH}(?!{_LOW})|(?<!{_HIGH}){_LOW}")
"""Written characters that no database keeps: NUL, and one half of a pair without the other."""


class Category(NamedTuple):
    """One category of a dimension: its code, and its label, which is the code where none is given."""

    code: str
    label: str


@dataclass(frozen=True)
class Dimension:
    """One dimension with its categories in the order of the values."""

    key: str
    label: str
    role: DimensionRole
    categories: tuple[Category, ...]


@dataclass(frozen=True)
class Dataset:
    """A dataset; ``values`` and ``statuses`` by their place in row-major order, where there are any.

    ``sparse``: the file names the places that have a value, and says nothing of the others.
    """

    file: str
    label: str
    source: str
    updated: str
    dimensions: tuple[Dimension, ...]
    values: Mapping[int, Decimal]
    statuses: Mapping[int, str]
    sparse: bool = False

    @property
    def size(self) -> int:
        """Return how many values the dimensions have room for."""
        return prod(len(dimension.categories) for dimension in self.dimensions)

    def positions(self) -> Iterator[tuple[int, ...]]:
        """Give for each value in order the position of its category in each dimension; the last one runs fastest."""
        return product(*(range(len(dimension.categories)) for dimension in self.dimensions))


def read_dataset(data: bytes, name: str) -> Dataset:
    """Return the dataset of a JSON-stat 2.0 file; DomainError says what is wrong with it and where."""
    content = _parsed(data)
    _refuse_other_classes(content)
    dimensions = _dimensions(content)
    size = prod(len(dimension.categories) for dimension in dimensions)
    if size > MOST_CELLS:
        message = _("The dataset has room for %(size)s values, more than %(most)s. Ask the source for a part of it.")
        raise DomainError(message % {"size": size, "most": MOST_CELLS})
    return Dataset(
        file=name,
        label=_text(content, "label"),
        source=_text(content, "source"),
        updated=_text(content, "updated"),
        dimensions=dimensions,
        values=dict(_values(content.get("value"), size)),
        statuses=dict(_statuses(content.get("status"), size)),
        sparse=isinstance(content.get("value"), dict),
    )


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
        content = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, ArithmeticError, RecursionError):
        raise DomainError(_unreadable()) from None
    if _UNKEPT.search(text):
        raise DomainError(_unreadable())
    if not isinstance(content, dict):
        _refuse("/", _("an object is needed"))
    return content


def _unreadable() -> str:
    return _("The file is not readable JSON. Ask the source for it again, and send it unchanged.")


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def _refuse(where: str, what: str) -> NoReturn:
    message = _("The file is not a JSON-stat 2.0 dataset: at “%(where)s” %(what)s. Ask the source for it again.")
    raise DomainError(message % {"where": where, "what": what})


def _refuse_other_classes(content: dict[str, Any]) -> None:
    kind = content.get("class")
    if kind == "collection":
        raise DomainError(
            _("The file is a JSON-stat collection, which only names datasets. Open one of them and send that file.")
        )
    if kind == "dimension":
        raise DomainError(_("The file is a JSON-stat dimension, which has no values. Send the dataset it belongs to."))
    if kind != "dataset" or not str(content.get("version", "")).startswith("2."):
        raise DomainError(_("The file is not JSON-stat 2.0. Choose JSON-stat 2 (json-stat2) at the source."))


def _text(content: dict[str, Any], key: str) -> str:
    value = content.get(key, "")
    return value if isinstance(value, str) else ""


def _dimensions(content: dict[str, Any]) -> tuple[Dimension, ...]:
    keys, sizes, described = content.get("id"), content.get("size"), content.get("dimension")
    if not _are_different_texts(keys) or not 0 < len(keys) <= MOST_DIMENSIONS:
        _refuse("id", _("between 1 and %(most)s different dimensions must be named") % {"most": MOST_DIMENSIONS})
    if not isinstance(sizes, list) or len(sizes) != len(keys):
        _refuse("size", _("as many sizes are needed as there are dimensions"))
    if not isinstance(described, dict):
        _refuse("dimension", _("the dimensions must be described"))
    roles = _roles(content.get("role"))
    return tuple(_dimension(key, size, described.get(key), roles) for key, size in zip(keys, sizes, strict=True))


def _are_different_texts(content: Any) -> TypeGuard[list[str]]:
    is_list = isinstance(content, list) and all(isinstance(text, str) for text in content)
    return is_list and len(set(content)) == len(content)


def _roles(content: Any) -> dict[str, DimensionRole]:
    named = content if isinstance(content, dict) else {}
    return {str(key): role for role in _ROLES if isinstance(named.get(role), list) for key in named[role]}


def _dimension(key: str, size: Any, content: Any, roles: Mapping[str, DimensionRole]) -> Dimension:
    where = f"dimension/{key}"
    category = content.get("category") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(category, dict):
        _refuse(where, _("the categories are missing"))
    codes = _codes(category, where)
    if isinstance(size, bool) or size != len(codes):
        _refuse(where, _("the number of categories must be the size that is stated"))
    given = category.get("label")
    labels = given if isinstance(given, dict) else {}
    categories = tuple(Category(code, str(labels.get(code, code))) for code in codes)
    return Dimension(key, _text(content, "label") or key, roles.get(key, ""), categories)


def _codes(category: dict[str, Any], where: str) -> Sequence[str]:
    """Return the codes in their order: a list, an object of code to position, or of one category only its label."""
    index, labels = category.get("index"), category.get("label")
    if index is None and isinstance(labels, dict) and len(labels) == 1:
        return tuple(labels)
    if _are_different_texts(index):
        return index
    if isinstance(index, dict) and _is_permutation(index.values()):
        return tuple(sorted(index, key=lambda code: index[code]))
    _refuse(f"{where}/category/index", _("each category needs a place of its own, counted from 0"))


def _is_permutation(places: Any) -> bool:
    numbers = list(places)
    return all(type(number) is int for number in numbers) and sorted(numbers) == list(range(len(numbers)))


def _values(content: Any, size: int) -> Iterator[tuple[int, Decimal]]:
    if not isinstance(content, list | dict):
        _refuse("value", _("the values are missing"))
    for index, value in _indexed("value", content, size):
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or _is_huge(Decimal(value)):
            _refuse(f"value/{index}", _("a number or nothing (null) must stand"))
        yield index, Decimal(value)


def _is_huge(value: Decimal) -> bool:
    return abs(value.adjusted()) > _LARGEST_EXPONENT and value != 0


def _statuses(content: Any, size: int) -> Iterator[tuple[int, str]]:
    """Give the statuses by place: from a list, an object of place to status, or one text for all."""
    if content is None:
        return
    if isinstance(content, str):
        content = [content] * size
    if not isinstance(content, list | dict):
        _refuse("status", _("a text, a list or an object must stand"))
    for index, status in _indexed("status", content, size):
        if status is not None and not isinstance(status, str):
            _refuse(f"status/{index}", _("a text must stand"))
        if status:
            yield index, status


def _indexed(key: str, content: list[Any] | dict[str, Any], size: int) -> Iterator[tuple[int, Any]]:
    """Give what stands at each place: of a list that has as many as the sizes multiply to, or of a sparse object."""
    if isinstance(content, list):
        if len(content) != size:
            message = _("there are %(count)s, but the sizes multiply to %(size)s")
            _refuse(key, message % {"count": len(content), "size": size})
        yield from enumerate(content)
        return
    for place, value in content.items():
        if not (place.isascii() and place.isdigit() and len(place) <= len(str(size)) and int(place) < size):
            _refuse(f"{key}/{place[:20]}", _("the place must be a number below %(size)s") % {"size": size})
        yield int(place), value
