"""Own sets are made, copied, changed and withdrawn. Every change says why, and stands in the history."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kompassros.indicators.models import CollectionRound, Measure, MeasureNetwork, MeasureSet
from kompassros.indicators.sets.content import (
    MOST_MEASURES,
    SET,
    Head,
    Line,
    Reason,
    free_key,
    head_of,
    line_of,
    numbers_of,
)
from kompassros.indicators.sets.policies import MAKE_SETS, MANAGE_SET
from kompassros.organisations.models import Organisation
from kompassros.organisations.saving import claim
from kompassros.records import history
from kompassros.records.errors import DomainError
from kompassros.records.policies import Policy


def _require(person: Any, policy: Policy, subject: Any) -> None:
    if person is not None and not policy.allows(person, subject):
        raise DomainError(_("Your role does not allow this. Ask your administrator if it should."))


@transaction.atomic
def make_set(
    *, organisation: Organisation, head: Head, reason: Reason, person: Any, lines: Sequence[Line] = ()
) -> MeasureSet:
    """Make an own set, empty or with measures (from a file, or those of another set)."""
    _require(person, MAKE_SETS, organisation)
    checked = _checked(lines)
    try:
        made = MeasureSet.objects.create(key=free_key(organisation, head), owner=organisation, **asdict(head))
    except IntegrityError:
        raise DomainError(_("Somebody has just made a set with this title. Choose another title.")) from None
    _write(made, person, "made", after=asdict(head) | {"measures": len(checked)}, why=str(reason))
    _add(made, checked, start=1)
    return made


def copy_set(*, source: MeasureSet, organisation: Organisation, head: Head, reason: Reason, person: Any) -> MeasureSet:
    """Make a set with the same measures as another, of the product or of anybody: next year's list, a variant."""
    lines = [line_of(one) for one in source.measures.all()]
    copied = _("Copied from %(set)s.") % {"set": source.title}
    why = replace(reason, why=f"{copied} {reason.why}")
    return make_set(organisation=organisation, head=head, reason=why, person=person, lines=lines)


@transaction.atomic
def change_head(*, measure_set: MeasureSet, head: Head, reason: Reason, person: Any) -> MeasureSet:
    """Change a set's title, year, source or signs; its address stays. Conflict where somebody else was first."""
    _begin(measure_set, person)
    before = asdict(head_of(measure_set))
    claim(measure_set, **asdict(head))
    _write(measure_set, person, "changed", before=before, after=asdict(head), why=str(reason))
    return measure_set


@transaction.atomic
def add_measures(*, measure_set: MeasureSet, lines: Sequence[Line], reason: Reason, person: Any) -> int:
    """Add measures at the end; returns how many. DomainError for one that the set has already."""
    _begin(measure_set, person)
    if not lines:
        raise DomainError(_("Choose at least one measure."))
    there = [line_of(one) for one in measure_set.measures.all()]
    checked = _checked([*there, *lines])[len(there) :]
    claim(measure_set)
    _add(measure_set, checked, start=len(there) + 1)
    for line in checked:
        _write_line(measure_set, person, "measure_added", reason, after=line)
    return len(checked)


@transaction.atomic
def change_measure(*, measure: Measure, line: Line, place: int, reason: Reason, person: Any) -> Measure:
    """Change a measure's words, area, direction, level and place in the list; its code stays."""
    measure_set = measure.measure_set
    _begin(measure_set, person)
    rows = list(measure_set.measures.all())
    before, kept = line_of(measure), replace(line, code=measure.code)
    _checked([kept if row.pk == measure.pk else line_of(row) for row in rows])
    claim(measure_set)
    Measure.objects.filter(pk=measure.pk).update(**asdict(kept))
    old = [row.pk for row in rows].index(measure.pk) + 1
    others = [row.pk for row in rows if row.pk != measure.pk]
    others.insert(max(0, place - 1), measure.pk)
    _number(others)
    _write_line(
        measure_set, person, "measure_changed", reason, before, kept, places=(old, others.index(measure.pk) + 1)
    )
    return measure


@transaction.atomic
def remove_measure(*, measure: Measure, reason: Reason, person: Any) -> None:
    """Take a measure out of its set. DomainError where a round asks for it."""
    measure_set = measure.measure_set
    _begin(measure_set, person)
    claim(measure_set)
    _remove(measure_set, [measure])
    _number([row.pk for row in measure_set.measures.all()])
    _write_line(measure_set, person, "measure_removed", reason, before=line_of(measure))


@transaction.atomic
def replace_measures(
    *, measure_set: MeasureSet, head: Head, lines: Sequence[Line], reason: Reason, person: Any
) -> None:
    """Let a set be as a file says: its head and all its measures. Those that stay keep their rows."""
    _begin(measure_set, person)
    checked = _checked(lines)
    before = asdict(head_of(measure_set))
    claim(measure_set, **asdict(head))
    if before != asdict(head):
        _write(measure_set, person, "changed", before=before, after=asdict(head), why=str(reason))
    rows = {line_of(one).identity: one for one in measure_set.measures.all()}
    wanted = {line.identity for line in checked}
    gone = [row for identity, row in rows.items() if identity not in wanted]
    _remove(measure_set, gone)
    for row in gone:
        _write_line(measure_set, person, "measure_removed", reason, before=line_of(row))
    for position, line in enumerate(checked, start=1):
        _place(measure_set, rows.get(line.identity), line, position, reason, person)


def _place(
    measure_set: MeasureSet, row: Measure | None, line: Line, position: int, reason: Reason, person: Any
) -> None:
    if row is None:
        _add(measure_set, [line], start=position)
        _write_line(measure_set, person, "measure_added", reason, after=line)
        return
    Measure.objects.filter(pk=row.pk).update(**asdict(line), position=position)
    if line_of(row) != line:
        _write_line(measure_set, person, "measure_changed", reason, line_of(row), line)


@transaction.atomic
def withdraw_set(*, measure_set: MeasureSet, reason: Reason, person: Any) -> None:
    """Take a set away. DomainError where a round or a network uses it; what it was stands in the history."""
    _begin(measure_set, person)
    used = uses_of(measure_set)
    if used:
        raise DomainError(
            _("The set is used by %(uses)s. It can be withdrawn when nobody uses it.") % {"uses": "; ".join(used)}
        )
    claim(measure_set)
    told = asdict(head_of(measure_set)) | {"measures": measure_set.measures.count()}
    _write(measure_set, person, "withdrawn", before=told, why=str(reason))
    measure_set.delete()


def uses_of(measure_set: MeasureSet) -> list[str]:
    """Return the titles of the rounds and networks that use a set."""
    rounds = CollectionRound.objects.filter(measure_set=measure_set).values_list("title", flat=True)
    networks = MeasureNetwork.objects.filter(measure_set=measure_set).values_list("group__title", flat=True)
    return [*rounds, *networks]


def _begin(measure_set: MeasureSet, person: Any) -> None:
    """Hold the set's row until the transaction ends; who comes second meets the other version."""
    if measure_set.owner is None:
        raise DomainError(_("This set belongs to the product. Copy it to have one of your own."))
    _require(person, MANAGE_SET, measure_set)
    MeasureSet.objects.select_for_update(of=("self",)).get(pk=measure_set.pk)


def _checked(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; DomainError for one without a name, one that stands twice, or too many."""
    if len(lines) > MOST_MEASURES:
        raise DomainError(_("A set has at most %(most)s measures.") % {"most": MOST_MEASURES})
    seen: set[str] = set()
    for line in lines:
        if not line.identity:
            raise DomainError(_("A measure needs a code or words of its own."))
        if line.identity in seen:
            raise DomainError(_("%(measure)s stands twice in the set.") % {"measure": line.code or line.title})
        seen.add(line.identity)
    return list(lines)


def _add(measure_set: MeasureSet, lines: Sequence[Line], *, start: int) -> None:
    numbers = numbers_of({line.code for line in lines})
    Measure.objects.bulk_create(
        Measure(measure_set=measure_set, indicator_id=numbers.get(line.code), position=position, **asdict(line))
        for position, line in enumerate(lines, start=start)
    )


def _remove(measure_set: MeasureSet, rows: Iterable[Measure]) -> None:
    """Delete measures. The database refuses one that is asked for in a round."""
    try:
        Measure.objects.filter(pk__in=[row.pk for row in rows]).delete()
    except ProtectedError:
        raise DomainError(
            _("A round asks for one of these measures. It stays in %(set)s; make a new set without it.")
            % {"set": measure_set.title}
        ) from None


def _number(pks: Iterable[int]) -> None:
    for position, pk in enumerate(pks, start=1):
        Measure.objects.filter(pk=pk).exclude(position=position).update(position=position)


def _write(measure_set: MeasureSet, person: Any, verb: str, *, of: str = "", **told: Any) -> None:
    subject = (SET, measure_set.key, f"{measure_set.title}: {of}" if of else measure_set.title)
    history.write(person=person, verb=verb, subject=subject, organisation_id=measure_set.owner_id, **told)


def _write_line(
    measure_set: MeasureSet,
    person: Any,
    verb: str,
    reason: Reason,
    before: Line | None = None,
    after: Line | None = None,
    places: tuple[int, int] | None = None,
) -> None:
    """Write what happened to one measure; which one it was stands beside the set's title."""
    told = [None if line is None else asdict(line) for line in (before, after)]
    for side, place in zip(told, places or (), strict=False):
        if side is not None:
            side["position"] = place
    of = next((name_of(line) for line in (before, after) if line is not None), "")
    _write(measure_set, person, verb, of=of, before=told[0], after=told[1], why=str(reason))


def name_of(line: Line) -> str:
    """Return what a measure is called where only its line is known."""
    return f"{line.code} {line.title}".strip()
