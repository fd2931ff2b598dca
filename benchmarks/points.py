"""Points of many municipalities at once: ours, and the same work with plain objects as a usual web application would.

The peer is written here: rows as dictionaries, numbers as ``Decimal``, one judgement after another, rounded by the
decimal context. Both give the points of every question, every area and in all, and are compared before they are timed.
"""

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from benchmarks.results import Measure
from kompassros.methods.bulk_points import CompiledFrame, Earned, compile_frame, encode_row, totals
from kompassros.methods.frames import Area, Criterion, Frame, Question
from kompassros.methods.judgements import Judgement, Level, Reach

AREAS, QUESTIONS, CRITERIA, MUNICIPALITIES = 8, 45, 164, 290
POINTS_BAR = 30
CLOSE = Decimal("1e-20")
Row = dict[str, Any]
Sums = tuple[dict[str, Decimal], dict[str, Decimal], Decimal]


def make_frame() -> Frame:
    """Return a frame as large as Kommunkompassen 2.0: eight areas of 100 points, 45 questions, 164 criteria."""
    questions = [
        Question(
            f"q{place}", tuple(Criterion(f"c{number}") for number in range(CRITERIA) if number % QUESTIONS == place)
        )
        for place in range(QUESTIONS)
    ]
    shared = [tuple(questions[place::AREAS]) for place in range(AREAS)]
    return Frame(tuple(Area(f"a{place}", Fraction(100), own) for place, own in enumerate(shared)))


def make_judgements(frame: Frame, municipalities: int) -> list[dict[str, Judgement]]:
    """Return made-up judgements of every criterion for so many municipalities, the same each time."""
    random = Random(290)
    ids = [criterion.id for area in frame.areas for question in area.questions for criterion in question.criteria]
    return [
        {one: Judgement(random.choice([*Level]), random.choice([*Reach]), random.randrange(4)) for one in ids}
        for _municipality in range(municipalities)
    ]


def make_plain(frame: Frame, judgements: list[dict[str, Judgement]]) -> tuple[list[Row], list[list[Row]]]:
    """Return the same for the peer: areas with questions with criteria, and rows of judgements, as dictionaries."""
    areas: list[Row] = [
        {
            "id": area.id,
            "maximum": Decimal(int(area.maximum)),
            "questions": [{"id": one.id, "criteria": [each.id for each in one.criteria]} for one in area.questions],
        }
        for area in frame.areas
    ]
    rows = [
        [
            {"criterion": key, "level": str(one.level), "reach": str(one.reach), "evidence": one.evidence}
            for key, one in given.items()
        ]
        for given in judgements
    ]
    return areas, rows


def share_plainly(row: Row | None) -> Decimal:
    """Return the share of a criterion that the peer gives for a row."""
    if row is None or row["level"] not in ("partly", "full") or not row["evidence"]:
        return Decimal(0)
    if row["reach"] in ("one", "unit"):
        return Decimal(0)
    return Decimal(1) if row["level"] == "full" and row["reach"] == "whole" else Decimal("0.5")


def score_plainly(areas: list[Row], rows: list[Row]) -> Sums:
    """Return one municipality's points as the peer counts them: by question, by area, in all."""
    found = {row["criterion"]: row for row in rows}
    by_question: dict[str, Decimal] = {}
    by_area: dict[str, Decimal] = {}
    for area in areas:
        most = area["maximum"] / len(area["questions"])
        for question in area["questions"]:
            each = most / len(question["criteria"])
            by_question[question["id"]] = sum(
                (each * share_plainly(found.get(key)) for key in question["criteria"]), Decimal(0)
            )
        by_area[area["id"]] = sum((by_question[question["id"]] for question in area["questions"]), Decimal(0))
    return by_question, by_area, sum(by_area.values(), Decimal(0))


def refuse_differences(compiled: CompiledFrame, ours: list[Earned], peers: list[Sums]) -> None:
    """Raise ``ValueError`` when the two differ by more than the decimal context rounds."""
    for earned, (by_question, by_area, total) in zip(ours, peers, strict=True):
        numbers = [*earned.questions, *earned.areas, earned.total]
        theirs = [*by_question.values(), *by_area.values(), total]
        for number, value in zip(numbers, theirs, strict=True):
            if number is None or abs(Decimal(number) / compiled.denominator - value) > CLOSE:
                raise ValueError(f"the peer gives {value} where we give {number} / {compiled.denominator}")


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long it takes."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def time_points(runs: int, municipalities: int = MUNICIPALITIES) -> Iterator[Measure]:
    """Yield the times in `runs` runs: from judgements, from rows of codes that are kept, the peer, and ratios to it."""
    frame = make_frame()
    judgements = make_judgements(frame, municipalities)
    areas, plain = make_plain(frame, judgements)
    compiled = compile_frame(frame)

    def encode_all() -> list[bytes]:
        return [encode_row(compiled, given) for given in judgements]

    def score_all_plainly() -> list[Sums]:
        return [score_plainly(areas, rows) for rows in plain]

    kept = encode_all()
    refuse_differences(compiled, totals(compiled, kept), score_all_plainly())
    ours, from_codes, peer = [], [], []
    for _run in range(runs):
        ours.append(milliseconds(lambda: totals(compiled, encode_all())))
        from_codes.append(milliseconds(lambda: totals(compiled, kept)))
        peer.append(milliseconds(score_all_plainly))
    what = f"Points of {municipalities} municipalities x {CRITERIA} criteria from memory"
    yield Measure(what, "ms", ours, POINTS_BAR)
    yield Measure(f"{what}, already coded", "ms", from_codes, POINTS_BAR)
    yield Measure("The same by a peer with plain objects", "ms", peer)
    yield Measure("Points, ours / peer", "", [one / other for one, other in zip(ours, peer, strict=True)])
    yield Measure("Points, ours already coded / peer", "", [a / b for a, b in zip(from_codes, peer, strict=True)])
