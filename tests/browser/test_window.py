"""The window of the browser tests: what is broken on a page fails its test."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.harness.browser import Window

HEAD = '<!doctype html><html lang="en"><title>Page</title><link rel="icon" href="data:,">'
PAGES = {
    "/fine": HEAD + "<main><h1>Fine</h1></main>",
    "/console": HEAD + "<main><h1>Loud</h1></main><script>console.error('torn')</script>",
    "/script": HEAD + "<main><h1>Broken</h1></main><script>missing()</script>",
    "/third-party": HEAD + "<main><h1>Far</h1></main><script src='http://127.0.0.1:9/x.js'></script>",
    "/unnamed-field": HEAD + "<main><h1>Form</h1><input></main>",
    "/wide": HEAD + "<main><h1>Wide</h1><div style='width: 2000px'>x</div></main>",
}


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = PAGES.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or HEAD).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name it is given)
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as pages:
        thread = threading.Thread(target=pages.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{pages.server_port}"
        pages.shutdown()
        thread.join()


def test_fine_page_passes(chromium: Browser, address: str) -> None:
    window = Window(chromium, address, width=390, theme="dark")
    assert window.open("/fine").inner_text("h1") == "Fine"
    window.check_page()
    window.close()


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/console", "console: torn"),
        ("/script", "missing is not defined"),
        ("/third-party", "third party"),
        ("/none", "answer 404"),
    ],
)
def test_broken_page_fails_when_the_window_closes(chromium: Browser, address: str, path: str, problem: str) -> None:
    window = Window(chromium, address)
    window.open(path)
    with pytest.raises(AssertionError, match=problem):
        window.close()


@pytest.mark.parametrize(("path", "problem"), [("/unnamed-field", "label"), ("/wide", "wider than the window")])
def test_page_that_some_cannot_use_fails_its_check(chromium: Browser, address: str, path: str, problem: str) -> None:
    window = Window(chromium, address, width=390)
    window.open(path)
    with pytest.raises(AssertionError, match=problem):
        window.check_page()
    window.close()


def test_expected_problem_passes(chromium: Browser, address: str) -> None:
    window = Window(chromium, address)
    window.expect("answer 404: .*/none")
    window.open("/none")
    window.close()
