"""Rules of format 2: what criteria and weights must keep beyond their shape. All of them are our own choice.

Each function takes a checked model and yields findings: the place in the document and a plain reason.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kompassros.instruments.exchange_schema import AreaWithCriteria, EditionFile, QuestionWithCriteria
from kompassros.instruments.trouble import Finding, Steps


def criteria_findings(edition: EditionFile) -> Iterator[Finding]:
    """Yield what does not hold together in the criteria of an edition; nothing for format 1."""
    for index, area in enumerate(edition.areas):
        if isinstance(area, AreaWithCriteria):
            yield from _points_to_give(("areas", index), area, edition)
            for number, question in enumerate(area.questions or ()):
                yield from _question_findings(("areas", index, "questions", number), question)


def _points_to_give(steps: Steps, area: AreaWithCriteria, edition: EditionFile) -> Iterator[Finding]:
    has_criteria = any(question.criteria for question in area.questions or ())
    if has_criteria and area.maximum is None and edition.area_maximum is None:
        yield (*steps, "maximum"), _("the area has criteria but no maximum; give one, so that points can be counted")


def _question_findings(steps: Steps, question: QuestionWithCriteria) -> Iterator[Finding]:
    if question.maximum is not None and question.weight != 1:
        reason = _("the question has a maximum and a weight; keep the published maximum, or set it to null")
        yield (*steps, "weight"), reason
    for number, criterion in enumerate(question.criteria):
        place = (*steps, "criteria", number)
        if not criterion.ask:
            yield (*place, "ask"), _("nobody is asked; name at least one group")
        if len(set(criterion.ask)) != len(criterion.ask):
            yield (*place, "ask"), _("a group stands twice; name each once")
        if criterion.partly == criterion.full:
            yield (*place, "full"), _("partly and full say the same; write what sets them apart")
    yield from _same_text(steps, question)


def _same_text(steps: Steps, question: QuestionWithCriteria) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, criterion in enumerate(question.criteria):
        text = criterion.text.sv.casefold()
        if text in seen:
            yield (*steps, "criteria", number, "text"), _("this criterion stands before under the question; keep one")
        seen.add(text)
