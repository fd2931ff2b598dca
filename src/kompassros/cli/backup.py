"""Commands that make a backup, restore one, and verify one or the running installation."""

from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings

from kompassros.cli.output import Format, fail, print_json, print_table
from kompassros.portal import publishing
from kompassros.records.backups import restoring, targets, verifying, writing
from kompassros.records.backups.verifying import Verified
from kompassros.records.errors import DomainError

FileArgument = Annotated[Path, typer.Argument(help="A backup, such as kompassros-20270115T013000.tar.")]
_WORDS = {True: "equal", False: "differs", None: "not compared"}


def backup(
    folder: Annotated[Path | None, typer.Option(help="Folder to write into; one on another disk is better.")] = None,
) -> None:
    """Write database, files and statistics of one moment into one file, while people work."""
    try:
        path, manifest = writing.make(folder or settings.DATA_DIR / "backups")
    except (DomainError, OSError) as error:
        fail(_sentence(error))
    size = sum(member.size for member in manifest.members)
    typer.echo(f"{len(manifest.members)} members, {size / 1_000_000:,.1f} MB. The secret key is not in it.", err=True)
    typer.echo(str(path))


def restore(
    file: FileArgument,
    replace: Annotated[
        bool, typer.Option("--replace/--into-empty", help="Replace the data of this installation.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Say yes to the question.")] = False,
) -> None:
    """Restore a backup; every byte of it is checked before anything is changed."""
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        found = restoring.read(file)
        if not replace:
            restoring.refuse_full()
        elif not yes:
            typer.confirm(f"Replace all data of this installation by those of {found.manifest.made_at}?", abort=True)
        restoring.restore(found, afterwards=publishing.withdraw_and_write_again)
    except (DomainError, OSError) as error:
        fail(_sentence(error))
    typer.echo(f"{file.name} is restored. Everybody signs in again; the public pages are written anew by the worker.")


def verify(
    file: Annotated[Path | None, typer.Argument(help="A backup; without it the running installation.")] = None,
    against_running: Annotated[
        bool | None,
        typer.Option("--against-running/--alone", help="Compare the backup with the running installation."),
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Check a backup, and whether the running installation holds the same; without a file, check the installation."""
    here = targets.holds_tables()
    if not here and (file is None or against_running):
        fail("There is no installation here: its database is empty. Use --alone to look at a backup by itself.")
    try:
        found = _verified(file, here if against_running is None else against_running)
    except (DomainError, OSError) as error:
        fail(_sentence(error))
    if output is Format.JSON:
        print_json(_record(found))
    else:
        _print(found)
    _fail_with_reason(found)


def _verified(file: Path | None, against_running: bool) -> Verified:
    return verifying.verify_running() if file is None else verifying.verify(file, against_running=against_running)


def _verdict(found: Verified) -> str:
    """Return the one word: whether all is the same, where that was asked; else whether nothing is damaged."""
    if not found.is_sound():
        return "not sound"
    if found.compared:
        return "equal" if found.is_equal() else "not equal"
    return "sound"


def _fail_with_reason(found: Verified) -> None:
    """End with what is wrong first, unless nothing is: whoever runs this by a timer throws the tables away."""
    broken = next((f"{one.about}: {one.troubles[0]}" for one in found.findings if one.troubles), None)
    if broken:
        fail(f"Not sound: {broken}")
    other = next((one.about for one in found.compared if one.equal is False), None)
    if other:
        fail(f"Not equal: {other} differs.")


def _record(found: Verified) -> dict[str, Any]:
    return {
        "verdict": _verdict(found),
        "made_at": found.manifest.made_at.isoformat() if found.manifest else None,
        "version": found.manifest.version if found.manifest else None,
        "checks": [{"about": one.about, "troubles": one.troubles} for one in found.findings],
        "compared": [
            {"about": one.about, "in_backup": one.in_backup, "here": one.here, "result": _WORDS[one.equal]}
            for one in found.compared
        ],
    }


def _print(found: Verified) -> None:
    rows = [(one.about, "\n".join(one.troubles) or "sound") for one in found.findings]
    print_table(_title(found), ("looked at", "found"), rows)
    if found.compared:
        compared = [(one.about, one.in_backup, one.here, _WORDS[one.equal]) for one in found.compared]
        print_table("Compared", ("table or folder", "in the backup", "here", "result"), compared)
    typer.echo(_verdict(found))


def _title(found: Verified) -> str:
    if found.manifest is None:
        return "This installation"
    return f"Backup of {found.manifest.made_at:%Y-%m-%d %H:%M} UTC by Kompassros {found.manifest.version}"


def _sentence(error: Exception) -> str:
    """Return what a person reads: the sentence itself, or the system's words with the file that they are about."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    return str(error)
