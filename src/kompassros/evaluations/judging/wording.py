"""Agreement in words, and the words in which the history tells of judgements and calibrations."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kompassros.evaluations.judging.models import Level, Reach
from kompassros.methods.agreement import Alpha, Percent, Reason
from kompassros.records.history_table import Wording, register_wording
from kompassros.web.formats import format_number

DECIMALS = 2
_REASONS = {
    Reason.TOO_FEW_PAIRS: gettext_lazy("too few criteria have been marked by two people"),
    Reason.ALL_ALIKE: gettext_lazy("all marks are alike, so no difference could be expected by chance"),
}


def agreement_in_words(percent: Percent) -> str:
    """Return percent agreement as a sentence, or why there is none."""
    if percent.share is None:
        return _cannot(percent.reason)
    text = ngettext(
        "%(percent)s per cent: %(alike)s of %(count)s pair of marks is alike.",
        "%(percent)s per cent: %(alike)s of %(count)s pairs of marks are alike.",
        percent.pairs,
    )
    share = format_number(percent.share * 100, decimals=0)
    return text % {"percent": share, "alike": percent.alike, "count": percent.pairs}


def alpha_in_words(alpha: Alpha) -> str:
    """Return Krippendorff's alpha with its interval as sentences, or why there is none."""
    if alpha.value is None or alpha.low is None or alpha.high is None:
        return _cannot(alpha.reason)
    text = _(
        "%(value)s; drawn again and again from these criteria, it lies between %(low)s and %(high)s in 95 of 100 "
        "cases. 1 is full agreement, 0 is what chance would give."
    )
    value, low, high = (format_number(one, decimals=DECIMALS) for one in (alpha.value, alpha.low, alpha.high))
    return text % {"value": value, "low": low, "high": high}


def _cannot(reason: Reason | None) -> str:
    said = _REASONS.get(reason) if reason else None
    return _("It cannot be computed: %(reason)s.") % {"reason": said or _REASONS[Reason.TOO_FEW_PAIRS]}


def _labels(choices: type[Level] | type[Reach]) -> Mapping[str, str]:
    return {str(one.value): str(one.label) for one in choices}


def _level(value: str) -> str:
    return _labels(Level).get(value, value)


def _reach(value: str) -> str:
    return _labels(Reach).get(value, value)


register_wording(
    "judgement",
    Wording(
        kind=gettext_lazy("judgement"),
        verbs={
            "judged": gettext_lazy("judged"),
            "read_again": gettext_lazy("read by the second reader"),
            "settled": gettext_lazy("difference settled"),
        },
        fields={
            "level": gettext_lazy("level"),
            "reach": gettext_lazy("reach"),
            "basis": gettext_lazy("basis"),
            "remark": gettext_lazy("remark, characters"),
            "second_level": gettext_lazy("second reader's level"),
            "second_reach": gettext_lazy("second reader's reach"),
            "second_remark": gettext_lazy("second reader's remark, characters"),
            "settled": gettext_lazy("settled"),
        },
        values={"level": _level, "second_level": _level, "reach": _reach, "second_reach": _reach},
    ),
)
register_wording(
    "calibration",
    Wording(
        kind=gettext_lazy("calibration"),
        verbs={"opened": gettext_lazy("opened"), "shown": gettext_lazy("shown")},
        fields={
            "criteria": gettext_lazy("criteria"),
            "seed": gettext_lazy("drawn with the number"),
            "markers": gettext_lazy("people who marked"),
            "marks": gettext_lazy("marks"),
        },
    ),
)
