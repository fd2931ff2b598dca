"""A server on this machine that answers as Kolada's interface, version 3, does, and as badly as a test wants.

Every municipality has a value for every indicator, year and gender that the indicator has, unless a test says else.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

MOST_IDS = 25
MUNICIPALITIES = {"0180": "Stockholm", "1280": "Malmö", "1480": "Göteborg"}
Fault = Callable[["Handler"], bool]


def kpi(code: str, title: str = "", *, by_gender: bool = False) -> dict[str, Any]:
    """An indicator as version 3 has it."""
    return {
        "id": code,
        "title": title or f"Titel för {code}, andel (%)",
        "description": "Källa: SCB.",
        "is_divided_by_gender": by_gender,
        "municipality_type": "K",
        "auspice": None,
        "operating_area": "Kommunen, övergripande",
        "perspective": "Resurser",
        "prel_publication_date": None,
        "publication_date": "2026-08-28",
        "publ_period": "2025",
        "has_ou_data": False,
    }


def value_of(code: str, unit: str, year: int, gender: str) -> float:
    """The made-up value of an indicator, unit, year and gender: each another one."""
    return int(code[1:]) + int(unit[-4:]) / 10_000 + year * 100_000 + "TKM".index(gender) / 8


def data_value(gender: str, value: float | None, *, status: str = "", deleted: bool = False) -> dict[str, Any]:
    """One value of a row as version 3 has it."""
    return {"gender": gender, "count": 1, "status": status, "value": value, "isdeleted": deleted}


@dataclass
class Kolada:
    """What the server knows, what it was asked, and what it is to do wrong: ``faults`` are used up one a request."""

    url: str = ""
    kpis: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: list[dict[str, Any]] = field(default_factory=list)
    without_data: set[str] = field(default_factory=set)
    data: dict[tuple[str, str, int], list[dict[str, Any]]] = field(default_factory=dict)
    page_size: int = 5000
    next_url: Callable[[str], str] = str
    asked: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    stall_at: str = ""
    stalled: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)

    def add(self, *codes: str) -> None:
        """Add indicators by code."""
        self.kpis |= {code: kpi(code) for code in codes}

    def data_requests(self) -> list[str]:
        """Return what was asked about values, one line a request, without the size of pages."""
        return [path for path in self.asked if "data/" in path]


class Handler(BaseHTTPRequestHandler):
    kolada: Kolada
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        shown = urlencode({name: value for name, value in asked.items() if name != "per_page"}, safe=",")
        self.kolada.asked.append(parts.path + ("?" + shown if shown else ""))
        if self.kolada.faults and self.kolada.faults.pop(0)(self):
            return
        if self.kolada.stall_at and self.kolada.stall_at in self.path:
            self.kolada.stalled.set()
            self.kolada.go_on.wait(30)
        lists = [part.split(",") for part in parts.path.split("/")[3:]]
        if any(len(values) > MOST_IDS for values in lists):
            self.answer(422, {"detail": f"Not more than {MOST_IDS} values in a list."})
            return
        found = self._find(parts.path.split("/")[2:], asked)
        if found is None:
            self.answer(404, {"detail": "Not Found"})
        else:
            self._page(found, parts.path, asked)

    def _find(self, path: list[str], asked: dict[str, str]) -> list[dict[str, Any]] | None:
        entity, rest = path[0], path[1:]
        if entity in ("data", "oudata"):
            return self._data(entity, dict(zip(rest[::2], rest[1::2], strict=True)))
        lists = {
            "kpi": list(self.kolada.kpis.values()),
            "kpi_groups": self.kolada.groups,
            "municipality": [{"id": code, "title": title, "type": "K"} for code, title in MUNICIPALITIES.items()],
            "municipality_groups": [{"id": "G1", "title": "Grupp", "members": []}],
            "ou": [{"id": f"V15E{code}", "municipality": code, "title": "SKOLAN"} for code in MUNICIPALITIES],
        }
        if entity not in lists:
            return None
        wanted = set(rest[0].split(",")) if rest else None
        towns = set(asked["municipality"].split(",")) if "municipality" in asked else None
        return [
            entry
            for entry in lists[entity]
            if (wanted is None or entry["id"] in wanted) and (towns is None or entry["municipality"] in towns)
        ]

    def _data(self, entity: str, filters: dict[str, str]) -> list[dict[str, Any]]:
        unit_name, prefix = ("ou", "V15E") if entity == "oudata" else ("municipality", "")
        units = filters.get(unit_name, ",".join(prefix + code for code in MUNICIPALITIES)).split(",")
        codes = filters.get("kpi", ",".join(self.kolada.kpis)).split(",")
        years = [int(year) for year in filters.get("year", "2023,2024").split(",")]
        return [
            {"kpi": code, unit_name: unit, "period": year, "values": self._values(code, unit, year)}
            for code in codes
            if code in self.kolada.kpis and code not in self.kolada.without_data
            for year in years
            for unit in units
        ]

    def _values(self, code: str, unit: str, year: int) -> list[dict[str, Any]]:
        genders = "TKM" if self.kolada.kpis[code]["is_divided_by_gender"] else "T"
        made_up = [data_value(gender, value_of(code, unit, year, gender)) for gender in genders]
        return self.kolada.data.get((code, unit, year), made_up)

    def _page(self, found: list[dict[str, Any]], path: str, asked: dict[str, str]) -> None:
        page, size = int(asked.get("page", 1)), min(int(asked.get("per_page", 5000)), self.kolada.page_size)
        rows = found[(page - 1) * size : page * size]
        more = page * size < len(found)
        following = f"{self.kolada.url.removesuffix('/v3')}{path}?{urlencode(asked | {'page': page + 1})}"
        next_url = self.kolada.next_url(following) if more else None
        self.answer(200, {"values": rows, "count": len(rows), "next_url": next_url, "previous_url": None})

    def answer(self, status: int, body: Any, **headers: str) -> None:
        """Answer with JSON."""
        self.answer_bytes(status, json.dumps(body).encode(), content_type="application/json", **headers)

    def answer_bytes(
        self, status: int, body: bytes, *, content_type: str, promised: int | None = None, **headers: str
    ) -> None:
        """Answer with any bytes; ``promised``: the length that is said, where it is not the true one."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body) if promised is None else promised))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = promised is not None or self.close_connection

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
        """Keep the tests' output quiet."""


def refuse(status: int, **headers: str) -> Fault:
    """Answer one request with an error."""

    def fault(handler: Handler) -> bool:
        handler.answer(status, {"detail": "No."}, **headers)
        return True

    return fault


def say(body: bytes, *, content_type: str = "application/json", promised: int | None = None) -> Fault:
    """Answer one request with these bytes."""

    def fault(handler: Handler) -> bool:
        handler.answer_bytes(200, body, content_type=content_type, promised=promised)
        return True

    return fault


def hang_up(handler: Handler) -> bool:
    """Close the connection without an answer."""
    handler.close_connection = True
    return True


def as_usual(_handler: Handler) -> bool:
    """Do nothing wrong this time."""
    return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is no error of the server's."""


@contextmanager
def serving() -> Iterator[Kolada]:
    """Run a server as long as the block lasts."""
    kolada = Kolada()
    server = _Server(("127.0.0.1", 0), type("KoladaHandler", (Handler,), {"kolada": kolada}))
    kolada.url = f"http://127.0.0.1:{server.server_address[1]}/v3"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield kolada
    finally:
        kolada.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
