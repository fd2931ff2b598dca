"""A deck with every kind of slide, in Swedish: texts, pictures, tables, and what is too long for one slide."""

from datetime import date

from kompassros.documents.blocks import (
    BulletList,
    Column,
    Deck,
    Figure,
    Paragraph,
    Run,
    Section,
    Slide,
    Table,
    bullets,
    plain,
)
from tests.documents.made_up import ALTERNATIVE, SVG

TITLE = "Granbys återkoppling: Å Ä Ö Æ Ø"
ROSE = "Rosen visar Granbys åtta områden, jämnt fördelade <runt> & om."
ITEMS = tuple(f"Punkt {number}: kommunen följer upp sina mål i dialog med invånarna varje år." for number in range(24))
ROWS = tuple((f"Kommun {number}", "Län", str(number)) for number in range(40))
TABLE = Table(
    "Poäng per område",
    (Column("Område"), Column("Poäng", numeric=True)),
    (("Demokrati", "78,5"), ("Ledarskap", "−71,0"), ("Tomt", "")),
)
PICTURE = Figure(SVG, ALTERNATIVE, "Granby i blått.")
EMPHASISED = BulletList(
    (
        (Run("Kommunen har en "), Run("tydlig vision", strong=True), Run(" för "), Run("dialogen", emphasis=True)),
        (Run("Läs mer", link="https://example.org/sida"),),
    )
)
SLIDES: tuple[Slide | Section, ...] = (
    Slide("Innan", (plain("Före första avsnittet."),)),
    Section("Demokrati", "78 av 100 poäng"),
    Slide("Styrkor", (plain("Två styrkor:\nden andra med länk"), EMPHASISED)),
    Slide("Text och bild", (plain("Bredvid bilden."), bullets(["Ett", "Två"])), PICTURE),
    Slide("Bara bild", (), Figure(SVG, ROSE)),
    Slide("Poäng per område", (TABLE,)),
    Slide("Text, tabell, text", (plain("Ovanför."), TABLE, plain("Nedanför."))),
    Slide("Tabell och text", (TABLE, plain("Källa: Granby."))),
    Slide("Text och tabell", (bullets(["Ovanför"]), TABLE)),
    Slide("Tabell och bild", (TABLE,), PICTURE),
    Section("Ledarskap"),
    Slide("Många punkter", (plain("Det här såg vi:"), bullets(ITEMS))),
    Slide("Många rader", (Table("Alla", (Column("Namn"), Column("Län"), Column("Tal", numeric=True)), ROWS),)),
    Slide("Lång text", (Paragraph((Run("mycket " * 900),)),)),
)


def deck(*slides: Slide | Section) -> Deck:
    """Return a deck of the slides given, or of one of each kind."""
    return Deck(TITLE, "sv", date(2026, 3, 1), slides or SLIDES, kicker="Återkoppling", author="Åsa Öberg")
