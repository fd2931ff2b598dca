"""`kompassros evaluation state|score|publish`: what they print and refuse."""

import json
from typing import Any

import pytest

from kompassros.evaluations.courses.workflow import State
from kompassros.evaluations.models import ScoreSheet
from kompassros.organisations.demo import demo_address
from kompassros.organisations.roles import Role
from tests.cli.test_evaluation import no_sheet_is_kept, run  # noqa: F401 - the fixture is used by itself
from tests.evaluations.course_cases import CRITERIA, make_course
from tests.evaluations.publication.cases import judge, ready_course

pytestmark = pytest.mark.django_db


def record(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_state_tells_where_it_stands_and_what_stops_it() -> None:
    course = ready_course()
    judge(course, CRITERIA[0], level="")
    told = record("state", course.slug)
    assert (told["state"], told["next"], told["who"]) == (
        *("fact_check", ["published"]), ["municipality's coordinator", "lead evaluator"],
    )  # fmt: skip
    assert "1 criterion is not judged: 1.1.1." in [entry["text"] for entry in told["missing"] if entry["stops"]]
    assert "1 criterion is not judged" in run("state", course.slug).stdout


@pytest.mark.parametrize(("share", "points"), [("1/4", "43"), ("1/2", "55"), ("3/4", "68")])
def test_score_counts_with_the_share(share: str, points: str) -> None:
    told = record("score", ready_course().slug, "--partly", share)
    assert told["total"]["points"] == points
    assert (told["unjudged"], told["unsupported"]) == ([], ["1.2.1"])


def test_score_of_what_is_not_judged_yet() -> None:
    course = make_course(State.READING)
    result = run("score", course.slug)
    assert result.exit_code == 0
    assert "unjudged: 1.1.1, 1.1.2, 1.2.1, 2.1.1" in result.stdout


def test_publish_freezes_the_sheet_with_its_embargo() -> None:
    course = ready_course()
    result = run("publish", course.slug, "--by", demo_address(Role.LEAD_EVALUATOR), "--embargo", "2099-12-01T12:00")
    assert (result.exit_code, result.stderr) == (0, "")
    assert ScoreSheet.objects.get(slug=course.slug).published_at.isoformat() == "2099-12-01T11:00:00+00:00"
    assert run("show", course.slug).exit_code == 1


@pytest.mark.parametrize(
    ("by", "more", "sentence"),
    [
        (demo_address(Role.EVALUATOR), (), "the right is not yours"),
        ("nobody@demo.example", (), "Nobody here has the address nobody@demo.example."),
        (demo_address(Role.LEAD_EVALUATOR), ("--embargo", "tomorrow"), "tomorrow is not a moment."),
        (demo_address(Role.LEAD_EVALUATOR), ("--embargo", "2020-01-01"), "must end in the future"),
    ],
)
def test_publish_says_why_not(by: str, more: tuple[str, ...], sentence: str) -> None:
    course = ready_course()
    result = run("publish", course.slug, "--by", by, *more)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert not ScoreSheet.objects.filter(slug=course.slug).exists()


def test_unknown_evaluation_is_told() -> None:
    result = run("state", "nowhere-1")
    assert result.exit_code == 1
    assert "There is no evaluation nowhere-1." in result.stderr
