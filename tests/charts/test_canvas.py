import pytest

from kompassros.charts.canvas import Curve, Place

A, B, C, D = (0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)


@pytest.mark.parametrize(
    ("places", "closed", "path"),
    [
        ((A, B, C), True, "M0.0,0.0L1.0,0.0L1.0,1.0Z"),
        ((A, B, C), False, "M0.0,0.0L1.0,0.0L1.0,1.0"),
        ((A, B, None, D), True, "M0.0,0.0L1.0,0.0M0.0,1.0L0.0,0.0"),
        ((None, B, C, D), True, "M1.0,0.0L1.0,1.0L0.0,1.0"),
        ((A, None, C, None), True, "M0.0,0.0M1.0,1.0"),
        ((None, None, None), True, ""),
    ],
)
def test_curve_path_breaks_at_gaps(places: tuple[Place | None, ...], closed: bool, path: str) -> None:
    assert Curve(places, "own", 2, closed=closed).path() == path
