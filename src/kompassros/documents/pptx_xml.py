"""What the parts of a PowerPoint file are written with: names, lengths, and elements from their text."""

from xml.etree import ElementTree as ET

from kompassros.documents.slide_measures import Box

NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
_EMU = 12700
"""English metric units in a point."""


def emu(points: float) -> int:
    """Return a length as the file has it."""
    return round(points * _EMU)


def hundredths(size: float) -> str:
    """Return a size of letters as the file has it."""
    return str(round(size * 100))


def transform(box: Box, kind: str = "a") -> str:
    """Return where a shape stands, as an element of the kind."""
    place = f'<a:off x="{emu(box.left)}" y="{emu(box.top)}"/>'
    return f'<{kind}:xfrm>{place}<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></{kind}:xfrm>'


def element(written: str) -> ET.Element:
    """Return an element from its text, in which everything that a user wrote is escaped."""
    return ET.fromstring(f"<x {NAMESPACES}>{written}</x>")[0]  # noqa: S314 - our own


def found(parent: ET.Element, path: str) -> ET.Element:
    """Return the first element of the path; ValueError where pandoc wrote none."""
    child = parent.find(path, NAMES)
    if child is None:
        raise ValueError(f"pandoc wrote a slide without {path}")
    return child


def swap(parent: ET.Element, path: str, other: ET.Element, place: int) -> None:
    """Put an element at a place among the children, instead of those of the path."""
    for old in parent.findall(path, NAMES):
        parent.remove(old)
    parent.insert(place, other)
