"""Collects the texts to translate and merges them into the catalogues: `.venv/bin/python tools/messages.py`.

Texts are found in Python by Babel and in templates by Django's own reading of them; gettext's programs are not needed.
`tests/contract/test_translations.py` holds that every text is there in every language.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "kompassros"
LANGUAGES = ("sv", "nb")
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
HEADER = "# Texts of Kompassros; made by tools/messages.py, translated by hand."
NOT_KEPT = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-Translator',
    '"Language-Team',
    '"Report-Msgid',
)


def _setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompassros.settings")
    import django

    django.setup()


def _python_source(path: Path) -> str:
    """Return a template's texts as lines of Python, each at the line where it stands in the template."""
    from django.utils.translation.template import templatize

    text = path.read_text(encoding="utf-8")
    return "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))


def messages_of(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield (message or (singular, plural), context) for each text of a file."""
    source = path.read_text(encoding="utf-8") if path.suffix == ".py" else _python_source(path)
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        if message:
            yield message, context


def sources() -> list[Path]:
    """Return the files that hold texts, in a fixed order."""
    found = [
        *PACKAGE.rglob("*.py"),
        *PACKAGE.rglob("templates/**/*.html"),
        *PACKAGE.rglob("templates/**/*.txt"),
    ]
    return sorted(path for path in found if "migrations" not in path.parts)


def collect() -> Catalog:
    """Return all texts with the files that they stand in (no line numbers: they would change with every edit)."""
    _setup()
    catalog = Catalog(charset="utf-8")
    for path in sources():
        for message, context in messages_of(path):
            catalog.add(message, locations=[(path.relative_to(PACKAGE).as_posix(), 0)], context=context)
    return catalog


def catalogue_path(language: str) -> Path:
    """Return the file of a language."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language, an empty one where there is none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str, collected: Catalog) -> tuple[int, int]:
    """Merge the collected texts into a catalogue; return how many there are and how many lack a translation."""
    old = read_catalogue(language)
    new = Catalog(locale=language, charset="utf-8", project="Kompassros", fuzzy=False, header_comment=HEADER)
    missing = 0
    for message in sorted((one for one in collected if one.id), key=lambda one: str(one.id)):
        known = old.get(message.id, message.context)
        string = known.string if known else ""
        places = [(name, 0) for name in sorted({name for name, _line in message.locations})]
        new.add(message.id, string, locations=places, context=message.context)
        missing += not (all(string) if isinstance(string, tuple | list) and string else string)
    _write(catalogue_path(language), new)
    return len([one for one in new if one.id]), missing


def _write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue without what changes at every run or says nothing."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").split("\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(line for line in lines if not line.startswith(NOT_KEPT)), encoding="utf-8")


def main() -> None:
    """Collect, merge into every language, and say what lacks a translation."""
    collected = collect()
    for language in LANGUAGES:
        count, missing = update(language, collected)
        print(f"{language}: {count} texts, {missing} without translation")


if __name__ == "__main__":
    main()
