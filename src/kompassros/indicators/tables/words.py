"""The words for genders and statuses on the pages of files of statistics."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GENDERS: dict[str, Promise] = {"T": _("All"), "K": _("Women"), "M": _("Men")}
STATUSES: dict[str, Promise] = {
    "PRESENT": _("value"),
    "MISSING": _("missing"),
    "NOT_APPLICABLE": _("does not apply"),
    "SUPPRESSED": _("suppressed"),
    "PRELIMINARY": _("preliminary"),
    "BELOW": _("below"),
    "AT_MOST": _("at most"),
    "ABOVE": _("above"),
    "AT_LEAST": _("at least"),
}
TYPED_STATUSES: dict[str, Promise] = {name: STATUSES[name] for name in ("MISSING", "NOT_APPLICABLE", "SUPPRESSED")}
"""The statuses that somebody may say that a word means."""
