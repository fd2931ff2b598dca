"""Two officers at the same draft at the same moment: one wins, the other is told.

These tests commit, and threads meet in the database as requests do.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import translation

from kompassros.instruments import drafts, editing
from kompassros.instruments.models import Edition, EditionDraft
from kompassros.organisations.models import Person
from kompassros.records.errors import Conflict
from kompassros.records.history import of_subject
from tests.instruments.pages import again

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works: Callable[[], object]) -> list[str]:
    """Run the works in threads that begin together; return what each said, in order of the alphabet."""
    gate = Barrier(len(works))

    def begin(work: Callable[[], object]) -> str:
        try:
            with translation.override("en"):
                connection.ensure_connection()
                gate.wait(timeout=20)
                work()
        except Conflict:
            return "conflict"
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(begin, works))


def test_two_changes_at_once_are_one_change_and_one_conflict(draft: EditionDraft, officer: Person) -> None:
    def changing(weight: int) -> Callable[[], object]:
        mine = again(draft)
        return lambda: drafts.change_draft(
            draft=mine, change=lambda content: editing.change(content, "c-aa11bb", {"weight": weight}), person=officer
        )

    assert at_once(*(changing(weight) for weight in (5, 6, 7))) == ["conflict", "conflict", "done"]
    assert again(draft).version == 2
    assert of_subject(drafts.KIND, str(draft.pk)).count() == 2


def test_two_publications_at_once_are_one(draft: EditionDraft, officer: Person) -> None:
    drafts.confirm_check(draft=draft, person=officer)

    def publishing(why: str) -> Callable[[], object]:
        mine = again(draft)
        return lambda: drafts.publish_draft(draft=mine, person=officer, why=why)

    assert at_once(publishing("one"), publishing("two")) == ["conflict", "done"]
    assert Edition.objects.filter(instrument__key="tiny", revision=2).count() == 1
