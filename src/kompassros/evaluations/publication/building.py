"""The score sheet of an evaluation, put together from its judgements, evidence, findings and replies."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import kompassros
from kompassros.evaluations.course_sheet import (
    AreaSheet,
    CourseSheet,
    CriterionSheet,
    Detail,
    EditionNames,
    ExampleSheet,
    FindingSheet,
    QuestionSheet,
    ReplySheet,
    SectionSheet,
    ShareTotal,
    SheetEvidence,
    SumSheet,
)
from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.drafting.queries import texts_of
from kompassros.evaluations.drafting.sections import SUMMARY
from kompassros.evaluations.findings.models import ExampleUse, Finding, Reply
from kompassros.evaluations.judging.framework import framework_of
from kompassros.evaluations.publication.cautions import cautions_for
from kompassros.evaluations.publication.shown_evidence import show_all, shown_by_criterion
from kompassros.evaluations.publication.standing import Judged, stand
from kompassros.evaluations.sheet import AreaPoints, PrintedScope, Texts
from kompassros.instruments.criteria import weight_of
from kompassros.instruments.exchange_schema import Area, EditionFile, LineText, Question
from kompassros.instruments.outline import edition_outline
from kompassros.methods import points
from kompassros.methods.comparability import WHOLE, EvaluatorKind, Level
from kompassros.methods.rounding import round_half_up

SOURCE = "Kompassros"


@dataclass(frozen=True)
class _Working:
    """What the sheet of an evaluation is made of."""

    course: Course
    outline: EditionFile
    judged: Judged
    evidence: dict[str, tuple[SheetEvidence, ...]]


def build_sheet(course: Course) -> CourseSheet:
    """Return the sheet of an evaluation as it stands now; nothing is stored. Read inside the course's scope.

    What is not judged yet has an empty level: whether all is judged is asked before publication.
    """
    outline = edition_outline(course.edition)
    working = _Working(course, outline, stand(course), shown_by_criterion(course))
    total = working.judged.points.total
    return CourseSheet(
        kind="evaluation",
        country=course.organisation.country,
        organisation_key=course.organisation.key,
        organisation_name=course.organisation.name,
        year=course.year,
        instrument=outline.instrument.id,
        version=outline.version,
        revision=outline.revision,
        version_printed=outline.version,
        names_from=outline.version,
        areas=_printed_areas(working),
        area_status="printed",
        stated_total=None if total.rescaled is None else round_half_up(total.rescaled, decimals_of(outline)),
        total_status="printed",
        scope=_scope(course),
        evaluator_kind=EvaluatorKind(course.evaluator_kind),
        source=f"{SOURCE}: {course.slug}",
        made_up=course.made_up,
        course=course.slug,
        detail=_detail(working),
    )


def decimals_of(outline: EditionFile) -> int:
    """Return how many decimals an edition's results print; none where it does not say."""
    return outline.decimals or 0


def _printed_areas(working: _Working) -> tuple[AreaPoints, ...]:
    """Return every area of the edition, rounded once; None for one that has no criteria or nothing applicable."""
    exact = {area.id: area.rescaled for area in working.judged.points.areas}
    decimals = decimals_of(working.outline)
    return tuple(
        AreaPoints(no=area.no, id=area.id, points=_rounded(exact.get(area.id), decimals))
        for area in working.outline.areas
    )


def _rounded(value: Fraction | None, decimals: int) -> Decimal | None:
    return None if value is None else round_half_up(value, decimals)


def _scope(course: Course) -> PrintedScope:
    return PrintedScope(
        organisation=course.scope_organisation or WHOLE,
        level=Level(course.scope_level),
        companies=course.scope_companies,
    )


def _texts(text: LineText) -> Texts:
    return {"sv": text.sv, "nb": text.nb, "en": text.en}


def _detail(working: _Working) -> Detail:
    course, total = working.course, working.judged.points.total
    texts = texts_of(course)
    return Detail(
        language=course.language,
        edition=_edition(course, working.outline),
        software=kompassros.__version__,
        area_names=tuple(_texts(area.name) for area in working.outline.areas),
        partly=points.PARTLY,
        totals=_share_totals(working),
        total=SumSheet(**_sum(total)),
        areas=_areas(working),
        summary=texts.pop(SUMMARY, ""),
        sections=tuple(SectionSheet(key=key, text=text) for key, text in sorted(texts.items())),
        findings=_findings(course),
        examples=_examples(course),
        cautions=cautions_for(
            instrument=working.outline.instrument.id,
            self_judged=course.evaluator_kind == EvaluatorKind.SELF,
            comparable=total.comparable,
        ),
    )


def _edition(course: Course, outline: EditionFile) -> EditionNames:
    return EditionNames(
        sha256=course.edition.sha256,
        instrument=_texts(outline.instrument.name),
        name=_texts(outline.name),
        version=outline.version,
        revision=outline.revision,
        decimals=decimals_of(outline),
    )


def _share_totals(working: _Working) -> tuple[ShareTotal, ...]:
    totals = points.totals_by_share(framework_of(working.course.edition).frame, working.judged.counted)
    return tuple(
        ShareTotal(share=share, earned=total.earned, rescaled=total.rescaled) for share, total in totals.items()
    )


def _sum(counted: points.Sum) -> dict[str, object]:
    names = ("earned", "possible", "maximum", "rescaled", "comparable", "judged", "count")
    return {name: getattr(counted, name) for name in names}


def _areas(working: _Working) -> tuple[AreaSheet, ...]:
    outlines = {area.id: area for area in working.outline.areas}
    return tuple(_area(working, outlines[area.id], area) for area in working.judged.points.areas)


def _area(working: _Working, outline: Area, counted: points.AreaPoints) -> AreaSheet:
    questions = {question.id: question for question in outline.questions or ()}
    return AreaSheet(
        **_sum(counted),
        id=counted.id,
        no=outline.no,
        name=_texts(outline.name),
        questions=tuple(_question(working, questions[one.id], one) for one in counted.questions),
    )


def _question(working: _Working, outline: Question, counted: points.QuestionPoints) -> QuestionSheet:
    return QuestionSheet(
        id=counted.id,
        no=outline.no,
        text=_texts(outline.text),
        weight=weight_of(outline),
        earned=counted.earned,
        possible=counted.possible,
        maximum=counted.maximum,
        criteria=tuple(_criterion(working, one) for one in counted.criteria),
    )


def _criterion(working: _Working, counted: points.CriterionPoints) -> CriterionSheet:
    place, row = framework_of(working.course.edition).placed[counted.id], working.judged.rows.get(counted.id)
    return CriterionSheet(
        id=counted.id,
        number=place.number,
        text=_texts(place.criterion.text),
        weight=place.criterion.weight,
        level=points.Level(row.level).value if row and row.level else "",
        reach=points.Reach(row.reach if row else points.Reach.WHOLE).value,
        basis=row.basis if row else "",
        earned=counted.earned,
        possible=counted.possible,
        maximum=counted.maximum,
        unsupported=counted.standing is points.Standing.UNSUPPORTED,
        example_only=counted.standing is points.Standing.EXAMPLE,
        evidence=working.evidence.get(counted.id, ()),
    )


def _findings(course: Course) -> tuple[FindingSheet, ...]:
    rows = Finding._base_manager.filter(course=course, removed_at=None).select_related("reply")
    rows = rows.prefetch_related("reply__evidence__interview", "reply__evidence__revision")
    return tuple(_finding(row) for row in rows.order_by("kind", "position", "pk"))


def _finding(row: Finding) -> FindingSheet:
    reply: Reply | None = getattr(row, "reply", None)
    return FindingSheet(
        kind=Finding.Kind(row.kind).value,
        area=row.area,
        question=row.question,
        criteria=tuple(row.criteria),
        text=row.text,
        emphasised=row.emphasised,
        reply=_reply(reply) if reply else None,
    )


def _reply(reply: Reply) -> ReplySheet:
    return ReplySheet(
        agrees=reply.agrees,
        text=reply.text,
        outcome=Reply.Outcome(reply.outcome).value,
        answer=reply.answer,
        original=reply.original if reply.outcome == Reply.Outcome.CHANGED else "",
        evidence=show_all(piece for piece in reply.evidence.all() if piece.withdrawn_at is None),
    )


def _examples(course: Course) -> tuple[ExampleSheet, ...]:
    rows = ExampleUse._base_manager.filter(course=course).select_related("example__organisation").order_by("pk")
    return tuple(_example(row) for row in with_leave(rows))


def with_leave(rows: Iterable[ExampleUse]) -> list[ExampleUse]:
    """Return the uses of examples whose owner lets them be shown."""
    return [row for row in rows if row.example.leave == row.example.Leave.GIVEN]


def _example(row: ExampleUse) -> ExampleSheet:
    example = row.example
    return ExampleSheet(
        title=example.title,
        municipality=example.organisation.name,
        link=example.link,
        gold_star=example.gold_star,
        area=row.area,
        question=row.question,
    )
