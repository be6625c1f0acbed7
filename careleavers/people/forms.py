"""What the pages of a young person's identity and standing ask."""

from typing import Any

from wtforms.validators import ValidationError

from careleavers.domain.terms import Closure, Ethnicity, LeaveType, LegalCategory, Sex
from careleavers.models import SafeContactDetails, YoungPerson, YoungPersonDetails
from careleavers.people.checks import DECIDABLE
from careleavers.people.details import CategoryChoice, Circumstances, Closing, Period
from careleavers.web.fields import (
    CheckboxesField,
    DateField,
    EnumRadioField,
    RadioField,
    RevealedBy,
    SelectField,
    TextAreaField,
    TextField,
    YesNoField,
)
from careleavers.web.forms import BaseForm, FilterForm, VersionedForm

# Legal statuses of the 903 collection; V3 and V4 are short breaks and never count.
LEGAL_STATUSES = {
    "C1": "C1: interim care order",
    "C2": "C2: full care order",
    "D1": "D1: freeing order",
    "E1": "E1: placement order",
    "V2": "V2: accommodated under section 20",
    "V3": "V3: short breaks, agreed pattern",
    "V4": "V4: short break, single",
    "L1": "L1: police protection",
    "L2": "L2: emergency protection order",
    "L3": "L3: child assessment order",
    "J1": "J1: remanded",
    "J2": "J2: local authority accommodation under bail or arrest",
    "J3": "J3: youth rehabilitation order with residence",
}
CHANNELS = ["In person", "Call", "Text message", "Message in an app", "Email", "Letter"]


def _upn(typed: str) -> str:
    return typed.upper().replace(" ", "")


class IdentityQuestions(BaseForm):
    """Who somebody is. Only the child id and the date of birth must be answered; the rest is asked in time."""

    child_id = TextField(
        "Child id",
        required="Enter the child id of the 903 return",
        hint="Up to 10 letters and figures, as in the 903 return",
        max_length=10,
        width=10,
        spellcheck=False,
    )
    given_name = TextField("First name", max_length=80)
    family_name = TextField("Family name", max_length=80)
    preferred_name = TextField("Name to call them by", max_length=80, hint="If it differs from their first name")
    pronouns = TextField("Pronouns", max_length=40, width=10, hint="As they say them")
    born_on = DateField("Date of birth", required="Enter the date of birth")
    sex = EnumRadioField("Sex", terms=Sex)
    gender = TextField("Gender, in their words", max_length=80)
    ethnicity = SelectField("Ethnicity", terms=Ethnicity, prompt="Not asked yet")
    language = TextField("Language they are at home in", max_length=80, width=20)
    interpreter = YesNoField("Do they need an interpreter?")
    uasc = YesNoField("Did they come to the UK alone as a child seeking asylum?")

    def details(self) -> YoungPersonDetails:
        """What the service takes."""
        names = set(YoungPersonDetails.model_fields)
        return YoungPersonDetails(**{name: value for name, value in self.data.items() if name in names})


class AddForm(IdentityQuestions):
    """A new young person."""

    team = SelectField(
        "Team", prompt="No team yet", hint="Without one, every team manager sees the record until it is allocated"
    )


class EditIdentityForm(IdentityQuestions, VersionedForm):
    """Everything of somebody's identity."""

    upn = TextField(
        "UPN", max_length=20, width=20, spellcheck=False, hint="Unique pupil number: a letter and 12 figures"
    )
    faith = TextField("Faith or belief", max_length=80)
    disability = YesNoField("Are they disabled, or do they have a long-term condition?")
    disability_words = TextAreaField("What helps them", max_length=2000)
    ehcp = YesNoField("Do they have an education, health and care plan?")
    leave_type = SelectField("Immigration status", terms=LeaveType, prompt="Not asked yet")
    leave_expires_on = DateField("When their leave to remain ends")
    parent = YesNoField("Are they a parent?")
    first_child_born_on = DateField("When their first child was born", hint="The 903 return asks it of mothers")
    pregnant = YesNoField("Are they or their partner pregnant?")
    placing_area = TextField(
        "Council area they live in", max_length=80, hint="If it is not ours; this can show where they are"
    )

    def validate_upn(self, field: TextField) -> None:
        """A UPN has 13 characters, or is one of the codes for none."""
        field.data = _upn(field.data or "")
        none_known = field.data in ("UN1", "UN2", "UN3", "UN4", "UN5")
        plain = field.data.isascii() and field.data.isalnum()
        if not none_known and not (plain and len(field.data) == 13 and field.data[0].isalpha()):
            raise ValidationError(
                "A UPN is a letter and 12 figures, for example A123456789012. Check it or leave it empty"
            )

    def details_for(self, young_person: YoungPerson) -> YoungPersonDetails:
        """What the service takes; what this person may not correct stays as it is recorded."""
        names = set(YoungPersonDetails.model_fields)
        recorded = {name: getattr(young_person, name) for name in names}
        return YoungPersonDetails(**recorded | {name: v for name, v in self.data.items() if name in names})


class DecideCategoryForm(BaseForm):
    """A manager's decision on the legal category."""

    category = EnumRadioField(
        "What is their category?",
        terms=LegalCategory,
        only=DECIDABLE,
        required="Choose the category you have decided on",
    )
    from_on = DateField("From which day does it hold?", required="Enter the day from which it holds")
    reason = TextAreaField(
        "What did you weigh, and why do you decide so?",
        required="Say what you weighed and why",
        hint="The facts, the law, and whose advice you took. Their record keeps this for good",
    )

    def details(self) -> CategoryChoice:
        """What the service takes."""
        return CategoryChoice(self.category.data, self.from_on.data, self.reason.data)


class CircumstancesForm(VersionedForm):
    """What the category rests on besides periods in care."""

    home_with_parent_since = DateField(
        "Living with a parent again since", hint="A parent or somebody with parental responsibility"
    )
    asked_for_support_on = DateField("Asked for support after turning 21, on")
    asked_about_education = RadioField(
        "Did they ask about going back to education or training?", choices=[(True, "Yes"), (False, "No")], inline=True
    )
    programme_ends_on = DateField(
        "Their education or training ends on", hint="The programme agreed in their plan, if it runs on past 21"
    )

    def details(self) -> Circumstances:
        """What the service takes."""
        return Circumstances(
            self.home_with_parent_since.data,
            self.asked_for_support_on.data,
            bool(self.asked_about_education.data),
            self.programme_ends_on.data,
        )


class PeriodForm(BaseForm):
    """One period in care."""

    started_on = DateField("First day in care", required="Enter the first day in care")
    ended_on = DateField("Last day in care", hint="Leave empty while they are still looked after")
    legal_status = SelectField("Legal status", choices=list(LEGAL_STATUSES.items()), required="Choose the legal status")

    def details(self) -> Period:
        """What the service takes."""
        return Period(self.started_on.data, self.ended_on.data, self.legal_status.data)


class SafeContactForm(BaseForm):
    """How it is safe to reach somebody."""

    channels = CheckboxesField(
        "How is it safe to reach them?",
        choices=[(words, words) for words in CHANNELS],
        required="Choose at least one way that is safe",
    )
    safe_times = TextField("When is it safe?", hint="For example: weekdays after 4pm, never at night")
    voicemail = YesNoField("May you leave a voicemail?", required="Say whether you may leave a voicemail")
    post = YesNoField("May you send letters?", required="Say whether you may send letters")
    name_to_use = TextField("What should you call yourself?", max_length=80, hint="If your job must not be heard")
    code_word = TextField("Code word", max_length=80, hint="A word that tells you it is safe, or is not")
    never_speak_to = TextAreaField("Who must you never speak to?", max_length=500)
    review_on = DateField(
        "When will you check this again?", required="Enter the day on which you will check this again"
    )

    def details(self) -> SafeContactDetails:
        """What the service takes."""
        return SafeContactDetails(**self._answers() | {"channels": ", ".join(self.channels.data)})

    def _answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name in SafeContactDetails.model_fields}


class CloseForm(BaseForm):
    """Ending support."""

    closure = EnumRadioField(
        "Why does support end?",
        terms=Closure,
        only=[each for each in Closure if each not in (Closure.DIED, Closure.IMPORT_UNDONE)],
        required="Choose why support ends",
    )
    home_with_parent_since = DateField(
        "Since when have they lived with a parent?", revealed_by=RevealedBy("closure", Closure.RETURNED_HOME)
    )
    closed_on = DateField(
        "From which day is no more support owed?",
        required="Enter the day from which no more support is owed",
    )

    def details(self) -> Closing:
        """What the service takes."""
        return Closing(self.closure.data, self.closed_on.data, self.home_with_parent_since.data)


class CaseloadForm(FilterForm):
    """Finding somebody in the list."""

    q = TextField("Name or child id", mark_optional=False, max_length=80)
    show = SelectField("Show", choices=[("closed", "Closed records")], prompt="Open records", mark_optional=False)


__all__ = [
    "AddForm",
    "CaseloadForm",
    "CircumstancesForm",
    "CloseForm",
    "DecideCategoryForm",
    "EditIdentityForm",
    "PeriodForm",
    "SafeContactForm",
]
