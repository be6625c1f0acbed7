"""What is asked of a paper, and of a document."""

from collections.abc import Mapping
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict

from careleavers.documents.files.kinds import PICKS
from careleavers.domain.documents import RUNS_OUT, DocumentKind, PaperKind, PaperState
from careleavers.models import Document, DocumentDetails, IdentityPaper, IdentityPaperDetails
from careleavers.models.base import SHORT_TEXT
from careleavers.web.fields import (
    CheckboxesField,
    DateField,
    EnumRadioField,
    FileField,
    Question,
    RevealedBy,
    SelectField,
    TextAreaField,
    TextField,
    VersionField,
)
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import OnceForm

YES = "yes"
_HELD = RevealedBy("state", PaperState.HELD)
_HINTS = {
    PaperState.HELD: "They have it, or somebody keeps it for them",
    PaperState.APPLIED_FOR: "It does not count as held until it is there",
    PaperState.NOT_KNOWN: "Nobody has asked or looked yet",
    PaperState.NOT_NEEDED: "Say why below",
}


class VersionOrNone(VersionField):
    """The version of a row, or 0 while there is none."""

    def read(self, typed: str) -> Any:
        """The version as a number, or nothing when it is not one."""
        return 0 if typed == "0" else super().read(typed)


class PaperForm(OnceForm, VersionedForm):
    """One paper of the checklist. Made by `paper_form`."""

    version = VersionOrNone()
    state = EnumRadioField("Do they have it?", terms=PaperState, hints=_HINTS, required="Choose whether they have it")
    applied_on = DateField(
        "When was it applied for?", revealed_by=RevealedBy("state", PaperState.APPLIED_FOR),
        required="Enter the day on which it was applied for",
    )  # fmt: skip
    seen_on = DateField("When did somebody last see it?", revealed_by=_HELD, hint="Leave it empty if nobody has")
    expires_on = DateField("When does it run out?", revealed_by=_HELD, hint="The last day on which it is good")
    kept_where = TextField("Where is it kept?", revealed_by=_HELD, hint="For example with them, or in the office safe")
    words = TextAreaField(
        "What else should the next person know?", rows=3, max_length=2000,
        hint="Do not write down numbers, passwords or security answers.",
    )  # fmt: skip

    def __init__(self, *args: Any, recorded: IdentityPaper | None = None, **kwargs: Any) -> None:
        """Take the row that the questions are filled in from."""
        self.recorded = recorded
        super().__init__(*args, **kwargs)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do. A day that the page filled in and nobody asks for any more is let go of."""
        for question in self if self.recorded else ():
            revealed = question.revealed_by if isinstance(question, Question) else None
            as_recorded = bool(question.data) and question.data == question.object_data
            if revealed and as_recorded and not revealed.is_asked(self):
                question.process(MultiDict(), question.object_data)
        return super().validate(extra_validators)

    def details(self) -> IdentityPaperDetails:
        """What the service takes; what was not asked is not kept."""
        given = {name: self[name].data for name in IdentityPaperDetails.model_fields if name in self}
        return IdentityPaperDetails(**given)


def paper_form(kind: PaperKind, paper: IdentityPaper | None) -> PaperForm:
    """The form for one paper, with what is recorded of it."""
    recorded = {} if paper is None else {name: getattr(paper, name) for name in IdentityPaperDetails.model_fields}
    form = PaperForm(recorded=paper, version=paper.version if paper else 0, **recorded)
    if kind not in RUNS_OUT:
        del form.expires_on
    return form


class _FileQuestion(BaseForm):
    """The file itself, asked for first: on a telephone somebody has just taken its picture.

    Questions stand on a page in the order in which they are made, so this comes before the others here as well.
    """

    file = FileField(
        "Which file?",
        required="Choose the file",
        picks=PICKS,
        hint="Photographs are turned upright and kept without where and when they were taken.",
    )


class _DocumentQuestions(BaseForm):
    """What is said of a document."""

    kind = SelectField("What kind of document is it?", terms=DocumentKind, required="Choose what kind it is")
    title = TextField(
        "What is it, in a few words?",
        required="Say in a few words what it is",
        max_length=SHORT_TEXT,
        hint="For example “Passport, the page with the photo”",
    )
    dated_on = DateField("What date is on it?")
    may_share = CheckboxesField(
        "May they be shown it?",
        choices=[(YES, "Yes, they may be shown this document")],
        mark_optional=False,
        hint="Leave it empty if it says something about somebody else, or nobody has thought about it yet.",
    )

    def details(self) -> DocumentDetails:
        """What the service takes."""
        return DocumentDetails(
            kind=self.kind.data, title=self.title.data, dated_on=self.dated_on.data, may_share=bool(self.may_share.data)
        )


class AddForm(_DocumentQuestions, _FileQuestion, OnceForm):
    """A document to be handed in."""

    def ask_for_the_file_again(self) -> None:
        """A page that comes back has lost the file that was chosen: say so beside it, unless it is wrong itself."""
        if self.errors and self.file.data is not None and not self.file.errors:
            self.file.refuse("Choose the file again: a page cannot keep it")


class ChangeForm(_DocumentQuestions, VersionedForm):
    """What is said of a document, put right."""

    def __init__(self, document: Document) -> None:
        """Fill in what is said now."""
        said = {name: getattr(document, name) for name in ("kind", "title", "dated_on")}
        super().__init__(version=document.version, may_share=[YES] if document.may_share else [], **said)


class StrikeForm(VersionedForm):
    """Why a document should not be there."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "title": "What it is",
        "kind": "Kind of document",
        "dated_on": "Date on it",
        "strike_reason": "What is wrong with it",
    }

    reason = TextAreaField(
        "What is wrong with it?", required="Say what is wrong with it", max_length=2000,
        hint="For example that it is somebody else’s, and was put here. One line is not enough.",
    )  # fmt: skip


__all__ = ["AddForm", "ChangeForm", "PaperForm", "StrikeForm", "paper_form"]
