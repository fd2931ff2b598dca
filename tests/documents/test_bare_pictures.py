"""What a camera writes into a picture is taken out; what is seen, its colours and which way it is turned stay."""

import struct
import zlib

import pytest

from kompassros.documents.bare_pictures import bare
from tests.steering.writing.pictures import JPEG, PNG

PLACE = b"59.3293 N 18.0686 E"


def part(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def camera(order: str, way: int) -> bytes:
    """What a camera writes: which way the picture is turned as the second of two entries, and a place."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    entries = [(0x010F, 2, 4, 0x41414141), (0x0112, 3, 1, way if order == "<" else way << 16)]
    told = head + struct.pack(f"{order}IH", 8, 2) + b"".join(struct.pack(f"{order}HHII", *each) for each in entries)
    return part(0xE1, b"Exif\0\0" + told + b"\0\0\0\0" + PLACE)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("way", range(1, 9))
def test_jpeg_keeps_which_way_it_is_turned_and_no_place(order: str, way: int) -> None:
    told = (
        camera(order, way) + part(0xED, PLACE) + part(0xFE, PLACE) + part(0xE1, b"http://ns.adobe.com/xap/1.0/" + PLACE)
    )
    found = bare(JPEG[:2] + told + part(0xE2, b"ICC_PROFILE colours") + JPEG[2:])
    assert PLACE not in found
    assert b"ICC_PROFILE colours" in found
    turned = b"" if way == 1 else b"MM\0*" + struct.pack(">IHHHIH", 8, 1, 0x0112, 3, 1, way)
    assert (b"Exif" in found) is bool(turned)
    assert turned in found
    assert bare(found) == found


def test_picture_without_anything_beside_stays_as_it_is() -> None:
    assert bare(PNG) == PNG
    assert bare(JPEG) == JPEG


def test_png_tells_nothing_beside() -> None:
    told = chunk(b"tEXt", b"Comment\0" + PLACE) + chunk(b"eXIf", PLACE) + chunk(b"iTXt", PLACE)
    assert bare(PNG[:33] + told + PNG[33:] + PLACE) == PNG


@pytest.mark.parametrize(
    "told", [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff\0\x09", b"XX*\0" + b"\0" * 20, b"II*\0\x08\0\0\0\xff\xff"]
)
def test_broken_word_of_the_camera_counts_as_upright(told: bytes) -> None:
    assert bare(JPEG[:2] + part(0xE1, b"Exif\0\0" + told) + JPEG[2:]) == JPEG


@pytest.mark.parametrize("content", [JPEG[:2], JPEG[:30], JPEG[:2] + b"?" + JPEG[2:]])
def test_broken_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="broken"):
        bare(content)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"RIFF"])
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="neither PNG nor JPEG"):
        bare(content)
