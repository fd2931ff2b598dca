"""The slides of a written report: what became of the targets, one for each goal of the council, what deviates."""

from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kompassros.documents.blocks import (
    Block,
    Column,
    Deck,
    Language,
    Paragraph,
    Run,
    Section,
    Slide,
    Table,
    bullets,
    plain,
)
from kompassros.methods.shares import Shares, share_out
from kompassros.methods.targets import Attainment
from kompassros.steering.goals.said import say_attainment, say_shares
from kompassros.steering.periods.documents import said_of
from kompassros.steering.periods.frozen_period import FrozenIndicator
from kompassros.steering.writing.documents import WrittenDocument, kicker, marks_of, title_of
from kompassros.steering.writing.frozen_report import FrozenSection
from kompassros.steering.writing.pictures import figure_with_unit, shares_figure
from kompassros.web.document_parts import as_figure
from kompassros.web.formats import current_language

LONGEST_TITLE, LONGEST_TEXT = 90, 400
"""Letters of a slide's title and of what is said of a goal on its slide. Own choice."""
MOST_DEVIATING = 8
"""How many indicators the slide of what deviates names; all stand in the report. Own choice."""
DEVIATES = (Attainment.NOT_MET, Attainment.PARTLY)


def written_slides(of: WrittenDocument) -> Deck:
    """Return the slides; those of a council with eight goals are about a dozen."""
    goals = [_goal(section) for section in of.report.sections if section.kind == "goal" and section.goals]
    return Deck(
        title=title_of(of),
        language=cast("Language", current_language()),
        day=of.day,
        kicker=kicker(of),
        author="Kompassros",
        footer=" · ".join([title_of(of), *marks_of(of)]),
        slides=(*_front(of), *goals, _deviating(of)),
    )


def _front(of: WrittenDocument) -> list[Slide | Section]:
    shares = shares_of(of)
    chart = shares_figure(shares)
    told = plain(_("Of all targets: %(shares)s.") % {"shares": say_shares(shares)})
    first = Slide(_("The result in short"), (told,), as_figure(chart, titled=False) if chart else None)
    summary = next((one for one in of.report.sections if one.kind == "summary" and one.text), None)
    return [first, *([Slide(_short(summary.heading), (plain(_shortened(summary.text)),))] if summary else [])]


def shares_of(of: WrittenDocument) -> Shares:
    """Return the shares of all targets of the municipality."""
    cards = of.period.period.cards
    return cards[0].shares("all") if cards else share_out(())


def _goal(section: FrozenSection) -> Slide:
    blocks: list[Block] = [plain(_shortened(section.text))] if section.text else []
    if section.so_what:
        told = _shortened(section.so_what)
        blocks.append(Paragraph((Run(_("What it means: "), strong=True), Run(told))))
    rows = [(one.title, figure_with_unit(one), said_of(one)[2], _status(one)) for _goal, one in section.indicators]
    heads = (pgettext("steering", "Indicator"), _("Figure"), _("Target"), _("Attainment"))
    if rows:
        title = _("Figures and targets")
        blocks.append(Table(title, tuple(Column(head) for head in heads), tuple(rows)))
    return Slide(_short(section.heading), tuple(blocks or [plain(_("no indicator yet"))]))


def _status(one: FrozenIndicator) -> str:
    return say_attainment(one.attainment).capitalize()


def _deviating(of: WrittenDocument) -> Slide:
    """Return what is not met, then what is partly met, of the whole municipality, the council's first."""
    title = _("What deviates")
    every = [(card.name, one) for card, _goal, one in of.period.period.indicators()]
    found = [(name, one) for status in DEVIATES for name, one in every if one.attainment is status]
    if not found:
        return Slide(title, (plain(_("No target is partly met or not met.")),))
    rows = [
        (one.title, name, figure_with_unit(one), said_of(one)[2], _status(one)) for name, one in found[:MOST_DEVIATING]
    ]
    heads = (pgettext("steering", "Indicator"), _("Card"), _("Figure"), _("Target"), _("Attainment"))
    blocks: list[Block] = [Table(title, tuple(Column(head) for head in heads), tuple(rows))]
    if len(found) > MOST_DEVIATING:
        more = len(found) - MOST_DEVIATING
        blocks.append(bullets([_("%(count)s more stand in the report.") % {"count": more}]))
    return Slide(title, tuple(blocks))


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _shortened(text: str) -> str:
    """Return the first paragraph as a slide holds it: a longer one ends at a word."""
    first = " ".join(text.strip().split("\n\n")[0].split())
    return first if len(first) <= LONGEST_TEXT else f"{first[:LONGEST_TEXT].rsplit(' ', 1)[0]} …"
