"""Publishing and correcting: one result once, a reason for each correction, both sheets kept, rows never change."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from kompassros.evaluations.models import Evaluation, Reference, ScoreSheet
from kompassros.evaluations.services import Publisher, correct, publish
from kompassros.evaluations.sheet import Sheet
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.scoping import organisation_scope
from kompassros.records import history
from kompassros.records.errors import Conflict, DomainError
from kompassros.records.history import differences
from kompassros.records.models import FrozenError
from tests.evaluations.made_up import PUBLISHER, points, published, sheet

pytestmark = pytest.mark.django_db
WHY = Publisher(None, "a misprint")


def corrected(row: ScoreSheet, **values: object) -> Sheet:
    return row.read().model_copy(update=values)


def test_published_sheet_has_an_address_an_evaluation_and_a_history(
    granby: Organisation, administrator: Person
) -> None:
    row = publish(sheet=sheet(granby), organisation=granby, publisher=Publisher(administrator, "new"))
    assert (row.slug, row.number, row.replaces, row.published_by) == ("granby-2014", 1, None, administrator)
    assert row.is_intact()
    with organisation_scope(granby):
        evaluation = Evaluation.objects.get(slug="granby-2014")
    assert (evaluation.edition.version, evaluation.year, evaluation.made_up) == ("2.0", 2014, True)
    (entry,) = history.of_subject("score_sheet", "granby-2014")
    assert (entry.verb, entry.person, entry.why, entry.before) == ("published", administrator, "new", None)
    assert entry.organisation_id == granby.pk


def test_reference_is_published_without_an_organisation(db: None) -> None:
    row = publish(sheet=sheet(), organisation=None, publisher=PUBLISHER)
    assert row.slug == "se-mean-of-made-up-municipalities-2014"
    assert Reference.objects.get(slug=row.slug).country == "SE"


def test_same_result_is_published_once(granby: Organisation) -> None:
    published(granby)
    with pytest.raises(DomainError, match="Granby 2014 is published already"):
        published(granby, stated_total=Decimal(1))
    assert ScoreSheet.objects.filter(slug__startswith="granby-2014").count() == 1


def test_second_version_of_a_year_gets_an_address_of_its_own(granby: Organisation) -> None:
    published(granby)
    other = published(granby, version="2016", version_printed="2016")
    unsure = published(granby, version=None, version_printed="2.0?")
    assert (other.slug, unsure.slug) == ("granby-2014-2016", "granby-2014-20")


def test_long_printed_version_still_gets_an_address(granby: Organisation) -> None:
    published(granby, organisation_key="g" * 80)
    row = published(granby, organisation_key="g" * 80, version=None, version_printed="2.0? " + "v" * 55)
    assert len(row.slug) <= ScoreSheet._meta.get_field("slug").max_length


def test_correction_names_the_old_sheet_and_keeps_it(granby: Organisation, administrator: Person) -> None:
    old = published(granby)
    sheet = corrected(old, areas=points("62", *["50"] * 7), stated_total=Decimal(412))
    new = correct(old=old, sheet=sheet, publisher=Publisher(administrator, "a misprint"))
    assert (new.slug, new.number, new.replaces_id, new.why) == (old.slug, 2, old.pk, "a misprint")
    assert (new.evaluation_id, new.organisation_id) == (old.evaluation_id, old.organisation_id)
    assert ScoreSheet.objects.get(pk=old.pk).read() == old.read()
    entry = history.of_subject("score_sheet", old.slug)[0]
    changed = {key: (before, after) for key, before, after in differences(entry.before, entry.after)}
    assert (changed["area1"], changed["total"]) == (("61", "62"), ("486", "412"))
    assert (entry.person_label, entry.why, entry.verb) == ("Anna Administratör", "a misprint", "corrected")
    assert set(changed) == {*(f"area{number}" for number in range(1, 9)), "total"}


@pytest.mark.parametrize("why", ["", "  \n"])
def test_correction_needs_a_reason(granby: Organisation, why: str) -> None:
    old = published(granby)
    with pytest.raises(DomainError, match="Say why"):
        correct(old=old, sheet=corrected(old, year=2013), publisher=Publisher(None, why))


def test_correction_without_a_difference_is_refused(granby: Organisation) -> None:
    old = published(granby)
    with pytest.raises(DomainError, match="Nothing differs"):
        correct(old=old, sheet=old.read(), publisher=WHY)


def test_second_correction_of_the_same_sheet_is_a_conflict(granby: Organisation) -> None:
    old = published(granby)
    correct(old=old, sheet=corrected(old, year=2013), publisher=WHY)
    with pytest.raises(Conflict, match="Somebody else has corrected Granby 2012 in the meantime"):
        correct(old=old, sheet=corrected(old, year=2012), publisher=WHY)
    with organisation_scope(granby):
        assert Evaluation.objects.get(slug=old.slug).year == 2013
    assert ScoreSheet.objects.filter(slug=old.slug).count() == 2


def test_correction_to_a_result_that_is_published_already_is_refused(granby: Organisation) -> None:
    published(granby)
    other = published(granby, year=2015)
    with pytest.raises(DomainError, match="Granby 2014 is published already"):
        correct(old=other, sheet=corrected(other, year=2014), publisher=WHY)
    assert ScoreSheet.objects.filter(slug=other.slug).count() == 1


def test_reference_is_corrected(db: None) -> None:
    old = publish(sheet=sheet(), organisation=None, publisher=PUBLISHER)
    new = correct(old=old, sheet=corrected(old, year=2013), publisher=WHY)
    assert (new.reference_id, new.number) == (old.reference_id, 2)
    assert Reference.objects.get(pk=old.reference_id).year == 2013


def test_frozen_sheet_is_neither_saved_nor_updated_nor_deleted(granby: Organisation) -> None:
    row = published(granby)
    for change in (row.save, row.delete, ScoreSheet.objects.all().delete):
        with pytest.raises(FrozenError):
            change()
    with pytest.raises(FrozenError):
        ScoreSheet.objects.filter(pk=row.pk).update(why="")


def test_database_itself_refuses_to_change_a_frozen_sheet(granby: Organisation) -> None:
    row = published(granby)
    with pytest.raises(DatabaseError, match="frozen rows cannot be changed"), transaction.atomic():
        connection.cursor().execute("UPDATE evaluations_scoresheet SET why = 'x' WHERE id = %s", [row.pk])
    assert ScoreSheet.objects.get(pk=row.pk).why == PUBLISHER.why


def test_content_that_was_tampered_with_is_not_intact(granby: Organisation) -> None:
    row = published(granby)
    row.content["stated_total"] = "487"
    assert not row.is_intact()
