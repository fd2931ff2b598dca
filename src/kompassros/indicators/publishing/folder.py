"""A folder of files that any web server can give away: values by unit, by indicator, and all together.

``datapackage.json`` describes the tables as a Data Package (datapackage.org), ``units/`` has a CSV file for each unit,
``indicators/`` a JSON-stat dataset for each indicator.
"""

import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kompassros.documents.sheets import SheetColumn, Value, write_csv
from kompassros.indicators.publishing.cubes import cube_of
from kompassros.indicators.publishing.found import Found, Place, Row
from kompassros.indicators.publishing.records import MADE_UP, source_of
from kompassros.indicators.publishing.tables import HEADS, NUMBERS, as_csv
from kompassros.records import clock
from kompassros.records.errors import DomainError

DESCRIPTION = "datapackage.json"
MAKER = "kompassros indicator publish"
_MEASURES = ("code", "title", "unit", "direction", "decimals", "file")
_UNITS = ("country", "code", "name", "kind", "made_up", "file")


@dataclass(frozen=True)
class Written:
    """What was written: files, values, and bytes in all."""

    files: int
    values: int
    size: int


def write_folder(folder: Path, found: Found, *, title: str) -> Written:
    """Write the files into a folder; all is there, or nothing is changed. One written before is replaced.

    DomainError: there are no values, or the folder holds something that was not written by this.
    """
    if not found.rows:
        raise DomainError(_("There are no values to publish. Ask for other years, units or indicators."))
    _refuse_what_is_not_ours(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".publishing-") as unfinished:
        new, old = Path(unfinished) / "new", Path(unfinished) / "old"
        tables = {name: _write(new / name, content) for name, content in _files(found)}
        _write(new / DESCRIPTION, _as_json(_description(found, title, tables), indent=2))
        _write(new / "README.txt", _readme(found, title).encode())
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Written(len(files), len(found.rows), sum(path.stat().st_size for path in files))


def _refuse_what_is_not_ours(folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    try:
        ours = json.loads((folder / DESCRIPTION).read_bytes())["created_by"] == MAKER
    except (OSError, ValueError, KeyError, TypeError):
        ours = False
    if not ours:
        message = _("%(folder)s holds something else. Name a folder that is empty or not there.")
        raise DomainError(message % {"folder": folder})


def _write(path: Path, content: bytes) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return content


def _files(found: Found) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the tables; the one of all values is put together from those of the units."""
    bodies: list[bytes] = []
    head = b""
    for unit, rows in _by(found, "unit").items():
        content = as_csv(replace(found, rows=rows, units={unit: found.units[unit]}))
        yield _unit_file(found.units[unit]), content
        head, _newline, body = content.partition(b"\r\n")
        bodies.append(body)
    yield "values.csv", b"\r\n".join([head, b"".join(bodies)])
    for indicator, rows in _by(found, "indicator").items():
        measure = found.indicators[indicator]
        cube = cube_of(replace(found, rows=rows, indicators={indicator: measure}))
        yield f"indicators/{measure.code}.json", _as_json(cube)
    yield "indicators.csv", _table(_MEASURES, [_measure_row(one) for one in found.indicators.values()])
    yield "units.csv", _table(_UNITS, [_unit_row(place) for place in found.units.values()])


def _by(found: Found, part: str) -> dict[int, list[Row]]:
    """Return the rows by unit or indicator, in the order of those."""
    gathered: defaultdict[int, list[Row]] = defaultdict(list)
    for row in found.rows:
        gathered[getattr(row.value, part)].append(row)
    order = found.units if part == "unit" else found.indicators
    return {number: gathered[number] for number in order if number in gathered}


def _unit_file(place: Place) -> str:
    return f"units/{place.country}-{place.code}.csv"


def _measure_row(one: Any) -> list[Value]:
    return [one.code, one.title, one.unit, one.direction, one.decimals, f"indicators/{one.code}.json"]


def _unit_row(place: Place) -> list[Value]:
    made_up = MADE_UP if place.made_up else ""
    return [place.country, place.code, place.name, place.kind, made_up, _unit_file(place)]


def _table(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    return write_csv([SheetColumn(head) for head in heads], rows, "en")


def _description(found: Found, title: str, tables: dict[str, bytes]) -> dict[str, Any]:
    """Return the description of the three tables, with sources, licences and whether anything is made up."""
    made_up = any(found.is_made_up(row) for row in found.rows)
    return {
        "name": "values",
        "title": title,
        "description": MADE_UP if made_up else "",
        "created": clock.now().isoformat(timespec="seconds"),
        "created_by": MAKER,
        "sources": [{"title": one.source} for one in found.datasets],
        "licenses": [{"title": one.licence} for one in found.datasets if one.licence],
        "resources": [
            _resource("values", HEADS, tables),
            _resource("indicators", _MEASURES, tables),
            _resource("units", _UNITS, tables),
        ],
    }


def _resource(name: str, heads: Sequence[str], tables: dict[str, bytes]) -> dict[str, Any]:
    content = tables[f"{name}.csv"]
    fields = [{"name": head, "type": "number" if head in NUMBERS else "string"} for head in heads]
    return {
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _readme(found: Found, title: str) -> str:
    lines = [
        title,
        MADE_UP if any(found.is_made_up(row) for row in found.rows) else "",
        f"{len(found.rows)} values of {len(found.indicators)} indicators for {len(found.units)} units.",
        f"Source: {source_of(found)}.",
        *(f"Licence: {one.licence}." for one in found.datasets if one.licence),
        "values.csv: all values. units/: a table for each unit. indicators/: a JSON-stat dataset for each indicator.",
        "datapackage.json describes the tables for programs.",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _as_json(content: Any, indent: int | None = None) -> bytes:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, indent=indent).encode()
