"""The documents that a team usually asks for: where a request list starts. The texts and the choice are our own.

Made of the kinds that the source documents name (steering documents, budgets, annual reports, policies, reporting
routines, public information) and of what the questions of our own edition are about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.preparing.questions import placed_questions
from kompassros.instruments.exchange_schema import EditionFile


@dataclass(frozen=True)
class StandardDocument:
    """A document that is usually asked for; ``questions`` are ids of Kompassros bedömningspunkter 1."""

    key: str
    title: str | Promise
    why: str | Promise
    questions: tuple[str, ...]


STANDARD: tuple[StandardDocument, ...] = (
    StandardDocument(
        "steering",
        _("Vision, strategic plan and the council's goals"),
        _("Shows what the politicians want to reach and how it is put into goals that can be followed up."),
        ("q-zr8z3b", "q-p4xkpn", "q-pwtvkr", "q-n59rqx"),
    ),
    StandardDocument(
        "budget",
        _("Budget with a plan for several years"),
        _("Shows how resources are tied to goals and expected results."),
        ("q-p4xkpn", "q-pcv5b2", "q-dm87js"),
    ),
    StandardDocument(
        "annual-report",
        _("Annual report, and the short version for inhabitants if there is one"),
        _("Shows how results are accounted for, to the council and to inhabitants."),
        ("q-mfgp4d", "q-gwhfnp", "q-kpfjtw"),
    ),
    StandardDocument(
        "interim-reports",
        _("The latest interim reports of two boards"),
        _("Shows in which form boards and administrations report during the year."),
        ("q-gwhfnp", "q-k6gm53", "q-kpfjtw"),
    ),
    StandardDocument(
        "steering-model",
        _("Description of the steering model, with the calendar for planning and follow-up"),
        _("Shows whether goals, budget and follow-up hang together in the whole organisation."),
        ("q-zr8z3b", "q-gwhfnp", "q-pcv5b2", "q-k6gm53"),
    ),
    StandardDocument(
        "delegation",
        _("Rules of delegation, and rules for the boards"),
        _("Shows who decides what, and how decisions made on delegation are reported."),
        ("q-wphjdk", "q-kzw4bw", "q-hcvfgv"),
    ),
    StandardDocument(
        "organisation-chart",
        _("Organisation chart, with the number of managers and employees for each manager"),
        _("Shows how responsibility is divided, down to the result units."),
        ("q-fqw2rc", "q-hcvfgv", "q-m4cskv"),
    ),
    StandardDocument(
        "managers-task",
        _("What is expected of a manager: written assignment, rules for result units, surpluses and deficits"),
        _("Shows how much a unit manager may decide, and what the task is."),
        ("q-fqw2rc", "q-hcvfgv", "q-x9n6dd", "q-ws3gkd"),
    ),
    StandardDocument(
        "internal-control",
        _("Plan for internal control and its latest follow-up; guidelines against corruption"),
        _("Shows how risks are found and followed up, and where irregularities can be reported."),
        ("q-csfhph", "q-gwhfnp", "q-k6gm53"),
    ),
    StandardDocument(
        "democracy",
        _("Policy for communication, citizens' dialogue and participation"),
        _("Shows how inhabitants are informed, asked and listened to."),
        ("q-ghnrkm", "q-twz634", "q-xwv85n"),
    ),
    StandardDocument(
        "service-declarations",
        _("Service declarations, and the routine for complaints and suggestions with its latest summary"),
        _("Shows what users are promised and what happens to what they say."),
        ("q-w8n9kk", "q-kz7z6q", "q-h8b5gc", "q-j5vf2k"),
    ),
    StandardDocument(
        "user-surveys",
        _("The latest surveys of users and inhabitants, with examples of what was changed because of them"),
        _("Shows what is asked, how units are compared and how results are used."),
        ("q-xczvs2", "q-kr4q5x", "q-v4dpnf"),
    ),
    StandardDocument(
        "comparisons",
        _("Comparisons with other municipalities and between own units"),
        _("Shows how comparisons lead to better or cheaper services."),
        ("q-mfgp4d", "q-dm87js", "q-v4dpnf"),
    ),
    StandardDocument(
        "cooperation",
        _("Agreements and overviews of cooperation with other municipalities, companies and associations"),
        _("Shows what is done together with others, and why."),
        ("q-dr3d2t", "q-f2phqf", "q-wtxnt9"),
    ),
    StandardDocument(
        "personnel-policy",
        _("Personnel policy, plan for skills and recruitment, salary policy"),
        _("Shows what kind of employer the municipality wants to be."),
        ("q-m6snmv", "q-w8xzm7", "q-n7759p", "q-hcgfcj"),
    ),
    StandardDocument(
        "staff-survey",
        _("The latest employee survey, figures of sick leave, and the plan for the working environment"),
        _("Shows how employees are doing and what is done about it."),
        ("q-jd4d9t", "q-n7759p"),
    ),
    StandardDocument(
        "equality",
        _("Plan for equality and diversity"),
        _("Shows aims and measures, for employees and for inhabitants."),
        ("q-wphxsz",),
    ),
    StandardDocument(
        "quality",
        _("Description of the work with quality, improvement and innovation"),
        _("Shows methods, how ideas are taken care of, and how good practice is spread."),
        ("q-gqwf4q", "q-mqdf92", "q-zq3x6c", "q-knkdbx"),
    ),
    StandardDocument(
        "digital",
        _("Strategy for digital services and IT"),
        _("Shows how digital tools make the work simpler, inside and for inhabitants."),
        ("q-kz7z6q", "q-h8b5gc", "q-bmj9wn"),
    ),
    StandardDocument(
        "business",
        _("Programmes for trade and industry, culture and international contacts"),
        _("Shows the municipality's part in the development of the place."),
        ("q-ft6sth", "q-hcd9j4", "q-xg8tc2"),
    ),
    StandardDocument(
        "sustainability",
        _("Programmes for the environment, public health and social sustainability, with their follow-up"),
        _("Shows aims, responsibility and results."),
        ("q-pwtvkr", "q-wtxnt9", "q-n59rqx"),
    ),
)


def standard_documents(outline: EditionFile) -> Iterator[StandardDocument]:
    """Yield the usual documents with those of their questions that an edition has; with none in another frame."""
    known = placed_questions(outline)
    for document in STANDARD:
        questions = tuple(question for question in document.questions if question in known)
        yield StandardDocument(document.key, document.title, document.why, questions)
