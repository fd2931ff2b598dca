"""The forms of documents that are asked for and of the self-description."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kompassros.evaluations.courses.models import Course
from kompassros.evaluations.evidence.forms import LONGEST_ADDRESS, UploadField, check_page
from kompassros.evaluations.evidence.models import Evidence
from kompassros.evaluations.preparing.answering import LONGEST_TEXT
from kompassros.evaluations.preparing.models import SelfAnswer
from kompassros.evaluations.preparing.questions import area_label, numbers_of, placed_questions
from kompassros.evaluations.preparing.services import LONGEST_TITLE, Wish
from kompassros.evaluations.preparing.standard import StandardDocument, standard_documents
from kompassros.instruments.exchange_schema import EditionFile
from kompassros.instruments.outline import edition_outline
from kompassros.organisations.models import Person
from kompassros.organisations.saving import RequestForm
from kompassros.web.fields import day_field, text_field

ONE_MORE = "new"
MISSING = "missing"
NOBODY = "nobody"


class AskForm(RequestForm):
    """Documents to ask for: of the usual ones those that are ticked, and others by their names."""

    standard = forms.MultipleChoiceField(
        label=_("Usual documents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In brackets the questions that they serve. What is asked for already is not listed."),
    )
    others = text_field(_("Other documents"), _("One document on each line."), rows=5)
    why = text_field(_("What the other documents are for"))
    due = day_field(_("Due"), _("The day by which the municipality sends them."))

    def __init__(self, *args: Any, course: Course, asked: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outline = edition_outline(course.edition)
        known = {title.casefold() for title in asked}
        offered = [one for one in standard_documents(self._outline) if str(one.title).casefold() not in known]
        self._offered = {one.key: one for one in offered}
        choices = [(one.key, self._label(one)) for one in offered]
        self.fields["standard"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["standard"]

    def _label(self, document: StandardDocument) -> str:
        numbers = ", ".join(numbers_of(self._outline, document.questions))
        return f"{document.title} ({numbers})" if numbers else str(document.title)

    def clean(self) -> dict[str, Any]:
        """Refuse a form that asks for nothing, and names that are too long."""
        lines = self._lines()
        if not lines and not self.cleaned_data.get("standard"):
            self.add_error(None, gettext("Tick a document or write one."))
        if any(len(line) > LONGEST_TITLE for line in lines):
            message = gettext("Name each document with at most %(most)s characters.")
            self.add_error("others", message % {"most": LONGEST_TITLE})
        return self.cleaned_data

    def _lines(self) -> list[str]:
        written = str(self.cleaned_data.get("others", "")).splitlines()
        return [line.strip() for line in written if line.strip()]

    def wishes(self) -> list[Wish]:
        """Return what is asked for; only for a form that is in order."""
        ticked = [self._offered[key] for key in self.cleaned_data.get("standard", ())]
        usual = [Wish(str(one.title), str(one.why), one.questions) for one in ticked]
        return [*usual, *(Wish(line, self.cleaned_data["why"]) for line in self._lines())]


class DocumentForm(RequestForm):
    """One document that is asked for."""

    title = forms.CharField(label=_("Document"), max_length=LONGEST_TITLE)
    why = text_field(_("What it is for"))
    due = day_field(_("Due"))
    questions = forms.MultipleChoiceField(
        label=_("Questions that it serves"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placed = placed_questions(edition_outline(course.edition))
        self.fields["questions"].choices = [  # type: ignore[attr-defined]
            (key, one.label()) for key, one in placed.items()
        ]

    def wish(self) -> Wish:
        """Return what is asked for; only for a form that is in order."""
        values = self.cleaned_data
        return Wish(values["title"], values["why"], tuple(values["questions"]))


class SendForm(RequestForm):
    """The answer to a request: a file, an address, or that there is no such document."""

    how = forms.ChoiceField(
        label=_("How you answer"),
        choices=(
            (Evidence.Kind.FILE.value, _("I send a file")),
            (Evidence.Kind.WEB.value, _("It is on a public web page")),
            (Evidence.Kind.INTRANET.value, _("It is on our intranet")),
            (MISSING, _("It does not exist")),
        ),
        widget=forms.RadioSelect,
    )
    upload = UploadField(
        label=_("File"), required=False, help_text=_("A PDF, an office document, a picture or a text.")
    )
    renews = forms.ChoiceField(label=_("This file is"), required=False)
    address = forms.CharField(
        label=_("Address"), max_length=LONGEST_ADDRESS, required=False, help_text=_("As it stands in the browser.")
    )
    remark = text_field(_("Remark"), _("What the team should know. Needed where the document does not exist."))
    field_order = ("how", "upload", "renews", "address", "remark")

    def __init__(self, *args: Any, sent: Sequence[Evidence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files = [piece for piece in sent if piece.revision is not None]
        choices = [
            (str(piece.pk), gettext("a newer version of “%(name)s”") % {"name": piece.revision}) for piece in files
        ]
        self.fields["renews"].choices = [*choices, (ONE_MORE, gettext("one more document"))]  # type: ignore[attr-defined]
        if not files:
            del self.fields["renews"]

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        values = self.cleaned_data
        how = values.get("how", "")
        if how == Evidence.Kind.FILE and not values.get("upload") and "upload" not in self.errors:
            self.add_error("upload", gettext("Choose the file."))
        if how in (Evidence.Kind.WEB, Evidence.Kind.INTRANET) and not values.get("address"):
            self.add_error("address", gettext("Give the address of the page."))
        if how == MISSING and not str(values.get("remark", "")).strip():
            said = gettext("Say in the remark why there is no such document, or what there is instead.")
            self.add_error("remark", said)
        check_page(self, how, str(values.get("address") or ""))
        return values


class ShareForm(RequestForm):
    """Questions of the self-description for one respondent, area by area."""

    respondent = forms.ChoiceField(
        label=_("Respondent"),
        help_text=_("Respondents, coordinators and the managers of units. Others need one of these roles first."),
    )
    due = day_field(_("Due"), _("Leave it empty to keep the days that the questions have."))

    def __init__(
        self, *args: Any, course: Course, answers: Sequence[SelfAnswer], people: Sequence[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._answers = {answer.question: answer for answer in answers}
        self._people = {str(person.pk): person for person in people}
        choices = [("", gettext("Choose one")), *((key, str(person)) for key, person in self._people.items())]
        choices.append((NOBODY, gettext("nobody: take the questions back")))
        self.fields["respondent"].choices = choices  # type: ignore[attr-defined]
        self._areas = self._add_areas(edition_outline(course.edition))
        self.order_fields([*self._areas, "respondent", "due"])

    def _add_areas(self, outline: EditionFile) -> list[str]:
        names, placed = [], placed_questions(outline)
        for area in outline.areas:
            choices = [
                (question.id, self._label(placed[question.id].label(), self._answers[question.id]))
                for question in area.questions or ()
                if question.id in self._answers
            ]
            if choices:
                names.append(f"area_{area.no}")
                self.fields[names[-1]] = forms.MultipleChoiceField(
                    label=area_label(area), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
                )
        return names

    @staticmethod
    def _label(question: str, answer: SelfAnswer) -> str:
        whose = str(answer.respondent) if answer.respondent else gettext("nobody yet")
        return f"{question} – {whose}"

    def clean(self) -> dict[str, Any]:
        """Refuse a form in which no question is ticked."""
        if not self.chosen():
            self.add_error(None, gettext("Tick at least one question."))
        return self.cleaned_data

    def chosen(self) -> list[SelfAnswer]:
        """Return the answers that are ticked."""
        return [self._answers[key] for name in self._areas for key in self.cleaned_data.get(name, ())]

    def person(self) -> Person | None:
        """Return the chosen respondent, None for nobody."""
        return self._people.get(self.cleaned_data["respondent"])


class AnswerForm(RequestForm):
    """The text of one answer, and whether the team may read it."""

    text = forms.CharField(
        label=_("How it is in the municipality"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("What is done, by whom, since when and with what result. Name documents and pages that show it."),
    )
    ready = forms.BooleanField(label=_("Ready: the evaluation team may read it"), required=False)
