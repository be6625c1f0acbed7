"""What is asked before an export, and of the second person."""

from careleavers.domain.exporting import ExportKind
from careleavers.domain.terms import Term
from careleavers.models import ExportDetails
from careleavers.web.fields import DateField, EnumRadioField, IntegerField, RevealedBy, TextField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm


class Verdict(Term):
    """What a second person decides."""

    APPROVE = "approve", "Approve: it may be downloaded"
    REFUSE = "refuse", "Refuse"


class Headings(Term):
    """Where the list's headings stand."""

    SECOND = "second", "Row 2, as in the official template"
    FIRST = "first", "Row 1, as regional tools want it"


class AskForm(OnceForm):
    """An export, and why it is made."""

    kind = EnumRadioField("What do you need?", terms=ExportKind, required="Choose what you need")
    year = IntegerField(
        "In which year does the return end?", minimum=2000, maximum=2100,
        required="Enter the year in which the return ends, for example 2026",
        hint="The return for 1 April 2025 to 31 March 2026 ends in 2026",
        revealed_by=RevealedBy("kind", ExportKind.RETURN_903),
    )  # fmt: skip
    on_day = DateField(
        "As the list stood on which day?", required="Enter the day", revealed_by=RevealedBy("kind", ExportKind.LIST_9)
    )
    headings = EnumRadioField(
        "Where should the headings stand?", terms=Headings, required="Choose where the headings stand",
        revealed_by=RevealedBy("kind", ExportKind.LIST_9),
    )  # fmt: skip
    why = TextField(
        "Why is it made?", required="Say why it is made", max_length=300,
        hint="For example: statutory return, sent to the department on 12 May. No names",
    )  # fmt: skip

    def details(self) -> ExportDetails:
        """What the service takes; an answer to a question that was not asked counts for nothing."""
        listed = self.kind.data is ExportKind.LIST_9
        return ExportDetails(
            kind=self.kind.data,
            year=None if listed else self.year.data,
            on_day=self.on_day.data if listed else None,
            headings_first=listed and self.headings.data is Headings.FIRST,
            why=self.why.data,
        )


class DecideForm(OnceForm, VersionedForm):
    """A second person decides."""

    verdict = EnumRadioField("What do you decide?", terms=Verdict, required="Choose whether to approve or refuse")
    words = TextField(
        "Why?", required="Say why you decide so", max_length=300, hint="What you checked: who needs it, and for what"
    )

    def decided(self) -> tuple[bool, str, int]:
        """What the service takes: whether it may leave, why, and the version that was looked at."""
        return self.verdict.data is Verdict.APPROVE, self.words.data, self.version.data


__all__ = ["AskForm", "DecideForm"]
