"""A document with every kind of block, in Swedish, with texts that look like markup."""

from dataclasses import replace
from datetime import date

from kompassros.documents.blocks import (
    Block,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    bullets,
    plain,
)

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 12" width="400" height="120">'
    b'<rect width="30" height="5" fill="#0b4f6c"/></svg>'
)
TYPST_MARKUP = '#strong[bold] *star* _under_ $x^2$ `code` @ref <label> = Head // gone \\ "quoted" #panic("no")'
PANDOC_MARKUP = (
    "**bold** [link](http://example.org) <b>tag</b> \\textbf{x} $x$ ![](/etc/hostname) ~~gone~~ <!-- gone --> ^x^"
)
ALTERNATIVE = "Stapeln visar 30 poäng för Granby."


def document(*blocks: Block) -> Document:
    """Return a document with the blocks given, or with one of each kind."""
    return Document(
        title="Granbys utvärdering: Å Ä Ö Æ Ø",
        language="sv",
        day=date(2026, 3, 1),
        kicker="Tjänsteskrivelse",
        author="Åsa Öberg",
        blocks=blocks or EVERYTHING,
    )


EVERYTHING: tuple[Block, ...] = (
    Facts((("Diarienummer", "KS 2026/00417"), ("Till", "Kommunstyrelsen"))),
    Heading(1, "Bakgrund"),
    Paragraph(
        (
            Run("Starkast är "),
            Run("demokrati", strong=True),
            Run(", svagast "),
            Run("ekonomi", emphasis=True),
            Run(". "),
            Run("Läs mer", link="https://example.org/sida"),
        )
    ),
    Heading(2, "Resultat"),
    Table(
        "Poäng per område",
        (Column("Område"), Column("Poäng", numeric=True)),
        (("Demokrati", "78,5"), ("Ledarskap", "−71,0")),
    ),
    Figure(SVG, ALTERNATIVE, "Granby i blått."),
    bullets(["Första punkten", "Andra punkten"]),
    PageBreak(),
    Heading(1, "Förslag"),
    plain("Kommunstyrelsen godkänner rapporten."),
)
BROKEN = replace(document(), title=" ", language="fi")  # type: ignore[arg-type]
