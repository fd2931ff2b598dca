"""Rules that the file of a mapping must keep beyond its shape, by itself and against its two editions.

All of them are our own choice. Findings are the place in the document and a plain reason.
"""

from collections.abc import Iterator, Sequence

from kompassros.instruments.exchange_schema import EditionFile, EditionRef, MappingFile, Unmatched
from kompassros.instruments.trouble import Finding, Steps


def mapping_findings(mapping: MappingFile) -> Iterator[Finding]:
    """Yield what a mapping file says against itself; the editions it names are not needed."""
    if mapping.source == mapping.target:
        yield ("target",), "source and target are the same edition; name two"
    if mapping.standing == "official" and not mapping.sources:
        yield ("sources",), "an official mapping needs the source that says so; give it, or say own_reading"
    yield from _wrong_level(mapping)
    yield from _double_pairs(mapping)
    yield from _both_ways("unmatched_source", mapping.unmatched_source, {p.source for p in mapping.pairs})
    yield from _both_ways("unmatched_target", mapping.unmatched_target, {p.target for p in mapping.pairs})


def _wrong_level(mapping: MappingFile) -> Iterator[Finding]:
    letter = mapping.level[0]
    for steps, identifier in mapping_ids(mapping):
        if not identifier.startswith(f"{letter}-"):
            wanted = "an area (a-...)" if letter == "a" else "a question (q-...)"
            yield steps, f"{identifier} is not {wanted}, but the level is {mapping.level}; correct either"


def mapping_ids(mapping: MappingFile) -> Iterator[tuple[Steps, str]]:
    """Yield every id a mapping names, with its place: pairs first, then the unmatched ones."""
    for index, pair in enumerate(mapping.pairs):
        yield ("pairs", index, "source"), pair.source
        yield ("pairs", index, "target"), pair.target
    for index, item in enumerate(mapping.unmatched_source):
        yield ("unmatched_source", index, "id"), item.id
    for index, item in enumerate(mapping.unmatched_target):
        yield ("unmatched_target", index, "id"), item.id


def _double_pairs(mapping: MappingFile) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for index, pair in enumerate(mapping.pairs):
        if (pair.source, pair.target) in seen:
            yield ("pairs", index), f"{pair.source} and {pair.target} are already paired; keep one of the two"
        seen.add((pair.source, pair.target))


def _both_ways(name: str, items: Sequence[Unmatched], paired: set[str]) -> Iterator[Finding]:
    taken = set(paired)
    for index, item in enumerate(items):
        if item.id in taken:
            yield (name, index, "id"), f"{item.id} is paired or listed before; name it once"
        taken.add(item.id)


def mapping_against(mapping: MappingFile, source: EditionFile, target: EditionFile) -> Iterator[Finding]:
    """Yield ids that the two editions do not have, and ids of theirs that are neither paired nor listed."""
    for side, edition in (("source", source), ("target", target)):
        known = _ids_of_level(edition, mapping.level)
        named = [(steps, found) for steps, found in mapping_ids(mapping) if _side(steps) == side]
        for steps, identifier in named:
            if identifier not in known:
                yield steps, f"{edition.name.en} has no {mapping.level} {identifier}; correct the id"
        for identifier in sorted(known - {identifier for _, identifier in named}):
            reason = f"{identifier} of {edition.name.en} is neither paired nor listed; list it with a reason"
            yield (f"unmatched_{side}",), reason


def _side(steps: Steps) -> str:
    return str(steps[2]) if steps[0] == "pairs" else str(steps[0]).removeprefix("unmatched_")


def _ids_of_level(edition: EditionFile, level: str) -> set[str]:
    if level == "area":
        return {area.id for area in edition.areas}
    return {question.id for area in edition.areas for question in area.questions or ()}


def edition_ref(edition: EditionFile) -> EditionRef:
    """Name an edition by its instrument, version and revision."""
    return EditionRef(instrument=edition.instrument.id, version=edition.version, revision=edition.revision)
