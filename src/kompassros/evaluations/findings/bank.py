"""What changes the bank of good examples: an example is added and changed, pictures and documents are put to it.

Leave is given to what its owner has read. So a change of what is shown, made by anybody but the owner's coordinator,
takes the leave back to "not asked" (own choice).
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kompassros.evaluations.evidence.services import WEB_SCHEMES
from kompassros.evaluations.findings.bank_books import books
from kompassros.evaluations.findings.bank_measures import known_codes
from kompassros.evaluations.findings.bank_policies import ADD_EXAMPLE, CHANGE_EXAMPLE, owns
from kompassros.evaluations.findings.models import ExampleFile, GoodExample
from kompassros.methods.ordering import search_key
from kompassros.organisations.models import Organisation, Person
from kompassros.organisations.saving import claim
from kompassros.records import clock, files, history
from kompassros.records.errors import DomainError
from kompassros.records.file_types import JPEG, PNG
from kompassros.records.policies import Policy
from kompassros.web.context import LANGUAGE_NAMES

KIND = "example"
LONGEST = 8000
PICTURES = frozenset({PNG.content_type, JPEG.content_type})
GOLD_STAR_COUNTRY = "NO"
_SHOWN = ("title", "text", "language", "year", "link", "contact", "measures", "gold_star")
_RESERVED = {"new"}


@dataclass(frozen=True)
class Wording:
    """What an example says.

    contact: a function, never a person. instrument and questions: ids of the questions that it belongs to, all of one
    instrument. measures: codes of indicators that it is about. gold_star: the Norwegian association's mark.
    """

    title: str
    text: str
    instrument: str
    questions: tuple[str, ...]
    measures: tuple[str, ...] = ()
    language: str = "sv"
    year: int | None = None
    link: str = ""
    contact: str = ""
    gold_star: bool = False


def require(person: Person | None, policy: Policy, subject: Any) -> None:
    """Refuse what a person may not do with an example or a municipality's examples; None is the system."""
    if person is not None and not policy.allows(person, subject):
        raise DomainError(_("You may not do this with the examples of this municipality."))


@transaction.atomic
def add_example(*, organisation: Organisation, wording: Wording, person: Person | None) -> GoodExample:
    """Add an example of a municipality, without leave as yet.

    Raises DomainError without title or text, for questions that the instrument does not have, for a gold star outside
    Norway, for what is no municipality.
    """
    require(person, ADD_EXAMPLE, organisation)
    if organisation.kind != Organisation.Kind.MUNICIPALITY:
        raise DomainError(_("A good example belongs to a municipality."))
    values, numbers = _checked(organisation, wording)
    added: GoodExample = GoodExample._base_manager.create(
        organisation=organisation,
        slug=_free_slug(organisation, wording.title),
        made_up=organisation.made_up,
        added_by=person,
        added_at=clock.now(),
        **values,
    )
    tell(added, person, "added", after=_told(added, numbers))
    return added


def _checked(organisation: Organisation, wording: Wording) -> tuple[dict[str, Any], list[str]]:
    """Return what is stored of a wording, and the labels of its questions."""
    title, text = wording.title.strip(), wording.text.strip()
    if not title or not text or len(text) > LONGEST:
        raise DomainError(_("Give a title and a text of at most %(longest)s characters.") % {"longest": LONGEST})
    if wording.gold_star and organisation.country != GOLD_STAR_COUNTRY:
        message = _(
            "Gullstjerne, the gold star, is a mark of KS, the Norwegian association, and is given in Norway only. "
            "Leave it out for %(municipality)s."
        )
        raise DomainError(message % {"municipality": organisation.name})
    if wording.link.strip() and not wording.link.strip().startswith(WEB_SCHEMES):
        raise DomainError(_("The address of a web page begins with https:// or http://."))
    if wording.language not in LANGUAGE_NAMES:
        raise DomainError(_("Choose the language in which the example is written."))
    labels = _labels(wording)
    codes = known_codes(wording.measures)
    values = asdict(wording) | {"title": title, "text": text, "questions": list(labels), "measures": codes}
    values |= {"link": wording.link.strip(), "contact": wording.contact.strip()}
    return values | {"search_key": search_key(f"{title} {text}")}, list(labels.values())


def _labels(wording: Wording) -> dict[str, str]:
    """Return the questions in the order of the instrument, each with its number and text."""
    own = [book for book in books() if book.instrument == wording.instrument]
    known = {question: label for book in own for question, label in book.questions.items()}
    if not wording.questions and not wording.measures:
        raise DomainError(_("Choose at least one question or measure that the example belongs to."))
    if not set(wording.questions) <= known.keys():
        raise DomainError(_("The instrument has no such question."))
    return {question: label for question, label in known.items() if question in wording.questions}


def _free_slug(organisation: Organisation, title: str) -> str:
    base = slugify(search_key(f"{organisation.name} {title}"))[:100].strip("-") or organisation.key
    taken = set(GoodExample._base_manager.filter(slug__startswith=base).values_list("slug", flat=True)) | _RESERVED
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _told(example: GoodExample, labels: list[str]) -> dict[str, Any]:
    """Return what the history tells: the questions by their numbers, which stay readable when texts change."""
    numbers = [label.split(" ", 1)[0] for label in labels]
    return {name: getattr(example, name) for name in _SHOWN} | {"questions": numbers}


@transaction.atomic
def change_example(*, example: GoodExample, wording: Wording, person: Person | None) -> GoodExample:
    """Change what an example says; DomainError as ``add_example``, Conflict where somebody else was first."""
    require(person, CHANGE_EXAMPLE, example)
    values, labels = _checked(example.organisation, wording)
    changed = {name: value for name, value in values.items() if getattr(example, name) != value}
    if not changed:
        return example
    before = _told(example, _known_labels(example))
    shown = any(name in changed for name in _SHOWN)
    claim(example, **changed, **(leave_after_change(example, person) if shown else {}))
    tell(example, person, "changed", before=before, after=_told(example, labels))
    return example


def _known_labels(example: GoodExample) -> list[str]:
    known = {question: label for book in books() for question, label in book.questions.items()}
    return [known.get(question, question) for question in example.questions]


def leave_after_change(example: GoodExample, person: Person | None) -> dict[str, Any]:
    """Return what becomes of the leave where what is shown is changed: it stays if the owner did it, else it ends."""
    if person is None or owns(person, example) or example.leave == GoodExample.Leave.NOT_ASKED:
        return {}
    return {"leave": GoodExample.Leave.NOT_ASKED, "leave_by": "", "leave_on": None}


@transaction.atomic
def add_file(
    *, example: GoodExample, upload: files.Upload, title: str, alternative: str, rights: str, person: Person | None
) -> ExampleFile:
    """Put a picture or a document to an example.

    alternative: one sentence that says what a picture shows, for those who do not see it. rights: who made it, and
    that it may be shown. DomainError where a picture lacks one of them and as ``files.receive``; Conflict as ``claim``.
    """
    require(person, CHANGE_EXAMPLE, example)
    alternative, rights = alternative.strip(), rights.strip()
    _name, found = files.inspect(upload)
    if found.content_type in PICTURES and not (alternative and rights):
        raise DomainError(_("A picture needs a sentence that says what it shows, and whose picture it is."))
    revision = files.receive(upload=upload, title=title, organisation_id=example.organisation_id, person=person)
    claim(example, **leave_after_change(example, person))
    added = ExampleFile.objects.create(example=example, file=revision.file, alternative=alternative, rights=rights)
    tell(example, person, "file_added", after={"file": revision.file.title, "rights": rights})
    return added


@transaction.atomic
def remove_file(*, example: GoodExample, piece: ExampleFile, person: Person | None) -> None:
    """Take a picture or document away from an example; the leave stays, since nothing new is shown."""
    require(person, CHANGE_EXAMPLE, example)
    if piece.example_id != example.pk:
        raise DomainError(_("This file belongs to another example."))
    claim(example)
    title = piece.file.title
    piece.delete()
    tell(example, person, "file_removed", before={"file": title, "rights": piece.rights})


def tell(example: GoodExample, person: Person | None, verb: str, **changes: Any) -> None:
    """Write a row of an example's history, which stands in its municipality's too."""
    subject = (KIND, example.slug, example.title)
    history.write(person=person, verb=verb, subject=subject, organisation_id=example.organisation_id, **changes)
