"""What may stand in addresses and parameters; anything else is refused before it comes to a database."""

from typing import Annotated, Literal

from pydantic import Field

Code = Annotated[str, Field(min_length=1, max_length=30, pattern=r"^[\w.:-]+$")]
Country = Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")]
Words = Annotated[str, Field(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")]
Period = Annotated[int, Field(ge=1500, le=2500)]
Letter = Literal["T", "K", "M"]
Kind = Literal["country", "region", "municipality", "workplace"]
LARGEST_OFFSET = 1_000_000
