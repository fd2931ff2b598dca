"""Made-up observations of Kolada's size, written by DuckDB: 6,000 indicators give about 42 million rows.

Each indicator has 4 to 21 years and 311 units, four in ten are split by gender, one value in twelve is missing.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

INDICATORS = 6_000
UNITS, MUNICIPALITIES = 311, 290
LAST_YEAR, MOST_YEARS = 2025, 21
INDICATORS_A_FILE = 500
CHANGED = 40

_ROWS = """
SELECT i::INTEGER AS indicator, ({last_year} - y)::INTEGER AS period, g::TINYINT AS gender, (u + 1)::INTEGER AS unit,
  (CASE WHEN u < {municipalities} THEN 3 ELSE 2 END)::SMALLINT AS unit_class,
  CASE WHEN NOT missing THEN round(hash(i, y, g, u, {seed}) % 1000003 / 10007.0 * (1 + i % 40), least(i % 3, 1)) END
    AS value,
  missing::TINYINT AS status, 1::INTEGER AS count
FROM (
  SELECT i, y, g, u, hash(i, y, g, u, 7) % 12 = 0 AS missing
  FROM (SELECT unnest({indicators}) AS i), (SELECT unnest(range({most_years})) AS y),
    (SELECT unnest(range(3)) AS g), (SELECT unnest(range({units})) AS u)
  WHERE y < 4 + hash(i, 99) % 18 AND (g = 0 OR hash(i, 5) % 10 < 4)
)
ORDER BY 1, 2, 3, 4
"""


def write_observations(path: Path, indicators: range, *, seed: int = 0) -> None:
    """Write the observations of some indicators. Another ``seed`` gives other values of the same keys."""
    sql = _ROWS.format(
        indicators=list(indicators),
        last_year=LAST_YEAR,
        most_years=MOST_YEARS,
        units=UNITS,
        municipalities=MUNICIPALITIES,
        seed=seed,
    )
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def write_all(folder: Path, count: int) -> list[Path]:
    """Write the observations of ``count`` indicators, numbered from 1, in files of 500 indicators."""
    return list(_written(folder, count))


def _written(folder: Path, count: int) -> Iterator[Path]:
    for first in range(1, count + 1, INDICATORS_A_FILE):
        path = folder / f"observations-{first:05}.parquet"
        write_observations(path, range(first, min(first + INDICATORS_A_FILE, count + 1)))
        yield path


def changed_indicators(count: int) -> range:
    """Return 40 indicators spread over all, or as many as there are."""
    return range(1, count + 1, max(1, count // CHANGED))[:CHANGED]


def rows_of(paths: list[Path]) -> int:
    """Return how many rows the files have."""
    with duckdb.connect() as connection:
        found = connection.execute("SELECT count(*) FROM read_parquet(?)", [[str(path) for path in paths]]).fetchone()
    assert found is not None
    return int(found[0])
