"""The way out to Word and back: a file of all sections, and what an edited one brings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import override

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Document,
    Heading,
    Language,
    Remark,
    Run,
    Runs,
    written_text,
)
from kompassros.documents.docx import write_docx
from kompassros.documents.docx_reading import ReadPart
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.drafting.queries import Standing
from kompassros.methods.differences import Piece, differences
from kompassros.methods.ordering import search_key

_VERSION = "-version-"
_BLANKS = re.compile("[ \\t]+")


@dataclass(frozen=True)
class Returned:
    """A section as a file brings it: how it differs from what is stored, and whether that changed meanwhile.

    version: of the stored text, for the save that may follow. changed_since: somebody wrote the section after the file
    was fetched.
    """

    standing: Standing
    text: str
    pieces: tuple[Piece, ...]
    changed_since: bool

    @property
    def differs(self) -> bool:
        """Return whether the file says anything else than what is stored."""
        return any(piece.kind != "same" for piece in self.pieces)


def word_copy(course: Course, sections: Iterable[Standing], day: date) -> bytes:
    """Return a word file with a heading for each section, by which it is found again, in the language of the report."""
    with override(course.language):
        help_ = _("Edit the texts below their headings, and bring the file back. Leave the headings as they are.")
        blocks: list[Block] = [Remark((Run(help_),))]
        for one in sections:
            anchor = f"{one.place.key}{_VERSION}{one.section.version}"
            blocks += [Heading(1, one.place.title, anchor=anchor), *written_text(one.section.text)]
        return write_docx(
            Document(
                title=str(course),
                language=cast("Language", course.language),
                day=day,
                kicker=_("Texts of the report, to edit"),
                blocks=tuple(blocks),
            )
        )


def returned(parts: Iterable[ReadPart], sections: Iterable[Standing]) -> tuple[list[Returned], list[str]]:
    """Match what a file holds with the sections: by the anchors of its headings, else by their words.

    Returns what was found, in the order of the report, and the headings that are no section of it. Two parts for one
    section are joined.
    """
    known = {one.place.key: one for one in sections}
    by_title = {search_key(one.place.title): one.place.key for one in known.values()}
    texts: dict[str, list[str]] = {}
    versions: dict[str, int] = {}
    strangers = []
    for part in parts:
        key, version = _named(part.anchor, known)
        key = key or by_title.get(search_key(part.heading), "")
        if not key:
            strangers += [part.heading] if part.heading else []
            continue
        texts.setdefault(key, []).append(part.text)
        versions.setdefault(key, version)
    found = [_returned(one, "\n\n".join(texts[key]), versions[key]) for key, one in known.items() if key in texts]
    return found, strangers


def _named(anchor: str, known: dict[str, Standing]) -> tuple[str, int]:
    """Return the section and the version that an anchor of ours names; nothing for any other."""
    key, found, number = anchor.rpartition(_VERSION)
    return (key, int(number)) if found and key in known and number.isdecimal() and number.isascii() else ("", 0)


def _returned(standing: Standing, text: str, version: int) -> Returned:
    written = _canonical(text)
    pieces = differences(_canonical(standing.section.text), written)
    return Returned(standing, written, pieces, bool(version) and version != standing.section.version)


def _canonical(text: str) -> str:
    """Return a text as it comes back from a file: blocks parted by a blank line, blanks in a row as one."""
    parts = []
    for block in written_text(text):
        items = [f"- {_said(item)}" for item in block.items] if isinstance(block, BulletList) else [_said(block.runs)]
        parts.append("\n".join(items))
    return _BLANKS.sub(" ", "\n\n".join(parts))


def _said(runs: Runs) -> str:
    return "".join(run.text for run in runs)
