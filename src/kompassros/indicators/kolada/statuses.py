"""Kolada's way of saying what a value is, and the store's.

Kolada's interface is known to say three things: an empty status beside a value, "Missing" beside null, and a mark that
a value was taken away. It has no word for not applicable, suppressed or preliminary; its site has, its interface not.
The other words are our own, given by our own interface and understood when it is read from elsewhere.
"""

import re
from typing import NamedTuple

from kompassros.statistics.values import COUNTED, Status

WORDS = {
    Status.PRESENT: "",
    Status.MISSING: "Missing",
    Status.NOT_APPLICABLE: "Not applicable",
    Status.SUPPRESSED: "Suppressed",
    Status.PRELIMINARY: "Preliminary",
    Status.DELETED: "Deleted",
}
_BOUNDS = {
    Status.BELOW: "Below",
    Status.AT_MOST: "At most",
    Status.ABOVE: "Above",
    Status.AT_LEAST: "At least",
}
_BOUND_WORDS = {words: status for status, words in _BOUNDS.items()}
_BOUNDED = re.compile(rf"(?P<words>{'|'.join(_BOUND_WORDS)}) (?P<bound>-?\d+(\.\d+)?)")
_READ = {word: status for status, word in WORDS.items() if status is not Status.DELETED}


class Reading(NamedTuple):
    """The store's status and value; ``unread`` is a status text that was not understood, None where all was."""

    status: Status
    value: float | None
    unread: str | None = None


def read_status(value: float | None, text: str, *, deleted: bool) -> Reading:
    """Return what Kolada says of a value. A status that is not known, or contradicts the value, is never guessed.

    Such a value is taken as missing and its status text is returned as ``unread``: so are a value beside "Missing",
    and no value beside an empty status. An inequality has its bound in its words: "Below 5". A value that was taken
    away is DELETED, whatever else stands beside it.
    """
    if deleted:
        return Reading(Status.DELETED, None)
    bounded = _BOUNDED.fullmatch(text)
    if bounded and value is None:
        return Reading(_BOUND_WORDS[bounded["words"]], float(bounded["bound"]))
    status = _READ.get(text)
    if status is not None and (status in COUNTED) is (value is not None):
        return Reading(status, value)
    return Reading(Status.MISSING, None, unread=text)


def words_of(status: Status, bound: float | None) -> str:
    """Return a status as the interface says it; the bound of an inequality stands in it: "Below 5"."""
    if status in _BOUNDS:
        return f"{_BOUNDS[status]} {'' if bound is None else f'{bound:.6f}'.rstrip('0').rstrip('.')}"
    return WORDS[status]
