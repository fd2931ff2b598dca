"""What is too large is refused by its stated length, signed in or not, before it is read."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

pytestmark = pytest.mark.django_db
WHERE = "/en/accounts/login/"


@pytest.mark.parametrize(("limit", "size", "status"), [(1, 1_500_000, 413), (2, 1_500_000, 200)])
def test_body_over_the_limit_is_refused(client: Client, settings: Any, limit: int, size: int, status: int) -> None:
    settings.FILE_LIMIT_MB, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = limit, 100_000
    answer = client.post(WHERE, {"file": SimpleUploadedFile("a.txt", b"a" * size)})
    assert answer.status_code == status
    assert ("larger than 1 MB" in answer.content.decode()) is (status == 413)


@pytest.mark.parametrize("stated", ["", "many", "-1", "٣", "9" * 5_000])
def test_length_that_is_no_number_is_read_as_none(client: Client, stated: str) -> None:
    assert client.get(WHERE, CONTENT_LENGTH=stated).status_code == 200
