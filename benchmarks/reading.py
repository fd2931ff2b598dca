"""What is measured at our own server: the time of requests, their SQL queries, the memory of its processes."""

import http.client
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

from benchmarks.processes import HOST

SECONDS = 30
LISTENING = "0A"


class Reader:
    """A reader with one kept connection, who asks for one page after the other."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS)

    def get(self, path: str) -> tuple[bytes, dict[str, str]]:
        """The body and the headers of a page. Raises RuntimeError for any answer but 200."""
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        body = response.read()
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {response.status}.")
        return body, {name.lower(): value for name, value in response.getheaders()}

    def milliseconds(self, path: str) -> float:
        """How long the page took, from the request to the last byte."""
        began = time.perf_counter()
        self.get(path)
        return (time.perf_counter() - began) * 1000

    def middle(self, paths: Sequence[str]) -> float:
        """The median of one request for each of `paths`, in milliseconds."""
        return median(self.milliseconds(path) for path in paths)

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()


@contextmanager
def reader(port: int) -> Iterator[Reader]:
    """A reader whose connection is closed at the end."""
    opened = Reader(port)
    try:
        yield opened
    finally:
        opened.close()


def queries(path: str, times: int = 2) -> list[float]:
    """The number of SQL queries of a page made in this process: of the first request, and of those after it."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from kompassros.portal.published import FRESH

    counts: list[float] = []
    client = Client()
    client.defaults[FRESH] = "1"
    for _time in range(times):
        with CaptureQueriesContext(connection) as captured:
            response = client.get(path)
        if response.status_code != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {response.status_code}.")
        counts.append(len(captured))
    return counts


def web_processes(port: int) -> list[int]:
    """The processes that hold the socket listening on `port` of this machine: the web server and its workers."""
    lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    fields = [line.split() for line in lines]
    inodes = {row[9] for row in fields if row[3] == LISTENING and row[1].endswith(f":{port:04X}")}
    wanted = {f"socket:[{inode}]" for inode in inodes}
    return sorted(int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _open_files(folder) & wanted)


def _open_files(process: Path) -> set[str]:
    """What a process has open, without what it closes meanwhile; nothing for one that ended."""
    found: set[str] = set()
    with suppress(OSError):
        for link in (process / "fd").iterdir():
            with suppress(OSError):
                found.add(str(link.readlink()))
    return found


def memory(process: int) -> tuple[float, float]:
    """The resident set of a process and its proportional share (pages that others use too are divided), in MB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    kilobytes = {name: int(rest.split()[0]) for name, _colon, rest in (line.partition(":") for line in lines)}
    return kilobytes["Rss"] / 1024, kilobytes["Pss"] / 1024
