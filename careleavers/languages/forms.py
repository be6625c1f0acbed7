"""What is asked of somebody who marks a language as checked."""

from typing import Self

from careleavers.domain.terms import Answer
from careleavers.models import LanguageCheck, LanguageCheckDetails
from careleavers.web.fields import DateField, TextField, YesNoField
from careleavers.web.forms import BaseForm


class CheckLanguageForm(BaseForm):
    """Who read the words, when, and whether young people may choose the language."""

    checked_by = TextField(
        "Who read these words?", max_length=200, required="Enter who read the words",
        hint="Somebody who reads the language well, for example your interpreting service. Their name and place.",
    )  # fmt: skip
    checked_on = DateField("When?", required="Enter the day the words were read")
    in_use = YesNoField("Are all the words right, so that copies may be given in this language?", not_known=False,
                        required="Say whether copies may be given in this language")  # fmt: skip

    @classmethod
    def filled(cls, said: LanguageCheck | None) -> Self:
        """The form with what was last said of the language, if anything was."""
        if said is None:
            return cls()
        in_use = Answer.YES if said.in_use else Answer.NO
        return cls(checked_by=said.checked_by, checked_on=said.checked_on, in_use=in_use)

    def details(self) -> LanguageCheckDetails:
        """What the service keeps."""
        return LanguageCheckDetails(checked_by=self.checked_by.data, checked_on=self.checked_on.data,
                                    in_use=self.in_use.data is Answer.YES)  # fmt: skip
