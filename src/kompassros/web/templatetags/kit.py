"""The components of a page, as template tags and filters."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kompassros.charts.figure import Figure
from kompassros.web import formats
from kompassros.web.drawings import inline_drawing
from kompassros.web.glossary import look_up
from kompassros.web.row_html import plain_rows_html, row_html, sign_html, tag_html
from kompassros.web.tables import ShownCell, Table, figure_downloads

register = template.Library()

NOTICES = ("info", "success", "warning", "danger")
# Django's levels of messages in the kit's words.
_LEVELS = {"error": "danger", "debug": "info"}


@register.inclusion_tag("web/table.html", takes_context=True, name="table")
def show_table(context: RequestContext, table: Table) -> dict[str, Any]:
    """Draw a table with its filter, pages and downloads, as the address of the request asks."""
    return {"table": table.prepare(context["request"])}


@register.inclusion_tag("web/figure.html", takes_context=True, name="figure")
def show_figure(context: RequestContext, figure: Figure) -> dict[str, Any]:
    """Draw a chart with its finding above, its table and words one tap away, and its downloads."""
    # The drawing is made by our own renderer, which escapes every text.
    drawing = mark_safe(inline_drawing(figure, formats.current_language()))  # noqa: S308
    columns = list(zip(figure.columns, _numeric(figure), strict=True))
    rows = plain_rows_html(figure.rows, columns)
    files = figure_downloads(figure, context["request"])
    return {"figure": figure, "drawing": drawing, "columns": columns, "rows": rows, "downloads": files}


@register.simple_tag
def drawing(figure: Figure) -> SafeString:
    """Draw only the picture of a chart, for lists of small ones; its title and words are inside it."""
    return mark_safe(inline_drawing(figure, formats.current_language()))  # noqa: S308


def _numeric(figure: Figure) -> list[bool]:
    """Tell which columns of a figure's table hold any number; a word in between says why one is missing."""
    return [any(row[place].lstrip("+−")[:1].isdigit() for row in figure.rows) for place in range(len(figure.columns))]


@register.inclusion_tag("web/form.html", takes_context=True, name="form")
def show_form(
    context: RequestContext,
    form: BaseForm,
    submit_label: str,
    *,
    action: str = "",
    cancel: str = "",
    tone: str = "",
) -> dict[str, Any]:
    """Draw a form, sent by POST. cancel: address of a way out. tone: "danger" for what cannot be undone."""
    extra = {"submit_label": submit_label, "action": action, "cancel": cancel, "tone": tone}
    return {"form": form, "csrf_token": context.get("csrf_token"), **extra}


@register.inclusion_tag("web/keeper_fields.html", name="keeper")
def show_keeper(version: int) -> dict[str, Any]:
    """Draw the hidden fields of a kept form: an id for what is sent, and the version it is filled from."""
    return {"version": version, "request_id": uuid4()}


@register.inclusion_tag("web/crumbs.html", name="crumbs")
def show_crumbs(*parts: str) -> dict[str, Any]:
    """Draw the way to this page: label, address, label, address, ..., and last the label of this page."""
    labels, hrefs = parts[::2], (*parts[1::2], "")
    return {"crumbs": list(zip(labels, hrefs, strict=True))}


@register.inclusion_tag("web/progress.html", name="progress")
def show_progress(label: str, value: int, maximum: int, text: str = "", url: str = "") -> dict[str, Any]:
    """Draw how far some work is. url: asked each second for this same fragment; empty when it is over."""
    return {"label": label, "value": value, "maximum": maximum, "text": text, "url": url}


@register.inclusion_tag("web/term.html", takes_context=True, name="term")
def show_term(context: template.Context, key: str, text: str = "") -> dict[str, Any]:
    """Draw a word with its explanation one tap away. text: as the sentence needs it, else as listed."""
    entry = look_up(key)
    return {"entry": entry, "text": text or entry.term, "id": f"term-{key}-{_next_number(context)}"}


def _next_number(context: template.Context) -> int:
    """Count the explanations of one page, so that each has its own id."""
    request = context["request"]
    number: int = getattr(request, "explained_words", 0) + 1
    request.explained_words = number
    return number


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Draw a notice. kind: info, success, warning, danger or a level of Django's messages; no other."""
    tone = _LEVELS.get(kind, kind) or "info"
    if tone not in NOTICES:
        raise ValueError(f"no notice of kind {kind!r}")
    heading = format_html("<h2>{}</h2>", title) if title else ""
    body = SafeString(content.strip())
    return format_html('<div class="ds-alert" data-color="{}">{}<div>{}</div></div>', tone, heading, body)


@register.simple_block_tag
def empty(content: str, title: str, level: int = 3) -> SafeString:
    """Draw what stands where nothing is yet: what will be here, who puts it here. Not inside {% for %}.

    level: of its heading; 2 where it stands right below the page's own.
    """
    return format_html('<div class="empty"><h{}>{}</h{}>{}</div>', level, title, level, SafeString(content.strip()))


@register.simple_block_tag
def section(content: str, title: str, kind: str = "") -> SafeString:
    """Draw a part of a page under its heading; nothing when it is blank. kind: "sources" or "actions"."""
    if not content.strip():
        return SafeString("")
    heading = format_html("<h2>{}</h2>", title)
    body = SafeString(content.strip())
    return format_html('<section class="section {}">{}{}</section>', kind, heading, body)


@register.simple_tag
def tag(text: str, tone: str = "neutral") -> SafeString:
    """Draw a short label. tone: neutral, info, success, warning or danger."""
    return tag_html(text, tone)


@register.simple_tag
def sign(kind: str, text: str) -> SafeString:
    """Draw a status: shape, word and colour. kind: better, middle, worse or unmeasured, else ValueError."""
    return sign_html(kind, text)


@register.filter
def table_row(line: Sequence[ShownCell]) -> SafeString:
    """Draw a row of a table."""
    return row_html(line)


@register.filter
def number(value: Decimal | int, decimals: int | None = None) -> str:
    """Write a number in the reader's language; without decimals it keeps those that it carries."""
    return formats.format_number(value, decimals=decimals)


@register.filter
def points(value: Decimal | int) -> str:
    """Write points with the decimals that the source printed."""
    return formats.format_number(value)


@register.filter
def date_long(value: date) -> str:
    """Write a date out; a moment with its hour and minute."""
    return formats.format_datetime(value) if isinstance(value, datetime) else formats.format_date(value)


@register.filter
def listed(items: Iterable[object]) -> str:
    """Write several things as one list: "A, B och C"."""
    return formats.format_list(str(item) for item in items)
