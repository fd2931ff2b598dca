"""Which evaluations may stand in one ranking, mean or median, and why others may not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class EvaluatorKind(StrEnum):
    """Who judged."""

    ASSOCIATION = "association"
    PEERS = "peers"
    SELF = "self"


class Level(StrEnum):
    """The outermost level that was studied."""

    GROUP = "group"
    BOARDS = "boards"
    UNITS = "units"


class Verdict(StrEnum):
    """Ranked together, shown beside each other with a note, or kept apart."""

    COMPARABLE = "comparable"
    BESIDE = "beside"
    NOT_COMPARABLE = "not_comparable"


class Reason(StrEnum):
    """Why two evaluations are not simply comparable, in the order they are told."""

    MADE_UP = "made_up"
    OTHER_INSTRUMENT = "other_instrument"
    OTHER_VERSION = "other_version"
    OTHER_REVISION = "other_revision"
    VERSION_NOT_STATED = "version_not_stated"
    OTHER_ORGANISATION_PART = "other_organisation_part"
    OTHER_LEVEL = "other_level"
    OTHER_COMPANIES = "other_companies"
    OTHER_EVALUATOR = "other_evaluator"
    TAKEN_OUT = "taken_out"


class Assumption(StrEnum):
    """What was taken for granted because a source does not say it."""

    ORDINARY_SCOPE = "ordinary_scope"
    ASSOCIATION_TEAM = "association_team"


WHOLE = "whole"
ORDINARY_LEVEL = Level.UNITS
ORDINARY_COMPANIES = False
ORDINARY_EVALUATOR = EvaluatorKind.ASSOCIATION


@dataclass(frozen=True)
class Scope:
    """What was studied; ``None`` in any of the three is "not stated".

    ``organisation`` is ``WHOLE`` or the name of the part (a city district); ``companies`` says
    whether the municipal companies were weighed in.
    """

    organisation: str | None = None
    level: Level | None = None
    companies: bool | None = None


@dataclass(frozen=True)
class Terms:
    """The terms an evaluation was made on.

    ``instrument`` names one set of criteria and weights, so an instrument of another owner has
    another name. ``version`` and ``revision`` are ``None`` where the source does not state them.
    ``made_up`` marks demonstration data; ``taken_out`` a result of which so much was not applicable
    that it compares with none (``points.score``).
    """

    instrument: str
    version: str | None
    revision: int | None = None
    evaluator: EvaluatorKind | None = None
    scope: Scope = Scope()
    made_up: bool = False
    taken_out: bool = False


@dataclass(frozen=True)
class Comparability:
    """A verdict with its reasons and the assumptions it rests on, each once and in a fixed order."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    assumptions: tuple[Assumption, ...]


def _organisation(terms: Terms) -> str:
    return WHOLE if terms.scope.organisation is None else terms.scope.organisation


def _level(terms: Terms) -> Level:
    return ORDINARY_LEVEL if terms.scope.level is None else terms.scope.level


def _companies(terms: Terms) -> bool:
    return ORDINARY_COMPANIES if terms.scope.companies is None else terms.scope.companies


def _evaluator(terms: Terms) -> EvaluatorKind:
    return ORDINARY_EVALUATOR if terms.evaluator is None else terms.evaluator


def _edition_reasons(a: Terms, b: Terms) -> Iterator[Reason]:
    if a.instrument != b.instrument:
        yield Reason.OTHER_INSTRUMENT
        return
    if a.version is None or b.version is None:
        yield Reason.VERSION_NOT_STATED
    elif a.version != b.version:
        yield Reason.OTHER_VERSION
    elif (a.revision is None) != (b.revision is None):
        yield Reason.VERSION_NOT_STATED
    elif a.revision != b.revision:
        yield Reason.OTHER_REVISION


def _reasons(a: Terms, b: Terms) -> Iterator[Reason]:
    if a.made_up != b.made_up:
        yield Reason.MADE_UP
    yield from _edition_reasons(a, b)
    if _organisation(a) != _organisation(b):
        yield Reason.OTHER_ORGANISATION_PART
    if _level(a) != _level(b):
        yield Reason.OTHER_LEVEL
    if _companies(a) != _companies(b):
        yield Reason.OTHER_COMPANIES
    if _evaluator(a) != _evaluator(b):
        yield Reason.OTHER_EVALUATOR
    if a.taken_out or b.taken_out:
        yield Reason.TAKEN_OUT


def _assumptions(a: Terms, b: Terms) -> Iterator[Assumption]:
    stated = (terms.scope for terms in (a, b))
    if any(None in (scope.organisation, scope.level, scope.companies) for scope in stated):
        yield Assumption.ORDINARY_SCOPE
    if None in (a.evaluator, b.evaluator):
        yield Assumption.ASSOCIATION_TEAM


def _verdict(reasons: Sequence[Reason]) -> Verdict:
    if not reasons:
        return Verdict.COMPARABLE
    if all(reason is Reason.VERSION_NOT_STATED for reason in reasons):
        return Verdict.BESIDE
    return Verdict.NOT_COMPARABLE


def compare(a: Terms, b: Terms) -> Comparability:
    """Say whether two evaluations may be ranked together, with every reason against it.

    Comparable when instrument, version, revision, evaluator and all three parts of the scope are
    the same, and both are real or both made up. Any difference makes them not comparable. When the
    only thing against it is that a version is not stated, they stand beside each other, unranked;
    so they do when the version is the same but only one of them states its revision. Two that both
    leave the revision out count as the same edition. Versions are not looked at when the
    instruments differ. One of which too much was not applicable compares with none, nor with itself.

    What is not stated is taken as the ordinary: the whole municipality, studied down to its result
    units, without its companies, by the association's team. The assumption is returned whenever it
    was used. So companies "not stated" equals "not included" and differs from "included" at every
    level; this keeps comparability an equivalence, without which no ranking could be formed. Parts
    of organisations are the same when their names are equal; the caller names them apart.

    The order of the two does not matter.

    Source of the ordinary scope, and of the group perspective that compares only with its like:
    "Fem intressanta kommuner 2009", pp. 30-31. The rest is our own choice.
    """
    reasons = tuple(_reasons(a, b))
    return Comparability(_verdict(reasons), reasons, tuple(_assumptions(a, b)))


def comparable_groups(terms: Sequence[Terms]) -> tuple[tuple[int, ...], ...]:
    """Divide evaluations into those that may stand in one ranking; returns their positions in ``terms``.

    Each position occurs in exactly one group; two positions share a group exactly when ``compare``
    finds them comparable. One whose version is not stated is comparable not even with its own
    like, and stands alone, as does one of which too much was taken out. Groups and members keep the
    order of ``terms``; no terms, no groups.

    Own choice.
    """
    groups: list[list[int]] = []
    for index, own in enumerate(terms):
        fitting = (g for g in groups if compare(terms[g[0]], own).verdict is Verdict.COMPARABLE)
        group = next(fitting, None)
        if group is None:
            groups.append([index])
        else:
            group.append(index)
    return tuple(tuple(group) for group in groups)
