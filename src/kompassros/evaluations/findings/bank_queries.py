"""Reads of the bank of good examples, each with a bounded number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.courses.policies import courses_for
from kompassros.evaluations.courses.workflow import State, from_state
from kompassros.evaluations.findings.bank import PICTURES
from kompassros.evaluations.findings.bank_books import QuestionPlace, books, places
from kompassros.evaluations.findings.bank_policies import SEE_EXAMPLE
from kompassros.evaluations.findings.models import ExampleFile, ExampleUse, GoodExample
from kompassros.evaluations.findings.queries import AreaFindings
from kompassros.evaluations.models import Evaluation
from kompassros.methods.ordering import search_key, sort_key
from kompassros.organisations.grants import AnyPerson
from kompassros.organisations.models import Organisation
from kompassros.records import clock
from kompassros.records.models import FileRevision
from kompassros.web.formats import current_language

MOST_FOUND = 10


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, a municipality's key, an area or question, a gold star, leave, a measure."""

    words: str = ""
    municipality: str = ""
    about: str = ""
    gold_star: bool = False
    leave: str = ""
    measure: str = ""


@dataclass(frozen=True)
class Shown:
    """A picture or document with its present content."""

    piece: ExampleFile
    revision: FileRevision

    @property
    def is_picture(self) -> bool:
        """Return whether it is by its content one of the pictures that pages show."""
        return self.revision.content_type in PICTURES


@dataclass(frozen=True)
class Card:
    """An example in the list, with its first picture."""

    example: GoodExample
    picture: Shown | None


def find_examples(person: AnyPerson, wanted: Wanted) -> list[GoodExample]:
    """Return the examples that a person may see and that fit, the latest year first; two queries with an area.

    Case and accents do not count; a municipality is found by its old names too.
    """
    rows = _with_words(SEE_EXAMPLE.subjects(person), wanted.words)
    if wanted.municipality:
        rows = rows.filter(organisation__key=wanted.municipality)
    if wanted.gold_star:
        rows = rows.filter(gold_star=True)
    if wanted.leave:
        rows = rows.filter(leave=wanted.leave)
    found, language = list(rows.select_related("organisation").order_by("pk")), current_language()
    found.sort(key=lambda example: (-(example.year or 0), sort_key(example.title, language)))
    if wanted.measure:
        found = [example for example in found if wanted.measure.upper() in map(str.upper, example.measures)]
    if not wanted.about:
        return found
    questions = _questions_of(wanted.about)
    return [example for example in found if questions & set(example.questions)]


def _with_words(rows: QuerySet[GoodExample], words: str) -> QuerySet[GoodExample]:
    for word in search_key(words).split():
        named = Organisation.objects.filter(designations__search_key__contains=word)
        rows = rows.filter(Q(search_key__contains=word) | Q(organisation__in=named.values("pk")))
    return rows


def _questions_of(about: str) -> set[str]:
    """Return the questions of an area; a question is itself."""
    areas = [area for book in books() for area in book.areas if area.id == about]
    return {about} | {question for area in areas for question, _label in area.questions}


@dataclass
class Choices:
    """What the list can be narrowed to: municipalities as (key, name), areas as (label, options)."""

    municipalities: list[tuple[str, str]] = field(default_factory=list)
    abouts: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


def choices_for(person: AnyPerson) -> Choices:
    """Return the municipalities and questions that have examples which a person may see; two queries."""
    rows = (
        SEE_EXAMPLE.subjects(person).select_related("organisation").order_by(f"organisation__sort_{current_language()}")
    )
    values = list(rows.values_list("organisation__key", "organisation__name", "questions"))
    municipalities = list(dict.fromkeys((key, name) for key, name, _questions in values))
    return Choices(municipalities, _abouts({question for _key, _name, asked in values for question in asked}))


def _abouts(used: set[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    found = []
    for book in books():
        for area in book.areas:
            options = [one for one in area.questions if one[0] in used]
            if options:
                found.append((f"{book.name}: {area.label}", [(area.id, area.label), *options]))
    return found


def cards_of(examples: Sequence[GoodExample]) -> list[Card]:
    """Return examples with their first pictures; two queries."""
    first: dict[int, Shown] = {}
    for shown in _shown(ExampleFile.objects.filter(example__in=[example.pk for example in examples])):
        if shown.is_picture:
            first.setdefault(shown.piece.example_id, shown)
    return [Card(example, first.get(example.pk)) for example in examples]


def files_of(example: GoodExample) -> tuple[list[Shown], list[Shown]]:
    """Return the pictures and the documents of an example in the order in which they came; two queries."""
    found = list(_shown(ExampleFile.objects.filter(example=example)))
    return [one for one in found if one.is_picture], [one for one in found if not one.is_picture]


def _shown(rows: QuerySet[ExampleFile]) -> Iterable[Shown]:
    newest_last = Prefetch("file__revisions", FileRevision.objects.order_by("number"))
    for piece in rows.select_related("file").prefetch_related(newest_last).order_by("pk"):
        for latest in list(piece.file.revisions.all())[-1:]:
            yield Shown(piece, latest)


def file_of(example: GoodExample, pk: int) -> Shown | None:
    """Return a picture or document of this example, None for another's; two queries."""
    return next(iter(_shown(ExampleFile.objects.filter(example=example, pk=pk))), None)


def questions_in_words(example: GoodExample) -> list[QuestionPlace]:
    """Return the questions that an example belongs to; one that no edition has any more is left out; one query."""
    known = places(books())
    return [known[question] for question in example.questions if question in known]


@dataclass(frozen=True)
class Pointed:
    """An evaluation that points to an example, and the address name and slug under which the reader finds it."""

    course: Course
    page: str
    slug: str


def pointed_to(example: GoodExample, person: AnyPerson) -> list[Pointed]:
    """Return the evaluations that point to an example and that the person may read, or everybody; three queries."""
    uses = ExampleUse._base_manager.filter(example=example).values("course")
    rows = Course._base_manager.filter(pk__in=uses).select_related("organisation").order_by("-year", "pk")
    inside = set(courses_for(person, "see_findings").filter(pk__in=uses).values_list("pk", flat=True))
    open_to_all = Q(embargo_until=None) | Q(embargo_until__lte=clock.now())
    published = Evaluation._base_manager.filter(
        course__in=rows.filter(open_to_all, state__in=from_state(State.PUBLISHED)).values("pk")
    )
    slugs = dict(published.values_list("course_id", "slug"))
    return [_pointed(course, slugs, inside) for course in rows if course.pk in inside or course.pk in slugs]


def _pointed(course: Course, slugs: dict[int, str], inside: set[int]) -> Pointed:
    if course.pk in inside:
        return Pointed(course, "courses:findings", course.slug)
    return Pointed(course, "portal:evaluation", slugs[course.pk])


@dataclass(frozen=True)
class Offer:
    """An example that may be pointed to, and the question of the area beside which it is suggested; empty for none."""

    example: GoodExample
    question: str = ""


@dataclass(frozen=True)
class AreaExamples:
    """What the team sees of examples in an area: those pointed to, those suggested, those found by its words."""

    uses: list[tuple[ExampleUse, str]]
    suggested: list[Offer]
    found: list[Offer]
    words: str


def area_examples(course: Course, here: AreaFindings, person: AnyPerson, words: str) -> AreaExamples:
    """Return the examples of an area for its team: of other municipalities, made-up ones only in a made-up evaluation.

    At most ten are found by words; three queries.
    """
    labels = dict(here.questions)
    rows = ExampleUse._base_manager.filter(course=course, area=here.id).select_related("example__organisation")
    uses = [(use, labels.get(use.question, "")) for use in rows.order_by("pk")]
    taken = {use.example_id for use, _label in uses}
    fit = [one for one in find_examples(person, Wanted()) if _fits(course, one) and one.pk not in taken]
    suggested = [offer for offer in (_offer(one, labels) for one in fit) if offer.question]
    found: list[Offer] = []
    if search_key(words):
        matching = {example.pk for example in find_examples(person, Wanted(words=words))}
        found = [Offer(example) for example in fit if example.pk in matching][:MOST_FOUND]
    return AreaExamples(uses, suggested[:MOST_FOUND], found, words)


def _offer(example: GoodExample, asked: Iterable[str]) -> Offer:
    """Return an example beside the first question of an area that it belongs to."""
    return Offer(example, next((question for question in asked if question in example.questions), ""))


def _fits(course: Course, example: GoodExample) -> bool:
    return example.organisation_id != course.organisation_id and (course.made_up or not example.made_up)


def waiting_in(rows: QuerySet[GoodExample]) -> list[GoodExample]:
    """Return those of ``rows`` whose owner has been asked, the oldest first; one query."""
    asked = rows.filter(leave=GoodExample.Leave.ASKED).select_related("organisation")
    return list(asked.order_by("pk"))
