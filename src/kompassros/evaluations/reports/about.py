"""What an evaluation is, in our own words: the chapter that every report has, whatever the result."""

from django.utils.translation import gettext as _

from kompassros.documents.blocks import Block, Column, Heading, Table, bullets, plain
from kompassros.evaluations.publication.words import fine_points, text_of
from kompassros.evaluations.reports.material import Material
from kompassros.evaluations.reports.pictures import how_it_hangs_together
from kompassros.evaluations.services import INSTRUMENT
from kompassros.web.document_parts import as_figure


def about_the_instrument(material: Material) -> tuple[Block, ...]:
    """Return the chapter about the instrument: purpose, values, how points are given, what it does not say."""
    return (
        Heading(1, _("What the evaluation is")),
        *_purpose(material),
        Heading(2, _("What a municipality is valued for")),
        plain(_("A municipality is several things at once. In each other values count, and they show elsewhere.")),
        _values(),
        as_figure(how_it_hangs_together(), share=100),
        Heading(2, _("How points are given")),
        *_points(material),
        Heading(2, _("Where the answers come from")),
        bullets(
            (
                _("Documents: goals, plans, reports, policies and routines."),
                _("The municipality’s own description, question by question, its pages on the web and its intranet."),
                _(
                    "Interviews by group: director and staff heads, leading politicians, heads of department, unit "
                    "managers, unions."
                ),
            )
        ),
    )


def _purpose(material: Material) -> tuple[Block, ...]:
    detail = material.sheet.detail
    questions = sum(len(area.questions) for area in detail.areas)
    criteria = sum(len(question.criteria) for area in detail.areas for question in area.questions)
    values = {
        "instrument": text_of(detail.edition.name),
        "areas": len(detail.areas),
        "questions": questions,
        "criteria": criteria,
        "maximum": fine_points(detail.total.maximum),
    }
    told = [
        _(
            "An evaluation examines how a municipality is led and run. It looks for working methods that are in use, "
            "not for plans, and it looks at the whole organisation."
        ),
        _(
            "%(instrument)s has %(areas)s areas with %(questions)s questions and %(criteria)s criteria. A result can "
            "reach %(maximum)s points. It shows where the municipality stands and what it can do next; it can be "
            "compared with others and with the municipality’s own next evaluation."
        )
        % values,
    ]
    if detail.edition.instrument.get("sv") and material.sheet.instrument != INSTRUMENT:
        told.append(
            _(
                "The criteria and their weights are our own. They are not those of Kommunkompassen, whose criteria "
                "are not public, and their points do not compare with points of Kommunkompassen."
            )
        )
    return tuple(plain(text) for text in told)


def _values() -> Table:
    rows = (
        (
            _("Democracy"),
            _("Openness, a real say for residents, and a council that can steer"),
            _("What residents know and take part in; clear roles and decisions that are carried out"),
        ),
        (
            _("Provider of services"),
            _("Services that fit those who use them, for the resources there are"),
            _("How satisfied users are, what the services use, and reports on results"),
        ),
        (
            _("Place of work"),
            _("People who can do good work and want to"),
            _("Commitment and well-being at work"),
        ),
        (
            _("Builder of the local community"),
            _("A place where people and companies want to be"),
            _("Partnership with associations, culture and business"),
        ),
    )  # fmt: skip
    columns = (Column(_("The municipality as")), Column(_("Is valued for")), Column(_("Which shows in")))
    return Table(_("What counts, and where it shows"), columns, rows)


def _points(material: Material) -> tuple[Block, ...]:
    partly = material.sheet.detail.partly
    return (
        plain(
            _(
                "Each criterion is judged as not in place, planned, partly in place or in place, by written "
                "descriptions of the last two. Planned gives no points: only what is done counts. Partly in place "
                "gives %(share)s of the points; that share is our choice, and the points overview shows what others "
                "would give."
            )
            % {"share": f"{partly.numerator}/{partly.denominator}"}
        ),
        plain(
            _(
                "Points need evidence, and they need reach: what only some departments do counts at most as partly in "
                "place, what one department or unit does gives no points but can be a good example for the others."
            )
        ),
    )
