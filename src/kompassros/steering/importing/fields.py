"""What a column of a scorecard can be, and by which headings it is known in Swedish, Norwegian and English."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kompassros.methods.ordering import search_key


class Field(StrEnum):
    """What a column says. The names are those of our own file."""

    MUNICIPALITY = "municipality"
    COUNTRY = "country"
    YEAR = "year"
    LEVEL = "level"
    BODY = "body"
    PERSPECTIVE = "perspective"
    GOAL = "goal"
    GOAL_NOTE = "goal_note"
    GOAL_PREVIOUS = "goal_previous"
    INDICATOR = "indicator"
    INDICATOR_PREVIOUS = "indicator_previous"
    DEFINITION = "definition"
    DIRECTION = "direction"
    UNIT = "unit"
    TARGET = "target_raw"
    TARGET_VALUE = "target_value"
    ACCEPTABLE = "acceptable"
    TARGET_PREVIOUS = "target_prev_year"
    RESULT_PREVIOUS = "result_prev_year"
    RESULT = "result_year"
    PRELIMINARY = "preliminary"
    RESTATED_FROM = "restated_from"
    BREAK = "break"
    RESULT_NOTE = "note_year"
    RESULT_PREVIOUS_NOTE = "note_prev_year"
    RESPONSIBLE = "responsible"
    NOTE = "note"
    SOURCE = "source"
    ACTIVITY = "activity"
    ACTIVITY_OWNER = "activity_responsible"
    ACTIVITY_DEADLINE = "activity_deadline"
    ACTIVITY_COST = "activity_cost"
    ACTIVITY_STATUS = "activity_status"
    ACTIVITY_NOTE = "activity_note"


LABELS: Mapping[Field, str | Promise] = {
    Field.MUNICIPALITY: _("Municipality"),
    Field.COUNTRY: _("Country"),
    Field.YEAR: _("Year"),
    Field.LEVEL: _("Level"),
    Field.BODY: _("Body"),
    Field.PERSPECTIVE: _("Perspective"),
    Field.GOAL: pgettext_lazy("steering", "Goal"),
    Field.GOAL_NOTE: _("What is to know of the goal"),
    Field.GOAL_PREVIOUS: _("The goal's name the year before"),
    Field.INDICATOR: pgettext_lazy("steering", "Indicator"),
    Field.INDICATOR_PREVIOUS: _("The indicator's name the year before"),
    Field.DEFINITION: _("Definition"),
    Field.DIRECTION: _("Whether high or low is good"),
    Field.UNIT: _("Unit"),
    Field.TARGET: _("Target"),
    Field.TARGET_VALUE: _("The target's number"),
    Field.ACCEPTABLE: _("Lowest acceptable level"),
    Field.TARGET_PREVIOUS: _("Target of the year before"),
    Field.RESULT_PREVIOUS: _("Result of the year before"),
    Field.RESULT: _("Result of the year"),
    Field.PRELIMINARY: _("Whether the year's result is preliminary"),
    Field.RESTATED_FROM: _("What the year before was published as first"),
    Field.BREAK: _("Why the series begins anew"),
    Field.RESULT_NOTE: _("Note on the year's result"),
    Field.RESULT_PREVIOUS_NOTE: _("Note on the result of the year before"),
    Field.RESPONSIBLE: _("Responsible"),
    Field.NOTE: _("Note"),
    Field.SOURCE: _("Source"),
    Field.ACTIVITY: pgettext_lazy("steering", "Activity"),
    Field.ACTIVITY_OWNER: _("Responsible for the activity"),
    Field.ACTIVITY_DEADLINE: _("The activity's deadline"),
    Field.ACTIVITY_COST: _("The activity's cost"),
    Field.ACTIVITY_STATUS: _("The activity's status"),
    Field.ACTIVITY_NOTE: _("Note on the activity's status"),
}
OF_ACTIVITIES = frozenset(
    {
        *(Field.ACTIVITY_OWNER, Field.ACTIVITY_DEADLINE, Field.ACTIVITY_COST),
        *(Field.ACTIVITY_STATUS, Field.ACTIVITY_NOTE),
    }
)
"""What is said of an activity: guessed only where a column names one."""

REPEATED = (
    *(Field.MUNICIPALITY, Field.COUNTRY, Field.YEAR, Field.LEVEL, Field.BODY),
    *(Field.PERSPECTIVE, Field.GOAL, Field.GOAL_NOTE, Field.GOAL_PREVIOUS),
)
"""An empty cell of these repeats the one above it, as exports leave it out below the first."""

WITH_GOAL = (Field.GOAL, Field.GOAL_NOTE, Field.GOAL_PREVIOUS)
"""What is said of a goal: repeated below the same goal only."""

_WORDS: Mapping[Field, tuple[str, ...]] = {
    Field.MUNICIPALITY: ("kommun", "kommune"),
    Field.COUNTRY: ("land",),
    Field.YEAR: ("år",),
    Field.LEVEL: ("nivå",),
    Field.BODY: (
        *(
            "nämnd",
            "förvaltning",
            "bolag",
            "organisation",
            "verksamhet",
            "nämnd/bolag",
            "ansvarig nämnd",
            "organisationsenhet",
        ),
        *(
            "utvalg",
            "planområde",
            "virksomhet",
            "avdeling",
            "organisasjon",
            "tjenesteområde",
            "department",
            "committee",
        ),
    ),
    Field.PERSPECTIVE: ("perspektiv", "målområde", "fokusområde", "fokusområden", "satsingsområde"),
    Field.GOAL: (
        *("perspective_or_goal", "objective", "mål", "målsättning", "delmål", "inriktningsmål", "målformulering"),
        *("kommunfullmäktiges mål", "nämndens mål", "målsetting", "hovedmål", "delmålsetting", "resultatmål"),
    ),
    Field.GOAL_NOTE: ("beskrivning av målet", "målbeskrivning", "beskrivelse av målet", "målbeskrivelse"),
    Field.GOAL_PREVIOUS: ("målets tidigare namn", "tidligere navn på målet", "previous goal"),
    Field.INDICATOR: (
        *("measure", "kpi", "styrindikator", "indikator", "styrtal", "nyckeltal", "mått", "resultatmått"),
        *("styringsindikator", "nøkkeltall", "måleindikator", "resultatindikator", "styringsparameter"),
    ),
    Field.INDICATOR_PREVIOUS: ("indikatorns tidigare namn", "tidligere navn på indikatoren", "previous indicator"),
    Field.DEFINITION: ("beskrivning", "definisjon", "beskrivelse", "description"),
    Field.DIRECTION: ("riktning", "önskad riktning", "retning", "ønsket retning", "bra är", "godt er"),
    Field.UNIT: ("enhet för mått", "måttenhet", "måleenhet", "benevning", "sort"),
    Field.TARGET: ("target", "målvärde", "måltal", "årsmål", "målnivå", "måltall", "målverdi", "ambition", "ambisjon"),
    Field.TARGET_VALUE: ("målvärde i tal", "målverdi i tall", "target number"),
    Field.ACCEPTABLE: (
        "lowest acceptable level",
        "lägsta godtagbara nivå",
        "laveste akseptable nivå",
        "akseptabelt nivå",
    ),
    Field.TARGET_PREVIOUS: ("previous target", "föregående års mål", "fjorårets mål", "mål föregående år"),
    Field.RESULT_PREVIOUS: (
        *("previous result", "previous year", "föregående år", "resultat föregående år", "utfall föregående år"),
        *("fjorårets resultat", "resultat forrige år", "forrige år", "i fjor"),
    ),
    Field.RESULT: ("result", "outcome", "resultat", "utfall", "årets resultat", "årets utfall", "resultat i år"),
    Field.PRELIMINARY: ("preliminär", "preliminärt", "foreløpig"),
    Field.RESTATED_FROM: ("previous figure", "tidigare värde", "reviderat från", "tidligere verdi", "revidert fra"),
    Field.BREAK: ("break in the series", "brott", "tidsseriebrott", "brudd", "brudd i tidsserien"),
    Field.RESULT_NOTE: ("comment on the result", "kommentar till utfallet", "kommentar til resultatet"),
    Field.RESULT_PREVIOUS_NOTE: ("kommentar till föregående år", "kommentar til forrige år"),
    Field.RESPONSIBLE: ("ansvarig", "ansvarlig", "owner"),
    Field.NOTE: ("notes", "comment", "remark", "anmärkning", "kommentar", "fotnot", "merknad", "fotnote"),
    Field.SOURCE: ("källa", "datakälla", "kilde", "datakilde"),
    Field.ACTIVITY: ("aktivitet", "aktiviteter", "åtgärd", "insats", "tiltak", "action", "initiative"),
    Field.ACTIVITY_OWNER: (
        "ansvarig för aktiviteten",
        "ansvarig för åtgärden",
        "ansvarlig for tiltaket",
        "activity owner",
    ),
    Field.ACTIVITY_DEADLINE: (
        *("deadline", "slutdatum", "klart senast", "klar senast", "sista dag", "frist", "tidsfrist", "sluttdato"),
        *("due", "due date", "end date"),
    ),
    Field.ACTIVITY_COST: ("kostnad", "kostnad kr", "cost"),
    Field.ACTIVITY_STATUS: ("status", "aktivitetsstatus", "åtgärdsstatus", "tiltaksstatus", "status för aktiviteten"),
    Field.ACTIVITY_NOTE: ("kommentar till aktiviteten", "kommentar til tiltaket", "comment on the activity"),
}
_WITH_YEAR: Mapping[Field, tuple[str, ...]] = {
    Field.TARGET: (
        "target",
        "goal",
        "mål",
        "målvärde",
        "måltal",
        "årsmål",
        "målnivå",
        "måltall",
        "målverdi",
        "ambisjon",
    ),
    Field.RESULT: (
        "",
        "result",
        "outcome",
        "value",
        "resultat",
        "utfall",
        "värde",
        "verdi",
        "årsresultat",
        "årsutfall",
    ),
}
BY_HEADING: Mapping[str, Field] = {
    **{search_key(word): field for field, words in _WORDS.items() for word in words},
    **{search_key(field.value): field for field in Field},
    **{search_key(field.value.removesuffix("_raw")): field for field in Field},
}
"""Fields by the search keys of headings without a year. "Enhet" is not among them: it is a unit of either kind."""
BY_HEADING_WITH_YEAR: Mapping[str, Field] = {
    search_key(word): field for field, words in _WITH_YEAR.items() for word in words
}
