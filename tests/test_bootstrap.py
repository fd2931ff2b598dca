"""The set-up of a checkout: what is done again and what is not, when it is killed, and what the locks say."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import assets, bootstrap

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))


class Recorded(bootstrap.Checkout):
    """A checkout that notes its commands down; `fail` and `kill` name a word of the command to end at."""

    def __init__(self, root: Path, profile: str = "runtime", *, fail: str = "", kill: str = "") -> None:
        super().__init__(root, profile)
        self.commands: list[str] = []
        self.fail = fail
        self.kill = kill

    def _call(self, command: bootstrap.Command) -> int:
        line = " ".join(map(str, command)).replace(str(self.root), "")
        self.commands.append(line)
        if self.kill and self.kill in line:
            raise KeyboardInterrupt
        if " -m venv " in line:
            self.python.parent.mkdir(parents=True, exist_ok=True)
            self.python.touch()
        if "tools.assets" in line:
            assets.build_if_stale(self.root)
        return int(bool(self.fail) and self.fail in line)

    def did(self, word: str) -> bool:
        return any(word in line for line in self.commands)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    locks = [bootstrap.RUNTIME_LOCK, bootstrap.DEV_LOCK, bootstrap.NODE_LOCK, bootstrap.SPARK_LOCK]
    names = [*bootstrap.PROJECT_FILES, *locks]
    for name in [*names, "frontend/site.css"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(assets, "run_npm", lambda folder, *arguments: None)
    monkeypatch.setattr(assets, "node_on_path", lambda: True)
    return tmp_path


def test_set_up_from_nothing_does_every_step_and_is_ready(root: Path) -> None:
    checkout = Recorded(root)
    assert not checkout.is_ready()
    checkout.set_up()
    steps = ["-m venv", "requirements-setup.lock", "uv pip install", "--editable", "tools.assets"]
    assert [any(step in line for step in steps) for line in checkout.commands] == [True] * len(steps)
    assert all(step in line for step, line in zip(steps, checkout.commands, strict=True))
    assert checkout.is_ready()


def test_set_up_again_does_nothing(root: Path) -> None:
    Recorded(root).set_up()
    again = Recorded(root)
    again.set_up()
    assert again.is_ready()
    assert again.commands == []


@pytest.mark.parametrize("moment", ["-m venv", "setup.lock", "uv pip", "--editable"])
def test_set_up_killed_in_the_middle_starts_anew(root: Path, moment: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        Recorded(root, kill=moment).set_up()
    after = Recorded(root)
    assert not after.is_installed()
    after.set_up()
    assert after.did("-m venv --clear")
    assert after.is_ready()


def test_set_up_killed_while_updating_starts_anew(root: Path) -> None:
    Recorded(root).set_up()
    (root / bootstrap.RUNTIME_LOCK).write_text("newer")
    with pytest.raises(KeyboardInterrupt):
        Recorded(root, kill="uv pip").set_up()
    after = Recorded(root)
    after.set_up()
    assert after.did("-m venv --clear")


def test_set_up_killed_while_building_keeps_the_environment(root: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        Recorded(root, kill="tools.assets").set_up()
    after = Recorded(root)
    assert not after.is_ready()
    after.set_up()
    assert len(after.commands) == 1
    assert after.did("tools.assets")


def test_changed_lock_installs_that_lock_into_the_same_environment(root: Path) -> None:
    Recorded(root, "dev").set_up()
    (root / bootstrap.DEV_LOCK).write_text("newer")
    assert Recorded(root, "runtime").is_ready()
    after = Recorded(root, "dev")
    after.set_up()
    assert not after.did("-m venv")
    assert after.did(f"--requirement {bootstrap.DEV_LOCK}")
    assert not after.did(f"--requirement {bootstrap.RUNTIME_LOCK}")


def test_spark_is_added_to_an_environment_and_stays_when_it_is_not_asked_for(root: Path) -> None:
    Recorded(root, "dev").set_up()
    spark = Recorded(root, "spark")
    assert not spark.is_ready()
    spark.set_up()
    assert spark.did(f"--requirement {bootstrap.SPARK_LOCK}")
    assert not spark.did(f"--requirement {bootstrap.DEV_LOCK}")
    assert Recorded(root, "dev").is_ready()
    assert Recorded(root, "spark").is_ready()


def test_changed_front_end_builds_only(root: Path) -> None:
    Recorded(root).set_up()
    (root / "frontend/site.css").write_text("newer")
    after = Recorded(root)
    assert not after.is_ready()
    after.set_up()
    assert len(after.commands) == 1
    assert after.did("tools.assets")


def test_copied_environment_is_made_anew(root: Path) -> None:
    Recorded(root).set_up()
    stamp = root / ".venv/kompassros.json"
    stamp.write_text(stamp.read_text().replace(str(root), "/elsewhere"))
    after = Recorded(root)
    after.set_up()
    assert after.did("-m venv --clear")


def test_damaged_stamp_counts_as_none(root: Path) -> None:
    Recorded(root).set_up()
    (root / ".venv/kompassros.json").write_text('{"place": ')
    assert not Recorded(root).is_installed()


def test_failing_uv_falls_back_to_pip_with_hashes(root: Path) -> None:
    checkout = Recorded(root, fail="uv pip install")
    checkout.set_up()
    line = checkout.commands[3]
    assert "-m pip install" in line
    assert f"--require-hashes --requirement {bootstrap.RUNTIME_LOCK}" in line
    assert checkout.is_ready()


def test_failing_installation_says_so_and_leaves_no_stamp(root: Path) -> None:
    with pytest.raises(bootstrap.SetupError, match="PyPI"):
        Recorded(root, fail="pip install").set_up()
    assert not Recorded(root).is_installed()


def test_failing_project_keeps_the_packages(root: Path) -> None:
    with pytest.raises(bootstrap.SetupError, match="itself"):
        Recorded(root, fail="--editable").set_up()
    after = Recorded(root)
    assert not after.is_installed()
    after.set_up()
    assert not after.did("-m venv")
    assert not after.did("--requirement")
    assert after.is_ready()


def test_node_lock_is_installed_only_where_node_is_missing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "node_on_path", lambda: False)
    checkout = Recorded(root)
    checkout.set_up()
    assert checkout.did(f"--requirement {bootstrap.NODE_LOCK}")
    assert checkout.is_ready()


def test_second_set_up_waits_until_the_first_is_dead_with_its_children(root: Path) -> None:
    """The child that a killed set-up leaves behind still holds the lock."""
    program = (
        "import subprocess, sys; from pathlib import Path; from tools import bootstrap\n"
        "with bootstrap.only_one(Path(sys.argv[1])):\n"
        "    subprocess.Popen(['cat'], close_fds=False); print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(root)]
    first = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with first:
        assert first.stdout is not None
        assert first.stdin is not None
        assert first.stdout.readline() == "held\n"
        first.kill()
        first.wait()
        second = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert second.stderr is not None
        assert "waiting" in second.stderr.readline()
        first.stdin.close()
        assert second.communicate(timeout=20)[0] == "held\n"


def test_unknown_profile_is_refused_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["everything"]) == 2
    assert "usage:" in capsys.readouterr().err


def test_old_python_is_refused_with_a_sentence(tmp_path: Path) -> None:
    """Only an old Python is on PATH: the entry says what is needed and sets nothing up."""
    for name in ("sh", "readlink", "dirname"):
        found = next(Path(folder, name) for folder in os.get_exec_path() if Path(folder, name).exists())
        (tmp_path / name).symlink_to(found)
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    run = subprocess.run(
        [ROOT / "bin/kompassros"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "Python 3.11 or later" in run.stderr
    assert run.stdout == ""


def requirements(lock: Path) -> Iterator[tuple[str, str]]:
    """The (name, version) pairs of a lock."""
    yield from re.findall(r"^([a-z0-9._-]+)==([^ ]+)", lock.read_text(), flags=re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_names_no_host_and_no_folder(lock: Path) -> None:
    found = [line for line in lock.read_text().splitlines() if re.search(r"://|^--|file:|(^| )/|@ ", line)]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_lock_has_a_hash_for_every_requirement(lock: Path) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", lock.read_text())
    assert len(blocks) == len(list(requirements(lock)))
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_locks_agree_on_what_both_install() -> None:
    runtime = dict(requirements(ROOT / bootstrap.RUNTIME_LOCK))
    dev = dict(requirements(ROOT / bootstrap.DEV_LOCK))
    assert {name: dev.get(name) for name in runtime} == runtime
    assert {"hatchling", "editables", "babel", "django"} <= runtime.keys()


def test_npm_lock_names_no_host() -> None:
    text = (ROOT / "frontend/package-lock.json").read_text()
    assert '"resolved"' not in text
    assert '"integrity"' in text
