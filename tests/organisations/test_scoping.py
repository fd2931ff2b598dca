"""Scopes: a working table is read for an organisation, or not at all."""

import pytest
from django_scopes.exceptions import ScopeError

from kompassros.evaluations.models import Evaluation, ResultImport
from kompassros.organisations.models import Organisation
from kompassros.organisations.scoping import organisation_scope

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Evaluation, ResultImport])
def test_read_outside_a_scope_raises(model: type[Evaluation] | type[ResultImport]) -> None:
    manager = model.objects
    for read in (
        manager.all,
        manager.count,
        manager.first,
        manager.filter,
        manager.values,
        lambda: list(manager.exclude()),
    ):
        with pytest.raises(ScopeError):
            read()


def test_scope_holds_the_organisation_and_all_below_it(granby: Organisation, sweden: Organisation) -> None:
    with organisation_scope(granby):
        own = set(Evaluation.objects.values_list("organisation__key", flat=True))
    assert own == {"granby"}
    with organisation_scope(sweden):
        everywhere = set(Evaluation.objects.values_list("organisation__key", flat=True))
    assert {"granby", "tyreso"} <= everywhere
    assert "roros" not in everywhere


def test_scope_ends_with_its_block(granby: Organisation) -> None:
    with organisation_scope(granby):
        assert Evaluation.objects.count()
    with pytest.raises(ScopeError):
        Evaluation.objects.count()


def test_organisation_without_a_place_has_no_scope() -> None:
    with pytest.raises(ValueError, match="no place in the tree"):
        organisation_scope(Organisation(name="Nowhere"))
