"""Shows that an installed wheel runs the demo with no checkout in sight.

usage: python -m tests.harness.wheel KOMPASSROS   from an empty folder; KOMPASSROS is the installed command
"""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tests.harness.server import Server, prepare, server_environment

PAGE = "/sv/"
STYLESHEET = "/static/web/dist/site.css"
EVALUATION = "tyreso-2015"
TOTAL = 536


def show(command: Path, data_dir: Path) -> None:
    """Prepare the demo, fetch a page and its stylesheet, print an evaluation; raise where one fails."""
    began = time.monotonic()
    prepare(data_dir, command)
    print(f"demo prepared in {time.monotonic() - began:.1f} s")
    server = Server(data_dir, command=command)
    server.start()
    try:
        for path in (PAGE, STYLESHEET):
            with urllib.request.urlopen(server.url(path), timeout=20) as answer:
                print(f"{path}: {answer.status}, {len(answer.read())} bytes")
    finally:
        server.stop()
    arguments = [str(command), "evaluation", "show", EVALUATION, "--format", "json"]
    run = subprocess.run(arguments, env=server_environment(data_dir), capture_output=True, text=True, check=True)
    total = json.loads(run.stdout)["total"]
    assert float(total) == TOTAL, f"{EVALUATION} has {total} points, not {TOTAL}"
    print(f"{EVALUATION}: {total} points")


def main(arguments: Sequence[str]) -> int:
    """Run it in the present folder; return the exit status."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    show(Path(arguments[0]), Path.cwd() / "data")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
