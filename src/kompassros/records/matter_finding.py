"""What pages of an upper app ask about the papers of a thing: whether there is a final one, under which case number."""

from django.db.models import QuerySet

from kompassros.records.matter_models import AgendaPaper
from kompassros.records.matters import papers_of


def final_papers(kind: str, key: str) -> QuerySet[AgendaPaper]:
    """Return the final papers about a thing, the latest first."""
    return papers_of(kind, key).filter(state=AgendaPaper.State.FINAL).order_by("-written_at", "-pk")


def case_number_of(kind: str, key: str) -> str:
    """Return the case number under which a thing last went to a board, empty where no paper is final."""
    paper = final_papers(kind, key).first()
    return str(paper.content["case_number"]) if paper is not None and paper.content else ""
