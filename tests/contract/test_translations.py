"""Every text is there in every language, with the same placeholders."""

import re

import pytest

from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
TAG = re.compile(r"</?[a-z][^>]*>")


@pytest.fixture(scope="module")
def collected() -> list[object]:
    return [message.id for message in messages.collect() if message.id]


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_catalogue_has_every_text_and_no_other(language: str, collected: list[object]) -> None:
    known = {message.id for message in messages.read_catalogue(language) if message.id}
    assert known == set(collected), "run .venv/bin/python tools/messages.py and translate what is new"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    missing = [message.id for message in messages.read_catalogue(language) if message.id and not _complete(message)]
    assert missing == []


def _complete(message: object) -> bool:
    string = message.string  # type: ignore[attr-defined]
    return all(string) if isinstance(string, tuple | list) else bool(string)


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_placeholders_and_tags_are_kept(language: str) -> None:
    wrong = []
    for message in messages.read_catalogue(language):
        originals = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for original, string in zip(originals, strings, strict=True):
            if original and (
                _parts(string) - _parts(originals[-1]) or _parts(original) - _parts(string) - _counts(originals)
            ):
                wrong.append((original, string))
    assert wrong == []


def _parts(text: str) -> set[str]:
    return {*PLACEHOLDER.findall(text), *TAG.findall(text)}


def _counts(originals: tuple[str, ...] | list[str]) -> set[str]:
    """Return what a singular may leave out: its own number."""
    return {part for part in _parts(originals[-1]) if part.startswith("%(")} if len(originals) > 1 else set()
