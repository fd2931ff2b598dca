"""What is suggested for an agenda paper about an evaluation: background, assessment and proposal, state by state.

The figures are those of the published sheet: before its time has come, a paper says that there is a result, and none
of its points.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kompassros.evaluations.courses import queries, wording
from kompassros.evaluations.courses.access import find_course
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import State, between
from kompassros.evaluations.models import Action
from kompassros.evaluations.published import Published
from kompassros.instruments.outline import area_maximum, edition_outline, in_language
from kompassros.records.mail import absolute
from kompassros.records.matter_desk import Desk, Subject
from kompassros.records.matter_pages import matter_urls
from kompassros.records.matters import Letterhead, Suggestion
from kompassros.web.formats import current_language, format_date, format_list, format_number

_MOST_NAMED = 3
_ORDERED = between(State.QUEUED, State.PREPARING)
_UNDER_WAY = between(State.READING, State.DRAFTING)


@dataclass(frozen=True)
class AreaResult:
    """An area of the published sheet with its points and its maximum."""

    name: str
    points: Decimal
    maximum: Decimal

    def told(self) -> str:
        """Return name and points in the active language."""
        values = {"area": self.name, "points": format_number(self.points), "maximum": format_number(self.maximum)}
        return _("%(area)s (%(points)s of %(maximum)s)") % values


def suggest(course: Course, language: str) -> Suggestion:
    """Return what a paper about the evaluation as it stands now would say, in a language."""
    with override(language):
        return _suggesting(course)(course)


def _suggesting(course: Course) -> Callable[[Course], Suggestion]:
    state = course.stands
    if state is State.WITHDRAWN:
        return _on_withdrawal
    if state in _ORDERED:
        return _on_order
    if state in _UNDER_WAY:
        return _on_the_way
    if state is State.FACT_CHECK:
        return _on_fact_check
    return _on_follow_up if state is State.FOLLOW_UP else _on_result


def _named(course: Course) -> dict[str, str]:
    return {
        "name": course.organisation.name,
        "year": str(course.year),
        "edition": wording.edition_in_words(course.edition),
        "who": str(course.get_evaluator_kind_display()),
        "scope": wording.scope_in_words(course),
        "price": wording.price_in_words(course),
    }


def _background(course: Course) -> str:
    """Return what was ordered, in the words that every paper begins with."""
    told = _(
        "%(name)s is evaluated with %(edition)s in %(year)s. It is evaluated by: %(who)s. The scope is: %(scope)s."
    )
    ordered = {"who": course.ordered_by, "day": format_date(course.ordered_on)}
    sentences = [told % _named(course), _("Ordered by %(who)s on %(day)s.") % ordered]
    if visit := wording.days_in_words(course.visit_from, course.visit_to):
        sentences.append(_("The team visits the municipality: %(period)s.") % {"period": visit})
    return " ".join(sentences)


def _on_order(course: Course) -> Suggestion:
    wished = wording.days_in_words(course.wished_from, course.wished_to)
    assessment = [
        _("It ends with a public score sheet, strengths and areas for improvement, and our own action plan."),
        _("Price: %(price)s.") % {"price": wording.price_in_words(course)},
    ]
    assessment += [_("Wished period: %(period)s.") % {"period": wished}] if wished else []
    proposal = _("%(name)s orders an evaluation with %(edition)s in %(year)s.") % _named(course)
    title = _("Order of an evaluation with %(edition)s") % _named(course)
    return Suggestion(title, _background(course), "\n\n".join(assessment), proposal)


def _on_the_way(course: Course) -> Suggestion:
    title = _("The evaluation %(year)s is under way") % _named(course)
    assessment = _("The evaluation stands here: %(state)s. There is no result yet.") % {
        "state": course.get_state_display()
    }
    return Suggestion(title, _background(course), assessment, _("The information is noted."))


def _on_fact_check(course: Course) -> Suggestion:
    title = _("Reply to the findings of the evaluation %(year)s") % _named(course)
    assessment = [
        _("The municipality says of each finding whether it agrees, and gives its own evidence."),
        _("Both voices stay in the report."),
    ]
    if course.reply_due:
        assessment.append(_("The reply is due on %(day)s.") % {"day": format_date(course.reply_due)})
    proposal = _("The reply is approved and handed to the evaluation team.")
    return Suggestion(title, _background(course), " ".join(assessment), proposal)


def _on_result(course: Course) -> Suggestion:
    title = _("Result of the evaluation %(year)s") % _named(course)
    entry = queries.result_of(course)
    if entry is None:
        assessment = _("The result is settled and becomes public when its time has come. This paper holds no points.")
        return Suggestion(title, _background(course), assessment, _("The information is noted."))
    proposal = _("The result is noted. The chief executive returns with an action plan for the areas for improvement.")
    return Suggestion(title, _background(course), _result(course, entry), proposal, _sources(course, entry))


def _result(course: Course, entry: Published) -> str:
    """Return total, points of all areas, and the strongest and weakest of them, as paragraphs."""
    areas = _areas(course, entry)
    paragraphs = [_total(course, entry, areas)] if areas else []
    paragraphs += [_("Points by area: %(areas)s.") % {"areas": _listed(areas)}] if areas else []
    named = min(_MOST_NAMED, len(areas) // 2)
    if named:
        ordered = sorted(areas, key=lambda area: area.points / area.maximum, reverse=True)
        strongest = _("Measured by what could be reached, the strongest areas are: %(areas)s.")
        paragraphs.append(strongest % {"areas": _listed(ordered[:named])})
        paragraphs.append(_("The weakest are: %(areas)s.") % {"areas": _listed(ordered[::-1][:named])})
    paragraphs.append(
        _(
            "An evaluation is a snapshot. It judges how the municipality leads and works, not whether its schools or "
            "care are good."
        )
    )
    return "\n\n".join(paragraphs)


def _listed(areas: list[AreaResult]) -> str:
    return format_list(area.told() for area in areas)


def _total(course: Course, entry: Published, areas: list[AreaResult]) -> str:
    total = entry.sheet.total().total
    if total is None:
        return _("No total is published.")
    maximum = sum((area.maximum for area in areas), Decimal(0))
    values = {"total": format_number(total), "maximum": format_number(maximum), **_named(course)}
    return _("%(name)s got %(total)s of %(maximum)s points in %(year)s.") % values


def _areas(course: Course, entry: Published) -> list[AreaResult]:
    outline = edition_outline(course.edition)
    known = {area.id: area for area in outline.areas}
    found = []
    for area in entry.sheet.areas:
        stored = known.get(area.id or "")
        maximum = area_maximum(outline, stored) if stored else None
        if stored and maximum and area.points is not None:
            name = in_language(stored.name, current_language())
            found.append(AreaResult(name, area.points, Decimal(maximum)))
    return found


def _sources(course: Course, entry: Published) -> tuple[str, ...]:
    page = reverse("portal:evaluation", args=[entry.slug])
    told = _("Score sheet %(number)s, published %(day)s: %(address)s") % {
        "number": entry.number,
        "day": format_date(entry.published_at),
        "address": absolute(page, current_language()),
    }
    return (told,)


def _on_follow_up(course: Course) -> Suggestion:
    title = _("Action plan after the evaluation %(year)s") % _named(course)
    actions = list(Action._base_manager.filter(course=course).order_by("due", "pk"))
    told = ngettext("The action plan has %(count)s action.", "The action plan has %(count)s actions.", len(actions)) % {
        "count": len(actions)
    }
    lines = "\n".join(f"- {_action(action)}" for action in actions)
    entry = queries.result_of(course)
    background = " ".join([_background(course), *([_total(course, entry, _areas(course, entry))] if entry else [])])
    proposal = _("The action plan is adopted. Its outcome is reported when a year has passed.")
    sources = _sources(course, entry) if entry else ()
    return Suggestion(title, background, "\n\n".join(part for part in (told, lines) if part), proposal, sources)


def _action(action: Action) -> str:
    state = str(action.get_state_display())
    return f"{action.title} ({state}, {format_date(action.due)})" if action.due else f"{action.title} ({state})"


def _on_withdrawal(course: Course) -> Suggestion:
    title = _("The evaluation %(year)s is withdrawn") % _named(course)
    assessment = _("It leads to no result. Why it was withdrawn: %(why)s") % {"why": course.withdrawn_why}
    return Suggestion(title, _background(course), assessment, _("The information is noted."))


def describe(course: Course) -> Subject:
    """Return what matters about the evaluation are named and addressed by."""
    return Subject(
        kind="course",
        key=course.slug,
        label=wording.name_of(course),
        address=reverse("courses:show", args=[course.slug]),
        organisation_id=course.organisation_id,
        letterhead=Letterhead(course.organisation.name, course.made_up),
        language=course.language,
    )


DESK = Desk(
    read="evaluations.write_papers",
    write="evaluations.write_papers",
    find=find_course,
    describe=describe,
    suggest=suggest,
)
urlpatterns = matter_urls(DESK)
