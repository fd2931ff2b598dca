"""Organisations from a file in the browser: all of it, or every trouble told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kompassros.organisations import forms
from kompassros.organisations.models import Organisation, Person
from kompassros.records import history
from tests.organisations.pages import address

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
HEAD = "key,country,kind,code,name,parent_code,valid_from,valid_to\n"


class TestImport:
    def send(self, client: Client, content: bytes, why: str = "From the statistical office.") -> Any:
        file = SimpleUploadedFile("organisations.csv", content, content_type="text/csv")
        return client.post(address("import", "sverige"), {"file": file, "why": why}, follow=True)

    def test_good_file_is_stored(self, administrator: Person, sign_in: SignIn) -> None:
        line = "nytorp,SE,municipality,9901,Nytorp,0018,,\n"
        content = self.send(sign_in(administrator), (HEAD + line).encode()).content.decode()
        assert "1 organisation was added." in content
        entry = history.of_subject("organisation", "nytorp").get()
        assert (entry.person, entry.why) == (administrator, "From the statistical office.")

    def test_troubles_are_told_row_by_row_and_nothing_is_stored(self, administrator: Person, sign_in: SignIn) -> None:
        lines = "nytorp,SE,municipality,9901,Nytorp,0018,,\nb,SE,town,9902,,0018,soon,\n"
        before = Organisation.objects.count()
        content = self.send(sign_in(administrator), (HEAD + lines).encode(), why="Kept words.").content.decode()
        assert "Nothing was stored" in content
        assert "3 things have to be mended" in content
        for said in ("The name is missing.", "“town” is not a kind of organisation", "“soon” is not a day"):
            assert said in content
        assert "Kept words." in content
        assert Organisation.objects.count() == before

    def test_organisations_of_another_country_are_refused(self, administrator: Person, sign_in: SignIn) -> None:
        line = "n,NO,municipality,9901,N,,,\n"
        content = self.send(sign_in(administrator), (HEAD + line).encode()).content.decode()
        assert "Only organisations of SE can be imported here." in content

    def test_number_of_rows_on_both_sides_of_the_limit(self, administrator: Person, sign_in: SignIn) -> None:
        client = sign_in(administrator)
        line = ",SE,town,,,,,\n"
        content = self.send(client, (HEAD + line * forms.MOST_ROWS).encode()).content.decode()
        assert "4000 things have to be mended" in content
        content = self.send(client, (HEAD + line * (forms.MOST_ROWS + 1)).encode()).content.decode()
        assert "The file has more than 2,000 rows." in content

    def test_empty_file_and_no_file_are_told(self, administrator: Person, sign_in: SignIn) -> None:
        client = sign_in(administrator)
        assert "The file is empty" in self.send(client, b"").content.decode()
        assert "ds-error-summary" in client.post(address("import", "sverige"), {"why": "x"}).content.decode()

    @pytest.mark.parametrize("language", ["sv", "en"])
    def test_empty_example_can_be_sent_in_with_rows(
        self, language: str, administrator: Person, sign_in: SignIn
    ) -> None:
        client = sign_in(administrator)
        with translation.override(language):
            where = reverse("organisations:import", args=["sverige"])
        example = client.get(where, {"table": "organisations", "format": "csv"}).content
        separator = b";" if language == "sv" else b","
        row = separator.join([b"", b"SE", b"municipality", b"9901", b"Nytorp", b"0018", b"", b"", b"Us"])
        self.send(client, example + row)
        assert Organisation.objects.filter(key="nytorp", parent__code="0018").exists()

    def test_municipality_has_no_import(self, administrator: Person, sign_in: SignIn) -> None:
        assert sign_in(administrator).get(address("import", "granby")).status_code == 404
