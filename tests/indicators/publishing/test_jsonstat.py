"""Cubes of any shape: valid by the validator, and read back cell by cell."""

import json
from collections.abc import Mapping
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonstat_validator import validate_jsonstat

from kompassros.indicators.publishing.jsonstat import Dimension, fill, make_dataset, steps_of
from kompassros.statistics.receiving.jsonstat import read_dataset

NUMBERS = st.floats(-(2.0**40), 2.0**40, width=32).map(lambda value: round(value, 6))
ROLES = ("metric", "geo", "time", "")


def dimensions_of(sizes: tuple[int, ...]) -> list[Dimension]:
    return [
        Dimension(f"d{place}", f"D {place}", {f"c{one}": f"C {one}" for one in range(size)}, ROLES[place])
        for place, size in enumerate(sizes)
    ]


@st.composite
def cubes(draw: st.DrawFn) -> tuple[tuple[int, ...], dict[int, float | None], dict[int, str]]:
    """Draw the sizes of four dimensions, values and statuses of some cells; some values are not there."""
    sizes = draw(st.tuples(*(st.integers(1, 4) for _ in range(4))))
    positions = st.integers(0, prod(sizes) - 1)
    values = draw(st.dictionaries(positions, st.none() | NUMBERS, max_size=prod(sizes)))
    return sizes, values, draw(st.dictionaries(positions, st.sampled_from(["missing", "below"])))


def dataset_of(
    sizes: tuple[int, ...], values: Mapping[int, float | None], statuses: Mapping[int, str]
) -> dict[str, Any]:
    return make_dataset(
        texts={"label": "A", "source": "B", "updated": "2026-11-28T10:00:00+00:00", "note": ["C"]},
        dimensions=dimensions_of(sizes),
        values=values,
        statuses=statuses,
        extension={"release": {}},
    )


@given(cubes())
def test_cube_is_valid_and_read_back_cell_by_cell(
    cube: tuple[tuple[int, ...], dict[int, float | None], dict[int, str]],
) -> None:
    sizes, values, statuses = cube
    dataset = dataset_of(sizes, values, statuses)
    assert validate_jsonstat(dataset)
    read = read_dataset(json.dumps(dataset).encode(), "cube.json")
    there = {position: value for position, value in values.items() if value is not None}
    assert {position: float(value) for position, value in read.values.items()} == there
    assert dict(read.statuses) == statuses
    assert [(one.key, one.role, len(one.categories)) for one in read.dimensions] == [
        (f"d{place}", ROLES[place], size) for place, size in enumerate(sizes)
    ]


@given(st.integers(1, 40), st.data())
def test_half_of_the_cells_make_a_list_and_fewer_an_object(size: int, data: st.DataObject) -> None:
    values = data.draw(st.dictionaries(st.integers(0, size - 1), st.none() | NUMBERS))
    there = {position: value for position, value in values.items() if value is not None}
    filled = fill(values, size)
    if isinstance(filled, list):
        assert (len(filled), 2 * len(there) >= size) == (size, True)
        assert {position: value for position, value in enumerate(filled) if value is not None} == there
    else:
        assert 2 * len(there) < size
        assert list(filled.items()) == [(str(position), there[position]) for position in sorted(there)]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_positions_count_the_cells_with_the_last_dimension_fastest(sizes: list[int]) -> None:
    places: list[tuple[int, ...]] = [()]
    for size in sizes:
        places = [(*one, place) for one in places for place in range(size)]
    assert [sum(place * step for place, step in zip(one, steps_of(sizes), strict=True)) for one in places] == list(
        range(prod(sizes))
    )


def test_cube_without_any_cell_is_valid() -> None:
    dataset = dataset_of((0, 0, 0, 0), {}, {})
    assert (dataset["size"], dataset["value"], "status" in dataset) == ([0, 0, 0, 0], [], False)
    assert validate_jsonstat(dataset)


@pytest.mark.parametrize("missing", ["label", "source", "updated", "note"])
def test_text_that_is_not_known_is_left_out(missing: str) -> None:
    texts = {"label": "A", "source": "B", "updated": "2026-11-28", "note": ["C"]} | {missing: ""}
    dataset = make_dataset(texts=texts, dimensions=dimensions_of((1,)), values={}, statuses={}, extension={})
    assert missing not in dataset
    assert validate_jsonstat(dataset)
