"""`kompassros round open|status|close`: what they print and refuse."""

import json

import pytest

from kompassros.indicators.rounds.models import CollectionRound
from kompassros.records import clock
from tests.cli.running import runner
from tests.indicators.rounds.makers import make_asked, make_data, make_participant, make_round

pytestmark = pytest.mark.django_db
run = runner("round")


def test_open_plans_a_round_with_suggested_days() -> None:
    result = run("open", "kkik-2026", "--set", "kkik-2024", "--year", "2026", "--collect-until", "2026-11-15")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == ("kkik-2026: Kommunens kvalitet i korthet 2026 is planned, 7 measures are asked for.\n")
    one = CollectionRound.objects.get(key="kkik-2026")
    assert (one.state, one.made_up, one.collect_until.isoformat()) == ("planned", False, "2026-11-15")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--set", "nothing"), "There is no set nothing."),
        (("--set", "kkik-2024", "--country", "granby"), "There is no country granby."),
        (("--set", "kkik-2024", "--collect-until", "soon"), "--collect-until: soon is not a day."),
        (("--set", "kkik-2024", "--year", "2026", "--collect-until", "2026-01-01"), "must not be before the first"),
        (("--set", "kkik-2024", "--year", "12026"), "year"),
    ],
)
def test_open_says_why_not(more: tuple[str, ...], sentence: str) -> None:
    result = run("open", "kkik-2026", *more)
    assert result.exit_code == 1
    assert sentence in result.stderr
    assert not CollectionRound.objects.filter(key="kkik-2026").exists()


def test_status_tells_who_has_not_answered_and_what_is_missing() -> None:
    one = make_round()
    asked = make_asked(one, largest_change=None)
    make_data(make_participant(one, signed_off_at=clock.now()), asked, 95)
    make_participant(one, "norrvik")
    told = json.loads(run("status", one.key, "--format", "json").stdout)
    assert (told["state"], told["unanswered"]) == ("collecting", ["norrvik"])
    assert [entry["text"] for entry in told["missing"]] == [
        "1 municipality has not handed in everything.",
        "1 municipality is not signed off.",
    ]
    assert [(each["key"], each["answered"], each["late"]) for each in told["municipalities"]] == [
        *(("granby", 1, False), ("norrvik", 0, True)),
    ]
    assert "2 take part, 1 have not answered" in run("status", one.key).stdout


def test_close_freezes_once() -> None:
    one = make_round()
    make_participant(one)
    assert run("close", one.key).stdout == "kkik-2024 is closed; edition 1 is frozen.\n"
    result = run("close", one.key)
    assert result.exit_code == 1
    assert "this cannot be done now" in result.stderr


def test_unknown_round_is_told() -> None:
    for command in ("status", "close"):
        result = run(command, "nowhere")
        assert result.exit_code == 1
        assert "There is no round nowhere." in result.stderr
