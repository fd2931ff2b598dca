"""The signs of a criterion on the judging screen: shape, word and colour. Made in Python: a page has hundreds."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kompassros.methods.judgements import Judgement, Level, Reach, Standing


class State(StrEnum):
    """Where a criterion stands for the team."""

    UNJUDGED = "unjudged"
    JUDGED = "judged"
    UNSUPPORTED = "unsupported"
    DIFFERING = "differing"


# The colour (of the kit's signs), the drawing, the word.
_SIGNS: dict[State, tuple[str, str, str | Promise]] = {
    State.UNJUDGED: ("unmeasured", "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9Z", _("not judged")),
    State.JUDGED: ("better", "M1 6.2 2.6 4.6 4.8 6.8 9.6 1.8 11 3.3 4.8 9.8Z", _("judged")),
    State.UNSUPPORTED: ("worse", "M6 1 11.5 11H.5ZM5.4 4.4v3.4h1.2V4.4ZM5.4 8.6v1.2h1.2V8.6Z", _("unsupported")),
    State.DIFFERING: ("middle", "M1 3h10v2H1ZM1 7h10v2H1Z", _("differing")),
}
_HTML = (
    '<span class="sign" data-sign="{}" data-state="{}"><svg viewBox="0 0 12 12" width="13" height="13" '
    'aria-hidden="true"><path fill-rule="evenodd" d="{}"/></svg>{}</span>'
)
_COUNTED = (
    '<span class="sign" data-sign="{}" title="{}"><svg viewBox="0 0 12 12" width="13" height="13" aria-hidden="true">'
    '<path fill-rule="evenodd" d="{}"/></svg><span aria-hidden="true">{}</span>'
    '<span class="ds-sr-only">{}</span></span>'
)


def standing_of(level: str, reach: str, evidence: int) -> State:
    """Return where a judgement stands: not made, made, or above planned without evidence."""
    if not level:
        return State.UNJUDGED
    standing = Judgement(Level(level), Reach(reach), evidence).standing
    return State.UNSUPPORTED if standing is Standing.UNSUPPORTED else State.JUDGED


def sign_of(state: State) -> SafeString:
    """Draw one sign."""
    tone, shape, word = _SIGNS[state]
    return format_html(_HTML, tone, state.value, shape, word)


def count_sign(state: State, number: int, text: str) -> SafeString:
    """Draw a sign with how many criteria bear it; the text in words is read aloud and shown as its title."""
    tone, shape, _word = _SIGNS[state]
    return format_html(_COUNTED, tone, text, shape, number, text)


def signs_of(state: State, *, differs: bool) -> SafeString:
    """Draw the sign of a criterion, and beside it that the views differ."""
    return format_html("{} {}", sign_of(state), sign_of(State.DIFFERING)) if differs else sign_of(state)
