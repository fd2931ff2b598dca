"""Sets as files: out and in again, and files that are wrong."""

import pytest

from kompassros.documents.workbooks import Sheet, write_workbook
from kompassros.indicators.models import MeasureSet
from kompassros.indicators.sets import changing, files
from kompassros.indicators.sets.content import Head, Line, Reason, line_of
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation
from kompassros.records.errors import DomainError

LINES = (
    Line("N00640", "Treated well", "Society", "high", "council"),
    Line("N00647"),
    Line("", "Ærlige svar – i prosent", "Society"),
)
WHY = Reason("Because.")


@pytest.fixture
def own(db: None) -> MeasureSet:
    owner = Organisation.objects.get(key=OWN)
    head = Head("Our goals", 2026, "The board", MeasureSet.Signs.ARROWS)
    return changing.make_set(organisation=owner, head=head, reason=WHY, person=None, lines=LINES)


@pytest.mark.parametrize(("name", "write"), [("set.yaml", files.write_yaml), ("set.xlsx", files.write_xlsx)])
def test_what_is_written_is_read_again(own: MeasureSet, name: str, write: object) -> None:
    read = files.read_file(name, write(own))  # type: ignore[operator]
    assert (read.head, read.lines) == (Head("Our goals", 2026, "The board", "arrows"), LINES)
    assert files.read_file("x.yaml", files.packed(read).encode()) == read


def test_an_empty_set_is_written_too(db: None) -> None:
    owner = Organisation.objects.get(key=OWN)
    made = changing.make_set(organisation=owner, head=Head("Empty"), reason=WHY, person=None)
    assert b"measures: []" in files.write_yaml(made)
    with pytest.raises(DomainError, match="measures"):
        files.read_file("set.yaml", files.write_yaml(made))


def test_a_file_makes_a_set_as_it_says(own: MeasureSet) -> None:
    kept = own.measures.get(code="N00647").pk
    lines = [Line("N11008"), Line("N00647", area="Society")]
    changing.replace_measures(measure_set=own, head=Head("Our goals", 2027), lines=lines, reason=WHY, person=None)
    assert [line_of(one) for one in own.measures.order_by("position")] == lines
    assert own.measures.get(code="N00647").pk == kept


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "cannot be taken in"),
        (b"\xff\xfe\x00", "not YAML"),
        (b"a: [", "line 1"),
        (b"- 1", "cannot be taken in"),
        (b"a: &x 1\nb: *x", "references"),
        (b"key: a\ntitle: A\ncomplete: true\nmeasures: [{area: B}]", "measures 1"),
        (b"[" * 5000, "not YAML"),
        (b"x" * (files.LARGEST + 1), "larger than 1 MB"),
        (b"key: a\ntitle: A\ncomplete: true\nyear: 12\nmeasures: [{code: B}]", "year"),
        (b"key: a\ntitle: A\ncomplete: true\nevil: !!python/object/apply:os.system [ls]\nmeasures: []", "not YAML"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        files.read_file("set.yaml", content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no workbook", "not a workbook"),
        (write_workbook((Sheet("other", ("a",), ()),), title="x"), "needs the sheets"),
        (
            write_workbook((Sheet("measures", ("x",), (("1",),)), Sheet("about", ("name", "value"), ())), title="x"),
            "must name the columns",
        ),
        (
            write_workbook(
                (Sheet("measures", ("code",), (("N1",),)), Sheet("about", ("name", "value"), ())), title="x"
            ),
            "title",
        ),
    ],
)
def test_a_bad_workbook_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        files.read_file("set.xlsx", content)


def test_too_many_measures_are_refused() -> None:
    measures = "\n".join(f"- code: N{number}" for number in range(301))
    text = f"key: a\ntitle: A\ncomplete: true\nmeasures:\n{measures}\n"
    with pytest.raises(DomainError, match="at most 300"):
        files.read_file("set.yaml", text.encode())
