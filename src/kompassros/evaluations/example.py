"""The example file: every column, one made-up row of a municipality that does not exist."""

from kompassros.evaluations.reading import KNOWN

_MADE_UP = "made-up demo data"
_SAID = {
    "kind": "evaluation",
    "country": "SE",
    "municipality": "Exempelby",
    "year": "2014",
    "version": "2.0",
    **{
        f"area{number}": points
        for number, points in enumerate(("61", "58", "70", "55", "64", "60", "52", "66"), start=1)
    },
    "total": "486",
    "status": "printed",
    "area_status": "printed",
    "total_status": "printed",
    "scope": "not stated",
    "evaluator": "not stated",
    "evaluator_kind": "association",
    "statistic": "mean",
    "reference_n": "40",
    "reference_total": "455",
    "reference_label_sv": "medelvärde för påhittade kommuner",
    "reference_label_nb": "gjennomsnitt for oppdiktede kommuner",
    "reference_label_en": "mean of made-up municipalities",
    "source_url": "https://example.org/made-up",
    "note": _MADE_UP,
    "note_sv": "Påhittade demodata: Exempelby finns inte.",
    "note_nb": "Oppdiktede demodata: Exempelby finnes ikke.",
    "note_en": "Made-up demo data: Exempelby does not exist.",
}
EXAMPLE: dict[str, str] = {column: _SAID.get(column, "") for column in KNOWN}
