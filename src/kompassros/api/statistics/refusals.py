"""What is answered instead of what was asked for, as the description of the interface has it."""

from typing import Any

from pydantic import BaseModel


class Refused(BaseModel):
    """Why there is no answer, in a sentence."""

    detail: str


class Problem(BaseModel):
    """What is wrong with one parameter; ``loc`` says where it stands: in the path or the query, and its name."""

    type: str
    loc: list[str | int]
    msg: str
    ctx: dict[str, Any] | None = None


class Invalid(BaseModel):
    """The parameters that cannot be meant."""

    detail: list[Problem]


UNKNOWN: dict[int, type[BaseModel]] = {404: Refused, 422: Invalid}
"""There is no such thing, or a parameter cannot be meant."""
INVALID: dict[int, type[BaseModel]] = {422: Invalid}
