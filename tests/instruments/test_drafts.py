"""Drafts of editions: begun, changed, checked, published; each change in the history, nobody overwritten unseen."""

from typing import Any

import pytest

from kompassros.instruments import drafts, editing
from kompassros.instruments.criteria import count_criteria
from kompassros.instruments.exchange import canonical
from kompassros.instruments.models import Edition, EditionDraft
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.history import of_subject
from kompassros.records.history_table import changes_of
from tests.instruments.pages import again
from tests.instruments.tiny import read, text, tiny

pytestmark = pytest.mark.django_db
State = EditionDraft.State


def changed(draft: EditionDraft, person: Person, **values: Any) -> EditionDraft:
    return drafts.change_draft(
        draft=draft, change=lambda content: editing.change(content, "c-aa11bb", values), person=person
    )


def test_draft_of_the_same_version_is_the_next_revision_with_the_same_ids(draft: EditionDraft) -> None:
    assert (draft.instrument_key, draft.edition_version, draft.revision) == ("tiny", "1.0", 2)
    assert draft.content == canonical(read(tiny())) | {"revision": 2}
    assert (draft.state, drafts.check_draft(draft).faults) == (State.DRAFT, ())


def test_draft_of_another_version_begins_with_revision_1(
    sweden: Organisation, officer: Person, stored: Edition
) -> None:
    draft = drafts.start_draft(
        organisation=sweden, key="tiny", version="2.0", names=text("two"), person=officer, based_on=stored
    )
    assert (draft.content["version"], draft.content["revision"], draft.content["name"]) == ("2.0", 1, text("two"))
    assert draft.content["areas"] == canonical(read(tiny()))["areas"]


def test_draft_under_another_name_is_another_instrument(sweden: Organisation, officer: Person, stored: Edition) -> None:
    draft = drafts.start_draft(
        organisation=sweden, key="ours", version="1", names=text("ours"), person=officer, based_on=stored
    )
    assert draft.content["instrument"]["id"] == "ours"
    ids = {found.part["id"] for found in editing.parts(draft.content)}
    assert len(ids) == 9
    assert ids & {found.part["id"] for found in editing.parts(canonical(read(tiny())))} == set()


def test_draft_may_begin_from_an_edition_of_format_1(sweden: Organisation, officer: Person) -> None:
    based_on = Edition.objects.get(instrument__key="kommunkompassen", version="2.0")
    draft = drafts.start_draft(
        organisation=sweden, key="kommunkompassen", version="3.0", names=text("x"), person=officer, based_on=based_on
    )
    checked = drafts.check_draft(draft)
    assert checked.faults == ()
    assert len(checked.remarks) == 45


def test_change_is_kept_in_the_history_with_before_and_after(draft: EditionDraft, officer: Person) -> None:
    changed(draft, officer, partly=text("half"), ask=["units"])
    entry = of_subject(drafts.KIND, str(draft.pk)).first()
    assert entry
    assert (entry.verb, entry.person, entry.organisation_id) == ("changed", officer, draft.organisation_id)
    told = changes_of(entry)
    assert "Criterion 1.1.1, Partly in place, Norwegian: plan partly nb → half nb" in told
    asked = "chief executive and heads of staff functions, leading politicians → unit managers"
    assert f"Criterion 1.1.1, Whom to interview: {asked}" in told
    assert len(told) == 4


def test_nothing_changed_is_no_change(draft: EditionDraft, officer: Person) -> None:
    changed(draft, officer, weight=3)
    assert again(draft).version == 1
    assert of_subject(drafts.KIND, str(draft.pk)).count() == 1


def test_second_editor_is_told_and_the_first_change_stays(draft: EditionDraft, officer: Person) -> None:
    other = again(draft)
    changed(draft, officer, weight=4)
    with pytest.raises(Conflict):
        changed(other, officer, weight=5)
    assert editing.find(again(draft).content, "c-aa11bb").part["weight"] == 4


def test_part_that_is_gone_is_told(draft: EditionDraft, officer: Person) -> None:
    drafts.change_draft(
        draft=draft, change=lambda content: editing.remove(content, "c-aa11bb"), verb="removed", person=officer
    )
    with pytest.raises(DomainError, match="no longer there"):
        changed(draft, officer, weight=4)


def test_checked_draft_is_published_and_frozen(draft: EditionDraft, officer: Person) -> None:
    changed(draft, officer, weight=4)
    drafts.confirm_check(draft=draft, person=officer)
    edition = drafts.publish_draft(draft=draft, person=officer, why="the board decided")
    assert (edition.version, edition.revision, edition.schema) == ("1.0", 2, 2)
    assert canonical(edition_outline(edition)) == draft.content
    now = again(draft)
    assert (now.state, now.published_as_id) == (State.PUBLISHED, edition.pk)
    with pytest.raises(DomainError, match="never changes"):
        changed(now, officer, weight=5)
    verbs = [entry.verb for entry in of_subject(drafts.KIND, str(draft.pk))]
    assert verbs == ["published", "checked", "changed", "begun"]
    stored = of_subject("edition", str(edition.pk)).get()
    assert (stored.why, stored.person) == ("the board decided", officer)


def test_change_after_the_check_needs_another_check(draft: EditionDraft, officer: Person) -> None:
    drafts.confirm_check(draft=draft, person=officer)
    assert changed(draft, officer, weight=4).state == State.DRAFT
    with pytest.raises(DomainError, match="Only a checked draft"):
        drafts.publish_draft(draft=draft, person=officer, why="x")


def test_publication_needs_a_reason(draft: EditionDraft, officer: Person) -> None:
    drafts.confirm_check(draft=draft, person=officer)
    with pytest.raises(DomainError, match="Say why"):
        drafts.publish_draft(draft=draft, person=officer, why=" ")


def test_draft_with_faults_is_not_checked(draft: EditionDraft, officer: Person) -> None:
    changed(draft, officer, full=dict.fromkeys(("sv", "nb", "en"), ""))
    faults = drafts.check_draft(draft).faults
    assert [steps[-2:] for steps, _reason in faults] == [("full", "sv"), ("full", "nb"), ("full", "en")]
    with pytest.raises(DomainError, match="has faults"):
        drafts.confirm_check(draft=draft, person=officer)


def test_revision_that_is_stored_already_is_a_fault(draft: EditionDraft, officer: Person) -> None:
    drafts.change_draft(draft=draft, change=lambda content: content | {"revision": 1}, person=officer)
    assert [steps for steps, _reason in drafts.check_draft(draft).faults] == [("revision",)]


def test_file_waits_until_it_is_taken(draft: EditionDraft, officer: Person) -> None:
    before = draft.content
    new = read(tiny(revision=2, sources=["other"]))
    drafts.hold_content(draft=draft, edition=new, file_name="x.yaml", person=officer)
    assert (again(draft).content, again(draft).waiting) == (before, canonical(new))
    drafts.take_content(draft=draft, person=officer)
    now = again(draft)
    assert (now.content, now.waiting, now.waiting_from) == (canonical(new), None, "")
    with pytest.raises(DomainError, match="No file waits"):
        drafts.take_content(draft=now, person=officer)


def test_file_is_put_aside(draft: EditionDraft, officer: Person) -> None:
    before = draft.content
    drafts.hold_content(draft=draft, edition=read(tiny(revision=2, sources=["other"])), file_name="x", person=officer)
    drafts.drop_content(draft=draft, person=officer)
    assert (again(draft).content, again(draft).waiting) == (before, None)
    assert [entry.verb for entry in of_subject(drafts.KIND, str(draft.pk))] == ["dropped", "held", "begun"]


def test_change_by_hand_puts_a_waiting_file_aside(draft: EditionDraft, officer: Person) -> None:
    drafts.hold_content(draft=draft, edition=read(tiny(revision=2, sources=["other"])), file_name="x", person=officer)
    changed(draft, officer, weight=4)
    assert again(draft).waiting is None


def test_draft_is_read_in_the_scope_of_its_owner_only(draft: EditionDraft, sweden: Organisation) -> None:
    norway = Organisation.objects.get(key="norge")
    with organisation_scope(sweden):
        assert EditionDraft.objects.filter(pk=draft.pk).exists()
    with organisation_scope(norway):
        assert not EditionDraft.objects.filter(pk=draft.pk).exists()


def test_own_criteria_are_packaged_and_stored(db: None) -> None:
    edition = edition_outline(Edition.objects.get(instrument__key="kompassros-bedomningspunkter", version="1"))
    assert [len(area.questions or ()) for area in edition.areas] == [5, 6, 5, 6, 6, 6, 5, 6]
    assert count_criteria(edition) >= 164
