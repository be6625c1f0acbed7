"""What is asked about a copy: which one, what came of it, and the translator's words."""

from collections.abc import Iterable, Mapping

from careleavers.copies.boxes import Box
from careleavers.copies.translations import Said
from careleavers.domain.terms import Answer, CopyForm, CopyOutcome
from careleavers.models import CopyDetails, Translation
from careleavers.web.fields import DateField, EnumRadioField, TextAreaField, TextField, YesNoField
from careleavers.web.forms import BaseForm
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
