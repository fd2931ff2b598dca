"""The pictures of the documents of a result: each title says the finding, each alternative text all that is drawn."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from kompassros.charts.bars import area_bars
from kompassros.charts.chain import Box, chain
from kompassros.charts.figure import Figure as Chart
from kompassros.charts.profiles import Profile
from kompassros.evaluations.course_sheet import AreaSheet
from kompassros.evaluations.figures import draw_bars, draw_rose, short_label
from kompassros.evaluations.library import has_profile
from kompassros.evaluations.publication.words import text_of
from kompassros.evaluations.reports.material import Material
from kompassros.methods.rounding import round_half_up
from kompassros.web.formats import format_list, format_number

MOST_POINTS = 100
_HUNDRED = Fraction(100)


def area_names(material: Material) -> list[str]:
    """Return the names of all areas of the edition, in their order."""
    return [text_of(name) for name in material.sheet.detail.area_names]


def rose(material: Material) -> Chart | None:
    """Draw the compass rose with the reference and earlier results; None with less than half of the areas."""
    sheet = material.sheet
    if not has_profile(sheet):
        return None
    return draw_rose(sheet, area_names(material), _profiles(material))


def _profiles(material: Material) -> list[Profile]:
    own = Profile(short_label(material.sheet), material.sheet.points(), "own")
    beside = [material.reference] if material.reference else []
    return [own, *beside, *(earlier.profile for earlier in material.earlier)]


def bars(material: Material) -> Chart | None:
    """Draw a bar for each area with the reference across it; None where no area has points."""
    sheet, names = material.sheet, area_names(material)
    if all(value is None for value in sheet.points()):
        return None
    return draw_bars(names, Profile(short_label(sheet), sheet.points(), "own"), material.reference)


def question_bars(area: AreaSheet) -> Chart | None:
    """Draw how much of what is possible each question of an area got, in per cent; None where nothing is counted."""
    names = [question.no for question in area.questions]
    shares = tuple(_share(question.earned, question.possible) for question in area.questions)
    if all(share is None for share in shares):
        return None
    own = Profile(text_of(area.name), shares, "own")
    return area_bars(
        name=f"questions-{area.no}",
        axes=names,
        own=own,
        reference=None,
        title=_questions_finding(area, shares),
        description=_describe_shares(area, shares),
        format_number=_per_cent,
        column_heads=[_("Question")],
        missing_text=_("not counted"),
        maximum=MOST_POINTS,
    )


def _share(earned: Fraction | None, possible: Fraction | None) -> Decimal | None:
    return None if earned is None or not possible else round_half_up(earned / possible * _HUNDRED, 0)


def _per_cent(value: Decimal) -> str:
    return _("%(number)s%%") % {"number": format_number(value)}


def _questions_finding(area: AreaSheet, shares: tuple[Decimal | None, ...]) -> str:
    """Say which questions got most and least of what they can give."""
    known = [(share, question.no) for share, question in zip(shares, area.questions, strict=True) if share is not None]
    most, least = max(known)[0], min(known)[0]
    if most == least:
        return _("Every question got %(share)s of what is possible") % {"share": _per_cent(most)}
    text = _("Question %(best)s got most of what is possible (%(most)s), %(last)s least (%(least)s)")
    return text % {
        "best": format_list(no for share, no in known if share == most),
        "last": format_list(no for share, no in known if share == least),
        "most": _per_cent(most),
        "least": _per_cent(least),
    }


def _describe_shares(area: AreaSheet, shares: tuple[Decimal | None, ...]) -> str:
    told = format_list(
        f"{question.no} {_per_cent(share) if share is not None else _('not counted')}"
        for question, share in zip(area.questions, shares, strict=True)
    )
    return _("Share of the possible points by question: %(list)s.") % {"list": told}


def how_it_hangs_together() -> Chart:
    """Draw how the municipality's systems lead on to each other, as the instrument sees it."""
    boxes = (
        Box(_("Politics"), 0, 0),
        Box(_("Administration and services"), 1, 0),
        Box(_("Quality for users"), 2, 0),
        Box(_("Development of the local community"), 0, 1),
        Box(_("Working environment"), 1, 1),
    )
    return chain(
        name="chain",
        boxes=boxes,
        arrows=((0, 1), (1, 2), (0, 3), (1, 4)),
        title=_("Politics leads the administration, which gives services; both shape more than the services"),
        description=_(
            "Politics leads on to the administration with its services, and these to quality for users. Politics leads "
            "on to the development of the local community too, and the administration to the working environment."
        ),
        column_heads=(_("What leads on"), _("To what")),
    )
