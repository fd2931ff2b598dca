"""Freezing: one canonical text, a checksum over it, a reader per schema, and rows that nothing changes."""

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kompassros.indicators.models import CollectionRound
from kompassros.indicators.rounds.freezing import close_round
from kompassros.instruments.models import Edition
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation
from kompassros.records import freezing
from kompassros.records.models import Frozen, FrozenError
from tests.contract.steering_subjects import steering_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FROZEN = [model for model in apps.get_models() if issubclass(model, Frozen)]


def test_canonical_json_is_sorted_without_blanks_and_keeps_letters() -> None:
    assert freezing.canonical_json({"ö": "78.5", "a": [1, None]}) == '{"a":[1,null],"ö":"78.5"}'


def test_digest_is_that_of_the_canonical_text() -> None:
    assert freezing.digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_order_of_keys_does_not_change_the_digest(content: dict[str, Any]) -> None:
    assert freezing.digest(content) == freezing.digest(dict(reversed(content.items())))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        freezing.canonical_json({"a": value})


def test_content_is_read_by_the_reader_of_its_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "_readers", {})
    freezing.register_reader("thing", 1, lambda content: ("old", content["a"]))
    freezing.register_reader("thing", 2, lambda content: ("new", content["a"]))
    assert freezing.read("thing", 1, {"a": 5}) == ("old", 5)
    assert freezing.read("thing", 2, {"a": 5}) == ("new", 5)
    with pytest.raises(KeyError):
        freezing.read("thing", 3, {})
    with pytest.raises(ValueError, match="thing schema 2"):
        freezing.register_reader("thing", 2, dict)


@pytest.fixture
def closed(db: None) -> None:
    """A closed round, where the demo's is open, and a closed reporting period."""
    one = CollectionRound.objects.all()[0]
    close_round(one=one, person=None)
    steering_of(Organisation.objects.get(key=OWN))


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("model", FROZEN, ids=lambda model: model.__name__)
class TestFrozenRow:
    def test_every_row_is_intact_and_readable(self, model: type[Frozen]) -> None:
        rows = list(model._base_manager.all())
        assert rows
        assert all(row.is_intact() for row in rows)
        assert all(row.read() is not None for row in rows)

    def test_saving_again_is_refused(self, model: type[Frozen]) -> None:
        row = model._base_manager.first()
        assert row
        with pytest.raises(FrozenError):
            row.save()

    def test_deleting_is_refused(self, model: type[Frozen]) -> None:
        row = model._base_manager.first()
        assert row
        with pytest.raises(FrozenError):
            row.delete()
        with pytest.raises(FrozenError):
            model.objects.all().delete()

    def test_update_of_the_queryset_is_refused(self, model: type[Frozen]) -> None:
        with pytest.raises(FrozenError):
            model.objects.update(schema=9)

    def test_database_itself_refuses_an_update(self, model: type[Frozen]) -> None:
        table = model._meta.db_table
        refused = pytest.raises(IntegrityError, match="frozen rows cannot be changed")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET sha256 = 'x'")
        assert not model._base_manager.filter(sha256="x").exists()


def test_every_kind_of_frozen_row_is_known_here() -> None:
    assert Edition in FROZEN
    assert len(FROZEN) >= 3


@pytest.mark.django_db
def test_changed_content_is_found_by_its_checksum() -> None:
    row = Edition.objects.first()
    assert row
    row.content = {**row.content, "version": "forged"}
    assert not row.is_intact()
