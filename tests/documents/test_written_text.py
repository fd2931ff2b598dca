"""A typed text as paragraphs and lists."""

from hypothesis import given
from hypothesis import strategies as st

from kompassros.documents.blocks import BulletList, Paragraph, bullets, plain, written_text


def test_lines_with_a_hyphen_and_a_blank_are_a_list() -> None:
    text = "Så här:\n- ett\n- två\nSedan.\n\n- tre\n\n-minus är text"
    assert written_text(text) == (
        plain("Så här:"), bullets(["ett", "två"]), plain("Sedan."), bullets(["tre"]), plain("-minus är text"),
    )  # fmt: skip


def test_blank_text_gives_nothing() -> None:
    assert written_text(" \n\n \t ") == ()


@given(st.text(alphabet="ab-ÅÖ \n", max_size=60))
def test_no_word_is_lost_and_no_block_is_blank(text: str) -> None:
    blocks = written_text(text)
    said = [
        "".join(run.text for run in runs)
        for block in blocks
        for runs in (block.items if isinstance(block, BulletList) else [block.runs])
    ]
    assert all(one.strip() for one in said)
    assert all(isinstance(block, BulletList | Paragraph) for block in blocks)
    kept = "".join(said).replace(" ", "").replace("\n", "").replace("-", "")
    assert kept == text.replace(" ", "").replace("\n", "").replace("-", "")
