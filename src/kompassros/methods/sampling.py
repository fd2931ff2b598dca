"""A random draw of cases that anybody can repeat from the length of the list and the seed."""

import hashlib

LARGEST_SAMPLE = 150


def draw_rows(population: int, seed: str, at_most: int = LARGEST_SAMPLE) -> list[int]:
    """Return the numbers of the drawn rows, from 1, in the list's order; all rows of a list that is no longer.

    Each row is ranked by SHA-256 of the text ``seed:row number`` in UTF-8, compared as hexadecimal digits, and the
    ``at_most`` smallest are taken. Own choice: a hash and no random number generator, so that the draw is the same in
    any language and version, does not hang on the order of the work, and a shorter draw is a part of a longer one.
    Negative numbers raise ValueError.
    """
    if population < 0 or at_most < 0:
        raise ValueError(f"nothing can be drawn from {population} rows, {at_most} at most")
    ranked = sorted(range(1, population + 1), key=lambda row: (_rank(seed, row), row))
    return sorted(ranked[:at_most])


def _rank(seed: str, row: int) -> str:
    return hashlib.sha256(f"{seed}:{row}".encode()).hexdigest()
