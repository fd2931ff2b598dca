"""Rules that the file of an edition must keep beyond its shape. All of them are our own choice.

Each function takes a checked model and yields findings: the place in the document and a plain reason.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from kompassros.instruments.exchange_criteria_rules import criteria_findings
from kompassros.instruments.exchange_schema import Area, Dimension, EditionFile, QuestionWithCriteria
from kompassros.instruments.trouble import Finding, Steps


def edition_findings(edition: EditionFile) -> Iterator[Finding]:
    """Yield what does not hold together: ids, positions, maxima, dimensions, dates, own languages."""
    yield from _double_ids(edition)
    yield from _positions(("areas",), [area.no for area in edition.areas])
    yield from _positions(("dimensions",), [dimension.no for dimension in edition.dimensions])
    for index, area in enumerate(edition.areas):
        yield from _area_findings(("areas", index), area, edition.area_maximum)
    yield from _total(edition)
    yield from _dimensions(edition)
    yield from _validity(edition)
    yield from _own_twice(edition)
    yield from criteria_findings(edition)


def _double_ids(edition: EditionFile) -> Iterator[Finding]:
    seen: set[str] = set()
    for steps, identifier in _ids(edition):
        if identifier in seen:
            yield (*steps, "id"), _("the id %(id)s stands twice; give one of the two a new id") % {"id": identifier}
        seen.add(identifier)


def _ids(edition: EditionFile) -> Iterator[tuple[Steps, str]]:
    for index, dimension in enumerate(edition.dimensions):
        yield ("dimensions", index), dimension.id
    for index, area in enumerate(edition.areas):
        yield ("areas", index), area.id
        for number, question in enumerate(area.questions or ()):
            yield ("areas", index, "questions", number), question.id
            if isinstance(question, QuestionWithCriteria):
                for place, criterion in enumerate(question.criteria):
                    yield ("areas", index, "questions", number, "criteria", place), criterion.id


def _positions(steps: Steps, numbers: Sequence[int]) -> Iterator[Finding]:
    for index, number in enumerate(numbers):
        if number != index + 1:
            reason = _("the number is %(found)s, but %(wanted)s comes here; number from 1 without gaps")
            yield (*steps, index, "no"), reason % {"found": number, "wanted": index + 1}


def _area_findings(steps: Steps, area: Area, common: Decimal | None) -> Iterator[Finding]:
    yield from _questions_status(steps, area)
    if common is not None and area.maximum is not None and area.maximum != common:
        reason = _("the maximum is %(found)s, but that of every area is %(common)s; take the latter away")
        yield (*steps, "maximum"), reason % {"found": area.maximum, "common": common}
    for number, question in enumerate(area.questions or ()):
        wanted = f"{area.no}.{number + 1}"
        if question.no != wanted:
            reason = _('the number is "%(found)s", but "%(wanted)s" comes here; number without gaps')
            yield (*steps, "questions", number, "no"), reason % {"found": question.no, "wanted": wanted}
    yield from _question_maxima(steps, area, area.maximum if area.maximum is not None else common)


def _questions_status(steps: Steps, area: Area) -> Iterator[Finding]:
    if area.questions_status == "published" and not area.questions:
        yield (*steps, "questions"), _("no question is given; list them, or set questions_status to unpublished")
    if area.questions_status == "unpublished" and area.questions is not None:
        yield (*steps, "questions"), _("questions are given; set questions_status to published, or them to null")


def _question_maxima(steps: Steps, area: Area, ceiling: Decimal | None) -> Iterator[Finding]:
    questions = area.questions or ()
    known = [question.maximum for question in questions if question.maximum is not None]
    together = sum(known, Decimal(0))
    if ceiling is None or not known:
        return
    if together > ceiling:
        reason = _("the questions' maxima come to %(sum)s, more than the area's %(maximum)s; correct either")
        yield (*steps, "questions"), reason % {"sum": together, "maximum": ceiling}
    elif len(known) == len(questions) and together < ceiling:
        reason = _("the questions' maxima come to %(sum)s, less than the area's %(maximum)s; correct either")
        yield (*steps, "questions"), reason % {"sum": together, "maximum": ceiling}


def _total(edition: EditionFile) -> Iterator[Finding]:
    if edition.total_maximum is None:
        return
    maxima = [area.maximum if area.maximum is not None else edition.area_maximum for area in edition.areas]
    known = [maximum for maximum in maxima if maximum is not None]
    together = sum(known, Decimal(0))
    if together > edition.total_maximum or (len(known) == len(maxima) and together != edition.total_maximum):
        reason = _("the areas' maxima come to %(sum)s, not %(maximum)s; correct either")
        yield ("total_maximum",), reason % {"sum": together, "maximum": edition.total_maximum}


def _dimensions(edition: EditionFile) -> Iterator[Finding]:
    known = {area.id for area in edition.areas}
    taken: set[str] = set()
    for index, dimension in enumerate(edition.dimensions):
        steps: Steps = ("dimensions", index)
        yield from _pairing(steps, dimension)
        for number, identifier in enumerate(dimension.areas or ()):
            place = (*steps, "areas", number)
            if identifier not in known:
                yield place, _("no area here has the id %(id)s; correct the id") % {"id": identifier}
            elif identifier in taken:
                yield place, _("the area %(id)s already belongs to a dimension; name it once") % {"id": identifier}
            taken.add(identifier)


def _pairing(steps: Steps, dimension: Dimension) -> Iterator[Finding]:
    if (dimension.areas is None) != (dimension.pairing == "not_stated"):
        reason = _("pairing is not_stated exactly where areas is null; list the areas, or say both")
        yield (*steps, "pairing"), reason


def _validity(edition: EditionFile) -> Iterator[Finding]:
    start, end = edition.valid_from, edition.valid_to
    if start is None or end is None:
        return
    shorter = min(len(start), len(end))
    if end[:shorter] < start[:shorter]:
        reason = _("the edition would end (%(end)s) before it begins (%(start)s); correct either")
        yield ("valid_to",), reason % {"end": end, "start": start}


def _own_twice(edition: EditionFile) -> Iterator[Finding]:
    for steps, own in _own_lists(edition):
        if len(set(own)) != len(own):
            yield (*steps, "own"), _("a language stands twice; name each once")


def _own_lists(edition: EditionFile) -> Iterator[tuple[Steps, tuple[str, ...]]]:
    yield (), edition.own
    yield ("instrument",), edition.instrument.own
    for index, dimension in enumerate(edition.dimensions):
        yield ("dimensions", index), dimension.own
    for index, area in enumerate(edition.areas):
        yield ("areas", index), area.own
        for number, question in enumerate(area.questions or ()):
            yield ("areas", index, "questions", number), question.own
