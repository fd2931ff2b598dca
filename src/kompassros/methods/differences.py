"""What was changed in a text: the words taken out and put in, in the order in which they stand."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise, takewhile
from typing import Literal

LONGEST = 600
"""Words and stretches of white space up to which texts are compared word by word at once. Own choice."""
_TOKENS = re.compile(r"\s+|\S+")
_Matches = list[tuple[int, int, int]]
"""Where equal stretches begin in either text and how long they are, in tokens."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both texts have, or the earlier one only (removed), or the later one only (added)."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """Compare two texts word by word, white space included.

    Same and removed pieces join to ``before``, same and added ones to ``after``, each character in its place. No piece
    is empty, and no two neighbours are of one kind; where words were replaced, what was removed comes first. Two empty
    texts give no pieces. The other way round, added and removed change places and nothing else.

    White space alone never holds two texts together, so that rewritten sentences do not fall into single words. Where
    more than LONGEST words and stretches of white space differ, the words that stand there once in both texts part
    them first; without any, all of it counts as rewritten. So 20,000 words of a language take less than a second.

    Own choice.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matches = _match(old, new) if old <= new else [(here, there, size) for there, here, size in _match(new, old)]
    pieces: list[Piece] = []
    here = there = 0
    for next_here, next_there, size in (*matches, (len(old), len(new), 0)):
        pieces.append(Piece("removed", "".join(old[here:next_here])))
        pieces.append(Piece("added", "".join(new[there:next_there])))
        here, there = next_here + size, next_there + size
        pieces.append(Piece("same", "".join(old[next_here:here])))
    return _merge(pieces)


def count_words(text: str) -> int:
    """Return how many words a text has: stretches between white space with a letter or digit; a dash alone is none."""
    return sum(any(letter.isalnum() for letter in token) for token in text.split())


def _merge(pieces: list[Piece]) -> tuple[Piece, ...]:
    by_kind = groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.kind)
    return tuple(Piece(kind, "".join(piece.text for piece in alike)) for kind, alike in by_kind)


def _match(old: list[str], new: list[str]) -> _Matches:
    """Return the equal stretches in their order, from the outside in: what is short enough, word by word."""
    found: _Matches = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        start, end, place, stop = todo.pop()
        first = _count_alike(zip(old[start:end], new[place:stop], strict=False))
        found.append((start, place, first))
        start, place = start + first, place + first
        last = _count_alike(zip(reversed(old[start:end]), reversed(new[place:stop]), strict=False))
        found.append((end - last, stop - last, last))
        end, stop = end - last, stop - last
        one, other = old[start:end], new[place:stop]
        if max(len(one), len(other)) <= LONGEST:
            found += [(start + here, place + there, size) for here, there, size in _match_words(one, other)]
        elif anchors := [(start + here, place + there) for here, there in _anchors(one, other)]:
            borders = pairwise([(start, place), *anchors, (end, stop)])
            todo += [(here, next_here, there, next_there) for (here, there), (next_here, next_there) in borders]
    return sorted(match for match in found if match[2])


def _count_alike(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _match_words(old: list[str], new: list[str]) -> _Matches:
    blocks = SequenceMatcher(str.isspace, old, new, autojunk=False).get_matching_blocks()
    return [(here, there, size) for here, there, size in blocks if size]


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return the places of words that stand once in either text, the most that are in one order in both."""
    olds, news = Counter(old), Counter(new)
    places = {word: place for place, word in enumerate(new) if news[word] == 1 and not word.isspace()}
    pairs = [(here, places[word]) for here, word in enumerate(old) if olds[word] == 1 and word in places]
    ends: list[int] = []  # the least last place of an order of each length
    lengths = []
    for _here, there in pairs:
        lengths.append(bisect_left(ends, there))
        ends[lengths[-1] : lengths[-1] + 1] = [there]
    chosen: list[tuple[int, int]] = []
    for length, pair in zip(reversed(lengths), reversed(pairs), strict=True):
        if length == len(ends) - 1 - len(chosen) and (not chosen or pair[1] < chosen[-1][1]):
            chosen.append(pair)
    return chosen[::-1]
