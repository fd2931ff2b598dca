"""The components as a page shows them. The addresses of this module stand in for those of the apps above."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation
from django.utils.translation import gettext_lazy

from kompassros.charts.rose import small_rose
from kompassros.web import context, navigation
from kompassros.web.tables import Cell, Column, Row, Table

pytestmark = pytest.mark.urls(__name__)


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


_portal = [
    path("", answer, name="front"),
    path("compare/", answer, name="compare"),
    path("s/", answer, name="search"),
]
_accounts = [
    path("accounts/login/", answer, name="account_login"),
    path("accounts/x/", answer, name="account_logout"),
]
urlpatterns = i18n_patterns(path("", include((_portal, "portal"))), *_accounts)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", {})


class Karin:
    """Someone who is signed in."""

    is_authenticated = True
    pk = 7

    def __str__(self) -> str:
        return "Karin Ö"


def asking(address: str = "/en/", person: object = None) -> HttpRequest:
    request = RequestFactory().get(address)
    request.user = person or AnonymousUser()  # type: ignore[assignment]
    return request


def drawn(source: str, request: HttpRequest | None = None, **values: object) -> str:
    loading = "" if source.startswith("{% extends") else "{% load kit %}"
    template = Template(loading + source)
    return template.render(RequestContext(request or asking(), values))


def test_page_has_one_heading_a_language_and_its_parts_in_order() -> None:
    page = drawn(
        '{% extends "web/page.html" %}{% block title %}Granby{% endblock %}'
        "{% block heading %}Granby{% endblock %}"
        "{% block lead %}One sentence.{% endblock %}{% block content %}PICTURE{% endblock %}"
        "{% block sources %}A report{% endblock %}{% block actions %}Compare{% endblock %}"
    )
    assert page.count("<h1>") == 1
    assert '<html lang="en"' in page
    assert "<title>Granby – Kompassros</title>" in page
    places = [page.index(part) for part in ("One sentence.", "PICTURE", "A report", "Compare</section>")]
    assert places == sorted(places)


def test_page_takes_its_title_and_heading_from_the_view() -> None:
    page = drawn('{% extends "web/page.html" %}', title="A < B")
    assert "<title>A &lt; B – Kompassros</title>" in page
    assert "<h1>A &lt; B</h1>" in page


def test_page_without_sources_has_no_empty_section() -> None:
    assert "<section" not in drawn('{% extends "web/page.html" %}')


def test_page_has_neither_inline_script_nor_inline_style_nor_another_host() -> None:
    page = drawn('{% extends "web/page.html" %}')
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert not re.search(r"\sstyle=|<style|\son\w+=|https?://", page)


def test_error_page_is_whole_without_a_request() -> None:
    page = Template('{% extends "500.html" %}').render(Context())
    assert "<h1>Something went wrong here</h1>" in page


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "500"])
def test_error_page_says_what_to_do_and_links_to_the_first_page(status: str) -> None:
    page = drawn(f'{{% extends "{status}.html" %}}')
    assert re.search(r'<p class="lead">.{40,}</p>', page)
    assert '<a href="/en/">' in page


def test_page_that_says_what_was_wrong_with_an_address_is_drawn_without_reading_it(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    request = RequestFactory().get("/en/?a=1&b=2&q=3")
    with pytest.raises(TooManyFieldsSent):
        _ = request.GET
    assert 'value="3"' not in drawn('{% extends "400.html" %}', request)


def test_languages_link_to_the_same_page_with_its_query() -> None:
    links = context.language_links(asking("/en/compare/?m=1"))
    assert [(link.code, link.href, link.current) for link in links] == [
        ("sv", "/sv/compare/?m=1", False),
        ("nb", "/nb/compare/?m=1", False),
        ("en", "/en/compare/?m=1", True),
    ]


def test_languages_of_a_page_without_address_link_to_the_first_page() -> None:
    assert context.language_links(asking("/nowhere/"))[0].href == "/sv/"


def test_sign_in_comes_back_to_the_page_and_is_not_offered_while_signing_in() -> None:
    assert context.site(asking("/en/compare/"))["frame"].sign_in == "/en/accounts/login/?next=%2Fen%2Fcompare%2F"
    assert context.site(asking("/en/accounts/login/"))["frame"].sign_in == ""


def test_header_names_who_is_signed_in_and_signs_out_by_post() -> None:
    page = drawn('{% extends "web/base.html" %}', asking(person=Karin()))
    assert "Karin Ö" in page
    assert '<form method="post" action="/en/accounts/x/" data-sign-out>' in page
    assert ">Sign in<" not in page


def test_menu_shows_what_the_reader_may_see_in_order_and_marks_the_deepest_fit() -> None:
    label = gettext_lazy("Menu")
    navigation.register(navigation.NavItem("portal:compare", label, 2))
    navigation.register(navigation.NavItem("portal:front", label, 1))
    navigation.register(navigation.NavItem("account_login", label, 3, visible=navigation.to_signed_in))
    navigation.register(navigation.NavItem("portal:search", label, 1, place="foot"))
    found = navigation.links(asking("/en/compare/granby/"))
    assert [(link.href, link.current) for link in found] == [("/en/", False), ("/en/compare/", True)]
    assert [link.href for link in navigation.links(asking(), "foot")] == ["/en/s/"]


def test_menu_takes_an_entry_twice_but_not_another_for_its_address() -> None:
    item = navigation.NavItem("portal:front", "A")
    navigation.register(item)
    navigation.register(item)
    with pytest.raises(ValueError, match="portal:front"):
        navigation.register(navigation.NavItem("portal:front", "B"))


def a_table(**options: object) -> Table:
    columns = [Column("name", "Name & more"), Column("total", "Total", "number", unit="points")]
    row = Row({"name": Cell("<b>Örebro</b>"), "total": Cell(Decimal(536), note="assumed")}, href="/o/")
    missing = Row({"name": Cell("Sala"), "total": Cell(None, text="not printed")})
    return Table("t", "Results", columns, [row, missing], **options)  # type: ignore[arg-type]


def test_table_has_caption_row_heads_labels_for_cards_and_escapes_texts() -> None:
    page = drawn("{% table table %}", table=a_table())
    assert "<caption>Results</caption>" in page
    assert '<a class="row-link" href="/o/">&lt;b&gt;Örebro&lt;/b&gt;</a>' in page
    assert 'data-label="Total (points)" class="number"><span>536<span class="note">assumed</span></span></td>' in page
    assert 'class="number missing"><span>not printed</span>' in page


def test_table_works_by_plain_links_and_by_htmx_on_its_own_part() -> None:
    page = drawn("{% table table %}", table=a_table())
    assert 'href="?t-sort=name#t" hx-get="?t-sort=name"' in page
    assert 'hx-select="#t"' in page
    assert re.findall(r'href="(\?[^"]*)" download', page) == [
        "?table=t&amp;format=csv",
        "?table=t&amp;format=xlsx",
    ]


def test_table_filter_keeps_the_other_parameters() -> None:
    page = drawn("{% table table %}", asking("/en/?t-sort=name&t-page=2&m=a&m=b"), table=a_table(filtered=True))
    assert re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page) == [
        ("t-sort", "name"),
        ("m", "a"),
        ("m", "b"),
    ]


def test_table_without_rows_teaches_instead() -> None:
    page = drawn("{% table table %}", table=Table("t", "Mine", [Column("a", "A")], [], "They come here."))
    assert "<table" not in page
    assert "They come here." in page


def test_figure_has_finding_picture_words_table_and_downloads() -> None:
    values = (Decimal(74), Decimal(55), None)
    figure = small_rose(
        name="rose",
        values=values,
        title="Highest in A.",
        description="Three areas.",
        axes=["A", "B", "C"],
        format_number=str,
        column_heads=["Area", "Points"],
        missing_text="not printed",
    )
    page = drawn("{% figure figure %}", figure=figure)
    assert "<figcaption>Highest in A.</figcaption>" in page
    assert 'role="img"' in page
    assert "style=" not in page
    assert '<th role="rowheader" scope="row">A</th><td role="cell" class="number" data-label="Points">74</td>' in page
    assert page.count("figure=rose") == 3


def test_form_is_posted_with_its_token_and_a_way_out() -> None:
    page = drawn('{% form form "Save" cancel="/en/" %}', form="FIELDS")
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', page)
    assert "FIELDS" in page
    assert '<a href="/en/">Cancel</a>' in page


def test_crumbs_end_at_this_page_without_a_link() -> None:
    page = drawn('{% crumbs "Start" "/en/" "Granby" %}')
    assert '<a href="/en/">Start</a>' in page
    assert '<span aria-current="page">Granby</span>' in page


def test_progress_asks_again_until_it_has_no_address() -> None:
    assert 'hx-trigger="load delay:1s"' in drawn('{% progress "Import" 1 4 "1 of 4" "/job/" %}')
    assert "hx-" not in drawn('{% progress "Import" 4 4 "4 of 4" %}')


def test_term_is_a_button_with_its_own_explanation_each_time() -> None:
    page = drawn('{% term "reference" "the reference" %}{% term "reference" %}')
    assert re.findall(r'popovertarget="([\w-]+)"', page) == ["term-reference-1", "term-reference-2"]
    assert re.findall(r' id="([\w-]+)" popover', page) == ["term-reference-1", "term-reference-2"]
    assert ">the reference</button>" in page


def test_term_that_the_glossary_lacks_is_an_error() -> None:
    with pytest.raises(LookupError, match="no_such_word"):
        drawn('{% term "no_such_word" %}')


@pytest.mark.parametrize(("kind", "tone"), [("warning", "warning"), ("error", "danger"), ("debug", "info")])
def test_notice_takes_the_levels_of_messages(kind: str, tone: str) -> None:
    page = drawn("{% notice kind title %}<p>x</p>{% endnotice %}", kind=kind, title="A < B")
    assert page == f'<div class="ds-alert" data-color="{tone}"><h2>A &lt; B</h2><div><p>x</p></div></div>'


def test_notice_of_unknown_kind_is_an_error() -> None:
    with pytest.raises(ValueError, match="loud"):
        drawn('{% notice "loud" %}x{% endnotice %}')


def test_notice_escapes_what_the_page_puts_into_it() -> None:
    assert "&lt;script&gt;" in drawn('{% notice "info" %}{{ text }}{% endnotice %}', text="<script>")


@pytest.mark.parametrize("kind", ["better", "middle", "worse", "unmeasured"])
def test_sign_has_shape_and_word(kind: str) -> None:
    page = drawn("{% sign kind word %}", kind=kind, word="the word")
    assert "<path d=" in page
    assert page.endswith("the word</span>")


def test_filters_write_numbers_dates_and_lists_in_the_language() -> None:
    source = "{{ a|points }} {{ a|number:0 }} {{ day|date_long }} {{ names|listed }}"
    values = {"a": Decimal("41.50"), "day": date(2026, 1, 2), "names": ["A", "B"]}
    with translation.override("sv"):
        assert drawn(source, **values) == "41,50 42 2 januari 2026 A och B"
