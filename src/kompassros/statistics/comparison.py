"""The bulk comparison: ANSI SQL texts, run as they are by DuckDB and by Spark SQL.

``PLACES`` reads a relation ``observations`` (indicator, period, gender, unit, unit_class, value, status, count, seen)
and gives every row its places within its cell. ``CELLS`` reads what PLACES wrote, as a relation ``placed``, and gives
one row per cell with its statistics. The rules are those of ``methods.quarters`` and ``methods.spread``, and a test
holds them equal.

What makes it fast: one integer instead of four columns to partition by, and the place from above out of the
cumulative distribution instead of a second sort. Values without a place are a partition of their own, so that no row
is left out. Means, medians and quartiles are sums of whole millionths: the same digits on every engine, in every run.

``OUT_OF_RANGE`` and ``REPEATED`` are asked of observations that come from outside: one row that cannot be compared,
or none. The first reads them as they come, as a relation ``incoming``; the packed integer has no room for others.
"""

CELL = (
    "(CAST(indicator AS BIGINT) * 1024 + CAST(period AS BIGINT) - 1500) * 1024 "
    "+ CAST(gender AS BIGINT) * 256 + CAST(unit_class AS BIGINT)"
)

PLACES = f"""
WITH valued AS (
  SELECT indicator, period, gender, unit, unit_class, value, status, count, seen,
    {CELL} AS cell,
    CASE WHEN status IN (0, 4) AND value IS NOT NULL THEN 1 ELSE 0 END AS counted
  FROM observations
),
placed AS (
  SELECT *,
    RANK() OVER (PARTITION BY cell, counted ORDER BY value) AS below,
    CUME_DIST() OVER (PARTITION BY cell, counted ORDER BY value) AS reached,
    COUNT(*) OVER (PARTITION BY cell, counted) AS units
  FROM valued
)
SELECT indicator, period, gender, unit, unit_class, value, status, count, seen,
  CASE WHEN counted = 1 THEN CAST(units AS INT) END AS n,
  CASE WHEN counted = 1 THEN CAST(below AS INT) END AS from_low,
  CASE WHEN counted = 1 THEN CAST(units - ROUND(reached * units) + 1 AS INT) END AS from_high
FROM placed
ORDER BY cell
"""

# Spark makes a decimal of a double by its shortest digits, which beyond 2**53 are not the number itself. So the way to
# a decimal goes by BIGINT, which both engines make exactly, or refuse.
# A value of tied rows stands for the positions from_low - 1 to n - from_high, counted from 0 upwards. A quartile lies
# at (n - 1) * q / 4: between the values at its floor and at the next position, in fourths. Both ends are compared in
# fourths too, so that nothing is divided.
_AT = (
    "MAX(CASE WHEN 4 * (from_low - 1 - {step}) <= (n - 1) * {q} AND (n - 1) * {q} < 4 * (n - from_high + 1 - {step}) "
    "THEN scaled END)"
)
_WIDE = "CAST({number} AS DECIMAL(38, 0))"
_REST = "MOD((MAX(n) - 1) * {q}, 4)"


def _quartile(q: int) -> str:
    """Return the SQL of the q-th quartile in four-millionths: two neighbours, weighted in fourths."""
    first = _WIDE.format(number=_AT.format(step=0, q=q))
    second = _WIDE.format(number=_AT.format(step=1, q=q))
    rest = _REST.format(q=q)
    return f"(4 - {rest}) * {first} + {rest} * COALESCE({second}, 0)"


_HIGHEST = "4 * from_high <= n AND 4 * from_low > n"
_LOWEST = "4 * from_low <= n AND 4 * from_high > n"
_CUT_ABOVE = "4 * from_high <= n AND 4 * (n + 1 - from_low) > n"
_CUT_BELOW = "4 * from_low <= n AND 4 * (n + 1 - from_high) > n"

CELLS = f"""
WITH scaled AS (
  SELECT indicator, period, gender, unit_class, value, n, from_low, from_high,
    CAST(ROUND(value * 1e6) AS BIGINT) AS scaled
  FROM placed
  WHERE from_low IS NOT NULL
),
cells AS (
  SELECT indicator, period, gender, unit_class, MAX(n) AS n, SUM({_WIDE.format(number="scaled")}) AS total,
    MIN(value) + 0e0 AS least, MAX(value) + 0e0 AS most,
    {_quartile(1)} AS lower_quartile, {_quartile(2)} AS median, {_quartile(3)} AS upper_quartile,
    SUM(CASE WHEN {_LOWEST} THEN 1 ELSE 0 END) AS lowest,
    SUM(CASE WHEN {_HIGHEST} THEN 1 ELSE 0 END) AS highest,
    MAX(CASE WHEN 3 * (n + 2 - from_low - from_high) > n AND ({_CUT_ABOVE} OR {_CUT_BELOW}) THEN 1 ELSE 0 END) AS shared
  FROM scaled
  GROUP BY indicator, period, gender, unit_class
)
SELECT indicator, period, gender, unit_class, CAST(n AS INT) AS n,
  CAST(total AS DOUBLE) / (CAST(n AS DOUBLE) * 1e6) AS mean,
  least,
  CAST(lower_quartile AS DOUBLE) / 4e6 AS lower_quartile,
  CAST(median AS DOUBLE) / 4e6 AS median,
  CAST(upper_quartile AS DOUBLE) / 4e6 AS upper_quartile,
  most,
  CASE WHEN n >= 20 AND shared = 0 THEN CAST(lowest AS INT) END AS lowest,
  CASE WHEN n >= 20 AND shared = 0 THEN CAST(n - lowest - highest AS INT) END AS middle,
  CASE WHEN n >= 20 AND shared = 0 THEN CAST(highest AS INT) END AS highest
FROM cells
ORDER BY indicator, period, gender, unit_class
"""

# "Not a number" less itself is not nought. ISNAN would not do: from a file's statistics, which leave such values out,
# DuckDB concludes that there is none.
OUT_OF_RANGE = """
SELECT indicator, period, gender, unit
FROM incoming
WHERE NOT COALESCE(indicator BETWEEN 0 AND 2147483647 AND unit BETWEEN 0 AND 2147483647 AND period BETWEEN 1500 AND 2523
    AND gender BETWEEN 0 AND 2 AND unit_class BETWEEN 0 AND 255 AND status BETWEEN 0 AND 9
    AND count BETWEEN 0 AND 2147483647, FALSE)
  OR COALESCE(value - value, 0e0) <> 0e0
  OR NOT COALESCE(ABS(value * 1e6) < 9223372036854775808e0, TRUE)
ORDER BY indicator, period, gender, unit
LIMIT 1
"""

REPEATED = """
SELECT indicator, period, gender, unit
FROM observations
GROUP BY indicator, period, gender, unit
HAVING COUNT(*) > 1
ORDER BY indicator, period, gender, unit
LIMIT 1
"""
