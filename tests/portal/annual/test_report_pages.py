from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from kompassros.portal.annual.reading import find_report
from kompassros.records import clock
from kompassros.records.files import receive
from kompassros.steering.goals.said import say_shares
from kompassros.steering.periods.models import ReportingPeriod
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.residents.services import answer_comment, send_comment, show_comment
from kompassros.steering.writing.models import WrittenReport
from tests.evaluations.findings.bank_cases import document
from tests.evaluations.findings.bank_cases import picture as drawn_picture
from tests.steering.conftest import body
from tests.steering.residents.reports import (
    HEALTH,
    NOW,
    WORDS,
    add_edition,
    content_of,
    goal,
    indicator,
    published_report,
    section,
)


def at(report: WrittenReport, name: str = "annual_report", *more: Any, which: str = "2026") -> str:
    return reverse(f"portal:{name}", args=[report.organisation.key, which, *more])


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_list_names_published_reports_alone(plan: SteeringPlan, client: Client) -> None:
    address = reverse("portal:annual_reports", args=[plan.organisation.key])
    published_report(plan, key="T1", at=None, title="Utkast")
    published_report(plan, key="T2", at=NOW + timedelta(seconds=1), title="I morgon")
    page = text_of(client, address)
    assert "has published no report here yet" in page
    assert "Utkast" not in page
    assert "I morgon" not in page
    published_report(plan)
    assert "Årsredovisning 2026" in text_of(client, address)


@pytest.mark.parametrize("changes", [{"at": None}, {"at": NOW + timedelta(seconds=1)}])
def test_report_that_is_not_public_is_not_there(changes: dict[str, Any], plan: SteeringPlan, client: Client) -> None:
    report = published_report(plan, **changes)
    for name, more in (("annual_report", ()), *((f"annual_{one}", (HEALTH,)) for one in ("chapter", "comment"))):
        assert client.get(at(report, name, *more)).status_code == 404


def test_title_that_is_changed_after_publication_is_not_public_yet(report: WrittenReport, client: Client) -> None:
    WrittenReport._base_manager.filter(pk=report.pk).update(title="Nytt utkast")
    page = text_of(client, reverse("portal:annual_reports", args=[report.organisation.key]))
    assert "Årsredovisning 2026</a>" in page
    assert "Nytt utkast" not in page


@pytest.mark.parametrize(("kind", "ending"), [("report", "html"), ("report", "pdf")])
def test_documents_can_be_had(kind: str, ending: str, report: WrittenReport, client: Client) -> None:
    assert at(report, "annual_report_file", kind, ending) in text_of(client, at(report))
    assert client.get(at(report, "annual_report_file", kind, ending)).status_code == 200
    assert client.get(at(report, "annual_report_file", kind, "exe")).status_code == 404


def test_workbook_with_the_reports_of_bodies_is_public_with_the_period(report: WrittenReport, client: Client) -> None:
    address = at(report, "annual_report_file", "figures", "xlsx")
    assert client.get(address).status_code == 404
    ReportingPeriod._base_manager.filter(pk=report.period_id).update(published_at=NOW)
    assert client.get(address).status_code == 200


def test_report_is_there_from_its_moment_on(
    plan: SteeringPlan, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = published_report(plan, at=NOW + timedelta(seconds=1))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=1))
    assert client.get(at(report)).status_code == 200


def test_interim_report_has_the_same_pages(plan: SteeringPlan, client: Client) -> None:
    report = published_report(plan, key="T1")
    assert client.get(at(report, which="2026-t1")).status_code == 200
    assert client.get(at(report)).status_code == 404


def test_front_says_shares_chapters_and_that_it_is_made_up(report: WrittenReport, client: Client) -> None:
    page = text_of(client, at(report))
    assert "Of 1 target: 1 not met." in page
    assert "Friska &lt;b&gt;medarbetare&lt;/b&gt;" in page
    assert "made-up demo data" in page
    assert at(report, "annual_chapter", WORDS) in page


def test_chapter_has_text_meaning_figures_and_its_neighbours(report: WrittenReport, client: Client) -> None:
    page = text_of(client, at(report, "annual_chapter", HEALTH))
    for words in (
        "Fler är friska.",
        "Vikarierna är färre.",
        "6.2 %",
        "&lt; 6 %",
        "Next chapter: Förord",
        "Chapter 1 of 2.",
    ):
        assert words in page
    assert "Chapter before" not in page
    last = text_of(client, at(report, "annual_chapter", WORDS))
    assert "Chapter before: Friska &lt;b&gt;medarbetare&lt;/b&gt;" in last
    assert "Next chapter" not in last


def test_chapter_tells_its_picture_in_words_and_numbers(report: WrittenReport, client: Client) -> None:
    page = text_of(client, at(report, "annual_chapter", HEALTH))
    assert "Sjukfrånvaro: 6.2 %; target: &lt; 6 %." in page
    file = client.get(at(report, "annual_chapter", HEALTH), {"format": "csv", "figure": "targets"})
    assert "Sjukfrånvaro" in file.content.decode()


def test_chapter_of_a_goal_says_how_many_targets_below_serve_it(client: Client) -> None:
    (demo,) = WrittenReport._base_manager.filter(organisation__key="granby").select_related(
        "organisation", "period__plan"
    )
    found = find_report("granby", str(demo.period.plan.year))
    assert found
    (one,) = [each for each in found.chapters if each.heading == "Medarbetare är friska och vill stanna"]
    assert one.shares
    assert (one.shares.total, len(one.indicators)) == (12, 1)
    page = text_of(client, at(demo, "annual_chapter", one.key, which=str(demo.period.plan.year)))
    assert f"Of the targets of this goal and of the goals that serve it: {say_shares(one.shares)}." in page


def test_corrected_edition_is_shown_at_the_same_address(report: WrittenReport, client: Client) -> None:
    content = content_of(report.organisation, section(HEALTH, "Rättad rubrik"))
    add_edition(report, content, number=2)
    assert "Rättad rubrik" in text_of(client, at(report, "annual_chapter", HEALTH))
    assert client.get(at(report, "annual_chapter", WORDS)).status_code == 404


def test_chapter_of_another_report_is_not_there(report: WrittenReport, client: Client) -> None:
    assert client.get(at(report, "annual_chapter", UUID(int=77))).status_code == 404


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//", ""])
def test_film_with_another_address_than_one_of_the_web_is_no_link(
    address: str, plan: SteeringPlan, client: Client
) -> None:
    report = published_report(plan, section(WORDS, "Film", film={"address": address, "title": "Vår film"}))
    assert "Vår film" not in text_of(client, at(report, "annual_chapter", WORDS))


def test_film_is_a_link_with_title_and_host(plan: SteeringPlan, client: Client) -> None:
    film = {"address": "https://film.lovhult.example/1", "title": "Ett år"}
    report = published_report(plan, section(WORDS, "Film", film=film))
    page = text_of(client, at(report, "annual_chapter", WORDS))
    assert 'href="https://film.lovhult.example/1"' in page
    assert "Film: Ett år (at film.lovhult.example)" in page


def test_picture_that_no_chapter_has_is_not_there(report: WrittenReport, client: Client) -> None:
    assert client.get(at(report, "annual_picture", HEALTH)).status_code == 404


def test_picture_is_sent_as_an_attachment_and_shown_with_words_and_credit(
    plan: SteeringPlan, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    kept = receive(upload=drawn_picture(), title="", organisation_id=plan.organisation.pk, person=None)
    told = {"revision": kept.pk, "sha256": kept.sha256, "alt": "En <skola>", "credit": "Eva Ek"}
    report = published_report(plan, section(WORDS, "Bild", picture=told))
    page = text_of(client, at(report, "annual_chapter", WORDS))
    address = at(report, "annual_picture", WORDS)
    assert f'<img src="{address}" alt="En &lt;skola&gt;" loading="lazy">' in page
    assert "Eva Ek" in page
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer).startswith(b"\x89PNG")


def test_file_that_is_no_picture_is_not_sent(plan: SteeringPlan, client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    kept = receive(upload=document(), title="", organisation_id=plan.organisation.pk, person=None)
    told = {"revision": kept.pk, "sha256": kept.sha256, "alt": "", "credit": ""}
    report = published_report(plan, section(WORDS, "Bild", picture=told))
    assert client.get(at(report, "annual_picture", WORDS)).status_code == 404


def test_lines_with_hyphens_are_a_list_and_markup_is_plain(plan: SteeringPlan, client: Client) -> None:
    report = published_report(plan, section(WORDS, "Lista", text="Så här:\n- <b>ett</b>\n- två"))
    page = text_of(client, at(report, "annual_chapter", WORDS))
    assert "<ul><li>&lt;b&gt;ett&lt;/b&gt;</li><li>två</li></ul>" in page


def test_chapters_about_the_whole_have_their_tables(plan: SteeringPlan, client: Client) -> None:
    shares = {"met": [1, 50], "partly": [0, 0], "not_met": [1, 50], "not_measured": [0, 0]}
    named = {"key": "larande", "name": "Lärande", "kind": "department"}
    money = {"frames": {"2026": "1500000"}, "outcome": "1400000", "forecast": None, "source": "Bokslut"}
    request: dict[str, Any] = {
        "body": named,
        "text": "Utred bussen",
        "decision": "KF § 7",
        "answer": "",
        "decided_on": "2026-02-03",
    }
    request |= {"due_on": None, "answered_on": None}
    whole = section(HEALTH, "Året", kind="summary", shares=shares, cards=[{"body": named, "shares": shares}])
    paid = section(WORDS, "Pengar", kind="money", money=[{"body": named, "budget": money}])
    asked = section(UUID(int=3), "Uppdrag", kind="asked", asked=[request])
    report = published_report(plan, whole, paid, asked)
    page = text_of(client, at(report, "annual_chapter", HEALTH))
    assert "Of 2 indicators: 1 met and 1 not met" in page
    assert "Targets of each body, with all below it" in page
    money_page = text_of(client, at(report, "annual_chapter", WORDS))
    assert "1,500" in money_page
    assert "not entered" in money_page
    assert "Utred bussen" in text_of(client, at(report, "annual_chapter", UUID(int=3)))
    assert "Of 2 targets: 1 met and 1 not met." in text_of(client, at(report))


def test_odd_figures_and_targets_are_shown_as_printed(plan: SteeringPlan, client: Client) -> None:
    none = {"kind": "", "comparison": "", "low": None, "high": None, "acceptable": None}
    odd = indicator("Tre tal", "8 / 3 / 19", "1", target={"text": "bättre", **none}, unit="")
    odd["value"] |= {"value": None}
    missing = indicator("Utan", "", "1", value=None)
    report = published_report(plan, section(WORDS, "Udda", goals=[goal("Udda", odd, missing), goal("Tomt")]))
    page = text_of(client, at(report, "annual_chapter", WORDS))
    for words in ("8 / 3 / 19", "bättre", "not measured", "no indicator yet"):
        assert words in page


def test_comments_that_are_shown_stand_below_their_chapter_as_plain_text(report: WrittenReport, client: Client) -> None:
    text = "<script>alert(1)</script> https://spam.example"
    comment = send_comment(report=report, section=HEALTH, name="<b>Eva</b>", text=text)
    address = at(report, "annual_chapter", HEALTH)
    assert "spam.example" not in text_of(client, address)
    show_comment(comment=comment, person=None)
    answer_comment(comment=comment, answer="Tack & hej", person=None)
    page = text_of(client, address)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; https://spam.example" in page
    assert "<script>alert" not in page
    assert 'href="https://spam.example' not in page
    assert "&lt;b&gt;Eva&lt;/b&gt;" in page
    assert "Lövhult answers" in page
    assert "Tack &amp; hej" in page
    assert "spam.example" not in text_of(client, at(report, "annual_chapter", WORDS))


def test_municipality_page_and_search_lead_to_the_reports(report: WrittenReport, client: Client) -> None:
    body(report.organisation.Kind.MUNICIPALITY, "Lövhultsby", report.organisation.parent)
    assert at(report) in text_of(client, reverse("portal:municipality", args=[report.organisation.key]))
    assert at(report) in text_of(client, f"{reverse('portal:search')}?q=lövh")


@pytest.mark.parametrize(("name", "most"), [("annual_report", 4), ("annual_chapter", 4)])
def test_pages_ask_as_much_for_many_comments_as_for_none(
    name: str, most: int, report: WrittenReport, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        comment = send_comment(report=report, section=HEALTH, name="", text=f"Text {number}")
        show_comment(comment=comment, person=None)
    address = at(report, name, *((HEALTH,) if name == "annual_chapter" else ()))
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)


def test_reading_needs_no_cookie(report: WrittenReport, client: Client) -> None:
    for address in (at(report), at(report, "annual_chapter", HEALTH)):
        assert not client.get(address).cookies


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_pages_exist_in_each_language(language: str, report: WrittenReport, client: Client) -> None:
    address = at(report, "annual_chapter", HEALTH).replace("/en/", f"/{language}/")
    assert f'<html lang="{language}"' in text_of(client, address)
