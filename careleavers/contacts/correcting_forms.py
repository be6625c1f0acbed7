"""What is asked when a contact is put right."""

from collections.abc import Mapping
from typing import Any, ClassVar

from careleavers.contacts import questions
from careleavers.contacts.correcting import edited_names
from careleavers.contacts.forms import as_details, says_whether_talked
from careleavers.domain.curiosity import signs_of
from careleavers.domain.terms import ContactKind
from careleavers.models import Contact, ContactDetails
from careleavers.web.fields import DateField, TextAreaField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm


class EditForm(VersionedForm):
    """The answers of a contact that its author may change. Made for one kind by `edit_form_for`."""

    kind: ContactKind

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do."""
        good = super().validate(extra_validators)
        return says_whether_talked(self) and bool(good)

    def details(self) -> ContactDetails:
        """What the service takes; risk and big changes stay as they are."""
        given = as_details(self, edited_names(self.kind))
        return ContactDetails(kind=self.kind, happened_on=self["happened_on"].data, **given)


class AddForm(OnceForm):
    """Words added later."""

    words = TextAreaField(
        "What do you want to add?", required="Write what you want to add",
        hint="What you know now, and how you know it. What was written before stays as it is.",
    )  # fmt: skip


class StrikeForm(OnceForm, VersionedForm):
    """Why a contact should not be there."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "happened_on": "When it was",
        "purpose": "Purpose",
        "own_words": "In their own words",
        "analysis": "What the worker thinks",
        "risk_words": "About risk",
    }

    reason = TextAreaField(
        "What is wrong with it?", required="Say what is wrong with it",
        hint="For example that it belongs to somebody else, and was recorded there. One line is not enough.",
    )  # fmt: skip


def edit_form_for(contact: Contact) -> EditForm:
    """The form for changing one contact, with its answers in it."""
    kind, names = contact.kind, edited_names(contact.kind)
    if not contact.why_late:
        names -= {"why_late"}
    asked = {name: question for name, question in questions.questions_for(kind, ()).items() if name in names}
    did = "did you try" if kind is ContactKind.ATTEMPT else "was it"
    day = {"happened_on": DateField(f"When {did}?", required="Enter the day as day, month and year")}
    form = type("EditForm", (EditForm,), {"kind": kind, **day, **asked})
    answers = {name: getattr(contact, name) for name in names | {"happened_on"}}
    if "signs" in answers:
        answers["signs"] = signs_of(contact.signs)
    if "planned" in answers:
        answers["planned"] = questions.Planned.PLANNED if contact.planned else questions.Planned.CRISIS
    made: EditForm = form(version=contact.version, **answers)
    return made


__all__ = ["AddForm", "EditForm", "StrikeForm", "edit_form_for"]
