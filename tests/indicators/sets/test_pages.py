"""The pages of own sets from the first form to the public page, and what everybody reads there."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.indicators.models import MeasureSet
from kompassros.organisations.demo import OWN
from kompassros.organisations.models import Organisation
from kompassros.organisations.roles import Role
from tests.indicators.rounds.makers import person_with

pytestmark = pytest.mark.django_db
REASON = {"why": "New goals.", "decision": "KS § 14"}
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def coordinator(client: Client) -> Client:
    client.force_login(person_with(Role.COORDINATOR), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _sent(measure_set: MeasureSet, **values: object) -> dict[str, object]:
    measure_set.refresh_from_db()
    return {"version": measure_set.version, **REASON, **values}


def test_a_set_from_the_first_form_to_the_public_page(coordinator: Client) -> None:
    owner = Organisation.objects.get(key=OWN)
    head = {"version": owner.version, "title": "Our goals", "year": 2026, "signs": "arrows", "source": "", **REASON}
    coordinator.post(reverse("sets:make", args=[OWN]), head)
    own = MeasureSet.objects.filter(owner=owner).latest("pk")
    found = f"{reverse('sets:add', args=[own.key])}?find=N15428"
    assert b"N15428" in coordinator.get(found).content
    coordinator.post(found, _sent(own, codes=["N15428"], area="Children", level="council"))
    measure = own.measures.get()
    assert (measure.code, measure.area, measure.level) == ("N15428", "Children", "council")
    coordinator.post(
        reverse("sets:measure", args=[own.key, measure.pk]),
        _sent(own, title="Ready for upper secondary", area="Children", direction="", level="", place=1),
    )
    page = coordinator.get(reverse("portal:measure_set", args=[own.key]), headers=ENGLISH).content.decode()
    for said in (owner.name, "New goals. [KS § 14]", "Ready for upper secondary", "measure added", "measure changed"):
        assert said in page
    assert "Coordinator" not in page.split('id="log"')[1].split("</table>")[0]


def test_a_file_is_looked_over_before_it_changes_anything(coordinator: Client) -> None:
    owner = Organisation.objects.get(key=OWN)
    head = {"version": owner.version, "title": "Our goals", "signs": "groups", **REASON, "source_set": "kkik-2018"}
    coordinator.post(reverse("sets:make", args=[OWN]), head)
    own = MeasureSet.objects.filter(owner=owner).latest("pk")
    before = own.measures.count()
    assert before == 16
    page = reverse("sets:take_in", args=[own.key])
    upload = io.BytesIO(b"key: x\ntitle: Fewer\ncomplete: true\nmeasures:\n- code: N15428\n- code: N99999\n")
    upload.name = "set.yaml"
    shown = coordinator.post(page, {"file": upload}, headers=ENGLISH)
    assert b"N99999" in shown.content
    assert own.measures.count() == before
    content = shown.context["form"].initial["content"]
    coordinator.post(page, _sent(own, content=content))
    assert list(own.measures.values_list("code", flat=True)) == ["N15428", "N99999"]
    own.refresh_from_db()
    assert own.title == "Fewer"


def test_a_form_that_somebody_was_faster_than_keeps_what_was_typed(coordinator: Client) -> None:
    owner = Organisation.objects.get(key=OWN)
    own = MeasureSet.objects.create(key="own", title="Mine", owner=owner, version=3)
    old = {"version": 2, "title": "My words", "signs": "groups", **REASON}
    answer = coordinator.post(reverse("sets:edit", args=["own"]), old)
    assert (answer.status_code, b"My words" in answer.content) == (200, True)
    own.refresh_from_db()
    assert own.title == "Mine"


def test_every_page_of_a_set_opens(coordinator: Client) -> None:
    owner = Organisation.objects.get(key=OWN)
    own = MeasureSet.objects.create(key="own-2026", title="Mine", year=2026, owner=owner)
    MeasureSet.objects.create(key="own-2025", title="Before", year=2025, owner=owner, complete=False)
    measure = own.measures.create(title="Words only", position=1)
    for name in ("show", "edit", "withdraw", "add", "add_words", "take_in"):
        assert coordinator.get(reverse(f"sets:{name}", args=[own.key])).status_code == 200
    for name in ("measure", "remove"):
        assert coordinator.get(reverse(f"sets:{name}", args=[own.key, measure.pk])).status_code == 200
    for ending, status in (("xlsx", 200), ("yaml", 200), ("exe", 404)):
        assert coordinator.get(reverse("sets:file", args=[own.key, ending])).status_code == status
    for name in ("sets:list", "portal:measure_sets"):
        assert "Mine" in coordinator.get(reverse(name)).content.decode()


def test_an_incomplete_list_before_says_what_it_leaves_open(client: Client) -> None:
    page = client.get(reverse("portal:measure_set", args=["kkik-2024"]), headers=ENGLISH).content.decode()
    assert "The earlier list is not complete" in page
    assert "What differs from the list before" in page
