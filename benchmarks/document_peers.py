"""The same documents by python-docx and python-pptx: the same blocks, with pictures from the same renderer.

They write what those libraries offer: no cover, no table of contents, no alternative texts, no language.
"""

import io
from collections.abc import Callable
from typing import Any

from kompassros.documents.blocks import BulletList, Document, Figure, Heading, Paragraph, Slide, Table

NAMES = {"docx": "python-docx", "pptx": "python-pptx"}
LANGUAGE = "sv"


def _material() -> Any:
    from kompassros.evaluations.library import Library
    from kompassros.evaluations.reports import bundle
    from kompassros.evaluations.reports.material import material_of

    library = Library.open()
    materials = [material_of(entry, library) for entry in bundle.results_made_here(library)]
    return max(materials, key=lambda one: len(one.sheet.detail.findings))


def _picture(figure: Figure) -> io.BytesIO:
    from kompassros.documents.pictures import as_png

    return io.BytesIO(as_png(figure))


def write_docx() -> bytes:
    """Return the report as python-docx writes it."""
    import docx
    from django.utils.translation import override
    from docx.shared import Cm

    from kompassros.evaluations.reports.report import evaluation_report

    with override(LANGUAGE):
        document: Document = evaluation_report(_material())
    target = docx.Document()
    target.add_heading(document.title, 0)
    blocks = [document.cover.picture, *document.blocks] if document.cover else document.blocks
    for block in blocks:
        if isinstance(block, Heading):
            target.add_heading(block.text, block.level)
        elif isinstance(block, Paragraph):
            target.add_paragraph("".join(run.text for run in block.runs))
        elif isinstance(block, BulletList):
            for item in block.items:
                target.add_paragraph("".join(run.text for run in item), style="List Bullet")
        elif isinstance(block, Figure):
            target.add_picture(_picture(block), width=Cm(14))
        elif isinstance(block, Table):
            _docx_table(target, block)
    return _saved(target)


def _docx_table(target: Any, block: Table) -> None:
    made = target.add_table(rows=0, cols=len(block.columns))
    for row in ([column.label for column in block.columns], *block.rows):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


def write_pptx() -> bytes:
    """Return the slides as python-pptx writes them."""
    import pptx
    from django.utils.translation import override
    from pptx.util import Inches

    from kompassros.evaluations.reports.slides import feedback_slides

    with override(LANGUAGE):
        deck = feedback_slides(_material())
    target = pptx.Presentation()
    for slide in deck.slides:
        made = target.slides.add_slide(target.slide_layouts[1])
        made.shapes.title.text = slide.title
        if not isinstance(slide, Slide):
            continue
        texts = [run.text for block in slide.blocks for runs in _items(block) for run in runs]
        made.placeholders[1].text = "\n".join(texts)
        if slide.picture:
            made.shapes.add_picture(_picture(slide.picture), Inches(1), Inches(2), width=Inches(8))
        for block in slide.blocks:
            if isinstance(block, Table):
                _pptx_table(made, block)
    return _saved(target)


def _items(block: object) -> list[Any]:
    if isinstance(block, BulletList):
        return list(block.items)
    return [block.runs] if isinstance(block, Paragraph) else []


def _pptx_table(slide: Any, block: Table) -> None:
    from pptx.util import Inches

    rows = [[column.label for column in block.columns], *block.rows]
    shape = slide.shapes.add_table(len(rows), len(block.columns), Inches(1), Inches(2), Inches(8), Inches(4))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            shape.table.cell(number, place).text = text


def _saved(target: Any) -> bytes:
    stream = io.BytesIO()
    target.save(stream)
    return stream.getvalue()


PEERS: dict[str, Callable[[], bytes]] = {"docx": write_docx, "pptx": write_pptx}
