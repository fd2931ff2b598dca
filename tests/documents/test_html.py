"""HTML files, opened again: title, language, parts, tables, pictures, contents, and nothing from outside."""

import base64
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kompassros.documents.blocks import (
    DEEPEST,
    Column,
    Cover,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Remark,
    Run,
    Table,
    plain,
)
from kompassros.documents.checks import DocumentError
from kompassros.documents.html import write_html
from tests.documents.made_up import ALTERNATIVE, BROKEN, EVERYTHING, PANDOC_MARKUP, SVG, TYPST_MARKUP, document
from tests.documents.reading import read_html, shown
from tests.documents.test_pdf import PNG
from tests.harness.browser import Window, chromium

LONG = replace(
    document(*EVERYTHING, Remark((Run("Läs detta först."),))),
    cover=Cover(("Rad ett", "Rad två"), Figure(SVG, "Den blå stapeln är längst.", share=50), ("Påhittade uppgifter",)),
    contents="Innehåll",
)


def test_page_has_title_language_and_author() -> None:
    page = read_html(write_html(document()))
    assert page.get("lang") == "sv"
    assert page.findtext("head/title") == "Granbys utvärdering: Å Ä Ö Æ Ø"
    told = {meta.get("name"): meta.get("content") for meta in page.iterfind("head/meta")}
    assert told["author"] == "Åsa Öberg"
    assert write_html(document()).startswith(b"<!DOCTYPE html>\n<html ")


def test_header_has_kicker_title_day_and_author() -> None:
    header = read_html(write_html(document())).find("body/header")
    assert header is not None
    assert [(part.tag, shown(part)) for part in header] == [
        ("p", "Tjänsteskrivelse"),
        ("h1", "Granbys utvärdering: Å Ä Ö Æ Ø"),
        ("p", "1 mars 2026 · Åsa Öberg"),
    ]
    assert [time.get("datetime") for time in header.iter("time")] == ["2026-03-01"]


def test_cover_adds_lines_picture_and_foot() -> None:
    header = read_html(write_html(LONG)).find("body/header")
    assert header is not None
    assert [(part.tag, shown(part)) for part in header][2:] == [
        ("p", "Rad ett"),
        ("p", "Rad två"),
        ("p", "1 mars 2026 · Åsa Öberg"),
        ("figure", ""),
        ("p", "Påhittade uppgifter"),
    ]


def test_page_has_one_first_heading_and_those_below_it_in_order() -> None:
    page = read_html(write_html(document(*(Heading(level, f"Nivå {level}") for level in range(1, DEEPEST + 1)))))
    assert [part.tag for part in page.iter() if re.fullmatch("h[1-6]", part.tag)] == ["h1", "h2", "h3", "h4", "h5"]
    assert [part.tag for part in page.find("body") or ()] == ["header", "main"]


def test_contents_lead_to_the_chapters() -> None:
    page = read_html(write_html(LONG))
    nav = page.find("body/nav")
    assert nav is not None
    label = page.find(f".//*[@id='{nav.get('aria-labelledby')}']")
    assert label is not None
    assert shown(label) == "Innehåll"
    leading = [(link.get("href", ""), shown(link)) for link in nav.iter("a")]
    marked = {f"#{part.get('id')}": shown(part) for part in page.iterfind("body/main/*[@id]")}
    assert leading == [("#part-1", "Bakgrund"), ("#part-3", "Förslag")]
    assert [marked[href] for href, _text in leading] == ["Bakgrund", "Förslag"]


def test_table_has_caption_heads_with_their_scope_and_numbers_to_the_right() -> None:
    table = read_html(write_html(document())).find(".//table")
    assert table is not None
    cells = [(cell.tag, cell.get("scope"), cell.get("class"), shown(cell)) for row in table.iter("tr") for cell in row]
    assert shown(table[0]) == "Poäng per område"
    assert cells == [
        ("th", "col", None, "Område"),
        ("th", "col", "number", "Poäng"),
        ("th", "row", None, "Demokrati"),
        ("td", None, "number", "78,5"),
        ("th", "row", None, "Ledarskap"),
        ("td", None, "number", "−71,0"),
    ]


@pytest.mark.parametrize(("picture", "kind"), [(SVG, "svg+xml"), (PNG, "png")])
def test_picture_is_inside_with_its_alternative_text(picture: bytes, kind: str) -> None:
    made = document(Figure(picture, ALTERNATIVE, "Granby i blått.", share=60))
    figure = read_html(write_html(made)).find(".//figure")
    assert figure is not None
    image = figure.find("img")
    assert image is not None
    head, _comma, body = image.get("src", "").partition(",")
    assert (head, base64.b64decode(body)) == (f"data:image/{kind};base64", picture)
    assert (image.get("alt"), image.get("style")) == (ALTERNATIVE, "--share: 60%")
    assert shown(figure) == "Granby i blått."


def test_runs_are_strong_emphasised_and_linked() -> None:
    page = read_html(write_html(document(Paragraph((Run("ett", strong=True, emphasis=True, link="mailto:a@b.se"),)))))
    link = page.find("body/main/p/a")
    assert link is not None
    assert (link.get("href"), [part.tag for part in link.iter()]) == ("mailto:a@b.se", ["a", "em", "strong"])


def test_remark_stands_aside_and_facts_are_pairs() -> None:
    page = read_html(write_html(LONG))
    assert [(shown(note), note.get("role")) for note in page.iter("aside")] == [("Läs detta först.", "note")]
    pairs = [(shown(pair[0]), shown(pair[1])) for pair in page.iterfind(".//dl/div")]
    assert pairs == [("Diarienummer", "KS 2026/00417"), ("Till", "Kommunstyrelsen")]


def test_what_follows_on_a_page_break_begins_a_page_on_paper() -> None:
    page = read_html(write_html(document(plain("ett"), PageBreak(), plain("två"), plain("tre"), PageBreak())))
    assert [part.get("class") for part in page.find("body/main") or ()] == [None, "new-page", None]


def test_line_breaks_are_kept() -> None:
    page = read_html(write_html(document(Paragraph((Run("ett\ntvå"), Run("\ntre", strong=True))))))
    assert [shown(part) for part in page.iterfind("body/main/p")] == ["ett\ntvå\ntre"]


def test_page_asks_for_nothing_and_runs_nothing() -> None:
    page = read_html(write_html(LONG))
    assert {part.tag for part in page.iter()} & {"script", "link", "iframe", "object", "embed", "form"} == set()
    assert [image.get("src", "")[:11] for image in page.iter("img")] == ["data:image/"] * 2
    assert "url(" not in (page.findtext("head/style") or "")
    (policy,) = [meta.get("content", "") for meta in page.iterfind("head/meta[@http-equiv]")]
    assert policy.startswith("default-src 'none'; img-src data:;")


@pytest.mark.parametrize(
    "markup", [TYPST_MARKUP, PANDOC_MARKUP, '"><script>alert(1)</script>', "</style></title>&amp;"]
)
def test_text_that_looks_like_markup_stays_text(markup: str) -> None:
    table = Table(markup, (Column(markup),), ((markup,),))
    figure = Figure(SVG, f"{markup} är ett tecken.", markup)
    front = {"title": markup, "author": markup, "kicker": markup, "contents": markup}
    made = replace(document(Heading(1, markup), plain(markup), table, figure), **front)
    page = read_html(write_html(replace(made, cover=Cover((markup,), foot=(markup,)))))
    places = ["head/title", ".//h1", ".//h2", ".//main/p", ".//caption", ".//thead/tr/th", ".//tbody/tr/th"]
    places += [".//figcaption", ".//p[@class='kicker']", ".//p[@class='line']", ".//p[@class='foot']", ".//nav/ul/li/a"]
    assert [page.findtext(place) for place in places] == [markup] * len(places)
    assert [image.get("alt") for image in page.iter("img")] == [f"{markup} är ett tecken."]


def test_equal_documents_give_equal_bytes() -> None:
    assert write_html(LONG) == write_html(LONG)
    assert write_html(replace(LONG, kicker="Saksframlegg")) != write_html(LONG)


def test_document_that_is_not_in_order_is_refused() -> None:
    with pytest.raises(DocumentError, match="no title"):
        write_html(BROKEN)


@pytest.mark.browser
def test_page_is_accessible_and_as_narrow_as_a_phone(tmp_path: Path) -> None:
    many = Table("Bred", tuple(Column(f"Kolumn {number}") for number in range(8)), (("ett långt namn",) * 8,))
    path = tmp_path / "page.html"
    path.write_bytes(write_html(replace(LONG, blocks=(*LONG.blocks, many))))
    with chromium() as running:
        for width, theme in ((1280, "light"), (390, "dark")):
            window = Window(running, "http://127.0.0.1:9", width=width, theme=theme)
            window.open(path.as_uri())
            window.check_page()
            window.close()
