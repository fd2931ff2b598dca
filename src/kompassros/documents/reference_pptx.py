"""The look of our PowerPoint files: pandoc's own reference file with our master, layouts, colours and font put in.

It is made in memory when it is first needed. Pandoc finds a layout by its name, so the names are kept.
"""

import re
from functools import lru_cache

from kompassros.charts.theme import colour
from kompassros.documents import slide_measures as m
from kompassros.documents.packages import Parts, default_parts, zipped
from kompassros.documents.pptx_xml import NAMESPACES, emu, hundredths, transform
from kompassros.documents.slide_measures import Box, Letters

FAMILY = "Arial"
"""Every office has it; a family that is missing would be replaced by the program's own choice."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MASTER = "ppt/slideMasters/slideMaster1.xml"
_PRESENTATION = "ppt/presentation.xml"
_DEEPEST = 9
_BODY = Letters((m.BODY_LETTERS.least,))
_TOP, _MIDDLE, _BOTTOM = "t", "ctr", "b"
# Colours by their place in the theme. The ground and the texts first, then the marks of our charts.
_THEME = {
    "dk1": m.INK,
    "lt1": m.GROUND,
    "dk2": m.QUIET,
    "lt2": m.LINE_COLOUR,
    "accent1": m.ACCENT,
    "accent2": colour("reference"),
    "accent3": colour("third"),
    "accent4": colour("second"),
    "accent5": colour("fourth"),
    "accent6": colour("fifth"),
    "hlink": m.ACCENT,
    "folHlink": colour("fourth"),
}
# The layouts that pandoc asks for, and the file each has in its reference. Those it never asks for are left out.
_TYPES = {
    "Title Slide": "title",
    "Title and Content": "obj",
    "Section Header": "secHead",
    "Two Content": "twoObj",
    "Comparison": "twoTxTwoObj",
    "Title Only": "titleOnly",
    "Blank": "blank",
    "Content with Caption": "objTx",
}
_LAYOUTS = re.compile(r"ppt/slideLayouts/(_rels/)?slideLayout(9|10|11)\.xml")
UNUSED = re.compile(r"ppt/(slideLayouts/(_rels/)?slideLayout(9|10|11)\.xml(\.rels)?|theme/theme2\.xml)\Z")
"""Parts of pandoc's reference that no slide of ours leads to: layouts, and the theme of notes."""


@lru_cache
def reference_presentation() -> bytes:
    """Return the reference presentation as bytes of a PPTX file; the same bytes each time."""
    parts = {name: content for name, content in default_parts("reference.pptx").items() if not _LAYOUTS.match(name)}
    for number, name in enumerate(_TYPES, start=1):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = _layout(name)
    parts[_MASTER] = _master(parts[_MASTER].decode())
    _swap(parts, "ppt/slideMasters/_rels/slideMaster1.xml.rels", r'<Relationship [^>]*slideLayout(9|10|11)\.xml"/>', "")
    _swap(parts, "[Content_Types].xml", r'<Override PartName="/ppt/slideLayouts/slideLayout(9|10|11)\.xml"[^>]*>', "")
    _swap(parts, _PRESENTATION, r"<p:sldSz [^>]*>", f'<p:sldSz cx="{emu(m.PAGE.width)}" cy="{emu(m.PAGE.height)}"/>')
    # Guides of the size before, and counts of the words that pandoc's own example has.
    _swap(parts, _PRESENTATION, r"</p:defaultTextStyle>.*</p:extLst>", "</p:defaultTextStyle>")
    parts["ppt/viewProps.xml"] = f"{_HEAD}<p:viewPr {NAMESPACES}/>".encode()
    _swap(parts, "docProps/app.xml", r"(<Properties [^>]*>).*(</Properties>)", r"\1\2")
    parts["ppt/theme/theme1.xml"] = _theme(parts["ppt/theme/theme1.xml"].decode())
    return zipped(parts)


def _swap(parts: Parts, name: str, pattern: str, other: str) -> None:
    """Put ``other`` in the place of what the pattern finds in a part; ValueError where it finds nothing."""
    written, count = re.subn(pattern, other, parts[name].decode(), flags=re.DOTALL)
    if not count:
        raise ValueError(f"pandoc's reference presentation has no {pattern} in {name}")
    parts[name] = written.encode()


def _theme(written: str) -> bytes:
    colours = "".join(f'<a:{name}><a:srgbClr val="{value[1:].upper()}"/></a:{name}>' for name, value in _THEME.items())
    family = f'<a:latin typeface="{FAMILY}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{family}</a:majorFont><a:minorFont>{family}</a:minorFont>"
    written = re.sub(
        r"<a:clrScheme .*</a:clrScheme>", f'<a:clrScheme name="Kompassros">{colours}</a:clrScheme>', written
    )
    written = re.sub(
        r"<a:fontScheme .*</a:fontScheme>", f'<a:fontScheme name="Kompassros">{fonts}</a:fontScheme>', written
    )
    return written.replace('name="Office Theme"', 'name="Kompassros"').encode()


def _master(written: str) -> bytes:
    """Return the master: our shapes and styles, and the list of layouts that pandoc's has, without the unused ones."""
    listed = re.findall(r"<p:sldLayoutId [^>]*>", written)[: len(_TYPES)]
    mapped = re.findall(r"<p:clrMap [^>]*>", written)[0]
    shapes = (
        _holder("Title Placeholder 1", 'type="title"', m.TITLE, anchor=_BOTTOM),
        _holder("Text Placeholder 2", 'type="body" idx="1"', m.BODY),
        _footer('type="ftr" sz="quarter" idx="3"', m.FOOTER, "l"),
        _footer('type="sldNum" sz="quarter" idx="4"', m.NUMBER, "r"),
    )
    return (
        f"{_HEAD}<p:sldMaster {NAMESPACES}>{_slide('', shapes, 'bg1')}{mapped}"
        f"<p:sldLayoutIdLst>{''.join(listed)}</p:sldLayoutIdLst>"
        f"<p:txStyles><p:titleStyle>{_level(1, m.TITLE_LETTERS)}</p:titleStyle>"
        f"<p:bodyStyle>{''.join(_item(level) for level in range(1, _DEEPEST + 1))}</p:bodyStyle>"
        f"<p:otherStyle>{''.join(_level(level, _BODY) for level in range(1, _DEEPEST + 1))}</p:otherStyle>"
        "</p:txStyles></p:sldMaster>"
    ).encode()


def _layout(name: str) -> bytes:
    shapes = (*_SHAPES[name], *_FEET.get(name, _PLAIN_FEET))
    ground = "accent1" if name == "Section Header" else ""
    return (
        f'{_HEAD}<p:sldLayout {NAMESPACES} type="{_TYPES[name]}" preserve="1">{_slide(name, shapes, ground)}'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    ).encode()


def _slide(name: str, shapes: tuple[str, ...], ground: str) -> str:
    """Return a master's or layout's drawing; the shapes are numbered by their order."""
    filled = f"<p:bg><p:bgPr>{_fill(ground)}<a:effectLst/></p:bgPr></p:bg>" if ground else ""
    numbered = "".join(shape.replace("{id}", str(number)) for number, shape in enumerate(shapes, start=2))
    return (
        f'<p:cSld name="{name}">{filled}<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/>'
        '</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
        f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{numbered}</p:spTree></p:cSld>'
    )


def _fill(name: str) -> str:
    return f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill>'


def _holder(name: str, kind: str, box: Box | None = None, *, anchor: str = _TOP, style: str = "") -> str:
    """Return a placeholder; without a box it stands where the master's of its kind stands."""
    own = "Click to edit the title" if 'itle"' in kind and "sub" not in kind else "Click to edit the text"
    inner = f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
    placed = f'{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{{id}}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{placed}</p:spPr><p:txBody>"
        f"{inner if box else '<a:bodyPr/>'}<a:lstStyle>{style}</a:lstStyle>"
        f'<a:p><a:r><a:rPr lang="en-GB"/><a:t>{own}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _footer(kind: str, box: Box | None = None, side: str = "", tint: str = "tx2") -> str:
    """Return the place of the footer or of the slide's number."""
    number = "sldNum" in kind
    name = "Slide Number Placeholder" if number else "Footer Placeholder"
    inner = '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/>' if box else "<a:bodyPr/>"
    aligned = f' algn="{side}"' if side else ""
    letters = f'<a:defRPr sz="{hundredths(m.FOOTER_LETTERS.size)}">{_fill(tint)}</a:defRPr>'
    text = (
        '<a:fld id="{C5EF2332-01BF-834F-8236-50238282D533}" type="slidenum"><a:rPr lang="en-GB"/><a:t>#</a:t></a:fld>'
    )
    placed = f'{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{{id}}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{placed}</p:spPr><p:txBody>{inner}"
        f"<a:lstStyle><a:lvl1pPr{aligned}>{letters}</a:lvl1pPr></a:lstStyle>"
        f'<a:p>{text if number else ""}<a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


def _bar(box: Box, tint: str) -> str:
    """Return a filled rectangle that only decorates."""
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="Rule"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(tint)}<a:ln><a:noFill/></a:ln>'
        '</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
    )


def _letters(letters: Letters, tint: str = "tx1") -> str:
    bold = ' b="1"' if letters.bold else ""
    faces = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
    return f'<a:defRPr sz="{hundredths(letters.size)}"{bold} kern="1200">{_fill(tint)}{faces}</a:defRPr>'


def _level(level: int, letters: Letters, tint: str = "tx1") -> str:
    """Return a level of running text: no dash, no indent."""
    return (
        f'<a:lvl{level}pPr marL="0" indent="0" algn="l" rtl="0"><a:lnSpc><a:spcPct val="{m.SPACING * 1000}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>{_letters(letters, tint)}</a:lvl{level}pPr>'
    )


def _item(level: int) -> str:
    """Return a level of lists: a dash in the accent's colour."""
    left = emu(m.INDENT * level)
    return (
        f'<a:lvl{level}pPr marL="{left}" indent="-{emu(m.INDENT)}" algn="l" rtl="0">'
        f'<a:lnSpc><a:spcPct val="{m.SPACING * 1000}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{hundredths(m.GAP)}"/></a:spcBef><a:buClr><a:schemeClr val="accent1"/></a:buClr>'
        f'<a:buFont typeface="{FAMILY}"/><a:buChar char="{m.BULLET}"/>{_letters(_BODY)}</a:lvl{level}pPr>'
    )


_TITLE_HOLDER = _holder("Title 1", 'type="title"')
_RULED = (_bar(m.RULE, "accent1"), _TITLE_HOLDER)
_PLAIN_FEET = (_footer('type="ftr" sz="quarter" idx="11"'), _footer('type="sldNum" sz="quarter" idx="12"'))
_FEET = {
    "Section Header": (
        _footer('type="ftr" sz="quarter" idx="11"', tint="bg1"),
        _footer('type="sldNum" sz="quarter" idx="12"', tint="bg1"),
    )
}
_SHAPES = {
    "Title Slide": (
        _bar(m.FRONT_BAND, "accent1"),
        _bar(m.FRONT_RULE, "accent1"),
        _holder("Title 1", 'type="ctrTitle"', m.FRONT_TITLE, anchor=_BOTTOM, style=_level(1, m.FRONT_LETTERS)),
        _holder("Subtitle 2", 'type="subTitle" idx="1"', m.FRONT_LINES, style=_level(1, m.LINES_LETTERS, "tx2")),
    ),
    "Title and Content": (*_RULED, _holder("Content Placeholder 2", 'idx="1"')),
    "Section Header": (
        _bar(m.SECTION_RULE, "bg1"),
        _holder("Title 1", 'type="title"', m.SECTION_TITLE, anchor=_BOTTOM, style=_level(1, m.SECTION_LETTERS, "bg1")),
        _holder("Text Placeholder 2", 'type="body" idx="1"', m.SECTION_LINE, style=_level(1, m.LINES_LETTERS, "bg1")),
    ),
    "Two Content": (
        *_RULED,
        _holder("Content Placeholder 2", 'sz="half" idx="1"', m.TEXT_COLUMN),
        _holder("Content Placeholder 3", 'sz="half" idx="2"', m.PICTURE_COLUMN),
    ),
    "Comparison": (
        *_RULED,
        _holder("Text Placeholder 2", 'type="body" idx="1"', Box(54, 130, 412, 60)),
        _holder("Content Placeholder 3", 'sz="half" idx="2"', Box(54, 200, 412, 286)),
        _holder("Text Placeholder 4", 'type="body" sz="quarter" idx="3"', Box(494, 130, 412, 60)),
        _holder("Content Placeholder 5", 'sz="quarter" idx="4"', Box(494, 200, 412, 286)),
    ),
    "Title Only": _RULED,
    "Blank": (),
    "Content with Caption": (
        *_RULED,
        _holder("Content Placeholder 2", 'idx="1"', Box(54, 200, 852, 286)),
        _holder("Text Placeholder 3", 'type="body" sz="half" idx="2"', Box(54, 130, 852, 60)),
    ),
}
