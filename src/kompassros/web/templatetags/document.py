"""A document of neutral blocks as part of a page; pandoc and Typst have no hand in it."""

import base64
from functools import singledispatch
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kompassros.documents.blocks import (
    Block,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Remark,
    Run,
    Runs,
    Table,
    written_text,
)
from kompassros.documents.checks import check

register = template.Library()

_DEEPEST_IN_HTML = 6
_TYPES = {"png": "image/png", "svg": "image/svg+xml"}


@register.inclusion_tag("web/document.html", name="document")
def show_document(document: Document, level: int = 2) -> dict[str, Any]:
    """Draw a document in its own language, its title as a heading of ``level`` of the page.

    Raises DocumentError where the writers of files would.
    """
    check(document)
    return {
        "document": document,
        "title": _titled(level, document.title),
        "parts": [_shown(block, level) for block in document.blocks],
    }


@register.filter
def written(text: str) -> SafeString:
    """Draw a typed text as documents have it: paragraphs, and lists of the lines that begin with a hyphen."""
    return format_html_join("", "{}", ((_shown(block, 2),) for block in written_text(text)))


@singledispatch
def _shown(block: Block, level: int) -> SafeString:
    raise TypeError(f"A page knows no {type(block).__name__}")


@_shown.register
def _heading(block: Heading, level: int) -> SafeString:
    return _titled(level + block.level, block.text)


@_shown.register
def _paragraph(block: Paragraph, level: int) -> SafeString:
    return format_html("<p>{}</p>", _runs(block.runs))


@_shown.register
def _remark(block: Remark, level: int) -> SafeString:
    return format_html('<p class="remark">{}</p>', _runs(block.runs))


@_shown.register
def _list(block: BulletList, level: int) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_runs(item),) for item in block.items)))


@_shown.register
def _facts(block: Facts, level: int) -> SafeString:
    pairs = ((label, _lines(value)) for label, value in block.pairs)
    return format_html('<dl class="facts">{}</dl>', format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", pairs))


@_shown.register
def _page_break(block: PageBreak, level: int) -> SafeString:
    return mark_safe("<hr>")


@_shown.register
def _figure(block: Figure, level: int) -> SafeString:
    address = f"data:{_TYPES[block.format]};base64,{base64.b64encode(block.picture).decode()}"
    caption = format_html("<figcaption>{}</figcaption>", block.caption) if block.caption else ""
    return format_html('<figure><img src="{}" alt="{}">{}</figure>', address, block.alternative, caption)


@_shown.register
def _table(block: Table, level: int) -> SafeString:
    heads = format_html_join(
        "",
        '<th role="columnheader" scope="col"{}>{}</th>',
        ((_side(column.numeric), column.label) for column in block.columns),
    )
    rows = format_html_join("", '<tr role="row">{}</tr>', ((_row(block, row),) for row in block.rows))
    return format_html(
        '<div class="table-part"><table class="ds-table table" role="table"><caption>{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></div>',
        block.caption,
        heads,
        rows,
    )


def _row(table: Table, row: tuple[str, ...]) -> SafeString:
    first = format_html('<th role="rowheader" scope="row">{}</th>', _lines(row[0]))
    others = zip(table.columns[1:], row[1:], strict=True)
    return first + format_html_join(
        "",
        '<td role="cell" data-label="{}"{}><span>{}</span></td>',
        ((column.label, _side(column.numeric), _lines(cell)) for column, cell in others),
    )


def _side(numeric: bool) -> SafeString:
    return mark_safe(' class="number"') if numeric else SafeString("")


def _titled(level: int, text: str) -> SafeString:
    depth = min(level, _DEEPEST_IN_HTML)
    return format_html("<h{}>{}</h{}>", depth, text, depth)


def _runs(runs: Runs) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in runs))


def _run(run: Run) -> SafeString:
    shown = _lines(run.text)
    if run.strong:
        shown = format_html("<strong>{}</strong>", shown)
    if run.emphasis:
        shown = format_html("<em>{}</em>", shown)
    return format_html('<a href="{}">{}</a>', run.link, shown) if run.link else shown


def _lines(text: str) -> SafeString:
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))  # noqa: S308 - escaped before
