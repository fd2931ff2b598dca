"""The areas, questions and criteria of an edition or a draft in one language, for pages and commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from kompassros.instruments.editing import Content, Part
from kompassros.instruments.exchange_schema import LANGUAGES
from kompassros.instruments.wording import groups_in_words
from kompassros.web.formats import format_number


@dataclass(frozen=True)
class CriterionInWords:
    """A criterion; `ask` says whom to ask as one list. `weight` is 1 where all are equal."""

    id: str
    number: str
    text: str
    partly: str
    full: str
    ask_for: str
    ask: str
    weight: int


@dataclass(frozen=True)
class QuestionInWords:
    """A question with its criteria; `maximum` is None where it is not published."""

    id: str
    number: str
    text: str
    weight: int
    maximum: str | None
    criteria: tuple[CriterionInWords, ...]


@dataclass(frozen=True)
class AreaInWords:
    """An area with its questions; `maximum` is its own or every area's, None where neither is known."""

    id: str
    number: str
    name: str
    maximum: str | None
    questions: tuple[QuestionInWords, ...]


def areas_in_words(content: Content, language: str) -> list[AreaInWords]:
    """Return what plain content of either format asks; a text that lacks the language stands in another."""
    return [
        AreaInWords(
            area["id"],
            str(area["no"]),
            _said(area["name"], language),
            _points(area["maximum"] or content["area_maximum"]),
            tuple(_question(question, language) for question in area["questions"] or ()),
        )
        for area in content["areas"]
    ]


def _question(question: Part, language: str) -> QuestionInWords:
    criteria = enumerate(question.get("criteria", ()), start=1)
    return QuestionInWords(
        question["id"],
        question["no"],
        _said(question["text"], language),
        question.get("weight", 1),
        _points(question["maximum"]),
        tuple(_criterion(one, f"{question['no']}.{place}", language) for place, one in criteria),
    )


def _criterion(criterion: Part, number: str, language: str) -> CriterionInWords:
    texts = {name: _said(criterion[name], language) for name in ("text", "partly", "full", "ask_for")}
    return CriterionInWords(
        id=criterion["id"],
        number=number,
        ask=groups_in_words(criterion["ask"]),
        weight=criterion["weight"],
        **texts,
    )


def _points(value: str | None) -> str | None:
    """Return points as they are written in the active language; what is no number, in a draft, as it stands."""
    try:
        return None if value is None else format_number(Decimal(value))
    except InvalidOperation:
        return value


def _said(texts: Mapping[str, Any], language: str) -> str:
    return next((texts[one] for one in (language, *LANGUAGES) if texts.get(one)), "")
