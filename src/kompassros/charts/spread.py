"""Labels beside the ends of lines: each as near to its line as the others let it be."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], heights: Sequence[float], *, top: float, bottom: float) -> tuple[float, ...]:
    """The middles of labels `heights` high, stacked without overlap between two edges, in the order given.

    Each stands at its wanted middle where there is room; those that would meet stand as a block at the mean of what
    they want, and no block passes an edge. Labels that are higher together than the room go on below the bottom.
    Source: isotonic regression by pooling adjacent violators (least squares).
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    above: list[float] = []
    blocks: list[tuple[float, int]] = []
    height = 0.0
    for number in order:
        above.append(height + heights[number] / 2)
        height += heights[number]
        blocks.append((wanted[number] - above[-1], 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, many), (other, more) = blocks[-2:]
            blocks[-2:] = [((one * many + other * more) / (many + more), many + more)]
    starts = [max(top, min(start, bottom - height)) for start, count in blocks for _ in range(count)]
    middles = {number: start + away for number, start, away in zip(order, starts, above, strict=True)}
    return tuple(middles[number] for number in range(len(wanted)))
