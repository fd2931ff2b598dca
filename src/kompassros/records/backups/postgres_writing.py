"""Writing a dump into a database on PostgreSQL, in one transaction that drops what was there."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kompassros.records.backups import postgres_programs
from kompassros.records.backups.postgres_tables import DumpTables
from kompassros.records.errors import DomainError

# All that is ours in the schema, for a dump drops only what it knows; an extension's own things stay.
_DROP_ALL = """
BEGIN;
DO $$ DECLARE command text; BEGIN
FOR command IN
    SELECT format('DROP %s IF EXISTS %s CASCADE', CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
    WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass) FROM pg_class c
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid
    AND deptype IN ('e', 'i'))
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc p
    WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'e')
LOOP EXECUTE command; END LOOP;
END $$;
"""
_SCRIPT_FAILED = 3


class NothingChanged(DomainError):
    """The database is as it was."""


def prepare(dump: Path, *, made_on: int, here: int) -> Callable[[], None]:
    """Return the step that writes a dump; both are main versions of PostgreSQL. DomainError where that cannot be."""
    if here < made_on:
        raise DomainError(
            f"The backup is of PostgreSQL {made_on}, this server is {here}: restore into {made_on} or later. "
            "Nothing was changed."
        )
    reader = postgres_programs.find_program("pg_restore", made_on)
    writer = postgres_programs.find_program("psql", made_on)
    # The schema itself is there already.
    only = [f"--schema={schema}" for schema in DumpTables(dump, reader).schemas()]
    return lambda: _write([reader, "--no-owner", "--no-privileges", *only, "--file=-", dump], writer)


def _write(reading: list[str | Path], writer: Path) -> None:
    """Send a script to the server; nothing of it is kept unless this process lives to say so."""
    where, environment = postgres_programs.place()
    command = [str(writer), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={where}"]
    with (
        tempfile.TemporaryFile() as told,
        subprocess.Popen(  # noqa: S603
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=told
        ) as process,
    ):
        all_sent = _send(reading, process)
        told.seek(0)
        complaint = told.read().decode(errors="replace").strip()
    if process.returncode == _SCRIPT_FAILED or not all_sent:
        raise NothingChanged(f"PostgreSQL did not take the backup. Nothing was changed. {complaint}")
    if process.returncode:
        raise DomainError(f"PostgreSQL did not say whether it took the backup: restore again. {complaint}")


def _send(reading: list[str | Path], process: "subprocess.Popen[bytes]") -> bool:
    """Send the script and then the word that it is to be kept; return whether all of it was sent."""
    stream = postgres_programs.pipe_of(process.stdin)
    try:
        with postgres_programs.reading_from(reading) as script:
            stream.write(_DROP_ALL.encode())
            shutil.copyfileobj(script, stream)
        stream.write(b"COMMIT;\n")
        stream.close()
    except BrokenPipeError:
        with suppress(BrokenPipeError):
            stream.close()
        process.wait()
        return False
    except BaseException:
        process.kill()
        raise
    process.wait()
    return True
