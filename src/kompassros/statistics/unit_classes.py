"""The classes of units, and what the letters and digits before a workplace's code stand for, as far as it is known.

Read off the names of the units themselves, by counting words: "V34" has only units for occupation by the Social
Services Act, "V35" a single unit whose name says nothing. What is not known has the prefix alone. Our own reading.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_noop as _

from kompassros.statistics.models import UnitClass

COUNTRY, REGION, MUNICIPALITY, MADE_UP = "SE-country", "SE-region", "SE-municipality", "XX-municipality"
NORWEGIAN = "NO-municipality"
_PREFIX = re.compile(r"^[A-Z]\d{2}(?=\D)")

WORKPLACES = {
    "V11": _("preschool"),
    "V15": _("compulsory school"),
    "V17": _("upper secondary school"),
    "V21": _("home care"),
    "V23": _("housing for older people"),
    "V25": _("group and service housing (LSS)"),
    "V26": _("daily activities (LSS)"),
    "V28": _("daily activities (LSS)"),
    "V29": _("group and service housing (LSS)"),
    "V30": _("group and service housing (LSS)"),
    "V31": _("housing support"),
    "V32": _("housing (SoL)"),
    "V34": _("occupation (SoL)"),
    "V36": _("personal assistance"),
    "V42": _("occupation (SoL)"),
    "V60": _("hospital premises"),
    "V70": _("hospital"),
}


def workplace_key(code: str) -> str:
    """Return the class of an organisational unit by its code: "V11E100135" -> "SE-V11"; without a prefix "SE-other"."""
    prefix = _PREFIX.match(code)
    return f"SE-{prefix[0] if prefix else 'other'}"


def _basic() -> tuple[UnitClass, ...]:
    kind = UnitClass.Kind
    return (
        UnitClass(number=1, key=COUNTRY, country="SE", kind=kind.COUNTRY, name=_("country"), ranked=False),
        UnitClass(number=2, key=REGION, country="SE", kind=kind.REGION, name=_("region")),
        UnitClass(number=3, key=MUNICIPALITY, country="SE", kind=kind.MUNICIPALITY, name=_("municipality")),
        UnitClass(
            number=4, key=MADE_UP, country="XX", kind=kind.MUNICIPALITY, name=_("made-up municipality"), made_up=True
        ),
    )


def ensure_classes(keys: Iterable[str] = ()) -> dict[str, UnitClass]:
    """Return all classes by key, having made the basic ones and those of ``keys`` that were not there.

    A new class has the next free number; no number is ever given twice.
    """
    classes = {found.key: found for found in UnitClass.objects.all()}
    missing = [basic for basic in _basic() if basic.key not in classes]
    last = max([len(_basic()), *(found.number for found in classes.values())])
    wanted = sorted(set(keys) - classes.keys() - {basic.key for basic in missing})
    for number, key in enumerate(wanted, start=last + 1):
        name = WORKPLACES.get(key.removeprefix("SE-"), "")
        missing.append(UnitClass(number=number, key=key, country="SE", kind=UnitClass.Kind.WORKPLACE, name=name))
    UnitClass.objects.bulk_create(missing)
    return classes | {made.key: made for made in missing}


def ensure_norwegian() -> UnitClass:
    """Return the class of Norway's municipalities; where it was not there it has the next free number."""
    classes = ensure_classes()
    if NORWEGIAN in classes:
        return classes[NORWEGIAN]
    return UnitClass.objects.create(
        number=max(found.number for found in classes.values()) + 1,
        key=NORWEGIAN,
        country="NO",
        kind=UnitClass.Kind.MUNICIPALITY,
        name=_("municipality"),
    )
