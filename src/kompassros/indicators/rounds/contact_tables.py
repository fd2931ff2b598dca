"""The tables of test contacts."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.indicators.rounds.contact_files import Compared
from kompassros.indicators.rounds.contact_models import ContactScript, TestContact
from kompassros.indicators.rounds.contact_progress import Standing
from kompassros.indicators.rounds.contact_queries import Channel, begun_at
from kompassros.indicators.rounds.contact_words import mark_in_words
from kompassros.indicators.rounds.models import CollectionRound
from kompassros.indicators.rounds.rating import Rated
from kompassros.methods.test_contacts import Letter, Office, is_in_time, working_days_between
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.tables import Table

_WORK = (
    Column("municipality", gettext_lazy("Municipality"), kind="link"),
    Column("question", gettext_lazy("Question")),
    Column("channel", gettext_lazy("Channel")),
    Column("day", gettext_lazy("Day"), kind="date"),
    Column("state", gettext_lazy("Stage")),
)


def scripts_table(one: CollectionRound, scripts: Iterable[ContactScript], *, locked: bool) -> Table:
    """Return the questions; each leads to its form until they are fixed."""
    columns = (
        Column("subject", gettext_lazy("Question"), kind="link"),
        Column("channel", gettext_lazy("Channel")),
        Column("text", gettext_lazy("Word for word"), sort=False, prose=True),
        Column("good_answer", gettext_lazy("What a full answer holds"), sort=False),
    )
    rows = [
        Row(
            {
                "subject": Cell(script.subject),
                "channel": Cell(script.get_channel_display()),
                "text": Cell(script.text),
                "good_answer": Cell(script.good_answer) if script.good_answer else Cell(None, _("not said")),
            },
            href=None if locked else reverse("rounds:contact_script", args=[one.key, script.pk]),
        )
        for script in scripts
    ]
    empty = _("Write the questions that are put to every municipality, or copy those of an earlier round.")
    return Table("questions", _("Questions"), columns, rows, empty_text=empty)


def changes_table(changes: Iterable[Compared]) -> Table:
    """Return what a file would change, question by question."""
    columns = (
        Column("row", gettext_lazy("Row"), kind="number"),
        Column("subject", gettext_lazy("Question")),
        Column("channel", gettext_lazy("Channel")),
        Column("what", gettext_lazy("What happens"), kind="tag"),
        Column("text", gettext_lazy("In the file"), sort=False, prose=True),
        Column("before", gettext_lazy("Stored now"), sort=False, prose=True),
    )
    rows = [_change_row(one) for one in changes]
    return Table(
        "changes", _("What the file changes"), columns, rows, empty_text=_("The file changes nothing."), passing=True
    )


def _change_row(one: Compared) -> Row:
    here = one.here
    cells = {
        "row": Cell(one.row),
        "subject": Cell(one.wish.subject),
        "channel": Cell(str(Channel(one.wish.channel).label)),
        "what": Cell(_("changed"), tone="info") if here else Cell(_("new"), tone="success"),
        "text": Cell(one.wish.text, note=one.wish.good_answer or None),
        "before": Cell(here.text, note=here.good_answer or None) if here else Cell(None, _("nothing")),
    }
    return Row(cells)


def standings_table(standings: Iterable[Standing]) -> Table:
    """Return how far the contacts with each municipality have come."""
    columns = (
        Column("municipality", gettext_lazy("Municipality")),
        Column("planned", gettext_lazy("Planned"), kind="number"),
        Column("made", gettext_lazy("Begun"), kind="number"),
        Column("over", gettext_lazy("With an outcome"), kind="number"),
        Column("to_rate", gettext_lazy("To be rated"), kind="number"),
        Column("rated", gettext_lazy("Rated by two"), kind="number"),
    )
    rows = [
        Row(
            {
                "municipality": Cell(row.organisation.name),
                **{name: Cell(getattr(row, name)) for name in ("planned", "made", "over", "to_rate", "rated")},
            }
        )
        for row in standings
    ]
    empty = _("No municipality has said yet that it takes part in the test contacts.")
    return Table("standings", _("How far the contacts have come"), columns, rows, empty_text=empty)


def work_table(name: str, caption: str, contacts: Iterable[tuple[TestContact, str]], empty_text: str) -> Table:
    """Return contacts that lead to their pages, each with a word of where it stands."""
    rows = [_work_row(contact, state) for contact, state in contacts]
    return Table(name, caption, _WORK, rows, empty_text=empty_text)


def _work_row(contact: TestContact, state: str) -> Row:
    key = contact.participant.round.key
    cells = {
        "municipality": Cell(contact.organisation.name),
        "question": Cell(contact.script.subject),
        "channel": Cell(contact.script.get_channel_display()),
        "day": Cell(contact.due_on),
        "state": Cell(state),
    }
    return Row(cells, href=reverse("rounds:contact", args=[key, contact.pk]))


def differences_table(rated: Iterable[Rated]) -> Table:
    """Return the contacts on which the two do not agree, with both marks side by side."""
    columns = (
        Column("municipality", gettext_lazy("Municipality")),
        Column("question", gettext_lazy("Question")),
        Column("what", gettext_lazy("What is marked")),
        Column("first", gettext_lazy("First rater")),
        Column("second", gettext_lazy("Second rater")),
        Column("remarks", gettext_lazy("Remarks"), sort=False, prose=True),
    )
    rows = [row for one in rated for row in _difference_rows(one)]
    empty = _("The two agree on every contact that both have rated.")
    return Table("differences", _("Where the two differ"), columns, rows, empty_text=empty)


def _difference_rows(one: Rated) -> list[Row]:
    remarks = " / ".join(rating.remark for rating in (one.first, one.second) if rating.remark)
    return [
        Row(
            {
                "municipality": Cell(one.contact.organisation.name),
                "question": Cell(one.contact.script.subject),
                "what": Cell(what),
                "first": Cell(mark_in_words(first)),
                "second": Cell(mark_in_words(second)),
                "remarks": Cell(remarks) if remarks else Cell(None, _("none")),
            }
        )
        for what, (first, second) in ((_("The answer"), one.quality), (_("The reception"), one.reception))
        if first != second
    ]


def marks_table(both: Rated) -> Table:
    """Return what the two gave one contact, side by side."""
    columns = (
        Column("what", gettext_lazy("What is marked"), sort=False),
        Column("first", both.first.rater.name, sort=False),
        Column("second", both.second.rater.name, sort=False),
    )
    lines = (
        (_("The answer"), *map(mark_in_words, both.quality)),
        (_("The reception"), *map(mark_in_words, both.reception)),
        (_("Remark"), *(one.remark or _("none") for one in (both.first, both.second))),
    )
    rows = [Row({"what": Cell(what), "first": Cell(first), "second": Cell(second)}) for what, first, second in lines]
    return Table("marks", _("What the two gave"), columns, rows)


def answers_table(contacts: Iterable[TestContact], rated: Iterable[Rated], office: Office) -> Table:
    """Return what a municipality sees of its contacts: no word of who made or rated them."""
    columns = (
        Column("question", gettext_lazy("Question")),
        Column("channel", gettext_lazy("Channel")),
        Column("sent", gettext_lazy("Asked"), kind="date"),
        Column("outcome", gettext_lazy("Outcome")),
        Column("time", gettext_lazy("Time")),
        Column("answer", gettext_lazy("What was answered"), sort=False, prose=True),
        Column("marks", gettext_lazy("Marks of two raters"), sort=False),
    )
    marks = {one.contact.pk: one for one in rated}
    rows = [_answer_row(contact, marks.get(contact.pk), office) for contact in contacts]
    return Table("answers", _("The contacts one by one"), columns, rows)


def _answer_row(contact: TestContact, rated: Rated | None, office: Office) -> Row:
    return Row(
        {
            "question": Cell(contact.script.subject),
            "channel": Cell(contact.script.get_channel_display()),
            "sent": Cell(contact.sent_at),
            "outcome": Cell(contact.get_outcome_display()),
            "time": _time(contact, office),
            "answer": Cell(contact.answer) if contact.answer else Cell(None, _("no answer written down")),
            "marks": Cell(_marks(rated)) if rated else Cell(None, _("not rated by two")),
        }
    )


def _time(contact: TestContact, office: Office) -> Cell:
    if contact.script.channel == Channel.PHONE:
        waited = contact.waited
        return Cell(None, _("not noted")) if waited is None else Cell(_("%(count)s s until taken") % {"count": waited})
    if contact.answered_at is None:
        return Cell(None, _("only an automatic reply") if contact.automatic else _("none"))
    days = working_days_between(begun_at(contact), contact.answered_at, office)
    in_time = is_in_time(Letter(begun_at(contact), contact.answered_at), office)
    return Cell(_("%(days)s working days") % {"days": days}, note=_("in time") if in_time else _("too late"))


def _marks(rated: Rated) -> str:
    """Return both marks of each kind, the higher one first, so that they do not tell who gave which."""
    said = []
    for what, pair in ((_("answer"), rated.quality), (_("reception"), rated.reception)):
        given = sorted((mark for mark in pair if mark is not None), reverse=True)
        if given:
            said.append(f"{what}: {', '.join(map(mark_in_words, given))}")
    return "; ".join(said)
