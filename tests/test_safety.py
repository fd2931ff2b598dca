"""What the settings refuse, and the demo's secret key."""

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from kompassros.safety import MINIMUM_KEY_LENGTH, demo_secret_key, refuse_unsafe

SAFE: dict[str, Any] = {
    "mode": "production",
    "secret_key": "k" * MINIMUM_KEY_LENGTH,
    "allowed_hosts": ["results.example.org"],
    "database_url": "postgres://u:p@localhost/kompassros",
    "clock_file": "",
}


def test_safe_production_starts() -> None:
    refuse_unsafe(**SAFE)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"secret_key": "k" * (MINIMUM_KEY_LENGTH - 1)}, "KOMPASSROS_SECRET_KEY"),
        ({"allowed_hosts": []}, "KOMPASSROS_ALLOWED_HOSTS"),
        ({"allowed_hosts": ["a.example", "*"]}, "KOMPASSROS_ALLOWED_HOSTS"),
        ({"database_url": ""}, "DATABASE_URL"),
        ({"clock_file": "/somewhere"}, "KOMPASSROS_CLOCK_FILE"),
        ({"mode": "prod"}, "KOMPASSROS_MODE"),
    ],
)
def test_unsafe_production_is_refused_with_what_to_do(change: dict[str, Any], told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=told):
        refuse_unsafe(**SAFE | change)


@pytest.mark.parametrize("mode", ["demo", "test"])
def test_demo_and_test_need_nothing(mode: str) -> None:
    refuse_unsafe(mode=mode, secret_key="", allowed_hosts=[], database_url="", clock_file="x")


def test_all_troubles_are_told_at_once() -> None:
    with pytest.raises(ImproperlyConfigured) as told:
        refuse_unsafe(mode="production", secret_key="", allowed_hosts=["*"], database_url="", clock_file="")
    assert str(told.value).count("Set ") == 3


def test_demo_key_is_made_once_and_is_nobody_elses_to_read(tmp_path: Path) -> None:
    first = demo_secret_key(tmp_path / "new")
    assert len(first) >= MINIMUM_KEY_LENGTH
    assert demo_secret_key(tmp_path / "new") == first
    assert stat.S_IMODE((tmp_path / "new" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret_key"]
