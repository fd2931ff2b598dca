"""What changed cells make of an indicator."""

from decimal import Decimal

import pytest
from django.utils import translation

from kompassros.methods.direction import Direction
from kompassros.methods.printed_figures import read_target
from kompassros.methods.targets import Comparison, Target, TargetKind
from kompassros.records.filled_forms import meanings
from kompassros.steering.bulk.columns import CellRefused, content_after, settle
from kompassros.steering.goals.contents import IndicatorContent, TargetContent
from kompassros.steering.goals.models import IndicatorEdition


def indicator(
    text: str = "80 %", direction: Direction = Direction.HIGH, target: Target | None = None
) -> IndicatorContent:
    read = target or read_target(text, direction).target
    return IndicatorContent("Heltid", unit="%", direction=direction, target=TargetContent(text, read))


def refused(cells: dict[str, str], content: IndicatorContent | None = None) -> tuple[str, str]:
    with translation.override("en"), pytest.raises(CellRefused) as told:
        content_after(content or indicator(), cells)
    return told.value.column, str(told.value)


def test_cells_change_what_they_name_and_nothing_else() -> None:
    cells = {"title": "Deltid", "unit": "per cent", "responsible": "HR", "source": "Lön", "measured_in": "3"}
    after = content_after(indicator(), cells | {"frequency": "2"})
    assert (after.title, after.unit, after.responsible, after.source) == ("Deltid", "per cent", "HR", "Lön")
    assert (after.measured_in, after.frequency, after.target) == (3, 2, indicator().target)
    assert content_after(after, {"measured_in": ""}).measured_in is None


def test_target_is_read_from_its_text_with_the_level_that_stays() -> None:
    first = content_after(indicator(), {"acceptable": "70"}).target
    assert first.target == Target(TargetKind.LEVEL, Comparison.AT_LEAST, Decimal(80), acceptable=Decimal(70))
    after = content_after(IndicatorContent("x", direction="high", target=first), {"target": "90 %"}).target
    assert after.target == Target(TargetKind.LEVEL, Comparison.AT_LEAST, Decimal(90), acceptable=Decimal(70))
    bare = content_after(IndicatorContent("x", direction="high", target=first), {"acceptable": ""}).target
    assert bare == indicator().target


def test_target_without_a_sign_turns_with_the_direction() -> None:
    turned = content_after(indicator(), {"direction": "low"}).target
    assert turned.target == Target(TargetKind.LEVEL, Comparison.AT_MOST, Decimal(80))


def test_target_that_was_set_by_its_parts_stays_with_the_direction() -> None:
    parts = Target(TargetKind.BEST_QUARTER)
    turned = content_after(indicator("bäst i länet", target=parts), {"direction": "low"}).target
    assert turned == TargetContent("bäst i länet", parts)
    assert content_after(indicator(), {"target": ""}).target == TargetContent()


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"title": ""}, ("title", "Say what is measured.")),
        ({"title": "x" * 301}, ("title", "The text is longer than 300 characters. Shorten it.")),
        ({"measured_in": "13"}, ("measured_in", "Give a whole number from 1 to 12.")),
        ({"measured_in": "0"}, ("measured_in", "Give a whole number from 1 to 12.")),
        ({"measured_in": "mars"}, ("measured_in", "Give a whole number from 1 to 12.")),
        ({"frequency": ""}, ("frequency", "Give a whole number from 1 to 10.")),
        ({"frequency": "1.5"}, ("frequency", "Give a whole number from 1 to 10.")),
        ({"acceptable": "many"}, ("acceptable", "Write the lowest acceptable level as a number.")),
        (
            {"acceptable": "90"},
            (
                "acceptable",
                "The lowest acceptable level must lie on the bad side of the target, which has a sign or a direction.",
            ),
        ),
    ],
)
def test_cell_that_cannot_be_taken_in_says_why(cells: dict[str, str], told: tuple[str, str]) -> None:
    assert refused(cells) == told


@pytest.mark.parametrize(
    ("column", "text", "settled"),
    [
        ("acceptable", "70,50", "70.5"),
        ("acceptable", "> 70", "> 70"),
        ("measured_in", "3.0", "3"),
        ("measured_in", "", ""),
        ("title", "3,0", "3,0"),
        ("direction", "Ett högt värde är bra", "high"),
        ("direction", "låg", "low"),
        ("direction", "a low value is good", "low"),
        ("direction", "", "none"),
    ],
)
def test_cell_is_settled_as_it_is_written(column: str, text: str, settled: str) -> None:
    assert settle(column, text, meanings(IndicatorEdition.Direction.choices)) == settled


def test_direction_of_no_known_word_is_refused() -> None:
    with pytest.raises(CellRefused) as told:
        settle("direction", "uppåt!", {})
    assert told.value.column == "direction"
