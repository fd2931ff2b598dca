"""Written pages: served before Django to whoever gets what everybody gets, and to nobody else; never another file."""

import gzip
import json
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from kompassros.portal.published import FRESH, PublishedFirst, PublishedPages, takes_gzip

PAGE = "<!doctype html><title>Örebro</title>".encode() * 20
ADDRESS = "/sv/municipalities/orebro/"
HEADERS = {"Content-Type": "text/html; charset=utf-8", "X-Frame-Options": "DENY"}
DJANGO = b"from Django"


class Site:
    """A folder of editions, and a WSGI server's view of the application on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Editions are told apart by name alone, as an edition never changes.
        self.edition = folder.parent.name

    def write(self, content: bytes = PAGE, edition: str = "", address: str = ADDRESS) -> None:
        """Write a page into an edition and switch to that."""
        path = self.folder / (edition or self.edition) / address.strip("/") / "index.html"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        (self.folder / (edition or self.edition) / "headers.json").write_text(json.dumps(HEADERS))
        link = self.folder / "current"
        link.unlink(missing_ok=True)
        link.symlink_to(edition or self.edition)

    def get(self, path: str = ADDRESS, **environ: Any) -> tuple[str, dict[str, str], bytes]:
        """Status, headers and body of an answer, both sides held to the rules of WSGI."""
        told: list[Any] = []
        asked: WSGIEnvironment = {"SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": "", **environ}
        setup_testing_defaults(asked)

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            told.extend((status, dict(headers)))
            return lambda _body: None

        answer = validator(PublishedFirst(django))(asked, start_response)
        body = b"".join(answer)
        answer.close()  # type: ignore[attr-defined]
        return told[0], told[1], body


def django(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """What stands behind: it answers whatever was not answered before."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [DJANGO]


@pytest.fixture
def site(tmp_path: Path, settings: Settings) -> Site:
    """A site with one written page, and files beside it that nobody is to read."""
    folder = tmp_path / "published"
    settings.PUBLISHED_DIR = folder
    made = Site(folder)
    made.write()
    for place in (tmp_path, folder / made.edition / ".hidden", folder / "secret"):
        place.mkdir(exist_ok=True)
        (place / "index.html").write_bytes(b"secret")
    return made


def test_written_page_is_given_with_its_headers(site: Site) -> None:
    status, headers, body = site.get()
    assert (status, body) == ("200 OK", PAGE)
    assert HEADERS.items() <= headers.items()
    assert headers["Content-Length"] == str(len(PAGE))
    assert headers["Vary"] == "Accept-Encoding, Cookie"


def test_head_has_the_headers_of_get_and_no_body(site: Site) -> None:
    status, headers, body = site.get(REQUEST_METHOD="HEAD")
    assert (status, headers, body) == (*site.get()[:2], b"")


@pytest.mark.parametrize(
    "environ",
    [
        {"QUERY_STRING": "results-page=2"},
        {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "0"},
        {"HTTP_COOKIE": "django_language=sv; sessionid=abc"},
        {"HTTP_COOKIE": "messages=abc"},
        {"SCRIPT_NAME": "/below"},
        {FRESH: "1"},
    ],
)
def test_what_is_not_for_everybody_is_left_to_django(site: Site, environ: dict[str, str]) -> None:
    assert site.get(**environ)[2] == DJANGO


def test_cookie_of_the_language_changes_nothing(site: Site) -> None:
    assert site.get(HTTP_COOKIE="django_language=nb")[2] == PAGE


@pytest.mark.parametrize(
    "path",
    [
        "/sv/municipalities/orebro",
        "/sv/municipalities/Orebro/",
        "/sv/municipalities/",
        "/",
        "/../",
        "/sv/../../secret/",
        "/sv/../sv/municipalities/orebro/",
        "/sv/./municipalities/orebro/",
        "//sv/municipalities/orebro/",
        "/sv//municipalities/orebro/",
        "/.hidden/",
        "/headers.json/",
        "/sv\\municipalities\\orebro/",
        "/sv/municipalities/orebro/\0/",
        "/sv/municipalities/orebro\n/",
        "/sv/municipalities/\u00c3\u00b6rebro/",
        f"/{'a' * 5000}/",
    ],
)
def test_other_paths_are_left_to_django(site: Site, path: str) -> None:
    assert site.get(path)[2] == DJANGO


def test_reader_who_takes_gzip_gets_the_same_page_compressed(site: Site) -> None:
    _status, headers, body = site.get(HTTP_ACCEPT_ENCODING="br, gzip;q=0.8")
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Length"] == str(len(body)) != str(len(PAGE))
    assert gzip.decompress(body) == PAGE


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.1", True),
        ("gzip; q=0.001", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000, br", False),
        ("x-gzipped", False),
    ],
)
def test_gzip_is_sent_where_the_header_takes_it(header: str, taken: bool) -> None:
    assert takes_gzip(header) is taken


@pytest.mark.parametrize("known", ['W/"{}"', '"{}"', '"older", W/"{}"', "*"])
def test_reader_who_has_this_edition_is_told_so(site: Site, known: str) -> None:
    status, headers, body = site.get(HTTP_IF_NONE_MATCH=known.format(site.edition))
    assert (status, body) == ("304 Not Modified", b"")
    assert headers == {"ETag": f'W/"{site.edition}"', "Vary": "Accept-Encoding, Cookie"}


@pytest.mark.parametrize("known", ['W/"older"', '"{}1"', "{}", ""])
def test_reader_who_has_another_edition_gets_the_page(site: Site, known: str) -> None:
    assert site.get(HTTP_IF_NONE_MATCH=known.format(site.edition))[2] == PAGE


def test_tag_that_a_page_is_given_with_is_known_again(site: Site) -> None:
    assert site.get(HTTP_IF_NONE_MATCH=site.get()[1]["ETag"])[0].startswith("304")


def test_withdrawn_pages_are_left_to_django_at_once(site: Site) -> None:
    assert site.get()[2] == PAGE
    (site.folder / "current").unlink()
    assert site.get()[2] == DJANGO


def test_new_edition_is_given_at_once(site: Site) -> None:
    tag = site.get()[1]["ETag"]
    site.write(b"new", edition=f"{site.edition}-2")
    assert site.get(HTTP_IF_NONE_MATCH=tag)[2] == b"new"


def test_unencrypted_request_is_left_to_django_where_it_redirects(site: Site, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert site.get()[2] == site.get(HTTP_X_FORWARDED_PROTO="http")[2] == DJANGO
    assert site.get(HTTP_X_FORWARDED_PROTO="https")[2] == PAGE
    settings.SECURE_PROXY_SSL_HEADER = None
    assert site.get(HTTP_X_FORWARDED_PROTO="https")[2] == DJANGO
    assert site.get(**{"wsgi.url_scheme": "https"})[2] == PAGE


@pytest.mark.parametrize(
    ("method", "environ", "expected"),
    [
        ("get", {}, (200, PAGE)),
        ("head", {}, (200, b"")),
        ("get", {"HTTP_IF_NONE_MATCH": "*"}, (304, b"")),
        ("get", {"HTTP_COOKIE": "sessionid=abc"}, (200, DJANGO)),
    ],
)
def test_middleware_gives_the_same(
    site: Site, method: str, environ: dict[str, str], expected: tuple[int, bytes]
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(DJANGO)

    response = PublishedPages(view)(getattr(RequestFactory(), method)(ADDRESS, **environ))
    assert isinstance(response, HttpResponse)
    assert (response.status_code, response.content) == expected
