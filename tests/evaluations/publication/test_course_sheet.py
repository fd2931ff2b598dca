"""The frozen sheet of a course: points as the method counts, a checksum over all; schema 1 stays as it was."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompassros.evaluations.course_sheet import COURSE_SCHEMA, FIRST_COURSE_SCHEMA, CourseSheet, detail_of
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.models import ScoreSheet
from kompassros.evaluations.publication.building import build_sheet
from kompassros.instruments.criteria import frame
from kompassros.instruments.outline import edition_outline
from kompassros.methods import points
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import freezing
from tests.evaluations.course_cases import CRITERIA
from tests.evaluations.publication.cases import JUDGED, SECRETS, judge, published_course, ready_course

pytestmark = pytest.mark.django_db
TYRESO_2015 = "d9e706cfeda2aaf290ca6ebd3dfdede6f393e9b805ab8ccb2a9c6bca0887321c"
"""As frozen before there was a schema 2."""


def built(course: Course) -> CourseSheet:
    with organisation_scope(course.organisation):
        return build_sheet(course)


def judgements(support: tuple[int, ...]) -> dict[str, points.Judgement]:
    return {
        criterion: points.Judgement(points.Level(level), points.Reach(reach), evidence)
        for criterion, (level, reach), evidence in zip(CRITERIA, JUDGED, support, strict=True)
    }


def test_sheet_equals_the_method() -> None:
    course = ready_course()
    sheet = built(course)
    counted = points.score(frame(edition_outline(course.edition)), judgements((2, 1, 0, 2)))
    for area, expected in zip(sheet.detail.areas, counted.areas, strict=True):
        assert (area.id, area.earned, area.rescaled) == (expected.id, expected.earned, expected.rescaled)
        for question, wanted in zip(area.questions, expected.questions, strict=True):
            assert [(one.id, one.earned, one.possible, one.maximum) for one in question.criteria] == [
                (one.id, one.earned, one.possible, one.maximum) for one in wanted.criteria
            ]
    assert sheet.detail.total.earned == counted.total.earned == 55
    assert [(entry.share, entry.earned) for entry in sheet.detail.totals] == [
        (Fraction(1, 4), Fraction(85, 2)), (Fraction(1, 2), 55), (Fraction(3, 4), Fraction(135, 2)),
    ]  # fmt: skip
    assert [one.id for area in sheet.detail.areas for q in area.questions for one in q.criteria if one.unsupported] == [
        CRITERIA[2]
    ]


def test_printed_points_are_rounded_once_from_exact_ones() -> None:
    course = ready_course()
    judge(course, CRITERIA[2], level="not_applicable")
    sheet = built(course)
    area = sheet.detail.areas[0]
    assert (area.earned, area.possible, area.rescaled) == (35, 40, Fraction(105, 2))
    assert [entry.points for entry in sheet.areas] == [Decimal(53), Decimal(20)]
    assert sheet.stated_total == Decimal(73)
    assert sheet.detail.total.rescaled == Fraction(145, 2)
    assert (area.comparable, sheet.detail.total.comparable) == (False, False)
    assert sheet.terms().taken_out
    assert len(sheet.detail.cautions) == 4


def test_exact_points_are_texts_and_come_back_exact() -> None:
    _course, row = published_course()
    detail = row.content["detail"]
    assert detail["partly"] == "1/2"
    assert detail["areas"][0]["questions"][0]["criteria"][0]["earned"] == "30"
    assert row.read().to_content() == row.content
    assert row.read().detail.partly == Fraction(1, 2)


def test_sheet_holds_evidence_as_everybody_may_see_it() -> None:
    sheet = built(ready_course())
    criteria = [one for area in sheet.detail.areas for question in area.questions for one in question.criteria]
    shown = [[piece.model_dump(exclude_defaults=True) for piece in one.evidence] for one in criteria]
    assert shown == [
        [
            {"kind": "file", "title": "Budget and plan", "place": "page 12", "sha256": "ab" * 32},
            {"kind": "interview", "group": "units"},
        ],
        [{"kind": "interview", "withheld": True}],
        [],
        [
            {"kind": "web", "title": "Steering", "place": "heading 2", "address": "https://granby.example/s"},
            {"kind": "intranet", "title": "Handbook"},
        ],
    ]
    text = freezing.canonical_json(sheet.to_content())
    assert [secret for secret in (*SECRETS, "unions") if secret in text] == []


def test_sheet_keeps_both_voices_and_the_examples() -> None:
    detail = built(ready_course()).detail
    strength, improvement = sorted(detail.findings, key=lambda one: one.kind, reverse=True)
    assert (strength.kind, strength.reply) == ("strength", None)
    assert improvement.reply
    assert improvement.reply.model_dump() == {
        "agrees": False, "text": "We tell enough", "outcome": "changed", "answer": "Changed in part",
        "original": "Tell more", "evidence": (),
    }  # fmt: skip
    assert [(one.title, one.municipality, one.link) for one in detail.examples] == [
        ("Open books", "Norrvik", "https://norrvik.example/books")
    ]


def leaves(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value that holds no other."""
    below = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    found = False
    for key, value in below:
        found = True
        yield from leaves(value, (*path, key))
    if not found:
        yield path


def changed_at(content: Any, path: tuple[Any, ...]) -> Any:
    """Return a copy in which the value at a path is another one."""
    if not path:
        return "another" if content != "another" else "a third"
    copied = dict(content) if isinstance(content, dict) else list(content)
    copied[path[0]] = changed_at(content[path[0]], path[1:])
    return copied


@pytest.fixture(scope="module")
def frozen_content(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The content of a published sheet, made once."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        _course, row = published_course()
        content = row.content
        transaction.set_rollback(True)
    return content


@given(data=st.data())
def test_checksum_changes_when_anything_does(frozen_content: Any, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(leaves(frozen_content), key=repr)))
    assert freezing.digest(changed_at(frozen_content, path)) != freezing.digest(frozen_content)


def test_schema_1_stays_byte_for_byte() -> None:
    row = ScoreSheet.objects.get(slug="tyreso-2015")
    assert row.schema == 1
    assert row.sha256 == TYRESO_2015
    assert freezing.digest(row.read().to_content()) == TYRESO_2015
    assert detail_of(row.read()) is None


def test_sheet_of_schema_2_is_read_and_has_no_texts_of_the_report(frozen_content: Any) -> None:
    assert frozen_content["detail"]["sections"] == []
    old = frozen_content | {"detail": {k: v for k, v in frozen_content["detail"].items() if k != "sections"}}
    sheet = freezing.read(ScoreSheet.KIND, FIRST_COURSE_SCHEMA, old)
    assert sheet.detail.sections == ()
    assert sheet == freezing.read(ScoreSheet.KIND, COURSE_SCHEMA, frozen_content)
