"""A document as part of a page: its language, its headings below those of the page, and nothing read as markup."""

import pytest
from django.template import Context, Template

from kompassros.documents.blocks import Column, Heading, Table, plain
from kompassros.documents.checks import DocumentError
from tests.documents.made_up import ALTERNATIVE, BROKEN, document


def drawn(made: object, level: int = 2) -> str:
    return Template("{% load document %}{% document made level=level %}").render(
        Context({"made": made, "level": level})
    )


def test_document_says_its_language_and_ranks_its_headings_below_the_page() -> None:
    shown = drawn(document())
    assert '<article class="document" lang="sv">' in shown
    for heading in ("<h2>Granbys utvärdering: Å Ä Ö Æ Ø</h2>", "<h3>Bakgrund</h3>", "<h4>Resultat</h4>"):
        assert heading in shown
    assert "<h6>Deep</h6>" in drawn(document(Heading(1, "A"), Heading(2, "B"), Heading(3, "Deep")), level=5)


def test_blocks_are_drawn_as_html() -> None:
    shown = drawn(document())
    for part in (
        "<div><dt>Diarienummer</dt><dd>KS 2026/00417</dd></div>",
        '<p>Starkast är <strong>demokrati</strong>, svagast <em>ekonomi</em>. <a href="https://example.org/sida">',
        "<li>Andra punkten</li>",
        '<th role="columnheader" scope="col" class="number">Poäng</th>',
        '<th role="rowheader" scope="row">Demokrati</th>',
        '<td role="cell" data-label="Poäng" class="number"><span>78,5</span></td>',
        f'alt="{ALTERNATIVE}"><figcaption>Granby i blått.</figcaption>',
        "<hr>",
    ):
        assert part in shown


def test_text_is_escaped_and_keeps_its_lines() -> None:
    evil = '<script>alert("x")</script>\n&'
    shown = drawn(document(Heading(1, evil), plain(evil), Table(evil, (Column(evil),), ((evil,),))))
    assert "<script>" not in shown
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;<br>&amp;" in shown


def test_document_that_is_not_in_order_is_refused() -> None:
    with pytest.raises(DocumentError, match="no title"):
        drawn(BROKEN)
