"""The command line on a machine where nothing was ever started."""

import json
import subprocess
from pathlib import Path

from tests.harness.server import COMMAND, server_environment


def test_first_command_sets_the_demo_up_and_prints_only_its_answer(tmp_path: Path) -> None:
    run = subprocess.run(
        [str(COMMAND), "evaluation", "show", "tyreso-2015", "--format", "json"],
        cwd=tmp_path,
        env=server_environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout)["total"] == 536
    assert "published results: 56 added" in run.stderr
