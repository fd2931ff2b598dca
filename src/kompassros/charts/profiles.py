"""Profiles: one organisation's or reference's values per area, and how each is told apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Role = Literal["own", "reference", "earlier", "other"]
WITH_POINTS: frozenset[Role] = frozenset({"own", "other"})
FormatNumber = Callable[[Decimal], str]


@dataclass(frozen=True)
class Profile:
    """A named row of values, one per area in the areas' order; None = missing, never zero."""

    label: str
    values: tuple[Decimal | None, ...]
    role: Role


@dataclass(frozen=True)
class Style:
    """How a profile is drawn: tone of theme.TOKENS, width and dashes in pixels, shape of its points."""

    tone: str
    width: float
    dash: tuple[float, ...] = ()
    shape: str = "circle"
    hollow: bool = False


# Own choice: every style differs from every other by more than its colour, for grey print.
COMPARED = (
    Style("own", 3.4),
    Style("second", 2.2, (16, 4), "square"),
    Style("third", 2.2, (2.5, 3.5), "triangle-up"),
    Style("fourth", 2.2, (12, 4, 2.5, 4), "diamond"),
    Style("fifth", 1.5, (), "circle", True),
)
STYLES: dict[Role, tuple[Style, ...]] = {
    "own": COMPARED[:1],
    "reference": (Style("reference", 2.6, (9, 5)), Style("reference", 2.2, (3, 3), "diamond")),
    "earlier": (
        Style("earlier", 1.7),
        Style("older", 1.7, (2, 3.5), "square"),
        Style("older", 1.5, (10, 3, 2, 3), "diamond"),
    ),
    "other": COMPARED[1:],
}


def styles(profiles: Sequence[Profile]) -> tuple[Style, ...]:
    """One style per profile, by its role and its place among those of the same role.

    ValueError when a role has more profiles than distinguishable styles (own 1, reference 2, earlier 3,
    other 4).
    """
    taken: dict[Role, int] = {}
    chosen: list[Style] = []
    for profile in profiles:
        number = taken.get(profile.role, 0)
        if number >= len(STYLES[profile.role]):
            raise ValueError(f"At most {number} profiles of role {profile.role} can be told apart")
        taken[profile.role] = number + 1
        chosen.append(STYLES[profile.role][number])
    return tuple(chosen)


def own_values(
    profiles: Sequence[Profile], count: int, format_number: FormatNumber, missing_text: str
) -> list[tuple[str, bool]]:
    """The own profile's values as text, each with whether it is missing; empty texts without own profile."""
    own = next((profile for profile in profiles if profile.role == "own"), None)
    if own is None:
        return [("", False)] * count
    return [(value_text(value, format_number, missing_text), value is None) for value in own.values]


def check(axes: Sequence[str], profiles: Sequence[Profile], maximum: int) -> None:
    """ValueError unless every profile has one value per axis, each missing or within 0..maximum."""
    for profile in profiles:
        if len(profile.values) != len(axes):
            raise ValueError(f"{profile.label}: {len(profile.values)} values for {len(axes)} areas")
        if any(value is not None and not 0 <= value <= maximum for value in profile.values):
            raise ValueError(f"{profile.label}: a value outside 0 to {maximum}")


def table(
    axes: Sequence[str], profiles: Sequence[Profile], *, format_number: FormatNumber, missing_text: str
) -> tuple[tuple[str, ...], ...]:
    """One row per area: its name, then each profile's value as text or the words for a missing one."""
    texts = [[value_text(value, format_number, missing_text) for value in profile.values] for profile in profiles]
    return tuple(zip(axes, *texts, strict=True))


def heads(column_heads: Sequence[str], profiles: Sequence[Profile]) -> tuple[str, ...]:
    """The table's heads: as given, or, where only the areas' head is given, the profiles' labels after it."""
    if len(column_heads) == 1:
        return (column_heads[0], *(profile.label for profile in profiles))
    return tuple(column_heads)


def with_gaps(description: str, axes: Sequence[str], profiles: Sequence[Profile], missing_text: str) -> str:
    """The description, then per profile that lacks values: its label, those areas, the words for missing."""
    sentences = [description] if description else []
    for profile in profiles:
        lacking = [axis for axis, value in zip(axes, profile.values, strict=True) if value is None]
        if lacking:
            sentences.append(f"{profile.label} \N{EN DASH} {', '.join(lacking)}: {missing_text}.")
    return " ".join(sentences)


def value_text(value: Decimal | None, format_number: FormatNumber, missing_text: str) -> str:
    """A value as text, or the words for a missing one."""
    return missing_text if value is None else format_number(value)
