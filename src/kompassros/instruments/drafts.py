"""What changes drafts of editions: begin, change, take over a file's content, check, publish."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kompassros.instruments import editing, services
from kompassros.instruments.checking import Checked, check
from kompassros.instruments.editing import Content
from kompassros.instruments.exchange import canonical
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.models import Edition, EditionDraft
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Organisation, Person
from kompassros.records import clock, history, signals
from kompassros.records.errors import Conflict, DomainError

State = EditionDraft.State
KIND = "edition_draft"
_CONFLICT = gettext_lazy("Somebody else has saved or published this draft in the meantime.")


@transaction.atomic
def start_draft(
    *,
    organisation: Organisation,
    key: str,
    version: str,
    names: Mapping[str, str],
    person: Person,
    based_on: Edition | None = None,
) -> EditionDraft:
    """Begin a draft from a stored edition, or from nothing. A copy under another key gets ids of its own."""
    content = _beginning(key=key, version=version, names=names, based_on=based_on)
    now = clock.now()
    draft = EditionDraft._base_manager.create(
        organisation=organisation,
        based_on=based_on,
        content=content,
        created_by=person,
        created_at=now,
        updated_by=person,
        updated_at=now,
        **_columns(content),
    )
    after = {"version": version, "based_on": str(based_on) if based_on else ""}
    _write_history(draft, person, "begun", after=after)
    return draft


def _beginning(*, key: str, version: str, names: Mapping[str, str], based_on: Edition | None) -> Content:
    if based_on is None:
        return editing.empty_content(key=key, version=version, names=names)
    content = editing.with_criteria(canonical(edition_outline(based_on)))
    if key != content["instrument"]["id"]:
        content = editing.with_new_ids(content)
        content["instrument"] |= {"id": key, "name": dict(names), "own": [], "owners": []}
    is_same_version = key == based_on.instrument.key and version == content["version"]
    content |= {"version": version, "revision": based_on.revision + 1 if is_same_version else 1}
    return content if is_same_version else content | {"name": dict(names), "own": []}


def _columns(content: Content) -> dict[str, Any]:
    """Return what of the content stands in columns too, for lists; cut to what these hold."""
    revision = content["revision"]
    return {
        "instrument_key": str(content["instrument"]["id"])[:60],
        "edition_version": str(content["version"])[:20],
        "revision": revision if isinstance(revision, int) and 0 < revision < 1000 else 1,
    }


def change_draft(
    *, draft: EditionDraft, change: Callable[[Content], Content], verb: str = "changed", person: Person
) -> EditionDraft:
    """Change the content by one of the functions of `editing`; a checked draft has to be checked again.

    Raises DomainError when the part is no longer there, Conflict when somebody else saved in the meantime.
    """
    try:
        content = change(draft.content)
    except LookupError:
        raise DomainError(_("This part of the draft is no longer there. Look at the draft again.")) from None
    return _save(draft=draft, content=content, verb=verb, person=person)


@transaction.atomic
def _save(*, draft: EditionDraft, content: Content, verb: str, person: Person) -> EditionDraft:
    before, after = editing.differences(draft.content, content)
    if not before and not after and verb == "changed":
        return draft
    _claim(draft, person, content=content, state=State.DRAFT, waiting=None, waiting_from="", **_columns(content))
    draft.content = content
    _write_history(draft, person, verb, before=before or None, after=after or None)
    return draft


def _wait_for_others(draft: EditionDraft) -> None:
    """Lock the draft until the transaction ends; Conflict where somebody saved since it was read."""
    rows = EditionDraft._base_manager.select_for_update().filter(pk=draft.pk, version=draft.version)
    if rows.values_list("pk").first() is None:
        raise Conflict(_CONFLICT)


def _claim(draft: EditionDraft, person: Person, **values: Any) -> None:
    """Write values if nobody saved since the draft was read.

    Without the scope's join: PostgreSQL would look up the joined rows before it waits for another's change, and then
    let two people win.
    """
    if draft.state == State.PUBLISHED:
        raise DomainError(_("A published draft never changes. Begin a new draft from the edition."))
    rows = EditionDraft._base_manager.filter(pk=draft.pk, version=draft.version).exclude(state=State.PUBLISHED)
    values |= {"version": draft.version + 1, "updated_by": person, "updated_at": clock.now()}
    if not rows.update(**values):
        raise Conflict(_CONFLICT)
    for name, value in values.items():
        setattr(draft, name, value)


@transaction.atomic
def hold_content(*, draft: EditionDraft, edition: EditionFile, file_name: str, person: Person) -> EditionDraft:
    """Keep what a file holds beside the draft, until somebody has looked at what it would change."""
    content = editing.with_criteria(canonical(edition))
    _claim(draft, person, waiting=content, waiting_from=file_name[:200])
    _write_history(draft, person, "held", after={"file": file_name[:200]})
    return draft


def take_content(*, draft: EditionDraft, person: Person) -> EditionDraft:
    """Let the content that waits replace the draft's own."""
    if draft.waiting is None:
        raise DomainError(_("No file waits for this draft. Send one in first."))
    return _save(draft=draft, content=draft.waiting, verb="replaced", person=person)


@transaction.atomic
def drop_content(*, draft: EditionDraft, person: Person) -> EditionDraft:
    """Put the content that waits aside; the draft stays as it is."""
    name = draft.waiting_from
    _claim(draft, person, waiting=None, waiting_from="")
    _write_history(draft, person, "dropped", before={"file": name})
    return draft


def check_draft(draft: EditionDraft) -> Checked:
    """Check a draft by the rules of files, and that its version and revision are not stored already."""
    found = check(draft.content)
    taken = Edition.objects.filter(
        instrument__key=draft.instrument_key, version=draft.edition_version, revision=draft.revision
    )
    if draft.state != State.PUBLISHED and taken.exists():
        reason = _("this version and revision are published already and never change; raise the revision")
        return Checked(None, (*found.faults, (("revision",), reason)), found.remarks)
    return found


@transaction.atomic
def confirm_check(*, draft: EditionDraft, person: Person) -> EditionDraft:
    """Mark a draft without faults as checked, so that it can be published; DomainError where there are any."""
    if check_draft(draft).edition is None:
        raise DomainError(_("The draft has faults. Mend them, then check it again."))
    _claim(draft, person, state=State.CHECKED)
    _write_history(draft, person, "checked")
    return draft


@transaction.atomic
def publish_draft(*, draft: EditionDraft, person: Person, why: str) -> Edition:
    """Store a checked draft as an edition, which never changes again."""
    if draft.state != State.CHECKED:
        raise DomainError(_("Only a checked draft can be published. Check it first."))
    if not why.strip():
        raise DomainError(_("Say why the edition is published: what is new in it, who decided on it."))
    _wait_for_others(draft)
    edition = check(draft.content).edition
    if edition is None:
        raise DomainError(_("The draft has faults. Mend them, then check it again."))
    stored = services.store_edition(edition=edition, person=person, why=why)
    _claim(draft, person, state=State.PUBLISHED, published_as=stored)
    _write_history(draft, person, "published", after={"sha256": stored.sha256}, why=why)
    signals.published_changed.announce()
    return stored


def _write_history(draft: EditionDraft, person: Person, verb: str, **more: Any) -> None:
    history.write(
        person=person,
        verb=verb,
        subject=(KIND, str(draft.pk), str(draft)),
        organisation_id=draft.organisation_id,
        **more,
    )
