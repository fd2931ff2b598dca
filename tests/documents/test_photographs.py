"""Photographs in documents: PNG stays as it is, JPEG stands in a drawing of its own size."""

import pytest

from kompassros.documents.blocks import Figure
from kompassros.documents.photographs import photograph
from kompassros.documents.pictures import as_png
from tests.steering.writing.pictures import JPEG, PNG


def test_png_stays_as_it_is() -> None:
    assert photograph(PNG) == PNG


def test_jpeg_becomes_a_drawing_of_its_own_size() -> None:
    drawn = photograph(JPEG)
    assert b'width="4" height="3" viewBox="0 0 4 3"' in drawn
    assert Figure(drawn, "A field.").format == "svg"
    assert as_png(Figure(drawn, "A field."))[16:24] == b"\0\0\0\x08\0\0\0\x06"


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0", b"\xff\xd8" + b"\0" * 20, JPEG[:100]])
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="neither PNG nor JPEG"):
        photograph(content)
