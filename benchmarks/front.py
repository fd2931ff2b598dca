"""nginx beside our own server: bare, and as docs/operation.md recommends it. Requests are made by wrk."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import HOST, running
from benchmarks.reading import reader
from tests.harness.ports import free_port

RECOMMENDED = Path(__file__).with_name("nginx_site.conf")
WORKERS = 2
UNTIMED = {"content-type"}
_FRAME = """{user}worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
  types {{ text/html html; }}
  default_type application/octet-stream;
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
{site}
}}
"""
_SCRIPT = """local paths = {paths}
local requests, at = {{}}, 0
init = function()
  for number, path in ipairs(paths) do requests[number] = wrk.format("GET", path) end
end
request = function()
  at = at % #requests + 1
  return requests[at]
end
"""


def missing() -> list[str]:
    """Which of the programs are not on this machine."""
    return [name for name in ("nginx", "wrk") if not shutil.which(name, path=_path())]


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin"


def bare(port: int, pages: Path) -> str:
    """The least that serves a folder of pages."""
    return f"server {{ listen {HOST}:{port}; root {pages}; }}"


def recommended(port: int, published: Path, application: int) -> str:
    """The recommended site with this machine's ports and folder for those of the example."""
    site = RECOMMENDED.read_text(encoding="utf-8")
    for example, value in (
        ("listen 80;", f"listen {HOST}:{port};"),
        ("/var/lib/kompassros/published", str(published)),
        ("127.0.0.1:8000", f"{HOST}:{application}"),
    ):
        if example not in site:
            raise RuntimeError(f"{RECOMMENDED.name} does not have “{example}”.")
        site = site.replace(example, value)
    return site


@contextmanager
def nginx(folder: Path, sites: Sequence[str], port: int) -> Iterator[None]:
    """Run nginx with `sites` until the end; it answers at `port`. Raises RuntimeError when it does not start."""
    folder.mkdir()
    # Its workers would give up the rights of root, and with them the reading of a temporary folder.
    user = "user root;\n" if os.geteuid() == 0 else ""
    frame = _FRAME.format(user=user, workers=WORKERS, folder=folder, site="\n".join(sites))
    configuration = folder / "nginx.conf"
    configuration.write_text(frame, encoding="utf-8")
    command = [str(shutil.which("nginx", path=_path())), "-e", f"{folder}/error.log", "-c", str(configuration)]
    with running(command, f"http://{HOST}:{port}/sv/", folder / "error.log"):
        yield


@contextmanager
def beside(folder: Path, published: Path, application: int) -> Iterator[tuple[int, int]]:
    """Run nginx with both sites, and give their ports: the bare one's and the recommended one's."""
    plain, full = free_port(), free_port()
    sites = [bare(plain, published / "current"), recommended(full, published, application)]
    with nginx(folder, sites, plain):
        yield plain, full


def refuse_differences(paths: Sequence[str], ports: Sequence[int]) -> None:
    """Raise RuntimeError unless all servers give the same bytes for every page."""
    for path in paths:
        if len({_body(port, path) for port in ports}) != 1:
            raise RuntimeError(f"The servers give different bytes for {path}.")


def _body(port: int, path: str) -> bytes:
    with reader(port) as one:
        return one.get(path)[0]


def refuse_missing_headers(edition: Path, path: str, port: int) -> None:
    """Raise RuntimeError unless a page comes with the very headers that were written with it (order set aside)."""
    written = json.loads((edition / "headers.json").read_text(encoding="utf-8"))
    with reader(port) as one:
        sent = one.get(path)[1]
    for name, value in written.items():
        if name.lower() not in UNTIMED and _parts(sent.get(name.lower(), "")) != _parts(value):
            raise RuntimeError(f"{RECOMMENDED.name} sends {name} as “{sent.get(name.lower(), '')}”, not “{value}”.")


def _parts(value: str) -> set[str]:
    return {part.strip() for part in value.split(";")}


def write_script(file: Path, paths: Sequence[str]) -> Path:
    """Write what makes wrk ask for `paths` in turn."""
    file.write_text(_SCRIPT.format(paths="{" + ", ".join(json.dumps(path) for path in paths) + "}"), encoding="utf-8")
    return file


def requests_per_second(port: int, script: Path, *, connections: int, seconds: int) -> float:
    """What wrk gets from the server at `port`. Raises RuntimeError when any answer is an error."""
    command = [str(shutil.which("wrk")), "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script)]
    run = subprocess.run(
        [*command, f"http://{HOST}:{port}/"], capture_output=True, text=True, check=True, timeout=seconds + 60
    )
    found = re.search(r"Requests/sec:\s+([\d.]+)", run.stdout)
    if found is None or "Non-2xx" in run.stdout or "Socket errors" in run.stdout:
        raise RuntimeError(f"wrk tells of errors:\n{run.stdout}")
    return float(found[1])
