"""A folder with the demo that is gone when the measuring is over."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.harness import server as server_process
from tests.harness.server import server_environment


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder, and remove it with all that is in it."""
    folder = Path(tempfile.mkdtemp(prefix="kompassros-benchmark-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def demo_in_this_process() -> Iterator[Path]:
    """Load the demo into a folder and set Django up on it in this process; give the data folder."""
    with scratch() as folder:
        data_dir = folder / "data"
        server_process.prepare(data_dir)
        os.environ.update(server_environment(data_dir) | {"DJANGO_SETTINGS_MODULE": "kompassros.settings"})
        import django

        django.setup()
        from django.db import connections

        try:
            yield data_dir
        finally:
            connections.close_all()
