"""The bulk comparison on Spark, where one machine is too small for the values: the same texts, the same digits.

PySpark is an extra (``kompassros[spark]``) and is imported only here, when it is asked for. Where Spark runs, and with
how much memory, is what Spark's own settings say; without any it is this machine.
"""

import os
import re
import shutil
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
from django.utils.translation import gettext as _

from kompassros.records.errors import DomainError
from kompassros.statistics import store
from kompassros.statistics.comparing import Compared, compare
from kompassros.statistics.layout import write_rows

# What overflows is an error and not another number; no web page, no progress bar, no warnings.
SETTINGS = {
    "spark.sql.ansi.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
_PATTERN_SIGN = re.compile(r"([\\*?{}\[\]])")


class SparkEngine:
    """A session of Spark as an engine. It is untyped here, for the types are in a package that need not be there."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def read(self, name: str, files: Sequence[Path]) -> None:
        addresses = (_PATTERN_SIGN.sub(r"\\\1", _address(file)) for file in files)
        self._session.read.parquet(*addresses).createOrReplaceTempView(name)

    def define(self, name: str, sql: str) -> None:
        self._session.sql(sql).createOrReplaceTempView(name)

    def fetch(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def write(self, sql: str, target: Path) -> None:
        """Write a file for each task, in order, and put them together: a release has one file of a kind."""
        pieces = target.with_suffix(".pieces")
        self._session.sql(sql).write.option("compression", "zstd").parquet(_address(pieces))
        with duckdb.connect(config=store.configuration() | {"preserve_insertion_order": True}) as connection:
            in_order = store.file_list(sorted(pieces.glob("part-*.parquet")))
            write_rows(connection, f"FROM read_parquet({in_order})", target, target.stem)
        shutil.rmtree(pieces)


def compare_on_spark(*, observations: Sequence[Path], folder: Path) -> Compared:
    """Do ``comparing.compare`` on Spark. Files and folder must be within reach of all its machines, by these names.

    The session that is there is used, else one is begun; it stays, as Spark wants it. DomainError, besides those of
    ``compare``: PySpark or Java is missing, or Spark does not start.
    """
    session = begin_session()
    store.making_folder()
    return compare(observations=observations, folder=folder, engine=SparkEngine(session.newSession()))


def begin_session() -> Any:
    """Return the process's session of Spark, begun where there is none; DomainError says what is missing."""
    reason = missing()
    if reason:
        raise DomainError(reason)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # about pandas, which is not used here
            builder = import_module("pyspark.sql").SparkSession.builder.appName("Kompassros")
            for name, value in SETTINGS.items():
                builder = builder.config(name, value)
            return builder.getOrCreate()
    except Exception as error:
        raise DomainError(
            _("Spark did not start: %(reason)s. Look at what Java printed; Spark 4 needs Java 17 or later.")
            % {"reason": str(error).rstrip(".")}
        ) from error


def missing() -> str:
    """Return a sentence on what must be installed before Spark can run, empty where nothing is missing."""
    if find_spec("pyspark") is None:
        return _("PySpark is missing. Install it into the environment of Kompassros: pip install 'kompassros[spark]'")
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")):
        return _(
            "Java is missing, which Spark runs on. Install Java 17 or later (on Debian and Ubuntu: "
            "openjdk-17-jre-headless), or name its folder in JAVA_HOME."
        )
    return ""


def _address(path: Path) -> str:
    """Return a path as Spark wants it, which without a scheme might look for it elsewhere; no sign is encoded."""
    return f"file://{path.absolute()}"
