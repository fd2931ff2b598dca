"""A written report as a document: a pure function of its frozen edition, in the language that is active.

A draft is made in the same way from what would be frozen now, and says that it is one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.documents.blocks import (
    Block,
    Column,
    Cover,
    Document,
    Figure,
    Heading,
    Language,
    PageBreak,
    Paragraph,
    Remark,
    Run,
    Table,
    plain,
    written_text,
)
from kompassros.documents.photographs import photograph
from kompassros.methods.shares import Shares, share_out
from kompassros.methods.targets import Attainment
from kompassros.steering.budget.documents import card_blocks, money_blocks
from kompassros.steering.goals.said import say_attainment, say_shares
from kompassros.steering.periods.documents import PeriodReport, goals_table
from kompassros.steering.periods.frozen_period import FrozenPeriod
from kompassros.steering.periods.usual import is_interim
from kompassros.steering.writing.frozen_report import FrozenReport, FrozenSection, Json
from kompassros.steering.writing.pictures import against_figure, shares_figure
from kompassros.web.document_parts import as_figure
from kompassros.web.formats import current_language, format_date, format_number

_CHAPTER = PageBreak(unless_left=40)
MOST_DRAWN = 12
"""Indicators in one picture; with more a chapter has its table only. Own choice."""


@dataclass(frozen=True)
class WrittenDocument:
    """An edition with what its documents are made of. ``period``: the pinned edition of the period.

    ``day``: when it was frozen; ``why``: of a correction; ``pictures``: the content of the files, by their checksums;
    ``draft``: nothing is frozen yet.
    """

    report: FrozenReport
    period: PeriodReport
    day: date
    sha256: str = ""
    why: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    draft: bool = False


def written_document(of: WrittenDocument) -> Document:
    """Return the report: cover, contents, the chapters in their order, and where the figures come from."""
    report = of.report
    chapters = [block for section in report.sections for block in (_CHAPTER, *_chapter(of, section))]
    return Document(
        title=title_of(of),
        language=cast("Language", current_language()),
        day=of.day,
        kicker=kicker(of),
        author="Kompassros",
        cover=Cover((report.municipality, str(report.period["title"])), None, _foot(of)),
        blocks=(*chapters[1:], _CHAPTER, *_about(of)),
        contents=_("Contents") if len(report.sections) > 1 else "",
    )


def title_of(of: WrittenDocument) -> str:
    """Return what the report is called."""
    return of.report.title


def kind_of(of: WrittenDocument) -> str:
    """Return what kind of report it is: of the year, a statutory interim report, or of a part of the year."""
    if not of.report.period["key"]:
        return _("Annual report")
    day = date.fromisoformat(of.report.period["data_on"])
    return _("Interim report") if is_interim(day) else _("Tertial report")


def marks_of(of: WrittenDocument) -> list[str]:
    """Return what a reader must know wherever the report is opened."""
    draft = [_("draft, not published")] if of.draft else []
    return [*draft, *([_("made-up demo data")] if of.report.made_up else [])]


def kicker(of: WrittenDocument) -> str:
    """Return what stands above the title."""
    return " · ".join([kind_of(of), *marks_of(of)])


def _foot(of: WrittenDocument) -> tuple[str, ...]:
    words = {"number": of.report.number, "day": format_date(of.day)}
    if of.draft:
        return (_("Draft, as it stood on %(day)s") % words,)
    lines = [_("Edition %(number)s, frozen %(day)s") % words]
    if of.why:
        lines.append(_("Corrected: %(why)s") % {"why": of.why})
    return (*lines, f"SHA-256 {of.sha256}")


def _chapter(of: WrittenDocument, section: FrozenSection) -> list[Block]:
    blocks: list[Block] = [Heading(1, section.heading)]
    blocks += [picture for picture in (picture_of(of, section),) if picture]
    blocks += written_text(section.text)
    if section.so_what:
        blocks.append(Paragraph((Run(_("What it means"), strong=True),)))
        blocks += written_text(section.so_what)
    if section.film:
        address, title = section.film["address"], section.film["title"]
        blocks.append(Paragraph((Run(_("Film: "), strong=True), Run(title, link=address))))
    return [*blocks, *figures_of(section, of.report.year, of.report.period)]


def picture_of(of: WrittenDocument, section: FrozenSection) -> Figure | None:
    """Return the picture of a chapter, what it shows as alternative text and whose it is below it."""
    told = section.picture
    if told is None:
        return None
    alt = told["alt"].rstrip()
    sentence = alt if alt.endswith((".", "!", "?", "…")) else f"{alt}."
    credit = _("Picture: %(whose)s") % {"whose": told["credit"]} if told["credit"] else ""
    return Figure(photograph(of.pictures[told["sha256"]]), sentence, credit, 80)


def figures_of(section: FrozenSection, year: int, period: Json) -> list[Block]:
    """Return the figures of a chapter: shares, indicators against their targets, tables; ``period``: key and title."""
    blocks: list[Block] = []
    shares, indicators = section.shares, [one for _goal, one in section.indicators]
    if shares is not None and not section.goals:
        blocks += _drawn_shares(shares)
    elif below := said_below(section):
        blocks.append(plain(below))
    if section.cards:
        blocks.append(shares_table(section.cards))
    drawn = against_figure(indicators, own_shares(section), year) if len(indicators) <= MOST_DRAWN else None
    blocks += [as_figure(drawn)] if drawn else []
    if section.goals:
        blocks.append(goals_table(section.goals))
    blocks += _money(section, year, period)
    if section.kind == "asked":
        blocks.append(asked_table(section.asked) if section.asked else plain(_("Nothing was asked for in the year.")))
    return blocks


def _money(section: FrozenSection, year: int, period: Json) -> list[Block]:
    if section.kind != "money":
        return [block for card in section.money for block in card_blocks(card, year)]
    cards = [card.content for card in section.money]
    return money_blocks(FrozenPeriod({"plan": {"year": year}, "period": period, "cards": cards}))


def said_below(section: FrozenSection) -> str:
    """Return what became of the targets of a chapter with all below; empty where the chapter shows every one itself."""
    shares = section.shares
    if shares is None or not section.goals or shares.total <= len(section.indicators):
        return ""
    return _below(section) % {"shares": say_shares(shares)}


def _below(section: FrozenSection) -> str:
    """Return the sentence about targets of which only the first stand in the chapter."""
    if section.kind == "goal":
        return _("Of the targets of this goal and of the goals that serve it: %(shares)s.")
    return _("Of all targets, with those of the bodies below: %(shares)s.")


def own_shares(section: FrozenSection) -> Shares:
    """Return the shares of the indicators that a chapter shows."""
    return share_out(one.attainment for _goal, one in section.indicators)


def _drawn_shares(shares: Shares) -> list[Block]:
    drawn = shares_figure(shares)
    return [as_figure(drawn)] if drawn else []


def shares_table(cards: Sequence[tuple[str, Shares]]) -> Table:
    """Return how many targets of each body, with all below it, have each status."""
    columns = (
        Column(_("Card")),
        Column(pgettext("steering", "Indicators"), numeric=True),
        *(Column(say_attainment(status).capitalize(), numeric=True) for status in Attainment),
    )
    rows = [
        (name, format_number(shares.total), *(format_number(count) for _status, count in shares.counts))
        for name, shares in cards
    ]
    return Table(_("Targets of each body, with all below it"), columns, tuple(rows))


def asked_table(asked: Sequence[Json]) -> Table:
    """Return what the council asked for, of whom, and the answer."""
    columns = (
        *(Column(_("Request")), Column(_("Decision")), Column(_("Answers"))),
        Column(_("Answer")),
    )
    rows = [
        (each["text"], f"{each['decision']}\n{_day(each['decided_on'])}", each["body"]["name"], _answer(each))
        for each in asked
    ]
    return Table(_("Requests of the council"), columns, tuple(rows))


def _answer(each: Json) -> str:
    if each["answered_on"]:
        return f"{each['answer']}\n{_day(each['answered_on'])}"
    return _("not answered; due on %(day)s") % {"day": _day(each["due_on"])} if each["due_on"] else _("not answered")


def _day(text: str) -> str:
    return format_date(date.fromisoformat(text))


def _about(of: WrittenDocument) -> list[Block]:
    """Return where the figures come from, and what is to know of them."""
    report = of.report
    words = {
        "number": report.edition["number"],
        "title": report.period["title"],
        "day": _day(report.period["data_on"]),
        "sha": report.edition["sha256"],
    }
    blocks: list[Block] = [
        Heading(1, _("About the figures")),
        plain(_("The figures go until %(day)s. They are those of edition %(number)s of “%(title)s”.") % words),
        plain(_("SHA-256 of that edition: %(sha)s") % words),
        plain(_("Attainment is computed from target and figure; no average is made.")),
    ]
    if report.made_up:
        blocks.append(Remark((Run(_("Made-up demo data.")),)))
    return blocks
