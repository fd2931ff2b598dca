"""Changes of a draft's plain content: each function takes content and returns new content, the old stays as it was.

Content has the shape of `exchange.canonical` for format 2, but may break rules while somebody works on it. Parts are
named by their ids; an id that is not there raises LookupError. Positions are counted anew after every change.
"""

import secrets
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from kompassros.instruments.exchange_schema import LANGUAGES

Content = dict[str, Any]
Part = dict[str, Any]
FORMAT = "kompassros-edition-2"
_NOT_TOLD = {"id", "no", "questions_status", "questions", "criteria"}
_LETTERS = "bcdfghjkmnpqrstvwxz"
_SIGNS = f"{_LETTERS}23456789"


@dataclass(frozen=True)
class Found:
    """A part of content: the list it stands in, its place there from 0, the id of the part above ("" for none)."""

    part: Part
    siblings: list[Part]
    index: int
    parent: str


def new_id(prefix: str, taken: set[str]) -> str:
    """Return an opaque id that is not taken, such as "c-k7m2qx"; without vowels, so that no word comes out."""
    while True:
        found = f"{prefix}-{secrets.choice(_LETTERS)}{''.join(secrets.choice(_SIGNS) for _ in range(5))}"
        if found not in taken:
            return found


def empty_texts() -> dict[str, str]:
    """Return a text that is not written in any language yet."""
    return dict.fromkeys(LANGUAGES, "")


def empty_content(*, key: str, version: str, names: Mapping[str, str]) -> Content:
    """Return the content of a draft that begins with nothing but its names."""
    return {
        "format": FORMAT,
        "instrument": {"id": key, "name": dict(names), "own": [], "kind": "municipality", "owners": []},
        "version": version,
        "revision": 1,
        "name": dict(names),
        "own": [],
        "valid_from": None,
        "valid_to": None,
        "area_maximum": "100",
        "total_maximum": None,
        "decimals": 0,
        "sources": [],
        "notes": empty_texts(),
        "level3": {"count": None, "text": empty_texts()},
        "dimensions": [],
        "areas": [],
    }


def with_criteria(content: Content) -> Content:
    """Return content of format 1 as format 2, no criteria yet; content of format 2 as it is."""
    changed = deepcopy(content) | {"format": FORMAT}
    for area in changed["areas"]:
        for question in area["questions"] or []:
            question.setdefault("weight", 1)
            question.setdefault("criteria", [])
    return changed


def with_new_ids(content: Content) -> Content:
    """Return content whose every id is new: ids belong to one instrument, and a copy becomes another."""
    changed = deepcopy(content)
    renamed: dict[str, str] = {}
    for part in (*changed["dimensions"], *(found.part for found in parts(changed))):
        renamed[part["id"]] = new_id(part["id"][0], set(renamed) | set(renamed.values()))
        part["id"] = renamed[part["id"]]
    for dimension in changed["dimensions"]:
        if dimension["areas"] is not None:
            dimension["areas"] = [renamed[area] for area in dimension["areas"]]
    return changed


def parts(content: Content) -> Iterator[Found]:
    """Yield areas, questions and criteria in the order in which they are printed."""
    for index, area in enumerate(content["areas"]):
        yield Found(area, content["areas"], index, "")
        for number, question in enumerate(area["questions"] or []):
            yield Found(question, area["questions"], number, area["id"])
            for place, criterion in enumerate(question["criteria"]):
                yield Found(criterion, question["criteria"], place, question["id"])


def find(content: Content, identifier: str) -> Found:
    """Return the part with an id, or raise LookupError."""
    found = next((found for found in parts(content) if found.part["id"] == identifier), None)
    if found is None:
        raise LookupError(identifier)
    return found


def number_of(found: Found, content: Content) -> str:
    """Return the printed number of a part: "1", "1.2", "1.2.3"."""
    if not found.parent:
        return str(found.index + 1)
    return f"{number_of(find(content, found.parent), content)}.{found.index + 1}"


def new_area() -> Part:
    """Return an area without texts and questions; its id and number come when it is added."""
    return {
        "name": empty_texts(),
        "own": [],
        "labels": [],
        "maximum": None,
        "questions_status": "unpublished",
        "questions": None,
    }


def new_question() -> Part:
    """Return a question without text and criteria."""
    return {"text": empty_texts(), "own": [], "maximum": None, "weight": 1, "criteria": []}


def new_criterion() -> Part:
    """Return a criterion without texts, that nobody is asked about yet."""
    texts = {name: empty_texts() for name in ("text", "partly", "full", "ask_for")}
    return {**texts, "ask": [], "weight": 1}


def add_area(content: Content, values: Part) -> tuple[Content, str]:
    """Add an area at the end; return the content and the new id."""
    changed = deepcopy(content)
    added = _identified(changed, "a", new_area() | values)
    changed["areas"].append(added)
    return _numbered(changed), added["id"]


def add_question(content: Content, area: str, values: Part) -> tuple[Content, str]:
    """Add a question at the end of an area; return the content and the new id."""
    changed = deepcopy(content)
    above = find(changed, area).part
    added = _identified(changed, "q", new_question() | values)
    above["questions"] = [*(above["questions"] or []), added]
    return _numbered(changed), added["id"]


def add_criterion(content: Content, question: str, values: Part) -> tuple[Content, str]:
    """Add a criterion at the end of a question; return the content and the new id."""
    changed = deepcopy(content)
    added = _identified(changed, "c", new_criterion() | values)
    find(changed, question).part["criteria"].append(added)
    return _numbered(changed), added["id"]


def _identified(content: Content, prefix: str, values: Part) -> Part:
    taken = {found.part["id"] for found in parts(content)}
    return {"id": new_id(prefix, taken), **values}


def change(content: Content, identifier: str, values: Part) -> Content:
    """Give a part other values; what is not named stays."""
    changed = deepcopy(content)
    find(changed, identifier).part.update(deepcopy(values))
    return _numbered(changed)


def remove(content: Content, identifier: str) -> Content:
    """Take a part away with all that is below it; a dimension forgets an area that is gone."""
    changed = deepcopy(content)
    found = find(changed, identifier)
    del found.siblings[found.index]
    for dimension in changed["dimensions"]:
        if dimension["areas"] is not None:
            dimension["areas"] = [area for area in dimension["areas"] if area != identifier]
    return _numbered(changed)


def move(content: Content, identifier: str, place: int) -> Content:
    """Put a part at a place (from 1) among those beside it; too great a number is the last place."""
    changed = deepcopy(content)
    found = find(changed, identifier)
    found.siblings.insert(max(place, 1) - 1, found.siblings.pop(found.index))
    return _numbered(changed)


def move_below(content: Content, identifier: str, parent: str) -> Content:
    """Put a question last in another area, or a criterion last in another question."""
    changed = deepcopy(content)
    found, above = find(changed, identifier), find(changed, parent).part
    if found.parent == parent:
        return changed
    below = "questions" if identifier.startswith("q-") else "criteria"
    if below not in above:
        raise LookupError(parent)
    del found.siblings[found.index]
    above[below] = [*(above[below] or []), found.part]
    return _numbered(changed)


def _numbered(content: Content) -> Content:
    for place, area in enumerate(content["areas"], start=1):
        area["no"] = place
        area["questions"] = area["questions"] or None
        area["questions_status"] = "published" if area["questions"] else "unpublished"
        for number, question in enumerate(area["questions"] or [], start=1):
            question["no"] = f"{place}.{number}"
    return content


def flat(content: Content) -> dict[str, Any]:
    """Return every single value under a key "number id field", such as "1.2.3 c-k7m2qx partly.nb", for the history."""
    head = {key: value for key, value in content.items() if key != "areas"}
    told = {f"{key}": value for key, value in _leaves(head, "")}
    for found in parts(content):
        prefix = f"{number_of(found, content)} {found.part['id']}"
        own = {key: value for key, value in found.part.items() if key not in _NOT_TOLD}
        told |= {f"{prefix} {key}": value for key, value in _leaves(own | {"place": found.index + 1}, "")}
        if found.parent:
            told[f"{prefix} below"] = found.parent
    return told


def _leaves(values: Part, prefix: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def differences(before: Content, after: Content) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the single values that differ, as they were and as they are; a part that moved keeps its old number."""
    old, new = flat(before), flat(after)
    kept = {key.partition(" ")[2] or key: key for key in old}
    new = {kept.get(key.partition(" ")[2] or key, key): value for key, value in new.items()}
    differing = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return {key: old[key] for key in differing if key in old}, {key: new[key] for key in differing if key in new}
