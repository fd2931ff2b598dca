"""Boxes joined by arrows: their places, their arrows, their table."""

import pytest

from kompassros.charts.chain import Box, chain
from kompassros.charts.render import svg

BOXES = (Box("Politik", 0, 0), Box("Förvaltning", 1, 0), Box("Arbetsmiljö", 1, 1))


def drawn(arrows: tuple[tuple[int, int], ...], boxes: tuple[Box, ...] = BOXES) -> str:
    figure = chain(name="chain", boxes=boxes, arrows=arrows, title="T", description="D.", column_heads=("Från", "Till"))
    assert figure.rows == tuple((boxes[start].name, boxes[end].name) for start, end in arrows)
    return svg(figure)


def test_every_box_is_named_and_every_arrow_drawn() -> None:
    text = drawn(((0, 1), (1, 2)))
    assert all(box.name in text for box in BOXES)
    assert drawn(()).count("<path") + 4 == text.count("<path")


@pytest.mark.parametrize("arrow", [(1, 0), (2, 1)])
def test_arrow_may_lead_back(arrow: tuple[int, int]) -> None:
    assert drawn((arrow,))


def test_arrow_askew_and_no_boxes_are_refused() -> None:
    with pytest.raises(ValueError, match="row or a column"):
        drawn(((0, 2),))
    with pytest.raises(ValueError, match="at least one"):
        drawn((), ())
