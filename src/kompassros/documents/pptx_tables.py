"""A table of a slide as pandoc wrote it, finished: measures, sizes, and rules instead of a grid."""

from xml.etree import ElementTree as ET

from kompassros.documents.pptx_xml import NAMES, element, emu, found, hundredths, swap, transform
from kompassros.documents.slide_measures import CELL, Box
from kompassros.documents.slide_tables import SetTable

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own name of the table style without fill and grid."""
_STRONG, _THIN = 1.0, 0.5
_INK, _QUIET, _LIGHT = "tx1", "tx2", "bg2"


def finish_table(frame: ET.Element, table: SetTable, box: Box) -> None:
    """Give the table its place and measures, heads that are told from the rows, and rules above, between and below."""
    swap(frame, "p:xfrm", element(transform(box.below(table.caption_height), "p")), 1)
    properties = found(frame, ".//a:tblPr")
    properties.attrib.clear()
    properties.attrib.update({"firstRow": "1", "firstCol": "1"})
    found(properties, "a:tableStyleId").text = _NO_STYLE
    for column, width in zip(frame.iterfind(".//a:gridCol", NAMES), table.widths, strict=True):
        column.set("w", str(emu(width)))
    rows = frame.findall(".//a:tr", NAMES)
    for number, (row, height) in enumerate(zip(rows, table.heights, strict=True)):
        row.set("h", str(emu(height)))
        rules = _rules(number, len(rows))
        cells = row.findall("a:tc", NAMES)
        for place, cell in enumerate(cells):
            _finish_cell(cell, rules, first=place == 0, last=place == len(cells) - 1)
            _letter(cell, table.size if number else table.head_size, head=number == 0)


def _rules(number: int, count: int) -> str:
    """Return the rules of a row's cells; where two rows meet, both tell the same."""
    above = _rule("T", _STRONG, _INK) if number == 0 else _rule("T", _THIN, _INK if number == 1 else _LIGHT)
    last = number == count - 1
    below = _rule("B", _STRONG if last else _THIN, _INK if last or number == 0 else _LIGHT)
    return f"{_rule('L')}{_rule('R')}{above}{below}<a:noFill/>"


def _rule(side: str, width: float = 0.0, tint: str = "") -> str:
    if not tint:
        return f'<a:ln{side} w="0"><a:noFill/></a:ln{side}>'
    filled = f'<a:solidFill><a:schemeClr val="{tint}"/></a:solidFill><a:prstDash val="solid"/>'
    return f'<a:ln{side} w="{emu(width)}">{filled}</a:ln{side}>'


def _finish_cell(cell: ET.Element, rules: str, *, first: bool, last: bool) -> None:
    """Give a cell its margins, none where the table ends, and its rules."""
    across, down = (emu(length) for length in CELL)
    sides = f'marL="{0 if first else across}" marR="{0 if last else across}"'
    margins = f'{sides} marT="{down}" marB="{down}"'
    swap(cell, "a:tcPr", element(f"<a:tcPr {margins}>{rules}</a:tcPr>"), len(cell))


def _letter(cell: ET.Element, size: float, *, head: bool) -> None:
    """Give every run its size, and also what is empty, or the row would be higher than its text."""
    for line in cell.iterfind(".//a:br", NAMES):
        line.append(element("<a:rPr/>"))
    for paragraph in cell.iterfind(".//a:p", NAMES):
        paragraph.append(element("<a:endParaRPr/>"))
    for kind in ("rPr", "endParaRPr"):
        for run in cell.iterfind(f".//a:{kind}", NAMES):
            run.set("sz", hundredths(size))
            if head:
                run.set("b", "1")
                run.insert(0, element(f'<a:solidFill><a:schemeClr val="{_QUIET}"/></a:solidFill>'))
