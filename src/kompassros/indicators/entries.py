"""Entries of indicators from outside, in the fields of Kolada's interface: version 3, and where it differs version 2.

Kolada has no field for unit, direction, source or decimals: unit and years are read out of the title, the source out of
the description. The package carries no descriptions, but the source's name in a field of its own.
"""

from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from kompassros.indicators.models import Indicator
from kompassros.indicators.titles import guess_decimals, read_source, read_title
from kompassros.statistics.catalogue_files import Entry
from kompassros.statistics.catalogue_plan import Content
from kompassros.statistics.unit_entries import squeeze


def _text(value: Any) -> Any:
    """Read null as no text and a number (a year) as text."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else squeeze(value)


Title = Annotated[str, BeforeValidator(squeeze), Field(min_length=1, max_length=300)]
Letter = Annotated[str, BeforeValidator(_text), Field(max_length=1)]
Word = Annotated[str, BeforeValidator(_text), Field(max_length=60)]


class KpiEntry(Entry):
    """An indicator. Dates are those of the next publications that are expected."""

    title: Title
    description: str | None = None
    source: Annotated[str, BeforeValidator(_text), Field(max_length=200)] = ""
    is_divided_by_gender: bool = False
    has_ou_data: bool = False
    municipality_type: Letter = ""
    auspice: Letter = Field(default="", validation_alias=AliasChoices("auspice", "auspices"))
    operating_area: Annotated[str, BeforeValidator(_text), Field(max_length=120)] = ""
    perspective: Word = ""
    prel_publication_date: Word = ""
    publication_date: Word = ""
    publ_period: Word = ""

    def told(self) -> dict[str, Any]:
        """Return the fields that the file has; the source is read out of the description where only that is told."""
        told = self.model_dump(mode="json", exclude_unset=True, exclude={"id"})
        if told.get("description") is None:
            told.pop("description", None)
        elif "source" not in told:
            told["source"] = read_source(told["description"])
        return told


class GroupMember(BaseModel):
    """One place in a group of indicators; its title may be left out where the catalogue has it."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    member_id: str = Field(min_length=1, max_length=30, validation_alias=AliasChoices("member_id", "id"))
    member_title: Annotated[str, BeforeValidator(_text), Field(max_length=300)] = Field(
        default="", validation_alias=AliasChoices("member_title", "title")
    )


class KpiGroupEntry(Entry):
    """Indicators that the source puts together."""

    title: Annotated[str, BeforeValidator(squeeze), Field(min_length=1, max_length=200)]
    members: tuple[GroupMember, ...]


def read_fields(told: Content) -> dict[str, Any]:
    """Return the columns of an indicator as they follow from what a source tells, before any correction."""
    read = read_title(told["title"])
    return {
        "title": told["title"],
        "unit": read.unit,
        "decimals": guess_decimals(read),
        "valid_from": read.valid_from,
        "valid_to": read.valid_to,
        "source": told.get("source", ""),
        "definition": told.get("description", ""),
        "by_gender": told.get("is_divided_by_gender", False),
        "by_workplace": told.get("has_ou_data", False),
        "about": told.get("municipality_type", ""),
        "auspice": told.get("auspice", ""),
        "operating_area": told.get("operating_area", ""),
        "perspective": told.get("perspective", ""),
        "publication": {
            "preliminary": told.get("prel_publication_date", ""),
            "expected": told.get("publication_date", ""),
            "period": told.get("publ_period", ""),
        },
        "direction": Indicator.Direction.NONE.value,
        "direction_basis": "",
        "numerator": "",
        "denominator": "",
        "collected_by": "",
        "frequency": 1,
        "dimension": "",
    }
