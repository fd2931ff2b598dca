"""What the portal itself puts on the home page: one's municipality, and the work of an administrator."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kompassros.evaluations import figures, published
from kompassros.evaluations.comparison import earlier_of
from kompassros.evaluations.course_sheet import detail_of
from kompassros.evaluations.library import Library
from kompassros.evaluations.policies import IMPORT_RESULTS
from kompassros.evaluations.sentences import result_sentence
from kompassros.organisations import policies, queries
from kompassros.organisations.models import Grant, Organisation
from kompassros.portal.pages_home import DUE, PLACES
from kompassros.records import notices
from kompassros.records.slots import Piece, register

_NOTICES_SHOWN = 5


def to_complete(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Organisations that an import created and that this person administers."""
    waiting = list(policies.ADMINISTER.subjects(person).filter(pk__in=queries.to_complete().values("pk")))
    if not waiting:
        return None
    return Piece(
        "complete",
        _("Organisations to be completed"),
        "portal/home/complete.html",
        {"organisations": waiting},
        len(waiting),
    )


def unread_notices(*, person: Any, grants: list[Grant]) -> Piece | None:
    """The latest unread notices."""
    count = notices.count_unread(person)
    if not count:
        return None
    told = notices.tell(notices.unread(person)[:_NOTICES_SHOWN])
    return Piece("notices", _("Unread notices"), "portal/home/notices.html", {"told": told}, count)


def results_to_look_at(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Published results whose areas do not add up, for whoever may correct them."""
    if not IMPORT_RESULTS.subjects(person).exists():
        return None
    language = get_language() or "sv"
    printed = (entry for entry in published.current_sheets() if detail_of(entry.sheet) is None)
    sheets = (entry for entry in printed if entry.sheet.total().adds_up is False)
    found = [(entry, entry.sheet.name_in(language[:2])) for entry in sheets]
    if not found:
        return None
    return Piece(
        "sums", _("Totals that do not add up as printed"), "portal/home/sums.html", {"entries": found}, len(found)
    )


def own_municipality(*, person: Any, grants: list[Grant]) -> Piece | None:
    """The latest result of each municipality in which the person has a role."""
    nodes = {grant.organisation for grant in grants}
    keys = [municipality.key for municipality in _municipalities(nodes)]
    if not keys:
        return None
    library, language = Library.open(), (get_language() or "sv")[:2]
    found = [_latest(key, library, language) for key in keys]
    return Piece("own", _("Your municipality"), "portal/home/own.html", {"municipalities": found})


def _municipalities(nodes: set[Organisation]) -> list[Organisation]:
    """Return the municipalities that are, or lie above, the nodes on which a person has a role."""
    wanted = {int(part) for node in nodes for part in (node.path or "").split("/") if part}
    found = Organisation.objects.filter(pk__in=wanted, kind=Organisation.Kind.MUNICIPALITY)
    return list(found.order_by("sort_sv"))


def _latest(key: str, library: Library, language: str) -> dict[str, Any]:
    results = published.by_others(library.of_organisations((key,)))
    organisation = Organisation.objects.get(key=key)
    latest = next(iter(results), None)
    return {
        "organisation": organisation,
        "sentence": result_sentence(latest, earlier_of(latest, results)) if latest else "",
        "small": figures.small(latest, library, language) if latest else None,
    }


def administrators_work(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Ways into the administrator's pages."""
    countries = list(IMPORT_RESULTS.subjects(person).order_by("name"))
    if not countries:
        return None
    return Piece("administer", _("Published results"), "portal/home/administer.html", {"countries": countries})


def organisations_and_people(*, person: Any, grants: list[Grant]) -> Piece | None:
    """Ways to the organisations in which the person has a role, by what may be done there."""
    nodes = {grant.organisation.pk: grant.organisation for grant in grants}
    entries = [
        {
            "organisation": node,
            "people": policies.MANAGE_PEOPLE.allows(person, node),
            "history": policies.SEE_HISTORY.allows(person, node),
        }
        for node in nodes.values()
    ]
    return (
        Piece("organisations", _("Your organisations"), "portal/home/organisations.html", {"entries": entries})
        if entries
        else None
    )


register(DUE, "notices", 5, unread_notices)
register(DUE, "complete", 10, to_complete)
register(DUE, "sums", 20, results_to_look_at)
register(PLACES, "own", 10, own_municipality)
register(PLACES, "administer", 20, administrators_work)
register(PLACES, "organisations", 30, organisations_and_people)
