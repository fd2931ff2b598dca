"""The environment of the tests themselves; loaded by pytest (-p) before Django reads its settings."""

import atexit
import gc
import os
import shutil
import tempfile

DATA_DIR = tempfile.mkdtemp(prefix="kompassros-tests-")
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
os.environ.pop("KOMPASSROS_CLOCK_FILE", None)
os.environ |= {
    "KOMPASSROS_MODE": "test",
    "KOMPASSROS_DATA_DIR": DATA_DIR,
    "KOMPASSROS_SECRET_KEY": "known-to-everyone-and-good-for-tests-only-" + "0" * 20,
}

# What is loaded stays to the end: to look for garbage in it again and again took a fifth of the time of the tests.
gc.set_threshold(50_000, 20, 20)


def pytest_collection_finish() -> None:
    """Leave the modules and the tests themselves out of every collection of garbage."""
    gc.collect()
    gc.freeze()
