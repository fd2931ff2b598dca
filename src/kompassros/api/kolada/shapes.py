"""The shapes of version 3's answers, of which its description is made; a test holds the answers to them."""

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Just these fields, and all of them."""

    model_config = ConfigDict(extra="forbid")


class Envelope(Shape):
    """A page. ``count`` is how many values stand on it; the addresses keep the filters of the request."""

    count: int
    next_url: str | None
    previous_url: str | None


class Kpi(Shape):
    """An indicator. The dates are those of its next publication; ``description`` may be empty."""

    id: str
    title: str
    description: str
    is_divided_by_gender: bool
    municipality_type: str | None = Field(description="K municipalities, L regions, A both.")
    auspice: str | None
    operating_area: str | None
    perspective: str | None
    prel_publication_date: str | None
    publication_date: str | None
    publ_period: str | None
    has_ou_data: bool


class Member(Shape):
    """One of a group."""

    member_id: str
    member_title: str


class Group(Shape):
    """Indicators, or municipalities and regions, that the source puts together."""

    id: str
    title: str
    members: list[Member]


class Municipality(Shape):
    """A municipality (K), a region or the country (L)."""

    id: str
    title: str
    type: str


class Ou(Shape):
    """An organisational unit: a school, a home for the elderly. ``municipality`` is the id of where it belongs."""

    id: str
    title: str
    municipality: str | None


class Entry(Shape):
    """The value of one gender: T all, K women, M men. ``count``: how many members of a group it is the mean of."""

    gender: str
    count: int
    status: str
    value: float | None
    isdeleted: bool


class Data(Shape):
    """The values of an indicator at one period, for a municipality, a region or a group."""

    kpi: str
    municipality: str
    period: int
    values: list[Entry]


class OuData(Shape):
    """The values of an indicator at one period, for an organisational unit."""

    kpi: str
    ou: str
    period: int
    values: list[Entry]


class KpiPage(Envelope):
    """A page of indicators."""

    values: list[Kpi]


class GroupPage(Envelope):
    """A page of groups."""

    values: list[Group]


class MunicipalityPage(Envelope):
    """A page of municipalities and regions."""

    values: list[Municipality]


class OuPage(Envelope):
    """A page of organisational units."""

    values: list[Ou]


class DataPage(Envelope):
    """A page of values."""

    values: list[Data]


class OuDataPage(Envelope):
    """A page of values of organisational units."""

    values: list[OuData]


class Refused(Shape):
    """Why there is no answer, in a sentence."""

    detail: str
