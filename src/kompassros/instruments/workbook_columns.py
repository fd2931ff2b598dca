"""The sheets and columns of an edition as a workbook.

"edition" has a key on each row; "criteria" has a row for each criterion, with its question and area repeated;
"dimensions" and "labels" hold what few editions have. Numbers of areas, questions and criteria are for reading.
"""

from kompassros.instruments.exchange_schema import LANGUAGES

EDITION, CRITERIA, DIMENSIONS, LABELS = "edition", "criteria", "dimensions", "labels"
SHEETS = (EDITION, CRITERIA, DIMENSIONS, LABELS)


def in_languages(name: str) -> tuple[str, ...]:
    """Return the columns of a text, one for each language, such as "partly_sv"."""
    return tuple(f"{name}_{language}" for language in LANGUAGES)


EDITION_COLUMNS = ("key", "value", *LANGUAGES)
AREA_COLUMNS = ("area_id", "area_no", *in_languages("area"), "area_own", "area_maximum")
QUESTION_COLUMNS = (
    "question_id",
    "question_no",
    *in_languages("question"),
    "question_own",
    "question_maximum",
    "question_weight",
)
TEXTS = ("text", "partly", "full", "ask_for")
CRITERION_COLUMNS = (
    "criterion_id",
    "criterion_no",
    *(column for name in TEXTS for column in in_languages(name)),
    "ask",
    "weight",
)
CRITERIA_COLUMNS = (*AREA_COLUMNS, *QUESTION_COLUMNS, *CRITERION_COLUMNS)
DIMENSION_COLUMNS = ("id", *in_languages("name"), "own", "areas", "pairing")
LABEL_COLUMNS = ("part", "text", "language", "source")
COLUMNS = {
    EDITION: EDITION_COLUMNS,
    CRITERIA: CRITERIA_COLUMNS,
    DIMENSIONS: DIMENSION_COLUMNS,
    LABELS: LABEL_COLUMNS,
}
COUNTED = {"area_no", "question_no", "criterion_no"}

SINGLE_KEYS = ("format", "instrument.id", "instrument.kind", "version", "valid_from", "valid_to")
WHOLE_NUMBER_KEYS = ("revision", "decimals", "level3.count")
POINT_KEYS = ("area_maximum", "total_maximum")
OWN_KEYS = ("instrument.own", "own")
TEXT_KEYS = ("instrument.name", "name", "notes", "level3.text")
REPEATED_KEYS = ("instrument.owners", "sources")
KEYS = (*SINGLE_KEYS, *WHOLE_NUMBER_KEYS, *POINT_KEYS, *OWN_KEYS, *TEXT_KEYS, *REPEATED_KEYS)
