"""Measures and colours of a slide, in one place for the PowerPoint file, the PDF and the fitting. Lengths in points.

The page is 16:9, as wide as PowerPoint's own; where things stand and how large they are is our own choice.
"""

from dataclasses import dataclass

from kompassros.charts.theme import colour


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide, from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return where the box ends to the right."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return where the box ends below."""
        return self.top + self.height

    def below(self, used: float) -> "Box":
        """Return what is left of the box when so much of its height is used."""
        return Box(self.left, self.top + used, self.width, self.height - used)


@dataclass(frozen=True)
class Letters:
    """A text's size, the smaller ones it takes when it is long, down to the least, and whether it is bold."""

    sizes: tuple[float, ...]
    bold: bool = False

    @property
    def size(self) -> float:
        """Return the size that a short text has."""
        return self.sizes[0]

    @property
    def least(self) -> float:
        """Return the smallest size."""
        return self.sizes[-1]


INK, QUIET, ACCENT, LINE_COLOUR, GROUND = (colour(name) for name in ("text", "muted", "own", "ring", "ground"))

PAGE = Box(0, 0, 960, 540)
TITLE = Box(54, 30, 852, 72)
RULE = Box(54, 110, 852, 1.5)
BODY = Box(54, 130, 852, 356)
TEXT_COLUMN = Box(54, 130, 336, 356)
PICTURE_COLUMN = Box(418, 130, 488, 356)
FOOTER = Box(54, 505, 740, 16)
NUMBER = Box(826, 505, 80, 16)
FRONT_TITLE = Box(90, 120, 780, 156)
FRONT_RULE = Box(90, 296, 84, 4)
FRONT_LINES = Box(90, 320, 780, 110)
FRONT_BAND = Box(0, 0, 30, 540)
SECTION_TITLE = Box(90, 120, 780, 156)
SECTION_RULE = Box(90, 296, 84, 4)
SECTION_LINE = Box(90, 320, 780, 110)

TITLE_LETTERS = Letters((28, 24, 20), bold=True)
FRONT_LETTERS = Letters((40, 34, 28, 24), bold=True)
SECTION_LETTERS = Letters((36, 32, 28, 24), bold=True)
BODY_LETTERS = Letters((22, 20, 18))
LINES_LETTERS = Letters((18, 16, 14))
TABLE_LETTERS = Letters((16, 14, 12, 10))
CAPTION_LETTERS = Letters((12,))
FOOTER_LETTERS = Letters((10,))

LINE = 1.264
"""Height of a line in its size: Arial's own 1.149 with PowerPoint's spacing of SPACING per cent."""
SPACING = 110
GAP = 10.0
"""Between two paragraphs or items."""
INDENT = 18.0
"""Of an item from its dash."""
CELL = (6.0, 4.0)
"""Around a table's text: at each side, above and below."""
CAPTION_GAP = 6.0
"""Between a table or picture and its caption."""
BULLET = "\N{EN DASH}"
