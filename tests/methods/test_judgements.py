from itertools import product

import pytest

from kompassros.methods.judgements import Judgement, Level, Reach, Standing, weigh

ABOVE_PLANNED = (Level.PARTLY, Level.FULL)


@pytest.mark.parametrize(("level", "reach"), [*product((Level.NONE, Level.PLANNED), Reach)])
@pytest.mark.parametrize("evidence", [0, 1])
def test_weigh_not_in_place_or_planned_is_nothing(level: Level, reach: Reach, evidence: int) -> None:
    assert weigh(level, reach, evidence) is Standing.NOTHING


@pytest.mark.parametrize(("level", "reach"), [*product(ABOVE_PLANNED, Reach)])
def test_weigh_above_planned_without_evidence_is_unsupported(level: Level, reach: Reach) -> None:
    assert weigh(level, reach, 0) is Standing.UNSUPPORTED


@pytest.mark.parametrize(
    ("level", "reach", "expected"),
    [
        (Level.PARTLY, Reach.WHOLE, Standing.PARTLY),
        (Level.PARTLY, Reach.SEVERAL, Standing.PARTLY),
        (Level.PARTLY, Reach.ONE, Standing.EXAMPLE),
        (Level.PARTLY, Reach.UNIT, Standing.EXAMPLE),
        (Level.FULL, Reach.WHOLE, Standing.FULL),
        (Level.FULL, Reach.SEVERAL, Standing.PARTLY),
        (Level.FULL, Reach.ONE, Standing.EXAMPLE),
        (Level.FULL, Reach.UNIT, Standing.EXAMPLE),
    ],
)
def test_weigh_one_piece_of_evidence_is_enough_and_reach_decides(
    level: Level, reach: Reach, expected: Standing
) -> None:
    assert weigh(level, reach, 1) is expected
    assert weigh(level, reach, 9) is expected


@pytest.mark.parametrize("reach", Reach)
@pytest.mark.parametrize("evidence", [0, 1])
def test_weigh_not_applicable_is_taken_out(reach: Reach, evidence: int) -> None:
    assert weigh(Level.NOT_APPLICABLE, reach, evidence) is Standing.TAKEN_OUT


def test_judgement_refuses_a_negative_number_of_pieces() -> None:
    with pytest.raises(ValueError, match="evidence cannot be negative: -1"):
        Judgement(Level.FULL, Reach.WHOLE, -1)


def test_judgement_knows_its_standing_and_is_compared_without_it() -> None:
    assert Judgement(Level.FULL, Reach.SEVERAL, 2).standing is Standing.PARTLY
    assert Judgement(Level.FULL, Reach.SEVERAL, 2) != Judgement(Level.PARTLY, Reach.SEVERAL, 2)
    assert Judgement(Level.NONE) == Judgement(Level.NONE, Reach.WHOLE, 0)
