"""What is asked about a copy: which one, what came of it, and the translator's words."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from careleavers.copies.boxes import Box
from careleavers.copies.translations import Said
from careleavers.domain.terms import Answer, CopyForm, CopyOutcome
from careleavers.models import CopyDetails, PartnerPackDetails, Translation
from careleavers.web.fields import CheckboxesField, DateField, EnumRadioField, TextAreaField, TextField, YesNoField
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import OnceForm


class GiveCopyForm(OnceForm):
    """What came of offering the young person their copy."""

    outcome = EnumRadioField(
        "What happened?", terms=CopyOutcome, required="Choose what happened",
        hints={CopyOutcome.OFFERED: "The alert stays until they have it or have said that they do not want it."},
    )  # fmt: skip
    given_on = DateField("When?", required="Enter the day you gave it or offered it")
    form = EnumRadioField("In what form?", terms=CopyForm, required="Choose the form of the copy")
    language = TextField("In which language?", max_length=80, width=20, required="Enter the language of the copy")
    explained = YesNoField("Did you go through it together?", not_known=False,
                           required="Say whether you went through it")  # fmt: skip
    their_view = TextAreaField("What did they say about it?", rows=3)

    def details(self) -> CopyDetails:
        """What the service keeps."""
        return CopyDetails(
            outcome=self.outcome.data,
            given_on=self.given_on.data,
            form=self.form.data,
            language=self.language.data,
            explained=self.explained.data is Answer.YES,
            their_view=self.their_view.data,
        )


class PackForm(OnceForm):
    """Who gets which parts, why and until when. Made by `pack_form`, for the parts that one version has."""

    partner = TextField("Who gets it?", max_length=200, width=20, hint="One person’s name.",
                        required="Enter who gets it")  # fmt: skip
    organisation = TextField("Where do they work?", max_length=200, width=20, required="Enter where they work")
    reason = TextAreaField("What do they need it for?", rows=4, hint="One line is not enough.",
                           required="Say what they need it for")  # fmt: skip
    they_agree = YesNoField("Does the young person agree?", not_known=False, required="Say whether they agree")
    their_words = TextAreaField("What did they say?", rows=2)
    expires_on = DateField("Until when may they keep it?", required="Enter the last day they may keep it",
                           hint="Half a year at the most.")  # fmt: skip

    def details(self) -> PartnerPackDetails:
        """What the service keeps."""
        taken = {name: self[name].data for name in PartnerPackDetails.model_fields if name != "sections"}
        return PartnerPackDetails(**taken, sections=" ".join(self["sections"].data))


def pack_form(parts: Iterable[tuple[str, str]]) -> PackForm:
    """The form, with a box to tick for each part of the version as (word, label)."""
    sections = CheckboxesField("Which parts do they need?", choices=list(parts), required="Choose at least one part")
    made: PackForm = type("PackForm", (PackForm,), {"sections": sections})()
    return made


class WithdrawForm(OnceForm, VersionedForm):
    """A pack is taken back."""

    also_shown: ClassVar[Mapping[str, str]] = {
        "partner": "Who has it",
        "expires_on": "Until when",
        "withdrawn_on": "Withdrawn on",
        "withdrawn_why": "Why",
    }

    withdrawn_why = TextAreaField("Why is it withdrawn?", rows=3, max_length=2000,
                                  required="Say why it is withdrawn")  # fmt: skip


class TranslationForm(BaseForm):
    """A box for each text of the copy; made by `translation_form`, for just the boxes of one version."""

    asked: tuple[Box, ...] = ()
    translator = TextField("Who translated it?", max_length=200, required="Enter who translated it",
                           hint="A person. Words from a machine must not stand in anybody’s plan.")  # fmt: skip

    def words(self) -> dict[str, str]:
        """What was typed, by the name of the box."""
        return {box.name: self[question(box)].data or "" for box in self.asked}


def question(box: Box) -> str:
    """The name of the question about one box, which stays its own if other boxes come or go."""
    return box.name.replace(".", "__")


def translation_form(boxes: Iterable[Box], kept: Mapping[str, Translation]) -> TranslationForm:
    """The form with a question for each box, and what a translator wrote for that text before."""
    asked = tuple(boxes)
    questions: dict[str, object] = {"asked": asked}
    for box in asked:
        questions[question(box)] = TextAreaField(box.about, rows=3, hint=Said(box.text, "en"))
    filled = {question(box): kept[box.name].words for box in asked
              if box.name in kept and kept[box.name].source == box.text}  # fmt: skip
    translator = next((row.translator for row in kept.values()), "")
    made: TranslationForm = type("TranslationForm", (TranslationForm,), questions)(translator=translator, **filled)
    return made
