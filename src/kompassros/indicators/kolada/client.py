"""Kolada's interface, version 3: the catalogue and the values, as typed rows.

The interface takes at most 25 ids in a list and gives at most 5,000 objects a page; longer lists are asked for in
parts and pages are followed. An id that Kolada does not know gives no error there but no rows: see ``Answer``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from types import TracebackType
from typing import Generic, Self, TypeVar
from urllib.parse import quote

import httpx
from django.utils.translation import gettext as _
from pydantic import BaseModel, TypeAdapter, ValidationError

from kompassros.indicators.kolada.connection import Connection, Retries
from kompassros.indicators.kolada.entries import (
    DataRow,
    Entry,
    Group,
    Kpi,
    Municipality,
    SourceValue,
    Workplace,
    describe,
    values_of,
)
from kompassros.records.errors import DomainError

BASE_URL = "https://api.kolada.se/v3"
MOST_IDS = 25
PER_PAGE = 5000
REQUESTS_PER_SECOND = 5.0

Row = TypeVar("Row")
Model = TypeVar("Model", bound=BaseModel)
OfCatalogue = TypeVar("OfCatalogue", bound=Entry)
Lists = Mapping[str, Sequence[str]]


class Answer(Generic[Row]):
    """Rows as they come, to be read once; afterwards ``without_rows`` says which of the asked ids had none.

    A row about something that was not asked for means that the server does not heed the question: DomainError.
    """

    def __init__(self, rows: Iterable[Row], *, asked: Iterable[str], id_of: Callable[[Row], str]) -> None:
        self._rows = rows
        self._asked = dict.fromkeys(asked)
        self._id_of = id_of
        self._came: set[str] = set()

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            found = self._id_of(row)
            if self._asked and found not in self._asked:
                message = _("The server answers about %(found)s, which was not asked for. Check --base-url.")
                raise DomainError(message % {"found": found})
            self._came.add(found)
            yield row

    @property
    def without_rows(self) -> tuple[str, ...]:
        """Return the asked ids that no row was about, in the order they were asked for."""
        return tuple(code for code in self._asked if code not in self._came)


class KoladaClient:
    """A client of Kolada's interface, or of one that answers alike at another address. Use it in a with statement."""

    def __init__(
        self,
        base_url: str = BASE_URL,
        *,
        transport: httpx.BaseTransport | None = None,
        requests_per_second: float = REQUESTS_PER_SECOND,
        retries: Retries = Retries(),  # noqa: B008 - frozen
    ) -> None:
        self._connection = Connection(
            base_url, transport=transport, requests_per_second=requests_per_second, retries=retries
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @property
    def base_url(self) -> str:
        """Return the address that is asked."""
        return self._connection.base_url

    def kpis(self, ids: Sequence[str] = ()) -> Answer[Kpi]:
        """Return the indicators with these ids, or all there are."""
        return self._entries("/kpi", Kpi, ids)

    def kpi_groups(self, ids: Sequence[str] = ()) -> Answer[Group]:
        """Return the groups of indicators with these ids, or all there are."""
        return self._entries("/kpi_groups", Group, ids)

    def municipalities(self, ids: Sequence[str] = ()) -> Answer[Municipality]:
        """Return the municipalities and regions with these codes, or all there are."""
        return self._entries("/municipality", Municipality, ids)

    def municipality_groups(self, ids: Sequence[str] = ()) -> Answer[Group]:
        """Return the groups of municipalities with these ids, or all there are."""
        return self._entries("/municipality_groups", Group, ids)

    def workplaces(self, municipalities: Sequence[str] = ()) -> Answer[Workplace]:
        """Return the organisational units of these municipalities, or of all."""

        def rows() -> Iterator[Workplace]:
            for codes in in_parts(municipalities) or [()]:
                parameters = {"municipality": ",".join(codes)} if codes else {}
                yield from self._objects("/ou", Workplace, parameters)

        return Answer(rows(), asked=municipalities, id_of=lambda entry: entry.municipality)

    def data(
        self,
        *,
        kpis: Sequence[str] = (),
        municipalities: Sequence[str] = (),
        years: Sequence[int] = (),
        from_date: date | None = None,
    ) -> Answer[SourceValue]:
        """Return the values of municipalities and regions; two of the three lists are needed, an empty one means all.

        ``municipalities`` may name groups of them. ``from_date``: only what has changed since that day.
        """
        lists = {"kpi": kpis, "municipality": municipalities, "year": [str(year) for year in years]}
        return self._values("/data", lists, from_date)

    def workplace_data(
        self,
        *,
        kpis: Sequence[str] = (),
        workplaces: Sequence[str] = (),
        years: Sequence[int] = (),
        from_date: date | None = None,
    ) -> Answer[SourceValue]:
        """Return the values of organisational units; else as ``data``."""
        lists = {"kpi": kpis, "ou": workplaces, "year": [str(year) for year in years]}
        return self._values("/oudata", lists, from_date)

    def _entries(self, path: str, model: type[OfCatalogue], ids: Sequence[str]) -> Answer[OfCatalogue]:
        def rows() -> Iterator[OfCatalogue]:
            for part in in_parts(ids) or [()]:
                yield from self._objects(f"{path}/{_listed(part)}" if part else path, model, {})

        return Answer(rows(), asked=ids, id_of=lambda entry: entry.id)

    def _values(self, path: str, lists: Lists, from_date: date | None) -> Answer[SourceValue]:
        if sum(bool(asked) for asked in lists.values()) < 2:
            raise ValueError("Two of the three lists are needed.")
        parameters = {"from_date": from_date.isoformat()} if from_date else {}
        return Answer(self._value_rows(path, lists, parameters), asked=lists["kpi"], id_of=lambda value: value.kpi)

    def _value_rows(self, path: str, lists: Lists, parameters: Mapping[str, str]) -> Iterator[SourceValue]:
        given = {name: in_parts(asked) for name, asked in lists.items() if asked}
        for parts in product(*given.values()):
            segments = [f"/{name}/{_listed(part)}" for name, part in zip(given, parts, strict=True)]
            for row in self._objects(path + "".join(segments), DataRow, parameters):
                if lists["year"] and str(row.period) not in lists["year"]:
                    message = _("The server answers about %(found)s, which was not asked for. Check --base-url.")
                    raise DomainError(message % {"found": row.period})
                yield from values_of(row)

    def _objects(self, path: str, model: type[Model], parameters: Mapping[str, str]) -> Iterator[Model]:
        adapter = TypeAdapter(list[model])  # type: ignore[valid-type]
        for url, objects in self._connection.pages(path, {"per_page": PER_PAGE, **parameters}):
            try:
                read = adapter.validate_python(objects)
            except ValidationError as error:
                message = _("An object in the answer of %(url)s is not as version 3 has it: %(problem)s.")
                values = {"url": url, "problem": describe(error, start="values")}
                raise DomainError(message % values) from error
            yield from read


def in_parts(ids: Sequence[str], most: int = MOST_IDS) -> list[Sequence[str]]:
    """Return the ids, each once, in lists as long as the interface takes; no list for none."""
    once = list(dict.fromkeys(ids))
    return [once[start : start + most] for start in range(0, len(once), most)]


def _listed(ids: Sequence[str]) -> str:
    return ",".join(quote(code, safe="") for code in ids)
