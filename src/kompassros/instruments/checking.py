"""What keeps a draft from being published, by the rules of files, and what its writer should look at once more."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from kompassros.instruments.criteria import criteria_of
from kompassros.instruments.exchange import edition_model
from kompassros.instruments.exchange_reasons import schema_findings
from kompassros.instruments.exchange_rules import edition_findings
from kompassros.instruments.exchange_schema import LANGUAGES, EditionFile
from kompassros.instruments.trouble import MOST_TOLD, Finding, Steps


@dataclass(frozen=True)
class Checked:
    """What was found: the edition where the content is one, else the faults; remarks stop nothing."""

    edition: EditionFile | None
    faults: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def check(content: dict[str, Any]) -> Checked:
    """Check plain content by the shape and the rules of files; at most a hundred faults are told."""
    try:
        edition = edition_model(content).model_validate(content)
    except ValidationError as error:
        return Checked(None, tuple(islice(schema_findings(error, content), MOST_TOLD)), ())
    faults = tuple(islice(edition_findings(edition), MOST_TOLD))
    return Checked(None if faults else edition, faults, tuple(remarks(edition)))


def remarks(edition: EditionFile) -> Iterator[Finding]:
    """Yield what breaks no rule but is seldom meant: no criteria below a question, one text in two languages."""
    for index, area in enumerate(edition.areas):
        for number, question in enumerate(area.questions or ()):
            steps: Steps = ("areas", index, "questions", number)
            criteria = criteria_of(question)
            if not criteria:
                yield steps, _("the question has no criteria, so nobody can get points for it")
            for place, criterion in enumerate(criteria):
                for field in ("text", "partly", "full", "ask_for"):
                    if _is_alike(getattr(criterion, field)):
                        yield (*steps, "criteria", place, field), _("the text is the same in two languages")


def _is_alike(texts: Any) -> bool:
    written = [getattr(texts, language).casefold() for language in LANGUAGES]
    return len(set(written)) < len(written)
