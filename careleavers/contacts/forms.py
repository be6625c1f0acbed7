"""The form of a contact: what was answered, as the service takes it. The questions are in `questions`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from careleavers.contacts import by_name, questions
from careleavers.contacts.checks import NOT_LATE, TALKED, WHY_LATE
from careleavers.contacts.kinds import ASKED
from careleavers.contacts.queries import DueVisit
from careleavers.domain.curiosity import Sign, as_kept
from careleavers.domain.dates import long_date
from careleavers.domain.terms import Answer, ContactKind, FlagAnswer, RiskAnswer
from careleavers.models import Action, ActionDetails, ChangeDetails, ContactDetails, RiskFlag, RiskFlagDetails, Worker
from careleavers.models.base import identity
from careleavers.risks.checks import latest_look
from careleavers.web.fields import Question, RevealedBy
from careleavers.web.once import OnceForm


class ContactForm(OnceForm):
    """A contact of one kind. Made for one young person by `form_for`."""

    kind: ContactKind
    flags: tuple[RiskFlag, ...] = ()
    open_actions: tuple[Action, ...] = ()
    late: Sequence[DueVisit] = ()

    def fit(self, today: date, workers: Sequence[Worker], late: Sequence[DueVisit] = ()) -> "ContactForm":
        """Offer the days and the workers there are, and say when a late visit was due; returns the form."""
        self.late = late
        yesterday = today - timedelta(days=1)
        # The days stand in the answers themselves, so that a page opened before midnight keeps its meaning.
        self["day"].choices = [
            (today, f"Today, {long_date(today)}"),
            (yesterday, f"Yesterday, {long_date(yesterday)}"),
            *self._day_of_a_draft(yesterday),
            (questions.ANOTHER_DAY, "Another day"),
        ]
        if "why_late" in self:
            self._ask_why_late()
        for row in self.rows:
            self[f"action_{row}_owner_id"].offer(workers)
        return self

    def _ask_why_late(self) -> None:
        """Ask after the days on which the visit came too late, and after a day that only the service can judge."""
        days = [day for day, _ in self["day"].choices if isinstance(day, date) and self._is_late(day)]
        asked = (*days, questions.ANOTHER_DAY) if self.late else ()
        self["why_late"].revealed_by = RevealedBy("day", *asked, refusal=NOT_LATE)
        if self.late:
            self["why_late"].hint = f"It was due on {long_date(self.late[0].due_on)}."

    def _is_late(self, day: date) -> bool:
        return any(day > visit.in_time_until for visit in self.late)

    def _day_of_a_draft(self, yesterday: date) -> list[tuple[date, str]]:
        """The day that was "today" when a page was begun some days ago, so that going on with it changes no day."""
        try:
            begun = date.fromisoformat(str(self["day"].data))
        except ValueError:
            return []
        return [(begun, long_date(begun))] if begun < yesterday else []

    @property
    def rows(self) -> range:
        """The rows for actions that this page has."""
        return questions.ACTION_ROWS if "action_1_what" in self else range(0)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do, and each action that was begun is whole."""
        good = super().validate(extra_validators)
        for row in self.rows:
            good = self._row_is_whole(row) and good
        good = says_whether_talked(self) and good
        return self._says_why_late() and bool(good)

    def _says_why_late(self) -> bool:
        if self["day"].errors or self["happened_on"].errors:
            return True
        if "why_late" not in self:
            return True
        question = self["why_late"]
        if question.is_empty() and self._is_late(self.happened):
            question.refuse(WHY_LATE)
        return not question.errors

    def _row_is_whole(self, row: int) -> bool:
        what, owner, due = (self[f"action_{row}_{name}"] for name in ("what", "owner_id", "due_on"))
        if not (what.answered or due.answered) or what.errors or owner.errors or due.errors:
            return not (what.errors or owner.errors or due.errors)
        missing = [
            (what, "Say what will be done, or clear the day"),
            (owner, "Choose who will do it"),
            (due, "Enter the day by which it will be done"),
        ]
        for question, sentence in missing:
            if question.is_empty():
                question.refuse(sentence)
        return not any(question.errors for question, _ in missing)

    def details(self) -> ContactDetails:
        """What the service keeps of the contact itself."""
        given = as_details(self, ASKED[self.kind].names)
        if "big_change" in given:
            given["big_change"] = given["big_change"] is Answer.YES
        return ContactDetails(kind=self.kind, happened_on=self.happened, **given)

    @property
    def happened(self) -> date:
        """The day on which it happened."""
        day: date = self["happened_on"].data if self["day"].data == questions.ANOTHER_DAY else self["day"].data
        return day

    def asked_by_name(self) -> list[tuple[Question, Question]]:
        """The questions about each risk, each with its box for words."""
        return [(self[by_name.about(flag)], self[by_name.why(flag)]) for flag in self.flags]

    def shows_why_late(self) -> bool:
        """Whether the page asks why the visit was late: it is, or something was written or refused there."""
        if "why_late" not in self:
            return False
        question = self["why_late"]
        return bool(self.late) or not question.is_empty() or bool(question.errors)

    def says_something_new(self) -> bool:
        """Whether something was answered or refused about what is new."""
        asked = [self[name] for name in ("signs", "exploitation_talked", "exploitation_words") if name in self]
        return any(question.errors or not question.is_empty() for question in asked)

    def later_rows_used(self) -> bool:
        """Whether a row for actions after the first was begun or has something to mend."""
        names = [f"action_{row}_{name}" for row in self.rows if row > 1 for name in ("what", "owner_id", "due_on")]
        return any(self[name].errors or (self[name].answered and "owner" not in name) for name in names)

    def flag_answers(self) -> dict[int, tuple[FlagAnswer, str]]:
        """What was said of each open high risk, by its id."""
        return {identity(flag): (self[by_name.about(flag)].data, self[by_name.why(flag)].data) for flag in self.flags}

    def progress(self) -> dict[int, str]:
        """How far each action has come that was talked about, by its id."""
        chosen = self["touched"].data if "touched" in self else ()
        return {
            identity(each): self[by_name.progress(each)].data for each in self.open_actions if each.public_id in chosen
        }

    def change(self) -> ChangeDetails | None:
        """The big change, if there was one."""
        if "big_change" not in self or self["big_change"].data is not Answer.YES:
            return None
        return ChangeDetails(**{name: self[f"change_{name}"].data for name in ChangeDetails.model_fields})

    def new_risk(self, owner_id: int, today: date) -> RiskFlagDetails | None:
        """The new risk, if there was one, to be looked at again as soon as its level asks for."""
        if "risk_answer" not in self or self["risk_answer"].data is not RiskAnswer.NEW:
            return None
        given = {name: self[f"risk_{name}"].data for name in ("type", "level", "evidence", "their_view", "keeps_safe")}
        next_look_on = latest_look(given["level"], today)
        return RiskFlagDetails(raised_on=self.happened, next_look_on=next_look_on, owner_id=owner_id, **given)

    def actions(self) -> Mapping[int, ActionDetails]:
        """The actions agreed, by the row they stand on."""
        return {
            row: ActionDetails(**{name: self[f"action_{row}_{name}"].data for name in ("what", "owner_id", "due_on")})
            for row in self.rows
            if not self[f"action_{row}_what"].is_empty()
        }


def as_details(form: Any, names: Iterable[str]) -> dict[str, Any]:
    """The answers with these names that a form asks for, in the shape in which a contact keeps them."""
    given: dict[str, Any] = {name: form[name].data for name in names if name in form}
    if "planned" in given:
        given["planned"] = given["planned"] is questions.Planned.PLANNED
    if "signs" in given:
        given["signs"] = as_kept(given["signs"])
    return given


def says_whether_talked(form: Any) -> bool:
    """Whether somebody who noticed something new says if it was talked through; if not, the question is refused."""
    if "exploitation_talked" not in form or form["signs"].errors:
        return True
    question = form["exploitation_talked"]
    if set(form["signs"].data) - {Sign.NONE} and question.is_empty() and not question.errors:
        question.refuse(TALKED)
    return not question.errors


def form_for(
    kind: ContactKind, flags: Iterable[RiskFlag] = (), open_actions: Iterable[Action] = ()
) -> type[ContactForm]:
    """The form for a contact of one kind that asks about each of these risks by name, and about these actions."""
    asked, to_do = tuple(flags), tuple(open_actions)
    made = questions.questions_for(kind, asked, to_do)
    return type("ContactForm", (ContactForm,), {"kind": kind, "flags": asked, "open_actions": to_do, **made})
