"""The environment of the tests themselves; loaded by pytest (-p) before Django reads its settings."""

import atexit
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
