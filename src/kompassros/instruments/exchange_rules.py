"""Rules that the file of an edition must keep beyond its shape. All of them are our own choice.

Each function takes a checked model and yields findings: the place in the document and a plain reason.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kompassros.instruments.exchange_schema import Area, Dimension, EditionFile
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


def _double_ids(edition: EditionFile) -> Iterator[Finding]:
    seen: set[str] = set()
    for steps, identifier in _ids(edition):
        if identifier in seen:
            yield (*steps, "id"), f"the id {identifier} stands twice in this file; give one of them a new id"
        seen.add(identifier)


def _ids(edition: EditionFile) -> Iterator[tuple[Steps, str]]:
    for index, dimension in enumerate(edition.dimensions):
        yield ("dimensions", index), dimension.id
    for index, area in enumerate(edition.areas):
        yield ("areas", index), area.id
        for number, question in enumerate(area.questions or ()):
            yield ("areas", index, "questions", number), question.id


def _positions(steps: Steps, numbers: Sequence[int]) -> Iterator[Finding]:
    for index, number in enumerate(numbers):
        if number != index + 1:
            reason = f"the number is {number}, but {index + 1} comes here; number from 1 without gaps"
            yield (*steps, index, "no"), reason


def _area_findings(steps: Steps, area: Area, common: Decimal | None) -> Iterator[Finding]:
    yield from _questions_status(steps, area)
    if common is not None and area.maximum is not None and area.maximum != common:
        reason = f"the maximum is {area.maximum}, but area_maximum is {common}; set area_maximum to null"
        yield (*steps, "maximum"), reason
    for number, question in enumerate(area.questions or ()):
        wanted = f"{area.no}.{number + 1}"
        if question.no != wanted:
            reason = f'the number is "{question.no}", but "{wanted}" comes here; number without gaps'
            yield (*steps, "questions", number, "no"), reason
    yield from _question_maxima(steps, area, area.maximum if area.maximum is not None else common)


def _questions_status(steps: Steps, area: Area) -> Iterator[Finding]:
    if area.questions_status == "published" and not area.questions:
        yield (*steps, "questions"), "no question is given; list them, or set questions_status to unpublished"
    if area.questions_status == "unpublished" and area.questions is not None:
        yield (*steps, "questions"), "questions are given; set questions_status to published, or them to null"


def _question_maxima(steps: Steps, area: Area, ceiling: Decimal | None) -> Iterator[Finding]:
    questions = area.questions or ()
    known = [question.maximum for question in questions if question.maximum is not None]
    together = sum(known, Decimal(0))
    if ceiling is None or not known:
        return
    if together > ceiling:
        reason = f"the questions' maxima come to {together}, more than the area's {ceiling}; correct either"
        yield (*steps, "questions"), reason
    elif len(known) == len(questions) and together < ceiling:
        reason = f"the questions' maxima come to {together}, less than the area's {ceiling}; correct either"
        yield (*steps, "questions"), reason


def _total(edition: EditionFile) -> Iterator[Finding]:
    if edition.total_maximum is None:
        return
    maxima = [area.maximum if area.maximum is not None else edition.area_maximum for area in edition.areas]
    known = [maximum for maximum in maxima if maximum is not None]
    together = sum(known, Decimal(0))
    if together > edition.total_maximum or (len(known) == len(maxima) and together != edition.total_maximum):
        reason = f"the areas' maxima come to {together}, not {edition.total_maximum}; correct either"
        yield ("total_maximum",), reason


def _dimensions(edition: EditionFile) -> Iterator[Finding]:
    known = {area.id for area in edition.areas}
    taken: set[str] = set()
    for index, dimension in enumerate(edition.dimensions):
        steps: Steps = ("dimensions", index)
        yield from _pairing(steps, dimension)
        for number, identifier in enumerate(dimension.areas or ()):
            place = (*steps, "areas", number)
            if identifier not in known:
                yield place, f"no area of this file has the id {identifier}; correct the id"
            elif identifier in taken:
                yield place, f"the area {identifier} already belongs to a dimension; name it once"
            taken.add(identifier)


def _pairing(steps: Steps, dimension: Dimension) -> Iterator[Finding]:
    if (dimension.areas is None) != (dimension.pairing == "not_stated"):
        reason = "pairing is not_stated exactly where areas is null; list the areas, or say both"
        yield (*steps, "pairing"), reason


def _validity(edition: EditionFile) -> Iterator[Finding]:
    start, end = edition.valid_from, edition.valid_to
    if start is None or end is None:
        return
    shorter = min(len(start), len(end))
    if end[:shorter] < start[:shorter]:
        yield ("valid_to",), f"the edition would end ({end}) before it begins ({start}); correct either"


def _own_twice(edition: EditionFile) -> Iterator[Finding]:
    for steps, own in _own_lists(edition):
        if len(set(own)) != len(own):
            yield (*steps, "own"), "a language stands twice; name each once"


def _own_lists(edition: EditionFile) -> Iterator[tuple[Steps, tuple[str, ...]]]:
    yield (), edition.own
    yield ("instrument",), edition.instrument.own
    for index, dimension in enumerate(edition.dimensions):
        yield ("dimensions", index), dimension.own
    for index, area in enumerate(edition.areas):
        yield ("areas", index), area.own
        for number, question in enumerate(area.questions or ()):
            yield ("areas", index, "questions", number), question.own
