"""The work of a release done by Polars and by pandas: ``python -m benchmarks.statistics_peers polars OUT FILE...``.

Reads the same Parquet files, refuses repeated keys, and writes every row with its places from below and above, the
number of values, the cell's mean, least, most, median and quartiles, and its quarter group, as one Parquet file.
Written as a practised user of each would. Prints seconds and the peak of memory as JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

MILLIONTHS = 1e6
STATISTICS = ("mean", "least", "most", "lower_quartile", "median", "upper_quartile", "shared")


def run_polars(files: Sequence[str], out: str) -> None:
    """Lazily, as one plan that streams where Polars can."""
    import polars as pl

    n, low, high, number = pl.col("n"), pl.col("from_low"), pl.col("from_high"), pl.col("number")
    rows = pl.scan_parquet(files).with_columns(_polars_cell().alias("cell"), _polars_number().alias("number"))
    key = pl.col("cell") * 4096 + pl.col("unit")
    told = rows.select(key.n_unique().alias("keys"), pl.len().alias("rows")).collect(engine="streaming")
    assert told["keys"][0] == told["rows"][0]
    placed = rows.with_columns(
        number.rank("min").over("cell").alias("from_low"),
        number.rank("min", descending=True).over("cell").alias("from_high"),
        number.count().over("cell").alias("n"),
    )
    highest, lowest = (4 * high <= n) & (4 * low > n), (4 * low <= n) & (4 * high > n)
    cut = ((4 * high <= n) & (4 * (n + 1 - low) > n)) | ((4 * low <= n) & (4 * (n + 1 - high) > n))
    cells = (
        placed.filter(number.is_not_null())
        .group_by("cell")
        .agg(
            ((number * MILLIONTHS).round().cast(pl.Int64).sum() / (number.count() * MILLIONTHS)).alias("mean"),
            number.min().alias("least"),
            number.max().alias("most"),
            number.quantile(0.25, "linear").alias("lower_quartile"),
            number.median().alias("median"),
            number.quantile(0.75, "linear").alias("upper_quartile"),
            ((3 * (n + 2 - low - high) > n) & cut).any().alias("shared"),
        )
    )
    group = pl.when(highest).then(1).when(lowest).then(-1).otherwise(0).cast(pl.Int8)
    without = number.is_null() | (n < 20) | pl.col("shared")
    done = placed.join(cells, on="cell", how="left", maintain_order="left").with_columns(
        pl.when(~without).then(group).alias("quarter")
    )
    done.drop("cell", "number").sink_parquet(out, compression="zstd")


def _polars_cell() -> Any:
    import polars as pl

    indicator, period, gender = (pl.col(name).cast(pl.Int64) for name in ("indicator", "period", "gender"))
    return (indicator * 1024 + period - 1500) * 1024 + gender * 256 + pl.col("unit_class")


def _polars_number() -> Any:
    import polars as pl

    return pl.when(pl.col("status").is_in([0, 4])).then(pl.col("value"))


def run_pandas(files: Sequence[str], out: str) -> None:
    """With groupby, its ranks and its aggregates."""
    import pandas as pd

    rows = pd.concat([pd.read_parquet(file) for file in files], ignore_index=True)
    indicator, period, gender = (rows[name].astype("int64") for name in ("indicator", "period", "gender"))
    rows["cell"] = (indicator * 1024 + period - 1500) * 1024 + gender * 256 + rows["unit_class"]
    assert not (rows["cell"] * 4096 + rows["unit"]).duplicated().any()
    rows["number"] = rows["value"].where(rows["status"].isin([0, 4]))
    numbers = rows.groupby("cell", sort=False)["number"]
    rows["from_low"] = numbers.rank("min")
    rows["from_high"] = numbers.rank("min", ascending=False)
    rows["n"] = numbers.transform("count")
    n, low, high = rows["n"], rows["from_low"], rows["from_high"]
    cut = ((4 * high <= n) & (4 * (n + 1 - low) > n)) | ((4 * low <= n) & (4 * (n + 1 - high) > n))
    rows["shared"] = (3 * (n + 2 - low - high) > n) & cut
    rows["scaled"] = (rows["number"] * MILLIONTHS).round()
    cells = rows.groupby("cell", sort=False).agg(
        total=("scaled", "sum"),
        values=("number", "count"),
        least=("number", "min"),
        most=("number", "max"),
        shared=("shared", "any"),
    )
    cells["mean"] = cells["total"] / (cells["values"] * MILLIONTHS)
    for name, share in (("lower_quartile", 0.25), ("median", 0.5), ("upper_quartile", 0.75)):
        cells[name] = numbers.quantile(share)
    rows = rows.drop(columns=["shared", "scaled"]).join(cells[list(STATISTICS)], on="cell")
    highest, lowest = (4 * high <= n) & (4 * low > n), (4 * low <= n) & (4 * high > n)
    quarter = (highest.astype("int8") - lowest.astype("int8")).astype("Int8")
    rows["quarter"] = quarter.mask(rows["number"].isna() | (n < 20) | rows["shared"].fillna(value=False))
    rows.drop(columns=["cell", "number"]).to_parquet(out, compression="zstd", index=False)


PEERS: dict[str, Callable[[Sequence[str], str], None]] = {"polars": run_polars, "pandas": run_pandas}


def main(name: str, out: str, *files: str) -> None:
    """Do the work once and print what it took."""
    __import__(name)
    began = time.perf_counter()
    PEERS[name](files, out)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
