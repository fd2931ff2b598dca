"""Sets up `.venv`: the locked packages, the project itself, the built files. Standard library only.

usage: python3 tools/bootstrap.py [runtime|dev|spark]

A stamp in `.venv`, written last, says what is installed, so the second run only compares hashes. The stamp is
taken away before anything is changed: where it is missing, an earlier run was ended in the middle, and the
environment is made anew.
Everything is printed on stderr, for bin/kompassros prints data on stdout.
"""

import fcntl
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tools import assets

ROOT = Path(__file__).resolve().parents[1]
RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
NODE_LOCK = "requirements-node.lock"
SETUP_LOCK = "requirements-setup.lock"
SPARK_LOCK = "requirements-spark.lock"
LOCKS = {
    "runtime": [RUNTIME_LOCK],
    "dev": [RUNTIME_LOCK, DEV_LOCK],
    "spark": [RUNTIME_LOCK, DEV_LOCK, SPARK_LOCK],
}
Command = Sequence[str | Path]
PROJECT_FILES = ("pyproject.toml", "hatch_build.py", "src/kompassros/__init__.py")


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


class Checkout:
    """One checkout at `root` and its environment, for one of the profiles in `LOCKS`."""

    def __init__(self, root: Path, profile: str) -> None:
        self.root = root
        self.profile = profile
        self.environment = root / ".venv"
        self.python = self.environment / "bin" / "python"
        self.stamp = self.environment / "kompassros.json"

    def is_ready(self) -> bool:
        return self.is_installed() and assets.is_fresh(self.root)

    def is_installed(self) -> bool:
        stamp = self.read_stamp()
        return self.python.exists() and all(stamp.get(key) == value for key, value in self.wanted().items())

    def wanted(self) -> dict[str, str]:
        """What the stamp must say; the place too, for an environment cannot be moved or copied."""
        names = [*self.locks(), *PROJECT_FILES]
        return {"place": str(self.root)} | {name: _digest(self.root / name) for name in names}

    def locks(self) -> list[str]:
        """The locks to install, in this order; Node's only where it is needed and the machine has none."""
        needs_node = not assets.is_fresh(self.root) and not assets.node_on_path()
        return LOCKS[self.profile] + ([NODE_LOCK] if needs_node else [])

    def read_stamp(self) -> dict[str, str]:
        """The stamp, or an empty one where it is missing or belongs to another place."""
        try:
            stamp: dict[str, str] = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if stamp.get("place") == str(self.root) else {}

    def set_up(self) -> None:
        """Do what is not done yet. May be killed at any moment and run again. Raises SetupError."""
        if not self.is_installed():
            self._install()
        if not assets.is_fresh(self.root):
            say("Building the front end and the message catalogues ...")
            self._run([self.python, "-m", "tools.assets"], "The front end was not built, see above.")

    def _install(self) -> None:
        stamp, wanted, locks = self.read_stamp(), self.wanted(), self.locks()
        if not (stamp and self.python.exists()):
            stamp = {}
            self._make_environment()
        self.stamp.unlink(missing_ok=True)
        self._install_packages([name for name in locks if stamp.get(name) != wanted[name]])
        packages = stamp | {name: wanted[name] for name in ["place", *locks]}
        try:
            self._install_project()
        except SetupError:
            _write_last(self.stamp, packages)
            raise
        _write_last(self.stamp, packages | wanted)

    def _install_project(self) -> None:
        say("Installing Kompassros itself ...")
        command = self._pip("--no-deps", "--no-build-isolation", "--editable", ".")
        self._run(command, "Kompassros itself was not installed, see above.")

    def _make_environment(self) -> None:
        say(f"Making .venv with Python {sys.version.split()[0]} ...")
        message = "No environment was made. On Debian and Ubuntu, install python3-venv, then try again."
        self._run([Path(sys.executable), "-m", "venv", "--clear", str(self.environment)], message)

    def _install_packages(self, names: Sequence[str]) -> None:
        if not names:
            return
        say(f"Installing the packages of {', '.join(names)} ...")
        requirements = [argument for name in names for argument in ("--requirement", name)]
        if self._install_with_uv(requirements):
            return
        message = "The packages were not installed. Is PyPI, or your mirror of it, within reach?"
        self._run(self._pip("--require-hashes", *requirements), message)

    def _install_with_uv(self, requirements: Sequence[str]) -> bool:
        """Try uv, which takes seconds where pip takes most of a minute; pip follows where it fails."""
        if self._call(self._pip("--require-hashes", "--no-compile", "--requirement", SETUP_LOCK)):
            return False
        uv: Command = [self.environment / "bin" / "uv", "pip", "install", "--quiet", "--python", self.python]
        if self._call([*uv, "--require-hashes", "--compile-bytecode", *requirements]) == 0:
            return True
        say("uv could not install them; trying pip, which takes a minute ...")
        return False

    def _pip(self, *arguments: str) -> Command:
        return [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]

    def _call(self, command: Command) -> int:
        # Open files are passed on: the lock among them.
        run = subprocess.run(command, cwd=self.root, stdout=sys.stderr, close_fds=False, check=False)
        return run.returncode

    def _run(self, command: Command, message: str) -> None:
        if self._call(command):
            raise SetupError(message)


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the checkout's lock file; a second set-up waits for the first.

    The child processes inherit the lock, so those that outlive a killed set-up keep the next one waiting.
    """
    with (root / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up of this checkout is running; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)
        yield


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_last(path: Path, content: object) -> None:
    temporary = path.with_suffix(".part")
    temporary.write_text(json.dumps(content, indent=1), encoding="utf-8")
    temporary.replace(path)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str]) -> int:
    """Set up the profile named first (default "runtime"); return the exit status."""
    profile = arguments[0] if arguments else "runtime"
    if profile not in LOCKS:
        say(__doc__ or "")
        return 2
    checkout = Checkout(ROOT, profile)
    try:
        if not checkout.is_ready():
            with only_one(ROOT):
                checkout.set_up()
    except (SetupError, OSError) as error:
        say(f"Kompassros is not set up: {error}")
        return 1
    except KeyboardInterrupt:
        say("Ended. Run the same command again: it starts over where it must.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
