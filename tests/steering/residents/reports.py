"""A published report of the made-up municipality, stored as publishing leaves it."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from kompassros.organisations.models import Organisation
from kompassros.steering.periods.models import PeriodEdition, ReportingPeriod
from kompassros.steering.plans.models import SteeringPlan
from kompassros.steering.writing.models import WrittenEdition, WrittenReport

NOW = datetime(2027, 4, 15, 9, tzinfo=UTC)
HEALTH, WORDS = UUID(int=1), UUID(int=2)
PERIOD = {"key": "", "title": "Året 2026", "data_on": "2026-12-31", "due_on": "2027-01-31"}
_STATUS = {"attainment": "not_met", "reason": "", "compared": None, "preliminary": False, "rule": 1}


def indicator(title: str, printed: str, low: str, **changes: Any) -> dict[str, Any]:
    """Return a frozen indicator whose target is to be below a number."""
    value = {"year": 2026, "printed": printed, "value": printed.replace(",", "."), "bound": "", "vintage": 1}
    value |= {"preliminary": False, "broken": False, "note": "", "source": "Lönesystemet"}
    numbers = {"low": low, "high": None, "acceptable": None}
    told = {"uid": f"i-{title}", "title": title, "unit": "%", "direction": "low", "definition": "", "decimals": 1}
    told |= {"target": {"text": f"< {low} %", "kind": "level", "comparison": "<", **numbers}}
    return told | {"value": value, "before": None, "status": _STATUS, "verdicts": []} | changes


def goal(title: str, *indicators: dict[str, Any]) -> dict[str, Any]:
    """Return a frozen goal."""
    return {"uid": f"g-{title}", "title": title, "withdrawn_on": None, "indicators": list(indicators)}


def section(uid: UUID, heading: str, **changes: Any) -> dict[str, Any]:
    """Return a frozen chapter."""
    empty: dict[str, Any] = dict.fromkeys(("goal", "body", "picture", "film", "shares"))
    told = {"uid": str(uid), "kind": "text", "heading": heading, "text": "", "so_what": "", "goals": []}
    told |= {"cards": [], "money": [], "asked": []}
    return empty | told | changes


def content_of(municipality: Organisation, *sections: dict[str, Any]) -> dict[str, Any]:
    """Return what an edition of the report of 2026 holds."""
    sick = goal("Friska medarbetare", indicator("Sjukfrånvaro", "6,2", "6"))
    usual = (
        section(
            HEALTH, "Friska <b>medarbetare</b>", text="Fler är friska.", so_what="Vikarierna är färre.", goals=[sick]
        ),
        section(WORDS, "Förord", text="Ett år till."),
    )
    return {
        "report": {"uid": str(UUID(int=9)), "title": "Årsredovisning 2026", "number": 1},
        "municipality": {"key": municipality.key, "name": municipality.name},
        "year": 2026,
        "made_up": True,
        "period": PERIOD,
        "edition": {"number": 1, "sha256": "a" * 64},
        "sections": list(sections or usual),
    }


def published_report(
    plan: SteeringPlan, *sections: dict[str, Any], key: str = "", at: datetime | None = NOW, **changes: Any
) -> WrittenReport:
    """Store a report of a plan's year, or of the period with a key, that is public from a moment on; None: never."""
    days = {"data_on": date(2026, 12, 31), "due_on": date(2027, 1, 31)}
    municipality, title = plan.organisation, "Året 2026" if not key else f"Period {key}"
    period = ReportingPeriod._base_manager.create(
        plan=plan, organisation=municipality, key=key, title=title, state="closed", **days
    )
    told = {"municipality": {"key": municipality.key, "name": municipality.name}, "year": 2026, "made_up": True}
    content: dict[str, Any] = {"plan": told, "period": PERIOD, "cards": []}
    edition = PeriodEdition(period=period, number=1, frozen_at=NOW, schema=1, content=content)
    edition.save()
    about = {"period": period, "organisation": municipality, "edition": edition, "title": "Årsredovisning 2026"}
    about |= {"state": "published" if at else "draft", "published_at": at, "comments_open": True}
    report: WrittenReport = WrittenReport._base_manager.create(**(about | changes))
    add_edition(report, content_of(municipality, *sections))
    return report


def add_edition(report: WrittenReport, content: dict[str, Any], number: int = 1) -> WrittenEdition:
    """Freeze an edition of a report."""
    edition = WrittenEdition(report=report, number=number, frozen_at=NOW, schema=1, content=content)
    edition.save()
    return edition
