"""A row of a table as HTML, in Python: a page has hundreds of cells, and a template costs five times as much."""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from kompassros.web.cells import SIGNS, Sign
from kompassros.web.tables import ShownCell

_SHAPE = '<svg viewBox="0 0 12 12" width="13" height="13" aria-hidden="true"><path d="{}"/></svg>'
_SHAPES: dict[str, str] = {
    "better": "M6 1 11 10.5H1Z",
    "middle": "M1 4.5h10v3H1Z",
    "worse": "M6 11 1 1.5h10Z",
    "unmeasured": "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9Z",
}


def sign_html(kind: str, text: str | Promise) -> SafeString:
    """Return a status: shape, word and colour. ValueError for a kind that is none of ``SIGNS``."""
    if kind not in SIGNS:
        raise ValueError(f"no sign of kind {kind!r}")
    shape = format_html(_SHAPE, _SHAPES[kind])
    return format_html('<span class="sign" data-sign="{}">{}{}</span>', kind, shape, text)


def tag_html(text: str | Promise, tone: str | Sign) -> SafeString:
    """Return a short label in a tone: neutral, info, success, warning or danger."""
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', tone, text)


def row_html(line: Sequence[ShownCell]) -> SafeString:
    """Return a row; its first cell heads it and carries its link. Every text is escaped."""
    cells = "".join(_cell(shown, first=number == 0) for number, shown in enumerate(line))
    return mark_safe(f'<tr role="row">{cells}</tr>')  # noqa: S308 - made of escaped parts


def plain_rows_html(rows: Iterable[Sequence[str]], columns: Sequence[tuple[str, bool]]) -> SafeString:
    """Return the rows of a figure's table. columns: each one's label, and whether it holds numbers."""
    begun = ['<tr role="row"><th role="rowheader" scope="row">', *(_begun(*column) for column in columns[1:])]
    ended = ["</th>", *["</td>"] * len(columns[1:])]
    written = (
        "".join(f"{start}{escape(text)}{end}" for start, text, end in zip(begun, row, ended, strict=True))
        for row in rows
    )
    return mark_safe("".join(f"{row}</tr>\n" for row in written))  # noqa: S308 - made of escaped parts


def _begun(label: str, numeric: bool) -> str:
    said = ' class="number"' if numeric else ""
    return f'<td role="cell"{said} data-label="{escape(label)}">'


def _cell(shown: ShownCell, *, first: bool) -> str:
    name, role = (
        ("th", 'role="rowheader" scope="row"') if first else ("td", f'role="cell" data-label="{_label(shown)}"')
    )
    classes = " ".join(word for word, given in (("number", shown.numeric), ("missing", shown.cell.missing)) if given)
    said = f' class="{classes}"' if classes else ""
    return f"<{name} {role}{said}>{_content(shown, first=first)}</{name}>"


def _label(shown: ShownCell) -> str:
    unit = f" ({shown.column.unit})" if shown.column.unit else ""
    return conditional_escape(f"{shown.column.label}{unit}")


def _content(shown: ShownCell, *, first: bool) -> str:
    note = shown.cell.note
    if not shown.text and not note:
        return ""
    added = f'<span class="note">{conditional_escape(str(note))}</span>' if note else ""
    return f"<span>{_text(shown, first=first)}{added}</span>"


def _text(shown: ShownCell, *, first: bool) -> str:
    if shown.href:
        link = ' class="row-link"' if first else ""
        return f'<a{link} href="{conditional_escape(shown.href)}">{conditional_escape(shown.text)}</a>'
    if shown.cell.sign:
        return sign_html(shown.cell.sign, shown.text)
    if shown.column.kind == "tag":
        return tag_html(shown.text, shown.cell.tone or "neutral")
    return conditional_escape(shown.text)
