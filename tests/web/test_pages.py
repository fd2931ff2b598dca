import pytest

from kompassros.web.pages import pages_of


def numbers(count: int, asked: str) -> list[int | None]:
    return [link.number for link in pages_of(count, 50, asked, str).links]


@pytest.mark.parametrize(
    ("count", "asked", "number", "rows"),
    [
        (0, "", 1, (0, 0)),
        (50, "2", 1, (0, 50)),
        (51, "2", 2, (50, 51)),
        (160, "3", 3, (100, 150)),
        (160, "99", 4, (150, 160)),
        (160, "0", 1, (0, 50)),
        (160, "-1", 1, (0, 50)),
        (160, "two", 1, (0, 50)),
        (160, "9" * 5000, 1, (0, 50)),
    ],
)
def test_pages_of_any_request_is_a_page_that_exists(count: int, asked: str, number: int, rows: tuple[int, int]) -> None:
    page = pages_of(count, 50, asked, str)
    assert (page.number, (page.start, page.stop)) == (number, rows)


def test_links_leave_out_far_pages_but_never_a_single_one() -> None:
    assert numbers(1000, "10") == [1, None, 9, 10, 11, None, 20]
    assert numbers(1000, "4") == [1, 2, 3, 4, 5, None, 20]
    assert numbers(150, "1") == [1, 2, 3]


def test_first_and_last_page_have_a_neighbour_on_one_side() -> None:
    first, last = pages_of(100, 50, "1", str), pages_of(100, 50, "2", str)
    assert (first.previous, first.following, last.previous, last.following) == ("", "2", "1", "")
