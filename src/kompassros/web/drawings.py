"""Drawings of figures for pages, kept in files: a drawing holds the interpreter for 40 ms, reading one does not."""

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from kompassros.charts.figure import Figure
from kompassros.charts.render import inline

_EDITION = 1


def inline_drawing(figure: Figure, language: str) -> str:
    """Return the figure's inline SVG, drawn once for each content and language and then kept.

    The file's name is a checksum of all that the drawing depends on, so nothing ever needs to be thrown away; a
    folder that cannot be written to only costs time.
    """
    told = json.dumps(
        [_EDITION, language, figure.name, figure.title, figure.description, figure.spec, figure.compact], sort_keys=True
    )
    return _kept(hashlib.sha256(told.encode()).hexdigest()) or _draw(figure, language, told)


@lru_cache(maxsize=512)
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _path(checksum: str) -> Path:
    return Path(settings.CHART_CACHE_DIR) / checksum[:2] / f"{checksum}.svg"


def _kept(checksum: str) -> str:
    try:
        return _read(_path(checksum))
    except OSError:
        return ""


def _draw(figure: Figure, language: str, told: str) -> str:
    drawing = inline(figure, language=language)
    path = _path(hashlib.sha256(told.encode()).hexdigest())
    temporary = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(drawing, encoding="utf-8")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
    return drawing
