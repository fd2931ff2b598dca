"""Pages to read: instruments, the method, the glossary, open data."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kompassros.instruments import criteria, queries
from kompassros.instruments.exchange import canonical
from kompassros.instruments.exchange_schema import EditionFile, MappingFile
from kompassros.instruments.in_words import areas_in_words
from kompassros.instruments.outline import in_language
from kompassros.methods.catalogue import RULES
from kompassros.portal import listings, rules_in_words
from kompassros.portal.views import answer, language
from kompassros.web.access import everyone
from kompassros.web.cells import Cell, Column, Row
from kompassros.web.glossary import entries
from kompassros.web.tables import Table


@everyone
@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    """List the instruments with their editions."""
    columns = [
        Column("name", _("Edition")),
        Column("version", _("Version")),
        Column("years", _("In use")),
        Column("areas", _("Areas"), "number"),
        Column("questions", _("Questions"), "number"),
    ]
    rows = [Row(_edition_cells(entry.content), _address(entry.content)) for entry in queries.editions()]
    return answer(
        request,
        "portal/instruments.html",
        {"title": _("Instruments"), "table": Table("editions", _("Editions"), columns, rows)},
    )


def _address(outline: EditionFile) -> str:
    return reverse("portal:instrument", args=[outline.instrument.id, outline.version])


def _edition_cells(outline: EditionFile) -> dict[str, Cell]:
    return {
        "name": Cell(in_language(outline.name, language())),
        "version": Cell(outline.version),
        "years": Cell(years(outline)),
        "areas": Cell(len(outline.areas)),
        "questions": listings.number_cell(None, _("not published"))
        if question_count(outline) is None
        else Cell(question_count(outline)),
    }


def question_count(outline: EditionFile) -> int | None:
    """Return how many questions an edition has, None where they are not published."""
    if any(area.questions is None for area in outline.areas):
        return None
    return sum(len(area.questions or ()) for area in outline.areas)


def years(outline: EditionFile) -> str:
    """Return from when to when an edition was in use, as far as known."""
    first, last = (outline.valid_from or "")[:4], (outline.valid_to or "")[:4]
    if not first:
        return _("not stated")
    return f"{first}–{last}" if last else _("from %(first)s") % {"first": first}


@everyone
@require_safe
def instrument(request: HttpRequest, key: str, version: str) -> HttpResponse:
    """Show an edition: its areas, questions, dimensions, printed labels, and how it answers to the others."""
    entry = queries.edition(key, version)
    if entry is None:
        raise Http404(_("There is no such edition."))
    outline, lang = entry.content, language()
    related = [found for found in queries.mappings(key) if version in (found.source.version, found.target.version)]
    page: dict[str, Any] = {
        "outline": outline,
        "title": in_language(outline.name, lang),
        "notes": in_language(outline.notes, lang),
        "level3": in_language(outline.level3.text, lang),
        "years": years(outline),
        "question_count": question_count(outline),
        "table": listings.questions(outline, lang),
        "dimensions": [_dimension(outline, dimension, lang) for dimension in outline.dimensions],
        "labels": _labels(outline, lang),
        "criteria": areas_in_words(canonical(outline), lang) if criteria.count_criteria(outline) else None,
        "criteria_count": criteria.count_criteria(outline),
        "ours": criteria.is_ours(outline),
        "own": _own_translations(outline, lang),
        "mappings": related,
        "siblings": [one for one in queries.editions(key) if one.version != version],
        "sha256": entry.sha256,
    }
    return answer(request, "portal/instrument.html", page)


def _dimension(outline: EditionFile, dimension: Any, lang: str) -> dict[str, Any]:
    names = {area.id: in_language(area.name, lang) for area in outline.areas}
    areas = None if dimension.areas is None else [names[area] for area in dimension.areas]
    return {"name": in_language(dimension.name, lang), "areas": areas, "pairing": dimension.pairing}


def _labels(outline: EditionFile, lang: str) -> Table | None:
    rows = [
        Row(
            {
                "area": Cell(in_language(area.name, lang)),
                "label": Cell(label.text),
                "source": Cell(label.source),
            }
        )
        for area in outline.areas
        for label in area.labels
    ]
    columns = [Column("area", _("Area")), Column("label", _("Also printed as")), Column("source", _("Where"))]
    return Table("labels", _("Other printed names of the areas"), columns, rows, filtered=False) if rows else None


def _own_translations(outline: EditionFile, lang: str) -> bool:
    """Return whether any text of the edition in this language is our own translation."""
    parts: list[Any] = [
        outline,
        *outline.areas,
        *(question for area in outline.areas for question in area.questions or ()),
    ]
    return any(lang in part.own for part in parts)


@everyone
@require_safe
def mapping(request: HttpRequest, key: str, source: str, target: str) -> HttpResponse:
    """Show how the questions or areas of one version answer to those of another, with the argument for each pair."""
    found = next(
        (one for one in queries.mappings(key) if (one.source.version, one.target.version) == (source, target)),
        None,
    )
    ends = [queries.edition(key, version) for version in (source, target)]
    if found is None or ends[0] is None or ends[1] is None:
        raise Http404(_("There is no such mapping."))
    outlines = (ends[0].content, ends[1].content)
    page = {
        "title": _("From version %(source)s to version %(target)s") % {"source": source, "target": target},
        "mapping": found,
        "names": [in_language(outline.name, language()) for outline in outlines],
        "notes": in_language(found.notes, language()),
        "table": _mapping_table(found, outlines),
    }
    return answer(request, "portal/mapping.html", page)


def _mapping_table(found: MappingFile, outlines: tuple[EditionFile, EditionFile]) -> Table:
    texts = _texts(outlines)
    columns = [
        Column("source", _("Version %(version)s") % {"version": found.source.version}),
        Column("target", _("Version %(version)s") % {"version": found.target.version}),
        Column("kind", _("How close")),
        Column("why", _("Why"), sort=False, prose=True),
    ]
    rows = [
        Row(
            {
                "source": Cell(texts[pair.source]),
                "target": Cell(texts[pair.target]),
                "kind": Cell(_kind(pair.kind)),
                "why": Cell(in_language(pair.why, language())),
            }
        )
        for pair in found.pairs
    ]
    none = _("no counterpart")
    rows += [
        Row(
            {
                "source": Cell(texts[one.id]),
                "target": Cell(None, none),
                "kind": Cell(None, none),
                "why": Cell(in_language(one.why, language())),
            }
        )
        for one in found.unmatched_source
    ]
    rows += [
        Row(
            {
                "source": Cell(None, none),
                "target": Cell(texts[one.id]),
                "kind": Cell(None, none),
                "why": Cell(in_language(one.why, language())),
            }
        )
        for one in found.unmatched_target
    ]
    return Table("mapping", _("What answers to what, by our own reading"), columns, rows)


def _kind(kind: str) -> str:
    return {"same": _("the same"), "similar": _("similar"), "part": _("part of it")}[kind]


def _texts(outlines: tuple[EditionFile, EditionFile]) -> dict[str, str]:
    """Return number and text of every area and question of the editions, by id."""
    texts = {}
    for outline in outlines:
        for area in outline.areas:
            texts[area.id] = f"{area.no}. {in_language(area.name, language())}"
            texts |= {
                question.id: f"{question.no} {in_language(question.text, language())}"
                for question in area.questions or ()
            }
    return texts


@everyone
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain every rule by which figures are compared, with its numbers and where it comes from."""
    return render(
        request,
        "portal/method.html",
        {"title": _("Method"), "rules": [rules_in_words.in_words(rule) for rule in RULES]},
    )


@everyone
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Explain the words."""
    return render(
        request,
        "portal/glossary.html",
        {"title": _("Glossary"), "entries": list(entries(language()).values())},
    )


@everyone
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Say how programs read the same figures, and where the catalogue is."""
    names = (("catalogue_rdf", "RDF/XML"), ("catalogue_turtle", "Turtle"), ("catalogue_jsonld", "JSON-LD"))
    catalogues = [(reverse(f"api-1:{name}"), label) for name, label in names]
    return render(request, "portal/open_data.html", {"title": _("Open data"), "catalogues": catalogues})
