"""Entries of units from outside: municipalities and regions, organisational units, groups."""

from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from kompassros.statistics.catalogue_files import Entry


def squeeze(text: Any) -> Any:
    """Make every run of blanks in a text one blank."""
    return " ".join(text.split()) if isinstance(text, str) else text


def _members(value: Any) -> Any:
    """Read member codes joined by blanks as a list of members."""
    return [{"member_id": code} for code in value.split()] if isinstance(value, str) else value


Title = Annotated[str, BeforeValidator(squeeze), Field(min_length=1, max_length=200)]


class UnitEntry(Entry):
    """A municipality (type K), or a region or the country (type L)."""

    title: Title
    type: Literal["K", "L"]


class WorkplaceEntry(Entry):
    """An organisational unit, and the code of its municipality or region."""

    title: Title
    municipality: str = Field(min_length=1, max_length=20)


class Member(BaseModel):
    """One place in a group; in the oldest files the fields are called id and title."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    member_id: str = Field(min_length=1, max_length=30, validation_alias=AliasChoices("member_id", "id"))


class UnitGroupEntry(Entry):
    """A group of municipalities or regions, its members in the source's order."""

    title: Title
    members: Annotated[tuple[Member, ...], BeforeValidator(_members)]
