"""How an evaluation is told in words: who is next, what was ordered, the scope, the days."""

from datetime import date

from django.utils.translation import gettext as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.workflow import STAGES
from kompassros.instruments.models import Edition
from kompassros.instruments.outline import in_language
from kompassros.web.formats import current_language, format_date, format_list, format_number


def next_in_words(course: Course) -> str:
    """Return the parts that act in the present state, or that nobody does."""
    parts = [str(part.label) for part in STAGES[course.stands].acting]
    return format_list(parts, style="or") if parts else _("nobody")


def days_in_words(first: date | None, last: date | None) -> str:
    """Return a period: one day, from a day, until a day; empty where nothing is said."""
    if first and last and first != last:
        return _("%(first)s to %(last)s") % {"first": format_date(first), "last": format_date(last)}
    if first:
        return format_date(first)
    return _("until %(day)s") % {"day": format_date(last)} if last else ""


def price_in_words(course: Course) -> str:
    """Return the price with its currency, or that none is agreed."""
    return f"{format_number(course.price)} {course.currency}".strip() if course.price is not None else _("not agreed")


def scope_in_words(course: Course) -> str:
    """Return the three parts of the scope: what organisation, how deep, whether the companies are in."""
    companies = _("with its companies") if course.scope_companies else _("without its companies")
    whole = course.scope_organisation or _("the whole municipality")
    return ", ".join([whole, str(course.get_scope_level_display()), companies])


def name_of(course: Course) -> str:
    """Return the evaluation's name in a list; made-up data says so."""
    return _("%(label)s (made up)") % {"label": course} if course.made_up else str(course)


def edition_in_words(edition: Edition) -> str:
    """Return the instrument's name in the reader's language and the version."""
    return f"{in_language(edition.instrument.names, current_language())} {edition.version}"
