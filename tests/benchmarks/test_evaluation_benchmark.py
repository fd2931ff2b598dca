"""The benchmark of the evaluation works: run in its smallest form. No time is asserted."""

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks import points
from kompassros.methods.bulk_points import compile_frame, encode_row, totals
from kompassros.methods.frames import criteria_of

ROOT = Path(__file__).parents[2]
WHAT = (
    "Points of 3 municipalities x 164 criteria from memory",
    "Points of 3 municipalities x 164 criteria from memory, already coded",
    "The same by a peer with plain objects",
    "Points, ours / peer",
    "Points, ours already coded / peer",
    "Queries, judging screen of 186 criteria",
    "Saving one judgement, one user",
    "Saving one judgement, 8 users at once",
    "Judging screen",
)


@pytest.mark.slow
def test_evaluation_benchmark_measures_everything() -> None:
    command = [sys.executable, "-m", "benchmarks.evaluation", "--smallest"]
    environment = {"PATH": os.environ["PATH"]}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    # 1 says that a bar was missed, which is no matter of a test.
    assert run.returncode in (0, 1), run.stderr
    lines = run.stdout.splitlines()
    assert lines[0].startswith("Machine: ")
    assert [what for what in WHAT if not any(line.startswith(f"{what}  ") for line in lines)] == [], run.stderr


def test_points_frame_is_of_the_size_that_is_told() -> None:
    frame = points.make_frame()
    assert [len(frame.areas), sum(len(area.questions) for area in frame.areas)] == [points.AREAS, points.QUESTIONS]
    assert len(criteria_of(frame)) == points.CRITERIA


def test_points_of_the_peer_are_ours_and_a_difference_is_refused() -> None:
    frame = points.make_frame()
    judgements = points.make_judgements(frame, 2)
    areas, plain = points.make_plain(frame, judgements)
    compiled = compile_frame(frame)
    ours = totals(compiled, [encode_row(compiled, given) for given in judgements])
    peers = [points.score_plainly(areas, rows) for rows in plain]
    points.refuse_differences(compiled, ours, peers)
    by_question, by_area, total = peers[1]
    with pytest.raises(ValueError, match="the peer gives"):
        points.refuse_differences(compiled, ours, [peers[0], (by_question, by_area, total + Decimal("0.01"))])
    # A judgement that gains gives both the same again.
    key = compiled.criteria[0]
    raised = [judgements[0], judgements[1] | {key: replace(judgements[1][key], evidence=9)}]
    again = totals(compiled, [encode_row(compiled, given) for given in raised])
    points.refuse_differences(
        compiled, again, [points.score_plainly(areas, rows) for rows in points.make_plain(frame, raised)[1]]
    )
