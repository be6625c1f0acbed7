"""What is asked when a record is restricted, access is lent, and somebody is kept apart."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from careleavers.domain.protection import LOAN_DAYS, LoanKind, RestrictionGround
from careleavers.domain.terms import Answer
from careleavers.models import RestrictionDetails, Worker
from careleavers.models.base import identity
from careleavers.protection.details import Lending
from careleavers.web.fields import CheckboxesField, EnumRadioField, TextAreaField, WorkerSelect, YesNoField
from careleavers.web.forms import VersionedForm
from careleavers.web.once import OnceForm

_SHORT = {"rows": 3, "max_length": 2000}


class RestrictForm(OnceForm):
    """A record that is to be open to named people only."""

    ground = EnumRadioField("Why?", terms=RestrictionGround, required="Choose why")
    reason = TextAreaField(
        "What makes it necessary?", required="Say what makes it necessary",
        hint="Who must not read the record, and what could happen if they did.", **_SHORT,
    )  # fmt: skip
    keep = CheckboxesField(
        "Who keeps access?", required="Choose who keeps access",
        hint="Everybody else loses it at once. One of them must be a manager, who reads the alerts.",
    )  # fmt: skip

    def offer(self, workers: Iterable[Worker]) -> "RestrictForm":
        """Set who may keep access; returns the form."""
        self.keep.choices = [(str(identity(each)), f"{each.name}, {each.role.label.lower()}") for each in workers]
        return self

    def details(self) -> RestrictionDetails:
        """What the service keeps."""
        return RestrictionDetails(ground=self.ground.data, reason=self.reason.data)

    def kept(self) -> list[int]:
        """The ids of those who keep access."""
        return [int(each) for each in self.keep.data]


class LookForm(OnceForm, VersionedForm):
    """Why a record stays restricted."""

    words = TextAreaField(
        "Why does it stay restricted?", required="Say why it stays restricted",
        hint="What has changed since, and whether everybody who has access still needs it.", **_SHORT,
    )  # fmt: skip


class LendForm(OnceForm):
    """Access that somebody needs."""

    worker_id = WorkerSelect("Who needs access?", required="Choose who needs access")
    kind = EnumRadioField(
        "For how long?", terms=LoanKind, only=[LoanKind.NAMED, LoanKind.TASK], required="Choose for how long",
        hint=f"{LOAN_DAYS[LoanKind.NAMED]} days for somebody who works with them,"
        f" {LOAN_DAYS[LoanKind.TASK]} days for one task.",
    )  # fmt: skip
    reason = TextAreaField("What do they need it for?", required="Say what they need it for", **_SHORT)

    def details(self) -> Lending:
        """What the service takes."""
        return Lending(self.worker_id.data, self.kind.data, self.reason.data)


class AnswerForm(OnceForm, VersionedForm):
    """The second manager's yes or no."""

    agreed = YesNoField("Do you agree?", not_known=False, required="Choose whether you agree")

    @property
    def is_yes(self) -> bool:
        """Whether the answer is yes."""
        return self.agreed.data is Answer.YES


class AnswerLoanForm(AnswerForm):
    """Whether access is lent."""

    also_shown: ClassVar[Mapping[str, str]] = {"reason": "What do they need it for?", "until_on": "Until when?"}


class AnswerEndForm(AnswerForm):
    """Whether a restriction ends."""

    also_shown: ClassVar[Mapping[str, str]] = {"end_reason": "Why is it not needed any more?"}


class EndForm(OnceForm, VersionedForm):
    """Why a restriction or a conflict is to end."""

    reason = TextAreaField("Why is it not needed any more?", required="Say why it is not needed any more", **_SHORT)


class ApartForm(OnceForm):
    """Two people who must be kept apart. A worker answers for themselves; a manager may name somebody else."""

    worker_id = WorkerSelect("Who must not open this record?", required="Choose who must not open this record")
    reason = TextAreaField("How do they know each other?", required="Say how they know each other", **_SHORT)

    def offer(self, workers: Iterable[Worker], own: int | None) -> "ApartForm":
        """Set who may be named: everybody, or only whoever asks (`own`), and then there is nothing to choose."""
        self.worker_id.offer([each for each in workers if own is None or each.id == own])
        if own is not None and self.worker_id.data is None:
            self.worker_id.data = own
        return self

    def named(self) -> tuple[Any, str]:
        """Whom it is about and why."""
        return self.worker_id.data, self.reason.data
